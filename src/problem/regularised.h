/* What a method minimises: the objective f with the penalty l2/2 |x|^2, whose gradient is what l2
 * adds to that of f. Counts what it is asked. */
#ifndef PROBLEM_REGULARISED_H
#define PROBLEM_REGULARISED_H

#include <stdbool.h>

#include "problem/objective.h"

struct regularised {
    struct objective *objective; /* borrowed */
    double l2;
    long evaluations; /* value, gradient or Hessian: each counts one */
    long hessians;    /* how many of these were Hessians */
    /* The last gradient taken, alone or with a Hessian: its point, and f and its gradient there,
     * without the penalty. */
    double point[PARAMETERS_MAX], f, slope[PARAMETERS_MAX];
};

/* f and its gradient g[n] at x are known. */
void regularised_init(struct regularised *function, struct objective *objective, double l2,
                      const double *x, double f, const double *g);

/* As objective_value, objective_gradient, kink_hessian: NaN in h where there is a kink. */
double regularised_value(struct regularised *function, const double *x);
double regularised_gradient(struct regularised *function, const double *x, double *g);
double regularised_hessian(struct regularised *function, const double *x, double *g, double *h);

/* The value at x + t d, and in *slope the slope along d there (linear_slope). */
double regularised_slope(struct regularised *function, const double *x, double t, const double *d,
                         double *slope);

/* Of an objective that is a sum of squares: r[n*n] and c[n], of which |rp + c|^2, but for a
 * constant, is what the function becomes a step p away, as far as the residuals are straight
 * lines. */
void regularised_squares(struct regularised *function, const double *x, double *r, double *c);

/* f (without the penalty) and its gradient g[n] at x: those of the last gradient taken where that
 * was at x, so that no point is paid for twice, else evaluated. */
double regularised_plain(struct regularised *function, const double *x, double *g);

/* Adds the penalty's gradient at x to g[n]. Returns the penalty. */
double regularised_add(const struct regularised *function, const double *x, double *g);

/* Does the function depend on parameter i at all? */
bool regularised_reads(const struct regularised *function, int i);

#endif
