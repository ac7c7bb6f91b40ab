/* Linear algebra for the few parameters of an objective. */
#ifndef BASE_LINEAR_H
#define BASE_LINEAR_H

#include <stdbool.h>

#include "base/limits.h"

/* Are all of x[count] finite? */
bool linear_finite(const double *x, int count);

/* Euclidean norm of x[n], without overflow or underflow where the result is a double. NaN where
 * there is a NaN, else infinity where there is one. */
double linear_norm(const double *x, int n);

/* The slope along d[n] where the gradient is g[n]: their product, 0 where that is no more than the
 * rounding of its terms, which cancel. A direction that is 0 has no part in it, whatever its g. */
double linear_slope(const double *g, const double *d, int n);

/* Eigenvalues of the symmetric h[n*n] (row-major), ascending, into values[n]; n <= PARAMETERS_MAX.
 * Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5); what lies below the
 * diagonal is not looked at. A diagonal matrix gives its diagonal exactly. Returns false, with
 * values untouched, when h is not finite. */
bool linear_eigenvalues(const double *h, int n, double *values);

/* The same with the eigenvectors, of norm 1: vectors[k*n + i] is component i of the k-th. NULL:
 * without them. */
bool linear_eigen(const double *h, int n, double *values, double *vectors);

/* Frees the symmetric h[n*n] of the units of its coordinates: balanced[i*n+j] = h[i*n+j] /
 * (scale[i] scale[j]), with powers of two as scales, so that nothing is rounded and a scaling of h
 * or of a coordinate by 4 or 2 to a whole power changes no balanced element. Of a positive
 * semidefinite h the diagonal comes to 1 at least and below 4. scale[i] is about sqrt |h_ii|; where
 * that vanishes, so that the largest element of the balanced row is about 1 (Ruiz, A scaling
 * algorithm to equilibrate both rows and columns norms in matrices, 2001); 1 where the whole row
 * vanishes. A balanced eigenvalue within linear_rounding(n) of the largest in size is rounding.
 * Returns false, with nothing written, when h is not finite. */
bool linear_balance(const double *h, int n, double *scale, double *balanced);
double linear_rounding(int n);

/* Solves h[n*n] x = b by elimination with partial pivoting; n <= PARAMETERS_MAX. x may be b.
 * Returns false, with x untouched, when h is singular to working precision or something is not
 * finite. */
bool linear_solve(const double *h, const double *b, int n, double *x);

#endif
