#include "study/race.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/pairs.h"
#include "study/tune.h"

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

/* --- the race --- */

static int by_rank(const void *a, const void *b)
{
    const struct entrant *x = a, *y = b;
    if (outcome_is_better(&x->outcome, &y->outcome))
        return -1;
    if (outcome_is_better(&y->outcome, &x->outcome))
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
        bool ok = tunes
                      ? tune(&entrant->scenario, trials, &entrant->width, &entrant->outcome, error)
                      : outcome_of(&entrant->outcome, &entrant->scenario, error);
        if (!ok)
            return false;
        entrant->tuned = tunes;
        entrant->reached = outcome_settled(&entrant->outcome);
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
