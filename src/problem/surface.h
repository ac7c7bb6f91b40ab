/* The built-in surfaces: one row a surface, a formula and what is known about it. */
#ifndef PROBLEM_SURFACE_H
#define PROBLEM_SURFACE_H

#include <stdbool.h>

#include "base/table.h"

enum { SURFACE_MAX_MINIMA = 18, SURFACE_MAX_PARAMETERS = 3 };

/* What the parameters of surfaces are called: x, y, z. */
extern const char *const surface_parameter[SURFACE_MAX_PARAMETERS];

struct surface {
    const char *name; /* id, [a-z0-9-]+ */
    const char *title;
    const char *formula; /* in the first n of x, y, z */
    int n;
    double window[2 * SURFACE_MAX_PARAMETERS]; /* x0, x1, y0, y1, z0, z1 */
    double start[SURFACE_MAX_PARAMETERS];      /* a start that shows something */
    double rate;    /* a learning rate at which plain descent from there does what `teaches` says */
    double beta;    /* a momentum with which, at that rate, a run comes to its end in fewer steps */
    bool bounded;   /* has a global minimum, `least`, taken at every row of `minima` */
    bool continuum; /* that is taken all along a curve or a sheet: there are no such rows */
    bool in_window; /* that holds within the window alone */
    double least;
    int minimum_count;
    /* all global ones in the window, and those that a wider map shows beside it */
    double minima[SURFACE_MAX_MINIMA][SURFACE_MAX_PARAMETERS];
    bool kink;           /* the minima are kinks, where no slope tells them */
    bool flat;           /* at the minima there is a direction without curvature */
    bool creeps;         /* plain descent from `start` needs more than 5000 steps to come to rest */
    bool many;           /* there are hundreds of stationary points */
    const char *source;  /* author, year, where */
    const char *teaches; /* one line */
};

extern const struct table surfaces;

/* The one that is descended on where none is named. */
#define SURFACE_DEFAULT "rosenbrock"

/* How far the nearest of the minima is from x[n]; NAN where none is known. */
double surface_distance(const struct surface *surface, const double *x);

#endif
