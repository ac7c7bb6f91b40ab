#include "out/text.h"

static int used_columns(const struct cell *row, int columns)
{
    while (columns > 0 && row[columns - 1].glyph == ' ')
        columns--;
    return columns;
}

void text_from_frame(const struct frame *frame, struct buffer *out)
{
    for (int row = 0; row < frame->rows; row++) {
        const struct cell *cells = &frame->cells[(size_t)row * (size_t)frame->columns];
        int columns = used_columns(cells, frame->columns);
        for (int column = 0; column < columns; column++)
            if (cells[column].glyph != FRAME_BEHIND)
                buffer_glyph(out, cells[column].glyph);
        buffer_text(out, "\n");
    }
}
