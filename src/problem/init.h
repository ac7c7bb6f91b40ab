/* How parameters begin: one row a way. Weights are drawn from a stream of their own (RNG_INIT), the
 * last parameter first, so that a seed gives the same ones whatever else is random. */
#ifndef PROBLEM_INIT_H
#define PROBLEM_INIT_H

#include <stdbool.h>

#include "base/rng.h"
#include "base/table.h"

struct buffer;
struct error;
struct model;

/* A row of the table `inits`. */
struct init {
    const char *name;
    double value;    /* default of its one number; NAN: it has none */
    double least;    /* what that may be */
    bool needs_fans; /* only a model's parameters have them */
    const char *meaning;
    const char *source; /* NULL: none needed */
    /* A weight between `in` and `out` connections (1 and 1 where they are not known). */
    double (*weight)(struct rng *rng, double value, int in, int out);
    bool biases; /* biases are drawn, too; else they are 0 */
};

extern const struct table inits;

/* A choice: a row and its number. */
struct init_choice {
    const struct init *init; /* NULL: none was made */
    double value;
};

/* Reads "xavier", "constant=0.5". On failure *choice is untouched. */
bool init_parse(struct init_choice *choice, const char *text, struct error *error);

/* Appends what init_parse reads. */
void init_spec(const struct init_choice *choice, struct buffer *out);

/* Draws x[n], the parameters of the model; NULL: n parameters of which no fan is known. */
void init_draw(const struct init_choice *choice, const struct model *model, uint64_t seed,
               double *x, int n);

#endif
