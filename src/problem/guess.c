#include "problem/guess.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/table.h"
#include "base/text.h"
#include "problem/dataset.h"
#include "problem/examples.h"
#include "problem/learning.h"
#include "problem/model.h"
#include "problem/variables.h"

/* --- columns that are free --- */

static bool is_listed(const struct variables *variables, size_t column)
{
    for (size_t i = 0; i < variables->count && variables->list[i].listed; i++)
        if (variables->list[i].column == column)
            return true;
    return false;
}

/* Is it a name that the loss may read without being told what it is? */
static bool is_usual(const struct task *task, const char *name)
{
    const struct model *model = task->model;
    for (int i = 0; model && model->column[i]; i++)
        if (strcmp(model->column[i], name) == 0)
            return true;
    return strcmp(name, "x") == 0 || strcmp(name, "y") == 0;
}

static bool is_free(const struct task *task, const struct variables *variables, size_t column)
{
    const char *name = dataset_name(task->data, column);
    return dataset_find(task->data, name) == (int)column && !is_listed(variables, column) &&
           !is_usual(task, name);
}

static bool is_free_number(const struct task *task, const struct variables *variables,
                           size_t column)
{
    return is_free(task, variables, column) && dataset_is_numeric(task->data, column);
}

/* The free columns that are so, up to one more than `count`. Returns how many. */
static int list_free(const struct task *task, const struct variables *variables,
                     bool (*is_so)(const struct dataset *dataset, size_t i), int count,
                     size_t column[GUESS_MOST + 1])
{
    int found = 0;
    for (size_t i = 0; i < dataset_columns(task->data) && found <= count; i++)
        if (is_free(task, variables, i) && is_so(task->data, i))
            column[found++] = i;
    return found;
}

static bool is_any(const struct dataset *dataset, size_t i)
{
    (void)dataset, (void)i;
    return true;
}

bool guess_columns(const struct task *task, struct variables *variables, const char *const *name,
                   int count, bool *guessed, struct error *error)
{
    size_t column[GUESS_MOST + 1];
    int found = list_free(task, variables, dataset_is_numeric, count, column);
    if (found < count)
        found = list_free(task, variables, dataset_has_numbers, count, column);
    if (found < count && !(task->model && task->model->classifies))
        found = list_free(task, variables, is_any, count, column);
    *guessed = false;
    if (found != count)
        return true;
    for (int i = count - 1; i >= 0; i--) {
        struct variable variable = {.column = column[i], .listed = true};
        snprintf(variable.name, sizeof variable.name, "%s", name[i]);
        if (!variables_add(variables, &variable, error))
            return false;
    }
    *guessed = true;
    return true;
}

/* --- a line to type --- */

/* A column for each name. */
struct proposal {
    size_t column[GUESS_MOST];
    const char *label[GUESS_MOST]; /* NULL: its numbers */
    bool found[GUESS_MOST];
};

static bool is_proposed(const struct proposal *proposal, int count, size_t column)
{
    for (int i = 0; i < count; i++)
        if (proposal->found[i] && proposal->column[i] == column)
            return true;
    return false;
}

static void set_column(struct proposal *proposal, int k, size_t column)
{
    proposal->column[k] = column;
    proposal->found[k] = true;
}

/* Numbers for y: the last but the rows' numbers. */
static void propose_target(struct proposal *proposal, const struct task *task,
                           const struct variables *variables, int k)
{
    for (size_t i = 0; i < dataset_columns(task->data); i++)
        if (is_free_number(task, variables, i) && !dataset_counts_rows(task->data, i))
            set_column(proposal, k, i);
}

/* Numbers for name k: the first that are left and more than the rows' numbers, or else these,
 * once. */
static void propose_numbers(struct proposal *proposal, const struct task *task,
                            const struct variables *variables, int count, int k)
{
    for (size_t i = 0; i < dataset_columns(task->data) && !proposal->found[k]; i++)
        if (is_free_number(task, variables, i) && !is_proposed(proposal, count, i) &&
            !dataset_counts_rows(task->data, i))
            set_column(proposal, k, i);
    if (!proposal->found[k] && !is_proposed(proposal, count, DATASET_ROW))
        set_column(proposal, k, DATASET_ROW);
}

/* Yes and no for name k: a column of 0 and 1, or else a text. */
static void propose_classes(struct proposal *proposal, const struct task *task,
                            const struct variables *variables, int k)
{
    const struct dataset *data = task->data;
    for (size_t i = 0; i < dataset_columns(data); i++) {
        bool free = is_free(task, variables, i), yes = free && dataset_is_classes(data, i);
        if (!yes && (!free || proposal->found[k] || !dataset_text(data, i)))
            continue;
        set_column(proposal, k, i);
        proposal->label[k] = yes ? NULL : dataset_text(data, i);
        if (yes)
            return;
    }
}

/* A single column that happens to be called x is what is to be learnt from the rows' numbers.
 * Returns how many names there are then. */
static int propose_series(struct proposal *proposal, const struct task *task,
                          const char *name[GUESS_MOST], int count)
{
    int x = dataset_find(task->data, "x");
    if (count != 1 || strcmp(name[0], "y") != 0 || proposal->found[0] || x < 0 ||
        !dataset_is_numeric(task->data, (size_t)x))
        return count;
    name[0] = "x";
    name[1] = "y";
    set_column(proposal, 0, DATASET_ROW);
    set_column(proposal, 1, (size_t)x);
    return 2;
}

/* Returns whether there is a column for each. */
static bool propose(struct proposal *proposal, const struct task *task,
                    const struct variables *variables, const char *const *name, int count)
{
    bool all = true;
    *proposal = (struct proposal){0};
    for (int k = count - 1; k >= 0; k--) {
        bool y = strcmp(name[k], "y") == 0;
        if (y && task->model && task->model->classifies)
            propose_classes(proposal, task, variables, k);
        else if (y)
            propose_target(proposal, task, variables, k);
    }
    for (int k = 0; k < count; k++) {
        if (!proposal->found[k] && strcmp(name[k], "y") != 0)
            propose_numbers(proposal, task, variables, count, k);
        all = all && proposal->found[k];
    }
    return all;
}

/* " columns x=area,y=price", with what the list has already. */
static void add_list(struct buffer *out, const char *setting, const char *given,
                     const struct task *task, const struct proposal *proposal,
                     const char *const *name, int count, bool labels)
{
    struct buffer list = {0};
    buffer_text(&list, given ? given : "");
    for (int k = 0; k < count; k++) {
        if (labels != (proposal->label[k] != NULL))
            continue;
        buffer_format(&list, "%s%s=%s", list.size ? "," : "", name[k],
                      dataset_name(task->data, proposal->column[k]));
        if (labels)
            buffer_format(&list, ":%s", proposal->label[k]);
    }
    if (list.size > 0)
        buffer_format(out, " " SETTING("%s %s"), setting, buffer_string(&list));
    out->failed = out->failed || list.failed;
    buffer_release(&list);
}

static void add_what(struct buffer *out, const struct task *task)
{
    buffer_format(out, SETTING("data %s"), dataset_path(task->data));
    if (task->model && strcmp(task->model->name, "linear") != 0)
        buffer_format(out, " " SETTING("model %s"), task->model->name);
    if (!task->model)
        buffer_format(out, " " SETTING("loss %s"), task->loss);
}

/* The settings, or where they are too long for a message the last of them. */
static void write_line(struct buffer *out, const struct task *task, const struct proposal *proposal,
                       const char *const *name, int count)
{
    enum { LONGEST = 200 };
    struct buffer options = {0}, what = {0};
    add_list(&options, "columns", task->columns, task, proposal, name, count, false);
    add_list(&options, "label", task->labels, task, proposal, name, count, true);
    add_what(&what, task);
    bool fits = what.size + options.size <= LONGEST;
    if (options.size > 0)
        buffer_format(out, "%s%s", fits ? buffer_string(&what) : "", options.data + !fits);
    out->failed = out->failed || what.failed || options.failed;
    buffer_release(&options);
    buffer_release(&what);
}

/* Another model that tells the same of y, numbers or classes, and of whose columns each has a name
 * in the lists; or NULL. */
static const struct model *model_for_lists(const struct task *task,
                                           const struct variables *variables)
{
    for (size_t i = 0; task->model && i < models.count; i++) {
        const struct model *model = table_row(&models, i);
        bool all = model != task->model && model->classifies == task->model->classifies;
        for (int k = 0; all && model->column[k]; k++) {
            const struct variable *variable = variables_find(variables, model->column[k]);
            all = variable && variable->listed;
        }
        if (all)
            return model;
    }
    return NULL;
}

/* "model 'logistic' reads x and y; x1, x2 and y are for model logistic-plane" */
static void refuse_model(const struct task *task, const struct model *fitting, struct error *error)
{
    struct buffer text = {0};
    buffer_format(&text, "model '%s' reads ", task->model->name);
    names_list(&text, task->model->column, MODEL_COLUMNS, " and ");
    buffer_text(&text, "; ");
    names_list(&text, fitting->column, MODEL_COLUMNS, " and ");
    buffer_format(&text, " are for " SETTING("model %s"), fitting->name);
    error_set(error, "%s", buffer_string(&text));
    buffer_release(&text);
}

/* Where a text of a column is digits and their marks alone: says why it is no number. */
static bool refuse_digits(const struct task *task, const struct variables *variables,
                          struct error *error)
{
    for (size_t i = 0; i < dataset_columns(task->data); i++) {
        const char *text = dataset_text(task->data, i);
        struct examples examples;
        struct dataset_column column = {.name = dataset_name(task->data, i), .column = i};
        if (!text || text[strspn(text, "0123456789.,' ")] || !is_free(task, variables, i))
            continue;
        if (!dataset_extract(task->data, &column, 1, &examples, error))
            return true;
        examples_release(&examples);
    }
    return false;
}

bool guess_refuse(const struct task *task, const struct variables *variables,
                  const char *const *unknown, int count, struct error *error)
{
    struct proposal proposal;
    const struct model *fitting = model_for_lists(task, variables);
    const char *name[GUESS_MOST];
    memcpy(name, unknown, (size_t)count * sizeof *name);
    struct buffer text = {0};
    for (int i = 0; i < count; i++)
        if (dataset_has_twins(task->data, name[i]))
            return dataset_need(task->data, name[i], error) >= 0;
    if (fitting) {
        refuse_model(task, fitting, error);
        return false;
    }
    bool known = propose(&proposal, task, variables, name, count);
    if (!known) {
        int more = propose_series(&proposal, task, name, count);
        known = more > count;
        count = more;
    }
    if (!known && refuse_digits(task, variables, error))
        return false;
    buffer_text(&text, !known      ? "no column of numbers can be "
                       : count > 1 ? "say which columns are "
                                   : "say which column is ");
    names_list(&text, name, (size_t)count, " and ");
    buffer_text(&text, known ? ": " : "; there are ");
    if (known)
        write_line(&text, task, &proposal, name, count);
    else
        dataset_list(task->data, &text);
    if (!known)
        buffer_text(&text, "; " SETTING("separator") ", " SETTING("header") " and " SETTING(
                               "decimal") " say how the file is written");
    if (text.failed)
        error_memory(error);
    else
        error_set(error, "%s", buffer_string(&text));
    buffer_release(&text);
    return false;
}
