#include "cells/write.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

int write_width(const char *text)
{
    return (int)text_columns(text, strlen(text));
}

static const char *ellipsis(const struct display *display)
{
    return display->blocks ? "…" : "...";
}

int write_bytes(struct frame *frame, int row, int column, const char *text, size_t length,
                struct style style)
{
    return frame_bytes(frame, row, column, INT_MAX, text, length, style.fg, FRAME_DEFAULT,
                       style.attributes);
}

static bool in_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

/* The bytes of text[length] that fill at most `columns` without ending within a number. */
static size_t whole_length(const char *text, size_t length, int columns)
{
    size_t fits = text_cut(text, length, (size_t)columns), end = fits;

    while (end > 0 && end < length && in_number(text[end - 1]) && in_number(text[end]))
        end--;
    return end > 0 ? end : fits;
}

int write_left(struct frame *frame, int row, int column, int columns, const char *text,
               struct style style, const struct display *display)
{
    size_t length = strlen(text);
    int dots = write_width(ellipsis(display)), used;

    if (write_width(text) <= columns || columns <= dots)
        return frame_text(frame, row, column, columns, text, style.fg, FRAME_DEFAULT,
                          style.attributes);
    length = whole_length(text, length, columns - dots);
    used = write_bytes(frame, row, column, text, length, style);
    return used + frame_text(frame, row, column + used, dots, ellipsis(display), style.fg,
                             FRAME_DEFAULT, style.attributes);
}

int write_right(struct frame *frame, int row, int column, int columns, const char *text,
                struct style style)
{
    int width = write_width(text);

    if (width > columns)
        return 0;
    return frame_text(frame, row, column + columns - width, width, text, style.fg, FRAME_DEFAULT,
                      style.attributes);
}

/* The bytes of text[length] that go on a line of `columns`: up to the last space that fits, or as
 * many as fit where a word is longer than the line, and a glyph at least. */
static size_t line_length(const char *text, size_t length, int columns)
{
    uint32_t glyph;
    size_t fits = text_cut(text, length, (size_t)columns);
    if (fits == 0 && length > 0)
        fits = text_decode(text, length, &glyph);
    size_t end = fits;

    if (fits == length)
        return length;
    while (end > 0 && text[end] != ' ')
        end--;
    return end > 0 ? end : fits;
}

size_t write_line(const char *text, int columns, const char **rest)
{
    size_t length = line_length(text, strlen(text), columns > 1 ? columns : 1);

    *rest = text + length + strspn(text + length, " ");
    return length;
}

static int lines_of(const char *text, size_t length, int columns)
{
    int lines = 0;

    for (size_t take; length > 0; lines++, text += take, length -= take) {
        take = line_length(text, length, columns > 1 ? columns : 1);
        while (take < length && text[take] == ' ')
            take++;
    }
    return lines;
}

int write_lines(const char *text, int columns)
{
    return lines_of(text, strlen(text), columns);
}

/* The bytes of the text before its last clause, of which `length` are looked at; 0: that is its
 * first one. */
static size_t without_last(const char *text, size_t length)
{
    size_t end = 0;
    int depth = 0;

    for (size_t i = 0; i + 1 < length; i++) {
        depth += (text[i] == '(') - (text[i] == ')');
        if (depth == 0 && strchr(",:;", text[i]) && text[i + 1] == ' ')
            end = i;
    }
    return end;
}

size_t write_clauses(const char *text, int rows, int columns)
{
    size_t length = strlen(text);

    while (length > 0 && lines_of(text, length, columns) > rows)
        length = without_last(text, length);
    return length;
}

size_t write_items(const char *text, int columns)
{
    size_t whole = 0;

    if (write_width(text) <= columns)
        return strlen(text);
    for (const char *end = strstr(text, WRITE_GAP);
         end && (int)text_columns(text, (size_t)(end - text)) <= columns;
         end = strstr(end + 1, WRITE_GAP))
        whole = (size_t)(end - text);
    return whole;
}

int write_wrapped(struct frame *frame, struct rectangle area, const char *text, struct style style,
                  const struct display *display)
{
    size_t length = strlen(text);
    int dots = write_width(ellipsis(display)), row = 0;

    while (length > 0 && row < area.rows) {
        size_t take = line_length(text, length, area.columns);
        if (row == area.rows - 1 && take < length && area.columns > dots) {
            take = line_length(text, length, area.columns - dots);
            frame_text(frame, area.row + row, area.column + (int)text_columns(text, take), dots,
                       ellipsis(display), style.fg, FRAME_DEFAULT, style.attributes);
        }
        write_bytes(frame, area.row + row++, area.column, text, take, style);
        while (take < length && text[take] == ' ')
            take++;
        text += take;
        length -= take;
    }
    return row;
}
