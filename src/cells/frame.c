#include "cells/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cells/colormap.h"

static const struct cell blank = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};

enum backdrop backdrop_of(const double rgb[3])
{
    double thousandths = 1000 * rgb_luminance(rgb);

    if (thousandths <= BACKDROP_DARK_MOST)
        return BACKDROP_DARK;
    return thousandths >= BACKDROP_LIGHT_LEAST ? BACKDROP_LIGHT : BACKDROP_UNKNOWN;
}

bool frame_resize(struct frame *frame, int rows, int columns)
{
    size_t count = rows > 0 && columns > 0 ? (size_t)rows * (size_t)columns : 0;

    if (count > (size_t)frame->rows * (size_t)frame->columns) {
        struct cell *cells = realloc(frame->cells, count * sizeof *cells);
        if (!cells) {
            return false;
        }
        frame->cells = cells;
    }
    frame->rows = count ? rows : 0;
    frame->columns = count ? columns : 0;
    frame_clear(frame);
    return true;
}

void frame_release(struct frame *frame)
{
    free(frame->cells);
    *frame = (struct frame){0};
}

void frame_clear(struct frame *frame)
{
    size_t count = (size_t)frame->rows * (size_t)frame->columns;

    for (size_t i = 0; i < count; i++) {
        frame->cells[i] = blank;
    }
    frame->cursor_row = frame->cursor_column = 0;
    frame->cursor_visible = frame->failed = false;
}

struct cell *frame_cell(struct frame *frame, int row, int column)
{
    if (row < 0 || column < 0 || row >= frame->rows || column >= frame->columns) {
        return NULL;
    }
    return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
}

const struct cell *frame_look(const struct frame *frame, int row, int column)
{
    bool inside = row >= 0 && column >= 0 && row < frame->rows && column < frame->columns;

    return inside ? &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column] : &blank;
}

/* What stays of a wide glyph of which the cell was a half is a blank. */
static void part(const struct frame *frame, struct cell *cell, int column)
{
    if (column > 0 && cell[0].glyph == FRAME_BEHIND)
        cell[-1].glyph = ' ';
    if (column + 1 < frame->columns && cell[1].glyph == FRAME_BEHIND)
        cell[1].glyph = ' ';
}

void frame_glyph(struct frame *frame, int row, int column, uint32_t glyph, int fg, int bg,
                 int attributes)
{
    struct cell *cell = frame_cell(frame, row, column);
    bool wide = text_width(glyph) == 2, fits = column + 1 < frame->columns;

    if (!cell)
        return;
    part(frame, cell, column);
    *cell = (struct cell){.glyph = wide && !fits ? ' ' : glyph,
                          .fg = fg,
                          .bg = bg == FRAME_DEFAULT ? cell->bg : bg,
                          .attributes = attributes};
    if (wide && fits) {
        part(frame, cell + 1, column + 1);
        cell[1] = cell[0]; /* in the same colours */
        cell[1].glyph = FRAME_BEHIND;
    }
}

/* How much of text[length] is plain ASCII. */
static size_t plain_length(const char *text, size_t length)
{
    size_t plain = 0;

    while (plain < length && text[plain] >= ' ' && text[plain] <= '~')
        plain++;
    return plain;
}

/* Text of plain ASCII within the row, a cell each, in the style of `like`. */
static void put_plain(struct frame *frame, int row, int column, const char *text, size_t length,
                      const struct cell *like)
{
    struct cell *cell = frame_cell(frame, row, column), put = *like;
    bool keeps = like->bg == FRAME_DEFAULT;

    part(frame, cell, column);
    part(frame, cell + length - 1, column + (int)length - 1);
    for (size_t i = 0; i < length; i++, cell++) {
        put.glyph = (unsigned char)text[i];
        put.bg = keeps ? cell->bg : put.bg;
        *cell = put;
    }
}

/* The glyph at the head of text[length]. Returns its bytes; 0: it is wider than `columns`. */
static size_t put_next(struct frame *frame, int row, int column, int columns, const char *text,
                       size_t length, const struct cell *like, int *width)
{
    uint32_t glyph;
    size_t bytes = text_decode(text, length, &glyph);

    *width = text_width(glyph);
    if (*width > columns)
        return 0;
    if (*width > 0)
        frame_glyph(frame, row, column, text_visible(glyph), like->fg, like->bg, like->attributes);
    return bytes;
}

/* Is there a combining mark at the head of text[length]? */
static bool is_mark(const char *text, size_t length)
{
    uint32_t glyph;

    return (unsigned char)text[0] >= 0x80 && text_decode(text, length, &glyph) > 0 &&
           text_width(glyph) == 0;
}

/* Puts the mark at the head of text[length] onto the letter before the column, where they make
 * one. */
static void put_mark(struct frame *frame, int row, int column, const char *text, size_t length)
{
    struct cell *cell = frame_cell(frame, row, column - 1);
    uint32_t mark, letter;

    if (cell && cell->glyph == FRAME_BEHIND)
        cell = frame_cell(frame, row, column - 2);
    text_decode(text, length, &mark);
    if (cell && (letter = text_compose(cell->glyph, mark)))
        cell->glyph = letter;
}

int frame_bytes(struct frame *frame, int row, int column, int columns, const char *text,
                size_t length, int fg, int bg, int attributes)
{
    const struct cell like = {.fg = fg, .bg = bg, .attributes = attributes};
    int edge = frame->columns - column, room = columns < edge ? columns : edge, used = 0, width;
    bool inside = frame_cell(frame, row, column);

    while (length > 0 && (used < edge || is_mark(text, length))) {
        size_t left = inside && used < room ? (size_t)(room - used) : 0;
        size_t bytes = plain_length(text, left < length ? left : length);
        width = (int)bytes;
        if (bytes > 0)
            put_plain(frame, row, column + used, text, bytes, &like);
        else
            bytes =
                put_next(frame, row, column + used, columns - used, text, length, &like, &width);
        if (bytes == 0)
            break;
        if (width == 0 && used > 0)
            put_mark(frame, row, column + used, text, length);
        used += width;
        text += bytes;
        length -= bytes;
    }
    return used;
}

int frame_text(struct frame *frame, int row, int column, int columns, const char *text, int fg,
               int bg, int attributes)
{
    return frame_bytes(frame, row, column, columns, text, strlen(text), fg, bg, attributes);
}

void frame_blank(struct frame *frame, int row, int column, int rows, int columns)
{
    for (int r = row; r < row + rows; r++) {
        for (int c = column; c < column + columns; c++) {
            struct cell *cell = frame_cell(frame, r, c);
            if (cell) {
                part(frame, cell, c);
                *cell = blank;
            }
        }
    }
}

bool cells_equal(const struct cell *a, const struct cell *b, size_t count)
{
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

bool frame_same_row(const struct frame *a, const struct frame *b, int row)
{
    return row < a->rows && row < b->rows && a->columns == b->columns &&
           cells_equal(frame_look(a, row, 0), frame_look(b, row, 0), (size_t)a->columns);
}

bool frame_equal(const struct frame *a, const struct frame *b)
{
    size_t count = (size_t)a->rows * (size_t)a->columns;

    if (a->rows != b->rows || a->columns != b->columns || a->cursor_row != b->cursor_row ||
        a->cursor_column != b->cursor_column || a->cursor_visible != b->cursor_visible) {
        return false;
    }
    return cells_equal(a->cells, b->cells, count);
}

void frame_take_part(struct frame *frame, const struct frame *from, int row, int column, int rows,
                     int columns)
{
    size_t first = (size_t)row * (size_t)from->columns + (size_t)column;

    for (int i = 0; i < rows; i++, first += (size_t)from->columns)
        memcpy(frame->cells + first, from->cells + first, (size_t)columns * sizeof *from->cells);
    frame->cursor_row = from->cursor_row;
    frame->cursor_column = from->cursor_column;
    frame->cursor_visible = from->cursor_visible;
    frame->failed = from->failed;
}

void frame_take(struct frame *frame, const struct frame *from)
{
    frame_take_part(frame, from, 0, 0, from->rows, from->columns);
}
