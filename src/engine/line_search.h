/* Line searches: how far to go from a point along a direction of descent, with
 * phi(alpha) = f(x + alpha d). Each returns alpha, or 0 where it finds no lower point: the
 * direction does not descend, or what it tries is not finite. All are bounded in their trials. */
#ifndef ENGINE_LINE_SEARCH_H
#define ENGINE_LINE_SEARCH_H

#include "engine/linear.h"
#include "engine/penalised.h"

struct line {
    struct penalised *function;
    int n;
    const double *x, *direction; /* [n], borrowed */
    double f, slope;             /* phi(0), phi'(0) */
    double at[LINEAR_MAX];       /* the point of the last trial */
    long trials;                 /* counted up */
};

/* The line from x, where the function has the value f and the gradient g[n]. */
void line_init(struct line *line, struct penalised *function, const double *x, double f,
               const double *g, const double *direction);

/* Backtracking: the first of first, first*shrink, first*shrink^2, … that decreases sufficiently,
 * phi(alpha) <= phi(0) + c alpha phi'(0) (Armijo, Minimization of functions having Lipschitz
 * continuous first partial derivatives, 1966, doi:10.2140/pjm.1966.16.1). 0 < shrink < 1,
 * 0 < c < 1.
 *
 * Where phi(alpha) and phi(0) differ by rounding only, here and in line_wolfe, the slopes decide
 * instead: phi'(alpha) <= (2c-1) phi'(0), which is the same on a parabola (Hager and Zhang, 2005,
 * doi:10.1137/030601880, section 4). */
double line_backtrack(struct line *line, double first, double c, double shrink);

/* A point of the strong Wolfe conditions: sufficient decrease with c1 as above, and
 * |phi'(alpha)| <= c2 |phi'(0)|, 0 < c1 < c2 < 1. Tries `first`, brackets, then takes secants of
 * the slope, kept off the ends of the bracket (Nocedal and Wright, Numerical Optimization, 2006,
 * algorithms 3.5 and 3.6, with secants for cubics). On a parabola c2 near 0 makes it exact. */
double line_wolfe(struct line *line, double first, double c1, double c2);

/* The first local minimizer of phi, to working precision, from phi' and phi'' by way of gradient
 * and Hessian. Walks by Newton steps over stretches on which phi' looks nearly straight from both
 * ends, so that a minimizer is jumped over by coincidence only, to where phi' changes its sign; then Newton's method, with
 * bisection where that leaves the bracket. On a parabola the first trial is the minimizer. Where
 * phi falls without end, goes as far as the trials carry it. */
double line_exact(struct line *line);

#endif
