#include "insight/degenerate.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/vector.h"

enum { NEAREST = -14, FURTHEST = -2, STRIDE = 2, CORRECTIONS = 12, RANDOM_DIRECTIONS = 16 };

/* How finely the function tells values apart at x, where the value is f: what rounding of the value
 * and of the coordinates, and the point's blur, come to. */
static double grain(const struct singular_point *point, const double *x, double f)
{
    enum { SAMPLES = 8 }; /* bit i mod 3 of k is the side in coordinate i */
    double at[PARAMETERS_MAX], spread = DBL_EPSILON / 2 * fabs(f);
    for (int k = 0; k < SAMPLES; k++) {
        for (int i = 0; i < point->n; i++) {
            double ulp = fmax(0x1p-62 * point->size[i], DBL_EPSILON * fabs(x[i]));
            double side = (k >> (i % 3)) & 1 ? 1 : -1, way = k % 2 ? 1 : -1;
            at[i] = x[i] + side * ulp + way * point->blur[i];
        }
        double away = fabs(regularised_value(point->function, at) - f);
        if (away > spread) /* not NaN */
            spread = away;
    }
    return 8 * spread;
}

/* The curved directions as steps of x: basis[a * n + i]. Returns how many. */
static int curved_basis(const struct singular_point *point, double *basis)
{
    int n = point->n, rank = 0;
    for (int k = 0; k < n; k++)
        if (point->direction[k] == CURVING_CURVED) {
            for (int i = 0; i < n; i++)
                basis[rank * n + i] = point->vectors[k * n + i] / point->scale[i];
            rank++;
        }
    return rank;
}

/* Newton's step in the span of basis[rank * n]: m = B h B', m part = B g, step = -B' part. */
static bool step_across(const double *basis, int rank, int n, const double *g, const double *h,
                        double *step)
{
    double m[PARAMETERS_MAX * PARAMETERS_MAX], slope[PARAMETERS_MAX] = {0},
                                               part[PARAMETERS_MAX] = {0};
    memset(m, 0, sizeof m);
    for (int a = 0; a < rank; a++)
        for (int i = 0; i < n; i++) {
            slope[a] += basis[a * n + i] * g[i];
            for (int b = 0; b < rank; b++)
                m[a * rank + b] += basis[a * n + i] * vector_dot(h + i * n, basis + b * n, n);
        }
    if (!linear_solve(m, slope, rank, part))
        return false;
    memset(step, 0, (size_t)n * sizeof *step);
    for (int a = 0; a < rank; a++)
        for (int i = 0; i < n; i++)
            step[i] -= basis[a * n + i] * part[a];
    return true;
}

/* The largest |step[i]|, beside the coordinate or its size. */
static double length_of(const struct singular_point *point, const double *step, const double *y)
{
    double most = 0;
    for (int i = 0; i < point->n; i++)
        most = fmax(most, fabs(step[i]) / fmax(fabs(y[i]), point->size[i]));
    return most;
}

bool settle_across(const struct singular_point *point, double *y)
{
    int n = point->n;
    double basis[PARAMETERS_MAX * PARAMETERS_MAX], g[PARAMETERS_MAX],
        h[PARAMETERS_MAX * PARAMETERS_MAX];
    double step[PARAMETERS_MAX], length = INFINITY;
    int rank = curved_basis(point, basis);
    for (int round = 0; rank > 0 && round < CORRECTIONS && length > 0; round++) {
        regularised_hessian(point->function, y, g, h);
        if (!step_across(basis, rank, n, g, h, step))
            return false;
        double before = length;
        length = length_of(point, step, y);
        if (length > before / 2) /* it does not go on */
            return before <= 64 * DBL_EPSILON;
        vector_go(y, y, 1, step, n);
    }
    return rank == 0 || length <= 64 * DBL_EPSILON;
}

/* What is seen along one way. */
struct sight {
    double up, t; /* by how much the nearest neighbour that differs is higher, and how far it
                   * is; 0: none differs */
    int uphill, downhill; /* how many slopes were so, exactly */
    bool level;           /* some slope was exactly 0 */
    bool lost;            /* some neighbour did not come to rest */
};

/* The slope along d where the gradient is g; 0 where that drowns in the rounding of a mean over
 * rows. */
static double slope_along(const struct singular_point *point, const double *g, const double *d)
{
    double slope = linear_slope(g, d, point->n);
    bool mean = point->function->objective->learning;
    return mean && fabs(slope) <= 0x1p-50 * point->steepest ? 0 : slope;
}

/* Looks at the neighbour at the distance t along d[n], once it is at rest across. A difference of
 * the values counts where it is beyond rounding, here and there, and the slope there, which is
 * known better, agrees with it. */
static void look_at(struct sight *sight, const struct singular_point *point, const double *d,
                    double t)
{
    double y[PARAMETERS_MAX], g[PARAMETERS_MAX];
    bool exact = true;
    vector_go(y, point->x, t, d, point->n);
    sight->lost = !settle_across(point, y);
    if (sight->lost)
        return;
    double f = regularised_gradient(point->function, y, g), up = f - point->f;
    double slope = slope_along(point, g, d);
    double least = fmax(grain(point, point->x, point->f), grain(point, y, f));
    bool differs = fabs(up) > least && fabs(slope) * t > fabs(up) / 4;
    sight->up = differs ? up : 0;
    sight->t = t;
    sight->uphill += slope > 0;
    sight->downhill += slope < 0;
    for (int i = 0; i < point->n; i++)
        exact = exact && (d[i] == 0 || g[i] == 0);
    sight->level = exact;
}

/* Along d, as far as to the first neighbour that differs or is exactly level. */
static struct sight look_along(const struct singular_point *point, const double *d)
{
    struct sight sight = {0};
    for (int k = NEAREST; k <= FURTHEST && sight.up == 0 && !sight.level && !sight.lost;
         k += STRIDE)
        look_at(&sight, point, d, ldexp(1, k));
    return sight;
}

double singular_direction(const struct singular_point *point, const double *part, double *d)
{
    int n = point->n;
    for (int i = 0; i < n; i++) {
        d[i] = 0;
        for (int k = 0; k < n; k++)
            d[i] += part[k] * point->vectors[k * n + i] / point->scale[i];
    }
    double most = vector_reach(d, point->size, n);
    for (int i = 0; i < n && most > 0; i++)
        d[i] /= most;
    return most;
}

/* Is the difference no more than what the slope at the point makes? */
static bool is_by_slope(const struct sight *sight, double slope)
{
    return sight->up != 0 && fabs(sight->up) < 4 * sight->t * fabs(slope);
}

/* Is what is seen level, one way at least, and yet all of it on one slope? */
static bool is_monotone(const struct sight *there, const struct sight *back)
{
    bool even = (there->up == 0 || back->up == 0) && !(there->level && back->level);
    bool sloped = there->uphill + there->downhill + back->uphill + back->downhill > 0;
    return even && sloped &&
           ((there->uphill == 0 && back->downhill == 0) ||
            (there->downhill == 0 && back->uphill == 0));
}

/* Looks both ways along d. Returns whether they are unlike. */
static bool look_both_ways(struct neighbours *neighbours, const struct singular_point *point,
                           const double *d)
{
    double back[PARAMETERS_MAX], slope = slope_along(point, point->g, d);
    vector_negate(back, d, point->n);
    const struct sight there = look_along(point, d), here = look_along(point, back);
    neighbours->higher |= there.up > 0 || here.up > 0;
    neighbours->lower |= there.up < 0 || here.up < 0;
    neighbours->level |= there.up == 0 || here.up == 0;
    neighbours->lost |= there.lost || here.lost;
    neighbours->slope |=
        is_by_slope(&there, slope) || is_by_slope(&here, slope) || is_monotone(&there, &here);
    return (there.up > 0 && here.up < 0) || (there.up < 0 && here.up > 0);
}

/* Along the open eigenvectors `a` and `b`, a + sign b; along `a` where they are one. */
static bool look_along_pair(struct neighbours *neighbours, const struct singular_point *point,
                            int a, int b, double sign)
{
    double part[PARAMETERS_MAX] = {0}, d[PARAMETERS_MAX];
    part[a] = 1;
    if (a != b)
        part[b] = sign;
    singular_direction(point, part, d);
    return look_both_ways(neighbours, point, d);
}

/* Along the coordinates that are open, to the last bit: valleys often lie so, and eigenvectors of
 * curvatures that all but vanish needn't. */
static void look_along_axes(struct neighbours *neighbours, const struct singular_point *point)
{
    static const double tilted = 1e-3;
    for (int i = 0; i < point->n; i++) {
        double d[PARAMETERS_MAX] = {0}, closed = 0;
        for (int k = 0; k < point->n; k++)
            if (point->direction[k] != CURVING_OPEN)
                closed = fmax(closed, fabs(point->vectors[k * point->n + i]));
        d[i] = point->size[i];
        if (closed < tilted)
            look_both_ways(neighbours, point, d);
    }
}

void look_around(struct neighbours *neighbours, const struct singular_point *point)
{
    int open[PARAMETERS_MAX], count = 0;
    bool unlike = false;
    struct rng rng;
    *neighbours = (struct neighbours){0};
    for (int k = 0; k < point->n; k++)
        if (point->direction[k] == CURVING_OPEN)
            open[count++] = k;
    for (int a = 0; a < count; a++)
        for (int b = a; b < count; b++) {
            unlike = look_along_pair(neighbours, point, open[a], open[b], 1);
            if (a != b)
                look_along_pair(neighbours, point, open[a], open[b], -1);
        }
    neighbours->odd = count == 1 && unlike;
    look_along_axes(neighbours, point);
    rng_seed(&rng, 1, RNG_START);
    for (int k = 0; count > 1 && k < RANDOM_DIRECTIONS; k++) {
        double part[PARAMETERS_MAX] = {0}, d[PARAMETERS_MAX];
        for (int a = 0; a < count; a++)
            part[open[a]] = rng_normal(&rng);
        singular_direction(point, part, d);
        look_both_ways(neighbours, point, d);
    }
}
