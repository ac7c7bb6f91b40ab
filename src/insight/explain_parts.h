/* What the parts of insight/explain.c share. */
#ifndef INSIGHT_EXPLAIN_PARTS_H
#define INSIGHT_EXPLAIN_PARTS_H

#include "insight/explanation.h"
#include "run/stepper.h"

struct simulation;

/* What a step is told from, before it and after it. */
struct telling {
    struct explanation *told;
    struct simulation *simulation;
    struct stepper *stepper; /* whose inputs are those of the step */
    const struct run_state *before, *after;
};

static inline const double *telling_inputs(const struct evaluator *evaluator, size_t first)
{
    return evaluator->registers + first * evaluator->width;
}

/* The rows of data that the step's gradient is a mean over; of few of them what each one pulls
 * at. */
void explain_rows(const struct telling *telling);

/* Of a rule: where the gradient is taken, and what is done to it, as far as it is not that at theta
 * as it is. */
void explain_gradient(const struct telling *telling);

/* What noise and l2 make of the gradient g[n] taken at `at`[n], in the order in which they are
 * added. */
void explain_added(const struct telling *telling, const double *at, double *g);

/* Of a rule: its statements. Returns false when memory runs out. */
bool explain_rule(const struct telling *telling);

/* Of a method: what it has found out, and what it has tried. */
void explain_method(const struct telling *telling);

#endif
