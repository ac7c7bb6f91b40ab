/* Criteria watched over many runs that make the same steps at the same time.
 *
 * A run is in a slot while it goes on. At most steps a few comparisons over a block of slots tell
 * that nothing has happened; a slot that they doubt is looked at as criteria_look would, and the
 * same bits come of it. Watched is what is armed alone. */
#ifndef RUN_WATCH_H
#define RUN_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "run/criteria.h"
#include "run/trajectory.h"

struct stepper;

enum { WATCH_LANES = 256 /* slots of a block, at most */ };

/* A run: what its criteria remember, but for what the rows of struct watch hold, and where it was
 * when it was last looked at closely: in the end, where it has ended. */
struct watched {
    struct criteria_scale scale;
    struct criteria_returns returns;
    int criterion;     /* that has ended it, or -1 */
    struct sample now; /* step, loss, evaluations, hessians, grad_norm, x */
    double gradient[PARAMETERS_MAX];
    double before; /* the loss a step ago */
};

struct watch {
    const struct stepper *stepper; /* borrowed: criteria, l2 */
    int n;
    long last;          /* the step at which a cap ends every run */
    long evaluations;   /* of a step, */
    long hessians;      /* and how many of these are Hessians */
    size_t slots;       /* there are */
    struct watched *of; /* [slots], by the number of the run; owned */
    size_t *run;        /* [slots]: which run is in a slot; owned */
    bool *gone;         /* [slots]: has it ended? owned */
    size_t ended;       /* so many have */
    double *rows;       /* a row of [slots] each for enum watch_row, anchor and place; owned */
};

/* Room for so many runs. Returns false where memory runs out; watch_release in either case. */
bool watch_init(struct watch *watch, const struct stepper *stepper, size_t slots);
void watch_release(struct watch *watch);

/* A step of the `count` slots from `first` on. */
struct watch_block {
    size_t first, count;
    size_t width; /* from a parameter to the next one */
    long step;
    const double *x; /* [n * width] */
    double *g;       /* the same: gradients at x; what is infinite or no number is settled here
                      * (objective_settle) */
    const double *loss, *before; /* [count], now and a step ago */
};

/* Runs begin, each in the slot of its own number, at step 0. Returns how many have ended with
 * that. */
size_t watch_begin(struct watch *watch, const struct watch_block *block);

/* Looks at a step. Returns how many of the runs have ended with it. */
size_t watch_look(struct watch *watch, const struct watch_block *block);

/* The run in slot `from` goes on in slot `to`. */
void watch_move(struct watch *watch, size_t to, size_t from);

#endif
