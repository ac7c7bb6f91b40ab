/* Checkpoints of a run: copies of its state just after a step. There is one every `stride` steps
 * from step 0. When there is no room for another, every second one is dropped and the stride
 * doubles. The newest states can be kept for every step as well, so that a step back is a copy. */
#ifndef RUN_CHECKPOINTS_H
#define RUN_CHECKPOINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "run/stepper.h"

enum { CHECKPOINTS_CAPACITY = 64, CHECKPOINTS_STRIDE = 16, CHECKPOINTS_RECENT = 64 };

struct checkpoints {
    struct run_state
        *state; /* [CHECKPOINTS_CAPACITY], owned: state[i] is that of step i * stride */
    size_t count;
    long stride;                          /* a power of two, CHECKPOINTS_STRIDE to begin with */
    struct run_state *recent;             /* ring by step % CHECKPOINTS_RECENT, owned */
    long recent_step[CHECKPOINTS_RECENT]; /* of which step each is; -1: of none */
};

bool checkpoints_init(struct checkpoints *checkpoints);
void checkpoints_release(struct checkpoints *checkpoints);

/* Is this a step at which to save? */
static inline bool checkpoints_due(const struct checkpoints *checkpoints, long step)
{
    return (step & (checkpoints->stride - 1)) == 0;
}

/* Saves a state that is due. Its step is at most one stride after the last checkpoint; a checkpoint
 * of the same step is replaced. */
void checkpoints_save(struct checkpoints *checkpoints, const struct run_state *state);

/* Keeps a state of any step, until that of CHECKPOINTS_RECENT steps later is. */
void checkpoints_keep(struct checkpoints *checkpoints, const struct run_state *state);

/* The last one at or before `step`; there must be one. Borrowed until the next change. */
const struct run_state *checkpoints_find(const struct checkpoints *checkpoints, long step);

/* Forgets those after `step`. */
void checkpoints_truncate(struct checkpoints *checkpoints, long step);

#endif
