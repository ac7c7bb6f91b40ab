#include "method/definite.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/linear.h"
#include "base/vector.h"

/* --- scale --- */

static double largest_of(const double *row, int n)
{
    double most = 0;
    for (int j = 0; j < n; j++)
        most = fmax(most, fabs(row[j]));
    return most;
}

/* How much row i must be raised, at least by 1: the largest element beside the scales. */
static double excess(const double *h, int n, int i, const double *scale)
{
    double most = 1;
    for (int j = 0; j < n; j++)
        if (h[i * n + j] != 0)
            most = fmax(most, fabs(h[i * n + j]) / scale[i] / scale[j]);
    return most;
}

void definite_scale(const double *h, int n, double *scale)
{
    enum { ROUNDS = 20 };
    double raise[PARAMETERS_MAX];
    for (int i = 0; i < n; i++)
        scale[i] = sqrt(h[i * n + i] != 0 ? fabs(h[i * n + i]) : largest_of(h + i * n, n));
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < n; i++)
            raise[i] = sqrt(excess(h, n, i, scale));
        for (int i = 0; i < n; i++)
            scale[i] *= raise[i];
    }
}

double definite_guess(double g, double f)
{
    double guess = g * g / fabs(f);
    return guess > 0 && isfinite(guess) ? guess : 1;
}

/* --- Cholesky --- */

/* Cholesky's L of h = L L', row-major into factor[n*n], below and on the diagonal. Returns false
 * where h is not positive definite beyond rounding: a pivot is next to nothing beside the diagonal
 * element that it is left of. */
static bool factorize(const double *h, int n, double *factor)
{
    double least = 4 * n * DBL_EPSILON;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double rest = h[i * n + j] - vector_dot(factor + i * n, factor + j * n, j);
            if (i == j && !(rest > least * h[i * n + i]))
                return false;
            factor[i * n + j] = i == j ? sqrt(rest) : rest / factor[j * n + j];
        }
    return true;
}

/* Solves L L' x = b. x may be b. */
static void solve(const double *factor, const double *b, int n, double *x)
{
    for (int i = 0; i < n; i++)
        x[i] = (b[i] - vector_dot(factor + i * n, x, i)) / factor[i * n + i];
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++)
            x[i] -= factor[j * n + i] * x[j];
        x[i] /= factor[i * n + i];
    }
}

/* --- direction --- */

/* Eigenvalues up to here in size are rounding. */
static double rounding_of(const double *values, int n)
{
    return linear_rounding(n) * fmax(fabs(values[0]), fabs(values[n - 1]));
}

static double shift_for(const double *values, int n)
{
    double rounding = rounding_of(values, n);
    return values[0] >= -rounding ? rounding - fmin(values[0], 0) : -2 * values[0];
}

/* The step along an eigenvector. Where neither slope nor curvature are more than rounding, none. */
static double step_along(double slope, double all, double curvature, double rounding, int n)
{
    bool nothing = fabs(slope) <= linear_rounding(n) * all && curvature <= 3 * rounding;
    return nothing ? 0 : slope / curvature;
}

/* The same by way of the eigenvectors of B. Returns the shift. */
static double shifted_direction(const double *h, const double *g, int n, double *d)
{
    double scale[PARAMETERS_MAX], b[PARAMETERS_MAX * PARAMETERS_MAX];
    double values[PARAMETERS_MAX], vectors[PARAMETERS_MAX * PARAMETERS_MAX], down[PARAMETERS_MAX];
    definite_scale(h, n, scale);
    for (int i = 0; i < n; i++) {
        down[i] = -g[i] / scale[i];
        for (int j = 0; j < n; j++)
            b[i * n + j] = h[i * n + j] / scale[i] / scale[j];
    }
    linear_eigen(b, n, values, vectors);
    double shift = shift_for(values, n), all = linear_norm(down, n);
    memset(d, 0, (size_t)n * sizeof *d);
    for (int k = 0; k < n; k++) {
        double part = step_along(vector_dot(vectors + k * n, down, n), all, values[k] + shift,
                                 rounding_of(values, n), n);
        for (int i = 0; i < n; i++)
            d[i] += part * vectors[k * n + i] / scale[i];
    }
    return shift;
}

bool definite_direction(const double *h, const double *g, double f, int n, double *d, double *shift)
{
    double curved[PARAMETERS_MAX * PARAMETERS_MAX], factor[PARAMETERS_MAX * PARAMETERS_MAX];
    *shift = 0;
    if (!linear_finite(h, n * n) || !linear_finite(g, n))
        return false;
    vector_copy(curved, h, n * n);
    for (int i = 0; i < n; i++)
        if (largest_of(h + i * n, n) == 0)
            curved[i * n + i] = definite_guess(g[i], f);
    if (factorize(curved, n, factor)) {
        vector_negate(d, g, n);
        solve(factor, d, n, d);
    } else {
        *shift = shifted_direction(curved, g, n, d);
    }
    return true;
}
