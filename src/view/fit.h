/* The picture of the fit: the data as points, and through them the curve or the decision boundary
 * that the parameters make. */
#ifndef VIEW_FIT_H
#define VIEW_FIT_H

#include <stddef.h>
#include <stdint.h>

#include "cells/frame.h"
#include "view/layout.h"

enum fit_kind {
    FIT_CURVE,   /* a target over one input, and what is predicted */
    FIT_BOUNDARY /* two classes over two inputs, and where the prediction changes sides */
};

/* Rows of the data. What is not finite or outside the window is not drawn. */
struct fit_points {
    size_t count;
    const double *x, *y;  /* [count] */
    const uint8_t *label; /* [count], 0 or 1: the classes; FIT_CURVE has none */
};

/* Everything is borrowed. */
struct fit {
    enum fit_kind kind;
    struct fit_points training, validation; /* count 0: none */
    double x0, x1, y0, y1;                  /* the window; y1 is at the top */
    const char *x_name, *y_name;            /* the input, and the target or the second input */
    const char *class_name;                 /* what class 1 is; FIT_CURVE has none */

    /* FIT_CURVE: samples predictions at inputs from x0 to x1, equally far apart. FIT_BOUNDARY:
     * rows * columns of them, row by row from y1 down to y0, each from x0 to x1. What is not finite
     * leaves a gap. */
    const double *prediction;
    int samples, rows, columns;
    double threshold; /* FIT_BOUNDARY: 0.5 for probabilities, 0 for scores */
};

/* The range of what is finite in v[count], out to round numbers that leave a small margin. Where
 * all of it is one value the range is around that; where there is none, 0 to 1. */
void fit_range(const double *v, size_t count, double range[2]);

/* Draws the fit: O(points + cells + predictions). Few points are marks, a cell each, before the
 * line; many are dots behind it, whose cells are then the line's alone; validation rows are always
 * marks. Of a curve the points have the colours of the loss curves, training and validation, and
 * the line has none. A cell shows the kind that most of its points are, of as many the validation
 * rows. Above is the name of what is up, and of classes and validation rows as much of a legend as
 * fits; at the left and below are the axes. Points are missing where memory is short. */
void fit_draw(const struct fit *fit, const struct display *display, struct frame *frame,
              struct rectangle area);

#endif
