/* A race: several ways to descend from one start, each at a rate of its own, compared by what they
 * cost.
 *
 * One rate for all would be a race of rates, not of optimizers: so each entrant whose rate was not
 * said is tuned first (study/tune.h), all with the same number of trial runs. The goal is to
 * settle, or a predicate (study/trial.h). */
#ifndef STUDY_RACE_H
#define STUDY_RACE_H

#include <stdbool.h>

#include "study/tune.h"

struct error;

enum {
    RACE_ENTRANTS = 26,
    RACE_TRIALS_MAX = TUNER_TRIALS_MAX,
    RACE_TRIALS = 96 /* as by default */
};

struct entrant {
    char letter;              /* A, B, C … in the order in which they were entered */
    struct scenario scenario; /* owned: how it descends; once it is tuned, at its best */
    bool tunes;               /* rate and memory are found by trials */
    double width;  /* over so many decades of rates it reaches the goal; NAN: not tried */
    double lowest; /* of the rates that were tried first */
    struct finish finish;
};

struct race {
    struct entrant entrant[RACE_ENTRANTS];
    int count;
    struct predicate *goal; /* borrowed; NULL: to settle */
    long trials;
    int present; /* the entrant whose trials are being made; count: all have been made */
    struct tuner tuner;
    bool begun; /* the trial: */
    struct trial trial;
};

/* Enters "gd", "adam:lr=0.1,beta1=0.8" or "rule=TEXT" into the race, on the ground of `base`: what
 * it says is set on a copy. Returns false with the error, which also says so when there are too
 * many. */
bool race_enter(struct race *race, const struct scenario *base, const char *spec,
                struct error *error);

/* Enters a scenario as it is; its rate is to be found where that is 0 or `tunes` says so. */
bool race_enter_scenario(struct race *race, const struct scenario *scenario, bool tunes,
                         struct error *error);

/* All have entered: each is given so many trials (0: they run at the rates that they have). */
void race_begin(struct race *race, long trials);

/* Goes on with the trials for about so many evaluations, or until that is interrupted
 * (study/trial.h). Returns false with the error of simulation_create. */
bool race_advance(struct race *race, long evaluations, struct error *error);

/* How many trials there are, and how many have been made. */
long race_trials(const struct race *race);
long race_tried(const struct race *race);

/* Begins, makes all trials, and puts the entrants in the order of their ranks. */
bool race_run(struct race *race, long trials, struct error *error);

/* The entrant's run once more, with a seed that is so much larger. */
bool race_again(const struct race *race, int entrant, unsigned long more, struct finish *finish,
                struct error *error);

void race_release(struct race *race);

#endif
