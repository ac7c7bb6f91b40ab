/* What a Hessian says of the directions at a stationary point: which are curved, and which are
 * open, since their curvature is rounding, or what is left where it fades.
 *
 * Definiteness is judged on the balanced Hessian (linear_balance), against rounding. A curvature
 * that may be nothing else counts only where the exact slopes on both sides agree with it. */
#ifndef INSIGHT_CURVATURE_H
#define INSIGHT_CURVATURE_H

#include <stdbool.h>

#include "insight/degenerate.h"

/* The largest element of the Hessian h[n*n], in sizes; an element below the smallest normal number
 * is 0. */
double curvature_steepness(const double *size, const double *h, int n);

/* Takes over the Hessian at the point: coordinates are scaled so that its diagonal is about 1, or,
 * where that is doubtful, by their sizes. `steepest` is the largest curvature that the run has met,
 * in sizes; `slow`: the point was approached slowly. Returns false where h is not finite. */
bool curvature_take(struct singular_point *point, const double *hessian, double steepest,
                    bool slow);

/* The same for a point across a valley: coordinates are scaled by their sizes, and directions are
 * open whose curvature is less than a thousandth of the steepest. */
bool curvature_across(struct singular_point *point, const double *h);

#endif
