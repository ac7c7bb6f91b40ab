#include "problem/prediction.h"

#include <string.h>

#include "base/error.h"
#include "problem/learning.h"
#include "problem/objective.h"

/* The part called `prediction`, or else the last one. */
static bool choose_part(struct prediction *prediction, const struct formula *formula,
                        struct error *error)
{
    if (formula->parts == 0)
        return error_set(error, "the loss names no part to draw: "
                                "write it as 'prediction = ...; ...'");
    bool named = formula_part(formula, "prediction", &prediction->program, NULL);
    prediction->threshold = named ? 0.5 : 0;
    return (named || formula_part(formula, NULL, &prediction->program, error)) &&
           (evaluator_init(&prediction->block, &prediction->program, PROGRAM_BLOCK) ||
            error_memory(error));
}

static bool find_columns(struct prediction *prediction, const struct learning *learning,
                         struct error *error)
{
    int columns = (int)learning->train.columns, targets = 0, inputs = 0;
    for (int i = 0; i < columns; i++) {
        bool input = program_reads(&prediction->program, (size_t)(prediction->n + i));
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
    *prediction = (struct prediction){.n = objective->n};
    return (objective->learning || error_set(error, "no data: there is no fit to draw")) &&
           choose_part(prediction, objective->formula, error) &&
           find_columns(prediction, objective->learning, error);
}

void prediction_release(struct prediction *prediction)
{
    evaluator_release(&prediction->block);
    program_release(&prediction->program);
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
