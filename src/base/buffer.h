/* A growing string of bytes, always followed by a NUL that does not count.
 *
 * Running out of memory sets `failed` and makes every later addition do nothing, so a caller
 * checks once, at the end. Caller's storage: buffer_init (or = {0}) and buffer_release. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *data; /* owned; NULL until something is added */
    size_t size, capacity;
    bool failed;
};

void buffer_init(struct buffer *buffer);
void buffer_release(struct buffer *buffer);

/* Empties the buffer and keeps its memory. */
void buffer_clear(struct buffer *buffer);

void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends `character` (one byte) `count` times. */
void buffer_fill(struct buffer *buffer, char character, size_t count);

/* Appends a code point as UTF-8. */
void buffer_glyph(struct buffer *buffer, uint32_t glyph);

/* Appends a whole number in decimal. */
void buffer_count(struct buffer *buffer, unsigned count);

/* Appends a number so that reading it back gives the same double (%.17g), in any locale. */
void buffer_number(struct buffer *buffer, double number);

/* The contents as a C string ("" when empty). Borrowed until the next change. */
const char *buffer_string(const struct buffer *buffer);

#endif
