#include "study/tune.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/error.h"
#include "base/pairs.h"

static const double decades = 5, least_memory = 0.2, most_memory = 0.98;

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

/* Even in the logarithm of what is forgotten, to three digits. */
static double memory_at(double part)
{
    double forgotten = (1 - least_memory) * m_pow((1 - most_memory) / (1 - least_memory), part);
    return round((1 - forgotten) * 1000) / 1000;
}

/* --- where the trials lie --- */

static long rates_of(const struct tuner *tuner)
{
    return (tuner->trials + 3) / 4;
}

static long memories_of(const struct tuner *tuner)
{
    return tuner->memory ? tuner->trials / 3 : 0;
}

/* From one rate of the first quarter to the next, decades. */
static double step_of(const struct tuner *tuner)
{
    return rates_of(tuner) > 1 ? decades / (double)(rates_of(tuner) - 1) : 0;
}

static struct tuning_place rate_place(const struct tuner *tuner)
{
    long count = rates_of(tuner);
    double part = count > 1 ? (double)tuner->made / (double)(count - 1) : 0.5;
    return (struct tuning_place){decades * part, NAN};
}

/* Each of some memories with rates from the highest down that reached the goal, half a decade apart. */
static struct tuning_place memory_place(const struct tuner *tuner)
{
    enum { MEMORIES = 4 };
    long i = tuner->made - rates_of(tuner);
    double from = tuner->reached > 0 ? tuner->highest.rate : tuner->best.rate;
    return (struct tuning_place){from - 0.5 * (double)(i / MEMORIES),
                                 (double)(i % MEMORIES) / (MEMORIES - 1)};
}

static void look_around(struct tuner *tuner)
{
    if (memcmp(&tuner->middle, &tuner->best, sizeof tuner->best) == 0)
        tuner->by /= 2;
    tuner->middle = tuner->best;
    tuner->side = 0;
}

/* One side of the compass, from the middle; what has no memory to change, or too much, is passed over. */
static struct tuning_place compass_place(struct tuner *tuner)
{
    static const struct tuning_place sides[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    enum { SIDES = sizeof sides / sizeof *sides };
    for (;; tuner->side++) {
        if (tuner->side == SIDES)
            look_around(tuner);
        const struct tuning_place *side = &sides[tuner->side];
        struct tuning_place place = {tuner->middle.rate + tuner->by * side->rate,
                                     tuner->middle.memory + tuner->by / 2 * side->memory};
        if (side->rate != 0 || (place.memory >= 0 && place.memory <= 1)) {
            tuner->side++;
            return place;
        }
    }
}

static void find_next(struct tuner *tuner)
{
    long first = rates_of(tuner), second = memories_of(tuner);
    if (tuner->made < first) {
        tuner->next = rate_place(tuner);
    } else if (tuner->made < first + second) {
        tuner->next = memory_place(tuner);
    } else {
        if (tuner->made == first + second)
            tuner->middle = tuner->best;
        tuner->next = compass_place(tuner);
    }
}

/* --- the tuner --- */

void tuner_begin(struct tuner *tuner, const struct scenario *scenario, long trials)
{
    *tuner = (struct tuner){.memory = find_memory(scenario),
                            .lowest = scenario_rate(scenario) * m_pow(10, -decades / 2),
                            .trials = trials,
                            .width = NAN};
    tuner->by = step_of(tuner) / 2;
    find_next(tuner);
}

bool tuner_done(const struct tuner *tuner)
{
    return tuner->made == tuner->trials;
}

bool tuner_put(const struct tuner *tuner, struct scenario *scenario, struct error *error)
{
    struct tuning_place place = tuner_done(tuner) ? tuner->best : tuner->next;
    struct buffer set = {0};
    scenario->lr = tuner->lowest * m_pow(10, place.rate);
    if (isnan(place.memory))
        return true;
    pairs_append(&set, true, tuner->memory, memory_at(place.memory));
    bool ok = (!set.failed || error_memory(error)) &&
              scenario_set(scenario, "set", buffer_string(&set), error);
    buffer_release(&set);
    return ok;
}

void tuner_hear(struct tuner *tuner, const struct finish *finish)
{
    if (tuner->made == 0 || finish_is_better(finish, &tuner->finish)) {
        tuner->best = tuner->next;
        tuner->finish = *finish;
    }
    if (finish->settled.step >= 0 &&
        (tuner->reached++ == 0 || tuner->next.rate > tuner->highest.rate))
        tuner->highest = tuner->next;
    tuner->made++;
    if (tuner->made == rates_of(tuner))
        tuner->width = fmin((double)tuner->reached * step_of(tuner), decades);
    if (!tuner_done(tuner))
        find_next(tuner);
}
