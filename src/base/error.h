/* An error: one sentence, and the place in the text that it is about.
 *
 * Functions that can fail on input return false (or NULL) and fill a `struct error` that the
 * caller lends; a NULL error is allowed everywhere and means "don't tell me". */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

struct error {
    int line, column;  /* from 1; column counts code points; 0, 0: the error has no place */
    char message[256]; /* printable UTF-8, no newline, no full stop */
};

/* Sets the message, without a place. Foreign bytes in the arguments are made harmless.
 * Always returns false, so that a function can end with `return error_set(…)`. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with a place. */
bool error_at(struct error *error, int line, int column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for a file too large to show a line of: the place is part of the message, "PATH: line 7,
 * column 3: …", and error->line is 0. A `column` of 0 is left out, a `line` of 0, too. Of a long
 * path there is the end, so that place and reason have 180 bytes; "-" is standard input. */
bool error_in_file(struct error *error, const char *path, long line, long column,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "Out of memory", for the error path of an allocation. Returns false. */
bool error_memory(struct error *error);

/* Turns byte `offset` of text[length] into line and column. Bytes that are no UTF-8 count as one
 * column each, as text_sanitize shows them. */
void error_place(const char *text, size_t length, size_t offset, int *line, int *column);

/* Appends the message and, where the error has a place, an excerpt of text[length] of at most 72
 * columns with a caret under the place:
 *
 *     line 1, column 5: expected a value
 *       2 * * x
 *           ^
 *
 * Every line ends with a newline; the text is sanitized. */
void error_show(const struct error *error, const char *text, size_t length, struct buffer *out);

#endif
