/* The rate over the steps, in a few columns. The columns of past steps show the rates that were
 * used, those of later steps the rates that the schedule will give. (A plateau schedule may still
 * change them.)
 *
 * Past steps and the next one are solid columns, later steps a thin line: one sees without colour
 * how far the schedule has come. The scale stays while the run goes on. When the run reaches the
 * last column, twice as many steps are shown. */
#ifndef VIEW_RATES_H
#define VIEW_RATES_H

#include "cells/frame.h"
#include "method/schedule.h"
#include "run/trajectory.h"
#include "view/layout.h"

enum { RATES_COLUMNS = 64 };

/* What is known of the rate: borrowed. */
struct rates {
    const struct schedule *schedule; /* NULL: nothing to show */
    const struct schedule_state *state;
    double base;                   /* the base rate */
    long steps;                    /* how many to show at least */
    const struct trajectory *path; /* the steps that were made */
};

struct rates_curve {
    int columns, now;           /* `now`: the column of the next step */
    double rate[RATES_COLUMNS]; /* of one step in each column, the first and the last included */
    double most;                /* the greatest of them */
};

/* At most `width` columns. */
void rates_curve(const struct rates *rates, int width, struct rates_curve *curve);

/* Draws the curve from the bottom of the area, 0 at the bottom. */
void rates_draw(const struct rates_curve *curve, struct frame *frame, struct rectangle area,
                const struct display *display);

#endif
