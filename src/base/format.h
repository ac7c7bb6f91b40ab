/* Texts with strings and whole numbers in them, for what is written in every frame. The printf of
 * the C library can do far more, and each frame that follows a sleep has to fetch all of that from
 * memory again. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* As snprintf, of %s, %d, %ld and %% alone: writes into out[size], size > 0, what fits there with
 * its NUL. Returns the bytes written, without the NUL. */
size_t format_text(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
size_t format_list(char *out, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#endif
