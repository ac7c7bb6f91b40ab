#include "cli/report.h"

#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

enum { LINE_COLUMNS = 79, DRAIN_SIZE = 64 * 1024 };

/* Writes the message to standard error and releases it; where there was no memory to write it, that
 * is the message. */
static void tell(struct buffer *message)
{
    output_transliterate(message);
    fputs(message->failed ? "ttydescent: out of memory\n" : buffer_string(message), stderr);
    buffer_release(message);
}

int report_error(const char *what, const struct error *error, const char *text, size_t length)
{
    struct buffer out = {0};
    buffer_text(&out, "ttydescent: ");
    if (what) {
        text_sanitize(what, strlen(what), &out);
        buffer_text(&out, ": ");
    }
    error_show(error, text, length, &out);
    bool memory = error->memory || out.failed;
    tell(&out);
    return memory ? EXIT_FAILED : EXIT_USAGE;
}

void report(const char *format, ...)
{
    char message[1024];
    struct buffer out = {0}, told = {0};
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    error_settings(message, SETTING_AS_OPTION, &told);
    buffer_text(&out, "ttydescent: ");
    text_sanitize(buffer_string(&told), told.size, &out);
    buffer_text(&out, "\n");
    out.failed = out.failed || told.failed;
    buffer_release(&told);
    tell(&out);
}

/* How a code point beyond ASCII is spelt in it. */
static const char *ascii_spelling(uint32_t glyph, char letter[2])
{
    /* U+00C0 to U+00FF */
    static const char base[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
    if (glyph == 0x2026)
        return "...";
    letter[0] = glyph >= 0xC0 && glyph <= 0xFF ? base[glyph - 0xC0] : '?';
    letter[1] = '\0';
    return letter;
}

void output_transliterate(struct buffer *buffer)
{
    struct buffer ascii = {0};
    uint32_t glyph;
    char letter[2];
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    for (size_t i = 0; i < buffer->size;) {
        size_t size = text_decode(buffer->data + i, buffer->size - i, &glyph);
        if (glyph < 0x80)
            buffer_add(&ascii, buffer->data + i, size);
        else
            buffer_text(&ascii, ascii_spelling(glyph, letter));
        i += size;
    }
    ascii.failed = ascii.failed || buffer->failed;
    buffer_release(buffer);
    *buffer = ascii;
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

void output_padded(struct buffer *buffer, const char *text, size_t columns)
{
    size_t used = text_columns(text, strlen(text));
    buffer_text(buffer, text);
    buffer_fill(buffer, ' ', used < columns ? columns - used : 0);
}

void output_label(struct buffer *buffer, const char *name)
{
    output_padded(buffer, name, 13);
    buffer_text(buffer, " ");
}

void output_number(struct buffer *buffer, const char *name, double number, int digits)
{
    char text[NUMBER_SIZE];
    output_label(buffer, name);
    buffer_format(buffer, "%s\n", number_short(text, number, digits));
}

void output_line(struct buffer *buffer, const char *text)
{
    static const char blanks[] = " \t\r\n";
    for (text += strspn(text, blanks); *text;) {
        size_t word = strcspn(text, blanks);
        buffer_add(buffer, text, word);
        text += word;
        text += strspn(text, blanks);
        buffer_text(buffer, *text ? " " : "");
    }
    buffer_text(buffer, "\n");
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
