#include "run/criteria.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/linear.h"
#include "base/pairs.h"
#include "run/trajectory.h"

enum { DEFAULT_WINDOW = 20 };

static const double least_small = 1e-12; /* of the gradient at the start */
static const double below_rounding =
    1e-18;                         /* likewise: less can be had only where it tends to 0 exactly */
static const double far_off = 1e6; /* of the start's size, or the first step's */

/* Excursions below this, relative to the parameters, are rounding: no cycle. */
static const double least_excursion = 1e-10;

static const struct criterion rows[CRITERION_COUNT] = {
    [CRITERION_GRAD] =
        {
            .name = "grad",
            .value = 1e-6,
            .range = {.least = 0, .most = DBL_MAX},
            .meaning = "the gradient's norm is at most this, or this part of that at the start",
        },
    [CRITERION_PLATEAU] =
        {
            .name = "plateau",
            .value = 1e-9,
            .range = {.least = 0, .most = DBL_MAX},
            .has_window = true,
            .meaning = "over the window the loss changes by at most this, relative to 1 + |loss|",
        },
    [CRITERION_PARAMS] =
        {
            .name = "params",
            .value = 1e-9,
            .range = {.least = 0, .most = DBL_MAX},
            .has_window = true,
            .meaning =
                "over the window each parameter changes by at most this, relative to 1 + |x|",
        },
    [CRITERION_LOSS] =
        {
            .name = "loss",
            .value = -INFINITY,
            .range = {.least = -DBL_MAX, .most = DBL_MAX},
            .meaning = "the loss is at most this",
        },
    [CRITERION_CYCLE] =
        {
            .name = "cycle",
            .value = 1e-9,
            .range = {.least = 0, .most = 0.1},
            .meaning = "the path comes back to where it was, this close relative to its excursion",
        },
    [CRITERION_REST] =
        {
            .name = "rest",
            .value = 2,
            .range = {.least = 1, .most = 1e9, .whole = true},
            .meaning =
                "a method has stood still in so many steps on end: nothing lower found, or crept",
        },
    [CRITERION_DIVERGE] =
        {
            .name = "diverge",
            .value = 2e10,
            .range = {.least = 0, .most = DBL_MAX},
            .always = true,
            .meaning = "a value is not finite, or the loss is so many starting losses up",
        },
    [CRITERION_FALLS] =
        {
            .name = "falls",
            .value = 2e10,
            .range = {.least = 0, .most = DBL_MAX},
            .always = true,
            .meaning = "the loss is so many starting losses down, and the point far away",
        },
    [CRITERION_VALIDATION] =
        {
            .name = "validation",
            .value = INFINITY,
            .range = {.least = 1, .most = 1e9, .whole = true},
            .of_data = true,
            .meaning = "so many epochs without a new least validation loss; goes back to the best",
        },
    [CRITERION_EVALUATIONS] =
        {
            .name = "evaluations",
            .value = INFINITY,
            .range = {.least = 0, .most = 1e15, .whole = true},
            .meaning = "so many evaluations of the function have been made",
        },
    [CRITERION_EPOCHS] =
        {
            .name = "epochs",
            .value = INFINITY,
            .range = {.least = 0, .most = 1e15, .whole = true},
            .of_data = true,
            .meaning = "so many passes through the rows have been made",
        },
    [CRITERION_STEPS] =
        {
            .name = "steps",
            .value = INFINITY,
            .range = {.least = 0, .most = 1e15, .whole = true},
            .meaning = "so many steps have been made",
        },
};

const struct table criteria = TABLE("criterion", rows);

bool criterion_is_of_data(int id)
{
    return rows[id].of_data;
}

bool criterion_is_cap(int id)
{
    return id == CRITERION_EVALUATIONS || id == CRITERION_EPOCHS || id == CRITERION_STEPS;
}

/* --- which are armed --- */

void criteria_init(struct criteria *made)
{
    memset(made, 0, sizeof *made);
    made->window = DEFAULT_WINDOW;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        made->armed[i] = rows[i].always;
        made->value[i] = rows[i].value;
    }
}

static bool parse_window(struct criteria *made, const struct pair *pair, struct error *error)
{
    static const struct range range = {.least = CRITERIA_MIN_WINDOW, .most = CRITERIA_MAX_WINDOW};
    if (!pair->has_value || pair->value != floor(pair->value))
        return error_set(error, "window needs a whole number of steps");
    if (!range_check(&range, "window", pair->value, error))
        return false;
    made->window = (long)pair->value;
    return true;
}

static bool parse_threshold(struct criteria *made, const struct pair *pair, struct error *error)
{
    const struct criterion *row = table_need(&criteria, pair->name, error);
    if (!row)
        return false;
    size_t i = table_index(&criteria, row);
    if (!pair->has_value && !isfinite(row->value))
        return error_set(error, "%s needs a value: %s=VALUE", row->name, row->name);
    double value = pair->has_value ? pair->value : row->value;
    if (!range_check(&row->range, row->name, value, error))
        return false;
    made->armed[i] = true;
    made->value[i] = value;
    made->grad_given = made->grad_given || i == CRITERION_GRAD;
    return true;
}

static bool has_window(const struct criteria *made)
{
    for (int i = 0; i < CRITERION_COUNT; i++)
        if (made->armed[i] && rows[i].has_window)
            return true;
    return false;
}

bool criteria_parse(struct criteria *result, const char *list, struct error *error)
{
    struct criteria made = *result;
    bool window = false;
    do {
        struct pair pair;
        if (!pairs_next(&list, &pair, error))
            return false;
        bool is_window = strcmp(pair.name, "window") == 0;
        window = window || is_window;
        if (is_window ? !parse_window(&made, &pair, error) : !parse_threshold(&made, &pair, error))
            return false;
    } while (*list != '\0');
    if (window && !has_window(&made))
        return error_set(error, "window goes with plateau or params: plateau=VALUE,window=STEPS");
    *result = made;
    return true;
}

void criteria_list(const struct criteria *made, struct buffer *out)
{
    bool first = true;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (!made->armed[i] || (rows[i].always && made->value[i] == rows[i].value))
            continue;
        pairs_append(out, first, rows[i].name, made->value[i]);
        first = false;
    }
    if (has_window(made) && made->window != DEFAULT_WINDOW)
        pairs_append(out, first, "window", (double)made->window);
}

/* --- what they see --- */

static double small_gradient(const struct criteria *made, const struct criteria_origin *origin)
{
    double value = made->value[CRITERION_GRAD], at_start = origin->grad_norm;
    if (made->grad_given || !isfinite(at_start))
        return value;
    return fmax(value * fmin(1, at_start), least_small * at_start);
}

static void set_origin(struct criteria_scale *scale, const struct sample *now, int n)
{
    struct criteria_origin *origin = &scale->origin;
    *origin = (struct criteria_origin){.loss = now->loss, .grad_norm = now->grad_norm};
    memcpy(origin->x, now->x, (size_t)n * sizeof *now->x);
}

/* What no loss lies outside of but one that may have run away. Before the first step every one
 * does, as only that gives the scale. */
static void set_range(struct criteria_scale *scale, const struct criteria *made, long step)
{
    const struct criteria_origin *origin = &scale->origin;
    double size = fmax(fabs(origin->loss), fabs(origin->next_loss - origin->loss));
    scale->highest = step > 0 ? origin->loss + made->value[CRITERION_DIVERGE] * size : -INFINITY;
    scale->lowest = step > 0 ? origin->loss - made->value[CRITERION_FALLS] * size : INFINITY;
    scale->distance = -1;
}

static double distance_from(const double *from, const double *x, int n)
{
    double away[PARAMETERS_MAX];
    for (int i = 0; i < n; i++)
        away[i] = x[i] - from[i];
    return linear_norm(away, n);
}

static bool has_scale(const struct criteria_scale *scale)
{
    return scale->highest > scale->lowest;
}

/* Of the first step that changes the loss. */
static void note_first_move(struct criteria_scale *scale, const struct criteria *made,
                            const struct sample *now, int n)
{
    scale->origin.next_loss = now->loss;
    scale->origin.first_move = distance_from(scale->origin.x, now->x, n);
    set_range(scale, made, now->step);
}

/* Of a loss that is above `highest`: does it rise, while the point runs away? */
static bool rises_away(struct criteria_scale *scale, const struct sample *now, int n)
{
    double distance = distance_from(scale->origin.x, now->x, n);
    bool rises = now->loss > scale->highest && distance > scale->distance;
    scale->highest = now->loss;
    scale->distance = distance;
    return rises;
}

/* Of the point at the start, or of the first step if that was longer. */
static double start_size(const struct criteria_scale *scale, int n)
{
    return fmax(linear_norm(scale->origin.x, n), scale->origin.first_move);
}

static bool is_far(const struct criteria_scale *scale, const struct sample *now, int n)
{
    return distance_from(scale->origin.x, now->x, n) > far_off * start_size(scale, n);
}

/* The one of the two criteria of running away that holds, or -1. */
static int runaway(struct criteria_scale *scale, const struct criteria *made,
                   const struct sample *now, int n)
{
    bool finite =
        isfinite(now->loss) && isfinite(now->grad_norm) && isfinite(linear_norm(now->x, n));
    bool fallen = now->loss == -INFINITY || (has_scale(scale) && now->loss < scale->lowest);
    if (!finite)
        return fallen ? CRITERION_FALLS : CRITERION_DIVERGE;
    if (!has_scale(scale) && now->step > 0)
        note_first_move(scale, made, now, n);
    if (!has_scale(scale))
        return -1;
    if (now->loss > scale->highest && rises_away(scale, now, n))
        return CRITERION_DIVERGE;
    return now->loss < scale->lowest && is_far(scale, now, n) ? CRITERION_FALLS : -1;
}

/* The loss has stayed within the tolerance of one value for a window of steps. */
static bool on_plateau(struct criteria_state *state, const struct criteria *made, long step,
                       double loss)
{
    double tolerance = made->value[CRITERION_PLATEAU] * (1 + fabs(loss));
    if (!(fabs(loss - state->level) <= tolerance)) {
        state->level = loss;
        state->level_step = step;
    }
    return step - state->level_step >= made->window;
}

static void set_place(struct criteria_state *state, const struct sample *now, int n)
{
    for (int i = 0; i < n; i++)
        state->place[i] = now->x[i];
    state->place_step = now->step;
}

/* Each parameter has stayed within the tolerance of one value for a window of steps. */
static bool at_rest(struct criteria_state *state, const struct criteria *made,
                    const struct sample *now, int n)
{
    double value = made->value[CRITERION_PARAMS];
    for (int i = 0; i < n; i++)
        if (!(fabs(now->x[i] - state->place[i]) <= value * (1 + fabs(now->x[i])))) {
            set_place(state, now, n);
            break;
        }
    return now->step - state->place_step >= made->window;
}

static void set_creep(struct criteria_state *state, const struct sample *now, int n)
{
    memcpy(state->creep_x, now->x, (size_t)n * sizeof *now->x);
    state->creep_norm = now->grad_norm;
    state->creep_step = now->step;
}

bool criteria_creeps(struct criteria_state *state, const struct sample *now, int n)
{
    static const double hardly = 1e-9, nothing = 1e-20, less = 0.9;
    enum { CREEP_STEPS = 10 };
    double size = fmax(linear_norm(now->x, n), nothing / hardly * start_size(&state->scale, n));
    bool moves = !(distance_from(state->creep_x, now->x, n) <= hardly * size);
    if (moves || now->grad_norm < less * state->creep_norm)
        set_creep(state, now, n);
    return now->step - state->creep_step >= CREEP_STEPS;
}

static void set_anchor(struct criteria_state *state, long step, const double *x, int n)
{
    for (int i = 0; i < n; i++)
        state->anchor[i] = x[i];
    state->excursion = 0;
    state->returns.last = step;
    state->anchor_next = step < 1 ? 1 : 2 * step;
}

static bool is_real_excursion(double square, const double *x, int n)
{
    double size = 0;
    for (int i = 0; i < n; i++)
        if (fabs(x[i]) > size)
            size = fabs(x[i]);
    double least = least_excursion * (1 + size);
    return square > least * least && square <= DBL_MAX;
}

static void note_return(struct criteria_returns *returns, long step)
{
    long period = step - returns->last;
    returns->count = period == returns->period ? returns->count + 1 : 1;
    returns->period = period;
    returns->last = step;
}

/* The square of the distance from the anchor. */
static double excursion(const struct criteria_state *state, const double *x, int n)
{
    double square = 0;
    for (int i = 0; i < n; i++)
        square += (x[i] - state->anchor[i]) * (x[i] - state->anchor[i]);
    return square;
}

static bool is_cycling(struct criteria_state *state, const struct criteria *made, long step,
                       const double *x, int n, double square)
{
    struct criteria_returns *returns = &state->returns;
    if (square > state->excursion)
        state->excursion = square;
    double tolerance = made->value[CRITERION_CYCLE];
    if (square <= tolerance * tolerance * state->excursion &&
        is_real_excursion(state->excursion, x, n))
        note_return(returns, step);
    else if (step - returns->last > returns->period)
        returns->count = 0; /* broken off */
    if (step >= state->anchor_next)
        set_anchor(state, step, x, n);
    return returns->count >= 2 && returns->period > 1 && step - returns->last < returns->period;
}

/* Epochs count from the end of the one in which the least was met; NaN is never a new least. */
static bool without_progress(struct criteria_state *state, const struct criteria *made,
                             const struct sample *now)
{
    bool ends = now->epoch > state->epoch;
    if (now->validation < state->held_best) {
        state->held_best = now->validation;
        state->held_step = now->step;
        state->held_epoch = now->epoch + !ends;
    }
    state->epoch = now->epoch;
    return (double)(now->epoch - state->held_epoch) >= made->value[CRITERION_VALIDATION];
}

static unsigned bit(enum criterion_id id, bool holds)
{
    return (unsigned)holds << id;
}

/* What holds of those that have a meaning with data alone. */
static unsigned of_data(struct criteria_state *state, const struct criteria *made,
                        const struct sample *now)
{
    return bit(CRITERION_VALIDATION, without_progress(state, made, now)) |
           bit(CRITERION_EPOCHS, (double)now->epoch >= made->value[CRITERION_EPOCHS]);
}

static void note(struct criteria_state *state, enum criterion_id id, long step, bool holds)
{
    if (!holds) {
        state->since[id] = -1;
        return;
    }
    if (state->since[id] < 0)
        state->since[id] = step;
    if (state->first[id] < 0)
        state->first[id] = step;
}

int criteria_ending(const struct criteria *made, unsigned holding)
{
    for (int i = CRITERION_DIVERGE; i <= CRITERION_FALLS; i++)
        if (holding & bit(i, true))
            return i;
    for (int i = 0; i < CRITERION_COUNT; i++) /* the caps are the last rows */
        if (made->armed[i] && (holding & bit(i, true)))
            return i;
    return -1;
}

static void note_all(struct criteria_state *state, long step, unsigned holding)
{
    for (int i = 0; i < CRITERION_COUNT; i++)
        note(state, i, step, holding & bit(i, true));
    state->holding = holding;
}

/* Is the gradient small, and not yet as small as it soon will be? */
static bool goes_on(const struct criteria_state *state, const struct criteria *made,
                    const struct sample *now)
{
    return made->to_rounding && !made->grad_given &&
           now->grad_norm > below_rounding * state->scale.origin.grad_norm;
}

/* Everything but the origin begins at the point now. */
static void begin(struct criteria_state *state, const struct criteria *made,
                  const struct sample *now, int n)
{
    struct criteria_scale scale = {.origin = state->scale.origin};
    scale.small = small_gradient(made, &scale.origin);
    set_range(&scale, made, now->step);
    memset(state, 0, sizeof *state);
    state->scale = scale;
    state->ending = -1;
    for (int i = 0; i < CRITERION_COUNT; i++)
        state->first[i] = state->since[i] = -1;
    state->level = now->loss;
    state->level_step = now->step;
    set_place(state, now, n);
    set_anchor(state, now->step, now->x, n);
    set_creep(state, now, n);
    state->held_best = now->epoch < 0 || isnan(now->validation) ? INFINITY : now->validation;
    state->held_step = now->step;
    state->held_epoch = state->epoch = now->epoch;
}

int criteria_start(struct criteria_state *state, const struct criteria *made,
                   const struct sample *now, int n)
{
    set_origin(&state->scale, now, n);
    begin(state, made, now, n);
    return criteria_look(state, made, now, n);
}

void criteria_resume(struct criteria_state *state, const struct criteria *made,
                     const struct criteria *before, const struct sample *now, int n)
{
    const struct criteria_state seen = *state;
    begin(state, made, now, n);
    criteria_look(state, made, now, n);
    for (int i = 0; i < CRITERION_COUNT; i++)
        if (before->value[i] == made->value[i] && seen.first[i] >= 0)
            state->first[i] = seen.first[i];
    if (now->epoch >= 0) { /* the best is still the best */
        state->held_best = seen.held_best;
        state->held_step = seen.held_step;
    }
}

/* Most points are ordinary: a few comparisons tell. */
static inline bool may_have_run_away(const struct criteria_scale *scale, const struct sample *now,
                                     double square)
{
    return !(now->loss >= scale->lowest && now->loss <= scale->highest &&
             now->grad_norm <= DBL_MAX && square <= DBL_MAX);
}

int criteria_look(struct criteria_state *state, const struct criteria *made,
                  const struct sample *now, int n)
{
    const double *value = made->value;
    long step = now->step;
    double square = excursion(state, now->x, n);
    struct criteria_scale *scale = &state->scale;
    int away = may_have_run_away(scale, now, square) ? runaway(scale, made, now, n) : -1;
    unsigned holding =
        bit(CRITERION_GRAD, now->grad_norm <= scale->small) |
        bit(CRITERION_PLATEAU, on_plateau(state, made, step, now->loss)) |
        bit(CRITERION_PARAMS, at_rest(state, made, now, n)) |
        bit(CRITERION_LOSS, now->loss <= value[CRITERION_LOSS]) |
        bit(CRITERION_CYCLE, is_cycling(state, made, step, now->x, n, square)) |
        bit(CRITERION_REST, (double)state->rests >= value[CRITERION_REST]) |
        bit(CRITERION_EVALUATIONS, (double)now->evaluations >= value[CRITERION_EVALUATIONS]) |
        bit(CRITERION_STEPS, (double)step >= value[CRITERION_STEPS]);
    if (away >= 0)
        holding |= bit(away, true);
    if (now->epoch >= 0)
        holding |= of_data(state, made, now);
    bool changed = holding != state->holding; /* at most steps nothing has */
    if (changed)
        note_all(state, step, holding);
    if (changed || made->to_rounding)
        state->ending = criteria_ending(
            made, goes_on(state, made, now) ? holding & ~bit(CRITERION_GRAD, true) : holding);
    return state->ending;
}

/* --- many at once --- */

void criteria_measure(struct criteria_scale *scale, const struct criteria *made,
                      const struct sample *now, int n)
{
    set_origin(scale, now, n);
    scale->small = small_gradient(made, &scale->origin);
    set_range(scale, made, now->step);
}

int criteria_runaway(struct criteria_scale *scale, const struct criteria *made,
                     const struct sample *now, int n, double square)
{
    return may_have_run_away(scale, now, square) ? runaway(scale, made, now, n) : -1;
}

/* The point was elsewhere in all steps between the last return and `step`. */
static void stay_away(struct criteria_returns *returns, long step)
{
    if (step - 1 - returns->last > returns->period)
        returns->count = 0;
}

bool criteria_comes_back(struct criteria_returns *returns, const double *x, int n, long step,
                         double excursion)
{
    for (long anchor = 1; anchor < step; anchor *= 2)
        if (anchor > returns->last) { /* it moved on there */
            stay_away(returns, anchor + 1);
            returns->last = anchor;
        }
    if (!is_real_excursion(excursion, x, n))
        return false;
    stay_away(returns, step);
    note_return(returns, step);
    return returns->count >= 2 && returns->period > 1;
}
