/* Least squares row by row: the upper triangle that all rows so far come down to.
 *
 * Rows of a Jacobian, each with its residual, are turned into the triangle by rotations (Givens;
 * Golub and Van Loan, Matrix Computations, 5.2), so that its condition number is that of the
 * Jacobian, where normal equations would square it. */
#ifndef BASE_TRIANGLE_H
#define BASE_TRIANGLE_H

#include "base/linear.h"

enum { TRIANGLE_WIDTH = PARAMETERS_MAX + 1 };

struct triangle {
    int n;
    double row[TRIANGLE_WIDTH][TRIANGLE_WIDTH]; /* the last column is that of the residuals */
};

void triangle_start(struct triangle *triangle, int n);

/* Takes in a row[n + 1], which is used up: n slopes and the residual. */
void triangle_add(struct triangle *triangle, double *row);

/* All that is in it times the factor. */
void triangle_scale(struct triangle *triangle, double factor);

/* Takes in all that is in another one of as many columns. */
void triangle_join(struct triangle *triangle, const struct triangle *other);

/* r[n*n], row-major, and c[n]: |Jp + residuals|^2 is |rp + c|^2 and what no p changes. */
void triangle_read(const struct triangle *triangle, double *r, double *c);

#endif
