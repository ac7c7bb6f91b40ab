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
    trajectory->recent = calloc(TRAJECTORY_RING, sizeof *trajectory->recent);
    if (trajectory->sample && trajectory->recent)
        return true;
    trajectory_release(trajectory);
    return false;
}

static void forget_finer(struct trajectory *trajectory)
{
    for (int i = 0; i < trajectory->level; i++) {
        free(trajectory->finer[i]);
        trajectory->finer[i] = NULL;
    }
}

void trajectory_release(struct trajectory *trajectory)
{
    forget_finer(trajectory);
    free(trajectory->sample);
    free(trajectory->recent);
    *trajectory = (struct trajectory){.last = -1};
}

void trajectory_clear(struct trajectory *trajectory)
{
    forget_finer(trajectory);
    trajectory->level = 0;
    trajectory->stride = 1;
    trajectory->count = trajectory->recent_count = 0;
    trajectory->last = -1;
}

void trajectory_copy(struct trajectory *to, const struct trajectory *from)
{
    assert(to->n == from->n);
    struct sample *sample = to->sample, *recent = to->recent;
    forget_finer(to);
    *to = *from;
    to->sample = sample;
    to->recent = recent;
    memset(to->finer, 0, sizeof to->finer);
    memcpy(sample, from->sample, from->count * sizeof *sample);
    memcpy(recent, from->recent, TRAJECTORY_RING * sizeof *recent);
}

/* Leaves out every second sample; keeps all aside where there is memory for it. */
static void thin(struct trajectory *trajectory)
{
    struct sample *coarse = malloc(TRAJECTORY_CAPACITY * sizeof *coarse);
    struct sample *fine = trajectory->sample, *to = coarse ? coarse : fine;
    trajectory->stride *= 2;
    trajectory->count /= 2;
    for (size_t i = 0; i < trajectory->count; i++)
        to[i] = fine[2 * i];
    trajectory->sample = to;
    trajectory->finer[trajectory->level++] = coarse ? fine : NULL;
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
    sample_copy(&trajectory->recent[(size_t)sample->step % TRAJECTORY_RING], sample, trajectory->n);
    if (trajectory->recent_count < TRAJECTORY_RING)
        trajectory->recent_count++;
}

/* The smallest stride of which there are all samples up to the step: its level. */
static int finest(const struct trajectory *trajectory, long step)
{
    int level = 0;
    while (level < trajectory->level &&
           (!trajectory->finer[level] || step - trajectory->first >= (long)TRAJECTORY_CAPACITY
                                                                         << level))
        level++;
    return level;
}

/* Goes back to that stride. */
static void refine(struct trajectory *trajectory, int level)
{
    if (level == trajectory->level)
        return;
    free(trajectory->sample);
    trajectory->sample = trajectory->finer[level];
    trajectory->finer[level] = NULL;
    for (int i = level + 1; i < trajectory->level; i++) {
        free(trajectory->finer[i]);
        trajectory->finer[i] = NULL;
    }
    trajectory->level = level;
    trajectory->stride = 1L << level;
}

/* Where every step is among the samples, the newest are, too. */
static void renew_recent(struct trajectory *trajectory)
{
    size_t count = trajectory->count < TRAJECTORY_RING ? trajectory->count : TRAJECTORY_RING;
    for (size_t i = trajectory->count - count; i < trajectory->count; i++)
        trajectory->recent[(size_t)trajectory->sample[i].step % TRAJECTORY_RING] =
            trajectory->sample[i];
    trajectory->recent_count = count;
}

void trajectory_truncate(struct trajectory *trajectory, long step)
{
    if (step >= trajectory->last)
        return;
    if (trajectory->count == 0 || step < trajectory->first) {
        trajectory_clear(trajectory);
        return;
    }
    long dropped = trajectory->last - step, recent = (long)trajectory->recent_count;
    trajectory->recent_count = dropped < recent ? (size_t)(recent - dropped) : 0;
    refine(trajectory, finest(trajectory, step));
    trajectory->count = (size_t)((step - trajectory->first) / trajectory->stride) + 1;
    trajectory->last = step;
    if (trajectory->stride == 1)
        renew_recent(trajectory);
}

bool trajectory_may_cut(const struct trajectory *trajectory, long step)
{
    long newest = step - TRAJECTORY_RECENT + 1;
    long kept = trajectory->last - (long)trajectory->recent_count + 1;
    return finest(trajectory, step) == 0 || newest >= kept;
}

/* How many of the newest steps are shown one by one. */
static size_t recent_shown(const struct trajectory *trajectory)
{
    return trajectory->recent_count < TRAJECTORY_RECENT ? trajectory->recent_count
                                                        : TRAJECTORY_RECENT;
}

static long first_recent(const struct trajectory *trajectory)
{
    return trajectory->last - (long)recent_shown(trajectory) + 1;
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
    return older_count(trajectory) + recent_shown(trajectory);
}

const struct sample *trajectory_at(const struct trajectory *trajectory, size_t i)
{
    size_t older = older_count(trajectory);
    if (i < older)
        return &trajectory->sample[i];
    long step = first_recent(trajectory) + (long)(i - older);
    return &trajectory->recent[step % TRAJECTORY_RING];
}
