/* What a loss predicts: its part that is called `prediction`, or else its last named part, as a
 * function of the columns that this part reads. The target is the one column that the loss reads
 * and this part does not. */
#ifndef PROBLEM_PREDICTION_H
#define PROBLEM_PREDICTION_H

#include <stdbool.h>
#include <stddef.h>

#include "formula/formula.h"

struct error;
struct objective;

enum { PREDICTION_INPUTS = 2 };

struct prediction {
    struct program program; /* owned; inputs: the parameters, then the columns of the objective */
    struct evaluator block;
    int n;                        /* parameters */
    int inputs;                   /* how many columns it reads, 1 or 2 */
    int input[PREDICTION_INPUTS]; /* which, as indices of the objective's columns */
    int target;
    bool classes;     /* the target is 0 or 1 at every row, also of those held out */
    double threshold; /* classes part where the prediction is this: 0.5 where it is
                       * called `prediction`, 0 of another, which is a score */
};

/* Of an objective with data, which is borrowed. Returns false with the reason where the loss names
 * no such part, reads no or more than one target, or the part reads no or more than two columns, or
 * two and the target is no class. Release in either case. */
bool prediction_init(struct prediction *prediction, const struct objective *objective,
                     struct error *error);
void prediction_release(struct prediction *prediction);

/* The predictions made of the parameters x[n] at count points: to[count]. at[i][count] are the
 * values of input i. */
void prediction_run(struct prediction *prediction, const double *x,
                    const double *const at[PREDICTION_INPUTS], size_t count, double *to);

#endif
