/* Registries. Surfaces, optimizers, keys and so on are const arrays of rows that each begin with
 * `const char *name`; a `struct table` is such an array with what generic code needs to walk it:
 * lists, completion, validation, suggestions and tests. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stddef.h>

#include "base/limits.h"

struct error;
struct buffer;

struct table {
    const char *kind; /* what a row is, for messages: "surface" */
    const void *rows; /* each row begins with `const char *name` */
    size_t count, stride;
};

/* A table over the array `rows`. */
#define TABLE(kind_, rows_)                                                                        \
    {                                                                                              \
        .kind = (kind_), .rows = (rows_), .count = sizeof(rows_) / sizeof *(rows_),                \
        .stride = sizeof *(rows_)                                                                  \
    }

/* Row i, i < count, and its name. */
const void *table_row(const struct table *table, size_t i);
const char *table_name(const struct table *table, size_t i);

/* The second member of row i, in tables where that is a `const char *` too: what the row means. */
const char *table_meaning(const struct table *table, size_t i);

/* The row with that name, or NULL. */
const void *table_find(const struct table *table, const char *name);

/* The same; on failure says so, with the nearest name where one is near: "there is no surface
 * 'rosenbrok'; did you mean 'rosenbrock'?". Of a few names, of which none is near, it tells them
 * all. */
const void *table_need(const struct table *table, const char *name, struct error *error);

/* The index of a row of the table. */
size_t table_index(const struct table *table, const void *row);

/* The row `by` places after `row`, going round at the ends. by may be negative. */
const void *table_walk(const struct table *table, const void *row, int by);

/* The name nearest to `word` (Damerau–Levenshtein distance at most a third of its length, at
 * least 1, and 2 for words of four letters or more), or NULL. A name of one letter is near to
 * itself alone. Where none is near, the first that begins with the word, of three letters or
 * more. */
const char *table_nearest(const struct table *table, const char *word);

/* The same of several tables that end with NULL: of the first in which one is near. */
const char *tables_nearest(const struct table *const *tables, const char *word);

/* The same for a plain list of names. */
const char *names_nearest(const char *const *names, size_t count, const char *word);

/* What a message about an unknown name ends with: "; did you mean 'NEAR'?", or `otherwise` where
 * near is NULL. Returns `out`. */
enum { NAMES_HINT = NAME_SIZE + 32 };
const char *names_hint(const char *near, const char *otherwise, char out[NAMES_HINT]);

/* Appends names, "x1, x2 and y": count of them or up to NULL, and before the last one `last`, such
 * as " and ". */
void names_list(struct buffer *out, const char *const *names, size_t count, const char *last);

/* How many letters apart two names are: insertions, deletions, substitutions and swaps of
 * neighbours (optimal string alignment). */
int names_distance(const char *from, const char *to);

#endif
