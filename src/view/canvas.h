/* Drawing over the map: dots, lines and marks on top of the heat; or on blank cells.
 *
 * The frame itself is the canvas. A cell takes one ink: dots of the same pen join the braille
 * glyph that is there (of a wide pen, the quadrants), dots of another pen replace it, so what is
 * drawn last is on top; a knot stays under its own pen and under ink. The cell's ground, the colour
 * under the ink, is the one of more of it, and of two halves the darker. Coordinates are dots: 2 x
 * 4 a cell, from the top left corner of the area; they may be anything, also infinite or NaN. */
#ifndef VIEW_CANVAS_H
#define VIEW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "cells/colormap.h"
#include "cells/frame.h"
#include "cells/write.h"
#include "view/landscape.h"
#include "view/layout.h"

enum { DOTS_ACROSS = 2, DOTS_DOWN = 4 };

/* Knots, as small letters are, too; the last one where there is no braille, where a solid line is
 * made of them. */
enum { CANVAS_KNOT = 0x2022, CANVAS_WIDE_KNOT = 0x25CF, CANVAS_COARSE_KNOT = 'o' };

/* What may be written on a band's colour. */
struct ground {
    int color;
    int ink;     /* black or white */
    int path;    /* the present run's line: the hue of the path */
    int contour; /* a line that stays behind the path */
    bool dark;   /* the ink is white */
    double luminance;
};

enum { CANVAS_GROUNDS = 208 };

struct canvas {
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    int bands, grounds;
    struct ground ground[CANVAS_GROUNDS]; /* those of the bands first; without colour none */
    int open;                             /* the hue of the path on the terminal's own ground */
};

/* The colours and attributes of what is drawn into a cell. */
struct ink {
    int fg, bg;
    int attributes;
};

enum pen_kind {
    PEN_PATH,    /* of a run: the hue of the path, bold without colour */
    PEN_INK,     /* of letters: black or white, never bold */
    PEN_CONTOUR, /* a neighbouring band's colour */
    PEN_STYLE    /* a style of its own, on the terminal's ground */
};

struct pen {
    enum pen_kind kind;
    int color;    /* of a run of many: taken where it stands out from the ground; 0: none */
    int other;    /* taken where that does not, and this does; 0: none */
    bool dim;     /* PEN_PATH: a grey between, every second dot */
    bool dotted;  /* PEN_PATH: every second dot */
    bool dashed;  /* PEN_PATH: a quarter is left out, the same however a line is cut into steps */
    bool wide;    /* PEN_PATH of 256 colours: each dot is a quadrant of its cell */
    bool sparing; /* of the cells of other lines, in colours, it leaves every second one as it is */
    unsigned dots;      /* drawn so far: tells which dots of a dim line are left out */
    struct style style; /* PEN_STYLE */
    uint32_t coarse;    /* what its dots are where there is no braille; 0: as its kind has it */
    const struct cell *cell; /* of the last dot, to be compared alone, and the ink that it took: */
    struct ink ink;
};

/* Without heat there are 0 bands, and the colormap may be NULL. */
void canvas_init(struct canvas *canvas, struct frame *frame, struct rectangle area,
                 const struct display *display, const struct colormap *colormap, int bands);

/* There is one more colour on which may be drawn, where there is room for it and it is not known.
 * Contour lines are black or white on it. */
void canvas_ground(struct canvas *canvas, const struct colormap *colormap, int color);

/* The braille glyph of the one dot at x, y, in its cell; those of several dots of a cell are joined
 * by |. */
uint32_t canvas_braille(int x, int y);

void canvas_dot(struct canvas *canvas, struct pen *pen, int x, int y);

/* A line, clipped to the area. Nothing is drawn where an end is not finite. */
void canvas_line(struct canvas *canvas, struct pen *pen, double x0, double y0, double x1,
                 double y1);

/* Puts a glyph into the cell in the pen's ink. row and column are cells of the area; outside
 * nothing happens. */
void canvas_glyph(struct canvas *canvas, const struct pen *pen, int row, int column,
                  uint32_t glyph);

/* The same, bold, in that colour where it stands out from the ground, else black or white. */
void canvas_mark(struct canvas *canvas, int color, int row, int column, uint32_t glyph);

/* Exchanges the colours of a mark in a cell of the area. */
void canvas_invert(struct canvas *canvas, int row, int column);

#endif
