/* What the program says: messages on standard error, results on standard output. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* Exit statuses. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_TERMINAL = 3 };

/* `ttydescent: WHAT: message`, and where the error has a place, the line of text[length] with a
 * caret under it. `what` may be NULL. Returns the status that goes with it: EXIT_USAGE, or where
 * memory is short EXIT_FAILED. */
int report_error(const char *what, const struct error *error, const char *text, size_t length);

/* `ttydescent: message`, its settings as options. */
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes the buffer to standard output and empties it. Returns false after a message where that
 * fails: a full disk, no memory. */
bool output_flush(struct buffer *buffer);

/* The same once more than 64 KiB have gathered. */
bool output_drain(struct buffer *buffer);

/* Spells what is in the buffer in ASCII where the locale's character set is not UTF-8: é as e. */
void output_transliterate(struct buffer *buffer);

/* Appends the text and blanks, `columns` in all. */
void output_padded(struct buffer *buffer, const char *text, size_t columns);

/* Appends the label of a line of a summary, and such a line with a number. */
void output_label(struct buffer *buffer, const char *name);
void output_number(struct buffer *buffer, const char *name, double number, int digits);

/* Appends text as one line, its words one blank apart. */
void output_line(struct buffer *buffer, const char *text);

/* Appends text, broken at blanks to lines of at most 79 columns, each indented; `column` columns
 * of the first one are there already. */
void output_wrapped(struct buffer *buffer, const char *text, size_t column, size_t indent);

/* A row of a list: `left`, and from column `indent` on the text, broken likewise. */
void output_entry(struct buffer *buffer, const char *left, const char *text, size_t indent);

#endif
