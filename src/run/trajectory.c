#include "run/trajectory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool point_is_near(const double *x, int n)
{
    for (int i = 0; i < n; i++)
        if (!(fabs(x[i]) <= TRAJECTORY_FARTHEST))
            return false;
    return true;
}

bool trajectory_init(struct trajectory *trajectory, int n)
{
    *trajectory = (struct trajectory){.n = n, .stride = 1, .last = -1};
    trajectory->sample = calloc(TRAJECTORY_CAPACITY, sizeof *trajectory->sample);
    trajectory->recent = calloc(TRAJECTORY_RECENT, sizeof *trajectory->recent);
    if (trajectory->sample && trajectory->recent)
        return true;
    trajectory_release(trajectory);
    return false;
}

void trajectory_release(struct trajectory *trajectory)
{
    free(trajectory->sample);
    free(trajectory->recent);
    *trajectory = (struct trajectory){.last = -1};
}

void trajectory_clear(struct trajectory *trajectory)
{
    trajectory->stride = 1;
    trajectory->count = trajectory->recent_count = 0;
    trajectory->last = -1;
}

void trajectory_copy(struct trajectory *to, const struct trajectory *from)
{
    assert(to->n == from->n);
    struct sample *sample = to->sample, *recent = to->recent;
    *to = *from;
    to->sample = sample;
    to->recent = recent;
    memcpy(sample, from->sample, from->count * sizeof *sample);
    memcpy(recent, from->recent, TRAJECTORY_RECENT * sizeof *recent);
}

/* Drops every second sample. */
static void thin(struct trajectory *trajectory)
{
    trajectory->stride *= 2;
    trajectory->count /= 2;
    for (size_t i = 1; i < trajectory->count; i++)
        trajectory->sample[i] = trajectory->sample[2 * i];
}

static bool is_due(const struct trajectory *trajectory, long step)
{
    return ((step - trajectory->first) & (trajectory->stride - 1)) == 0;
}

static void keep(struct trajectory *trajectory, const struct sample *sample)
{
    if (trajectory->count == TRAJECTORY_CAPACITY)
        thin(trajectory);
    sample_copy(&trajectory->sample[trajectory->count++], sample, trajectory->n);
}

void trajectory_add(struct trajectory *trajectory, const struct sample *sample)
{
    if (trajectory->last < 0)
        trajectory->first = sample->step;
    else
        assert(sample->step == trajectory->last + 1);
    trajectory->last = sample->step;
    if (is_due(trajectory, sample->step))
        keep(trajectory, sample);
    sample_copy(&trajectory->recent[(size_t)sample->step % TRAJECTORY_RECENT], sample,
                trajectory->n);
    if (trajectory->recent_count < TRAJECTORY_RECENT)
        trajectory->recent_count++;
}

void trajectory_truncate(struct trajectory *trajectory, long step)
{
    if (step >= trajectory->last)
        return;
    if (trajectory->count == 0 || step < trajectory->first) {
        trajectory_clear(trajectory);
        return;
    }
    long dropped = trajectory->last - step;
    long recent = (long)trajectory->recent_count;
    trajectory->recent_count = dropped < recent ? (size_t)(recent - dropped) : 0;
    trajectory->count = (size_t)((step - trajectory->first) / trajectory->stride) + 1;
    trajectory->last = step;
}

static long first_recent(const struct trajectory *trajectory)
{
    return trajectory->last - (long)trajectory->recent_count + 1;
}

/* How many of the strided samples are older than the recent steps. */
static size_t older_count(const struct trajectory *trajectory)
{
    if (trajectory->count == 0)
        return 0;
    long span = first_recent(trajectory) - trajectory->first;
    size_t older = (size_t)((span + trajectory->stride - 1) / trajectory->stride);
    return older < trajectory->count ? older : trajectory->count;
}

size_t trajectory_length(const struct trajectory *trajectory)
{
    return older_count(trajectory) + trajectory->recent_count;
}

const struct sample *trajectory_at(const struct trajectory *trajectory, size_t i)
{
    size_t older = older_count(trajectory);
    if (i < older)
        return &trajectory->sample[i];
    long step = first_recent(trajectory) + (long)(i - older);
    return &trajectory->recent[step % TRAJECTORY_RECENT];
}
