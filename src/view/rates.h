/* The rate over the steps in a few columns: as it was up to now, and from there on as the schedule
 * has it if no loss changes it.
 *
 * Steps that were made, and the next one, are solid columns, those to come a thin line, so that
 * the place in the schedule is seen without colour, too. The scale stays while the run goes on;
 * when the steps are used up, twice as many are shown. */
#ifndef VIEW_RATES_H
#define VIEW_RATES_H

#include "method/schedule.h"
#include "run/trajectory.h"
#include "view/frame.h"
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
