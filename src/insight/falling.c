#include "insight/falling.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/vector.h"

enum { NEAREST = -4, FURTHEST = 40, FAR = 6, BEYOND = 4 };

/* A slope that is this small beside the first may be rounding. */
static const double rounding = 1e-9;
/* Of a slope that is this small beside the first nothing is left, and it may be rounding. */
static const double nothing = 1e-12;
/* A loss that comes to a bound falls by this part of its fall, at most, in the last doublings. */
static const double settled = 0.1;

/* The coordinate that d leads furthest along. */
static int furthest(const double *d, const double *size, int n)
{
    int most = 0;
    for (int i = 1; i < n; i++)
        if (fabs(d[i]) / size[i] > fabs(d[most]) / size[most])
            most = i;
    return most;
}

/* Is a promised fall there, as far as it is to be seen? A slope that is rounding promises one,
 * too. */
static bool keeps(double fall, double promised, double start)
{
    return promised <= rounding * fabs(start) || fall > promised / 16;
}

bool falls_along(struct falling *falling, struct regularised *function, const double *x,
                 const double *d, const double *size)
{
    double most = vector_reach(d, size, function->objective->n);
    double down, start = regularised_slope(function, x, 0, d, &down);
    double f = start, before = start, last = down;
    double promised = 0, t = 0; /* what the slopes come to */
    int gone = 0;               /* doublings in which nothing was left of the slope */
    if (!(most > 0) || !isfinite(most) || !(down < 0))
        return false;
    for (int k = NEAREST; k <= FURTHEST && f > -INFINITY && (gone < BEYOND || k < FAR); k++) {
        double slope;
        before = k % 8 == 0 ? f : before;
        double to = ldexp(1 / most, k);
        f = regularised_slope(function, x, to, d, &slope);
        double least = fmax(-rounding * last, -nothing * down);
        bool rises = !(slope <= least) && f > -INFINITY;
        if (rises || !(f <= start + rounding * fabs(start)))
            return false;
        gone += slope >= nothing * down;
        promised -= (slope + last) / 2 * (to - t);
        t = to;
        last = slope;
    }
    if (f > -INFINITY && !keeps(start - f, promised, start))
        return false;
    falling->parameter = furthest(d, size, function->objective->n);
    bool slows = before - f <= settled * (start - f) + rounding * fabs(start);
    falling->bounded = isfinite(f) && (slows || gone >= BEYOND);
    falling->bound = fabs(f) <= 1e-6 * (start - f) ? 0 : f;
    return true;
}

/* The slope of f along coordinate i where that is `value` and the others are x[n]. */
static double slope_at(struct regularised *function, const double *x, int i, double value)
{
    double at[PARAMETERS_MAX] = {0}, g[PARAMETERS_MAX];
    memcpy(at, x, (size_t)function->objective->n * sizeof *at);
    at[i] = value;
    regularised_gradient(function, at, g);
    return g[i];
}

/* Does the slope along coordinate i, on the way from `from` to x[i], vanish by underflow: is it
 * next to nothing where it is no longer 0? */
static bool underflows(struct regularised *function, const double *x, int i, double from)
{
    enum { HALVINGS = 64 };
    static const double tiny = 1e-250;
    double slope = slope_at(function, x, i, from), at = from, vanished = x[i];
    for (int k = 0; k < HALVINGS; k++) {
        double middle = at + (vanished - at) / 2, there = slope_at(function, x, i, middle);
        if (there == 0) {
            vanished = middle;
        } else {
            slope = there;
            at = middle;
        }
    }
    return slope * (x[i] - from) < 0 && fabs(slope) < tiny;
}

bool falls_out_of_sight(struct falling *falling, struct regularised *function, const double *x,
                        const double *start, const double *size)
{
    int n = function->objective->n;
    double f = regularised_value(function, x);
    for (int i = 0; i < n; i++) {
        bool level = x[i] != start[i] && slope_at(function, x, i, x[i]) == 0 &&
                     underflows(function, x, i, start[i]);
        double ahead = x[i] > start[i] ? size[i] : -size[i];
        for (int k = NEAREST; k <= FURTHEST && level; k++)
            level = !(slope_at(function, x, i, x[i] + ldexp(ahead, k)) * ahead > 0);
        if (level) {
            *falling = (struct falling){.parameter = i, .bounded = true, .bound = f};
            return true;
        }
    }
    return false;
}

bool falls_downhill(struct falling *falling, struct regularised *function, const double *x,
                    const double *g, const double *size)
{
    int n = function->objective->n;
    double d[PARAMETERS_MAX] = {0};
    vector_negate(d, g, n);
    bool falls = falls_along(falling, function, x, d, size);
    for (int i = 0; i < n && !falls; i++) {
        memset(d, 0, sizeof d);
        d[i] = g[i] > 0 ? -size[i] : size[i];
        falls = falls_along(falling, function, x, d, size);
    }
    return falls;
}
