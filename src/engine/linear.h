/* Linear algebra for the few parameters of an objective. */
#ifndef ENGINE_LINEAR_H
#define ENGINE_LINEAR_H

#include <stdbool.h>

enum { LINEAR_MAX = 16 };

/* Euclidean norm of x[n], without overflow or underflow where the result is a double. NaN where
 * there is a NaN, else infinity where there is one. */
double linear_norm(const double *x, int n);

/* Eigenvalues of the symmetric h[n*n] (row-major), ascending, into values[n]; n <= LINEAR_MAX.
 * Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5); what lies below the
 * diagonal is not looked at. A diagonal matrix gives its diagonal exactly. Returns false, with
 * values untouched, when h is not finite. */
bool linear_eigenvalues(const double *h, int n, double *values);

/* The same with the eigenvectors, of norm 1: vectors[k*n + i] is component i of the k-th. NULL:
 * without them. */
bool linear_eigen(const double *h, int n, double *values, double *vectors);

/* Solves h[n*n] x = b by elimination with partial pivoting; n <= LINEAR_MAX. x may be b. Returns
 * false, with x untouched, when h is singular to working precision or something is not finite. */
bool linear_solve(const double *h, const double *b, int n, double *x);

#endif
