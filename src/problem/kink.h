/* Kinks and jumps: the places where a formula's derivatives are a convention.
 *
 * A formula that holds abs, min, sqrt, floor, a comparison ... has switches (see graph_switches):
 * functions s(x) of which f has a kink or a jump only where one is 0. Of a mean over rows every row
 * has its own. Whether there is one is seen from the sides: values, exact gradients and Hessians at
 * three shrinking distances, 2^-18, 2^-30 and 2^-42 of the coordinates, along the normals of the
 * switches and some fixed directions, each extrapolated to its limit (Aitken, On Bernoulli's
 * numerical solution of algebraic equations, 1926). No difference quotient is taken. */
#ifndef PROBLEM_KINK_H
#define PROBLEM_KINK_H

#include <stdbool.h>

#include "base/linear.h"

struct objective;

enum { KINK_MOST = 32 }; /* switches that are looked at together, the nearest */

enum kink_kind {
    KINK_NONE,    /* no switch within reach: the derivatives are what they say */
    KINK_CANCELS, /* a switch of a part, but values and slopes agree from all sides: abs(u)^2,
                   * x*abs(x) (whose curvatures do not agree: kink_hessian says so) */
    KINK_SLOPES,  /* values agree from all sides, slopes don't, or have no limit: a kink */
    KINK_EDGE,    /* f is not finite there, or no number on some side: an edge of its domain */
    KINK_JUMP     /* values don't agree */
};

struct kink {
    enum kink_kind kind;
    int count; /* switches that pass through `at` */
    /* [count][n]: their gradients there, of length 1, nearest switch first; all 0 where it has none
     * (hypot(x,y) at 0). */
    double normal[KINK_MOST][PARAMETERS_MAX];
    double at[PARAMETERS_MAX]; /* the nearest point on them; x where there is none */
    /* KINK_SLOPES: a direction in which f falls on all sides that were looked at; all 0 where there
     * is none. */
    double downhill[PARAMETERS_MAX];
};

/* What is at x[n]. A switch is within reach where |s| <= sum_i |ds/dx_i| reach[i]; reach all 0:
 * only where x is exactly on it. Where not all that are within reach pass through one point near
 * by, those count that pass through the point nearest to the nearest of them. Costs one pass over
 * the rows, and where a switch is within reach some eighty gradients more; nothing without
 * switches. */
void kink_at(struct kink *kink, struct objective *objective, const double *x, const double *reach);

/* As objective_hessian. Where x is exactly on a switch: g[i] is the limit from all sides where they
 * agree, else the convention; h[i,j] is the limit where the sides agree on it and on g[i] and g[j],
 * else NaN; all of h is NaN at a jump. */
double kink_hessian(struct objective *objective, const double *x, double *g, double *h);

#endif
