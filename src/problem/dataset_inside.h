/* What a data set consists of, for dataset.c, dataset_read.c and dataset_extract.c alone. */
#ifndef PROBLEM_DATASET_INSIDE_H
#define PROBLEM_DATASET_INSIDE_H

#include "base/table.h"
#include "problem/cells.h"
#include "problem/dataset.h"
#include "problem/dialect.h"
#include "problem/string_pool.h"

enum { DATASET_SHOWN = 40, DATASET_HINT = 120 }; /* bytes of a name and of a hint in a message */
_Static_assert((int)DATASET_HINT >= NAMES_HINT, "a hint of a name is one");

struct column {
    uint32_t name; /* among the names; STRING_POOL_NONE: it has none */
    struct cells cells;
};

/* Which column has a name. */
struct named {
    size_t column;
    size_t twin; /* the second one that has it; 0: none, as the first column is no second one */
};

/* From this row on rows stand so many lines below the row of their number. */
struct shift {
    size_t row;
    long by;
};

struct dataset {
    size_t owners;
    char *path, *missing;   /* owned */
    struct dialect dialect; /* as it was found to be; its `missing` is the one above */
    long header;            /* the line of the names, 0: none */
    struct string_pool names;
    struct named *named;   /* [names.count], room for `room` */
    struct column *column; /* [columns], room for `room` */
    size_t rows, columns, capacity, room;
    struct shift *shift; /* [shifts], ascending; a row has that of the last one not behind it */
    size_t shifts;
    void *kept; /* or NULL */
    void (*release)(void *kept);
    size_t illegible; /* the number, from 1, of the first column whose name is no UTF-8; 0: none */
};

/* "; did you mean 'near'?", with the text nearest to `text`, or nothing where none is near. */
const char *dataset_suggest(const struct string_pool *texts, const char *text,
                            char out[DATASET_HINT]);

/* What a byte of the table is called: "semicolons". */
const char *dataset_word(const struct table *table, char byte);

#endif
