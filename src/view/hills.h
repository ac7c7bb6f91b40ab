/* The landscape as hills in a light: of each pixel its level and how light it is, for a relief and
 * for a shaded map. Slopes are those that the landscape has, else those between neighbouring
 * pixels. */
#ifndef VIEW_HILLS_H
#define VIEW_HILLS_H

#include <stdbool.h>

#include "cells/colormap.h"
#include "view/landscape.h"

/* Shades of a colour, from the darkest; level ground has its colour nearly as it is. */
enum { HILLS_SHADES = 16 };

/* How high the hills are, beside half of the landscape's diagonal. */
extern const double hills_height;

struct hills {
    int columns, rows;
    /* [rows * columns], 0 to 1; the level is NAN where the value is; one block, owned. */
    float *level, *shade;
};

/* Directions over the plane, east and north, as the one who looks on has them. */
struct bearing {
    double right[2], ahead[2];
};

/* The light comes from the upper left of who looks on. False where memory is short. */
bool hills_init(struct hills *hills, const struct landscape *landscape,
                const struct bearing *bearing);
void hills_release(struct hills *hills);

/* The number of the shade that is so light. */
int hills_shade(float light);

/* A colour in a shade. */
int hills_color(const struct display *display, int color, int shade);

#endif
