#include "insight/breaks.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/vector.h"
#include "problem/kink.h"

/* Values that are as near as this, beside themselves, may be the same. */
static const double rounding = 8 * 0x1p-52;
/* Within so many sizes something is next to a point. */
static const double next_to = 1e-6;

/* The k-th of many directions: the normals of the kink, the coordinates, then by chance. */
static void choose_direction(const struct kink *kink, const double *size, struct rng *rng, int k,
                             int n, double *d)
{
    int axis = k - kink->count;
    for (int i = 0; i < n; i++)
        if (axis < 0)
            d[i] = kink->normal[k][i];
        else if (axis < n)
            d[i] = i == axis ? size[i] : 0;
        else
            d[i] = size[i] * rng_normal(rng);
}

/* The loss next to x, t sizes away: two neighbours for each direction, one each way. */
static double beside(struct regularised *function, const struct kink *kink, const double *x,
                     const double *size, struct rng *rng, int k, double t)
{
    int n = function->objective->n;
    double at[PARAMETERS_MAX], d[PARAMETERS_MAX] = {0};
    choose_direction(kink, size, rng, k / 2, n, d);
    double most = vector_reach(d, size, n);
    for (int i = 0; i < n; i++)
        at[i] = x[i] + (k % 2 ? -t : t) * d[i] / most;
    return regularised_value(function, at);
}

/* A kink, with what is looked for around it. */
struct around {
    struct regularised *function;
    const struct kink *kink;
    const double *x, *size;
    double f, noise; /* the loss there, and its rounding */
    double slight;   /* what is left of the slope along the kink, over a size */
};

/* Is it lower on the way on which the slopes of all sides fall, which may be a narrow one? */
static bool falls_along_kink(const struct around *around)
{
    int n = around->function->objective->n;
    const double *downhill = around->kink->downhill;
    double at[PARAMETERS_MAX], most = vector_reach(downhill, around->size, n);
    for (int k = -10; most > 0 && k >= -30; k -= 4) {
        for (int i = 0; i < n; i++)
            at[i] = around->x[i] + ldexp(downhill[i] / most, k);
        if (regularised_value(around->function, at) <
            around->f - around->noise - ldexp(around->slight, k))
            return true;
    }
    return false;
}

/* How the neighbours lie: the lowest of them at the distance t beside x, less the loss there. */
static double lowest_beside(const struct around *around, struct rng *rng, double t)
{
    enum { BY_CHANCE = 64 };
    int directions = 2 * (around->kink->count + around->function->objective->n) + BY_CHANCE;
    double lowest = INFINITY;
    for (int k = 0; k < directions; k++)
        lowest = fmin(lowest,
                      beside(around->function, around->kink, around->x, around->size, rng, k, t) -
                          around->f);
    return lowest;
}

/* Where no neighbour is lower, a minimum: at a kink of the slope, or where only the curvature is no
 * one number; there it is a valley where some are level. */
static enum point_kind kind_around(const struct around *around)
{
    static const double distance[] = {0x1p-26, 0x1p-20, 0x1p-14};
    double lowest = 0;
    struct rng rng;
    rng_seed(&rng, 1, RNG_START);
    if (falls_along_kink(around))
        return POINT_KINK;
    for (size_t j = 0; j < sizeof distance / sizeof *distance; j++) {
        lowest = lowest_beside(around, &rng, distance[j]);
        if (lowest < -around->noise - around->slight * distance[j])
            return POINT_KINK;
    }
    if (around->kink->kind != KINK_CANCELS)
        return POINT_KINK_LEAST;
    return lowest <= around->noise ? POINT_VALLEY : POINT_MINIMUM;
}

/* The loss on the side that differs most. */
static double other_side(struct regularised *function, const struct kink *kink, const double *x,
                         double f, const double *size)
{
    double other = f;
    for (int k = 0; k < 2 * kink->count; k++) {
        double value = beside(function, kink, x, size, NULL, k, 0x1p-30);
        if (fabs(value - f) > fabs(other - f))
            other = value;
    }
    return other;
}

/* Is the slope 0 there, or within a hair of it in another coordinate, but the curvature not one
 * number: that of abs(x)^1.5, x*abs(x) at 0? */
static bool has_no_curvature(struct regularised *function, const double *x, const double *size)
{
    int n = function->objective->n;
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX], unused[PARAMETERS_MAX];
    regularised_hessian(function, x, g, h);
    bool level = true;
    for (int i = 0; i < n; i++) {
        double curvature = h[i * n + i];
        level = level && (g[i] == 0 || fabs(g[i]) <= next_to * fabs(curvature) * size[i]);
    }
    return level && !linear_eigenvalues(h, n, unused);
}

/* Coordinates that vanish beside their sizes are 0, where that is no higher. */
static void round_to_zero(struct regularised *function, double *x, const double *size)
{
    int n = function->objective->n;
    double rounded[PARAMETERS_MAX] = {0};
    for (int i = 0; i < n; i++)
        rounded[i] = fabs(x[i]) <= 1e-12 * size[i] ? 0 : x[i];
    double f = regularised_value(function, x);
    if (regularised_value(function, rounded) <= f + rounding * fabs(f))
        memcpy(x, rounded, (size_t)n * sizeof *x);
}

bool break_find(struct stationary *found, struct regularised *function, const double *x,
                const double *size, double slight, double part)
{
    int n = function->objective->n;
    double reach[PARAMETERS_MAX];
    struct kink kink;
    for (int i = 0; i < n; i++)
        reach[i] = part * size[i];
    kink_at(&kink, function->objective, x, reach);
    if (kink.kind != KINK_SLOPES && kink.kind != KINK_JUMP &&
        !(kink.kind == KINK_CANCELS && has_no_curvature(function, kink.at, size)))
        return false;
    round_to_zero(function, kink.at, size);
    double f = regularised_value(function, kink.at);
    if (!(f <= found->loss + rounding * fabs(found->loss)))
        return false;
    struct around around = {.function = function,
                            .kink = &kink,
                            .x = kink.at,
                            .size = size,
                            .f = f,
                            .noise = rounding * fabs(f),
                            .slight = slight};
    memcpy(found->x, kink.at, (size_t)n * sizeof *x);
    found->loss = f;
    found->kind = kink.kind == KINK_JUMP ? POINT_JUMP : kind_around(&around);
    if (kink.kind == KINK_JUMP)
        found->other = other_side(function, &kink, kink.at, f, size);
    return true;
}

bool break_is_edge(struct regularised *function, const struct whereabouts *run)
{
    int n = function->objective->n;
    double at[PARAMETERS_MAX];
    memcpy(at, run->x, (size_t)n * sizeof *at);
    for (int i = 0; i < 2 * n; i++) {
        double step = next_to * run->size[i / 2];
        at[i / 2] = run->x[i / 2] + (i % 2 ? -step : step);
        if (isnan(regularised_value(function, at)))
            return true;
        at[i / 2] = run->x[i / 2];
    }
    return false;
}
