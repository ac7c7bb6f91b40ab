/* What stands still of a screen with a map: the heat, the contour lines, the axes, the legend, the
 * paths of runs that were left, and of the present run's path what further steps leave as it is. It
 * is composed once and kept; a frame begins as a copy of it. */
#ifndef VIEW_STILL_H
#define VIEW_STILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cells/frame.h"
#include "view/axes.h"
#include "view/canvas.h"
#include "view/projection.h"
#include "view/relief.h"

struct scene;

/* All that it is composed of, as numbers: where one of them is another, it is composed anew. */
enum { STILL_SOURCES = 96 };
struct still_sources {
    uint64_t of[STILL_SOURCES];
    size_t count;
};

/* Of a map's cell, which has 2 x 4 of them. Outside the map there are none. */
struct dot {
    int column, row;
    bool inside;
};

/* 0: nothing is composed yet. */
struct still {
    struct frame frame; /* of the screen's size; owned */
    struct still_sources sources;
    struct viewport seen;  /* the window, and the cells of the map or of a curve */
    struct canvas canvas;  /* these on the frame */
    struct relief relief;  /* where that is shown */
    struct axis_edge edge; /* what of the axis up stands inside the map */
    size_t drawn;          /* so many points of the present run's path, */
    unsigned long edition; /* which had this one then */
    struct dot head;       /* where that run was in the frame drawn last, */
    bool rests;            /* which a step since then has left as it was */
};

/* Brings it up to date for a screen of that size, whose layout has a map. False when memory runs
 * out. */
bool still_compose(struct still *still, const struct scene *scene, const struct display *display,
                   int rows, int columns);

/* The same where nothing but steps has been made since; false where it is to be composed. */
bool still_follow(struct still *still, const struct scene *scene, const struct display *display);

/* Where points are on it. */
struct projection still_projection(const struct still *still, const struct scene *scene);

void still_release(struct still *still);

#endif
