#include "view/dots.h"

#include <stdbool.h>
#include <stdlib.h>

/* What is in a cell: its dots, and the least kind of these, counted from 1; 0: nothing. */
struct heap {
    uint32_t glyph;
    unsigned kind;
};

static void add_dot(const struct dots *dots, size_t i, const struct canvas *canvas,
                    const struct projection *projection, struct heap *heap)
{
    const struct rectangle *area = &canvas->area;
    const struct spot spot = projection_spot(projection, dots->x + i * (size_t)dots->n);
    bool inside =
        spot.column >= 0 && spot.column < area->columns && spot.row >= 0 && spot.row < area->rows;

    if (!inside || spot.hidden || spot.beside || !dots->look[dots->kind[i]].letter)
        return;
    struct heap *cell = &heap[(int)spot.row * area->columns + (int)spot.column];
    cell->glyph |= canvas_braille((int)(spot.column * DOTS_ACROSS), (int)(spot.row * DOTS_DOWN));
    if (cell->kind == 0 || dots->kind[i] + 1u < cell->kind)
        cell->kind = dots->kind[i] + 1u;
}

static void draw_cell(const struct dots *dots, struct canvas *canvas, int row, int column,
                      const struct heap *heap)
{
    const struct dot_kind *look = &dots->look[heap->kind - 1];
    const struct pen pen = {.kind = PEN_PATH, .color = look->color};

    canvas_glyph(canvas, &pen, row, column,
                 canvas->display->braille ? heap->glyph : (uint32_t)look->letter);
}

void dots_draw(const struct dots *dots, struct canvas *canvas, const struct projection *projection)
{
    const struct rectangle *area = &canvas->area;
    struct heap *heap = calloc((size_t)(area->rows * area->columns) + 1, sizeof *heap);

    if (!heap) {
        canvas->frame->failed = true;
        return;
    }
    for (size_t i = 0; i < dots->count; i++)
        add_dot(dots, i, canvas, projection, heap);
    for (int row = 0; row < area->rows; row++)
        for (int column = 0; column < area->columns; column++)
            if (heap[row * area->columns + column].kind)
                draw_cell(dots, canvas, row, column, &heap[row * area->columns + column]);
    free(heap);
}

void dots_letters(const struct dots *dots, struct canvas *canvas,
                  const struct projection *projection)
{
    const struct rectangle *area = &canvas->area;

    for (int i = 0; i < dots->marks; i++) {
        const struct dot_kind *look = &dots->look[dots->first + i];
        const struct spot spot =
            projection_spot(projection, dots->mark + (size_t)i * PARAMETERS_MAX);
        bool inside = spot.column >= 0 && spot.column < area->columns && spot.row >= 0 &&
                      spot.row < area->rows;

        if (inside && !spot.beside)
            canvas_mark(canvas, look->color, (int)spot.row, (int)spot.column,
                        (uint32_t)look->letter);
    }
}
