/* The runs that are compared, as a table: a row each with its mark, optimizer, rate, β, and the steps until it
 * settled. Where there is not room for all columns those stay in which the runs differ; where there is not
 * room for all rows, those of the runs on top, and the present one. */
#ifndef VIEW_RUN_TABLE_H
#define VIEW_RUN_TABLE_H

#include <stdbool.h>

#include "cells/frame.h"
#include "view/layout.h"

struct scene;

/* What is told of a run. */
struct told_run {
    const char *optimizer; /* borrowed */
    double rate, beta;     /* NAN: it has none */
    long settled;          /* from this step on; -1: not yet */
    const char *lost;      /* of one that ran away what it did, "diverged"; else NULL */
    int color;             /* on the terminal's own ground */
};

void panel_runs(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area);

#endif
