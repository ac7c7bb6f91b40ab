/* How a file of data is written: whether a line names the columns, which byte separates the fields,
 * which one is the decimal sign, which texts stand for a missing value. What nobody has said is
 * found out from the beginning of the file. */
#ifndef PROBLEM_DIALECT_H
#define PROBLEM_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

struct buffer;
struct error;

enum dialect_header { DIALECT_AUTO, DIALECT_ON, DIALECT_OFF };

/* What was found where the first line could be one or the other. */
enum dialect_doubt { DIALECT_CERTAIN, DIALECT_MAYBE_NAMES, DIALECT_MAYBE_DATA };

struct dialect {
    enum dialect_header header; /* DIALECT_AUTO, 0: to be found out */
    char separator;             /* , ; | a tab or a space */
    char decimal;               /* . or , */
    const char *missing;        /* a list of texts, borrowed; NULL: DIALECT_MISSING */
    enum dialect_doubt doubt;   /* found: line 1 may be names after all, or data */
    bool declared;              /* found: line 1 is `sep=;`, as Excel writes and reads it */
    bool numbered;              /* found: rows begin with their number, which has no name */
};

/* nan is what the program itself writes. An empty field is always missing. */
#define DIALECT_MISSING "NA,N/A,NaN,nan,null,NULL,None,?,."

/* The words for header, separator and decimal: rows of struct dialect_word, `auto` first. */
struct dialect_word {
    const char *name;
    int value;
    const char *told; /* "semicolons" */
};
extern const struct table dialect_headers, dialect_separators, dialect_decimals;

/* Checks a list for `missing`: texts separated by commas, none of them empty. */
bool dialect_check_missing(const char *list, struct error *error);

/* Finds out what is not said yet, from the bytes that the file begins with; `whole`: it has no
 * others.
 *
 * The separator is that with which most lines have as many fields as the first (or one more: a
 * first column without a name) and most fields are numbers; a comma where none does. The decimal
 * sign is a comma where more numbers show one than a point, but not where commas separate, and not
 * where each may just as well group three digits. The first line is data where its fields are
 * numbers in columns of numbers, and names where they are of another kind than their columns; of
 * both, what most columns say; where they say nothing, what most of its fields are. Numbers that
 * count up by ones beside a text or an empty field are names (pandas), and so are years in their
 * order, and numbers in quotes where those below have none. */
void dialect_find(struct dialect *dialect, const char *bytes, size_t size, bool whole);

/* Is it a missing value, of those that were said or else of the usual ones? */
bool dialect_is_missing(const struct dialect *dialect, const char *text);

/* Reads a number: as number_parse does, with the decimal sign; an exponent of Fortran's, 1.5D+03,
 * is read, too. False, and *number as it was, where it is none. */
bool dialect_number(const struct dialect *dialect, const char *text, double *number);

/* Do people write this text where a number is missing: NA, "?", inf? */
bool dialect_looks_missing(const char *text);

/* What a person who wrote this text for a number may have to know: "; digits are not grouped", or
 * "". Goes into out[size]. Returns `out`. */
char *dialect_hint(const struct dialect *dialect, const char *text, char *out, size_t size);

#endif
