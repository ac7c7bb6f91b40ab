/* What makes a dataset an objective: the rows to learn from and the rows held out, and the mean of
 * a loss over them. */
#ifndef PROBLEM_LEARNING_H
#define PROBLEM_LEARNING_H

#include <stdbool.h>
#include <stdint.h>

#include "problem/examples.h"
#include "problem/mean.h"
#include "problem/model.h"
#include "problem/selection.h"

struct buffer;
struct dataset;
struct error;
struct formula;

/* What is learnt from what; all borrowed. */
struct task {
    struct dataset *data;
    const char *columns, *labels; /* see variables_of; NULL: none. What the loss reads and nothing
                                   * is called, is guessed: see guess.h */
    const char *standardize;      /* "all", or a list of variables; NULL: none */
    double validation;            /* the part of the rows that is held out, 0 to below 1 */
    uint64_t seed;                /* of the choice of these */
    const struct model *model;    /* NULL: `loss` is the user's own */
    const char *loss;
    const char *const *parameter; /* [n] */
    int n;
    int jobs; /* threads that sums over rows may take, at least 1 */
};

struct learning {
    const struct model *model;   /* or NULL */
    struct selection *selection; /* owned, with others; what follows is in it: */
    size_t columns;
    struct learning_column column[FORMULA_MAX_VARIABLES]; /* [columns] */
    struct examples train, held;                          /* held.rows may be 0 */
    size_t dropped;                                       /* rows with a missing value */
    uint32_t *drawn; /* rows enough for pictures, evenly spread, NULL: all */
    size_t drawn_count;
    bool guessed; /* nobody has said which column is x */
    struct mean mean;
};

/* Compiles the loss into *formula and takes the columns that it reads from the dataset; they are
 * its first variables. A parameter and a column of the same name are an error where the loss
 * reads it. `all` standardizes what the loss reads but labels and columns of 0 and 1, which say
 * yes or no. Returns NULL with the error (its place is in the loss) and *formula NULL; else free
 * with learning_free, and then the formula. */
struct learning *learning_create(const struct task *task, struct formula **formula,
                                 struct error *error);
void learning_free(struct learning *learning);

/* All rows to learn from; all that are held out, which may be none; those for pictures.
 * Borrowed. */
struct mean_rows learning_train(const struct learning *learning);
struct mean_rows learning_held(const struct learning *learning);
struct mean_rows learning_drawn(const struct learning *learning);

/* The index of a column among those that the loss reads, or -1. */
int learning_find(const struct learning *learning, const char *name);

/* Appends which column of the file each name is that the loss reads: "x is sqft, y is price". */
void learning_tell_columns(const struct learning *learning, struct buffer *out);

/* Of a model, the parameters x[n] in the units of the raw columns, as its row says: raw[n]. Returns
 * false where no column is standardized, the loss is the user's own, or the model does not scale a
 * y back; raw is not to be used then. raw_parameters (raw.h) knows of other losses, too. */
bool learning_raw(const struct learning *learning, const double *x, double *raw,
                  struct error *error);

#endif
