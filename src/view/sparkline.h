/* The loss over the steps, or what else a sample tells, in a few columns of block elements. */
#ifndef VIEW_SPARKLINE_H
#define VIEW_SPARKLINE_H

#include <stdbool.h>

#include "cells/frame.h"
#include "run/trajectory.h"
#include "view/layout.h"
#include "view/losses.h"

struct sparkline {
    int columns;                  /* used */
    double value[LOSSES_COLUMNS]; /* at the end of each column's span */
    struct losses_range range;
};

/* The columns and the range for at most `width` columns: see losses.h. */
void sparkline_init(struct sparkline *sparkline, const struct trajectory *trajectory,
                    const struct track *track, int width, bool logarithmic, double floor);

/* The height of a column: 0 to 1, or -1 where the value is not finite: there is no column then. */
double sparkline_height(const struct sparkline *sparkline, int column);

/* Draws columns of eighth blocks, or of ASCII, from the bottom of the area. */
void sparkline_draw(const struct sparkline *sparkline, struct frame *frame, struct rectangle area,
                    const struct display *display, int color);

/* A column of eighth blocks, or of ASCII, from the bottom of the area. The height is from 0 to 1,
 * and even at 0 there is something to see; below 0 the column is blank. */
void column_draw(struct frame *frame, struct rectangle area, int column, double height,
                 const struct display *display, int color, int attributes);

/* A bar of at most `columns` cells, filled to a fraction of them in eighths; the rest are dots. */
void bar_draw(struct frame *frame, int row, int column, int columns, double fraction,
              const struct display *display, int color, int rest);

#endif
