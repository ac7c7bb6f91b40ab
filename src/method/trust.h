/* The subproblem of a region of trust: the step p of least model value g'p + p'Bp/2 with |p| within
 * a radius, B symmetric and perhaps indefinite, exactly (More and Sorensen, Computing a trust
 * region step, 1983, doi:10.1137/0904038), by way of B's eigenvectors, as there are few
 * coordinates. */
#ifndef METHOD_TRUST_H
#define METHOD_TRUST_H

#include <stdbool.h>

#include "base/linear.h"

/* The model, along the eigenvectors of B. */
struct trust_model {
    int n;
    double value[PARAMETERS_MAX];                   /* eigenvalues of B, ascending */
    double part[PARAMETERS_MAX];                    /* g along each eigenvector */
    double vector[PARAMETERS_MAX * PARAMETERS_MAX]; /* row k: the k-th eigenvector */
    double rounding; /* eigenvalues up to here in size are rounding */
};

/* From B[n*n] and g[n], freed of units (definite.h). Returns false where they are not finite. */
bool trust_model_of(struct trust_model *model, const double *b, const double *g, int n);

/* From residuals, whose sum of squares the model is of: row-major r[n*n] and c[n] of the orthogonal
 * decomposition of Jacobian and residuals (triangle.h). B = 2 r'r and g = 2 r'c, but B is never
 * formed, so that the condition number is not squared: one-sided Jacobi rotations (Hestenes, 1958,
 * doi:10.1137/0106005) make the singular values of r. Likewise. */
bool trust_model_of_squares(struct trust_model *model, const double *r, const double *c, int n);

/* p[n] within the radius, and what it is predicted to lower f by, which is > 0 unless the model is
 * level. Where B is positive definite and p fits, it is that of Newton; else, with the
 * least shift of B, it ends on the boundary, in the hard case along the least eigenvector.
 * Without a boundary (INFINITY) a B that is definite to rounding only is shifted by rounding.
 * Along a direction in which neither g nor B are more than rounding there is no step but in the
 * hard case. */
double trust_step(const struct trust_model *model, double radius, double *p);

#endif
