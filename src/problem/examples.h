/* The examples to learn from: columns of numbers without gaps, as a formula reads them; how they
 * are split, scaled and shuffled. */
#ifndef PROBLEM_EXAMPLES_H
#define PROBLEM_EXAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;

struct examples {
    size_t rows, columns;
    size_t stride;  /* numbers from one column's beginning to the next: whole lines of a cache */
    double *value;  /* [columns * stride], column after column, owned */
    size_t dropped; /* rows that were left out because a value is missing */
};

/* Room for so many numbers, all 0. False without the memory; there is nothing to release then. */
bool examples_init(struct examples *examples, size_t rows, size_t columns);
void examples_release(struct examples *examples);

/* The numbers of a column, [rows]. Borrowed. */
static inline double *examples_column(const struct examples *examples, size_t column)
{
    return examples->value + column * examples->stride;
}

/* Parts the rows in two: `held` gets `fraction` of them, in [0, 1), rounded to a whole number, at
 * least one and not all, chosen at random by the seed; `train` gets the others. Both keep the
 * order. A fraction of 0 leaves `held` without rows. Neither counts the dropped.
 * The two are the caller's to release; where there are too few rows for two parts, or too little
 * memory, both are empty. */
bool examples_split(const struct examples *all, double fraction, uint64_t seed,
                    struct examples *train, struct examples *held, struct error *error);

/* The mean of a column and its deviation (the square is divided by the number of rows, not by one
 * less), in two passes: exactly 0 for a column whose numbers are all the same. There must be a
 * row. Not finite where the sum of the squared differences is too large for a double. */
void examples_moments(const struct examples *examples, size_t column, double *mean,
                      double *deviation);

/* Are the numbers of the column 0 and 1 alone, so that they say yes or no? */
bool examples_are_classes(const struct examples *examples, size_t column);

/* Subtracts the mean and divides by the deviation, which is above 0. */
void examples_standardize(struct examples *examples, size_t column, double mean, double deviation);

/* The order[rows] in which an epoch goes through the rows: a permutation of 0 to rows - 1 (Fisher
 * and Yates; Durstenfeld, 1964, doi:10.1145/364520.364540) that depends on seed, epoch and rows
 * alone, so that it need not be kept to be gone back to. */
void examples_order(uint64_t seed, long epoch, uint32_t *order, size_t rows);

#endif
