/* How many of many numbers are how large: columns of eighth blocks, with what is across below
 * them. */
#ifndef VIEW_HISTOGRAM_H
#define VIEW_HISTOGRAM_H

#include <stddef.h>

#include "cells/frame.h"
#include "view/layout.h"
#include "view/losses.h"

struct histogram {
    const char *name;    /* borrowed */
    const double *value; /* [count], borrowed; what is not finite is left out */
    size_t count;
    struct losses_range range; /* across */
};

/* In an area of four rows or more: the name, the columns, the ends of the range. */
enum { HISTOGRAM_ROWS = 4, HISTOGRAM_MOST = 14 };
void histogram_draw(const struct histogram *histogram, const struct display *display,
                    struct frame *frame, struct rectangle area);

#endif
