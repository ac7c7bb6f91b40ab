#include "show/swarm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/rng.h"
#include "insight/verdict_words.h"
#include "show/minima.h"

_Static_assert((int)SWARM_PLACE + (int)PLACES_MAX <= (int)DOTS_KINDS, "room for all places");

/* So many places are told one by one. */
enum { PLACES_SHOWN = 12 };

/* About so many seconds of work at once. */
static const double slice = 0.02;

/* --- beginning --- */

static void forget_runs(struct swarm *swarm)
{
    for (size_t i = 0; i < swarm->parts; i++)
        study_free(swarm->part[i]);
    free(swarm->part);
    swarm->part = NULL;
    swarm->parts = 0;
    cases_release(&swarm->cases);
    swarm->cases = (struct cases){.starts = 0};
}

void swarm_release(struct swarm *swarm)
{
    forget_runs(swarm);
    free(swarm->start);
    free(swarm->x);
    free(swarm->loss);
    free(swarm->kind);
    free(swarm->sorted);
    *swarm = (struct swarm){.count = 0};
}

static bool make_room(struct swarm *swarm)
{
    size_t count = swarm->count, n = (size_t)swarm->n;

    swarm->start = malloc(count * n * sizeof *swarm->start);
    swarm->x = malloc(count * n * sizeof *swarm->x);
    swarm->loss = malloc(count * sizeof *swarm->loss);
    swarm->kind = malloc(count * sizeof *swarm->kind);
    swarm->sorted = malloc(count * sizeof *swarm->sorted);
    return swarm->start && swarm->x && swarm->loss && swarm->kind && swarm->sorted;
}

/* By chance in the window that was asked for, which a map to scale shows more of, with the
 * parameters that are not shown as they are; of a cloud all at the start. */
static void draw_starts(struct swarm *swarm, struct session *session, struct picture *picture)
{
    const struct plane *plane = picture_plane(picture, session);
    const double *window = picture->window;

    for (size_t i = 0; i < swarm->count; i++) {
        double *x = swarm->start + i * (size_t)swarm->n, at[2] = {0};

        if (swarm->cloud) {
            scenario_start(session_scenario(session), x);
            continue;
        }
        at[0] = window[0] + (window[1] - window[0]) * rng_uniform(&session->random);
        if (plane->n > 1)
            at[1] = window[2] + (window[3] - window[2]) * rng_uniform(&session->random);
        plane_point(plane, at, x);
    }
}

static bool make_cases(struct swarm *swarm, const struct session *session, struct error *error)
{
    size_t size = swarm->count * (size_t)swarm->n * sizeof *swarm->start;

    if (!cases_begin(&swarm->cases, session_scenario(session), error))
        return false;
    if (swarm->cloud) {
        swarm->cases.seeds = swarm->count;
        return true;
    }
    swarm->cases.start = malloc(size);
    if (!swarm->cases.start)
        return error_memory(error);
    memcpy(swarm->cases.start, swarm->start, size);
    swarm->cases.starts = swarm->count;
    return true;
}

/* As many parts as are needed for each to make a step in a slice. */
static bool make_parts(struct swarm *swarm, const struct session *session, struct error *error)
{
    double runs = fmin(fmax(floor(slice / session_cost(session)), 1), (double)swarm->count);
    size_t parts = (swarm->count + (size_t)runs - 1) / (size_t)runs;

    swarm->size = (size_t)runs;
    swarm->part = calloc(parts, sizeof *swarm->part);
    if (!swarm->part)
        return error_memory(error);
    for (; swarm->parts < parts; swarm->parts++) {
        size_t first = swarm->parts * swarm->size, left = swarm->count - first;

        swarm->part[swarm->parts] = study_create(&swarm->cases, first, NULL,
                                                 left < swarm->size ? left : swarm->size, error);
        if (!swarm->part[swarm->parts])
            return false;
    }
    return true;
}

bool swarm_restart(struct swarm *swarm, const struct session *session, struct error *error)
{
    forget_runs(swarm);
    swarm->revision = simulation_revision(session->simulation);
    swarm->run = session->run;
    swarm->step = swarm->wanted = swarm->batch = swarm->longest = 0;
    swarm->at = 0;
    swarm->due = swarm->spread = 0;
    swarm->settled = swarm->elsewhere = swarm->lost = swarm->finite = 0;
    swarm->least_capped = swarm->most_capped = 0;
    memset(swarm->endings, 0, sizeof swarm->endings);
    memset(swarm->kind, SWARM_MOVING, swarm->count);
    memcpy(swarm->x, swarm->start, swarm->count * (size_t)swarm->n * sizeof *swarm->x);
    for (size_t i = 0; i < swarm->count; i++)
        swarm->loss[i] = NAN;
    if (!make_cases(swarm, session, error))
        return false;
    places_begin(&swarm->places, &swarm->cases.base);
    swarm->valley = minima_lie_in_valleys(session);
    return make_parts(swarm, session, error);
}

bool swarm_open(struct swarm *swarm, size_t count, bool cloud, struct session *session,
                struct picture *picture, struct error *error)
{
    bool running = swarm->running;

    swarm_release(swarm);
    swarm->count = count;
    swarm->cloud = cloud;
    swarm->running = running;
    swarm->n = session_scenario(session)->n;
    swarm->objective = session->objective;
    if (!make_room(swarm)) {
        swarm_release(swarm);
        return error_memory(error);
    }
    draw_starts(swarm, session, picture);
    if (swarm_restart(swarm, session, error))
        return true;
    swarm_release(swarm);
    return false;
}

bool swarm_follow(struct swarm *swarm, struct session *session, struct picture *picture,
                  struct error *error)
{
    struct revision now = simulation_revision(session->simulation);

    if (swarm->objective != session->objective)
        return swarm_open(swarm, swarm->count, swarm->cloud, session, picture, error);
    if (swarm->revision.settings == now.settings && swarm->run == session->run)
        return true;
    return swarm_restart(swarm, session, error);
}

/* --- going on --- */

/* The place of a run that has settled; -1: there are too many. */
static int place_of(struct swarm *swarm, const struct outcome *outcome)
{
    if (swarm->valley || outcome->ending == ENDING_VALLEY)
        return places_add_valley(&swarm->places, outcome->end);
    return places_add(&swarm->places, outcome->end);
}

static void count_ending(struct swarm *swarm, const struct outcome *outcome)
{
    size_t *count = &swarm->endings[outcome->ending];
    if (outcome->ending == ENDING_CAP && (*count == 0 || outcome->steps < swarm->least_capped))
        swarm->least_capped = outcome->steps;
    if (outcome->ending == ENDING_CAP && outcome->steps > swarm->most_capped)
        swarm->most_capped = outcome->steps;
    ++*count;
}

static uint8_t kind_of(struct swarm *swarm, const struct outcome *outcome)
{
    int place;

    count_ending(swarm, outcome);
    if (outcome->ran_away) {
        swarm->lost++;
        return SWARM_LOST;
    }
    if (!ending_is_minimum(outcome->ending)) {
        swarm->elsewhere++;
        return SWARM_ELSEWHERE;
    }
    place = place_of(swarm, outcome);
    swarm->settled++;
    return place < 0 ? SWARM_ELSEWHERE : (uint8_t)(SWARM_PLACE + place);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Takes up where all are now. */
static void look(struct swarm *swarm)
{
    struct outcome outcome;

    swarm->finite = 0;
    for (size_t i = 0; i < swarm->count; i++) {
        const struct study *part = swarm->part[i / swarm->size];

        if (swarm->kind[i] == SWARM_MOVING) {
            study_now(part, i % swarm->size, swarm->x + i * (size_t)swarm->n, &swarm->loss[i]);
            if (study_outcome(part, i % swarm->size, &outcome)) {
                swarm->kind[i] = kind_of(swarm, &outcome);
                swarm->longest = outcome.steps > swarm->longest ? outcome.steps : swarm->longest;
            }
        }
        if (isfinite(swarm->loss[i]) && swarm->kind[i] != SWARM_LOST)
            swarm->sorted[swarm->finite++] = swarm->loss[i];
    }
    qsort(swarm->sorted, swarm->finite, sizeof *swarm->sorted, ascending);
}

bool swarm_ended(const struct swarm *swarm)
{
    return swarm->settled + swarm->elsewhere + swarm->lost == swarm->count;
}

void swarm_step(struct swarm *swarm, long steps)
{
    swarm->wanted = swarm->step + steps;
}

bool swarm_moving(const struct swarm *swarm)
{
    return (swarm->running || swarm->at > 0 || swarm->wanted > swarm->step) && !swarm_ended(swarm);
}

/* A round begins with as many of the steps that are wanted or due as take a slice, and with one at
 * least; 0: none is. */
static long next_batch(const struct swarm *swarm, double cost)
{
    double moving = (double)(swarm->count - swarm->settled - swarm->elsewhere - swarm->lost);
    double wanted = fmax((double)(swarm->wanted - swarm->step), floor(swarm->due));

    return (long)fmin(wanted, fmax(1, floor(slice / (cost * fmax(moving, 1)))));
}

static void end_round(struct swarm *swarm)
{
    swarm->at = 0;
    swarm->step += swarm->batch;
    swarm->due = fmax(0, swarm->due - (double)swarm->batch);
    look(swarm);
    if (!swarm_ended(swarm))
        return;
    swarm->running = false;
    swarm->step = swarm->longest;
}

/* The next part's steps, or the rest of those that were interrupted. Returns what they take,
 * seconds, or below 0 with the error; 0 where there is nothing to be made, or they were
 * interrupted. */
static double go_on(struct swarm *swarm, double cost, struct error *error)
{
    struct study *part = swarm->part[swarm->at];
    bool behind = study_behind(part);
    if (swarm->at == 0 && !behind)
        swarm->batch = next_batch(swarm, cost);
    if (swarm->batch == 0)
        return 0;
    double runs = (double)(study_count(part) - study_ended(part));
    if (!study_step(part, behind ? 0 : swarm->batch, error))
        return -1;
    if (study_behind(part))
        return 0;
    if (++swarm->at == swarm->parts)
        end_round(swarm);
    return fmax(runs, 1) * cost * (double)swarm->batch;
}

bool swarm_advance(struct swarm *swarm, const struct session *session, double dt, long speed,
                   struct error *error)
{
    double cost = session_cost(session), spent = 0, more;

    if (swarm->running)
        swarm->due = fmin(swarm->due + fmin(dt, 1) * (double)speed, (double)speed);
    while (spent < slice && swarm_moving(swarm)) {
        more = go_on(swarm, cost, error);
        if (more <= 0)
            return more == 0;
        spent += more;
    }
    return true;
}

/* --- what there is to see --- */

static char letter_of(int place)
{
    return (char)(place < 26 ? 'A' + place : place < 52 ? 'a' + place - 26 : '*');
}

/* Number of a run_color(); the first of them is that of the dots that move. */
static int color_of(int place)
{
    return 1 + place % (RUN_COLORS - 1);
}

static void fill_dots(struct swarm *swarm, const struct display *display)
{
    struct dots *dots = &swarm->dots;

    *dots = (struct dots){.count = swarm->count, .n = swarm->n, .x = swarm->x, .kind = swarm->kind};
    dots->look[SWARM_MOVING] = (struct dot_kind){run_color(display, 0), 'o'};
    dots->look[SWARM_ELSEWHERE] =
        (struct dot_kind){display->colors >= 256 ? 250 : run_color(display, 0), 'x'};
    dots->mark = swarm->places.at[0];
    dots->marks = swarm->places.count;
    dots->first = SWARM_PLACE;
    for (int i = 0; i < PLACES_MAX; i++)
        dots->look[SWARM_PLACE + i] =
            (struct dot_kind){run_color(display, color_of(i)), letter_of(i)};
}

/* The losses of nearly all: those above are counted in the last column. What they were at first
 * keeps it from showing rounding once all are down. */
static void fill_histogram(struct swarm *swarm)
{
    const double nearly_all = 0.95, of_first = 0.01;
    struct extremes extremes = extremes_none;

    swarm->histogram =
        (struct histogram){.name = "runs by loss", .value = swarm->sorted, .count = swarm->finite};
    if (swarm->finite > 0) {
        double least = swarm->sorted[0],
               most = swarm->sorted[(size_t)(nearly_all * (double)(swarm->finite - 1))];
        if (!(swarm->spread > 0))
            swarm->spread = most - least;
        most = fmax(most, least + of_first * swarm->spread);
        extremes = (struct extremes){least, most, most, 0};
    }
    losses_range_of(&swarm->histogram.range, extremes, false, 0);
}

static void add_number(struct swarm *swarm, const char *name, double value)
{
    char room[NUMBER_SIZE];

    if (isfinite(value))
        board_add(&swarm->board, BOARD_PLAIN, name, number_short(room, value, 5));
}

static void add_count(struct swarm *swarm, const char *name, size_t count)
{
    char right[BOARD_RIGHT];

    if (count == 0)
        return;
    snprintf(right, sizeof right, "%zu", count);
    board_add(&swarm->board, BOARD_PLAIN, name, right);
}

/* "A (3, 2)", or "A (a valley)", and its share. */
static void add_place(struct swarm *swarm, const struct display *display, int place)
{
    char left[BOARD_LEFT], right[BOARD_RIGHT], at[PLACE_TELL];

    if (place == swarm->places.valley)
        snprintf(left, sizeof left, "%c (a valley)", letter_of(place));
    else
        snprintf(left, sizeof left, "%c %.44s", letter_of(place),
                 places_tell(&swarm->places, place, 3, at));
    snprintf(right, sizeof right, "%zu", swarm->places.runs[place]);
    struct board_line *line = board_add(&swarm->board, BOARD_PLAIN, left, right);
    if (line) {
        line->less = true;
        line->color = run_color_open(display, color_of(place));
    }
}

/* What came of those that have not settled: "stopped at 400 steps", "at a saddle", "left the
 * domain". */
static const char *name_ending(const struct swarm *swarm, enum ending ending,
                               char out[ENDING_TELL_SIZE])
{
    static const bool is_place[ENDING_COUNT] = {
        [ENDING_SADDLE] = true, [ENDING_MAXIMUM] = true, [ENDING_INFLECTION] = true,
        [ENDING_PLAIN] = true,  [ENDING_KINK] = true,    [ENDING_JUMP] = true,
        [ENDING_EDGE] = true,   [ENDING_PLATEAU] = true, [ENDING_EARLY] = true};
    const char *name = ending_name(ending);

    if (is_place[ending])
        snprintf(out, ENDING_TELL_SIZE, "at %s %s", verdict_article(name), name);
    else if (ending == ENDING_CAP && swarm->least_capped < swarm->most_capped)
        snprintf(out, ENDING_TELL_SIZE, "stopped at %ld to %ld steps", swarm->least_capped,
                 swarm->most_capped);
    else
        ending_tell(out, ending, swarm->most_capped);
    return out;
}

/* The next ending of these from *ending on; false: there is no other. */
static bool next_ending(const struct swarm *swarm, int *ending)
{
    while (*ending < ENDING_COUNT &&
           (swarm->endings[*ending] == 0 || ending_is_minimum((enum ending) * ending)))
        ++*ending;
    return *ending < ENDING_COUNT;
}

static void fill_board(struct swarm *swarm, const struct display *display)
{
    char end[ENDING_TELL_SIZE];
    struct board *board = &swarm->board;
    char text[BOARD_RIGHT], best[NUMBER_SIZE], median[NUMBER_SIZE];
    int order[PLACES_MAX];
    double least = swarm->finite > 0 ? swarm->sorted[0] : NAN,
           middle = swarm->finite > 0 ? swarm->sorted[swarm->finite / 2] : NAN;

    board->lines = 0;
    snprintf(text, sizeof text, "%ld", swarm->step);
    board_add(board, BOARD_PLAIN, "step", text);
    add_number(swarm, "best loss", least);
    add_number(swarm, "median loss", middle);
    snprintf(text, sizeof text, "%zu of %zu", swarm->settled, swarm->count);
    board_add(board, BOARD_PLAIN, "settled", text);
    places_by_runs(&swarm->places, order);
    for (int i = 0; i < swarm->places.count && i < PLACES_SHOWN; i++)
        add_place(swarm, display, order[i]);
    for (int i = 0; next_ending(swarm, &i); i++) {
        snprintf(end, sizeof end, "stopped at %ld", swarm->most_capped);
        add_count(swarm, i == ENDING_CAP ? end : ending_name((enum ending)i), swarm->endings[i]);
    }
    snprintf(board->brief[0], sizeof board->brief[0], "step %ld, settled %zu of %zu", swarm->step,
             swarm->settled, swarm->count);
    board->brief[1][0] = '\0';
    if (swarm->finite > 0)
        snprintf(board->brief[1], sizeof board->brief[1], "loss: best %s, median %s",
                 number_short(best, least, 3), number_short(median, middle, 3));
}

/* "; 364 stopped at 400 steps": what came of most of those that have not settled. */
static void tell_rest(const struct swarm *swarm, char *out, size_t size)
{
    int most = ENDING_COUNT;
    char end[ENDING_TELL_SIZE];

    for (int i = 0; next_ending(swarm, &i); i++)
        if (most == ENDING_COUNT || swarm->endings[i] > swarm->endings[most])
            most = i;
    *out = '\0';
    if (most < ENDING_COUNT)
        snprintf(out, size, "; %zu %s", swarm->endings[most],
                 name_ending(swarm, (enum ending)most, end));
}

static void tell_end(struct swarm *swarm)
{
    char rest[80];
    const struct places *places = &swarm->places;
    size_t size = sizeof swarm->sentence;

    tell_rest(swarm, rest, sizeof rest);
    if (places->count == 0)
        snprintf(swarm->sentence, size, "all have ended, and none has settled at a minimum%s",
                 rest);
    else if (places->count == 1 && places->valley == 0)
        snprintf(swarm->sentence, size, "all have ended: %zu of %zu have settled, in %s%s",
                 swarm->settled, swarm->count, minima_name(BASIN_VALLEY), rest);
    else
        snprintf(swarm->sentence, size, "all have ended: %zu of %zu have settled, at %d place%s%s",
                 swarm->settled, swarm->count, places->count, places->count == 1 ? "" : "s", rest);
}

static void fill_sentence(struct swarm *swarm)
{
    size_t size = sizeof swarm->sentence, count = swarm->count;

    if (swarm->step == 0 && !swarm->running)
        snprintf(swarm->sentence, size, "%zu %s: space lets them run", count,
                 swarm->cloud ? "runs from one start, each with a chance of its own"
                              : "starts by chance, a dot each");
    else if (!swarm_ended(swarm) && swarm->cloud)
        snprintf(swarm->sentence, size,
                 "one start, %zu draws of what is by chance: how wide does the cloud become?",
                 count);
    else if (!swarm_ended(swarm))
        snprintf(swarm->sentence, size,
                 "%zu starts at once, a dot a run: watch where they gather, and who is left",
                 count);
    else
        tell_end(swarm);
}

void swarm_fill(struct swarm *swarm, struct filled *filled, const struct display *display)
{
    struct scene *scene = &filled->scene;

    swarm->nothing = (struct trajectory){.n = swarm->n, .stride = 1, .last = -1};
    scene->runs = 1;
    scene->run[0] = (struct drawn_run){.path = &swarm->nothing};
    scene->mark = swarm->running ? MARK_RUNNING : swarm_ended(swarm) ? MARK_ENDED : MARK_PAUSED;
    if (display->colors >= 8)
        scene->colormap = &colormap_quiet;
    fill_dots(swarm, display);
    fill_histogram(swarm);
    fill_board(swarm, display);
    fill_sentence(swarm);
    snprintf(swarm->name, sizeof swarm->name, "%s of %zu", swarm->cloud ? "cloud" : "swarm",
             swarm->count);
    scene->study = swarm->name;
    scene->done = NAN;
    scene->dots = &swarm->dots;
    scene->histogram = &swarm->histogram;
    scene->board = &swarm->board;
    scene->warn = scene->whole = false;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", swarm->sentence);
}

/* "105 at (3, 2)", "368 in a valley of minima" */
static void tell_place(const struct swarm *swarm, int place, struct buffer *out)
{
    char at[PLACE_TELL];

    buffer_format(out, "%zu ", swarm->places.runs[place]);
    if (place == swarm->places.valley)
        buffer_format(out, "in %s", minima_name(BASIN_VALLEY));
    else
        buffer_format(out, "at %s", places_tell(&swarm->places, place, 4, at));
}

void swarm_tell(const struct swarm *swarm, struct buffer *out)
{
    char number[NUMBER_SIZE], end[ENDING_TELL_SIZE];
    int order[PLACES_MAX];
    size_t others = swarm->settled;

    buffer_format(out, "%zu %s: %zu have settled", swarm->count, swarm->cloud ? "seeds" : "starts",
                  swarm->settled);
    places_by_runs(&swarm->places, order);
    for (int i = 0; i < swarm->places.count && i < PLACES_SHOWN; i++) {
        buffer_text(out, i ? ", " : ": ");
        tell_place(swarm, order[i], out);
        others -= swarm->places.runs[order[i]];
    }
    if (others > 0)
        buffer_format(out, ", and %zu at other minima", others);
    for (int i = 0; next_ending(swarm, &i); i++)
        buffer_format(out, "; %zu %s", swarm->endings[i], name_ending(swarm, (enum ending)i, end));
    if (swarm->finite > 0)
        buffer_format(out, "; the best loss is %s", number_short(number, swarm->sorted[0], 4));
}
