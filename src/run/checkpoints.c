#include "run/checkpoints.h"

#include <assert.h>
#include <stdlib.h>

bool checkpoints_init(struct checkpoints *checkpoints)
{
    *checkpoints = (struct checkpoints){.stride = CHECKPOINTS_STRIDE};
    checkpoints->state = calloc(CHECKPOINTS_CAPACITY, sizeof *checkpoints->state);
    return checkpoints->state;
}

void checkpoints_release(struct checkpoints *checkpoints)
{
    free(checkpoints->state);
    *checkpoints = (struct checkpoints){0};
}

static void thin(struct checkpoints *checkpoints)
{
    checkpoints->stride *= 2;
    checkpoints->count /= 2;
    for (size_t i = 1; i < checkpoints->count; i++)
        checkpoints->state[i] = checkpoints->state[2 * i];
}

void checkpoints_save(struct checkpoints *checkpoints, const struct run_state *state)
{
    if (checkpoints->count == CHECKPOINTS_CAPACITY &&
        state->now.step / checkpoints->stride == CHECKPOINTS_CAPACITY)
        thin(checkpoints);
    size_t i = (size_t)(state->now.step / checkpoints->stride);
    assert(i <= checkpoints->count);
    checkpoints->state[i] = *state;
    if (i == checkpoints->count)
        checkpoints->count++;
}

const struct run_state *checkpoints_find(const struct checkpoints *checkpoints, long step)
{
    size_t i = (size_t)(step / checkpoints->stride);
    assert(checkpoints->count > 0);
    return &checkpoints->state[i < checkpoints->count ? i : checkpoints->count - 1];
}

void checkpoints_truncate(struct checkpoints *checkpoints, long step)
{
    size_t count = (size_t)(step / checkpoints->stride) + 1;
    if (count < checkpoints->count)
        checkpoints->count = count;
}
