#include "run/checkpoints.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

bool checkpoints_init(struct checkpoints *checkpoints)
{
    *checkpoints = (struct checkpoints){.stride = CHECKPOINTS_STRIDE};
    memset(checkpoints->recent_step, -1, sizeof checkpoints->recent_step);
    checkpoints->state = calloc(CHECKPOINTS_CAPACITY, sizeof *checkpoints->state);
    checkpoints->recent = calloc(CHECKPOINTS_RECENT, sizeof(struct run_state));
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

/* Gives the newest states room for more memory, which is 0 in those that had less. */
static void widen(struct checkpoints *checkpoints, size_t size)
{
    size_t old = checkpoints->recent_size;
    for (size_t i = CHECKPOINTS_RECENT; i-- > 0;) {
        memmove(checkpoints->recent + i * size, checkpoints->recent + i * old, old);
        memset(checkpoints->recent + i * size + old, 0, size - old);
    }
    checkpoints->recent_size = size;
}

void checkpoints_keep(struct checkpoints *checkpoints, const struct run_state *state, size_t used)
{
    size_t i = (size_t)state->now.step % CHECKPOINTS_RECENT;
    size_t size = offsetof(struct run_state, memory) + used * sizeof *state->memory;
    if (size > checkpoints->recent_size)
        widen(checkpoints, size);
    unsigned char *to = checkpoints->recent + i * checkpoints->recent_size;
    memcpy(to, state, size);
    memset(to + size, 0, checkpoints->recent_size - size);
    checkpoints->recent_step[i] = state->now.step;
}

const struct run_state *checkpoints_find(struct checkpoints *checkpoints, long step)
{
    size_t i = (size_t)(step / checkpoints->stride), size = checkpoints->recent_size;
    assert(checkpoints->count > 0);
    const struct run_state *found =
        &checkpoints->state[i < checkpoints->count ? i : checkpoints->count - 1];
    long best = found->now.step;
    for (i = 0; i < CHECKPOINTS_RECENT; i++) {
        if (checkpoints->recent_step[i] > step || checkpoints->recent_step[i] <= best)
            continue;
        best = checkpoints->recent_step[i];
        checkpoints->found = (struct run_state){0};
        memcpy(&checkpoints->found, checkpoints->recent + i * size, size);
        found = &checkpoints->found;
    }
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
