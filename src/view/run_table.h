/* The runs that are compared, as a table: a row each with its mark, optimizer, rate, β, and the
 * steps until it settled. Where there is not room for all columns those stay in which the runs
 * differ; where there is not room for all rows, those of the runs on top, and the present one. */
#ifndef VIEW_RUN_TABLE_H
#define VIEW_RUN_TABLE_H

#include <stdbool.h>

#include "base/number.h"
#include "cells/frame.h"
#include "view/layout.h"

struct drawn_run;
struct scene;

/* What is told of a run. */
struct told_run {
    const char *optimizer; /* borrowed */
    double rate, beta;     /* NAN: it has none */
    long settled;          /* from this step on; -1: not yet */
    const char *lost;      /* of one that ran away what it did, "diverged"; else NULL */
    int color;             /* on the terminal's own ground */
};

/* Its mark, bold and in its colour. */
void run_table_mark(const struct drawn_run *run, const struct display *display, struct frame *frame,
                    int row, int column);

/* What came of it: what it did, where it is lost, else a number, below 0 a dash. Static, or in
 * `room`. */
const char *run_table_result(const struct told_run *told, long number,
                             const struct display *display, char room[NUMBER_SIZE]);

void panel_runs(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area);

#endif
