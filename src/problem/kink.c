#include "problem/kink.h"

#include <math.h>
#include <string.h>

#include "base/vector.h"
#include "problem/hull.h"
#include "problem/objective.h"

/* --- which switches --- */

/* A switch of a row that is within reach, and how near: 0 where x is on it, up to 1. */
struct zero {
    size_t row, index;
    double near;
    double multiplicity; /* of its zero, see find_multiplicity */
};

struct zero_search {
    struct objective *objective;
    const double *reach; /* [n]; NULL: all 0 */
    int n, count;
    struct zero zero[KINK_MOST]; /* [count], the nearest first */
};

static void insert(struct zero_search *search, const struct zero *zero)
{
    int i = search->count < KINK_MOST ? search->count++ : KINK_MOST - 1;
    if (i == KINK_MOST - 1 && search->zero[i].near <= zero->near && search->count > i)
        return;
    for (; i > 0 && search->zero[i - 1].near > zero->near; i--)
        search->zero[i] = search->zero[i - 1];
    search->zero[i] = *zero;
}

/* The slope of switch `index` by parameter i, at a point of the block. */
static double slope_at(const struct evaluator *block, int n, size_t index, int i, size_t point)
{
    size_t switches = block->program->outputs / (size_t)(n + 1);
    return evaluator_output(block, switches + index * (size_t)n + (size_t)i)[point];
}

static void look_at(struct zero_search *search, const struct evaluator *block, size_t index,
                    size_t first, size_t point)
{
    double s = fabs(evaluator_output(block, index)[point]), reach = 0;
    for (int i = 0; s != 0 && search->reach && i < search->n; i++)
        if (search->reach[i] > 0)
            reach += fabs(slope_at(block, search->n, index, i, point)) * search->reach[i];
    if (s == 0 || s <= reach)
        insert(search, &(struct zero){first + point, index, s == 0 ? 0 : s / reach, 1});
}

static void look_at_block(void *context, const struct evaluator *block, size_t first, size_t points)
{
    struct zero_search *search = context;
    size_t switches = block->program->outputs / (size_t)(search->n + 1);
    for (size_t index = 0; index < switches; index++)
        for (size_t point = 0; point < points; point++)
            look_at(search, block, index, first, point);
}

/* --- the point on them --- */

/* s and its gradient ds[n] at x. */
static double switch_value(const struct zero_search *search, const struct zero *zero,
                           const double *x, double *ds)
{
    const struct evaluator *evaluator = objective_switching_row(search->objective, x, zero->row);
    for (int i = 0; i < search->n; i++)
        ds[i] = slope_at(evaluator, search->n, zero->index, i, 0);
    return *evaluator_output(evaluator, zero->index);
}

/* Divides a[n] by its length, which is returned; leaves 0 and what is not finite. */
static double normalise(double *a, int n)
{
    double length = linear_norm(a, n);
    for (int i = 0; length > 0 && isfinite(length) && i < n; i++)
        a[i] /= length;
    return length;
}

/* The gradient in units of the reach, of length 1; returns s in these units; NaN where there is
 * no gradient. */
static double scaled_switch(const struct zero_search *search, const struct zero *zero,
                            const double *x, double *ds)
{
    double s = switch_value(search, zero, x, ds);
    for (int i = 0; i < search->n; i++)
        ds[i] = search->reach[i] > 0 ? ds[i] * search->reach[i] : 0;
    double length = normalise(ds, search->n);
    return length > 0 && isfinite(length) ? s / length : NAN;
}

/* x^2 + y^2 has a double zero: Newton's step is half as long as the way. Of a step once, twice and
 * four times as long, which leads nearest to the zero? */
static void find_multiplicity(const struct zero_search *search, struct zero *zero, const double *x)
{
    double ds[PARAMETERS_MAX], there[PARAMETERS_MAX], unused[PARAMETERS_MAX], least = INFINITY;
    double s = scaled_switch(search, zero, x, ds);
    for (int m = 1; s != 0 && m <= 4; m *= 2) {
        for (int i = 0; i < search->n; i++)
            there[i] = x[i] - m * s * ds[i] * search->reach[i];
        double left = fabs(switch_value(search, zero, there, unused));
        if (left < least / 4) {
            least = left;
            zero->multiplicity = m;
        }
    }
}

/* A step from x onto all switches, the shortest in units of the reach, to first order. A switch
 * whose normal depends on those of nearer ones is left out. Gram and Schmidt's base of the
 * normals. */
static void step_onto(const struct zero_search *search, const double *x, double *step)
{
    double base[PARAMETERS_MAX][PARAMETERS_MAX], along[PARAMETERS_MAX];
    int count = 0, n = search->n;
    memset(step, 0, (size_t)n * sizeof *step);
    for (int k = 0; k < search->count && count < n; k++) {
        double *normal = base[count];
        double s = scaled_switch(search, &search->zero[k], x, normal);
        double way = -s * search->zero[k].multiplicity;
        for (int j = 0; j < count; j++) {
            double part = vector_dot(normal, base[j], n);
            way -= part * along[j];
            for (int i = 0; i < n; i++)
                normal[i] -= part * base[j][i];
        }
        double rest = normalise(normal, n);
        if (!(rest > 1e-6) || isnan(way))
            continue;
        along[count++] = way / rest;
        for (int i = 0; i < n; i++)
            step[i] += along[count - 1] * normal[i];
    }
}

/* Moves at[n] from x onto all switches. Returns false where the way is longer than some reaches. */
static bool move_onto_all(struct zero_search *search, const double *x, double *at)
{
    enum { STEPS = 20 };
    static const double some = 4;
    double step[PARAMETERS_MAX], before = INFINITY;
    memcpy(at, x, (size_t)search->n * sizeof *at);
    for (int k = 0; k < STEPS; k++) {
        step_onto(search, at, step);
        double length = linear_norm(step, search->n);
        if (!(length > 0 && length < before)) /* there, or at the limit of rounding */
            break;
        before = length;
        for (int i = 0; i < search->n; i++)
            at[i] += search->reach[i] > 0 ? step[i] * search->reach[i] : 0;
    }
    for (int i = 0; i < search->n; i++)
        if (!(fabs(at[i] - x[i]) <= some * search->reach[i]))
            return false;
    return true;
}

/* Moves at[n] onto the switches that are within reach of x: onto all, else onto the nearest. */
static void move_onto(struct zero_search *search, const double *x, double *at)
{
    for (int k = 0; k < search->count; k++)
        find_multiplicity(search, &search->zero[k], x);
    if (move_onto_all(search, x, at))
        return;
    search->count = 1;
    if (!move_onto_all(search, x, at))
        search->count = 0;
}

/* Forgets the switches that do not pass through at[n]. */
static void keep_passing(struct zero_search *search, const double *at)
{
    double ds[PARAMETERS_MAX];
    int kept = 0;
    for (int k = 0; k < search->count; k++) {
        double s = switch_value(search, &search->zero[k], at, ds), rounding = 0;
        for (int i = 0; i < search->n; i++)
            rounding += fabs(ds[i]) * fmax(search->reach[i], fabs(at[i]) * 0x1p-10) * 0x1p-30;
        if (s == 0 || fabs(s) <= rounding)
            search->zero[kept++] = search->zero[k];
    }
    search->count = kept;
}

/* --- from the sides --- */

enum {
    MOST_QUANTITIES = 1 + PARAMETERS_MAX + PARAMETERS_MAX * PARAMETERS_MAX, /* f, g[n], h[n*n] */
    MOST_NORMALS = 6,
    PAIRS = 8, /* of fixed directions and their opposites */
    MOST_SIDES = 2 * (MOST_NORMALS + PAIRS),
    DISTANCES = 3
};
_Static_assert((int)MOST_SIDES <= HULL_MOST && (int)MOST_NORMALS <= KINK_MOST,
               "a slope of each side");

/* From side to side: f, g[n] and, where wanted, h[n*n], at the three distances, in units of the
 * scale: so that all slopes can be compared, and all curvatures. */
struct survey {
    struct objective *objective;
    int n, quantities, sides;
    double scale[PARAMETERS_MAX];
    double q[MOST_SIDES][DISTANCES][MOST_QUANTITIES];
    double rounding[3]; /* of f, of slopes, of curvatures */
    bool outside;       /* of the domain on some side */
};

static const double distance[DISTANCES] = {0x1p-18, 0x1p-30, 0x1p-42};

/* The limit of a quantity in its own units. */
struct limit {
    double value;
    double doubt; /* how far it may be off */
    bool agreed;  /* by all sides */
};

/* The unit of quantity j. */
static double unit_of(const struct survey *survey, int j)
{
    int n = survey->n, i = j - 1 - n;
    if (j == 0)
        return 1;
    return i < 0 ? 1 / survey->scale[j - 1] : 1 / (survey->scale[i / n] * survey->scale[i % n]);
}

static void look_along(struct survey *survey, const double *at, const double *direction)
{
    int n = survey->n;
    double x[PARAMETERS_MAX];
    for (int k = 0; k < DISTANCES; k++) {
        double *q = survey->q[survey->sides][k];
        for (int i = 0; i < n; i++)
            x[i] = at[i] + distance[k] * survey->scale[i] * direction[i];
        q[0] = survey->quantities > 1 + n
                   ? objective_hessian(survey->objective, x, q + 1, q + 1 + n)
                   : objective_gradient(survey->objective, x, q + 1);
        for (int j = 1; j < survey->quantities; j++)
            q[j] /= unit_of(survey, j);
        if (isnan(q[0])) {
            survey->outside = true;
            return;
        }
    }
    survey->sides++;
}

static void look_both_ways(struct survey *survey, const double *at, double *direction)
{
    if (!(normalise(direction, survey->n) > 0))
        return;
    look_along(survey, at, direction);
    for (int i = 0; i < survey->n; i++)
        direction[i] = -direction[i];
    look_along(survey, at, direction);
}

/* A direction that is special to no formula; the first pairs have all combinations of signs. */
static void fixed_direction(int pair, int n, double *direction)
{
    static const double golden = 0.6180339887498949;
    for (int i = 0; i < n; i++) {
        double part = (pair + 1) * (i + 1) * golden;
        double size = 0.25 + 0.75 * (part - floor(part));
        direction[i] = pair >> i % 3 & 1 ? -size : size;
    }
}

/* Is it f, a slope or a curvature? */
static int order_of(const struct survey *survey, int j)
{
    return j == 0 ? 0 : j <= survey->n ? 1 : 2;
}

/* What is rounding: of the size of all of an order, and of the size that their change over the
 * coordinates' own has, but where it grows without limit. */
static void find_rounding(struct survey *survey)
{
    memset(survey->rounding, 0, sizeof survey->rounding);
    for (int side = 0; side < survey->sides; side++)
        for (int j = 0; j < survey->quantities; j++) {
            double a = survey->q[side][0][j], b = survey->q[side][1][j], c = survey->q[side][2][j];
            double change = fabs(c - b) < fabs(b - a) ? fabs(b - a) / distance[0] : 0;
            double size = fmax(fabs(b), fabs(c)) + change;
            double *rounding = &survey->rounding[order_of(survey, j)];
            if (isfinite(size))
                *rounding = fmax(*rounding, size * 0x1p-46);
        }
}

static void look_around(struct survey *survey, const struct zero_search *search, const double *at,
                        const double *scale, bool curvature)
{
    double direction[PARAMETERS_MAX];
    int n = search->n;
    survey->objective = search->objective;
    survey->n = n;
    survey->quantities = 1 + n + (curvature ? n * n : 0);
    survey->sides = 0;
    survey->outside = false;
    memcpy(survey->scale, scale, (size_t)n * sizeof *scale);
    for (int k = 0; k < search->count && k < MOST_NORMALS; k++) {
        switch_value(search, &search->zero[k], at, direction);
        for (int i = 0; i < n; i++)
            direction[i] *= scale[i];
        look_both_ways(survey, at, direction);
    }
    for (int pair = 0; pair < (n == 1 ? 1 : PAIRS); pair++) {
        fixed_direction(pair, n, direction);
        look_both_ways(survey, at, direction);
    }
    find_rounding(survey);
}

/* The limit along one side: what changes by the same factor from distance to distance, as every
 * power of it does, is extrapolated. Returns false where there is none. */
static bool limit_along(const struct survey *survey, int side, int j, struct limit *limit)
{
    double rounding = survey->rounding[order_of(survey, j)];
    double a = survey->q[side][0][j], b = survey->q[side][1][j], c = survey->q[side][2][j];
    double first = b - a, second = c - b;
    *limit = (struct limit){c, rounding, isfinite(c)};
    if (fabs(second) <= rounding || !isfinite(c))
        return isfinite(c);
    if (!(fabs(second) < 0.75 * fabs(first)))
        return false;
    double rest = second * second / (first - second);
    limit->value = c + rest;
    limit->doubt = fabs(rest) + rounding;
    return true;
}

static struct limit limit_of(const struct survey *survey, int j)
{
    double least = INFINITY, most = -INFINITY, sum = 0, doubt = 0, unit = unit_of(survey, j);
    for (int side = 0; side < survey->sides; side++) {
        struct limit along;
        if (!limit_along(survey, side, j, &along))
            return (struct limit){NAN, 0, false};
        least = fmin(least, along.value);
        most = fmax(most, along.value);
        doubt = fmax(doubt, along.doubt);
        sum += along.value;
    }
    return (struct limit){unit * sum / survey->sides, unit * 4 * doubt, most - least <= 4 * doubt};
}

/* --- what it is --- */

static enum kink_kind kind_of(const struct survey *survey, double f)
{
    struct limit value = limit_of(survey, 0);
    if (survey->sides == 0 || !isfinite(f) || isnan(value.value))
        return KINK_EDGE;
    if (!value.agreed || fabs(f - value.value) > value.doubt)
        return KINK_JUMP;
    if (survey->outside)
        return KINK_EDGE;
    for (int i = 0; i < survey->n; i++)
        if (!limit_of(survey, 1 + i).agreed)
            return KINK_SLOPES;
    return KINK_CANCELS;
}

static void fill_normals(struct kink *kink, const struct zero_search *search)
{
    kink->count = search->count;
    for (int k = 0; k < search->count; k++) {
        switch_value(search, &search->zero[k], kink->at, kink->normal[k]);
        if (!isfinite(normalise(kink->normal[k], search->n)))
            memset(kink->normal[k], 0, sizeof kink->normal[k]);
    }
}

/* The opposite of the shortest slope that the slopes of all sides combine to. */
static void find_downhill(struct kink *kink, const struct survey *survey)
{
    int n = survey->n, count = 0;
    double slopes[MOST_SIDES * PARAMETERS_MAX];
    for (int side = 0; side < survey->sides; side++) {
        memcpy(slopes + count * n, survey->q[side][DISTANCES - 1] + 1, (size_t)n * sizeof *slopes);
        count += isfinite(linear_norm(slopes + count * n, n));
    }
    if (count == 0)
        return;
    hull_nearest(slopes, count, n, kink->downhill);
    for (int i = 0; i < n; i++)
        kink->downhill[i] *= -survey->scale[i];
}

/* What "near" means for a coordinate: its own size, or the reach; where both are 0 there is nothing
 * to go by, nor to lose digits against. */
static void scale_of(const struct zero_search *search, const double *at, double *scale)
{
    for (int i = 0; i < search->n; i++) {
        scale[i] = fmax(fabs(at[i]), search->reach ? search->reach[i] : 0);
        if (scale[i] == 0)
            scale[i] = 1;
    }
}

void kink_at(struct kink *kink, struct objective *objective, const double *x, const double *reach)
{
    struct zero_search search = {.objective = objective, .reach = reach, .n = objective->n};
    struct survey survey;
    double scale[PARAMETERS_MAX];
    kink->kind = KINK_NONE;
    kink->count = 0;
    memset(kink->downhill, 0, sizeof kink->downhill);
    memcpy(kink->at, x, (size_t)search.n * sizeof *x);
    objective_switching(objective, x, look_at_block, &search);
    if (search.count == 0)
        return;
    move_onto(&search, x, kink->at);
    keep_passing(&search, kink->at);
    if (search.count == 0) {
        memcpy(kink->at, x, (size_t)search.n * sizeof *x);
        return;
    }
    fill_normals(kink, &search);
    scale_of(&search, kink->at, scale);
    look_around(&survey, &search, kink->at, scale, false);
    kink->kind = kind_of(&survey, objective_value(objective, kink->at));
    if (kink->kind == KINK_SLOPES)
        find_downhill(kink, &survey);
}

/* Where all sides agree on another value than the one at the point itself. */
static double corrected(double value, const struct limit *limit)
{
    return limit->agreed && !(fabs(value - limit->value) <= limit->doubt) ? limit->value : value;
}

double kink_hessian(struct objective *objective, const double *x, double *g, double *h)
{
    struct zero_search search = {.objective = objective, .n = objective->n};
    struct survey survey;
    double scale[PARAMETERS_MAX];
    bool known[PARAMETERS_MAX];
    int n = search.n;
    double f = objective_hessian(objective, x, g, h);
    objective_switching(objective, x, look_at_block, &search);
    if (search.count == 0)
        return f;
    scale_of(&search, x, scale);
    look_around(&survey, &search, x, scale, true);
    bool jump = kind_of(&survey, f) == KINK_JUMP;
    for (int i = 0; i < n; i++) {
        struct limit slope = limit_of(&survey, 1 + i);
        known[i] = slope.agreed && !jump;
        g[i] = jump ? g[i] : corrected(g[i], &slope);
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            struct limit curve = limit_of(&survey, 1 + n + i * n + j);
            bool agreed = known[i] && known[j] && curve.agreed;
            h[i * n + j] = agreed ? corrected(h[i * n + j], &curve) : NAN;
        }
    return f;
}
