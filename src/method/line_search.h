/* Line searches: how far to go from a point along a direction of descent, with
 * phi(alpha) = f(x + alpha d). Each returns alpha, or 0 where it finds no lower point: the
 * direction does not descend, or what it tries is not finite. All are bounded in their trials. */
#ifndef METHOD_LINE_SEARCH_H
#define METHOD_LINE_SEARCH_H

#include <stdbool.h>

#include "base/linear.h"
#include "problem/regularised.h"

struct story;

struct line {
    struct regularised *function;
    int n;
    const double *x, *direction; /* [n], borrowed */
    double f, slope;             /* phi(0), phi'(0) */
    double noise;                /* values that differ by less are told apart by their slopes */
    double flattens;             /* of a line of Newton's: |phi'(1)| is at most this part of
                                  * |phi'(0)| where the model is right; else 0 */
    double at[PARAMETERS_MAX];   /* the point of the last trial */
    double reached;              /* the value there, of line_try */
    double *hessian;             /* [n*n], borrowed: takes the Hessian of every trial; or NULL */
    long trials;                 /* counted up */
    struct story *story;         /* borrowed: takes every trial; or NULL, as line_init leaves it */
};

/* The line from x, where the function has the value f and the gradient g[n]. */
void line_init(struct line *line, struct regularised *function, const double *x, double f,
               const double *g, const double *direction);

/* Takes into account what the rounding of x does to f, where scale[n] are the roots of the second
 * derivatives along the axes: of a sum of squares, what the rounding of each of its residuals does,
 * which may be far more than that of the sum. */
void line_blur(struct line *line, const double *scale);

/* The first length to try from that Hessian: to the minimum of the parabola with phi'(0) and
 * phi''(0). Where that curves downwards or not at all, as far as a straight slope would take to
 * come down by |f|; where f is 0, too, a step of length 1. */
double line_first(const struct line *line, const double *h);

/* Is the point at alpha another one than x, in the numbers that there are? */
bool line_moves(const struct line *line, double alpha);

/* Tries alpha. Is f sufficiently lower there, as below? Of a line of Newton's, where values tell
 * nothing the slope must have flattened; where it has not and what it promised is no more than
 * rounding either, LINE_LEVEL: no shorter step would help. */
enum line_answer { LINE_HIGH, LINE_LOWER, LINE_LEVEL };
enum line_answer line_try(struct line *line, double alpha, double c);

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
 * algorithms 3.5 and 3.6, with secants for cubics), and the middle where a trial has not halved the
 * bracket. On a parabola c2 near 0 makes it exact. Where there is no such point within reach, as
 * before a pole or at a kink, the lowest point tried. */
double line_wolfe(struct line *line, double first, double c1, double c2);

/* The first local minimizer of phi, to working precision, from phi' and phi'' by way of gradient
 * and Hessian. Walks by Newton steps over stretches on which phi' looks nearly straight from both
 * ends, so that a minimizer is jumped over by coincidence only, to where phi' changes its sign;
 * then Newton's method, with bisection where that leaves the bracket. On a parabola the first trial
 * is the minimizer. Where phi falls without end, goes as far as the trials carry it. */
double line_exact(struct line *line);

#endif
