/* A race beside its map: a table in the order of the ranks, the losses of all on one scale, and
 * what each spent to reach the goal, as far as there are rows. */
#ifndef VIEW_RACE_TABLE_H
#define VIEW_RACE_TABLE_H

#include <stdbool.h>

#include "cells/frame.h"
#include "view/layout.h"

struct scene;

enum { RACERS = 9 };

/* All that is not said of the run itself (view/path.h), whose number it has in the scene. */
struct racer {
    double width;       /* decades of rates that reach the goal; NAN: it was not tuned */
    long touch;         /* the step at which the goal was reached first; -1: not yet */
    long spent, needed; /* evaluations so far; and to the goal, -1: not yet */
    const char *end;    /* what came of it in a word or two; NULL: it goes on */
};

struct race_table {
    struct racer racer[RACERS]; /* as the runs of the scene */
    int order[RACERS];          /* their numbers, the first one first */
    int count;
};

void race_table_draw(const struct race_table *table, const struct scene *scene,
                     const struct display *display, struct frame *frame, struct rectangle area);

#endif
