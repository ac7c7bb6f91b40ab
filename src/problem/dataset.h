/* A data set: the table that a file of comma-separated values holds (base/csv.h says how fields are
 * written, problem/dialect.h what separates them and what is found out), and the columns that a
 * formula reads from it. Immutable, but for what is kept beside it; it may have several owners.
 *
 * The first record names the columns; where it is data, they are c1, c2 and so on. Each further
 * record has a value for each: a number (decimal; quotes make no difference), a missing value (an
 * empty field, one of the texts that were said to stand for it, or of the usual ones, which have no
 * quotes) or a text, which anything else is. Texts do no harm where they are not asked for as
 * numbers, nor do names that are no UTF-8 or stand there twice.
 *
 * Records of empty fields and those of dashes (---) are skipped; empty fields that a record has too
 * many at its end, too. Where the first row has one field more than there are names, and it begins
 * with a text, a quote or the number of the row, the first column has no name (R). A column whose
 * name is no UTF-8 is called #2 where it is the second. */
#ifndef PROBLEM_DATASET_H
#define PROBLEM_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct dataset;
struct dialect;
struct error;
struct examples;
struct reader;

enum { DATASET_MAX_COLUMNS = 65536, DATASET_MAX_ROWS = 1000000, DATASET_MAX_BYTES = 1 << 30 };

/* The built-in column `row`: 1, 2, 3 and so on, in the order of the file. */
#define DATASET_ROW SIZE_MAX

/* Reads a file as it is said to be written (NULL: all is to be found out). Takes the reader over.
 * Returns NULL with the error, which names file and line, where the file can't be read as such a
 * table or is past a limit: DATASET_MAX_COLUMNS, DATASET_MAX_ROWS, DATASET_MAX_BYTES of memory for
 * all that is kept. Refused are also a file without a row below the names, names that hold control
 * or invisible characters, and rows of another length than the first line's. */
struct dataset *dataset_read(struct reader *reader, const struct dialect *asked,
                             struct error *error);

/* The same with another limit of memory: for tests. */
struct dataset *dataset_read_within(struct reader *reader, const struct dialect *asked,
                                    size_t bytes, struct error *error);

/* One more owner. Returns the data set. */
struct dataset *dataset_share(struct dataset *dataset);

/* One owner less; the last one frees it. NULL is allowed. */
void dataset_release(struct dataset *dataset);

/* What somebody has made of the data set and wants to find again; a later one takes its place, and
 * it is released with the data set. NULL: nothing. */
void *dataset_kept(const struct dataset *dataset);
void dataset_keep(struct dataset *dataset, void *kept, void (*release)(void *kept));

size_t dataset_rows(const struct dataset *dataset);    /* at least 1 */
size_t dataset_columns(const struct dataset *dataset); /* at least 1 */

/* The file, as it was named. Borrowed. */
const char *dataset_path(const struct dataset *dataset);

/* The name of column i, DATASET_ROW included; "" for one that has none. Borrowed. */
const char *dataset_name(const struct dataset *dataset, size_t i);

/* Did a line of the file name the columns? And is the name of column i a number, as the file writes
 * them? */
bool dataset_is_named(const struct dataset *dataset);
bool dataset_name_number(const struct dataset *dataset, size_t i, double *number);

/* The column of that name, or -1: "" names none, nor does a name that two columns have.
 * dataset_need says so, with the nearest name or else some that there are. */
int dataset_find(const struct dataset *dataset, const char *name);
int dataset_need(const struct dataset *dataset, const char *name, struct error *error);

/* Has column i numbers; and no texts; and are these 0 and 1 alone? */
bool dataset_has_numbers(const struct dataset *dataset, size_t i);
bool dataset_is_numeric(const struct dataset *dataset, size_t i);
bool dataset_is_classes(const struct dataset *dataset, size_t i);

/* Do the numbers of column i count its rows, from 0 or 1? */
bool dataset_counts_rows(const struct dataset *dataset, size_t i);

/* A text of column i to ask for, yes rather than no, or else the first in the file; NULL where
 * there is but one text or none. Borrowed. */
const char *dataset_text(const struct dataset *dataset, size_t i);

/* Do two columns have the name? */
bool dataset_has_twins(const struct dataset *dataset, const char *name);

/* Appends "area, price, …": the names of the first columns. */
void dataset_list(const struct dataset *dataset, struct buffer *out);

/* Appends how the file was read: "150 rows, 5 columns, commas, no line of names". */
void dataset_describe(const struct dataset *dataset, struct buffer *out);

/* What the first line was taken for though it might be the other: "line 1 has numbers; taken as
 * names (--header off: as data)". NULL where there is no doubt. */
const char *dataset_doubt(const struct dataset *dataset);

/* The number in a row's column, NAN where it holds none; and the line on which the row begins. */
double dataset_number(const struct dataset *dataset, size_t row, size_t column);
long dataset_line(const struct dataset *dataset, size_t row);

/* Fails, with the first place, where column i holds a text: no number of it may be missing. `name`
 * is what it is called in the message. */
bool dataset_check_numbers(const struct dataset *dataset, size_t i, const char *name,
                           struct error *error);

/* A column that is asked for. */
struct dataset_column {
    const char *name;  /* what it is called in messages */
    size_t column;     /* or DATASET_ROW */
    const char *label; /* NULL: its numbers; else 1 where the value is this text, or a number that
                          is equal to this one, and 0 where it is another */
    const char *variable; /* what a formula calls it: for hints; NULL: by its name */
    bool whole;           /* each row needs a number: for hints */
};

/* Takes out columns[count] of all rows that have a value in each of them; the others are counted
 * in examples->dropped. Fails where a column that is to be numbers holds a text, where no value
 * is the label, and where no row is left; *examples is empty then. */
bool dataset_extract(const struct dataset *dataset, const struct dataset_column *columns,
                     size_t count, struct examples *examples, struct error *error);

#endif
