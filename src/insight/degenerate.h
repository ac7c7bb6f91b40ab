/* What the second order leaves open at a stationary point, decided by the neighbours.
 *
 * The directions in which the curvature vanishes are looked at one by one. A neighbour along one of
 * them is first brought to rest across, in the curved directions, by Newton's method (the
 * Lyapunov-Schmidt reduction), so that the floor of a bent valley is followed; what then differs
 * beyond rounding differs by the higher orders. */
#ifndef INSIGHT_DEGENERATE_H
#define INSIGHT_DEGENERATE_H

#include "base/linear.h"
#include "problem/regularised.h"

/* What the Hessian says of the direction of an eigenvector. */
enum curving {
    CURVING_CURVED,
    CURVING_OPEN, /* no curvature: the neighbours decide */
    CURVING_IDLE  /* a parameter that the function does not read */
};

/* A stationary point, and the eigenvectors of its Hessian in coordinates x[i] * scale[i]. */
struct singular_point {
    struct regularised *function;
    int n;
    double x[PARAMETERS_MAX], f, g[PARAMETERS_MAX]; /* [n]; the value and the gradient there */
    const double *size;                             /* [n], lengths of the coordinates */
    double steepest;             /* the largest element of its Hessian, in sizes */
    double blur[PARAMETERS_MAX]; /* so far along this the point may lie, either way */
    double scale[PARAMETERS_MAX];
    double values[PARAMETERS_MAX],
        vectors[PARAMETERS_MAX * PARAMETERS_MAX]; /* as linear_eigen gives them */
    enum curving direction[PARAMETERS_MAX];       /* of the k-th */
};

/* How the neighbours in the open directions lie. */
struct neighbours {
    bool higher, lower, level; /* some do */
    bool odd;                  /* there is one open direction, lower one way and higher the other */
    bool slope;                /* some differ because there is a slope: no stationary point */
    bool lost;                 /* some don't come to rest across: nothing is known of them */
};

/* The sum of the eigenvectors, each part[k] times, as a step d[n] of x that leads one size far.
 * Returns what it was divided by for that; where that is 0, d is 0. */
double singular_direction(const struct singular_point *point, const double *part, double *d);

/* Looks along the open directions from the point, both ways. */
void look_around(struct neighbours *neighbours, const struct singular_point *point);

/* Takes y[n] to rest in the curved directions. False where it comes to none. */
bool settle_across(const struct singular_point *point, double *y);

#endif
