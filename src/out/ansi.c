#include "out/ansi.h"

static const struct cell plain = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};

/* `base` is 30 for a foreground, 40 for a background. */
static void add_color(struct buffer *out, int color, int base)
{
    if (color == FRAME_DEFAULT)
        buffer_format(out, ";%d", base + 9);
    else if (color < 8)
        buffer_format(out, ";%d", base + color);
    else if (color < 16)
        buffer_format(out, ";%d", base + 60 + color - 8);
    else
        buffer_format(out, ";%d;5;%d", base + 8, color);
}

/* Everything anew, from a reset: needed where an attribute ends. */
static void add_all(struct buffer *out, const struct cell *cell)
{
    buffer_text(out, "\033[0");
    if (cell->attributes & CELL_BOLD)
        buffer_text(out, ";1");
    if (cell->attributes & CELL_UNDERLINE)
        buffer_text(out, ";4");
    if (cell->attributes & CELL_REVERSE)
        buffer_text(out, ";7");
    if (cell->fg != FRAME_DEFAULT)
        add_color(out, cell->fg, 30);
    if (cell->bg != FRAME_DEFAULT)
        add_color(out, cell->bg, 40);
    buffer_text(out, "m");
}

static void add_colors(struct buffer *out, const struct cell *from, const struct cell *to)
{
    struct buffer codes = {0};

    if (from->fg != to->fg)
        add_color(&codes, to->fg, 30);
    if (from->bg != to->bg)
        add_color(&codes, to->bg, 40);
    if (codes.size > 0) {
        buffer_text(out, "\033[");
        buffer_add(out, codes.data + 1, codes.size - 1);
        buffer_text(out, "m");
    }
    out->failed = out->failed || codes.failed;
    buffer_release(&codes);
}

static bool is_plain(const struct cell *cell)
{
    return cell->fg == FRAME_DEFAULT && cell->bg == FRAME_DEFAULT && cell->attributes == 0;
}

static bool same_pen(const struct cell *a, const struct cell *b)
{
    return a->fg == b->fg && a->bg == b->bg && a->attributes == b->attributes;
}

static void change_pen(struct buffer *out, const struct cell *from, const struct cell *to)
{
    if (same_pen(from, to))
        return;
    if (from->attributes != to->attributes || is_plain(to))
        add_all(out, to);
    else
        add_colors(out, from, to);
}

/* Trailing blanks without a colour are left out. */
static int used_columns(const struct cell *row, int columns)
{
    while (columns > 0 && row[columns - 1].glyph == ' ' && is_plain(&row[columns - 1]))
        columns--;
    return columns;
}

void ansi_from_frame(const struct frame *frame, struct buffer *out)
{
    for (int row = 0; row < frame->rows; row++) {
        const struct cell *cells = &frame->cells[(size_t)row * (size_t)frame->columns];
        const struct cell *pen = &plain;
        int columns = used_columns(cells, frame->columns);
        for (int column = 0; column < columns; pen = &cells[column++]) {
            change_pen(out, pen, &cells[column]);
            buffer_glyph(out, cells[column].glyph);
        }
        change_pen(out, pen, &plain);
        buffer_text(out, "\n");
    }
}
