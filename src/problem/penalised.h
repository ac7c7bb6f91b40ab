/* What a method minimises: the objective f with the penalty l2/2 |x|^2, whose gradient is what l2
 * adds to that of f. Counts what it is asked. */
#ifndef PROBLEM_PENALISED_H
#define PROBLEM_PENALISED_H

#include <stdbool.h>

#include "problem/objective.h"

struct penalised {
    struct objective *objective; /* borrowed */
    double l2;
    long evaluations;            /* value, gradient or Hessian: each counts one */
    /* The last gradient taken, alone or with a Hessian: its point, and f and its gradient there,
     * without the penalty. */
    double point[FORMULA_MAX_PARAMETERS], f, slope[FORMULA_MAX_PARAMETERS];
};

/* f and its gradient g[n] at x are known. */
void penalised_init(struct penalised *function, struct objective *objective, double l2,
                    const double *x, double f, const double *g);

/* As objective_value, objective_gradient, kink_hessian: NaN in h where there is a kink. */
double penalised_value(struct penalised *function, const double *x);
double penalised_gradient(struct penalised *function, const double *x, double *g);
double penalised_hessian(struct penalised *function, const double *x, double *g, double *h);

/* The value at x + t d, and in *slope the slope along d there (linear_slope). */
double penalised_slope(struct penalised *function, const double *x, double t, const double *d,
                       double *slope);

/* Of an objective that is a sum of squares: r[n*n] and c[n], of which |rp + c|^2, but for a constant,
 * is what the function becomes a step p away, as far as the residuals are straight lines. */
void penalised_squares(struct penalised *function, const double *x, double *r, double *c);

/* f (without the penalty) and its gradient g[n] at x: those of the last gradient taken where that
 * was at x, so that no point is paid for twice, else evaluated. */
double penalised_plain(struct penalised *function, const double *x, double *g);

/* Adds the penalty's gradient at x to g[n]. Returns the penalty. */
double penalised_add(const struct penalised *function, const double *x, double *g);

/* Does the function depend on parameter i at all? */
bool penalised_reads(const struct penalised *function, int i);

#endif
