/* A function at a point to the second order: value, gradient, Hessian and its eigenpairs. */
#ifndef INSIGHT_QUADRATIC_H
#define INSIGHT_QUADRATIC_H

#include <stdbool.h>

#include "base/linear.h"

struct objective;
struct regularised;

/* Plain memory. */
struct quadratic {
    int n;
    double x[PARAMETERS_MAX];                                        /* the point */
    double f, g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX]; /* h[n*n] row-major */
    bool finite;                                                     /* the Hessian is */
    double values[PARAMETERS_MAX]; /* its eigenvalues, ascending; NAN where it is not finite */
    /* Its eigenvectors, where it is finite: the k-th is vectors + k * n. */
    double vectors[PARAMETERS_MAX * PARAMETERS_MAX];
};

/* At x[n], with one evaluation of the Hessian; NaN in it where x is on a kink (kink_hessian). */
void quadratic_at(struct quadratic *quadratic, struct regularised *function, const double *x);

/* The same but for the eigenvectors, which stay as they are. */
void quadratic_values(struct quadratic *quadratic, struct regularised *function, const double *x);

/* The same but for the eigenpairs: finite, values and vectors stay as they are. */
void quadratic_bare(struct quadratic *quadratic, struct regularised *function, const double *x);

/* As quadratic_at, of f + l2/2 |x|^2. */
void quadratic_of(struct quadratic *quadratic, struct objective *objective, double l2,
                  const double *x);

#endif
