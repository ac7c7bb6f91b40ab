/* Arrows at places of the map: few, so that a direction is read from each. */
#ifndef VIEW_VECTORS_H
#define VIEW_VECTORS_H

#include <stddef.h>

#include "view/canvas.h"
#include "view/projection.h"

enum { VECTORS_MOST = 400 };

/* Coordinates are those of the plane. */
struct vectors {
    unsigned long number; /* another one where they are others */
    size_t count;
    struct vector {
        double at[2], to[2]; /* from where to where */
    } vector[VECTORS_MOST];
};

/* The glyph of the arrow that is nearest to a direction on the screen: so many columns right, rows
 * down. */
uint32_t vector_tip(double right, double down, const struct display *display);

/* A line with a tip at its end, or where it is short or there is no braille a tip at its middle.
 * What leaves the window is left out. */
void vectors_draw(struct canvas *canvas, const struct vectors *vectors,
                  const struct projection *projection);

#endif
