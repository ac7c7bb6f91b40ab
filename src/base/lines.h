/* Text of settings, a line each: `NAME VALUE`. Blanks around both don't count, nor does a
 * byte-order mark at the beginning; lines without anything and lines that begin with # are
 * skipped. */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct error;

/* Takes one line: its name and what follows, which may be "" and may be cut further. Returns false
 * with the error; its column is that of the value. */
typedef bool lines_take(void *into, const char *name, char *value, struct error *error);

/* Hands each line of text[size] to `take`, until one is refused: the error's line and column are
 * then those of the text. What holds a byte 0 is no text, and refused. */
bool lines_read(const char *text, size_t size, lines_take *take, void *into, struct error *error);

/* Refuses `lr = 0.1` and `lr=0.1`, and says how that is written. */
bool lines_check(const char *name, const char *value, struct error *error);

#endif
