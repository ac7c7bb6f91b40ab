/* The axes of a picture: numbers and a name below it and at its left, in rows and columns of their
 * own or inside its edge. */
#ifndef VIEW_AXES_H
#define VIEW_AXES_H

#include "cells/frame.h"
#include "cells/write.h"
#include "view/canvas.h"
#include "view/layout.h"
#include "view/ticks.h"

/* What its ends are. */
enum axis_numbers {
    AXIS_PLAIN,
    AXIS_DECADES, /* logarithms, of which the whole ones are told as powers of ten: "1e-3" */
    AXIS_LOG      /* numbers, but a factor is as long everywhere; both are positive */
};

struct axis {
    const char *name; /* "x", "pc 1", a column's name, or "" */
    double low, high; /* what is seen of it */
    enum axis_numbers numbers;
};

/* Below: area is one row, as wide as the picture. The name ends it; a number that would run into
 * the name is left out. */
void axis_across(const struct axis *axis, const struct display *display, struct frame *frame,
                 struct rectangle area, struct style style);

/* At the left: area is as high as the picture, its last column stays free. The name, or what of it
 * there is room for, is in the first row, which then has no number. Returns false, having drawn
 * nothing, where a number is wider than the area. */
bool axis_up(const struct axis *axis, const struct display *display, struct frame *frame,
             struct rectangle area, struct style style);

/* Across below a picture and up beside it, as far as the layout has places for them. Returns
 * whether the axis up has to stand inside the picture. */
bool axes_draw(const struct axis axis[2], const struct display *display, struct frame *frame,
               const struct layout *layout);

/* The columns that axis_up needs beside a picture of so many rows. */
int axis_up_columns(const struct axis *axis, int rows);

enum { EDGE_WIDTH = 16 };

/* Inside the left edge of a picture that is a canvas: numbers and the name, each where it hides
 * nothing. */
struct axis_edge {
    int count;
    struct edge_text {
        int row, columns;
        uint32_t glyph[EDGE_WIDTH];  /* of the text, then a blank where there is no colour */
        uint32_t ground[EDGE_WIDTH]; /* what was there before anything was drawn over it */
    } text[TICKS_MAX + 1];
};

/* Notes what is in the places of the texts. What is drawn later in one of these keeps that text
 * away. */
void axis_edge_init(struct axis_edge *edge, const struct axis *axis, const struct canvas *canvas);
void axis_edge_draw(const struct axis_edge *edge, struct canvas *canvas);

#endif
