/* Tuning: trial runs that find the rate of a scenario, and how much it remembers, where that was
 * not said.
 *
 * First a ladder: rates 1, 2, 5, 10 ... over five decades around the recommended one. Where the
 * lowest of them runs away it begins anew five decades lower, and while the highest is the best it
 * goes on upward by decades. Then, where the optimizer has a `beta` or `beta1` that was not set, a
 * grid: five memories from none to 0.99, evenly in the logarithm of what is forgotten, each with
 * the ladder's rates from the highest that reached the goal down, or where none did with every
 * other one: with much memory many rates do equally well, and what is best with less memory lies
 * higher. Then a compass search (Kolda, Lewis and Torczon, Optimization by direct search, SIAM
 * Review 45 (2003), doi:10.1137/S003614450242889) from the best of these trials, then from the best
 * that is not near it, and so on, as costs are rugged: a step each way, half as long where none is
 * better. Besides the four ways there are two along which rate / (1 - memory) stays, the length of
 * steps that have built up: the best places lie in a valley along these.
 *
 * A tuner makes no runs: it says what the next trial is, and hears how it ended. */
#ifndef STUDY_TUNE_H
#define STUDY_TUNE_H

#include <stdbool.h>

#include "study/trial.h"

struct error;

enum { TUNER_TRIALS_MAX = 1000 };

/* Where a trial lies: the rate's logarithm to base 10, and the memory from 0, none, to 1, the
 * most. */
struct tuning_place {
    double rate, memory;
};

struct tuning_trial {
    struct tuning_place place;
    struct merit merit;
    bool begun_at; /* a compass search has begun here */
};

struct tuner {
    const char *memory; /* the hyperparameter to tune, or NULL; */
    double usual;       /* what it is by default */
    long trials, made;
    struct tuning_trial trial[TUNER_TRIALS_MAX]; /* those that were made */
    struct tuning_place next;
    bool done;
    long best;            /* the number of the best trial */
    struct finish finish; /* of it */
    double width;         /* over how many decades of the ladder's rates the goal is reached; NAN
                             before that is known */

    int phase;
    /* The ladder. A rung is a number: 0 for the rate 1, 1 for 2, 2 for 5, 3 for 10 ... */
    long first, stride, rungs, climbed;
    long highest; /* rung that reached the goal; where none did, that did not run away */
    long reached; /* rungs that reached the goal, in thirds of a decade */
    long cell;    /* of the grid, the next */
    long coarse;  /* trials until ladder and grid were done; 0: they are not */
    /* The compass search: around this trial, the next way, this far. */
    long middle;
    int way;
    double by;
};

/* At least one trial, TUNER_TRIALS_MAX at most. */
void tuner_begin(struct tuner *tuner, const struct scenario *scenario, long trials);

/* Have all trials been made, or is nothing left to try? */
bool tuner_done(const struct tuner *tuner);

/* Makes of a copy of the scenario the next trial; once it is done, the best one. */
bool tuner_put(const struct tuner *tuner, struct scenario *scenario, struct error *error);

/* A trial that has not reached the goal by so many evaluations can't be the best and need not go
 * on. */
long tuner_enough(const struct tuner *tuner);

/* The lowest rate of the ladder. */
double tuner_lowest(const struct tuner *tuner);

/* How the trial ended. */
void tuner_hear(struct tuner *tuner, const struct finish *finish);

#endif
