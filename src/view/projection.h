/* Where on the picture points are. */
#ifndef VIEW_PROJECTION_H
#define VIEW_PROJECTION_H

#include "problem/plane.h"
#include "view/viewport.h"

/* Borrows all. */
struct projection {
    const struct plane *plane;
    const struct viewport *viewport;
};

struct spot {
    double column, row; /* cells of the picture's area; as viewport_project */
};

/* The place (u, v) of the plane. */
struct spot projection_at(const struct projection *projection, const double at[2]);

/* The point x[n], seen from above the plane. Of one parameter it is in the middle of the height. */
struct spot projection_spot(const struct projection *projection, const double *x);

#endif
