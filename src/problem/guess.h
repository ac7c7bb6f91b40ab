/* Which columns of a file are meant, where a loss reads an x or a y that nothing is called. */
#ifndef PROBLEM_GUESS_H
#define PROBLEM_GUESS_H

#include <stdbool.h>

#include "problem/model.h"

struct error;
struct task;
struct variables;

enum { GUESS_MOST = 4 }; /* names that a loss may read so */
_Static_assert((int)GUESS_MOST >= MODEL_COLUMNS, "a model's columns are guessed together");

/* Where the file has exactly as many free columns of numbers as there are names: gives them these,
 * in the order of the file, and sets *guessed. A column is free that has a name, is in none of the
 * lists and is not read under its own name. Where there are too few, columns that hold a text here
 * and there count, too, and then all, unless a label is wanted: what is wrong there will be told.
 * Returns false where memory is short. */
bool guess_columns(const struct task *task, struct variables *variables, const char *const *name,
                   int count, bool *guessed, struct error *error);

/* Says that these names are unknown, with a whole line to type that makes a choice. Returns
 * false. */
bool guess_refuse(const struct task *task, const struct variables *variables,
                  const char *const *unknown, int count, struct error *error);

#endif
