#include "insight/stationary.h"

#include <math.h>
#include <string.h>

#include "base/vector.h"
#include "insight/breaks.h"
#include "insight/curvature.h"
#include "insight/newton_walk.h"

/* Within so many sizes a point is near: where Newton's method goes slowly there, and for want of a
 * better one; where it goes fast; where the slope is not small, and the point all but reached. */
static const double next_door = 0.05, a_while = 1.1, near_by = 2, reached = 1e-6;
enum { UNKNOWN = -1 /* directions: nobody has looked yet */ };

/* A kink counts where the run is within so many sizes of it, or Newton's method leads so far. */
static const double on_kink = 1e-6, next_to_kink = 1e-3;

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

/* The walk's end. */
static bool take_walk(struct singular_point *point, const struct walk *walk, double steepest)
{
    bool slow = walk->end == WALK_SLOW;
    memcpy(point->x, walk->x, sizeof point->x);
    memcpy(point->g, walk->g, sizeof point->g);
    point->f = walk->f;
    for (int i = 0; i < point->n; i++)
        point->blur[i] = slow ? 8 * walk->step[i] : 0;
    if (!curvature_take(point, walk->h, steepest, slow))
        return false;
    double h[PARAMETERS_MAX * PARAMETERS_MAX];
    if (slow && settle_across(point, point->x))
        point->f = regularised_hessian(point->function, point->x, point->g, h);
    return true;
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
        bool curved = point->direction[k] == CURVING_CURVED;
        *regular = *regular && point->direction[k] != CURVING_OPEN;
        up = up || (curved && point->values[k] > 0);
        down = down || (curved && point->values[k] < 0);
    }
    *regular = *regular && (up || down);
    if (!*regular)
        return kind_by_neighbours(point, up, down);
    return up && down ? POINT_SADDLE : up ? POINT_MINIMUM : POINT_MAXIMUM;
}

/* A convex function has no saddle, maximum or inflection: what looks like one is rounding. */
static enum point_kind kind_as_proved(const struct singular_point *point, enum point_kind kind)
{
    bool never = kind == POINT_SADDLE || kind == POINT_MAXIMUM || kind == POINT_INFLECTION;
    return never && objective_is_convex(point->function->objective) ? POINT_SLOPE : kind;
}

/* Eigenvalues of the Hessian in the parameters that the function reads. */
static void take_eigenvalues(struct stationary *found, const struct regularised *function,
                             const double *h)
{
    int n = function->objective->n, m = 0, of[PARAMETERS_MAX];
    double part[PARAMETERS_MAX * PARAMETERS_MAX];
    for (int i = 0; i < n; i++)
        if (regularised_reads(function, i))
            of[m++] = i;
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++)
            part[i * m + j] = h[of[i] * n + of[j]];
    found->directions = m > 0 && linear_eigenvalues(part, m, found->eigenvalues) ? m : 0;
}

/* How far x is from the run, in sizes. */
static double distance(const struct whereabouts *run, const double *x, int n)
{
    double away[PARAMETERS_MAX];
    vector_subtract(away, x, run->x, n);
    return vector_reach(away, run->size, n);
}

static bool take_point(struct stationary *found, const struct singular_point *point,
                       const double *h)
{
    bool regular;
    enum point_kind kind = kind_as_proved(point, kind_of(point, &regular));
    if (kind == POINT_SLOPE)
        return false;
    found->kind = kind;
    found->regular = regular;
    memcpy(found->x, point->x, sizeof found->x);
    found->loss = point->f;
    take_eigenvalues(found, point->function, h);
    return true;
}

/* --- the search --- */

/* What the steps of the search share. */
struct search {
    struct stationary *found;
    struct regularised *function;
    const struct whereabouts *run;
    bool small; /* the run's slope is */
    int n;
    const double *g, *h; /* at the run's point */
    double slope;        /* the largest of g, over a size */
    double steepest;     /* the largest of h, there or at the start */
    struct walk walk;
};

static double slope_in_sizes(const struct whereabouts *run, const double *g, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(g[i]) * run->size[i]);
    return most;
}

static void begin(struct search *search)
{
    int n = search->n;
    const struct whereabouts *run = search->run;
    search->g = run->here->g;
    search->h = run->here->h;
    *search->found = (struct stationary){.kind = POINT_SLOPE, .directions = UNKNOWN};
    memcpy(search->found->x, run->x, (size_t)n * sizeof *run->x);
    search->found->loss = run->here->f;
    search->slope = slope_in_sizes(run, search->g, n);
    search->steepest = fmax(curvature_steepness(run->size, search->h, n),
                            curvature_steepness(run->size, run->there->h, n));
}

/* What is left of the slope along a kink counts for nothing where it is small. */
static double slight(const struct search *search)
{
    return search->small ? search->slope : 0;
}

static bool look_for_break(struct search *search)
{
    return !isfinite(search->found->loss) ||
           break_find(search->found, search->function, search->run->x, search->run->size,
                      slight(search), on_kink);
}

static bool look_for_edge(struct search *search)
{
    bool edge = break_is_edge(search->function, search->run);
    if (edge)
        search->found->kind = POINT_EDGE;
    return edge;
}

/* Is the slope what the rounding of a mean over rows may be? */
static bool is_drowned(const struct search *search)
{
    double steepest = curvature_steepness(search->run->size, search->h, search->n);
    return search->function->objective->learning && search->slope <= 0x1p-46 * steepest;
}

/* Has the slope become too small for a double, or drowned, on a way that falls for ever? */
static bool look_out_of_sight(struct search *search)
{
    const struct whereabouts *run = search->run;
    struct falling *falling = &search->found->falling;
    double onward[PARAMETERS_MAX];
    vector_subtract(onward, run->x, run->midway, search->n);
    bool fallen = falls_out_of_sight(falling, search->function, run->x, run->start, run->size) ||
                  (is_drowned(search) &&
                   falls_along(falling, search->function, run->midway, onward, run->size));
    if (fallen)
        search->found->kind = POINT_FALLS;
    return fallen;
}

/* Newton's method may lead to a kink, where it can't go on. */
static bool look_for_break_ahead(struct search *search)
{
    const struct whereabouts *run = search->run;
    walk_to_rest(&search->walk, search->function, run->x, run->size);
    return distance(run, search->walk.x, search->n) <= (search->small ? next_to_kink : reached) &&
           break_find(search->found, search->function, search->walk.x, run->size, slight(search),
                      0x1p-44);
}

/* Where the walk has arrived, if that is within so many sizes. */
static bool take_arrival(struct search *search, double most)
{
    const struct walk *walk = &search->walk;
    struct singular_point point = {
        .function = search->function, .n = search->n, .size = search->run->size};
    return walk->end != WALK_NOWHERE && distance(search->run, walk->x, search->n) <= most &&
           take_walk(&point, walk, search->steepest) && take_point(search->found, &point, walk->h);
}

/* Would the walk's last step still lower the loss by some part of what it has fallen? Then numbers
 * are too coarse there, as next to a pole. */
static bool is_coarse(const struct search *search)
{
    double promised = fabs(linear_slope(search->walk.g, search->walk.step, search->n));
    return !search->small && promised > 1e-6 * fabs(search->run->fallen) &&
           promised > 0x1p-40 * fabs(search->walk.f);
}

static bool look_where_newton_leads(struct search *search)
{
    if (is_coarse(search))
        return false;
    double near = search->walk.end == WALK_FAST ? near_by : next_door;
    return take_arrival(search, search->small ? near : reached);
}

/* The point next to the run's that is at rest in the directions that are curved beside the
 * steepest, in sizes; the others are open. Newton's method would go on along a valley's floor. */
static bool look_across(struct search *search)
{
    int n = search->n;
    const double *size = search->run->size;
    double h[PARAMETERS_MAX * PARAMETERS_MAX];
    struct singular_point point = {.function = search->function, .n = n, .size = size};
    memcpy(point.x, search->run->x, (size_t)n * sizeof *point.x);
    if (!search->small || !curvature_across(&point, search->h) || !settle_across(&point, point.x) ||
        !(distance(search->run, point.x, n) <= a_while))
        return false;
    point.f = regularised_hessian(search->function, point.x, point.g, h);
    return take_point(search->found, &point, h);
}

/* On the way that the run has come, or on Newton's where that leads down; and where the slope is
 * small, straight downhill. */
static bool look_for_fall(struct search *search)
{
    const struct whereabouts *run = search->run;
    const struct walk *walk = &search->walk;
    struct falling *falling = &search->found->falling;
    bool lower = walk->f <= search->found->loss;
    double onward[PARAMETERS_MAX];
    vector_subtract(onward, run->x, run->start, search->n);
    if (is_drowned(search))
        return false;
    bool falls =
        falls_along(falling, search->function, run->x, onward, run->size) ||
        (lower && falls_along(falling, search->function, walk->x, walk->step, run->size)) ||
        (search->small && lower &&
         falls_along(falling, search->function, walk->x, walk->down, run->size)) ||
        (search->small && falls_downhill(falling, search->function, run->x, search->g, run->size));
    if (falls)
        search->found->kind = POINT_FALLS;
    return falls;
}

static bool look_further(struct search *search)
{
    return search->small && take_arrival(search, a_while);
}

/* Is there hardly more curvature than slope? Else the run is at rest across a valley, whose floor
 * goes on. */
static bool look_for_plain(struct search *search)
{
    static const double hardly = 1000;
    double curvature = curvature_steepness(search->run->size, search->h, search->n);
    bool plain = search->small && (curvature <= hardly * search->slope || curvature == 0);
    if (plain)
        search->found->kind = POINT_PLAIN;
    return plain;
}

void stationary_find(struct stationary *found, struct regularised *function,
                     const struct whereabouts *run, bool small)
{
    static bool (*const looks[])(struct search *) = {
        look_for_break,          look_for_edge, look_out_of_sight, look_for_break_ahead,
        look_where_newton_leads, look_across,   look_for_fall,     look_further,
        look_for_plain,
    };
    struct search search = {.found = found,
                            .function = function,
                            .run = run,
                            .small = small,
                            .n = function->objective->n};
    bool done = false;
    begin(&search);
    for (size_t i = 0; i < sizeof looks / sizeof *looks && !done; i++)
        done = looks[i](&search);
    if (found->directions == UNKNOWN) /* those at the run's point */
        take_eigenvalues(found, function, search.h);
    found->level = found->kind == POINT_PLAIN && search.slope == 0 &&
                   curvature_steepness(run->size, search.h, search.n) == 0;
}
