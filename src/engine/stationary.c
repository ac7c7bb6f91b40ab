#include "engine/stationary.h"

#include <math.h>
#include <string.h>

#include "engine/degenerate.h"
#include "engine/kink.h"
#include "engine/newton_walk.h"
#include "engine/rng.h"

/* Within so many sizes a point is near: where Newton's method goes slowly there, and for want of a
 * better one; where it goes fast; where the slope is not small, and the point all but reached. */
static const double next_door = 0.05, a_while = 0.5, near_by = 2, reached = 1e-6;
/* A kink is where the run is within so many sizes, or where Newton's method leads within so many. */
static const double on_kink = 1e-6, next_to_kink = 1e-3;
/* A curvature below this part of the steepest may be rounding, in sizes and once the Hessian is
 * balanced; where Newton's method is slow, so may one below this part: there curvature fades. */
static const double next_to_nothing = 1e-8, barely = 1e-11, fading = 1e-3;

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

/* The slope at x + t d, along d. */
static double slope_beside(const struct singular_point *point, const double *d, double t)
{
    double at[LINEAR_MAX] = {0}, g[LINEAR_MAX];
    for (int i = 0; i < point->n; i++)
        at[i] = point->x[i] + t * d[i];
    penalised_gradient(point->function, at, g);
    return linear_slope(g, d, point->n);
}

static bool is_about(double value, double want)
{
    return value / want > 0.5 && value / want < 2;
}

/* Do the slopes on both sides agree with this curvature along d, at some distance? */
static bool is_confirmed(const struct singular_point *point, const double *d, double curvature)
{
    for (int k = -6; k >= -18 && curvature != 0; k -= 4) {
        double t = ldexp(1, k);
        if (is_about(slope_beside(point, d, t), curvature * t) &&
            is_about(slope_beside(point, d, -t), -curvature * t))
            return true;
    }
    return false;
}

/* A coordinate's row of the Hessian that is next to nothing beside the steepest, in sizes, may be
 * rounding, or what is left where the function is saturated: it counts only where the slopes on both
 * sides agree with it. Where Newton's method was slow it has faded. */
static bool is_doubtful(const struct singular_point *point, const double *h, int i, double least,
                        bool slow)
{
    int n = point->n;
    double d[LINEAR_MAX] = {0}, most = 0;
    d[i] = point->size[i];
    for (int j = 0; j < n; j++)
        most = fmax(most, fabs(h[i * n + j]) * point->size[i] * point->size[j]);
    return most <= least && (slow || !is_confirmed(point, d, h[i * n + i] * d[i] * d[i]));
}

/* The k-th eigenvector as a step of one size at most, and the curvature along it. */
static double eigenvector(const struct singular_point *point, int k, double *d)
{
    int n = point->n;
    double most = 0;
    for (int i = 0; i < n; i++) {
        d[i] = point->vectors[k * n + i] / point->scale[i];
        most = fmax(most, fabs(d[i]) / point->size[i]);
    }
    for (int i = 0; i < n; i++)
        d[i] /= most;
    return point->values[k] / most / most;
}

/* What the k-th eigenvalue says, where curvatures of at most `least` are rounding, and of at most
 * `small` have to be confirmed. */
static enum direction direction_of(const struct singular_point *point, int k, const bool *doubtful,
                                   double least, double small)
{
    double d[LINEAR_MAX], size = fabs(point->values[k]), curvature = eigenvector(point, k, d);
    for (int i = 0; i < point->n; i++) {
        bool along = fabs(point->vectors[k * point->n + i]) > 0.7;
        if (along && !reads(point->function, i))
            return DIRECTION_IDLE;
        if (along && doubtful[i])
            return DIRECTION_OPEN;
    }
    bool unseen = size <= small || fabs(curvature) <= 0x1p-52 * fabs(point->f);
    if (size <= least || (unseen && !is_confirmed(point, d, curvature)))
        return DIRECTION_OPEN;
    return DIRECTION_CURVED;
}

/* Takes over the Hessian h at the point: the coordinates are scaled so that its diagonal is about 1,
 * or, where that is doubtful, by their sizes. `steepest`: the largest curvature that counts, in
 * sizes. */
static bool take_hessian(struct singular_point *point, const double *h, double steepest, bool slow)
{
    int n = point->n;
    double scaled[LINEAR_MAX * LINEAR_MAX];
    bool doubtful[LINEAR_MAX];
    double small = slow ? fading : next_to_nothing;
    if (!linear_balance(h, n, point->scale, scaled))
        return false;
    for (int i = 0; i < n; i++) {
        doubtful[i] = is_doubtful(point, h, i, small * steepest, slow);
        if (doubtful[i])
            point->scale[i] = (steepest > 0 ? sqrt(steepest) : 1) / point->size[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] / point->scale[i] / point->scale[j];
    linear_eigen(scaled, n, point->values, point->vectors);
    double most = fmax(fabs(point->values[0]), fabs(point->values[n - 1]));
    for (int k = 0; k < n; k++)
        point->direction[k] = direction_of(point, k, doubtful, 4 * linear_rounding(n) * most,
                                           (slow ? fading : barely) * most);
    return true;
}

/* The walk's end. */
static bool take_walk(struct singular_point *point, const struct walk *walk, double steepest)
{
    bool slow = walk->end == WALK_SLOW;
    memcpy(point->x, walk->x, sizeof point->x);
    memcpy(point->g, walk->g, sizeof point->g);
    point->f = walk->f;
    for (int i = 0; i < point->n; i++)
        point->blur[i] = fmax(0x1p-62 * point->size[i], slow ? 8 * fabs(walk->step[i]) : 0);
    return take_hessian(point, walk->h, steepest, slow);
}

static enum point_kind kind_by_neighbours(const struct singular_point *point, bool up, bool down)
{
    struct neighbours neighbours;
    look_around(&neighbours, point);
    bool higher = up || neighbours.higher, lower = down || neighbours.lower;
    if (neighbours.slope || neighbours.lost)
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

/* Where the walk has arrived, if that is within so many sizes. */
static bool find_by_walk(struct stationary *found, struct penalised *function,
                         const struct whereabouts *run, const struct walk *walk, double steepest,
                         double most)
{
    int n = function->objective->n;
    struct singular_point point = {.function = function, .n = n, .size = run->size};
    return walk->end != WALK_NOWHERE && distance(run, walk->x, n) <= most &&
           take_walk(&point, walk, steepest) && take_point(found, &point, walk->h);
}

/* The point next to the run's that is at rest in the directions that are curved beside the steepest,
 * in sizes; the others are open. Newton's method would go on along a valley's floor. */
static bool find_across(struct stationary *found, struct penalised *function,
                        const struct whereabouts *run, const double *h)
{
    int n = function->objective->n;
    double there[LINEAR_MAX * LINEAR_MAX], scaled[LINEAR_MAX * LINEAR_MAX];
    struct singular_point point = {.function = function, .n = n, .size = run->size};
    memcpy(point.x, run->x, (size_t)n * sizeof *point.x);
    for (int i = 0; i < n; i++) {
        point.scale[i] = 1 / run->size[i];
        point.blur[i] = 0x1p-62 * run->size[i];
        for (int j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] * run->size[i] * run->size[j];
    }
    if (!linear_eigen(scaled, n, point.values, point.vectors))
        return false;
    double most = fmax(fabs(point.values[0]), fabs(point.values[n - 1]));
    for (int k = 0; k < n; k++)
        point.direction[k] = fabs(point.values[k]) <= fading * most ? DIRECTION_OPEN : DIRECTION_CURVED;
    if (!settle_across(&point, point.x) || !(distance(run, point.x, n) <= a_while))
        return false;
    point.f = penalised_hessian(function, point.x, point.g, there);
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

/* Is it lower on the way on which the slopes of all sides fall, which may be a narrow one? */
static bool falls_along_kink(struct penalised *function, const struct kink *kink, const double *x,
                             double f, const double *size, double slight)
{
    int n = function->objective->n;
    double at[LINEAR_MAX], most = 0, noise = 8 * 0x1p-52 * fabs(f);
    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(kink->downhill[i]) / size[i]);
    for (int k = -10; most > 0 && k >= -30; k -= 4) {
        for (int i = 0; i < n; i++)
            at[i] = x[i] + ldexp(kink->downhill[i] / most, k);
        if (penalised_value(function, at) < f - noise - ldexp(slight, k))
            return true;
    }
    return false;
}

/* Is there a neighbour of x, where the loss is f, that is lower? By more than a slope of `slight` a
 * size makes, which is what is left of the slope along the kink. */
static bool has_lower(struct penalised *function, const struct kink *kink, const double *x,
                      double f, const double *size, double slight)
{
    enum { BY_CHANCE = 64 };
    static const double distance[] = {0x1p-26, 0x1p-20, 0x1p-14};
    double noise = 8 * 0x1p-52 * fabs(f);
    struct rng rng;
    rng_seed(&rng, 1, RNG_START);
    if (falls_along_kink(function, kink, x, f, size, slight))
        return true;
    int directions = 2 * (kink->count + function->objective->n) + BY_CHANCE;
    for (size_t j = 0; j < sizeof distance / sizeof *distance; j++)
        for (int k = 0; k < directions; k++)
            if (beside(function, kink, x, size, &rng, k, distance[j]) <
                f - noise - slight * distance[j])
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

/* Is the slope 0 there, but the curvature not one number: that of abs(x)^1.5, x*abs(x) at 0? Where it
 * is one, the run may be next to where the slope is 0. */
static bool has_no_curvature(struct penalised *function, const double *x, const double *size)
{
    int n = function->objective->n;
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX], unused[LINEAR_MAX];
    penalised_hessian(function, x, g, h);
    bool level = true;
    for (int i = 0; i < n; i++) {
        double curvature = h[i * n + i];
        level = level && (g[i] == 0 || fabs(g[i]) <= on_kink * fabs(curvature) * size[i]);
    }
    return level && !linear_eigenvalues(h, n, unused);
}

/* A kink or a jump within `part` of the sizes, no higher than the run. */
static bool take_kink(struct stationary *found, struct penalised *function, const double *x,
                      const double *size, double slight, double part)
{
    int n = function->objective->n;
    double reach[LINEAR_MAX];
    struct kink kink;
    for (int i = 0; i < n; i++)
        reach[i] = part * size[i];
    kink_at(&kink, function->objective, x, reach);
    if (kink.kind != KINK_SLOPES && kink.kind != KINK_JUMP &&
        !(kink.kind == KINK_CANCELS && has_no_curvature(function, kink.at, size)))
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
        found->kind = has_lower(function, &kink, kink.at, f, size, slight) ? POINT_KINK : POINT_KINK_LEAST;
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
        if (isnan(penalised_value(function, at)))
            return true;
        at[i / 2] = run->x[i / 2];
    }
    return false;
}

/* Does the loss fall for ever: on the way that the run has come, or on Newton's; and where the slope
 * is small, straight downhill? */
static bool falls(struct falling *falling, struct penalised *function,
                  const struct whereabouts *run, const struct walk *walk, double f, const double *g,
                  bool small)
{
    double onward[LINEAR_MAX];
    for (int i = 0; i < function->objective->n; i++)
        onward[i] = run->x[i] - run->start[i];
    bool lower = walk->f <= f; /* Newton's way is no way down where it has climbed */
    return falls_along(falling, function, run->x, onward, run->size) ||
           (lower && falls_along(falling, function, walk->x, walk->step, run->size)) ||
           (small && lower && falls_along(falling, function, walk->x, walk->down, run->size)) ||
           (small && falls_downhill(falling, function, run->x, g, run->size));
}

/* How much the loss would fall along a coordinate by the slope, over its size, at most. */
static double slope_in_sizes(const struct whereabouts *run, const double *g, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(g[i]) * run->size[i]);
    return most;
}

/* The largest element of a Hessian, in sizes. */
static double steepness(const struct whereabouts *run, const double *h, int n)
{
    double most = 0;
    for (int i = 0; i < n * n; i++)
        if (fabs(h[i]) * run->size[i / n] * run->size[i % n] > most)
            most = fabs(h[i]) * run->size[i / n] * run->size[i % n];
    return most;
}

static double steepness_at_start(struct penalised *function, const struct whereabouts *run)
{
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX];
    penalised_hessian(function, run->start, g, h);
    return steepness(run, h, function->objective->n);
}

/* Is there hardly more curvature than slope? Else the run is at rest across a valley, whose floor
 * goes on. */
static bool is_plain(const struct whereabouts *run, int n, const double *g, const double *h)
{
    static const double hardly = 1000;
    double curvature = steepness(run, h, n);
    return curvature <= hardly * slope_in_sizes(run, g, n) || curvature == 0;
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
    double slight = small ? slope_in_sizes(run, g, n) : 0;
    if (!isfinite(found->loss) || take_kink(found, function, run->x, run->size, slight, on_kink))
        return;
    if (is_edge(function, run)) {
        found->kind = POINT_EDGE;
        return;
    }
    if (falls_out_of_sight(&found->falling, function, run->x, run->start, run->size)) {
        found->kind = POINT_FALLS;
        return;
    }
    walk_to_rest(&walk, function, run->x, run->size);
    if (distance(run, walk.x, n) <= (small ? next_to_kink : reached) &&
        take_kink(found, function, walk.x, run->size, slight, 0x1p-44))
        return;
    double steepest = fmax(steepness(run, h, n), steepness_at_start(function, run));
    bool fast = walk.end == WALK_FAST;
    if (find_by_walk(found, function, run, &walk, steepest, !small ? reached : fast ? near_by : next_door))
        return;
    if (small && find_across(found, function, run, h))
        return;
    if (falls(&found->falling, function, run, &walk, found->loss, g, small))
        found->kind = POINT_FALLS;
    else if (small && !find_by_walk(found, function, run, &walk, steepest, a_while) &&
             is_plain(run, n, g, h))
        found->kind = POINT_PLAIN;
}
