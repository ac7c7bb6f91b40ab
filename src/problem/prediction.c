#include "problem/prediction.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "formula/syntax.h"
#include "problem/learning.h"
#include "problem/objective.h"

/* --- which part --- */

/* The statement to take: that called `prediction`, or the last before the loss itself. */
static const struct syntax_statement *choose_part(const struct syntax *syntax)
{
    size_t named = syntax->statement_count - 1;
    for (size_t i = 0; i < named; i++)
        if (span_is(syntax->statements[i].name, "prediction"))
            return &syntax->statements[i];
    return named > 0 ? &syntax->statements[named - 1] : NULL;
}

/* The text of a formula whose value is that part. Returns false where there is none. */
static bool write_part(const char *loss, struct buffer *out, bool *is_prediction,
                       struct error *error)
{
    struct syntax syntax;
    if (!syntax_parse(&syntax, loss, strlen(loss), SYNTAX_FORMULA, error))
        return false;
    const struct syntax_statement *part = choose_part(&syntax);
    if (part) {
        const struct syntax_statement *last = &syntax.statements[syntax.statement_count - 1];
        buffer_add(out, loss, (size_t)(last->name.text - loss));
        buffer_add(out, part->name.text, part->name.length);
        *is_prediction = span_is(part->name, "prediction");
    }
    bool ok = part || error_set(error, "the loss names no part to draw: "
                                       "write it as 'prediction = ...; ...'");
    syntax_release(&syntax);
    return ok && (!out->failed || error_memory(error));
}

static bool compile(struct prediction *prediction, const struct objective *objective,
                    const char *text, struct error *error)
{
    const struct learning *learning = objective->learning;
    const char *name[PARAMETERS_MAX + FORMULA_MAX_VARIABLES];
    struct formula_names names = {name, objective->n, (int)learning->train.columns};
    for (int i = 0; i < objective->n; i++)
        name[i] = objective->parameter[i];
    for (int i = 0; i < names.variables; i++)
        name[objective->n + i] = learning->column[i].name;
    prediction->formula = formula_compile(text, strlen(text), &names, error);
    if (!prediction->formula)
        return false;
    return evaluator_init(&prediction->block, &prediction->formula->value, PROGRAM_BLOCK) ||
           error_memory(error);
}

/* --- what it reads --- */

static bool find_columns(struct prediction *prediction, const struct learning *learning,
                         struct error *error)
{
    int columns = (int)learning->train.columns, targets = 0, inputs = 0;
    for (int i = 0; i < columns; i++) {
        bool input = program_reads(&prediction->formula->value, (size_t)(prediction->n + i));
        if (input && inputs < PREDICTION_INPUTS)
            prediction->input[inputs] = i;
        if (!input)
            prediction->target = i;
        inputs += input;
        targets += !input;
    }
    prediction->inputs = inputs;
    if (inputs < 1 || inputs > PREDICTION_INPUTS)
        return error_set(error, "what is predicted reads %d columns; one or two can be drawn",
                         inputs);
    if (targets != 1)
        return error_set(error,
                         "the loss reads %d columns that what is predicted does not; one "
                         "can be drawn",
                         targets);
    const struct learning_column *target = &learning->column[prediction->target];
    prediction->classes = target->classes && !target->standardized;
    return inputs == 1 || prediction->classes ||
           error_set(error, "a fit over two columns is drawn of classes 0 and 1 only");
}

bool prediction_init(struct prediction *prediction, const struct objective *objective,
                     struct error *error)
{
    struct buffer text = {0};
    bool is_prediction = false;
    *prediction = (struct prediction){.n = objective->n};
    bool ok = objective->learning || error_set(error, "no data: there is no fit to draw");
    ok = ok && write_part(objective->formula->text, &text, &is_prediction, error) &&
         compile(prediction, objective, buffer_string(&text), error) &&
         find_columns(prediction, objective->learning, error);
    prediction->threshold = is_prediction ? 0.5 : 0;
    buffer_release(&text);
    return ok;
}

void prediction_release(struct prediction *prediction)
{
    evaluator_release(&prediction->block);
    formula_free(prediction->formula);
    *prediction = (struct prediction){0};
}

void prediction_run(struct prediction *prediction, const double *x,
                    const double *const at[PREDICTION_INPUTS], size_t count, double *to)
{
    struct evaluator *block = &prediction->block;
    for (int i = 0; i < prediction->n; i++)
        evaluator_fill(block, (size_t)i, x[i], block->width);
    for (size_t first = 0; first < count; first += block->width) {
        size_t left = count - first, points = left < block->width ? left : block->width;
        for (int i = 0; i < prediction->inputs; i++)
            memcpy(evaluator_input(block, (size_t)(prediction->n + prediction->input[i])),
                   at[i] + first, points * sizeof *to);
        evaluator_run(block, points);
        memcpy(to + first, evaluator_output(block, 0), points * sizeof *to);
    }
}
