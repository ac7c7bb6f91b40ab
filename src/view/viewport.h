/* The window onto the plane, and the grid of pixels laid over it. A cell holds one pixel across
 * and two down, or 2 x 4 dots (braille). */
#ifndef VIEW_VIEWPORT_H
#define VIEW_VIEWPORT_H

#include <stdbool.h>

struct viewport {
    double x0, x1, y0, y1; /* world units; y1 is at the top */
    int columns, rows;     /* cells */
};

/* World to cell coordinates: column 0 is the left edge of the first cell, row 0 its top edge. What
 * is on the right or the lower edge of the window is in its last cell. */
void viewport_project(const struct viewport *viewport, double x, double y, double *column,
                      double *row);
/* The world point in the middle of a cell. */
void viewport_unproject(const struct viewport *viewport, int column, int row, double *x, double *y);

/* Narrows the part of a way, *first to *last of 0 to 1, to where it is within the window. Returns
 * whether there is such a part. */
bool viewport_clip(const struct viewport *viewport, const double from[2], const double to[2],
                   double *first, double *last);

/* Is a unit as long on both axes? A cell is twice as high as it is wide. */
bool viewport_is_to_scale(const struct viewport *viewport);
/* Grows along one axis, about the middle, until it is. What is to scale, or has no cells, stays. */
void viewport_to_scale(struct viewport *viewport);

/* Moves by fractions of the window. */
void viewport_pan(struct viewport *viewport, double right, double up);
/* Scales about the world point: factor 0.5 shows half as much. Stays within sane spans (1e-12 to
 * 1e12, and above what doubles resolve around the point). */
void viewport_zoom(struct viewport *viewport, double factor, double x, double y);

#endif
