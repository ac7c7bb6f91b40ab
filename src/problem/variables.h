/* The variables that a loss can read: the columns of a dataset under names of the formula
 * language, renamed, or made of a text label. */
#ifndef PROBLEM_VARIABLES_H
#define PROBLEM_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pairs.h"

struct dataset;
struct error;

struct variable {
    char name[NAME_SIZE];
    size_t column; /* of the dataset, or DATASET_ROW */
    bool listed;   /* it was named, and is not just a column's own name */
    bool labelled; /* 1 where the cell is `label`, 0 where it is another */
    char label[PAIRS_MAX_ITEM + 1];
};

struct variables {
    size_t count;
    struct variable *list; /* [count], owned; no name twice */
};

/* Checks a list of names and columns, `x=flipper_length_mm,y=#6` (#6 is the sixth column), and one
 * of names, columns and texts, `y=species:Gentoo`, without a dataset. */
bool variables_check_columns(const char *columns, struct error *error);
bool variables_check_labels(const char *labels, struct error *error);

/* The variables that the two lists (NULL: empty) and the names in the file make: a name in a list
 * goes before a column of that name; a column whose name is no identifier needs one to be read;
 * `row` is there unless something else has that name. The listed ones come first. On failure
 * *variables is empty. Release with variables_release in either case. */
bool variables_of(struct variables *variables, const struct dataset *dataset, const char *columns,
                  const char *labels, struct error *error);
void variables_release(struct variables *variables);

/* Adds one more, before the others. */
bool variables_add(struct variables *variables, const struct variable *variable,
                   struct error *error);

/* Where the formula that `error` is about holds the name of a column that is no identifier, says
 * instead how to give it one. */
void variables_explain(const struct dataset *dataset, const char *formula, struct error *error);

/* The variable of that name, or NULL. Borrowed. */
const struct variable *variables_find(const struct variables *variables, const char *name);

#endif
