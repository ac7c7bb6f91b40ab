/* The regions of equal colour of a raster, each as its outline. Painted in this order, one over the
 * other, they are the raster: what lies within a region comes after it. */
#ifndef OUT_OUTLINE_H
#define OUT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct raster {
    int columns, rows;
    int *color; /* [rows * columns], row by row from the top */
};

/* A walk over the regions of a raster, which is borrowed; the rest are all 0 at the beginning. */
struct outlines {
    const struct raster *raster;
    bool *seen; /* [rows * columns], borrowed: the upper edge of a place is in an outline already */
    size_t next; /* where to look for the next one */
};

/* Appends the outline of the next region, as a path of SVG with places of the raster as units, and
 * returns its colour, which is not negative; -1 where there are no more. Places that touch at a
 * corner alone are no one region. */
int outlines_next(struct outlines *outlines, struct buffer *path);

#endif
