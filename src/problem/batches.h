/* The batches of an epoch: which rows a step takes. The order of an epoch's rows is a function of
 * the seed and the epoch, so a run that goes back needs to remember only its place in it. */
#ifndef PROBLEM_BATCHES_H
#define PROBLEM_BATCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "problem/mean.h"

struct learning;

struct batches {
    const struct learning *learning; /* borrowed; NULL: no data */
    size_t size;                     /* rows a batch; 0: all, in the order of the file */
    bool shuffle;                    /* the epochs that begin from now on */
    uint64_t seed;
    /* [rows], owned: the order of the rows in `epoch`; if that is -1, of the file; NULL where
     * `size` is 0. */
    uint32_t *order;
    long epoch;
    struct mean_rows rows; /* the batch that was taken last */
};

/* A batch has `size` rows, or all rows if `size` is 0 or is not less than their number. Returns
 * false when memory runs out. Call batches_release in both cases. */
bool batches_init(struct batches *batches, const struct learning *learning, long size, bool shuffle,
                  uint64_t seed);
void batches_release(struct batches *batches);

/* Puts the order of the epoch into `order`, where there is one: a random order if `shuffled`, else
 * that of the file. */
void batches_order(struct batches *batches, long epoch, bool shuffled);

/* Takes into `rows` the batch that begins at `next` in the order of the epoch; the last one of an
 * epoch may be smaller. Returns where the batch after it begins: 0 at the end of the epoch. */
size_t batches_take(struct batches *batches, long epoch, bool shuffled, size_t next);

#endif
