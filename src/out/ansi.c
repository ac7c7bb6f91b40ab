#include "out/ansi.h"

#include "cells/sgr.h"

static const struct cell plain = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};

/* Trailing blanks without a colour are left out. */
static int used_columns(const struct cell *row, int columns)
{
    while (columns > 0 && row[columns - 1].glyph == ' ' && sgr_is_plain(&row[columns - 1]))
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
            sgr_change(out, pen, &cells[column]);
            if (cells[column].glyph != FRAME_BEHIND)
                buffer_glyph(out, cells[column].glyph);
        }
        sgr_change(out, pen, &plain);
        buffer_text(out, "\n");
    }
}
