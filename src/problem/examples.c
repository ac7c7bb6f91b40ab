#include "problem/examples.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/rng.h"

bool examples_init(struct examples *examples, size_t rows, size_t columns)
{
    enum { LINE = 64 / sizeof(double) };
    size_t stride = (rows + LINE - 1) / LINE * LINE, size = stride * columns * sizeof(double);
    assert(columns == 0 || size / sizeof(double) / columns == stride);
    *examples = (struct examples){.rows = rows, .columns = columns, .stride = stride};
    examples->value = aligned_alloc(64, size > 0 ? size : 64);
    if (!examples->value)
        *examples = (struct examples){0};
    else
        memset(examples->value, 0, size);
    return examples->value;
}

void examples_release(struct examples *examples)
{
    free(examples->value);
    *examples = (struct examples){0};
}

/* --- parts --- */

/* How many of `rows` to hold out. */
static size_t share_of(size_t rows, double fraction)
{
    size_t held = (size_t)round(fraction * (double)rows);
    if (fraction == 0)
        return 0;
    if (held == 0)
        return 1;
    return held < rows ? held : rows - 1;
}

static void copy_row(const struct examples *from, size_t row, struct examples *to, size_t at)
{
    for (size_t i = 0; i < from->columns; i++)
        examples_column(to, i)[at] = examples_column(from, i)[row];
}

/* Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): a row is
 * held out with the probability of what is still to be chosen among what is still to come. */
static void part_rows(const struct examples *all, struct rng *rng, struct examples *train,
                      struct examples *held)
{
    size_t chosen = 0;
    for (size_t row = 0; row < all->rows; row++) {
        uint32_t left = (uint32_t)(all->rows - row);
        if (held->rows > 0 && rng_below(rng, left) < held->rows - chosen)
            copy_row(all, row, held, chosen++);
        else
            copy_row(all, row, train, row - chosen);
    }
}

bool examples_split(const struct examples *all, double fraction, uint64_t seed,
                    struct examples *train, struct examples *held, struct error *error)
{
    assert(fraction >= 0 && fraction < 1 && all->rows <= UINT32_MAX);
    *train = *held = (struct examples){0};
    if (fraction > 0 && all->rows < 2)
        return error_set(error, "there is one row only, and none to hold out for validation");
    size_t share = share_of(all->rows, fraction);
    if (!examples_init(train, all->rows - share, all->columns) ||
        !examples_init(held, share, all->columns)) {
        examples_release(train);
        return error_memory(error);
    }
    struct rng rng;
    rng_seed(&rng, seed, RNG_SPLIT);
    part_rows(all, &rng, train, held);
    return true;
}

/* --- scale --- */

void examples_moments(const struct examples *examples, size_t column, double *mean,
                      double *deviation)
{
    assert(examples->rows > 0);
    const double *value = examples_column(examples, column);
    double rows = (double)examples->rows, sum = 0, squares = 0;
    /* Counted from the first number, so that equal numbers have exactly their own mean. */
    for (size_t i = 0; i < examples->rows; i++)
        sum += value[i] - value[0];
    *mean = value[0] + sum / rows;
    for (size_t i = 0; i < examples->rows; i++)
        squares += (value[i] - *mean) * (value[i] - *mean);
    *deviation = sqrt(squares / rows);
}

bool examples_are_classes(const struct examples *examples, size_t column)
{
    const double *value = examples_column(examples, column);
    for (size_t i = 0; i < examples->rows; i++)
        if (value[i] != 0 && value[i] != 1)
            return false;
    return true;
}

void examples_standardize(struct examples *examples, size_t column, double mean, double deviation)
{
    double *value = examples_column(examples, column);
    assert(deviation > 0);
    for (size_t i = 0; i < examples->rows; i++)
        value[i] = (value[i] - mean) / deviation;
}

/* --- order --- */

void examples_order(uint64_t seed, long epoch, uint32_t *order, size_t rows)
{
    struct rng rng;
    assert(rows <= UINT32_MAX);
    rng_seed(&rng, seed, RNG_BATCH);
    rng_seed(&rng, rng_next(&rng) + (uint64_t)epoch, RNG_BATCH);
    for (size_t i = 0; i < rows; i++) {
        size_t other = rng_below(&rng, (uint32_t)i + 1);
        order[i] = order[other];
        order[other] = (uint32_t)i;
    }
}
