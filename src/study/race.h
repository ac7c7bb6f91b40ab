/* A race: several ways to descend from one start, each at a rate of its own, compared by what they cost.
 *
 * One rate for all would be a race of rates, not of optimizers: so each entrant whose rate was not said is
 * tuned first (study/tune.h), all with the same number of trial runs.
 * The goal is to come to rest where no neighbour is lower. */
#ifndef STUDY_RACE_H
#define STUDY_RACE_H

#include <stdbool.h>

#include "study/outcome.h"

struct error;

enum { RACE_ENTRANTS = 26, RACE_TRIALS_MAX = 1000, RACE_TRIALS = 64 /* as by default */ };

struct entrant {
    char letter;              /* A, B, C … in the order in which they were entered */
    struct scenario scenario; /* owned: how it descends */
    bool tuned;               /* its rate was found by trials */
    double
        width; /* over so many decades of rates it reaches the goal; NAN where that was not tried */
    struct outcome outcome;
    bool reached; /* the goal */
};

struct race {
    struct entrant entrant[RACE_ENTRANTS];
    int count;
};

/* Enters "gd", "adam:lr=0.1,beta1=0.8" or "rule=TEXT" into the race, on the ground of `base`: what it says is set
 * on a copy. Returns false with the error, which also says so when there are too many. */
bool race_enter(struct race *race, const struct scenario *base, const char *spec,
                struct error *error);

/* Tunes and runs all, with so many trials each (0: at the rates that they have), and puts them in the order
 * of their ranks. Returns false with the error of simulation_create. */
bool race_run(struct race *race, long trials, struct error *error);

void race_release(struct race *race);

#endif
