/* Where on the picture points are. */
#ifndef VIEW_PROJECTION_H
#define VIEW_PROJECTION_H

#include <stdbool.h>

#include "problem/plane.h"
#include "view/viewport.h"

struct profile;
struct relief;

/* Borrows all. */
struct projection {
    const struct plane *plane;
    const struct viewport *viewport;
    const struct profile *profile; /* of one parameter: its curve; else NULL */
    const struct relief *relief;   /* the body on which points are; else NULL */
};

struct spot {
    double column, row; /* cells of the picture's area; as viewport_project */
    double at[2];       /* the place of the plane */
    bool hidden;        /* there is a hill of the body before it */
    bool beside;        /* it is outside the window, and taken to the edge of the body */
};

/* The place (u, v) of the plane; on the curve, where there is one, v is not asked for. */
struct spot projection_at(const struct projection *projection, const double at[2]);

/* The point x[n], seen from above the plane. Of one parameter without a curve it is in the middle
 * of the height. */
struct spot projection_spot(const struct projection *projection, const double *x);

#endif
