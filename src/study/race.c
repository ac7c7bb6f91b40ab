#include "study/race.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/error.h"
#include "base/pairs.h"

static const double decades = 5;

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

bool race_enter(struct race *race, const struct scenario *base, const char *spec,
                struct error *error)
{
    static const char rule[] = "rule=";
    if (race->count == RACE_ENTRANTS)
        return error_set(error, "a race has at most %d entrants", RACE_ENTRANTS);
    struct entrant *entrant = &race->entrant[race->count];
    *entrant = (struct entrant){.letter = (char)('A' + race->count), .width = NAN};
    if (!scenario_copy(&entrant->scenario, base))
        return error_memory(error);
    race->count++;
    entrant->scenario.lr = 0; /* until it is said: the recommended one */
    return strncmp(spec, rule, sizeof rule - 1) == 0
               ? scenario_set(&entrant->scenario, "rule", spec + sizeof rule - 1, error)
               : put_spec(&entrant->scenario, spec, error);
}

/* --- tuning --- */

struct trial {
    double rate;
    struct outcome outcome;
};

static bool reaches(const struct outcome *outcome)
{
    return ending_is_minimum(outcome->ending) || outcome->ending == ENDING_REST;
}

/* Is `a` the better one? */
static bool is_better(const struct outcome *a, const struct outcome *b)
{
    if (reaches(a) != reaches(b))
        return reaches(a);
    if (reaches(a))
        return a->evaluations < b->evaluations;
    bool lost_a = a->ran_away || isnan(a->loss), lost_b = b->ran_away || isnan(b->loss);
    return lost_a != lost_b ? lost_b : !lost_a && a->loss < b->loss;
}

static bool try_rate(const struct scenario *scenario, double rate, struct trial *trial,
                     struct error *error)
{
    struct scenario copy;
    if (!scenario_copy(&copy, scenario))
        return error_memory(error);
    copy.lr = rate;
    trial->rate = rate;
    bool ok = outcome_of(&trial->outcome, &copy, error);
    scenario_release(&copy);
    return ok;
}

/* Tries `count` rates from `from` on, each so many decades above the one before. Keeps the best in *best, and
 * returns how many reach the goal, or -1 with the error. */
static int try_rates(const struct scenario *scenario, double from, double step, long count,
                     struct trial *best, struct error *error)
{
    int reached = 0;
    for (long i = 0; i < count; i++) {
        struct trial trial;
        double rate = from * m_pow(10, step * (double)i);
        if (!try_rate(scenario, rate, &trial, error))
            return -1;
        reached += reaches(&trial.outcome);
        if (isnan(best->rate) || is_better(&trial.outcome, &best->outcome))
            *best = trial;
    }
    return reached;
}

/* The gaps beside the best rate of the first half are searched by the second. */
static bool tune(struct entrant *entrant, long trials, struct error *error)
{
    struct scenario *scenario = &entrant->scenario;
    struct trial best = {.rate = NAN};
    long first = (trials + 1) / 2, second = trials / 2;
    double step = first > 1 ? decades / (double)(first - 1) : 0;
    double lowest = scenario_rate(scenario) * m_pow(10, first > 1 ? -decades / 2 : 0);
    int reached = try_rates(scenario, lowest, step, first, &best, error);
    if (reached < 0)
        return false;
    entrant->width = reached * (first > 1 ? step : 0);
    double fine = 2 * step / (double)(second + 1), from = best.rate * m_pow(10, fine - step);
    if (try_rates(scenario, from, fine, second, &best, error) < 0)
        return false;
    scenario->lr = best.rate;
    entrant->tuned = true;
    entrant->outcome = best.outcome;
    return true;
}

/* --- the race --- */

static int by_rank(const void *a, const void *b)
{
    const struct entrant *x = a, *y = b;
    if (is_better(&x->outcome, &y->outcome))
        return -1;
    if (is_better(&y->outcome, &x->outcome))
        return 1;
    return (x->letter > y->letter) - (x->letter < y->letter);
}

bool race_run(struct race *race, long trials, struct error *error)
{
    for (int i = 0; i < race->count; i++) {
        struct entrant *entrant = &race->entrant[i];
        scenario_cap_steps(&entrant->scenario);
        const struct optimizer *optimizer = entrant->scenario.optimizer;
        bool tunes = trials > 0 && entrant->scenario.lr == 0 && !(optimizer && optimizer->method);
        bool ok = tunes ? tune(entrant, trials, error)
                        : outcome_of(&entrant->outcome, &entrant->scenario, error);
        if (!ok)
            return false;
        entrant->reached = reaches(&entrant->outcome);
    }
    qsort(race->entrant, (size_t)race->count, sizeof *race->entrant, by_rank);
    return true;
}

void race_release(struct race *race)
{
    for (int i = 0; i < race->count; i++)
        scenario_release(&race->entrant[i].scenario);
    race->count = 0;
}
