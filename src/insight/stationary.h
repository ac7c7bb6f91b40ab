/* What there is where a run has come to rest: a stationary point is found, not assumed.
 *
 * Newton's method walks on from the point (newton_walk.h). Only where that arrives close by is
 * there a stationary point, and it is that one, with the Hessian there, of which the kind is told:
 * by the signs of the eigenvalues where none vanishes, else by the neighbours (degenerate.h).
 * Curvature vanishes when it is rounding beside the others once the Hessian is balanced, so that
 * units don't matter. Where a kink or a jump runs through the point (kink.h) its neighbours
 * decide. */
#ifndef INSIGHT_STATIONARY_H
#define INSIGHT_STATIONARY_H

#include <stdbool.h>

#include "base/linear.h"
#include "insight/falling.h"
#include "insight/quadratic.h"
#include "problem/regularised.h"

enum point_kind {
    POINT_SLOPE,      /* none of these: it goes on downhill */
    POINT_MINIMUM,    /* all curvature is positive */
    POINT_HIGHER,     /* some vanishes, and all neighbours are higher: a minimum of higher order */
    POINT_VALLEY,     /* some vanishes, and neighbours there are level, none is lower */
    POINT_SADDLE,     /* neighbours both higher and lower */
    POINT_MAXIMUM,    /* no neighbour is higher */
    POINT_INFLECTION, /* curvature vanishes in one direction, higher one way and lower the other */
    POINT_PLAIN, /* slope and curvature vanish: level all around, or no stationary point is near */
    POINT_FALLS, /* the loss falls for ever from here */
    POINT_KINK_LEAST, /* a kink, and no neighbour is lower: a minimum */
    POINT_KINK,       /* a kink, and some neighbour is lower */
    POINT_JUMP,       /* the loss jumps here */
    POINT_EDGE        /* the function ends here */
};

struct stationary {
    enum point_kind kind;
    double x[PARAMETERS_MAX], loss; /* the point that is spoken of */
    bool regular;                   /* the Hessian alone tells the kind */
    bool level;                     /* POINT_PLAIN: slope and curvature are exactly 0 */
    int directions;                 /* parameters that the function reads; 0: no finite Hessian */
    double eigenvalues[PARAMETERS_MAX]; /* [directions], of the Hessian in these there, ascending */
    struct falling falling;             /* POINT_FALLS */
    double other;                       /* POINT_JUMP: the loss on the other side */
};

/* Where the run is, what the function is like there and at the start, and lengths for each
 * coordinate. */
struct whereabouts {
    const double *x, *start;              /* [n] */
    const double *midway;                 /* [n], after half of the steps */
    const double *size;                   /* [n], above 0 */
    const struct quadratic *here, *there; /* at x, and at the start; without eigenpairs */
    double fallen;                        /* by how much the loss has fallen */
};

/* Tells what is at the run's point. `small`: its gradient is small; where it is not, only a point
 * that is all but reached counts, and no plain. */
void stationary_find(struct stationary *stationary, struct regularised *function,
                     const struct whereabouts *run, bool small);

/* "minimum", "valley" ... */
const char *point_name(enum point_kind kind);

#endif
