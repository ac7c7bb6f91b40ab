#include "study/tune.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/error.h"
#include "base/number.h"
#include "base/pairs.h"

/* Rungs of a decade, and of the five of a ladder; how low it may begin, as a logarithm. */
enum { DECADE = 3, FIVE_DECADES = 5 * DECADE, LOWEST = -290 };

/* Places of memory span two decades of what is forgotten, 1 to 0.01. */
static const double memory_decades = 2;

/* The compass search: decades of its first steps and its last, and what is near another's
 * beginning. */
static const double first_steps = 0.15, last_steps = 0.01, near = 0.3;

/* --- what a place stands for --- */

/* The hyperparameter that says how much is kept from step to step, where it was not set; or
 * NULL. */
static const struct hyperparameter *find_memory(const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    for (int i = 0; i < scenario->set_count; i++)
        if (strncmp(scenario->set[i].name, "beta", 4) == 0)
            return NULL;
    for (int i = 0; optimizer && i < optimizer_hypers(optimizer); i++)
        if (strcmp(optimizer->hyper[i].name, "beta") == 0 ||
            strcmp(optimizer->hyper[i].name, "beta1") == 0)
            return &optimizer->hyper[i];
    return NULL;
}

/* To three digits. */
static double memory_at(double place)
{
    return round((1 - m_pow(10, -memory_decades * place)) * 1000) / 1000;
}

static double place_of_memory(double memory)
{
    return fmin(fmax(-m_log10(1 - memory) / memory_decades, 0), 1);
}

/* To four digits: what a table shows is what ran. */
static double rate_at(double place)
{
    return number_rounded(m_pow(10, place), 4);
}

static double place_of_rung(long rung)
{
    static const double steps[DECADE] = {1, 2, 5};
    long step = (rung % DECADE + DECADE) % DECADE;
    return (double)((rung - step) / DECADE) + m_log10(steps[step]);
}

static bool is_near(struct tuning_place a, struct tuning_place b, double decades)
{
    return fabs(a.rate - b.rate) < decades && fabs(a.memory - b.memory) * memory_decades < decades;
}

static bool is_tried(const struct tuner *tuner, struct tuning_place place)
{
    for (long i = 0; i < tuner->made; i++)
        if (is_near(tuner->trial[i].place, place, 1e-9))
            return true;
    return false;
}

/* --- the ladder --- */

static void begin_ladder(struct tuner *tuner, double recommended)
{
    long third = (tuner->trials + 2) / 3, middle = 0;
    tuner->stride = third > FIVE_DECADES ? 1 : DECADE;
    tuner->rungs = FIVE_DECADES / tuner->stride + 1;
    if (tuner->rungs > third)
        tuner->rungs = third;
    middle = DECADE * (long)floor(m_log10(recommended));
    while (place_of_rung(middle + 1) <= m_log10(recommended))
        middle++;
    tuner->first = middle - tuner->rungs / 2 * tuner->stride;
}

static long next_rung(const struct tuner *tuner)
{
    long above = tuner->climbed - tuner->rungs + 1;
    return above > 0 ? tuner->first + (tuner->rungs - 1) * tuner->stride + above * DECADE
                     : tuner->first + tuner->climbed * tuner->stride;
}

/* The lowest rung runs away, and not for where it starts. */
static bool begins_too_high(const struct tuner *tuner, const struct finish *finish)
{
    return tuner->climbed == 0 && finish_is_lost(finish) && finish->outcome.steps > 0 &&
           tuner->made <= tuner->trials / 2 && place_of_rung(tuner->first - FIVE_DECADES) > LOWEST;
}

static bool goes_on_up(const struct tuner *tuner)
{
    return tuner->best == tuner->made - 1 && tuner->made < tuner->trials / 2 &&
           tuner->trial[tuner->best].merit.loss < INFINITY;
}

static bool climb(struct tuner *tuner)
{
    tuner->next = (struct tuning_place){place_of_rung(next_rung(tuner)), tuner->usual};
    return tuner->climbed < tuner->rungs || goes_on_up(tuner);
}

static void hear_of_rung(struct tuner *tuner, const struct finish *finish)
{
    bool reached = finish->settled.step >= 0;
    if (begins_too_high(tuner, finish)) {
        tuner->first -= FIVE_DECADES;
        return;
    }
    if (reached || (tuner->reached == 0 && !finish_is_lost(finish)))
        tuner->highest = next_rung(tuner);
    if (reached)
        tuner->reached += tuner->climbed < tuner->rungs ? tuner->stride : DECADE;
    tuner->width = (double)tuner->reached / DECADE;
    tuner->climbed++;
}

/* --- the grid --- */

static bool cross(struct tuner *tuner)
{
    enum { MEMORIES = 5, TRIALS_A_RATE = 12 };
    long rates = tuner->memory ? tuner->trials / TRIALS_A_RATE : 0;
    long apart = tuner->reached > 0 ? tuner->stride : 2 * tuner->stride;
    for (; tuner->cell < MEMORIES * rates; tuner->cell++) {
        tuner->next =
            (struct tuning_place){place_of_rung(tuner->highest - tuner->cell / MEMORIES * apart),
                                  (double)(tuner->cell % MEMORIES) / (MEMORIES - 1)};
        if (!is_tried(tuner, tuner->next))
            return true;
    }
    return false;
}

/* --- the compass search --- */

/* Has a search begun near this trial? */
static bool is_searched(const struct tuner *tuner, const struct tuning_trial *trial)
{
    for (long i = 0; i < tuner->coarse; i++)
        if (tuner->trial[i].begun_at && is_near(tuner->trial[i].place, trial->place, near))
            return true;
    return false;
}

static bool begin_search(struct tuner *tuner)
{
    struct tuning_trial *from = NULL;
    for (long i = 0; i < tuner->coarse; i++) {
        struct tuning_trial *trial = &tuner->trial[i];
        if ((!from || merit_is_better(&trial->merit, &from->merit)) && !is_searched(tuner, trial))
            from = trial;
    }
    if (!from)
        return false;
    from->begun_at = true;
    tuner->middle = from - tuner->trial;
    tuner->by = first_steps;
    tuner->way = 0;
    return true;
}

/* More rate with less memory, ... */
static const struct tuning_place ways[] = {{1, -1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}, {-1, 1}};
enum { WAYS = sizeof ways / sizeof *ways };

static struct tuning_place place_beside(const struct tuner *tuner)
{
    const struct tuning_place *middle = &tuner->trial[tuner->middle].place;
    const struct tuning_place *way = &ways[tuner->way];
    double memory = middle->memory + tuner->by / memory_decades * way->memory;
    return (struct tuning_place){middle->rate + tuner->by * way->rate,
                                 tuner->memory ? fmin(fmax(memory, 0), 1) : middle->memory};
}

static bool search(struct tuner *tuner)
{
    if (tuner->coarse == 0) {
        tuner->coarse = tuner->made;
        begin_search(tuner);
    }
    for (;; tuner->way++) {
        if (tuner->way == WAYS) {
            tuner->by /= 2;
            tuner->way = 0;
        }
        if (tuner->by < last_steps && !begin_search(tuner))
            return false;
        tuner->next = place_beside(tuner);
        if (!is_tried(tuner, tuner->next))
            return true;
    }
}

static void hear_of_way(struct tuner *tuner)
{
    const struct merit *middle = &tuner->trial[tuner->middle].merit;
    bool better = merit_is_better(&tuner->trial[tuner->made - 1].merit, middle);
    tuner->middle = better ? tuner->made - 1 : tuner->middle;
    tuner->way = better ? 0 : tuner->way + 1;
}

/* --- the tuner --- */

enum { LADDER, GRID, COMPASS, PHASES };

/* Each says where the next trial is, or that it has no more. */
static bool (*const phases[PHASES])(struct tuner *) = {climb, cross, search};

static void find_next(struct tuner *tuner)
{
    while (tuner->phase < PHASES && !phases[tuner->phase](tuner))
        tuner->phase++;
    tuner->done = tuner->phase == PHASES || tuner->made == tuner->trials;
}

void tuner_begin(struct tuner *tuner, const struct scenario *scenario, long trials)
{
    const struct hyperparameter *memory = find_memory(scenario);
    *tuner = (struct tuner){.memory = memory ? memory->name : NULL,
                            .usual = memory ? place_of_memory(memory->value) : 0,
                            .trials = trials};
    begin_ladder(tuner, scenario_rate(scenario));
    find_next(tuner);
}

bool tuner_done(const struct tuner *tuner)
{
    return tuner->done;
}

bool tuner_put(const struct tuner *tuner, struct scenario *scenario, struct error *error)
{
    struct tuning_place place = tuner->done ? tuner->trial[tuner->best].place : tuner->next;
    struct buffer set = {0};
    scenario->lr = rate_at(place.rate);
    if (!tuner->memory || place.memory == tuner->usual)
        return true;
    pairs_append(&set, true, tuner->memory, memory_at(place.memory));
    bool ok = (!set.failed || error_memory(error)) &&
              scenario_set(scenario, "set", buffer_string(&set), error);
    buffer_release(&set);
    return ok;
}

long tuner_enough(const struct tuner *tuner)
{
    bool found = tuner->phase != LADDER && tuner->finish.settled.step >= 0;
    return found ? tuner->finish.settled.evaluations : LONG_MAX;
}

double tuner_lowest(const struct tuner *tuner)
{
    return rate_at(place_of_rung(tuner->first));
}

void tuner_hear(struct tuner *tuner, const struct finish *finish)
{
    struct tuning_trial *trial = &tuner->trial[tuner->made++];
    *trial = (struct tuning_trial){.place = tuner->next, .merit = finish_merit(finish)};
    if (tuner->made == 1 || finish_is_better(finish, &tuner->finish)) {
        tuner->best = tuner->made - 1;
        tuner->finish = *finish;
    }
    if (tuner->phase == LADDER)
        hear_of_rung(tuner, finish);
    else if (tuner->phase == COMPASS)
        hear_of_way(tuner);
    find_next(tuner);
}
