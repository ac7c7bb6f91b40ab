#include "engine/falling.h"

#include <math.h>
#include <string.h>

enum { NEAREST = -4, FURTHEST = 40, BEYOND = 4 };

/* A slope that is this small beside the first may be rounding. */
static const double rounding = 1e-9;
/* Of a slope that is this small beside the first nothing is left. */
static const double nothing = 1e-12;
/* A loss that comes to a bound falls by this part of its fall, at most, in the last doublings. */
static const double settled = 0.1;

/* The largest |d[i]| / size[i], and whose it is. */
static double reach(const double *d, const double *size, int n, int *whose)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        if (fabs(d[i]) / size[i] > most) {
            most = fabs(d[i]) / size[i];
            *whose = i;
        }
    return most;
}

/* The value at x + t d, and the slope along d. */
static double look(struct penalised *function, const double *x, const double *d, double t,
                   double *slope)
{
    int n = function->objective->n;
    double at[LINEAR_MAX] = {0}, g[LINEAR_MAX];
    for (int i = 0; i < n; i++)
        at[i] = x[i] + t * d[i];
    double f = penalised_gradient(function, at, g);
    *slope = 0;
    for (int i = 0; i < n; i++)
        *slope += d[i] == 0 ? 0 : g[i] * d[i];
    return f;
}

bool falls_along(struct falling *falling, struct penalised *function, const double *x,
                 const double *d, const double *size)
{
    double most = reach(d, size, function->objective->n, &falling->parameter);
    double down, start = look(function, x, d, 0, &down), f = start, before = start;
    int gone = 0; /* doublings in which nothing was left of the slope */
    if (!(most > 0) || !isfinite(most) || !(down < 0))
        return false;
    for (int k = NEAREST; k <= FURTHEST && f > -INFINITY && gone < BEYOND; k++) {
        double slope;
        before = k % 8 == 0 ? f : before;
        f = look(function, x, d, ldexp(1 / most, k), &slope);
        bool rises = !(slope <= -rounding * down) && f > -INFINITY;
        if (rises || !(f <= start + rounding * fabs(start)))
            return false;
        gone += slope >= nothing * down;
    }
    falling->bounded = before - f <= settled * (start - f) + rounding * fabs(start);
    falling->bound = fabs(f) <= 1e-6 * (start - f) ? 0 : f;
    return true;
}

bool falls_downhill(struct falling *falling, struct penalised *function, const double *x,
                    const double *g, const double *size)
{
    int n = function->objective->n;
    double d[LINEAR_MAX] = {0};
    for (int i = 0; i < n; i++)
        d[i] = -g[i];
    bool falls = falls_along(falling, function, x, d, size);
    for (int i = 0; i < n && !falls; i++) {
        memset(d, 0, sizeof d);
        d[i] = g[i] > 0 ? -size[i] : size[i];
        falls = falls_along(falling, function, x, d, size);
    }
    return falls;
}
