#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "run/watch.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/rows.h"
#include "problem/objective.h"
#include "run/stepper.h"

/* What is remembered of a slot; then its anchor[n] and its place[n]. */
enum watch_row {
    ROW_SMALL,  /* a gradient whose square is above this is not small */
    ROW_LOWEST, /* as in criteria_state, as is what follows */
    ROW_HIGHEST,
    ROW_EXCURSION,
    ROW_LEVEL,
    ROW_LEVEL_STEP,
    ROW_PLACE_STEP,
    ROW_ANCHOR
};

/* --- room --- */

static size_t rows_of(int n)
{
    return ROW_ANCHOR + 2 * (size_t)n;
}

/* The last step that any run makes: that of a cap of steps or evaluations. */
static long last_step(const struct stepper *stepper, long a_step)
{
    const struct criteria *made = &stepper->criteria;
    double steps = made->armed[CRITERION_STEPS] ? made->value[CRITERION_STEPS] : DBL_MAX;
    double evaluations =
        made->armed[CRITERION_EVALUATIONS] ? made->value[CRITERION_EVALUATIONS] : DBL_MAX;
    double paid = ceil((evaluations - 1) / (double)a_step);
    double last = fmin(steps, paid);
    return last < 1e18 ? (long)last : (long)1e18;
}

bool watch_init(struct watch *watch, const struct stepper *stepper, size_t slots)
{
    *watch = (struct watch){.stepper = stepper, .n = stepper->n, .slots = slots};
    watch->evaluations = stepper_evaluations(stepper);
    watch->hessians = stepper_hessians(stepper);
    watch->last = last_step(stepper, watch->evaluations);
    watch->of = malloc((slots + 1) * sizeof *watch->of);
    watch->run = malloc((slots + 1) * sizeof *watch->run);
    watch->gone = malloc((slots + 1) * sizeof *watch->gone);
    watch->rows = malloc((rows_of(watch->n) * slots + 1) * sizeof *watch->rows);
    return watch->of && watch->run && watch->gone && watch->rows;
}

void watch_release(struct watch *watch)
{
    free(watch->of);
    free(watch->run);
    free(watch->gone);
    free(watch->rows);
    *watch = (struct watch){0};
}

static double *row_of(const struct watch *watch, size_t row, size_t slot)
{
    return watch->rows + row * watch->slots + slot;
}

static double *anchor_row(const struct watch *watch, int i, size_t slot)
{
    return row_of(watch, ROW_ANCHOR + (size_t)i, slot);
}

static double *place_row(const struct watch *watch, int i, size_t slot)
{
    return row_of(watch, ROW_ANCHOR + (size_t)(watch->n + i), slot);
}

void watch_move(struct watch *watch, size_t to, size_t from)
{
    for (size_t row = 0; row < rows_of(watch->n); row++)
        *row_of(watch, row, to) = *row_of(watch, row, from);
    watch->run[to] = watch->run[from];
    watch->gone[to] = watch->gone[from];
}

/* --- a look at a slot --- */

/* A square that is a little larger than that of the threshold; and no smaller than those whose root
 * is not the norm (stepper_norm). */
static double square_threshold(const struct criteria *made, double small)
{
    return made->armed[CRITERION_GRAD] ? fmax(small * small * (1 + 1e-9), 1e-279) : -1;
}

static void fill_slot(struct watch *watch, size_t slot, const struct watched *of)
{
    *row_of(watch, ROW_SMALL, slot) = square_threshold(&watch->stepper->criteria, of->scale.small);
    *row_of(watch, ROW_EXCURSION, slot) = 0;
    *row_of(watch, ROW_LEVEL, slot) = of->now.loss;
    *row_of(watch, ROW_LEVEL_STEP, slot) = *row_of(watch, ROW_PLACE_STEP, slot) = 0;
    for (int i = 0; i < watch->n; i++)
        *anchor_row(watch, i, slot) = *place_row(watch, i, slot) = of->now.x[i];
}

/* Where the run of a lane stands; its gradient is settled. */
static void read_lane(const struct watch *watch, const struct watch_block *block, size_t lane,
                      struct watched *of)
{
    struct sample *now = &of->now;
    now->step = block->step;
    now->loss = block->loss[lane];
    now->evaluations = 1 + block->step * watch->evaluations;
    now->hessians = block->step * watch->hessians;
    of->before = block->before[lane];
    for (int i = 0; i < watch->n; i++) {
        now->x[i] = block->x[(size_t)i * block->width + lane];
        of->gradient[i] = block->g[(size_t)i * block->width + lane];
    }
    if (!isfinite(now->loss)) {
        objective_settle(now->loss, of->gradient, NULL, watch->n);
        for (int i = 0; i < watch->n; i++)
            block->g[(size_t)i * block->width + lane] = of->gradient[i];
    }
    now->grad_norm = stepper_norm(watch->stepper, now->x, of->gradient);
}

static unsigned bit(enum criterion_id id, bool holds)
{
    return (unsigned)holds << id;
}

static bool has_stayed(double since, long step, const struct criteria *made)
{
    return (double)step - since >= (double)made->window;
}

static bool comes_back(const struct watch *watch, struct watched *of, size_t slot, double square)
{
    double excursion = *row_of(watch, ROW_EXCURSION, slot);
    double tolerance = watch->stepper->criteria.value[CRITERION_CYCLE];
    return square <= tolerance * tolerance * excursion &&
           criteria_comes_back(&of->returns, of->now.x, watch->n, of->now.step, excursion);
}

/* The criteria that hold, among them all of those that are armed. */
static unsigned find_holding(const struct watch *watch, struct watched *of, size_t slot,
                             double square)
{
    const struct criteria *made = &watch->stepper->criteria;
    const struct sample *now = &of->now;
    const double *value = made->value;
    int away = criteria_runaway(&of->scale, made, now, watch->n, square);
    return (away < 0 ? 0 : bit((enum criterion_id)away, true)) |
           bit(CRITERION_GRAD, now->grad_norm <= of->scale.small) |
           bit(CRITERION_PLATEAU,
               has_stayed(*row_of(watch, ROW_LEVEL_STEP, slot), now->step, made)) |
           bit(CRITERION_PARAMS,
               has_stayed(*row_of(watch, ROW_PLACE_STEP, slot), now->step, made)) |
           bit(CRITERION_LOSS, now->loss <= value[CRITERION_LOSS]) |
           bit(CRITERION_CYCLE, comes_back(watch, of, slot, square)) |
           bit(CRITERION_EVALUATIONS, (double)now->evaluations >= value[CRITERION_EVALUATIONS]) |
           bit(CRITERION_STEPS, (double)now->step >= value[CRITERION_STEPS]);
}

/* The range of losses in which nothing runs away; after the end nothing matters any more. */
static void set_range(struct watch *watch, size_t slot, const struct watched *of)
{
    watch->gone[slot] = of->criterion >= 0;
    *row_of(watch, ROW_LOWEST, slot) = watch->gone[slot] ? -INFINITY : of->scale.lowest;
    *row_of(watch, ROW_HIGHEST, slot) = watch->gone[slot] ? INFINITY : of->scale.highest;
    if (watch->gone[slot])
        *row_of(watch, ROW_SMALL, slot) = -1;
}

/* Returns whether the run ends. */
static bool look_closely(struct watch *watch, const struct watch_block *block, size_t lane,
                         double square)
{
    size_t slot = block->first + lane;
    struct watched *of = &watch->of[watch->run[slot]];
    if (watch->gone[slot])
        return false;
    read_lane(watch, block, lane, of);
    of->criterion =
        criteria_ending(&watch->stepper->criteria, find_holding(watch, of, slot, square));
    set_range(watch, slot, of);
    watch->ended += watch->gone[slot];
    return watch->gone[slot];
}

static bool begin_run(struct watch *watch, const struct watch_block *block, size_t lane)
{
    size_t slot = block->first + lane;
    struct watched *of = &watch->of[slot];
    *of = (struct watched){.now.epoch = -1};
    watch->run[slot] = slot;
    watch->gone[slot] = false;
    read_lane(watch, block, lane, of);
    criteria_measure(&of->scale, &watch->stepper->criteria, &of->now, watch->n);
    fill_slot(watch, slot, of);
    return look_closely(watch, block, lane, 0);
}

size_t watch_begin(struct watch *watch, const struct watch_block *block)
{
    size_t ended = 0;
    for (size_t lane = 0; lane < block->count; lane++)
        ended += begin_run(watch, block, lane);
    return ended;
}

/* --- a look at a block --- */

enum { GROUP = 32 /* lanes that are looked for together */ };

/* Scratch rows of a block. */
struct look {
    double square[WATCH_LANES], distance[WATCH_LANES];
    int64_t moved[WATCH_LANES]; /* is a parameter no longer near its place? */
    int64_t odd[WATCH_LANES];   /* is a closer look wanted? */
};

/* Squares of the gradients, and of the distances from the anchors: of the first parameter, and of
 * those behind it in addition. */
ROWS_CLONES
static void add_squares(const double *restrict x, const double *restrict g,
                        const double *restrict anchor, double l2, bool first, size_t count,
                        struct look *restrict look)
{
    for (size_t k = 0; k < count; k++) {
        double slope = l2 > 0 ? g[k] + l2 * x[k] : g[k], away = x[k] - anchor[k];
        look->square[k] = (first ? 0 : look->square[k]) + slope * slope;
        look->distance[k] = (first ? 0 : look->distance[k]) + away * away;
    }
}

/* What is out of the ordinary: beyond these. */
struct bounds {
    const double *lowest, *highest, *small; /* rows */
    double target;                          /* loss */
    double nearly; /* this part of the excursion, as squares, is a return */
};

/* Notes excursions, and what is out of the ordinary. */
ROWS_CLONES
static void find_odd(const double *restrict loss, const struct bounds *bounds,
                     double *restrict excursion, size_t count, struct look *restrict look)
{
    const double *restrict lowest = bounds->lowest, *restrict highest = bounds->highest;
    const double *restrict small = bounds->small;
    double target = bounds->target, nearly = bounds->nearly;
    for (size_t k = 0; k < count; k++) {
        double distance = look->distance[k], square = look->square[k];
        double most = distance > excursion[k] ? distance : excursion[k];
        bool plain = (loss[k] >= lowest[k]) & (loss[k] <= highest[k]) & (loss[k] > target) &
                     (square > small[k]) & (square < 1e280) & (distance <= DBL_MAX) &
                     ((distance > nearly * most) | (most == 0));
        excursion[k] = most;
        look->odd[k] = plain ? 0 : -1;
    }
}

/* Notes levels, and which losses have stayed on theirs for a window. */
ROWS_CLONES
static void find_level(const double *restrict loss, double *restrict level, double *restrict since,
                       const struct criteria *made, double step, size_t count,
                       struct look *restrict look)
{
    double tolerance = made->value[CRITERION_PLATEAU], window = (double)made->window;
    for (size_t k = 0; k < count; k++) {
        bool stays = fabs(loss[k] - level[k]) <= tolerance * (1 + fabs(loss[k]));
        level[k] = stays ? level[k] : loss[k];
        since[k] = stays ? since[k] : step;
        look->odd[k] |= step - since[k] >= window ? -1 : 0;
    }
}

ROWS_CLONES
static void find_moved(const double *restrict x, const double *restrict place, double tolerance,
                       bool first, size_t count, struct look *restrict look)
{
    for (size_t k = 0; k < count; k++) {
        bool stays = fabs(x[k] - place[k]) <= tolerance * (1 + fabs(x[k]));
        look->moved[k] = (first ? 0 : look->moved[k]) | (stays ? 0 : -1);
    }
}

ROWS_CLONES
static void take_moved(const double *restrict x, double *restrict place, size_t count,
                       const struct look *restrict look)
{
    for (size_t k = 0; k < count; k++)
        place[k] = look->moved[k] ? x[k] : place[k];
}

ROWS_CLONES
static void find_resting(double *restrict since, double step, double window, size_t count,
                         struct look *restrict look)
{
    for (size_t k = 0; k < count; k++) {
        since[k] = look->moved[k] ? step : since[k];
        look->odd[k] |= step - since[k] >= window ? -1 : 0;
    }
}

/* Is one of these lanes odd? */
ROWS_CLONES
static bool any_odd(const struct look *look, size_t from, size_t to)
{
    int64_t any = 0;
    for (size_t k = from; k < to; k++)
        any |= look->odd[k];
    return any;
}

static void look_for_rest(struct watch *watch, const struct watch_block *block, struct look *look)
{
    const struct criteria *made = &watch->stepper->criteria;
    const double *x = block->x;
    for (int i = 0; i < watch->n; i++, x += block->width)
        find_moved(x, place_row(watch, i, block->first), made->value[CRITERION_PARAMS], i == 0,
                   block->count, look);
    x = block->x;
    for (int i = 0; i < watch->n; i++, x += block->width)
        take_moved(x, place_row(watch, i, block->first), block->count, look);
    find_resting(row_of(watch, ROW_PLACE_STEP, block->first), (double)block->step,
                 (double)made->window, block->count, look);
}

static void look_at_rows(struct watch *watch, const struct watch_block *block, struct look *look)
{
    const struct criteria *made = &watch->stepper->criteria;
    size_t slot = block->first;
    double cycle = made->value[CRITERION_CYCLE];
    const struct bounds bounds = {
        .lowest = row_of(watch, ROW_LOWEST, slot),
        .highest = row_of(watch, ROW_HIGHEST, slot),
        .small = row_of(watch, ROW_SMALL, slot),
        .target = made->armed[CRITERION_LOSS] ? made->value[CRITERION_LOSS] : -INFINITY,
        .nearly = made->armed[CRITERION_CYCLE] ? cycle * cycle : -1,
    };
    for (int i = 0; i < watch->n; i++)
        add_squares(block->x + (size_t)i * block->width, block->g + (size_t)i * block->width,
                    anchor_row(watch, i, slot), watch->stepper->l2, i == 0, block->count, look);
    find_odd(block->loss, &bounds, row_of(watch, ROW_EXCURSION, slot), block->count, look);
    if (made->armed[CRITERION_PLATEAU])
        find_level(block->loss, row_of(watch, ROW_LEVEL, slot), row_of(watch, ROW_LEVEL_STEP, slot),
                   made, (double)block->step, block->count, look);
    if (made->armed[CRITERION_PARAMS])
        look_for_rest(watch, block, look);
}

/* The anchor moves on at the powers of two. */
static void move_anchor(struct watch *watch, const struct watch_block *block)
{
    size_t size = block->count * sizeof(double), slot = block->first;
    if (block->step & (block->step - 1))
        return;
    for (int i = 0; i < watch->n; i++)
        memcpy(anchor_row(watch, i, slot), block->x + (size_t)i * block->width, size);
    memset(row_of(watch, ROW_EXCURSION, slot), 0, size);
}

size_t watch_look(struct watch *watch, const struct watch_block *block)
{
    struct look look;
    size_t ended = 0;
    bool all = block->step >= watch->last;
    look_at_rows(watch, block, &look);
    for (size_t from = 0; from < block->count; from += GROUP) {
        size_t to = block->count - from < GROUP ? block->count : from + GROUP;
        if (!all && !any_odd(&look, from, to))
            continue;
        for (size_t lane = from; lane < to; lane++)
            if (all || look.odd[lane])
                ended += look_closely(watch, block, lane, look.distance[lane]);
    }
    move_anchor(watch, block);
    return ended;
}
