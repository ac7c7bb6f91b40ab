/* The built-in surfaces: one row a surface, a formula and what is known about it. */
#ifndef PROBLEM_SURFACE_H
#define PROBLEM_SURFACE_H

#include <stdbool.h>

#include "base/table.h"

enum { SURFACE_MAX_MINIMA = 18 };

struct surface {
    const char *name; /* id, [a-z0-9-]+ */
    const char *title;
    const char *formula; /* in x, y */
    double window[4];    /* x0, x1, y0, y1 */
    double start[2];     /* a start that shows something */
    double rate;    /* a learning rate at which plain descent from there does what `teaches` says */
    double beta;    /* a momentum with which, at that rate, a run comes to its end in fewer steps */
    bool bounded;   /* has a global minimum, `least`, taken at every row of `minima` */
    bool in_window; /* that holds within the window alone */
    double least;
    int minimum_count;
    double minima[SURFACE_MAX_MINIMA][2]; /* all global minima inside the window */
    const char *source;                   /* author, year, where */
    const char *teaches;                  /* one line */
};

extern const struct table surfaces;

#endif
