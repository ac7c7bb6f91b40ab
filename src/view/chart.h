/* A curve over the logarithm of what was tried, such as a rate: a line with marks, in the place of
 * the map and with axes of its own. */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cells/frame.h"
#include "view/layout.h"

enum { CHART_MARKS = 4 };

struct chart_mark {
    size_t at; /* the number of the point */
    uint32_t glyph, ascii;
    const char *name;
    bool danger;
};

/* Borrows all. */
struct chart {
    const char *across, *up; /* what the axes are of */
    const double *x, *y;     /* [count]: x ascends and is above 0; y may be no number */
    size_t count;
    size_t from, to;        /* the points that count: the line before and behind them is faint */
    double low, high;       /* of the axis across */
    double least, most;     /* of the axis up: what is above leaves the picture */
    double level;           /* a faint line across; NAN: none */
    const char *level_name; /* where there is room at one of its ends */
    struct chart_mark mark[CHART_MARKS];
    int marks;
    double line; /* an x with a line from the bottom to the top; NAN: none */
    char line_name[48];
};

/* Into the place that the layout has for a map with its axes. A mark has its name beside it where
 * nothing else is. */
void chart_draw(const struct chart *chart, const struct display *display, struct frame *frame,
                const struct layout *layout);

#endif
