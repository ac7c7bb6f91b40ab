#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/setting.h"
#include "base/text.h"

enum { EXCERPT_COLUMNS = 72, PATH_SHOWN = 72, PLACE_SIZE = 64 };

enum { SETTING_BEGIN = 0x0E, SETTING_END = 0x0F };

/* Sets the error. The message is made harmless, and cut at a code point where it is too long.
 * Allocates nothing, so that "out of memory" can be said. */
__attribute__((format(printf, 4, 0))) static void
set_error(struct error *error, int line, int column, const char *format, va_list args)
{
    char raw[1024];
    if (!error)
        return;
    vsnprintf(raw, sizeof raw, format, args);
    *error = (struct error){.line = line, .column = column};
    size_t length = strlen(raw), used = 0;
    for (size_t i = 0; i < length;) {
        uint32_t glyph;
        char bytes[4];
        i += text_decode(raw + i, length - i, &glyph);
        bool mark = glyph == SETTING_BEGIN || glyph == SETTING_END;
        if (text_width(glyph) == 0)
            continue;
        size_t size = text_encode(mark ? glyph : text_visible(glyph), bytes);
        if (used + size >= sizeof error->message)
            break;
        memcpy(error->message + used, bytes, size);
        used += size;
    }
}

bool error_set(struct error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_error(error, 0, 0, format, args);
    va_end(args);
    return false;
}

bool error_at(struct error *error, int line, int column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_error(error, line, column, format, args);
    va_end(args);
    return false;
}

bool error_in(struct error *error, const char *setting)
{
    if (error && !error->setting)
        error->setting = setting;
    return false;
}

/* "line 7, column 3: ", or less of it. */
static void write_place(char out[PLACE_SIZE], long line, long column)
{
    out[0] = '\0';
    if (line > 0 && column > 0)
        snprintf(out, PLACE_SIZE, "line %ld, column %ld: ", line, column);
    else if (line > 0)
        snprintf(out, PLACE_SIZE, "line %ld: ", line);
}

bool error_in_file(struct error *error, const char *path, long line, long column,
                   const char *format, ...)
{
    char reason[sizeof error->message], place[PLACE_SIZE], shown[PATH_SHOWN];
    if (strcmp(path, "-") == 0)
        path = "standard input";
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    write_place(place, line, column);
    return error_set(error, "%s: %s%s", text_tail(path, shown, sizeof shown), place, reason);
}

bool error_in_text(struct error *error, const char *path)
{
    if (!error || error->memory)
        return false;
    const struct error inside = *error;
    return error_in_file(error, path, inside.line, inside.column, "%s", inside.message);
}

bool error_memory(struct error *error)
{
    error_set(error, "out of memory");
    if (error)
        error->memory = true;
    return false;
}

void error_place(const char *text, size_t length, size_t offset, int *line, int *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < length;) {
        uint32_t glyph;
        i += text_decode(text + i, length - i, &glyph);
        if (glyph == '\n') {
            ++*line;
            *column = 1;
        } else {
            ++*column;
        }
    }
}

/* The bytes of line `line` (from 1) of text[length], without its end. */
static const char *find_line(const char *text, size_t length, int line, size_t *size)
{
    const char *end = text + length;
    while (line > 1 && text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline ? newline + 1 : end;
        line--;
    }
    const char *newline = text < end ? memchr(text, '\n', (size_t)(end - text)) : NULL;
    *size = (size_t)((newline ? newline : end) - text);
    if (*size > 0 && text[*size - 1] == '\r')
        --*size;
    return text;
}

/* Appends the name text[size] of a setting: in a command as it is called on the screen. */
static void write_name(const char *text, size_t size, bool option, struct buffer *out)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)size, text);
    buffer_text(out, option ? name : setting_shown(name));
}

/* Appends the setting text[size], "lr 0.1". */
static void write_setting(const char *text, size_t size, const char *lead, bool quoted,
                          struct buffer *out)
{
    char value[sizeof((struct error *)0)->message];
    size_t name = strcspn(text, " \x0f");
    buffer_text(out, lead);
    write_name(text, name < size ? name : size, quoted, out);
    if (!quoted || name >= size) {
        buffer_add(out, text + (name < size ? name : size), size - (name < size ? name : size));
        return;
    }
    buffer_text(out, " ");
    snprintf(value, sizeof value, "%.*s", (int)(size - name - 1), text + name + 1);
    text_quote(value, out);
}

void error_settings(const char *message, enum setting_style style, struct buffer *out)
{
    static const char marks[] = {SETTING_BEGIN, SETTING_END, '\0'}, end[] = {SETTING_END, '\0'};
    bool option = style == SETTING_AS_OPTION, goes_on = false;
    for (;;) {
        size_t plain = strcspn(message, marks);
        goes_on = goes_on && plain == 1 && *message == ' ';
        buffer_add(out, message, plain);
        message += plain;
        if (*message == '\0')
            return;
        if (*message++ == SETTING_END) /* foreign, without a beginning */
            continue;
        size_t size = strcspn(message, end); /* a message that was cut lacks the end */
        write_setting(message, size, option || goes_on ? "--" : ":", option, out);
        message += size + (message[size] != '\0');
        goes_on = true;
    }
}

void error_settings_within(char *message, size_t size, enum setting_style style)
{
    struct buffer out = {0};
    error_settings(message, style, &out);
    if (!out.failed)
        snprintf(message, size, "%s", buffer_string(&out));
    buffer_release(&out);
}

/* The bytes of line[size] before the code point number `column`, from 1. */
static size_t bytes_before(const char *line, size_t size, int column)
{
    size_t bytes = 0;
    for (uint32_t glyph; column > 1 && bytes < size; column--)
        bytes += text_decode(line + bytes, size - bytes, &glyph);
    return bytes;
}

void error_show(const struct error *error, const char *text, size_t length, struct buffer *out)
{
    if (error->line > 0)
        buffer_format(out, "line %d, column %d: ", error->line, error->column);
    error_settings(error->message, SETTING_AS_OPTION, out);
    buffer_text(out, "\n");
    if (error->line == 0)
        return;
    size_t size;
    const char *line = find_line(text, length, error->line, &size);
    size_t column = text_columns(line, bytes_before(line, size, error->column)), first = 0;
    if (column > EXCERPT_COLUMNS * 3 / 4)
        first = column - EXCERPT_COLUMNS / 2;
    size_t skip = text_cut(line, size, first);
    first = text_columns(line, skip);
    size_t shown = text_cut(line + skip, size - skip, EXCERPT_COLUMNS);
    buffer_text(out, "  ");
    text_sanitize(line + skip, shown, out);
    buffer_text(out, "\n  ");
    buffer_fill(out, ' ', column - first);
    buffer_text(out, "^\n");
}
