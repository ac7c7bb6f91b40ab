/* Where the panels are on a screen of a size. */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "cells/frame.h"

/* What is to be seen of the map and the fit: a row of the table `show_modes`. */
enum show { SHOW_AUTO, SHOW_MAP, SHOW_RELIEF, SHOW_FIT, SHOW_BOTH };
struct show_mode {
    const char *name; /* "auto", ... in the order of enum show */
    const char *meaning;
};
extern const struct table show_modes;

/* What there is to find room for. */
struct contents {
    int numbers;    /* listed besides step, loss and slope: scene_numbers */
    bool schedule;  /* of the rate */
    int curves;     /* over the steps, but for the rate of a schedule */
    int runs;       /* that are compared; 0: there is one alone */
    bool fit;       /* there is one */
    bool big;       /* for a beamer: the map, one number, the sentence */
    bool board;     /* a study: the map and a board, in place of all other panels */
    bool explained; /* a step is told, in place of the panels beside the map */
    bool captions;  /* sentences are a lecture's, and need a row more where there are few */
    bool turned;    /* where there is no room for both, the map is seen instead */
    enum show show; /* what is to be seen of the map and the fit */
};

enum { LAYOUT_CURVES = 5, GAUGE_ROWS = 3 }; /* a gauge has these rows, or one more */

/* Panels leave by priority as space shrinks, a curve to one row first; rectangles are disjoint and
 * inside the screen. A table of runs goes before the gauge, and leaves room for a curve. The
 * schedule takes rows that the curves can spare, or that are free below the numbers, or where there
 * is no curve those of the curves. In a wide window's side column as many curves as fit stand one
 * below the other, and below the last one their axis of steps, beside that of the map. SHOW_BOTH
 * puts map and fit side by side where there are 60 columns, else one above the other where there
 * are 22 rows, else there is the fit alone; SHOW_AUTO is the two side by side, or else the map.
 * From 14 rows on the map has a row for the axis across below it, from 100 columns on columns for
 * the axis up at its left, and with 24 rows or more a row for the legend; a fit takes the row of
 * the axis for its own. Below 20 rows and 60 columns captions have two rows, so that above one of
 * three, as many need, the line of numbers stays. */
struct layout {
    struct rectangle header, map, numbers, gauge, sentence, hints, schedule, fit;
    struct rectangle big; /* the one number: from 60x20 on, in place of all panels beside the map */
    struct rectangle runs;  /* in a side column: their table, with a heading */
    struct rectangle board; /* beside the map, or in narrow windows below it */
    struct rectangle told;  /* the step: beside the map (76 columns), below it (26 rows) or alone */
    int sentence_more;      /* blank rows above the sentence, which it takes where it needs them */
    struct rectangle curve[LAYOUT_CURVES];
    struct rectangle steps;              /* the axis of all curves */
    struct rectangle across, up, legend; /* of the map */
    bool one_line;                       /* below 40x12: a one-line summary, in `header` */
    bool calm;                           /* below 20x4: a calm message */
};

/* A pure function of the size and the contents. */
void layout_for(struct layout *layout, int rows, int columns, const struct contents *contents);

/* What is seen of map and fit: SHOW_MAP, SHOW_FIT or SHOW_BOTH; a relief is in the map's place. */
enum show layout_shown(const struct layout *layout);

/* Where an overlay goes: the space between the header and the sentence. */
struct rectangle layout_overlay(int rows, int columns);

#endif
