#include "engine/batches.h"

#include <stdlib.h>

#include "engine/examples.h"
#include "engine/learning.h"

enum { UNORDERED = -1 };

bool batches_init(struct batches *batches, const struct learning *learning, long size,
                  bool shuffle, uint64_t seed)
{
    size_t rows = learning ? learning->train.rows : 0;
    *batches = (struct batches){
        .learning = learning,
        .size = (size_t)size < rows ? (size_t)size : 0,
        .shuffle = shuffle,
        .seed = seed,
        .epoch = UNORDERED,
    };
    if (batches->size == 0)
        return true;
    batches->order = malloc(rows * sizeof *batches->order);
    for (size_t i = 0; batches->order && i < rows; i++)
        batches->order[i] = (uint32_t)i;
    return batches->order;
}

void batches_release(struct batches *batches)
{
    free(batches->order);
    *batches = (struct batches){0};
}

void batches_order(struct batches *batches, long epoch)
{
    if (batches->size == 0 || !batches->shuffle || batches->epoch == epoch)
        return;
    examples_order(batches->seed, epoch, batches->order, batches->learning->train.rows);
    batches->epoch = epoch;
}

size_t batches_take(struct batches *batches, long epoch, size_t next)
{
    struct mean_rows *rows = &batches->rows;
    size_t all = batches->learning->train.rows, left = all - next;
    *rows = learning_train(batches->learning);
    if (batches->size == 0)
        return 0;
    batches_order(batches, epoch);
    rows->order = batches->order + next;
    rows->count = batches->size < left ? batches->size : left;
    return (next + rows->count) % all;
}
