/* Where the panels are on a screen of a size. */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

struct rectangle {
    int row, column, rows, columns; /* rows 0: not shown */
};

/* Panels leave by priority as space shrinks; rectangles are disjoint and inside the screen. */
struct layout {
    struct rectangle header, map, numbers, gauge, sparkline, sentence, hints;
    struct rectangle schedule; /* see layout_schedule */
    struct rectangle fit;      /* see layout_fit */
    bool one_line;             /* below 40x12: a one-line summary, in `header` */
    bool calm;                 /* below 20x4: a calm message */
};

/* A pure function of the size (and of n, how many numbers there are to list besides step, loss and
 * slope). */
void layout_for(struct layout *layout, int rows, int columns, int n);

/* Makes room for a schedule: where the sparkline has rows to spare, below it; or below the numbers
 * where these stand beside it. */
void layout_schedule(struct layout *layout);

/* What is to be seen of the map and the fit: a row of the table `show_modes`. */
enum show { SHOW_AUTO, SHOW_MAP, SHOW_FIT, SHOW_BOTH };
struct show_mode {
    const char *name; /* "auto", ... in the order of enum show */
    const char *meaning;
};
extern const struct table show_modes;

/* Gives the fit the map's rectangle, or a half of it: SHOW_BOTH puts them side by side where there
 * are 60 columns, else one above the other where there are 22 rows, else there is the fit alone.
 * SHOW_AUTO is the two side by side, or else the map. Without a map there is no fit. */
void layout_fit(struct layout *layout, enum show show);

/* What has become of it: SHOW_MAP, SHOW_FIT or SHOW_BOTH. */
enum show layout_shown(const struct layout *layout);

/* Where an overlay goes: the space between the header and the sentence. */
struct rectangle layout_overlay(int rows, int columns);

#endif
