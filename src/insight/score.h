/* How good what was learnt is, in the usual units: the part of the target's variance that a squared
 * loss explains (R^2), and of a target of 0 and 1 the part of the rows that is told right (accuracy).
 *
 * The target is the column t in which the loss of a row is a parabola of the same curvature c at every
 * row and parameter, c/2 (t - p)^2 plus what does not depend on t; the residual t - p is then the
 * loss's exact derivative in t over c. Where the curvature is 0 and t is 0 and 1, a cross-entropy or a
 * hinge is meant. Of several such columns the one called y is, else none. A row is told to be 1 where
 * its loss were less for 1 than for 0. */
#ifndef INSIGHT_SCORE_H
#define INSIGHT_SCORE_H

#include <stdbool.h>

#include "formula/program.h"

struct formula;
struct learning;
struct objective;

struct score {
    const struct learning *learning; /* borrowed; NULL: there is nothing to be told */
    struct formula *formula;         /* owned: the loss, its one parameter being the target */
    struct evaluator block;          /* of its gradient */
    int n, target;                   /* parameters; the target's column */
    double curvature;                /* c; 0: not a squared loss */
    double variation;                /* sum of the squares of the target about its mean */
    bool classes;                    /* the target is 0 and 1 */
};

/* Of a mean over data. Where it has neither score, or memory is short, both are NAN. The objective
 * must outlive it. Release in any case. */
void score_init(struct score *score, const struct objective *objective);
void score_release(struct score *score);

/* Are there such numbers? */
bool score_has_r2(const struct score *score);
bool score_has_accuracy(const struct score *score);

/* Over the rows to learn from, with the parameters x[n]: 1 - sum (t - p)^2 / sum (t - mean)^2; and
 * the part of the rows that is told right. NAN where there is no such number,
 * or the pass was interrupted (interrupt.h). One pass. */
double score_r2(struct score *score, const double *x);
double score_accuracy(struct score *score, const double *x);

#endif
