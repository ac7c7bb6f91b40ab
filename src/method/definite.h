/* Directions of descent from a Hessian that need not be positive definite.
 *
 * All is judged on the Hessian freed of the units of its coordinates, B = H / (scale[i] scale[j]):
 * where H is positive semidefinite the diagonal of B is 1. So f in other units, or a coordinate,
 * changes nothing but the units of what comes out. */
#ifndef METHOD_DEFINITE_H
#define METHOD_DEFINITE_H

#include <stdbool.h>

/* scale[n] of the symmetric, finite h[n*n]: sqrt |h_ii|, raised until |h_ij| <= scale[i] scale[j]
 * for all (Ruiz, A scaling algorithm to equilibrate both rows and columns norms in matrices, 2001,
 * with the largest elements as norms, upwards only). Where a row of h vanishes, 0. */
void definite_scale(const double *h, int n, double *scale);

/* The direction d = -(H + shift*diag(scale^2))^-1 g with the least shift for which that is positive
 * definite: none where Cholesky's factorization succeeds, rounding where B is semidefinite to
 * rounding, else what makes the least eigenvalue of B as large as it was small, so that the step
 * along its direction has the length that its curvature says. f is the value that goes with g[n]:
 * along a coordinate in which nothing curves, the step is as long as a straight slope would take to
 * come down by |f|, which is as much as is known. Returns false where h or g is not finite. *shift:
 * what was added to B. */
bool definite_direction(const double *h, const double *g, double f, int n, double *d,
                        double *shift);

/* The curvature of a parabola that comes down by |f| from a slope g: g^2 / |f|, and 1 where that
 * says nothing. */
double definite_guess(double g, double f);

#endif
