#include "study/tune.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/error.h"
#include "base/pairs.h"

static const double decades = 5, least_memory = 0.2, most_memory = 0.98;

/* Where a trial lies: decades above the lowest rate, and from 0, the least memory, to 1, the most. */
struct place {
    double rate, memory; /* memory is NAN for what the scenario has itself */
};

struct search {
    struct scenario trial;      /* owned: the scenario, as a trial sets it */
    const char *memory;         /* the hyperparameter to tune, or NULL */
    double lowest;              /* rate */
    long left;                  /* trials */
    struct place best, highest; /* of the highest rate that reached the goal */
    struct outcome outcome;     /* of the best */
    bool any, any_reached;
    long reached;
};

/* The hyperparameter that says how much is kept from step to step, where it was not set; or NULL. */
static const char *find_memory(const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    for (int i = 0; i < scenario->set_count; i++)
        if (strncmp(scenario->set[i].name, "beta", 4) == 0)
            return NULL;
    for (int i = 0; optimizer && i < optimizer_hypers(optimizer); i++)
        if (strcmp(optimizer->hyper[i].name, "beta") == 0 ||
            strcmp(optimizer->hyper[i].name, "beta1") == 0)
            return optimizer->hyper[i].name;
    return NULL;
}

/* --- one trial --- */

/* Even in the logarithm of what is forgotten, to three digits. */
static double memory_at(double part)
{
    double forgotten = (1 - least_memory) * m_pow((1 - most_memory) / (1 - least_memory), part);
    return round((1 - forgotten) * 1000) / 1000;
}

/* Puts the scenario at the place. */
static bool go(struct search *search, struct place place, struct error *error)
{
    struct buffer set = {0};
    search->trial.lr = search->lowest * m_pow(10, place.rate);
    if (isnan(place.memory))
        return true;
    pairs_append(&set, true, search->memory, memory_at(place.memory));
    bool ok = (!set.failed || error_memory(error)) &&
              scenario_set(&search->trial, "set", buffer_string(&set), error);
    buffer_release(&set);
    return ok;
}

static bool try_place(struct search *search, struct place place, struct error *error)
{
    struct outcome outcome;
    if (search->left == 0)
        return true;
    search->left--;
    if (!go(search, place, error) || !outcome_of(&outcome, &search->trial, error))
        return false;
    if (!search->any || outcome_is_better(&outcome, &search->outcome)) {
        search->best = place;
        search->outcome = outcome;
        search->any = true;
    }
    if (outcome_settled(&outcome) && (search->reached++ == 0 || place.rate > search->highest.rate))
        search->highest = place;
    return true;
}

/* --- all of them --- */

static bool try_rates(struct search *search, long count, struct error *error)
{
    for (long i = 0; i < count; i++) {
        double part = count > 1 ? (double)i / (double)(count - 1) : 0.5;
        if (!try_place(search, (struct place){decades * part, NAN}, error))
            return false;
    }
    return true;
}

/* Each of some memories with rates from the highest down that reached the goal, half a decade apart. */
static bool try_memories(struct search *search, long count, struct error *error)
{
    enum { MEMORIES = 4 };
    double from = search->reached > 0 ? search->highest.rate : search->best.rate;
    for (long i = 0; i < count; i++) {
        struct place place = {from - 0.5 * (double)(i / MEMORIES),
                              (double)(i % MEMORIES) / (MEMORIES - 1)};
        if (!try_place(search, place, error))
            return false;
    }
    return true;
}

/* One step of a compass search: the neighbours of the best on all sides. */
static bool look_around(struct search *search, double by, struct error *error)
{
    static const struct place sides[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    const struct place middle = search->best;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        struct place place = {middle.rate + by * sides[i].rate,
                              middle.memory + by / 2 * sides[i].memory};
        bool same =
            sides[i].rate == 0 && (isnan(place.memory) || place.memory < 0 || place.memory > 1);
        if (!same && !try_place(search, place, error))
            return false;
    }
    return true;
}

static bool look_closer(struct search *search, double by, struct error *error)
{
    while (search->left > 0) {
        struct place before = search->best;
        if (!look_around(search, by, error))
            return false;
        if (memcmp(&before, &search->best, sizeof before) == 0)
            by /= 2;
    }
    return true;
}

static bool make_trials(struct search *search, long trials, double *width, struct error *error)
{
    long rates = (trials + 3) / 4;
    double step = rates > 1 ? decades / (double)(rates - 1) : 0;
    search->left = trials;
    if (!try_rates(search, rates, error))
        return false;
    *width = fmin((double)search->reached * step, decades);
    return (!search->memory || try_memories(search, trials / 3, error)) &&
           look_closer(search, step / 2, error);
}

bool tune(struct scenario *scenario, long trials, double *width, struct outcome *outcome,
          struct error *error)
{
    struct search search = {.memory = find_memory(scenario)};
    search.lowest = scenario_rate(scenario) * m_pow(10, -decades / 2);
    bool ok = scenario_copy(&search.trial, scenario) || error_memory(error);
    ok = ok && make_trials(&search, trials, width, error);
    if (ok) {
        /* What the best has not set is as the scenario has it. */
        search.trial.set_count = scenario->set_count;
        memcpy(search.trial.set, scenario->set, sizeof scenario->set);
        ok = go(&search, search.best, error);
    }
    if (ok) {
        *outcome = search.outcome;
        struct scenario before = *scenario;
        *scenario = search.trial;
        search.trial = before;
    }
    scenario_release(&search.trial);
    return ok;
}
