/* Where the panels are on a screen of a size. */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct rectangle {
    int row, column, rows, columns; /* rows 0: not shown */
};

/* Panels leave by priority as space shrinks; rectangles are disjoint and inside the screen. */
struct layout {
    struct rectangle header, map, numbers, gauge, sparkline, sentence, hints;
    struct rectangle schedule; /* see layout_schedule */
    bool one_line; /* below 40x12: a one-line summary, in `header` */
    bool calm;     /* below 20x4: a calm message */
};

/* A pure function of the size (and of n, how many numbers there are to list besides step, loss and
 * slope). */
void layout_for(struct layout *layout, int rows, int columns, int n);

/* Makes room for a schedule: where the sparkline has rows to spare, below it; or below the numbers
 * where these stand beside it. */
void layout_schedule(struct layout *layout);

/* Where an overlay goes: the space between the header and the sentence. */
struct rectangle layout_overlay(int rows, int columns);

#endif
