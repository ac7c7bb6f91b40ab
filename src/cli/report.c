#include "cli/report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { LINE_COLUMNS = 79, DRAIN_SIZE = 64 * 1024 };

void report_error(const char *what, const struct error *error, const char *text, size_t length)
{
    struct buffer out = {0};
    buffer_text(&out, "ttydescent: ");
    if (what) {
        text_sanitize(what, strlen(what), &out);
        buffer_text(&out, ": ");
    }
    error_show(error, text, length, &out);
    fputs(buffer_string(&out), stderr);
    buffer_release(&out);
}

void report(const char *format, ...)
{
    char message[1024];
    struct buffer out = {0};
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    text_sanitize(message, strlen(message), &out);
    fprintf(stderr, "ttydescent: %s\n", buffer_string(&out));
    buffer_release(&out);
}

bool output_flush(struct buffer *buffer)
{
    bool whole = !buffer->failed;
    errno = ENOMEM;
    whole = whole && fwrite(buffer_string(buffer), 1, buffer->size, stdout) == buffer->size &&
            fflush(stdout) == 0;
    if (!whole)
        report("can't write the output: %s", strerror(errno));
    buffer_clear(buffer);
    return whole;
}

bool output_drain(struct buffer *buffer)
{
    return buffer->size < DRAIN_SIZE || output_flush(buffer);
}

/* Appends blanks up to a column; returns the column reached. */
static size_t fill_to(struct buffer *buffer, size_t column, size_t wanted)
{
    if (column >= wanted)
        return column;
    buffer_fill(buffer, ' ', wanted - column);
    return wanted;
}

void output_wrapped(struct buffer *buffer, const char *text, size_t column, size_t indent)
{
    column = fill_to(buffer, column, indent);
    for (bool first = true; *text; first = false) {
        size_t word = strcspn(text, " "), width = text_columns(text, word);
        if (!first && column + 1 + width > LINE_COLUMNS) {
            buffer_text(buffer, "\n");
            column = fill_to(buffer, 0, indent);
        } else if (!first) {
            buffer_text(buffer, " ");
            column++;
        }
        buffer_add(buffer, text, word);
        column += width;
        text += word + strspn(text + word, " ");
    }
    buffer_text(buffer, "\n");
}

void output_entry(struct buffer *buffer, const char *left, const char *text, size_t indent)
{
    buffer_text(buffer, left);
    buffer_text(buffer, " ");
    output_wrapped(buffer, text, text_columns(left, strlen(left)) + 1, indent);
}
