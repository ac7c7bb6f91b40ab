#include "term/direct.h"

#include "base/format.h"
#include "cells/sgr.h"
#include "term/capability.h"

/* Bytes of a sequence that moves the cursor or erases: what is shorter is written again. */
enum { MOVE_BYTES = 4 };

static const struct cell plain = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};

/* --- the pen --- */

/* The pen that a cell needs: a blank shows its background alone. */
static struct cell pen_for(const struct cell *pen, const struct cell *cell)
{
    struct cell wanted = *cell;

    if (cell->glyph == ' ' && !(cell->attributes & (CELL_REVERSE | CELL_UNDERLINE))) {
        wanted.fg = pen->fg;
        wanted.attributes = pen->attributes & CELL_BOLD;
    }
    return wanted;
}

static void take_pen(struct direct *direct, const struct cell *pen)
{
    sgr_change(direct->out, &direct->pen, pen);
    direct->pen = *pen;
}

/* --- the cursor --- */

/* Writes again what lies between, where that needs no other pen and is no longer than a move. */
static bool rewrite(struct direct *direct, const struct cell *row, int column)
{
    if (column - direct->column > MOVE_BYTES)
        return false;
    for (int i = direct->column; i < column; i++) {
        struct cell pen = pen_for(&direct->pen, &row[i]);
        if (row[i].glyph < ' ' || row[i].glyph > '~' || !sgr_same(&pen, &direct->pen))
            return false;
    }
    for (; direct->column < column; direct->column++)
        buffer_glyph(direct->out, row[direct->column].glyph);
    return true;
}

/* To a place of the row of `shown`. */
static void move(struct direct *direct, const struct frame *shown, int row, int column)
{
    const struct cell *cells = &shown->cells[(size_t)row * (size_t)shown->columns];
    int back = direct->column - column;
    bool known = direct->column >= 0;
    char sequence[32];

    if (known && row == direct->row && back <= 0) {
        if (back < 0 && !rewrite(direct, cells, column))
            buffer_add(direct->out, sequence,
                       format_text(sequence, sizeof sequence, "\033[%dC", -back));
    } else if (row == direct->row + 1 && column == 0) {
        buffer_text(direct->out, "\r\n");
    } else if (known && row == direct->row + 1 && back >= 0 && back <= MOVE_BYTES) {
        buffer_text(direct->out, "\n");
        buffer_fill(direct->out, '\b', (size_t)back);
    } else {
        buffer_add(direct->out, sequence,
                   format_text(sequence, sizeof sequence, "\033[%d;%dH", row + 1, column + 1));
    }
    direct->row = row;
    direct->column = column;
}

/* --- cells --- */

/* A cell of the frame, after it became that of `shown`. */
static void write_cell(struct direct *direct, const struct frame *shown, const struct frame *frame,
                       int row, int column)
{
    int fills;
    wchar_t glyph = capability_glyph(direct->display, frame, row, column, shown->columns, &fills);

    if (fills == 0)
        return;
    move(direct, shown, row, column);
    const struct cell pen = pen_for(&direct->pen, frame_look(frame, row, column));
    take_pen(direct, &pen);
    buffer_glyph(direct->out, (uint32_t)glyph);
    direct->column = column + fills < shown->columns ? column + fills : -1;
}

/* Where the blanks begin that end the row of the frame, if so many of them differ from what is
 * shown that they are better erased at once; else the columns of `shown`. */
static int row_end(const struct frame *shown, const struct frame *frame, int row)
{
    int end = shown->columns, differ = 0;

    while (end > 0 && cell_equal(frame_look(frame, row, end - 1), &plain)) {
        end--;
        differ += !cell_equal(frame_look(shown, row, end), &plain);
    }
    return differ > MOVE_BYTES ? end : shown->columns;
}

static void erase(struct direct *direct, const struct frame *shown, int row, int column)
{
    take_pen(direct, &plain);
    move(direct, shown, row, column);
    buffer_text(direct->out, "\033[K");
}

static void write_row(struct direct *direct, struct frame *shown, const struct frame *frame,
                      int row)
{
    if (frame_same_row(shown, frame, row))
        return;
    int end = row_end(shown, frame, row), columns = row < frame->rows ? frame->columns : 0;
    const struct cell *cells = frame_look(frame, row, 0);
    struct cell *old = frame_cell(shown, row, 0);

    for (int column = 0; column < shown->columns; column++, old++) {
        const struct cell *cell = column < columns ? &cells[column] : &plain;

        if (cell_equal(old, cell))
            continue;
        *old = *cell;
        if (column < end)
            write_cell(direct, shown, frame, row, column);
    }
    if (end < shown->columns)
        erase(direct, shown, row, end);
}

/* --- a frame --- */

static int within(int place, int count)
{
    return place < 0 ? 0 : place < count ? place : count - 1;
}

void direct_frame(struct direct *direct, struct frame *shown, const struct frame *frame, bool whole)
{
    direct->pen = plain;
    if (whole) {
        buffer_text(direct->out, "\033[m\033[H\033[2J");
        direct->row = direct->column = 0;
        frame_clear(shown);
    }
    for (int row = 0; row < shown->rows; row++)
        write_row(direct, shown, frame, row);
    take_pen(direct, &plain);
    move(direct, shown, within(frame->cursor_row, shown->rows),
         within(frame->cursor_column, shown->columns));
}
