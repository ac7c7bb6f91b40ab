/* The curve of an objective of one parameter: a cut through ground that is filled with bands, up to
 * the curve. */
#ifndef VIEW_PROFILE_H
#define VIEW_PROFILE_H

#include "cells/colormap.h"
#include "cells/frame.h"
#include "view/canvas.h"
#include "view/landscape.h"
#include "view/layout.h"
#include "view/losses.h"

/* The pixels of its landscape: two a cell across, and one row of cells. */
enum { PROFILE_ACROSS = 2, PROFILE_ROWS = 1 };

struct profile {
    const struct landscape *landscape; /* borrowed */
    struct losses_range heights;       /* what is seen */
};

/* Of a valid landscape. Heights are the values themselves, with a margin around those in the
 * window; where a few of them are far above the others, up to somewhat above the lower third of
 * them and the loss at the `start`, NAN: none; where some are far above and some far below, as at
 * the poles of 1/x and tan(x), somewhat beyond the middle third of them and that loss; where the
 * curve leaves the window far below its lowest well, somewhat below that well and that loss. Or
 * they are the logarithms of what is above the landscape's floor. */
void profile_init(struct profile *profile, const struct landscape *landscape, bool logarithmic,
                  double start);

/* Where a loss is in a picture of so many rows, from 0 at the top on: in the picture. */
double profile_row(const struct profile *profile, double loss, int rows);

/* The curve at x, where that is beyond the window at its edge: between the middles of pixels it is
 * straight. NAN where it is undefined. */
double profile_value(const struct profile *profile, double x);

/* Fills the area: below the curve what is at each height of its band, above it nothing; what is
 * undefined is hatched. Without colour the bands are shades. Where a band can
 * hardly be told from the background, the curve is a line. */
void profile_draw(const struct profile *profile, struct frame *frame, struct rectangle area,
                  const struct display *display, const struct colormap *colormap);

/* A short line of that slope through the curve at x, on a canvas over the area: black or white. */
void profile_tangent(const struct profile *profile, struct canvas *canvas, double x, double slope);

#endif
