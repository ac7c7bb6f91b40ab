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
    struct run_state *state; /* [CHECKPOINTS_CAPACITY], owned: state[i] is of step i * stride */
    size_t count;
    long stride; /* a power of two, CHECKPOINTS_STRIDE to begin with */
    /* A ring by step % CHECKPOINTS_RECENT: of which step each of the newest is; -1: of none. */
    long recent_step[CHECKPOINTS_RECENT];
    /* These, each in so many bytes as the largest of them needs: most use little of their memory.
     * Owned. */
    unsigned char *recent;
    size_t recent_size;
    struct run_state found; /* one of them, whole */
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

/* Keeps a state of any step, of whose memory the first `used` numbers count (stepper_memory), until
 * that of CHECKPOINTS_RECENT steps later is kept. */
void checkpoints_keep(struct checkpoints *checkpoints, const struct run_state *state, size_t used);

/* The last one at or before `step`; there must be one. Borrowed until the next call or change. */
const struct run_state *checkpoints_find(struct checkpoints *checkpoints, long step);

/* Forgets those after `step`. */
void checkpoints_truncate(struct checkpoints *checkpoints, long step);

#endif
