#include "problem/selection.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/pairs.h"
#include "base/text.h"
#include "problem/dataset.h"
#include "problem/learning.h"
#include "problem/variables.h"

/* So many rows show in a picture what all of them would. */
enum { DRAWN_MOST = 512 };

/* --- which rows --- */

static bool extract(const struct task *task, const struct variable *variable, size_t count,
                    struct examples *all, struct error *error)
{
    struct dataset_column column[FORMULA_MAX_VARIABLES];
    for (size_t i = 0; i < count; i++)
        column[i] = (struct dataset_column){
            .name = dataset_name(task->data, variable[i].column),
            .column = variable[i].column,
            .label = variable[i].labelled ? variable[i].label : NULL,
            .variable = variable[i].name,
        };
    return dataset_extract(task->data, column, count, all, error);
}

/* A probability is learnt from yes and no. */
static bool is_class(const struct selection *selection, const char *name)
{
    return selection->classifier && strcmp(name, "y") == 0;
}

static bool check_classes(const struct selection *selection, struct error *error)
{
    for (size_t i = 0; i < selection->columns; i++)
        if (is_class(selection, selection->column[i].name) && !selection->column[i].classes)
            return error_set(error,
                             "the model %s learns from a y of 0 and 1: " SETTING(
                                 "label y=COLUMN:TEXT") " makes one",
                             selection->classifier->name) ||
                   error_in(error, "label");
    return true;
}

/* Takes the first `count` variables out of the dataset. */
static bool take_rows(struct selection *selection, const struct task *task,
                      const struct variable *variable, size_t count, struct error *error)
{
    struct examples all;
    if (!extract(task, variable, count, &all, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct learning_column *column = &selection->column[i];
        *column = (struct learning_column){
            .classes = examples_are_classes(&all, i),
            .deviation = 1,
        };
        snprintf(column->name, sizeof column->name, "%s", variable[i].name);
        text_head(variable[i].labelled ? variable[i].label
                                       : dataset_name(task->data, variable[i].column),
                  column->title, sizeof column->title);
    }
    selection->columns = count;
    selection->dropped = all.dropped;
    bool ok = check_classes(selection, error) &&
              examples_split(&all, task->validation, task->seed, &selection->train,
                             &selection->held, error);
    examples_release(&all);
    return ok;
}

/* Rows for pictures: every k-th. */
static bool choose_drawn(struct selection *selection)
{
    size_t rows = selection->train.rows;
    selection->drawn_count = rows;
    if (rows <= DRAWN_MOST)
        return true;
    selection->drawn_count = DRAWN_MOST;
    selection->drawn = malloc(DRAWN_MOST * sizeof *selection->drawn);
    for (size_t i = 0; selection->drawn && i < DRAWN_MOST; i++)
        selection->drawn[i] = (uint32_t)(i * rows / DRAWN_MOST);
    return selection->drawn;
}

/* --- scales --- */

/* The next name of a list. */
static bool next_name(const char **list, struct pair *pair, struct error *error)
{
    return pairs_next(list, pair, error) && formula_name_ok(pair->name, error) &&
           (!pair->has_value ||
            error_set(error, "'%s' is a name of a column, it takes no value", pair->name));
}

bool selection_check_standardize(const char *list, struct error *error)
{
    struct pair pair;
    if (strcmp(list, "all") == 0)
        return true;
    do {
        if (!next_name(&list, &pair, error))
            return false;
    } while (*list != '\0');
    return true;
}

/* Squares of less have lost digits. */
static const double least_deviation = 1e-140;

/* With the moments of the rows to learn from: what is held out must not be known. */
static bool standardize(struct selection *selection, size_t i, struct error *error)
{
    struct learning_column *column = &selection->column[i];
    if (column->standardized)
        return true;
    examples_moments(&selection->train, i, &column->mean, &column->deviation);
    if (!isfinite(column->deviation))
        return error_set(error, "the numbers of '%s' are too large to be standardized",
                         column->name);
    if (column->deviation < least_deviation)
        return error_set(error,
                         "the numbers of '%s' are all the same, or too near to 0, to be "
                         "standardized",
                         column->name);
    examples_standardize(&selection->train, i, column->mean, column->deviation);
    examples_standardize(&selection->held, i, column->mean, column->deviation);
    column->standardized = true;
    return true;
}

static bool standardize_all(struct selection *selection, struct error *error)
{
    for (size_t i = 0; i < selection->columns; i++)
        if (!selection->column[i].classes && !standardize(selection, i, error))
            return false;
    return true;
}

/* The column that the list means: by the variable's name, or by the one in the file. */
static int find_listed(const struct selection *selection, const char *name)
{
    int column = -1;
    for (size_t i = 0; i < selection->columns && column < 0; i++)
        if (strcmp(selection->column[i].name, name) == 0)
            column = (int)i;
    for (size_t i = 0; i < selection->columns && column < 0; i++)
        if (!selection->column[i].classes && strcmp(selection->column[i].title, name) == 0)
            column = (int)i;
    return column;
}

static bool standardize_listed(struct selection *selection, const char *list, struct error *error)
{
    struct pair pair;
    while (*list != '\0') {
        if (!next_name(&list, &pair, error))
            return false;
        int column = find_listed(selection, pair.name);
        if (column < 0)
            return error_set(error, "the loss reads no column '%s' to be standardized", pair.name);
        if (is_class(selection, pair.name))
            return error_set(error,
                             "the model %s learns from a y of 0 and 1, which can't be "
                             "standardized",
                             selection->classifier->name);
        if (!standardize(selection, (size_t)column, error))
            return false;
    }
    return true;
}

static bool scale(struct selection *selection, const char *list, struct error *error)
{
    if (!list)
        return true;
    if (strcmp(list, "all") == 0)
        return standardize_all(selection, error);
    return standardize_listed(selection, list, error);
}

/* --- all of it --- */

/* All that a selection depends on besides the data set. The seed parts the rows, and nothing
 * else. */
static void write_key(const struct task *task, const struct variable *variable, size_t count,
                      struct buffer *key)
{
    const char *list = task->standardize ? task->standardize : "";
    for (size_t i = 0; i < count; i++)
        buffer_format(key, "%s=%zu:%d:%zu:%s,", variable[i].name, variable[i].column,
                      variable[i].labelled, strlen(variable[i].label), variable[i].label);
    buffer_format(key, "%.17g,%llu,%s,%s", task->validation,
                  task->validation > 0 ? (unsigned long long)task->seed : 0,
                  task->model && task->model->classifies ? task->model->name : "", list);
}

static void forget(void *kept)
{
    selection_release(kept);
}

/* Its key is taken over. */
static struct selection *make(const struct task *task, const struct variable *variable,
                              size_t count, struct buffer *key, struct error *error)
{
    struct selection *selection = calloc(1, sizeof *selection);
    if (!selection) {
        error_memory(error);
        return NULL;
    }
    selection->owners = 1;
    selection->classifier = task->model && task->model->classifies ? task->model : NULL;
    if ((take_rows(selection, task, variable, count, error) || error_in(error, "columns")) &&
        (scale(selection, task->standardize, error) || error_in(error, "standardize")) &&
        (choose_drawn(selection) || error_memory(error))) {
        selection->key = *key;
        *key = (struct buffer){0};
        return selection;
    }
    selection_release(selection);
    return NULL;
}

struct selection *selection_of(const struct task *task, const struct variable *variable,
                               size_t count, struct error *error)
{
    struct selection *kept = dataset_kept(task->data), *selection = NULL;
    struct buffer key = {0};
    write_key(task, variable, count, &key);
    if (key.failed)
        error_memory(error);
    else if (kept && strcmp(buffer_string(&kept->key), buffer_string(&key)) == 0)
        selection = kept;
    else
        selection = make(task, variable, count, &key, error);
    if (selection)
        selection->owners++;
    if (selection && selection != kept)
        dataset_keep(task->data, selection, forget);
    buffer_release(&key);
    return selection;
}

void selection_release(struct selection *selection)
{
    if (!selection || --selection->owners > 0)
        return;
    examples_release(&selection->train);
    examples_release(&selection->held);
    buffer_release(&selection->key);
    free(selection->drawn);
    free(selection);
}
