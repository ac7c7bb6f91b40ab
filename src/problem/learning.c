#include "problem/learning.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/pairs.h"
#include "base/text.h"
#include "formula/formula.h"
#include "formula/syntax.h"
#include "problem/dataset.h"
#include "problem/guess.h"
#include "problem/selection.h"
#include "problem/variables.h"

/* --- which variables --- */

static bool is_parameter(const struct task *task, const char *name)
{
    for (int i = 0; i < task->n; i++)
        if (strcmp(task->parameter[i], name) == 0)
            return true;
    return false;
}

static bool mentions(const struct syntax *syntax, const char *name)
{
    for (size_t i = 0; i < syntax->node_count; i++)
        if (syntax->nodes[i].kind == SYNTAX_NAME && span_is(syntax->nodes[i].span, name))
            return true;
    return false;
}

/* Puts the variables that the loss mentions before the others, and leaves so many of these as a
 * formula can have: for the message, where a name is misspelt. */
static bool keep_mentioned(const struct task *task, struct variables *variables,
                           struct error *error)
{
    struct syntax syntax;
    size_t mentioned = 0;
    if (!syntax_parse(&syntax, task->loss, strlen(task->loss), SYNTAX_FORMULA, error))
        return false;
    for (size_t i = 0; i < variables->count; i++) {
        const struct variable variable = variables->list[i];
        if (!mentions(&syntax, variable.name))
            continue;
        memmove(variables->list + mentioned + 1, variables->list + mentioned,
                (i - mentioned) * sizeof *variables->list);
        variables->list[mentioned++] = variable;
    }
    syntax_release(&syntax);
    if (mentioned > FORMULA_MAX_VARIABLES)
        return error_set(error, "the loss reads more than %d columns", FORMULA_MAX_VARIABLES);
    if (variables->count > FORMULA_MAX_VARIABLES)
        variables->count = FORMULA_MAX_VARIABLES;
    return true;
}

/* Compiles the loss with the parameters and these variables, but those that a parameter hides. */
static struct formula *compile(const struct task *task, const struct variables *variables,
                               struct error *error)
{
    struct formula_names names = {.parameters = task->n};
    const char **name = malloc(((size_t)task->n + variables->count + 1) * sizeof *name);
    struct formula *formula = NULL;
    if (!name) {
        error_memory(error);
        return NULL;
    }
    for (int i = 0; i < task->n; i++)
        name[i] = task->parameter[i];
    for (size_t i = 0; i < variables->count; i++)
        if (!is_parameter(task, variables->list[i].name))
            name[task->n + names.variables++] = variables->list[i].name;
    names.name = name;
    formula = formula_compile(task->loss, strlen(task->loss), &names, error);
    free(name);
    return formula;
}

/* What a loss of the user's reads must be one or the other; a model means its parameters. */
static bool check_hidden(const struct task *task, const struct variables *variables,
                         const struct formula *formula, struct error *error)
{
    for (int i = 0; i < task->n && !task->model; i++) {
        const struct variable *column = variables_find(variables, task->parameter[i]);
        if (program_reads(&formula->value, (size_t)i) && column && column->column != DATASET_ROW)
            return error_set(error,
                             "'%s' is a parameter and a column; name the parameters with "
                             "params, or give the column a name with columns",
                             task->parameter[i]);
    }
    return true;
}

/* Puts the variables that the formula, compiled with all of them, reads before the others. Returns
 * how many these are. */
static size_t sort_read(const struct task *task, struct variables *variables,
                        const struct formula *formula)
{
    size_t read = 0, input = (size_t)task->n;
    for (size_t i = 0; i < variables->count; i++) {
        const struct variable variable = variables->list[i];
        if (is_parameter(task, variable.name) || !program_reads(&formula->value, input++))
            continue;
        memmove(variables->list + read + 1, variables->list + read,
                (i - read) * sizeof *variables->list);
        variables->list[read++] = variable;
    }
    return read;
}

/* What the loss reads without it being a parameter, a column or one of its own parts: a model what
 * its row says, a loss of the user's x and y at most. Returns how many names these are. */
static int list_unknown(const struct task *task, const struct variables *variables,
                        const char *unknown[GUESS_MOST])
{
    static const char *const usual[] = {"x", "y", NULL};
    const char *const *name = task->model ? task->model->column : usual;
    struct syntax syntax;
    int count = 0;
    if (!syntax_parse(&syntax, task->loss, strlen(task->loss), SYNTAX_FORMULA, NULL))
        return 0;
    for (; *name; name++)
        if (mentions(&syntax, *name) && !is_parameter(task, *name) &&
            !variables_find(variables, *name))
            unknown[count++] = *name;
    syntax_release(&syntax);
    return count;
}

/* Guesses which columns are meant, or says how to name them. */
static bool find_columns(const struct task *task, struct variables *variables, bool *guessed,
                         struct error *error)
{
    const char *unknown[GUESS_MOST];
    int count = list_unknown(task, variables, unknown);
    *guessed = false;
    if (count == 0)
        return true;
    return guess_columns(task, variables, unknown, count, guessed, error) &&
           (*guessed || guess_refuse(task, variables, unknown, count, error));
}

/* Compiles twice: to find out which columns the loss reads, and then with these in front. Returns
 * how many they are in *read. */
static struct formula *compile_read(const struct task *task, struct variables *variables,
                                    size_t *read, struct error *error)
{
    struct formula *formula =
        keep_mentioned(task, variables, error) ? compile(task, variables, error) : NULL;
    if (!formula) {
        variables_explain(task->data, task->loss, error);
        return NULL;
    }
    bool ok = check_hidden(task, variables, formula, error);
    *read = sort_read(task, variables, formula);
    formula_free(formula);
    if (ok && *read == 0)
        ok = error_set(error, "the loss reads no column of the data");
    return ok ? compile(task, variables, error) : NULL;
}

/* --- all of it --- */

int learning_find(const struct learning *learning, const char *name)
{
    for (size_t i = 0; i < learning->columns; i++)
        if (strcmp(learning->column[i].name, name) == 0)
            return (int)i;
    return -1;
}

void learning_tell_columns(const struct learning *learning, struct buffer *out)
{
    for (size_t i = 0; i < learning->columns; i++)
        buffer_format(out, "%s%s is %s", i > 0 ? ", " : "", learning->column[i].name,
                      learning->column[i].title);
}

/* What is selected, where everybody looks for it. */
static void show(struct learning *learning)
{
    const struct selection *selection = learning->selection;
    learning->columns = selection->columns;
    memcpy(learning->column, selection->column, sizeof learning->column);
    learning->train = selection->train;
    learning->held = selection->held;
    learning->dropped = selection->dropped;
    learning->drawn = selection->drawn;
    learning->drawn_count = selection->drawn_count;
}

static bool fill(struct learning *learning, const struct task *task, struct formula **formula,
                 struct error *error)
{
    struct variables variables;
    size_t read = 0;
    if (!variables_of(&variables, task->data, task->columns, task->labels, error))
        return false;
    if (find_columns(task, &variables, &learning->guessed, error) || error_in(error, "columns"))
        *formula = compile_read(task, &variables, &read, error);
    if (*formula)
        learning->selection = selection_of(task, variables.list, read, error);
    variables_release(&variables);
    if (!learning->selection)
        return false;
    show(learning);
    bool ok = mean_init(&learning->mean, *formula);
    learning->mean.jobs = task->jobs;
    return ok || error_memory(error);
}

struct learning *learning_create(const struct task *task, struct formula **formula,
                                 struct error *error)
{
    struct learning *learning = calloc(1, sizeof *learning);
    *formula = NULL;
    if (!learning) {
        error_memory(error);
        return NULL;
    }
    learning->model = task->model;
    if (fill(learning, task, formula, error))
        return learning;
    learning_free(learning);
    formula_free(*formula);
    *formula = NULL;
    return NULL;
}

void learning_free(struct learning *learning)
{
    if (!learning)
        return;
    mean_release(&learning->mean);
    selection_release(learning->selection);
    free(learning);
}

struct mean_rows learning_train(const struct learning *learning)
{
    return (struct mean_rows){.examples = &learning->train, .count = learning->train.rows};
}

struct mean_rows learning_held(const struct learning *learning)
{
    return (struct mean_rows){.examples = &learning->held, .count = learning->held.rows};
}

struct mean_rows learning_drawn(const struct learning *learning)
{
    return (struct mean_rows){&learning->train, learning->drawn, learning->drawn_count};
}

/* --- raw units --- */

enum { MOST_NAMES = PARAMETERS_MAX + 2 * FORMULA_MAX_VARIABLES };

/* The names that the formulas of a model's row read, and their values. */
struct raw_inputs {
    int count;
    char text[MOST_NAMES][80];
    const char *name[MOST_NAMES];
    double value[MOST_NAMES];
};

static void add_input(struct raw_inputs *inputs, const char *prefix, const char *name, double value)
{
    int i = inputs->count++;
    snprintf(inputs->text[i], sizeof inputs->text[i], "%s%s", prefix, name);
    inputs->name[i] = inputs->text[i];
    inputs->value[i] = value;
}

static void list_inputs(struct raw_inputs *inputs, const struct learning *learning, const double *x)
{
    int n = model_parameters(learning->model);
    inputs->count = 0;
    for (int i = 0; i < n; i++)
        add_input(inputs, "", learning->model->parameter[i].name, x[i]);
    for (size_t i = 0; i < learning->columns; i++) {
        const struct learning_column *column = &learning->column[i];
        add_input(inputs, "mean_", column->name, column->mean);
        add_input(inputs, "deviation_", column->name, column->deviation);
    }
}

static bool evaluate(const char *text, const struct raw_inputs *inputs, double *value,
                     struct error *error)
{
    struct formula_names names = {.name = inputs->name, .variables = inputs->count};
    struct formula *formula = formula_compile(text, strlen(text), &names, error);
    struct evaluator evaluator = {0};
    bool ok = formula && (evaluator_init(&evaluator, &formula->value, 1) || error_memory(error));
    for (int i = 0; ok && i < inputs->count; i++)
        *evaluator_input(&evaluator, (size_t)i) = inputs->value[i];
    if (ok) {
        evaluator_run(&evaluator, 1);
        *value = *evaluator_output(&evaluator, 0);
    }
    evaluator_release(&evaluator);
    formula_free(formula);
    return ok;
}

/* Can its parameters make up for a y that is standardized? A unit's range and a probability
 * can't. */
static bool scales_back(const struct model *model)
{
    for (int i = 0; i < model_parameters(model); i++)
        if (strstr(model->parameter[i].raw, "deviation_y"))
            return true;
    return false;
}

static bool has_raw(const struct learning *learning)
{
    int y = learning_find(learning, "y");
    bool any = false;
    for (size_t i = 0; i < learning->columns; i++)
        any = any || learning->column[i].standardized;
    return any && learning->model &&
           (y < 0 || !learning->column[y].standardized || scales_back(learning->model));
}

bool learning_raw(const struct learning *learning, const double *x, double *raw,
                  struct error *error)
{
    struct raw_inputs inputs;
    if (!has_raw(learning))
        return false;
    list_inputs(&inputs, learning, x);
    for (int i = 0; i < model_parameters(learning->model); i++)
        if (!evaluate(learning->model->parameter[i].raw, &inputs, &raw[i], error))
            return false;
    return true;
}
