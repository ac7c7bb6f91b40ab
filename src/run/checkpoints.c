#include "run/checkpoints.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool checkpoints_init(struct checkpoints *checkpoints)
{
    *checkpoints = (struct checkpoints){.stride = CHECKPOINTS_STRIDE};
    memset(checkpoints->recent_step, -1, sizeof checkpoints->recent_step);
    checkpoints->state = calloc(CHECKPOINTS_CAPACITY, sizeof *checkpoints->state);
    checkpoints->recent = calloc(CHECKPOINTS_RECENT, sizeof *checkpoints->recent);
    return checkpoints->state && checkpoints->recent;
}

void checkpoints_release(struct checkpoints *checkpoints)
{
    free(checkpoints->state);
    free(checkpoints->recent);
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

void checkpoints_keep(struct checkpoints *checkpoints, const struct run_state *state)
{
    size_t i = (size_t)state->now.step % CHECKPOINTS_RECENT;
    checkpoints->recent[i] = *state;
    checkpoints->recent_step[i] = state->now.step;
}

const struct run_state *checkpoints_find(const struct checkpoints *checkpoints, long step)
{
    size_t i = (size_t)(step / checkpoints->stride);
    assert(checkpoints->count > 0);
    const struct run_state *found =
        &checkpoints->state[i < checkpoints->count ? i : checkpoints->count - 1];
    for (i = 0; i < CHECKPOINTS_RECENT; i++)
        if (checkpoints->recent_step[i] <= step && checkpoints->recent_step[i] > found->now.step)
            found = &checkpoints->recent[i];
    return found;
}

void checkpoints_truncate(struct checkpoints *checkpoints, long step)
{
    size_t count = (size_t)(step / checkpoints->stride) + 1;
    if (count < checkpoints->count)
        checkpoints->count = count;
    for (size_t i = 0; i < CHECKPOINTS_RECENT; i++)
        if (checkpoints->recent_step[i] > step)
            checkpoints->recent_step[i] = -1;
}
