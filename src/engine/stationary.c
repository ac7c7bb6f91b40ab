#include "engine/stationary.h"

#include <math.h>
#include <string.h>

#include "engine/degenerate.h"
#include "engine/kink.h"
#include "engine/newton_walk.h"
#include "engine/rng.h"

/* A stationary point is near within so many sizes where the slope is small; where Newton's method
 * goes slowly there; and where the slope is not small: then it is all but reached. */
static const double near_by = 2, near_by_slowly = 0.5, reached = 1e-6;
/* A kink is where the run is within so many sizes. */
static const double on_kink = 1e-6;
/* An eigenvalue of a Hessian that is approached slowly vanishes below this part of what it was. */
static const double fading = 1e-6;

const char *point_name(enum point_kind kind)
{
    static const char *const names[] = {
        [POINT_SLOPE] = "slope",
        [POINT_MINIMUM] = "minimum",
        [POINT_HIGHER] = "minimum of higher order",
        [POINT_VALLEY] = "valley",
        [POINT_SADDLE] = "saddle",
        [POINT_MAXIMUM] = "maximum",
        [POINT_INFLECTION] = "inflection",
        [POINT_PLAIN] = "plain",
        [POINT_FALLS] = "falls for ever",
        [POINT_KINK_LEAST] = "minimum, a kink",
        [POINT_KINK] = "kink",
        [POINT_JUMP] = "jump",
        [POINT_EDGE] = "edge of the domain",
    };
    return names[kind];
}

/* --- smooth points --- */

static bool reads(const struct penalised *function, int i)
{
    return function->l2 > 0 || program_reads(&function->objective->formula->value, (size_t)i);
}

/* Takes over the Hessian h in coordinates x[i] * scale[i]; curvature of at most `least` in size, or
 * of `part` of the largest, vanishes. */
static void take_hessian(struct singular_point *point, const double *h, double least, double part)
{
    int n = point->n;
    double scaled[LINEAR_MAX * LINEAR_MAX] = {0};
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] / point->scale[i] / point->scale[j];
    if (!linear_eigen(scaled, n, point->values, point->vectors))
        return;
    least = fmax(least, part * fmax(fabs(point->values[0]), fabs(point->values[n - 1])));
    for (int k = 0; k < n; k++) {
        bool idle = false;
        for (int i = 0; i < n; i++)
            idle = idle || (fabs(point->vectors[k * n + i]) > 0.5 && !reads(point->function, i));
        point->direction[k] = idle                               ? DIRECTION_IDLE
                              : fabs(point->values[k]) <= least ? DIRECTION_OPEN
                                                                 : DIRECTION_CURVED;
    }
}

/* The slope at x + t d, along d. */
static double slope_beside(const struct singular_point *point, const double *d, double t)
{
    double at[LINEAR_MAX] = {0}, g[LINEAR_MAX], slope = 0;
    for (int i = 0; i < point->n; i++)
        at[i] = point->x[i] + t * d[i];
    penalised_gradient(point->function, at, g);
    for (int i = 0; i < point->n; i++)
        slope += g[i] * d[i];
    return slope;
}

/* A curvature that is too small to be seen in the values counts only where the slopes on both sides
 * agree with it: where the function is saturated, slopes may be 0 by rounding, and it is not. */
static void check_curvatures(struct singular_point *point)
{
    static const double t = 0x1p-6;
    int n = point->n;
    for (int k = 0; k < n; k++) {
        double d[LINEAR_MAX], most = 0;
        for (int i = 0; i < n; i++) {
            d[i] = point->vectors[k * n + i] / point->scale[i];
            most = fmax(most, fabs(d[i]) / point->size[i]);
        }
        double curvature = point->values[k] / most / most;
        if (point->direction[k] != DIRECTION_CURVED || fabs(curvature) > 0x1p-52 * fabs(point->f))
            continue;
        for (int i = 0; i < n; i++)
            d[i] /= most;
        double seen = (slope_beside(point, d, t) - slope_beside(point, d, -t)) / (2 * t);
        if (!(seen / curvature > 0.5 && seen / curvature < 2))
            point->direction[k] = DIRECTION_OPEN;
    }
}

/* The walk's end, with its Hessian balanced; a coordinate without any curvature is measured by its
 * size. At the end of a slow walk curvature is compared with what it was at the beginning. */
static void take_walk(struct singular_point *point, const struct walk *walk)
{
    int n = point->n;
    bool slow = walk->end == WALK_SLOW;
    double balanced[LINEAR_MAX * LINEAR_MAX];
    memcpy(point->x, walk->x, sizeof point->x);
    point->f = walk->f;
    memcpy(point->g, walk->g, sizeof point->g);
    linear_balance(walk->h, n, point->scale, balanced);
    for (int i = 0; i < n; i++) {
        bool curved = false;
        for (int j = 0; j < n; j++)
            curved = curved || balanced[i * n + j] != 0;
        point->scale[i] = slow ? walk->scale[i] : curved ? point->scale[i] : 1 / point->size[i];
        point->blur[i] = fmax(0x1p-62 * point->size[i], slow ? 8 * fabs(walk->step[i]) : 0);
    }
    take_hessian(point, walk->h, slow ? fading : 0, slow ? 0 : 4 * linear_rounding(n));
    check_curvatures(point);
}

static enum point_kind kind_by_neighbours(const struct singular_point *point, bool up, bool down)
{
    struct neighbours neighbours;
    look_around(&neighbours, point);
    bool higher = up || neighbours.higher, lower = down || neighbours.lower;
    if (neighbours.slope)
        return POINT_SLOPE;
    if (neighbours.odd && !(up && down))
        return POINT_INFLECTION;
    if (higher && lower)
        return POINT_SADDLE;
    if (lower)
        return POINT_MAXIMUM;
    if (!higher)
        return POINT_PLAIN;
    return neighbours.level ? POINT_VALLEY : POINT_HIGHER;
}

/* Tells the kind, and whether the Hessian alone does. */
static enum point_kind kind_of(const struct singular_point *point, bool *regular)
{
    bool up = false, down = false;
    *regular = true;
    for (int k = 0; k < point->n; k++) {
        bool curved = point->direction[k] == DIRECTION_CURVED;
        *regular = *regular && point->direction[k] != DIRECTION_OPEN;
        up = up || (curved && point->values[k] > 0);
        down = down || (curved && point->values[k] < 0);
    }
    *regular = *regular && (up || down);
    if (!*regular)
        return kind_by_neighbours(point, up, down);
    return up && down ? POINT_SADDLE : up ? POINT_MINIMUM : POINT_MAXIMUM;
}

/* Eigenvalues of the Hessian in the parameters that the function reads. */
static void take_eigenvalues(struct stationary *found, const struct penalised *function,
                             const double *h)
{
    int n = function->objective->n, m = 0, of[LINEAR_MAX];
    double part[LINEAR_MAX * LINEAR_MAX];
    for (int i = 0; i < n; i++)
        if (reads(function, i))
            of[m++] = i;
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++)
            part[i * m + j] = h[of[i] * n + of[j]];
    found->directions = m > 0 && linear_eigenvalues(part, m, found->eigenvalues) ? m : 0;
}

static double distance(const struct whereabouts *run, const double *x, int n)
{
    double away = 0;
    for (int i = 0; i < n; i++)
        away = fmax(away, fabs(x[i] - run->x[i]) / run->size[i]);
    return away;
}

static bool take_point(struct stationary *found, const struct singular_point *point,
                       const double *h)
{
    bool regular;
    enum point_kind kind = kind_of(point, &regular);
    if (kind == POINT_SLOPE)
        return false;
    found->kind = kind;
    found->regular = regular;
    memcpy(found->x, point->x, sizeof found->x);
    found->loss = point->f;
    take_eigenvalues(found, point->function, h);
    return true;
}

/* Where the walk has arrived, if that is near. */
static bool find_by_walk(struct stationary *found, struct penalised *function,
                         const struct whereabouts *run, const struct walk *walk, bool small)
{
    int n = function->objective->n;
    double most = !small ? reached : walk->end == WALK_SLOW ? near_by_slowly : near_by;
    struct singular_point point = {.function = function, .n = n, .size = run->size};
    if (walk->end == WALK_NOWHERE || !(distance(run, walk->x, n) <= most))
        return false;
    take_walk(&point, walk);
    return take_point(found, &point, walk->h);
}

/* A valley's floor close by, where Newton's method would go on along it: the directions that are
 * all but level beside the others, in sizes, are open, and across them the floor is found. */
static bool find_floor(struct stationary *found, struct penalised *function,
                       const struct whereabouts *run, const double *h)
{
    int n = function->objective->n;
    double there[LINEAR_MAX * LINEAR_MAX], y[LINEAR_MAX];
    struct singular_point point = {.function = function, .n = n, .size = run->size};
    struct neighbours neighbours;
    for (int i = 0; i < n; i++) {
        point.scale[i] = 1 / run->size[i];
        point.blur[i] = 0x1p-62 * run->size[i];
    }
    take_hessian(&point, h, 0, fading);
    memcpy(y, run->x, sizeof *y * (size_t)n);
    if (!settle_across(&point, y) || !(distance(run, y, n) <= near_by_slowly))
        return false;
    memcpy(point.x, y, sizeof *y * (size_t)n);
    point.f = penalised_hessian(function, y, point.g, there);
    look_around(&neighbours, &point);
    if (neighbours.lower || !neighbours.level || !(point.values[n - 1] > 0))
        return false;
    return take_point(found, &point, there);
}

/* --- kinks, jumps and edges --- */

/* The loss next to x, t sizes away along the k-th of many directions: the normals of the kink, the
 * coordinates, then by chance. */
static double beside(struct penalised *function, const struct kink *kink, const double *x,
                     const double *size, struct rng *rng, int k, double t)
{
    int n = function->objective->n, normals = 2 * kink->count;
    double at[LINEAR_MAX], d[LINEAR_MAX], most = 0;
    for (int i = 0; i < n; i++) {
        int axis = k - normals;
        d[i] = k < normals ? kink->normal[k / 2][i] : axis < 2 * n ? size[i] * (i == axis / 2)
                                                                     : size[i] * rng_normal(rng);
        most = fmax(most, fabs(d[i]) / size[i]);
    }
    for (int i = 0; i < n; i++)
        at[i] = x[i] + (k % 2 ? -t : t) * d[i] / most;
    return penalised_value(function, at);
}

/* Is there a neighbour of x, where the loss is f, that is lower? */
static bool has_lower(struct penalised *function, const struct kink *kink, const double *x,
                      double f, const double *size)
{
    enum { BY_CHANCE = 64 };
    static const double distance[] = {0x1p-26, 0x1p-20, 0x1p-14};
    double noise = 8 * 0x1p-52 * fabs(f);
    struct rng rng;
    rng_seed(&rng, 1, RNG_START);
    int directions = 2 * (kink->count + function->objective->n) + BY_CHANCE;
    for (size_t j = 0; j < sizeof distance / sizeof *distance; j++)
        for (int k = 0; k < directions; k++)
            if (beside(function, kink, x, size, &rng, k, distance[j]) < f - noise)
                return true;
    return false;
}

/* The loss on the side that differs most. */
static double other_side(struct penalised *function, const struct kink *kink, const double *x,
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

/* A kink or a jump within `part` of the sizes, no higher than the run. */
static bool take_kink(struct stationary *found, struct penalised *function, const double *x,
                      const double *size, double part)
{
    int n = function->objective->n;
    double reach[LINEAR_MAX];
    struct kink kink;
    for (int i = 0; i < n; i++)
        reach[i] = part * size[i];
    kink_at(&kink, function->objective, x, reach);
    if (kink.kind != KINK_SLOPES && kink.kind != KINK_JUMP)
        return false;
    double f = penalised_value(function, kink.at);
    if (!(f <= found->loss + 8 * 0x1p-52 * fabs(found->loss)))
        return false;
    memcpy(found->x, kink.at, (size_t)n * sizeof *x);
    found->loss = f;
    if (kink.kind == KINK_JUMP) {
        found->kind = POINT_JUMP;
        found->other = other_side(function, &kink, kink.at, f, size);
    } else {
        found->kind = has_lower(function, &kink, kink.at, f, size) ? POINT_KINK : POINT_KINK_LEAST;
    }
    return true;
}

static bool is_edge(struct penalised *function, const struct whereabouts *run)
{
    int n = function->objective->n;
    double at[LINEAR_MAX];
    memcpy(at, run->x, (size_t)n * sizeof *at);
    for (int i = 0; i < 2 * n; i++) {
        double step = on_kink * run->size[i / 2];
        at[i / 2] = run->x[i / 2] + (i % 2 ? -step : step);
        if (!isfinite(penalised_value(function, at)))
            return true;
        at[i / 2] = run->x[i / 2];
    }
    return false;
}

/* Does the loss fall for ever: on the way that the run has come, or on Newton's; and where the slope
 * is small, straight downhill? */
static bool falls(struct falling *falling, struct penalised *function,
                  const struct whereabouts *run, const struct walk *walk, const double *g, bool small)
{
    double onward[LINEAR_MAX];
    for (int i = 0; i < function->objective->n; i++)
        onward[i] = run->x[i] - run->start[i];
    return falls_along(falling, function, run->x, onward, run->size) ||
           falls_along(falling, function, walk->x, walk->step, run->size) ||
           (small && (falls_along(falling, function, walk->x, walk->down, run->size) ||
                      falls_downhill(falling, function, run->x, g, run->size)));
}

void stationary_find(struct stationary *found, struct penalised *function,
                     const struct whereabouts *run, bool small)
{
    int n = function->objective->n;
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX];
    struct walk walk;
    *found = (struct stationary){.kind = POINT_SLOPE};
    memcpy(found->x, run->x, (size_t)n * sizeof *found->x);
    found->loss = penalised_hessian(function, run->x, g, h);
    take_eigenvalues(found, function, h);
    if (!isfinite(found->loss) || take_kink(found, function, run->x, run->size, on_kink))
        return;
    walk_to_rest(&walk, function, run->x, run->size);
    if (find_by_walk(found, function, run, &walk, small)) {
        take_kink(found, function, found->x, run->size, 0x1p-44);
        return;
    }
    if (is_edge(function, run))
        found->kind = POINT_EDGE;
    else if (falls(&found->falling, function, run, &walk, g, small))
        found->kind = POINT_FALLS;
    else if (small && !find_floor(found, function, run, h))
        found->kind = POINT_PLAIN;
}
