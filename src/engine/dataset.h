/* A data set: the table that a file of comma-separated values holds (base/csv.h says how it is
 * written), and the columns that a formula reads from it. Immutable; it may have several owners.
 *
 * The first record names the columns, which each further record has a value for: a number
 * (decimal, with a point, as number_parse reads it; quotes make no difference), a missing value
 * (NA, or nothing at all; an empty pair of quotes, too) or a text, which anything else is. Texts
 * do no harm where they are not asked for as numbers. */
#ifndef ENGINE_DATASET_H
#define ENGINE_DATASET_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct dataset;
struct error;
struct examples;

enum { DATASET_MAX_COLUMNS = 64, DATASET_MAX_ROWS = 1000000, DATASET_MAX_BYTES = 1 << 30 };

/* Reads a file, "-" for standard input. Returns NULL with the error, which names file and line,
 * where the file can't be read as such a table or is past a limit: DATASET_MAX_COLUMNS,
 * DATASET_MAX_ROWS, DATASET_MAX_BYTES of memory for all that is kept. Refused are also a file
 * without a row below the names, names that are no UTF-8 or hold control or invisible characters,
 * two columns of one name (unless it is empty), and rows of another length than the names'. */
struct dataset *dataset_read(const char *path, struct error *error);

/* The same with another limit of memory: for tests. */
struct dataset *dataset_read_within(const char *path, size_t bytes, struct error *error);

/* One more owner. Returns the data set. */
struct dataset *dataset_share(struct dataset *dataset);

/* One owner less; the last one frees it. NULL is allowed. */
void dataset_release(struct dataset *dataset);

size_t dataset_rows(const struct dataset *dataset);    /* at least 1 */
size_t dataset_columns(const struct dataset *dataset); /* at least 1 */

/* The name of column i, "" for one that can't be asked for. Borrowed. */
const char *dataset_name(const struct dataset *dataset, size_t i);

/* The column of that name, or -1; "" names none. dataset_need says so, with the nearest name or
 * else some that there are. */
int dataset_find(const struct dataset *dataset, const char *name);
int dataset_need(const struct dataset *dataset, const char *name, struct error *error);

/* Appends "area, price, …": the names of the first columns. */
void dataset_list(const struct dataset *dataset, struct buffer *out);

/* A column that is asked for. */
struct dataset_column {
    const char *name; /* what it is called in messages */
    size_t column;
    const char *label; /* NULL: its numbers; else 1 where the value is this text, or a number that
                          is equal to this one, and 0 where it is another */
};

/* Takes out columns[count] of all rows that have a value in each of them; the others are counted
 * in examples->dropped. Fails where a column that is to be numbers holds a text, where no value
 * is the label, and where no row is left; *examples is empty then. */
bool dataset_extract(const struct dataset *dataset, const struct dataset_column *columns,
                     size_t count, struct examples *examples, struct error *error);

#endif
