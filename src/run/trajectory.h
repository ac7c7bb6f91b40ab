/* The path of a run, in bounded memory.
 *
 * Samples are shown every `stride` steps; at capacity every second one is left out and the stride
 * doubles. The newest steps are there one by one besides, so that the head of the path is true.
 * What was left out the last times can be kept aside (trajectory_keep): a path that is cut back is
 * then the one that there was at that step. */
#ifndef RUN_TRAJECTORY_H
#define RUN_TRAJECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"

enum {
    TRAJECTORY_CAPACITY = 1024,
    TRAJECTORY_RECENT = 64,                  /* newest steps that are shown one by one */
    TRAJECTORY_RING = 2 * TRAJECTORY_RECENT, /* and are kept, for when a path is cut back */
    TRAJECTORY_LEVELS = 4                    /* strides of which the samples are kept */
};

/* Where a coordinate is larger than this, a path has run away: pictures don't follow it. Prices and
 * populations are smaller. */
#define TRAJECTORY_FARTHEST 1e12

/* Members of the types long and double take turns. A compiler then copies them one by one, which is
 * faster: a copy of two at once would wait until both have been written to memory. */
struct sample {
    long step;
    double loss;
    long evaluations; /* of the objective, so far */
    double grad_norm;
    long trials; /* trial steps of line searches, so far */
    double lr;
    long epoch; /* of an objective with data: passes through the rows made so far; else -1 */
    /* Have a meaning only then: */
    double batch_loss;        /* of the step's batch, before the step; NAN at the start */
    long hessians;            /* always: how many of the evaluations were Hessians */
    double validation;        /* the loss of the rows held out; NAN: there are none */
    double x[PARAMETERS_MAX]; /* [n] */
};

struct trajectory {
    int n;
    long first, stride;    /* the first sample's step; a power of two */
    size_t count;          /* samples in `sample`, steps ascending, the first is the first */
    struct sample *sample; /* [TRAJECTORY_CAPACITY], in `levels` */
    size_t recent_count;   /* how many of `recent` are valid */
    struct sample *recent; /* ring by step % TRAJECTORY_RING, owned; every step */
    long last;             /* the newest step, -1 when empty */

    /* The samples of stride 2^level, full but for the present level; those of all levels from
     * `oldest` on are there, each at level % TRAJECTORY_LEVELS. Owned. */
    struct sample *levels;
    int level, oldest;
    bool keeps; /* more than the present one */

    unsigned long edition; /* another one after all but adding at the end: trajectory_settled */
};

/* Caller's storage. On failure the trajectory is empty and may be released. */
bool trajectory_init(struct trajectory *trajectory, int n);
void trajectory_release(struct trajectory *trajectory);
void trajectory_clear(struct trajectory *trajectory);

/* From now on keeps what is left out. The path is a short one: nothing has been left out yet. */
void trajectory_keep(struct trajectory *trajectory);

/* Makes `to` show the same path as `from`. `to` has been initialised for the same n. The copy
 * cannot be cut back as `from` can. */
void trajectory_copy(struct trajectory *to, const struct trajectory *from);

/* The same, of its own memory, which holds no more than it shows: at most `most` samples a stride
 * apart, of which there are two at least, and where that leaves steps out the newest ones one by
 * one. `to` is not initialised, and released as usual; it can't be added to. Returns false where
 * memory runs out: `to` is empty then. */
bool trajectory_digest(struct trajectory *to, const struct trajectory *from, size_t most);

/* Adds the next step: sample->step is `last` + 1 (any step >= 0 when empty). */
void trajectory_add(struct trajectory *trajectory, const struct sample *sample);

/* Forgets everything after `step`. */
void trajectory_truncate(struct trajectory *trajectory, long step);

/* To make the path what it was at `step`: cut it back to the step that this returns, which is at or
 * before `step`, and add the steps after that again. */
long trajectory_back(const struct trajectory *trajectory, long step);

/* The path to draw: first the samples a stride apart, then the newest steps one by one. No step
 * comes twice, and steps ascend. trajectory_length says how many samples that are, trajectory_at
 * returns number i, borrowed until the next change. */
size_t trajectory_length(const struct trajectory *trajectory);
const struct sample *trajectory_at(const struct trajectory *trajectory, size_t i);

/* The same, and in *count how many of the path lie behind each other in memory from there on. i is
 * less than the length. */
const struct sample *trajectory_stretch(const struct trajectory *trajectory, size_t i,
                                        size_t *count);

/* The number of the last of these that is of `step` or a step before it; the path is not empty, and
 * begins no later. */
size_t trajectory_upto(const struct trajectory *trajectory, long step);

/* How many of these, from the first on, stay as they are and where they are for as long as the
 * edition is the same. */
size_t trajectory_settled(const struct trajectory *trajectory);

/* Is the path the beginning of `whole`, or all of it, as far as steps are shown by both? An empty
 * path is none. */
bool trajectory_begins(const struct trajectory *path, const struct trajectory *whole);

/* Are its n parameters finite and no larger than TRAJECTORY_FARTHEST? */
bool point_is_near(const double *x, int n);

/* Copies a sample with its n parameters. The loop walks with pointers because compilers turn a loop
 * over an index into a call of memmove, which is slow for a few numbers. */
static inline void sample_copy(struct sample *to, const struct sample *from, int n)
{
    to->step = from->step;
    to->evaluations = from->evaluations;
    to->trials = from->trials;
    to->loss = from->loss;
    to->grad_norm = from->grad_norm;
    to->lr = from->lr;
    to->epoch = from->epoch;
    to->hessians = from->hessians;
    if (from->epoch >= 0) {
        to->batch_loss = from->batch_loss;
        to->validation = from->validation;
    }
    double *x = to->x;
    for (const double *at = from->x, *end = at + n; at < end;)
        *x++ = *at++;
}

/* What the evaluations so far cost a run with n parameters, as studies count it: a value with its
 * gradient 1, and a Hessian, which comes with both, n, as that is what n products of it with a
 * vector cost. */
static inline long sample_cost(const struct sample *sample, int n)
{
    return sample->evaluations + (n - 1) * sample->hessians;
}

#endif
