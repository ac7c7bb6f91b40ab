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

void output_wrapped(struct buffer *buffer, const char *text, int indent)
{
    size_t column = LINE_COLUMNS; /* so that the first word begins a line */
    bool first = true;
    while (*text) {
        size_t word = strcspn(text, " "), width = text_columns(text, word);
        if (column + 1 + width > LINE_COLUMNS) {
            if (!first)
                buffer_text(buffer, "\n");
            buffer_fill(buffer, ' ', (size_t)indent);
            column = (size_t)indent + width;
        } else {
            buffer_text(buffer, " ");
            column += 1 + width;
        }
        buffer_add(buffer, text, word);
        text += word + strspn(text + word, " ");
        first = false;
    }
    buffer_text(buffer, "\n");
}
