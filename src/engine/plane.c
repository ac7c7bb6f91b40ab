#include "engine/plane.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "engine/linear.h"
#include "engine/trajectory.h"

/* Eigenvalues below this part of the largest are rounding: there is no such direction. */
static const double least_part = 1e-12;

void plane_axes(struct plane *plane, const double *x, int n, int i, int j)
{
    assert(i >= 0 && i < n && (n == 1 || (j >= 0 && j < n && j != i)));
    *plane = (struct plane){.n = n, .axis = {i, n > 1 ? j : -1}};
    memcpy(plane->origin, x, (size_t)n * sizeof *x);
    plane->origin[i] = 0;
    plane->across[i] = 1;
    if (n > 1) {
        plane->origin[j] = 0;
        plane->up[j] = 1;
    }
}

/* The sum of d d' over the samples, h[n*n], and its trace. */
static double spread(const struct trajectory *path, const double *x, double *h)
{
    int n = path->n;
    double trace = 0, d[FORMULA_MAX_PARAMETERS];
    memset(h, 0, (size_t)(n * n) * sizeof *h);
    for (size_t k = 0; k < trajectory_length(path); k++) {
        const struct sample *sample = trajectory_at(path, k);
        if (!place_is_near(sample->x, n))
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
    double h[LINEAR_MAX * LINEAR_MAX], values[LINEAR_MAX], vectors[LINEAR_MAX * LINEAR_MAX];
    size_t size = (size_t)n * sizeof *x;
    assert(n > 1);
    *plane = (struct plane){.n = n, .axis = {-1, -1}};
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

static bool is_slice(const struct plane *plane)
{
    return plane->axis[0] >= 0;
}

void plane_project(const struct plane *plane, const double *x, double at[2])
{
    at[0] = at[1] = 0;
    if (is_slice(plane)) {
        at[0] = x[plane->axis[0]];
        at[1] = plane->n > 1 ? x[plane->axis[1]] : 0;
        return;
    }
    for (int i = 0; i < plane->n; i++) {
        at[0] += plane->across[i] * (x[i] - plane->origin[i]);
        at[1] += plane->up[i] * (x[i] - plane->origin[i]);
    }
}

void plane_point(const struct plane *plane, const double at[2], double *x)
{
    if (is_slice(plane)) {
        memcpy(x, plane->origin, (size_t)plane->n * sizeof *x);
        x[plane->axis[0]] = at[0];
        if (plane->n > 1)
            x[plane->axis[1]] = at[1];
        return;
    }
    for (int i = 0; i < plane->n; i++)
        x[i] = plane->origin[i] + at[1] * plane->up[i] + at[0] * plane->across[i];
}

double plane_distance(const struct plane *plane, const double *x)
{
    double at[2], nearest[FORMULA_MAX_PARAMETERS];
    plane_project(plane, x, at);
    plane_point(plane, at, nearest);
    for (int i = 0; i < plane->n; i++)
        nearest[i] = x[i] - nearest[i];
    return linear_norm(nearest, plane->n);
}

static bool same_numbers(const double *a, const double *b, int n)
{
    return memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

bool plane_equal(const struct plane *a, const struct plane *b)
{
    return a->n == b->n && a->axis[0] == b->axis[0] && a->axis[1] == b->axis[1] &&
           same_numbers(a->origin, b->origin, a->n) && same_numbers(a->across, b->across, a->n) &&
           same_numbers(a->up, b->up, a->n);
}
