#include "insight/newton_walk.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/vector.h"

enum { MOST_STEPS = 200, MANY = 6 };

/* A step longer than this part of the one before does not approach anything. */
static const double shrinking = 0.97;
/* A walk with many steps longer than this part of the one before is slow. */
static const double steady = 0.3;
/* Steps that shrink by parts as alike as this are the beginning of a geometric series, whose sum is
 * taken at once. */
static const double alike = 0.005;
/* No further than this from where it begins, in sizes. */
static const double radius = 2;
/* A step that is this small, in sizes, may be rounding; and this part of the first one, too. */
static const double little = 1e-6, little_of_first = 1e-3;
/* A coordinate below this part of its size may be 0. */
static const double vanishing = 1e-12;

/* The Newton step, with no part in directions whose curvature is rounding: downhill in these is
 * apart. False where the Hessian is not finite. */
static bool newton_step(const double *g, const double *h, int n, double *step, double *down)
{
    double scale[PARAMETERS_MAX], balanced[PARAMETERS_MAX * PARAMETERS_MAX];
    double values[PARAMETERS_MAX], vectors[PARAMETERS_MAX * PARAMETERS_MAX];
    if (!linear_balance(h, n, scale, balanced) || !linear_eigen(balanced, n, values, vectors))
        return false;
    double least = linear_rounding(n) * fmax(fabs(values[0]), fabs(values[n - 1]));
    memset(step, 0, (size_t)n * sizeof *step);
    memset(down, 0, (size_t)n * sizeof *down);
    for (int k = 0; k < n; k++) {
        const double *vector = vectors + k * n;
        double along = 0;
        for (int i = 0; i < n; i++)
            along += vector[i] * g[i] / scale[i];
        bool curved = fabs(values[k]) > least;
        double *to = curved ? step : down, curvature = curved ? values[k] : 1;
        for (int i = 0; i < n; i++)
            to[i] -= vector[i] / scale[i] * along / curvature;
    }
    return true;
}

static bool within_rounding(const double *step, const double *x, const double *size, int n)
{
    for (int i = 0; i < n; i++)
        if (fabs(step[i]) > 4 * DBL_EPSILON * fmax(fabs(x[i]), size[i]))
            return false;
    return true;
}

static void stretch(double *step, int n, double factor)
{
    for (int i = 0; i < n; i++)
        step[i] *= factor;
}

static bool evaluate(struct walk *walk, struct regularised *function)
{
    int n = function->objective->n;
    walk->f = regularised_hessian(function, walk->x, walk->g, walk->h);
    return isfinite(walk->f) && isfinite(linear_norm(walk->g, n));
}

/* Moves by the step. False where that leaves the neighbourhood of `from`, or the domain. */
static bool advance(struct walk *walk, struct regularised *function, const double *step,
                    const double *from, const double *size)
{
    int n = function->objective->n;
    double away[PARAMETERS_MAX];
    vector_go(walk->x, walk->x, 1, step, n);
    vector_subtract(away, walk->x, from, n);
    return vector_reach(away, size, n) <= radius && evaluate(walk, function);
}

/* Puts 0 in the place of coordinates that vanish beside their sizes. Returns whether there are
 * any. */
static bool find_zeros(double *x, const double *size, int n)
{
    bool changed = false;
    for (int i = 0; i < n; i++)
        if (x[i] != 0 && fabs(x[i]) <= vanishing * size[i]) {
            x[i] = 0;
            changed = true;
        }
    return changed;
}

/* A coordinate that vanishes beside its size is 0, where that point is no worse. */
static void round_to_zero(struct walk *walk, struct regularised *function, const double *size)
{
    int n = function->objective->n;
    double x[PARAMETERS_MAX];
    memcpy(x, walk->x, sizeof x);
    if (!find_zeros(x, size, n))
        return;
    struct walk rounded = *walk;
    memcpy(rounded.x, x, sizeof x);
    if (!evaluate(&rounded, function))
        return;
    for (int i = 0; i < n; i++) { /* no steeper than by what was rounded */
        double slight = vanishing * fabs(walk->h[i * n + i]) * size[i];
        if (!(fabs(rounded.g[i]) <= fabs(walk->g[i]) + slight))
            return;
    }
    *walk = rounded;
}

void walk_to_rest(struct walk *walk, struct regularised *function, const double *x,
                  const double *size)
{
    int n = function->objective->n, slow = 0;
    double *step = walk->step, first = 0, before = INFINITY, part_before = 0;
    walk->end = WALK_NOWHERE;
    memset(walk->x, 0, sizeof walk->x);
    memcpy(walk->x, x, (size_t)n * sizeof *x);
    memset(walk->g, 0, sizeof walk->g);
    memset(walk->step, 0, sizeof walk->step);
    memset(walk->down, 0, sizeof walk->down);
    if (!evaluate(walk, function))
        return;
    for (int k = 0; k < MOST_STEPS && newton_step(walk->g, walk->h, n, step, walk->down); k++) {
        double length = vector_reach(step, size, n);
        bool shrinks = length <= shrinking * before;
        if (within_rounding(step, walk->x, size, n) ||
            (!shrinks && length <= fmax(little_of_first * first, little))) {
            walk->end = slow >= MANY ? WALK_SLOW : WALK_FAST;
            round_to_zero(walk, function, size);
            return;
        }
        if (!shrinks)
            return;
        double part = length / before;
        slow += part > steady;
        if (slow >= MANY && fabs(part - part_before) < alike)
            stretch(step, n, 1 / (1 - part));
        if (!advance(walk, function, step, x, size))
            return;
        part_before = part;
        first = k == 0 ? length : first;
        before = length;
    }
}
