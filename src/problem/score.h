/* How good what was learnt is, in the usual units: the part of the target's variance that a squared
 * loss explains (R^2), and of a target of 0 and 1 the part of the rows that is told right
 * (accuracy).
 *
 * The target is the column t in which the loss of a row is a parabola of the same curvature c at
 * every row and parameter, c/2 (t - p)^2 plus what does not depend on t; the residual t - p is then
 * the loss's exact derivative in t over c. Where the curvature is 0 and t is 0 and 1, a
 * cross-entropy or a hinge is meant. Of several such columns the one called y is, else none. A row
 * is told to be 1 where its loss were less for 1 than for 0. */
#ifndef PROBLEM_SCORE_H
#define PROBLEM_SCORE_H

#include <stdbool.h>

struct objective;
struct score;

/* Are there such numbers? The objective then owns what tells them, made when it is first asked for;
 * where memory is short, there are none, and the objective says so (lacks_memory). */
bool score_has_r2(struct objective *objective);
bool score_has_accuracy(struct objective *objective);

/* Has R^2 no value since the target of a squared loss is the same in all rows? */
bool score_lacks_variation(struct objective *objective);

/* Over the rows to learn from, with the parameters x[n]: 1 - sum (t - p)^2 / sum (t - mean)^2; and
 * the part of the rows that is told right. NAN where there is no such number,
 * or the pass was interrupted (interrupt.h). One pass. */
double score_r2(struct objective *objective, const double *x);
double score_accuracy(struct objective *objective, const double *x);

/* For objective_free. */
void score_free(struct score *score);

#endif
