/* The minimum that a descent is to find, looked for by a better method: where BFGS comes to rest.
 * For windows that show the way, and for what is known only in hindsight; no run depends on it. */
#ifndef INSIGHT_OPTIMUM_H
#define INSIGHT_OPTIMUM_H

#include <stdbool.h>

struct objective;

/* From from[n] to optimum[n], the function with the penalty l2/2 |x|^2, in about `most` evaluations
 * at most. It has come to rest where the gradient's norm is at most 1e-6 of that at `from`, or
 * nothing lower is found. Returns false, with optimum[n] the last point tried, where it does not do
 * so at a minimum near enough to show, as where the loss falls for ever. */
bool optimum_from(struct objective *objective, double l2, const double *from, long most,
                  double *optimum);

#endif
