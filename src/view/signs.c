#include "view/signs.h"

#include <math.h>
#include <stdlib.h>

#include "view/contour.h"
#include "view/marks.h"

void signs_release(struct signs *signs)
{
    free(signs->value[0]);
    free(signs->value[1]);
    *signs = (struct signs){.number = signs->number};
}

void signs_draw(struct canvas *canvas, const struct signs *signs)
{
    for (int i = 0; i < 2; i++) {
        struct pen pen = {.kind = PEN_INK, .dotted = true, .coarse = mark_row(MAP_SIGN)->ascii};
        const struct field field = {.value = signs->value[i],
                                    .rows = signs->rows,
                                    .columns = signs->columns,
                                    .x = DOTS_ACROSS / 2.0,
                                    .y = DOTS_DOWN / 2.0,
                                    .across = DOTS_ACROSS * signs->step,
                                    .down = DOTS_DOWN * signs->step};

        contour_level(canvas, &pen, &field, 0);
    }
}

/* So long is a unit of the plane in that direction, in columns. */
static double unit_length(const struct projection *projection, const double direction[2])
{
    const struct viewport *window = projection->viewport;

    return hypot(direction[0] * window->columns / (window->x1 - window->x0),
                 2 * direction[1] * window->rows / (window->y1 - window->y0));
}

static void draw_arm(struct canvas *canvas, const struct cross *cross, int which, double length,
                     const struct projection *projection)
{
    struct pen pen = {.kind = PEN_INK, .dotted = cross->curvature[which] < 0, .coarse = '+'};
    const double *direction = cross->direction[which];
    struct spot end[2];

    for (int side = 0; side < 2; side++) {
        double far = side ? length : -length;
        const double at[2] = {cross->at[0] + far * direction[0], cross->at[1] + far * direction[1]};

        end[side] = projection_at(projection, at);
    }
    canvas_line(canvas, &pen, end[0].column * DOTS_ACROSS, end[0].row * DOTS_DOWN,
                end[1].column * DOTS_ACROSS, end[1].row * DOTS_DOWN);
}

void cross_draw(struct canvas *canvas, const struct cross *cross,
                const struct projection *projection)
{
    const double part = 1.0 / 6;
    const struct rectangle *area = &canvas->area;
    int steep = fabs(cross->curvature[0]) > fabs(cross->curvature[1]) ? 0 : 1;
    double columns = part * fmin(area->columns, 2 * area->rows);
    double length = columns / unit_length(projection, cross->direction[steep]);
    double ratio = fabs(cross->curvature[1 - steep] / cross->curvature[steep]);

    if (!isfinite(length) || !isfinite(ratio))
        return;
    draw_arm(canvas, cross, 1 - steep, length * sqrt(ratio), projection);
    draw_arm(canvas, cross, steep, length, projection);
}
