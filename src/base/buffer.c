#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

void buffer_init(struct buffer *buffer)
{
    *buffer = (struct buffer){0};
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->data);
    buffer_init(buffer);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

/* Makes room for `more` bytes and the NUL. */
static bool reserve(struct buffer *buffer, size_t more)
{
    if (buffer->failed || more >= SIZE_MAX / 2 - buffer->size)
        return !(buffer->failed = true);
    size_t need = buffer->size + more + 1;
    if (need <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    char *data = realloc(buffer->data, capacity);
    if (!data)
        return !(buffer->failed = true);
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0 || !reserve(buffer, size))
        return;
    memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

/* What the room was too small for: so many bytes. */
__attribute__((format(printf, 3, 0))) static void format_anew(struct buffer *buffer, size_t size,
                                                              const char *format, va_list args)
{
    if (buffer->size < buffer->capacity)
        buffer->data[buffer->size] = '\0'; /* nothing of it stays where there is no memory */
    if (!reserve(buffer, size))
        return;
    vsnprintf(buffer->data + buffer->size, size + 1, format, args);
    buffer->size += size;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t room = buffer->failed ? 0 : buffer->capacity - buffer->size;
    char *end = room > 0 ? buffer->data + buffer->size : NULL;
    int size = vsnprintf(end, room, format, args);
    va_end(args);
    if (size > 0 && (size_t)size < room)
        buffer->size += (size_t)size;
    else if (size > 0)
        format_anew(buffer, (size_t)size, format, again);
    va_end(again);
}

void buffer_fill(struct buffer *buffer, char character, size_t count)
{
    if (count == 0 || !reserve(buffer, count))
        return;
    memset(buffer->data + buffer->size, character, count);
    buffer->size += count;
    buffer->data[buffer->size] = '\0';
}

void buffer_glyph(struct buffer *buffer, uint32_t glyph)
{
    char bytes[4];
    buffer_add(buffer, bytes, text_encode(glyph, bytes));
}

void buffer_count(struct buffer *buffer, unsigned count)
{
    char digits[3 * sizeof count];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + count % 10);
    while ((count /= 10) > 0);
    buffer_add(buffer, digits + at, sizeof digits - at);
}

void buffer_number(struct buffer *buffer, double number)
{
    char text[NUMBER_SIZE];
    buffer_text(buffer, number_write(text, number));
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}
