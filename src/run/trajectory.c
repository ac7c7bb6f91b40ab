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

static struct sample *samples_of(const struct trajectory *trajectory, int level)
{
    int slot = trajectory->keeps ? level % TRAJECTORY_LEVELS : 0;
    return trajectory->levels + slot * TRAJECTORY_CAPACITY;
}

static void set_level(struct trajectory *trajectory, int level)
{
    trajectory->level = level;
    trajectory->stride = 1L << level;
    trajectory->sample = samples_of(trajectory, level);
}

bool trajectory_init(struct trajectory *trajectory, int n)
{
    *trajectory = (struct trajectory){.n = n, .last = -1};
    trajectory->levels =
        calloc((size_t)TRAJECTORY_LEVELS * TRAJECTORY_CAPACITY, sizeof *trajectory->levels);
    trajectory->recent = calloc(TRAJECTORY_RING, sizeof *trajectory->recent);
    if (!trajectory->levels || !trajectory->recent) {
        trajectory_release(trajectory);
        return false;
    }
    set_level(trajectory, 0);
    return true;
}

void trajectory_keep(struct trajectory *trajectory)
{
    assert(trajectory->level == 0);
    trajectory->keeps = true;
}

void trajectory_release(struct trajectory *trajectory)
{
    free(trajectory->levels);
    free(trajectory->recent);
    *trajectory = (struct trajectory){.last = -1};
}

void trajectory_clear(struct trajectory *trajectory)
{
    set_level(trajectory, 0);
    trajectory->oldest = 0;
    trajectory->count = trajectory->recent_count = 0;
    trajectory->last = -1;
    trajectory->edition++;
}

void trajectory_copy(struct trajectory *to, const struct trajectory *from)
{
    assert(to->n == from->n);
    struct sample *levels = to->levels, *recent = to->recent;
    unsigned long edition = to->edition + 1;
    *to = *from;
    to->edition = edition;
    to->levels = levels;
    to->recent = recent;
    to->oldest = from->level;
    to->keeps = false;
    set_level(to, from->level);
    memcpy(to->sample, from->sample, from->count * sizeof *to->sample);
    memcpy(recent, from->recent, TRAJECTORY_RING * sizeof *recent);
}

bool trajectory_digest(struct trajectory *to, const struct trajectory *from, size_t most)
{
    int more = 0;

    while (((from->count - 1) >> more) + 1 > most)
        more++;
    *to = *from;
    to->level = to->oldest = from->level + more;
    to->stride = 1L << to->level;
    to->keeps = false;
    to->count = from->count > 0 ? ((from->count - 1) >> more) + 1 : 0;
    to->recent_count = to->level > 0 ? from->recent_count : 0;
    to->levels = to->sample = calloc(to->count + 1, sizeof *to->sample);
    to->recent = to->level > 0 ? malloc(TRAJECTORY_RING * sizeof *to->recent) : NULL;
    if (!to->levels || (to->level > 0 && !to->recent)) {
        trajectory_release(to);
        return false;
    }
    for (size_t i = 0; i < to->count; i++)
        to->sample[i] = from->sample[i << more];
    if (to->recent)
        memcpy(to->recent, from->recent, TRAJECTORY_RING * sizeof *to->recent);
    return true;
}

/* Leaves out every second sample; where they are kept, all stay where they were. */
static void thin(struct trajectory *trajectory)
{
    const struct sample *fine = trajectory->sample;
    set_level(trajectory, trajectory->level + 1);
    int oldest = trajectory->level - (trajectory->keeps ? TRAJECTORY_LEVELS - 1 : 0);
    if (trajectory->oldest < oldest)
        trajectory->oldest = oldest;
    trajectory->count /= 2;
    trajectory->edition++;
    for (size_t i = 0; i < trajectory->count; i++)
        sample_copy(&trajectory->sample[i], &fine[2 * i], trajectory->n);
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

/* The level that a path has when this is its newest step. */
static int level_at(const struct trajectory *trajectory, long step)
{
    int level = 0;
    while (step - trajectory->first >= (long)TRAJECTORY_CAPACITY << level)
        level++;
    return level;
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
    trajectory->edition++;
    long dropped = trajectory->last - step, recent = (long)trajectory->recent_count;
    int level = level_at(trajectory, step);
    set_level(trajectory, level > trajectory->oldest ? level : trajectory->oldest);
    trajectory->recent_count = dropped < recent ? (size_t)(recent - dropped) : 0;
    trajectory->count = (size_t)((step - trajectory->first) / trajectory->stride) + 1;
    trajectory->last = step;
    if (trajectory->level == 0)
        renew_recent(trajectory);
}

long trajectory_back(const struct trajectory *trajectory, long step)
{
    long newest = step - TRAJECTORY_RECENT + 1, kept = trajectory->last + 1;
    int level = level_at(trajectory, step);
    if (level < trajectory->oldest)
        return trajectory->first;
    kept -= (long)trajectory->recent_count;
    return level == 0 || newest >= kept ? step : newest;
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
    size_t older = (size_t)(span + trajectory->stride - 1) >> trajectory->level;
    return older < trajectory->count ? older : trajectory->count;
}

size_t trajectory_length(const struct trajectory *trajectory)
{
    return older_count(trajectory) + recent_shown(trajectory);
}

size_t trajectory_upto(const struct trajectory *trajectory, long step)
{
    size_t older = older_count(trajectory);
    long recent = first_recent(trajectory);
    if (step > trajectory->last)
        step = trajectory->last;
    if (step >= recent && recent_shown(trajectory) > 0)
        return older + (size_t)(step - recent);
    size_t i = (size_t)((step - trajectory->first) / trajectory->stride);
    return i < older ? i : older - 1;
}

size_t trajectory_settled(const struct trajectory *trajectory)
{
    return trajectory->stride == 1 ? trajectory_length(trajectory) : older_count(trajectory);
}

const struct sample *trajectory_at(const struct trajectory *trajectory, size_t i)
{
    size_t older = older_count(trajectory);
    if (i < older)
        return &trajectory->sample[i];
    long step = first_recent(trajectory) + (long)(i - older);
    return &trajectory->recent[step % TRAJECTORY_RING];
}

const struct sample *trajectory_stretch(const struct trajectory *trajectory, size_t i,
                                        size_t *count)
{
    size_t older = older_count(trajectory), length = trajectory_length(trajectory);
    const struct sample *sample = trajectory_at(trajectory, i);
    *count = (i < older ? older : length) - i;
    if (i >= older) {
        size_t ring = (size_t)(trajectory->recent + TRAJECTORY_RING - sample);
        *count = ring < *count ? ring : *count;
    }
    return sample;
}

/* The sample of a step, or NULL where it was left out. */
static const struct sample *sample_of(const struct trajectory *trajectory, long step)
{
    if (step > trajectory->last - (long)trajectory->recent_count)
        return &trajectory->recent[step % TRAJECTORY_RING];
    return is_due(trajectory, step)
               ? &trajectory->sample[(step - trajectory->first) / trajectory->stride]
               : NULL;
}

bool trajectory_begins(const struct trajectory *path, const struct trajectory *whole)
{
    bool begins = path->last >= 0 && path->last <= whole->last && path->first == whole->first;
    for (size_t i = begins ? trajectory_length(path) : 0; begins && i-- > 0;) {
        const struct sample *one = trajectory_at(path, i), *other = sample_of(whole, one->step);
        begins = !other || memcmp(one->x, other->x, (size_t)path->n * sizeof *one->x) == 0;
    }
    return begins;
}
