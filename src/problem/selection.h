/* What a loss reads of a data set: columns and rows taken out, rows held out, columns scaled. All
 * who read the same of a data set share it, so that a run that begins again, another model, and
 * each run of a study begin without a look at all the rows. */
#ifndef PROBLEM_SELECTION_H
#define PROBLEM_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "formula/formula.h"
#include "problem/examples.h"

struct error;
struct model;
struct task;
struct variable;

/* A column that the loss reads: what was taken off it and what it was divided by. */
struct learning_column {
    char name[NAME_SIZE];
    char title[NAME_SIZE]; /* for people: its name in the file, or the text that is 1 */
    bool classes;          /* 0 and 1 alone, in all rows, also those held out: they say yes or no */
    bool standardized;
    double mean, deviation; /* of the rows to learn from: of the raw column, 0 and 1 of one that is
                             * as it was */
};

/* Immutable. */
struct selection {
    size_t owners;
    struct buffer key;              /* what it was made from */
    const struct model *classifier; /* the model where it learns from yes and no; or NULL */
    size_t columns;
    struct learning_column column[FORMULA_MAX_VARIABLES]; /* [columns] */
    struct examples train, held;                          /* held.rows may be 0 */
    size_t dropped;                                       /* rows with a missing value */
    uint32_t *drawn; /* owned: rows enough for pictures, evenly spread, NULL: all */
    size_t drawn_count;
};

/* The variables[count] of the task's data, held out and scaled as the task says; the data set keeps
 * the last one that was made, and gives it again. Returns NULL with the error; else release it. */
struct selection *selection_of(const struct task *task, const struct variable *variable,
                               size_t count, struct error *error);
void selection_release(struct selection *selection);

/* Checks the list of `standardize` without a dataset. */
bool selection_check_standardize(const char *list, struct error *error);

#endif
