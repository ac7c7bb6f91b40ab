/* Tuning: trial runs that find the rate of a scenario, and how much it remembers, where that was not said.
 *
 * A quarter of the trials cover five decades of rates around the recommended one evenly. Where the optimizer
 * has a `beta` or `beta1` that was not set, a third then tries four of these, from 0.2 to 0.98 and evenly in
 * the logarithm of what is forgotten, from the highest rate that reached the goal down: with much memory many
 * rates do equally well, and what is best with less memory lies higher. The rest is a compass search from the
 * best: a step each way, half as long where none is better (Kolda, Lewis and Torczon, Optimization by direct
 * search, SIAM Review 45 (2003), doi:10.1137/S003614450242889).
 *
 * A tuner makes no runs: it says what the next trial is, and hears how it ended. */
#ifndef STUDY_TUNE_H
#define STUDY_TUNE_H

#include <stdbool.h>

#include "study/trial.h"

struct error;

/* Where a trial lies: decades above the lowest rate, and from 0, the least memory, to 1, the most. */
struct tuning_place {
    double rate, memory; /* memory is NAN for what the scenario has itself */
};

struct tuner {
    const char *memory; /* the hyperparameter to tune, or NULL */
    double lowest;      /* rate */
    long trials, made;
    struct tuning_place next, best, highest; /* of the highest rate that reached the goal */
    struct finish finish;                    /* of the best */
    long reached;                            /* trials that reached the goal */
    double
        width; /* over how many decades of rates, of the five, the goal is reached; NAN before that is known */
    /* The compass search: around this place, the next of the four sides, this far. */
    struct tuning_place middle;
    int side;
    double by;
};

/* At least one trial. */
void tuner_begin(struct tuner *tuner, const struct scenario *scenario, long trials);
bool tuner_done(const struct tuner *tuner);

/* Makes of a copy of the scenario the next trial; once it is done, the best one. */
bool tuner_put(const struct tuner *tuner, struct scenario *scenario, struct error *error);

/* How the trial ended. */
void tuner_hear(struct tuner *tuner, const struct finish *finish);

#endif
