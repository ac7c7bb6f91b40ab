#include "problem/plane.h"

#include <assert.h>
#include <string.h>

#include "base/linear.h"

void plane_axes(struct plane *plane, const double *x, int n, int i, int j)
{
    assert(i >= 0 && i < n && (n == 1 || (j >= 0 && j < n && j != i)));
    *plane = (struct plane){.n = n, .axis = {i, n > 1 ? j : 0}};
    memcpy(plane->origin, x, (size_t)n * sizeof *x);
    plane->origin[i] = 0;
    plane->across[i] = 1;
    if (n > 1) {
        plane->origin[j] = 0;
        plane->up[j] = 1;
    }
}

bool plane_is_slice(const struct plane *plane)
{
    return plane->kind == PLANE_SLICE;
}

void plane_project(const struct plane *plane, const double *x, double at[2])
{
    at[0] = at[1] = 0;
    if (plane_is_slice(plane)) {
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
    if (plane_is_slice(plane)) {
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
    double at[2], nearest[PARAMETERS_MAX];
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
    return a->kind == b->kind && a->n == b->n && a->axis[0] == b->axis[0] &&
           a->axis[1] == b->axis[1] && same_numbers(a->origin, b->origin, a->n) &&
           same_numbers(a->across, b->across, a->n) && same_numbers(a->up, b->up, a->n);
}
