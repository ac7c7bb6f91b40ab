/* Newton's method as a question: is there a stationary point near here?
 *
 * From a point the walk takes plain Newton steps with the exact Hessian, on a copy. Near a point
 * with a regular Hessian each step is far shorter than the one before (Kantorovich 1948). Near one
 * whose Hessian is singular, such as that of x^4, they shrink by a steady factor, (p-2)/(p-1) for
 * order p (Decker, Keller and Kelley 1983, doi:10.1137/0720020). Where there is no such point, as
 * along exp(-x), they don't. */
#ifndef INSIGHT_NEWTON_WALK_H
#define INSIGHT_NEWTON_WALK_H

#include "base/linear.h"
#include "problem/regularised.h"

enum walk_end {
    WALK_NOWHERE, /* no stationary point is near */
    WALK_FAST,    /* one with a regular Hessian, or on a valley's floor */
    WALK_SLOW     /* one that is approached by a steady factor */
};

struct walk {
    enum walk_end end;
    /* Where it ended. */
    double x[PARAMETERS_MAX], f, g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    double step[PARAMETERS_MAX]; /* the last one; WALK_NOWHERE: it was not made */
    /* Downhill in the directions in which no step is made, as their curvature is rounding. */
    double down[PARAMETERS_MAX];
};

/* Walks from x[n]. size[n] are the lengths, above 0, that the coordinates are measured by: no
 * coordinate moves by more than twice of them. */
void walk_to_rest(struct walk *walk, struct regularised *function, const double *x,
                  const double *size);

#endif
