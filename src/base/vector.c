#include "base/vector.h"

#include <math.h>
#include <string.h>

double vector_dot(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

void vector_copy(double *to, const double *from, int n)
{
    memcpy(to, from, (size_t)n * sizeof *to);
}

void vector_negate(double *to, const double *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = -from[i];
}

void vector_subtract(double *to, const double *a, const double *b, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = a[i] - b[i];
}

void vector_go(double *to, const double *x, double t, const double *d, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = x[i] + t * d[i];
}

double vector_reach(const double *d, const double *size, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(d[i]) / size[i]);
    return most;
}

void vector_multiply(double *out, const double *m, const double *v, int n)
{
    for (int i = 0; i < n; i++)
        out[i] = vector_dot(m + i * n, v, n);
}
