#include "view/vectors.h"

#include <math.h>

uint32_t vector_tip(double right, double down, const struct display *display)
{
    /* clockwise, from the right */
    static const uint16_t tips[8] = {0x2192, 0x2198, 0x2193, 0x2199,
                                     0x2190, 0x2196, 0x2191, 0x2197};
    static const char ascii[] = ">\\v/<\\^/";
    const double eighth = atan(1);
    long turn = (lround(atan2(2 * down, right) / eighth) + 8) % 8;

    return display->blocks ? tips[turn] : (uint32_t)ascii[turn];
}

static bool is_inside(const struct canvas *canvas, const struct spot *spot)
{
    return !spot->beside && !spot->hidden && spot->column >= 0 && spot->row >= 0 &&
           spot->column < canvas->area.columns && spot->row < canvas->area.rows;
}

static void draw(struct canvas *canvas, struct pen *pen, const struct spot *from,
                 const struct spot *to)
{
    const double shortest = 2;
    double right = to->column - from->column, down = to->row - from->row;
    uint32_t tip = vector_tip(right, down, canvas->display);

    if (!is_inside(canvas, from) || !is_inside(canvas, to))
        return;
    if (canvas->display->braille && hypot(right, 2 * down) >= shortest) {
        canvas_line(canvas, pen, from->column * DOTS_ACROSS, from->row * DOTS_DOWN,
                    to->column * DOTS_ACROSS, to->row * DOTS_DOWN);
        canvas_glyph(canvas, pen, (int)to->row, (int)to->column, tip);
    } else {
        canvas_glyph(canvas, pen, (int)(from->row + down / 2), (int)(from->column + right / 2),
                     tip);
    }
}

void vectors_draw(struct canvas *canvas, const struct vectors *vectors,
                  const struct projection *projection)
{
    struct pen pen = {.kind = PEN_INK};

    for (size_t i = 0; i < vectors->count; i++) {
        struct spot from = projection_at(projection, vectors->vector[i].at);
        struct spot to = projection_at(projection, vectors->vector[i].to);

        draw(canvas, &pen, &from, &to);
    }
}
