/* The curvature of the map: the lines where one changes its sign, and a cross of its two directions
 * at a point. */
#ifndef VIEW_SIGNS_H
#define VIEW_SIGNS_H

#include <stdbool.h>

#include "view/canvas.h"
#include "view/projection.h"

/* Curvatures in the middles of cells, `step` of them apart across and down, from the top left one
 * on. Owns its values. */
struct signs {
    unsigned long number; /* another one where they are others */
    int columns, rows, step;
    double *value[2]; /* the least and the greatest there, [rows * columns]; NaN: there is none */
};

void signs_release(struct signs *signs);

/* Dotted lines where the least or the greatest is 0. */
void signs_draw(struct canvas *canvas, const struct signs *signs);

/* The directions of the least and the greatest curvature, of length 1 in the plane, at a place of
 * it. */
struct cross {
    double at[2], direction[2][2], curvature[2];
};

/* The arms go both ways; that of the curvature of greater size is a sixth of the map long, the
 * other one as much shorter as the root of its size, as the axes of a slope's level lines are
 * longer. Upward they are solid, downward dotted. */
void cross_draw(struct canvas *canvas, const struct cross *cross,
                const struct projection *projection);

#endif
