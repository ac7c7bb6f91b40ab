#include "problem/batches.h"

#include <stdlib.h>

#include "problem/examples.h"
#include "problem/learning.h"

enum { FILE_ORDER = -1 };

static void order_of_file(struct batches *batches)
{
    for (size_t i = 0; i < batches->learning->train.rows; i++)
        batches->order[i] = (uint32_t)i;
    batches->epoch = FILE_ORDER;
}

bool batches_init(struct batches *batches, const struct learning *learning, long size, bool shuffle,
                  uint64_t seed)
{
    size_t rows = learning ? learning->train.rows : 0;
    *batches = (struct batches){
        .learning = learning,
        .size = (size_t)size < rows ? (size_t)size : 0,
        .shuffle = shuffle,
        .seed = seed,
    };
    if (batches->size == 0)
        return true;
    batches->order = malloc(rows * sizeof *batches->order);
    if (batches->order)
        order_of_file(batches);
    return batches->order;
}

void batches_release(struct batches *batches)
{
    free(batches->order);
    *batches = (struct batches){0};
}

void batches_order(struct batches *batches, long epoch, bool shuffled)
{
    long wanted = shuffled ? epoch : FILE_ORDER;
    if (batches->size == 0 || batches->epoch == wanted)
        return;
    if (!shuffled) {
        order_of_file(batches);
        return;
    }
    examples_order(batches->seed, epoch, batches->order, batches->learning->train.rows);
    batches->epoch = epoch;
}

size_t batches_take(struct batches *batches, long epoch, bool shuffled, size_t next)
{
    struct mean_rows *rows = &batches->rows;
    size_t all = batches->learning->train.rows, left = all - next;
    *rows = learning_train(batches->learning);
    if (batches->size == 0)
        return 0;
    batches_order(batches, epoch, shuffled);
    rows->order = batches->order + next;
    rows->count = batches->size < left ? batches->size : left;
    return (next + rows->count) % all;
}
