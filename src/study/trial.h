/* One run toward a goal, made in slices, with a note of when the goal was reached.
 *
 * The goal is a predicate over the run's quantities, or, where there is none, to settle: to come to
 * rest where no neighbour is lower, with the gradient small. The run goes on to its own end in any
 * case: what was reached once and lost again was touched and not reached. A trial on data gives way
 * where its scenario says to whom (problem/interrupt.h), and goes on the next time. */
#ifndef STUDY_TRIAL_H
#define STUDY_TRIAL_H

#include <stdbool.h>

#include "insight/analysis.h"
#include "study/outcome.h"

struct error;
struct predicate;
struct simulation;

/* When: the step, and the evaluations until then; -1: never. */
struct reached {
    long step, evaluations;
};

struct trial {
    struct simulation *simulation; /* owned */
    struct predicate *goal;        /* borrowed; NULL: to settle */
    struct analysis analysis;
    bool over;   /* no step is left; */
    bool unseen; /* the present step has not been compared with the goal */
    bool ended;  /* neither is left to be done, and there is an outcome */
    /* Where the goal, or with none that the gradient is small, first held, and from where on it
     * holds; of a run that has not ended as it seems now. */
    struct reached touch, settled;
    struct outcome outcome; /* once it has ended */
};

/* What came of a trial. */
struct finish {
    struct outcome outcome;
    struct reached touch, settled;
};

/* What it is ranked by. */
struct merit {
    long evaluations; /* until it settled; -1: it has not */
    double loss;      /* at the end; infinite where it ran away */
};

struct merit finish_merit(const struct finish *finish);

/* Is `a` the better one: it settled with fewer evaluations; or neither settled, and it came to the
 * lower loss without having run away? */
bool merit_is_better(const struct merit *a, const struct merit *b);
bool finish_is_better(const struct finish *a, const struct finish *b);

/* Has it run away, or come to a loss that is no number? */
bool finish_is_lost(const struct finish *finish);

/* Of a trial that has ended. */
struct finish trial_finish(const struct trial *trial);

/* Stands at the start. Returns false with the error as simulation_create gives it; the trial is
 * then empty. */
bool trial_begin(struct trial *trial, const struct scenario *scenario, struct predicate *goal,
                 struct error *error);
void trial_release(struct trial *trial);

/* Makes at most so many steps, to the end at most. */
void trial_step(struct trial *trial, long steps);

/* Makes steps until the run has made so many evaluations, or more, or has ended. */
void trial_spend(struct trial *trial, long evaluations);

/* Ends the run where it is. */
void trial_give_up(struct trial *trial);

#endif
