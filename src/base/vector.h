/* Short vectors: what the methods and their line searches do with them. */
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

/* a'b. */
double vector_dot(const double *a, const double *b, int n);

void vector_copy(double *to, const double *from, int n);
void vector_negate(double *to, const double *from, int n); /* to may be from */
void vector_subtract(double *to, const double *a, const double *b, int n);
void vector_go(double *to, const double *x, double t, const double *d, int n); /* x + t d */

/* How far d leads where coordinate i is measured by size[i], above 0: the largest |d[i]| / size[i].
 * NaN in d is passed over. */
double vector_reach(const double *d, const double *size, int n);

/* out = m v for the matrix m[n*n]; out is another vector than v. */
void vector_multiply(double *out, const double *m, const double *v, int n);

#endif
