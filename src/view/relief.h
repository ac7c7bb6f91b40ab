/* The relief: the surface over the window as a lit body in perspective.
 *
 * It is made of the landscape's own pixels: nothing is evaluated. Heights are the levels of the
 * map's scale, so every band is a layer of the same thickness, and no minimum is a spike. The eye
 * goes round the body and looks down on it. The picture plane is upright, and shortened by the
 * tilt's cosine, as what stands upright looks from there. So every column of the picture is a cut
 * through the body, gone through from the front to the back (a floating horizon: Wright, 1973, IEEE
 * Transactions on Computers C-22(1)). What is undefined is a hole whose hatched floor is the foot
 * of the body, which ends where nothing is defined beyond. In fog the body has the size of the
 * window, and is no higher than what has been seen. */
#ifndef VIEW_RELIEF_H
#define VIEW_RELIEF_H

#include <stdbool.h>
#include <stdint.h>

#include "cells/colormap.h"
#include "view/axes.h"
#include "view/canvas.h"
#include "view/eye.h"
#include "view/hills.h"
#include "view/landscape.h"

/* Samples: MOSAIC_ACROSS x MOSAIC_DOWN a cell, as mosaic_sampled takes them. A surface sample is
 * HILLS_SHADES * band + shade, the darkest shade 0. */
enum {
    RELIEF_WALL = 250, /* the sides of the body, to the left and to the right of the front corner */
    RELIEF_WALL_RIGHT,
    RELIEF_FLOOR, /* of a hole */
    RELIEF_NONE   /* beside the body */
};

/* From the plane to the picture. A pixel of the landscape is a square, a cell of the picture 1 x
 * 2. */
struct perspective {
    double box[2][2]; /* of the pixels, across and down, outside of which all is undefined */
    double origin[2]; /* the pixel in its middle */
    double scale;     /* the body's radius is 1 */
    struct bearing bearing;
    double eye_height, upright; /* and how high what is upright is seen, beside what is across */
    double focus, column, row;
};

struct relief {
    struct perspective perspective;
    const struct landscape *landscape; /* borrowed */
    double base;       /* the level of the foot: 0, but in fog that of the least value seen */
    int columns, rows; /* cells */
    uint8_t *sample;   /* [rows * MOSAIC_DOWN][columns * MOSAIC_ACROSS]; owned */
    uint16_t *depth;   /* the same: how far away that is, the nearest 0; owned */
};

/* Casts the body into so many cells. False where memory is short; then it is as relief_release
 * leaves it. */
bool relief_cast(struct relief *relief, const struct landscape *landscape, const struct eye *eye,
                 int rows, int columns);

/* Draws it on a canvas over as many cells, and makes its colours grounds of that; without colour
 * its shades alone. */
void relief_draw(const struct relief *relief, struct canvas *canvas,
                 const struct colormap *colormap);

/* Writes numbers and names below the two edges of the foot that are turned to the eye, where in
 * `room` there is nothing else: axes across and up, and where the body's picture is on the
 * frame. */
void relief_axes(const struct relief *relief, const struct axis axis[2], struct frame *frame,
                 struct rectangle picture, struct rectangle room, struct style style);

/* Is the floor of a hole, or of fog, in the picture? */
bool relief_shows_floor(const struct relief *relief);

void relief_release(struct relief *relief);

/* Where the surface at a place of the plane is in the picture, in cells; a place outside the window
 * is taken to its edge. Returns whether it is seen: nothing is before it. */
bool relief_project(const struct relief *relief, const double at[2], double *column, double *row);

/* The foot of the body at parts of the window from its left and its top, 0 to 1; and the parts
 * between which there is a body, across and down. */
void relief_foot(const struct relief *relief, double x, double y, double *column, double *row);
void relief_parts(const struct relief *relief, double part[2][2]);

#endif
