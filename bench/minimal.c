#include "bench/minimal.h"

#include <stdbool.h>
#include <stdio.h>

static const struct cell blank = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};

/* What the terminal has come to while the bytes are counted. */
struct writer {
    const struct frame *from, *to;
    int row, column; /* of the cursor; column == columns: behind the last */
    struct cell pen; /* colours and attributes; the glyph does not matter */
    size_t bytes;
};

static const struct cell *cell_at(const struct frame *frame, int row, int column)
{
    return frame ? &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column] : &blank;
}

/* A blank shows nothing of its foreground. */
static bool shows_ink(const struct cell *cell)
{
    return cell->glyph != ' ' || (cell->attributes & (CELL_REVERSE | CELL_UNDERLINE));
}

static bool looks_same(const struct cell *a, const struct cell *b)
{
    bool ink = shows_ink(a) || shows_ink(b);
    return a->glyph == b->glyph && a->bg == b->bg &&
           (!ink || (a->fg == b->fg && a->attributes == b->attributes));
}

static bool differs(const struct writer *writer, int row, int column)
{
    return !looks_same(cell_at(writer->from, row, column), cell_at(writer->to, row, column));
}

static size_t glyph_bytes(uint32_t glyph)
{
    return glyph < 0x80 ? 1 : glyph < 0x800 ? 2 : glyph < 0x10000 ? 3 : 4;
}

static size_t digits(int number)
{
    return (size_t)snprintf(NULL, 0, "%d", number);
}

/* --- colours --- */

/* One parameter of an SGR and the separator that goes with it: ";31", ";91", ";38;5;208",
 * ";38;2;0;10;255". */
static size_t color_bytes(int color)
{
    if (color >= FRAME_RGB)
        return 8 + digits(color >> 16 & 0xFF) + digits(color >> 8 & 0xFF) + digits(color & 0xFF);
    return color < 16 ? 3 : 6 + digits(color);
}

static size_t background_bytes(int color)
{
    return color_bytes(color) + (color >= 8 && color < 16);
}

static size_t attribute_bytes(int attributes)
{
    return 2 * (size_t)(!!(attributes & CELL_BOLD) + !!(attributes & CELL_REVERSE) +
                        !!(attributes & CELL_UNDERLINE));
}

/* From a reset on, which itself is an empty parameter: "\033[;1;31m". */
static size_t anew_bytes(const struct cell *to)
{
    size_t fg = to->fg == FRAME_DEFAULT ? 0 : color_bytes(to->fg);
    size_t bg = to->bg == FRAME_DEFAULT ? 0 : background_bytes(to->bg);
    return 3 + attribute_bytes(to->attributes) + fg + bg;
}

/* Only what changes; attributes can be added and ended, the sign ";22" is longer than ";1". */
static size_t change_bytes(const struct cell *from, const struct cell *to)
{
    int added = to->attributes & ~from->attributes, ended = from->attributes & ~to->attributes;
    size_t codes = attribute_bytes(added) + attribute_bytes(ended) / 2 * 3;
    codes += from->fg == to->fg ? 0 : color_bytes(to->fg);
    codes += from->bg == to->bg ? 0 : background_bytes(to->bg);
    return codes > 0 ? 3 + codes - 1 : 0;
}

/* The bytes that a cell needs before its glyph; and the pen after them. */
static size_t pen_bytes(const struct cell *pen, const struct cell *cell, struct cell *after)
{
    struct cell wanted = *cell;
    if (!shows_ink(cell)) {
        wanted.fg = pen->fg;
        wanted.attributes = pen->attributes & CELL_BOLD;
    }
    *after = wanted;
    size_t change = change_bytes(pen, &wanted), anew = anew_bytes(&wanted);
    return change <= anew ? change : anew;
}

/* --- moving --- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* "\033[C", "\033[3C": by sequence over `count` places; 0 places are free. */
static size_t steps_bytes(int count)
{
    return count == 0 ? 0 : count == 1 ? 3 : 3 + digits(count);
}

/* Along a row from column `from` to `to`. Behind the last column the cursor stands on it. */
static size_t along_bytes(const struct writer *writer, int from, int to)
{
    int last = writer->to->columns - 1;
    from = from > last ? last : from;
    if (to < from)
        return least(least((size_t)(from - to), steps_bytes(from - to)), 1 + steps_bytes(to));
    return steps_bytes(to - from);
}

/* Writing again what lies between, which is as it should be. */
static size_t rewrite_bytes(const struct writer *writer, int row, int from, int to,
                            struct cell *pen)
{
    size_t bytes = 0;
    for (int column = from; column < to; column++) {
        const struct cell *cell = cell_at(writer->to, row, column);
        struct cell after;
        bytes += pen_bytes(pen, cell, &after) + glyph_bytes(cell->glyph);
        *pen = after;
    }
    return bytes;
}

/* "\033[row;columnH", without what is 1. */
static size_t address_bytes(int row, int column)
{
    return 3 + (row > 0 ? digits(row + 1) : 0) + (column > 0 ? 1 + digits(column + 1) : 0);
}

static size_t vertical_bytes(int rows)
{
    return rows > 0 ? least((size_t)rows, steps_bytes(rows)) : steps_bytes(-rows);
}

static void move(struct writer *writer, int row, int column)
{
    struct cell pen = writer->pen;
    size_t bytes = address_bytes(row, column);
    size_t down = vertical_bytes(row - writer->row);
    bytes = least(bytes, down + along_bytes(writer, writer->column, column));
    bytes = least(bytes, down + 1 + along_bytes(writer, 0, column)); /* carriage return */
    if (row == writer->row && column == writer->column)
        bytes = 0;
    if (row == writer->row && column > writer->column && column - writer->column < 16) {
        size_t rewrite = rewrite_bytes(writer, row, writer->column, column, &pen);
        if (rewrite <= bytes) {
            bytes = rewrite;
            writer->pen = pen;
        }
    }
    writer->bytes += bytes;
    writer->row = row;
    writer->column = column;
}

/* --- writing --- */

/* How many cells from here on look the same. */
static int run_length(const struct writer *writer, int row, int column)
{
    int end = column + 1;
    while (end < writer->to->columns &&
           looks_same(cell_at(writer->to, row, column), cell_at(writer->to, row, end)))
        end++;
    return end - column;
}

/* How many of a run have to be written: up to the last that differs. */
static int needed(const struct writer *writer, int row, int column, int length)
{
    while (length > 1 && !differs(writer, row, column + length - 1))
        length--;
    return length;
}

/* Writes a run of equal cells: one by one, by repeating, or by erasing to the end of the line. */
static void write_run(struct writer *writer, int length)
{
    const struct cell *cell = cell_at(writer->to, writer->row, writer->column);
    bool to_end = writer->column + length == writer->to->columns;
    struct cell after;
    size_t glyph = glyph_bytes(cell->glyph), bytes = glyph * (size_t)length;
    writer->bytes += pen_bytes(&writer->pen, cell, &after);
    writer->pen = after;
    if (length > 1)
        bytes = least(bytes, glyph + 3 + digits(length - 1));
    if (to_end && !shows_ink(cell) && bytes > 3)
        bytes = 3; /* the cursor stays, and the row is done */
    else
        writer->column += length;
    writer->bytes += bytes;
}

static void write_row(struct writer *writer, int row)
{
    for (int column = 0, length; column < writer->to->columns; column += length) {
        length = run_length(writer, row, column);
        int skipped = 0;
        while (skipped < length && !differs(writer, row, column + skipped))
            skipped++;
        if (skipped == length)
            continue;
        move(writer, row, column + skipped);
        write_run(writer, needed(writer, row, column + skipped, length - skipped));
    }
}

size_t minimal_bytes(const struct frame *from, const struct frame *to)
{
    struct writer writer = {.from = from, .to = to, .pen = blank};
    if (from) {
        writer.row = from->cursor_row;
        writer.column = from->cursor_column;
    }
    for (int row = 0; row < to->rows; row++)
        write_row(&writer, row);
    if (writer.bytes > 0 &&
        (writer.pen.fg != FRAME_DEFAULT || writer.pen.bg != FRAME_DEFAULT || writer.pen.attributes))
        writer.bytes += 3;
    move(&writer, to->cursor_row, to->cursor_column);
    return writer.bytes;
}
