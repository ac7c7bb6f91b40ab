/* Does a loss fall for ever along a straight line, towards a bound or without one? */
#ifndef INSIGHT_FALLING_H
#define INSIGHT_FALLING_H

#include <stdbool.h>

#include "problem/regularised.h"

struct falling {
    int parameter; /* the one that goes furthest, in sizes */
    bool bounded;  /* the loss comes to `bound` */
    double bound;
};

/* Looks from x[n] along d[n], of any length, as far as 2^40 sizes (size[n], above 0) or to where
 * next to nothing is left of the slope. The loss falls for ever where it goes down at first and the
 * exact slope along d is positive nowhere that is looked at: the slope also shows a fall that the
 * values are too coarse for. Where it does not, *falling is as it was. */
bool falls_along(struct falling *falling, struct regularised *function, const double *x,
                 const double *d, const double *size);

/* The same against the gradient g[n] at x, then along each coordinate. */
bool falls_downhill(struct falling *falling, struct regularised *function, const double *x,
                    const double *g, const double *size);

/* Has the loss fallen along a coordinate, from start[n] on, to where its slope is 0 because it is
 * too small for a double, and does it rise nowhere ahead? */
bool falls_out_of_sight(struct falling *falling, struct regularised *function, const double *x,
                        const double *start, const double *size);

#endif
