#include "insight/principal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/linear.h"
#include "problem/plane.h"
#include "run/trajectory.h"

/* Eigenvalues below this part of the largest are rounding: there is no such direction. */
static const double least_part = 1e-12;

/* The sum of d d' over the samples, h[n*n], and its trace. */
static double spread(const struct trajectory *path, const double *x, double *h)
{
    int n = path->n;
    double trace = 0, d[PARAMETERS_MAX];
    memset(h, 0, (size_t)(n * n) * sizeof *h);
    for (size_t k = 0; k < trajectory_length(path); k++) {
        const struct sample *sample = trajectory_at(path, k);
        if (!point_is_near(sample->x, n))
            continue;
        for (int i = 0; i < n; i++)
            d[i] = sample->x[i] - x[i];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                h[i * n + j] += d[i] * d[j];
    }
    for (int i = 0; i < n; i++)
        trace += h[i * n + i];
    return trace;
}

/* The component of v[n] that is largest in size, but for rounding the first. */
static int largest(const double *v, int n)
{
    int most = 0;
    for (int i = 1; i < n; i++)
        if (fabs(v[i]) > fabs(v[most]) * (1 + 1e-9))
            most = i;
    return most;
}

/* Turns the direction round where its largest component is negative. */
static void set_sign(double *v, int n)
{
    double sign = v[largest(v, n)] < 0 ? -1 : 1;
    for (int i = 0; i < n; i++)
        v[i] *= sign;
}

/* The direction nearest to a coordinate's that is at right angles to the unit vector `across`. */
static void complete(const double *across, int n, double *up)
{
    int least = 0;
    for (int i = 1; i < n; i++)
        if (fabs(across[i]) < fabs(across[least]))
            least = i;
    for (int i = 0; i < n; i++)
        up[i] = (i == least) - across[least] * across[i];
    double norm = linear_norm(up, n);
    for (int i = 0; i < n; i++)
        up[i] /= norm;
}

void plane_principal(struct plane *plane, const struct trajectory *path, const double *x,
                     double part[2])
{
    int n = path->n;
    double h[PARAMETERS_MAX * PARAMETERS_MAX], values[PARAMETERS_MAX],
        vectors[PARAMETERS_MAX * PARAMETERS_MAX];
    size_t size = (size_t)n * sizeof *x;
    assert(n > 1);
    *plane = (struct plane){.kind = PLANE_PRINCIPAL, .n = n};
    memcpy(plane->origin, x, size);
    double trace = spread(path, x, h);
    bool some = linear_eigen(h, n, values, vectors) && values[n - 1] > 0;
    bool two = some && values[n - 2] > least_part * values[n - 1];

    plane->across[0] = 1;
    if (some)
        memcpy(plane->across, vectors + (n - 1) * n, size);
    set_sign(plane->across, n);
    if (two)
        memcpy(plane->up, vectors + (n - 2) * n, size);
    else
        complete(plane->across, n, plane->up);
    set_sign(plane->up, n);
    part[0] = some ? values[n - 1] / trace : 0;
    part[1] = two ? values[n - 2] / trace : 0;
}
