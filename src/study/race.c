#include "study/race.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/pairs.h"
#include "problem/interrupt.h"
#include "run/simulation.h"

/* --- entering --- */

/* "lr=0.1,beta1=0.8": settings of the run, and hyperparameters. */
static bool put_pairs(struct scenario *scenario, const char *list, struct error *error)
{
    while (*list) {
        struct pair pair;
        char set[sizeof pair.name + sizeof pair.text + 1];
        if (!pairs_need_text(&list, &pair, error))
            return false;
        const char *key = strcmp(pair.name, "rate") == 0 ? "lr" : pair.name;
        bool setting = table_find(&scenario_keys, key);
        snprintf(set, sizeof set, "%s=%s", pair.name, pair.text);
        if (!scenario_set(scenario, setting ? key : "set", setting ? pair.text : set, error))
            return false;
    }
    return true;
}

/* "adam:lr=0.1,beta1=0.8" */
static bool put_spec(struct scenario *scenario, const char *spec, struct error *error)
{
    char name[NAME_SIZE];
    size_t length = strcspn(spec, ":");
    snprintf(name, sizeof name, "%.*s", (int)length, spec);
    return scenario_set(scenario, "optimizer", name, error) &&
           (!spec[length] || put_pairs(scenario, spec + length + 1, error));
}

bool race_enter_scenario(struct race *race, const struct scenario *scenario, bool tunes,
                         struct error *error)
{
    if (race->count == RACE_ENTRANTS)
        return error_set(error, "a race has at most %d entrants", RACE_ENTRANTS);
    struct entrant *entrant = &race->entrant[race->count];
    *entrant = (struct entrant){.letter = (char)('A' + race->count), .width = NAN, .tunes = tunes};
    if (!scenario_copy(&entrant->scenario, scenario))
        return error_memory(error);
    race->count++;
    return true;
}

bool race_enter(struct race *race, const struct scenario *base, const char *spec,
                struct error *error)
{
    static const char rule[] = "rule=";
    if (!race_enter_scenario(race, base, false, error))
        return false;
    struct scenario *scenario = &race->entrant[race->count - 1].scenario;
    scenario->lr = 0; /* until it is said: the recommended one */
    return strncmp(spec, rule, sizeof rule - 1) == 0
               ? scenario_set(scenario, "rule", spec + sizeof rule - 1, error)
               : put_spec(scenario, spec, error);
}

/* --- trials --- */

static void begin_entrant(struct race *race, int i)
{
    race->present = i;
    if (i < race->count && race->entrant[i].tunes)
        tuner_begin(&race->tuner, &race->entrant[i].scenario, race->trials);
}

void race_begin(struct race *race, long trials)
{
    race->trials = trials;
    for (int i = 0; i < race->count; i++) {
        struct entrant *entrant = &race->entrant[i];
        const struct optimizer *optimizer = entrant->scenario.optimizer;
        scenario_cap_steps(&entrant->scenario);
        entrant->tunes = trials > 0 && (entrant->tunes || entrant->scenario.lr == 0) &&
                         !(optimizer && optimizer->method);
    }
    begin_entrant(race, 0);
}

static bool begin_trial(struct race *race, struct error *error)
{
    const struct entrant *entrant = &race->entrant[race->present];
    struct scenario scenario;
    bool ok = scenario_copy(&scenario, &entrant->scenario) || error_memory(error);
    ok = ok && (!entrant->tunes || tuner_put(&race->tuner, &scenario, error));
    race->begun = ok && trial_begin(&race->trial, &scenario, race->goal, error);
    scenario_release(&scenario);
    return race->begun;
}

/* The trial that has ended is heard of; the last one ends the entrant's. */
static bool end_trial(struct race *race, struct error *error)
{
    struct entrant *entrant = &race->entrant[race->present];
    struct tuner *tuner = &race->tuner;
    const struct finish finish = trial_finish(&race->trial);
    trial_release(&race->trial);
    race->begun = false;
    if (entrant->tunes)
        tuner_hear(tuner, &finish);
    if (entrant->tunes && !tuner_done(tuner))
        return true;
    entrant->finish = entrant->tunes ? tuner->finish : finish;
    entrant->width = entrant->tunes ? tuner->width : NAN;
    entrant->lowest = entrant->tunes ? tuner_lowest(tuner) : NAN;
    if (entrant->tunes && !tuner_put(tuner, &entrant->scenario, error))
        return false;
    begin_entrant(race, race->present + 1);
    return true;
}

/* Who waits is the same for all. */
static bool is_interrupted(const struct race *race)
{
    return interrupt_made(race->entrant[race->present].scenario.interrupt);
}

static long least(long a, long b)
{
    return a < b ? a : b;
}

/* Makes some steps of the trial, for about so many evaluations at most; one that can't be the best
 * any more ends at the step that shows it, however it came there. */
static void go_on(struct race *race, long most)
{
    enum { STEPS = 64 /* made before the evaluations are counted */ };
    struct trial *trial = &race->trial;
    bool tunes = race->entrant[race->present].tunes;
    long enough = tunes ? tuner_enough(&race->tuner) : LONG_MAX;
    long cost = simulation_cost(trial->simulation);
    most = least(most, STEPS);
    if (enough == LONG_MAX || trial->settled.step >= 0)
        trial_step(trial, most);
    else if (cost < enough)
        trial_spend(trial, least(enough, cost + most));
    else
        trial_give_up(trial);
}

bool race_advance(struct race *race, long evaluations, struct error *error)
{
    while (evaluations > 0 && race->present < race->count && !is_interrupted(race)) {
        if (!race->begun && !begin_trial(race, error))
            return false;
        long before = simulation_cost(race->trial.simulation);
        go_on(race, evaluations);
        evaluations -= 1 + simulation_cost(race->trial.simulation) - before;
        if (race->trial.ended && !end_trial(race, error))
            return false;
    }
    return true;
}

static long trials_of(const struct race *race, const struct entrant *entrant)
{
    return entrant->tunes ? race->trials : 1;
}

long race_trials(const struct race *race)
{
    long sum = 0;
    for (int i = 0; i < race->count; i++)
        sum += trials_of(race, &race->entrant[i]);
    return sum;
}

long race_tried(const struct race *race)
{
    bool tuning = race->present < race->count && race->entrant[race->present].tunes;
    long sum = tuning ? race->tuner.made : 0;
    for (int i = 0; i < race->present && i < race->count; i++)
        sum += trials_of(race, &race->entrant[i]);
    return sum;
}

/* --- the race --- */

static int by_rank(const void *a, const void *b)
{
    const struct entrant *x = a, *y = b;
    if (finish_is_better(&x->finish, &y->finish))
        return -1;
    if (finish_is_better(&y->finish, &x->finish))
        return 1;
    return (x->letter > y->letter) - (x->letter < y->letter);
}

bool race_run(struct race *race, long trials, struct error *error)
{
    race_begin(race, trials);
    while (race->present < race->count)
        if (!race_advance(race, LONG_MAX, error))
            return false;
    qsort(race->entrant, (size_t)race->count, sizeof *race->entrant, by_rank);
    return true;
}

bool race_again(const struct race *race, int entrant, unsigned long more, struct finish *finish,
                struct error *error)
{
    struct scenario scenario;
    struct trial trial;
    if (!scenario_copy(&scenario, &race->entrant[entrant].scenario))
        return error_memory(error);
    scenario.seed += more;
    bool ok = trial_begin(&trial, &scenario, race->goal, error);
    if (ok) {
        trial_step(&trial, LONG_MAX);
        *finish = trial_finish(&trial);
    }
    trial_release(&trial);
    scenario_release(&scenario);
    return ok;
}

void race_release(struct race *race)
{
    if (race->begun)
        trial_release(&race->trial);
    race->begun = false;
    for (int i = 0; i < race->count; i++)
        scenario_release(&race->entrant[i].scenario);
    race->count = 0;
}
