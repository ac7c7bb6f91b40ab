/* A map of patches: what became of many runs, each a patch of its kind, with marks, lines and a
 * cross upon them. Plain data; the view knows nothing of what they stand for. */
#ifndef VIEW_PATCHES_H
#define VIEW_PATCHES_H

#include <stdbool.h>
#include <stdint.h>

#include "cells/colormap.h"
#include "cells/frame.h"
#include "view/layout.h"

/* What a kind looks like. */
enum patch_look {
    PATCH_OPEN,       /* nothing is known: the terminal's own ground */
    PATCH_HATCH,      /* the same, hatched */
    PATCH_HATCH_BACK, /* the other way */
    PATCH_GREY,       /* a grey of its shade; in few colours its letter */
    PATCH_HUE,        /* a hue in its shade */
    PATCH_BAND        /* a band of the colormap */
};

/* Shade 0 is the brightest one. */
enum {
    PATCH_HUES = 6,
    PATCH_SHADES = 3,
    PATCH_GREYS = 6,
    PATCH_KINDS = 104,
    PATCH_MARKS = 32,
    PATCH_LINES = 2
};

struct patch_kind {
    enum patch_look look;
    int hue, shade, band;
    char letter; /* what fills it where there is no colour; of a band that is its shade */
    char name;   /* stands before it in a legend; 0: none */
};

/* Places are parts of the map: from 0 to 1, from the left and from the bottom. */
struct patch_mark {
    double at[2];
    uint32_t glyph, ascii;
};

struct patch_line {
    const double (*at)[2]; /* [count], borrowed */
    int count;
};

struct patch_axis {
    const char *name; /* borrowed */
    double low, high;
    bool logarithmic;
};

struct patches {
    int columns, rows;    /* of patches, spread over the map */
    const uint16_t *kind; /* [rows * columns] from the bottom left one, of look[]; borrowed */
    struct patch_kind look[PATCH_KINDS];
    int bands;
    struct patch_axis axis[2];
    struct patch_mark mark[PATCH_MARKS];
    int marks;
    struct patch_line line[PATCH_LINES];
    int lines;
    bool crossed;
    double cross[2];
};

/* How many shades of a hue can be told apart: all, or one. */
int patches_shades(const struct display *display);

/* How many patches a cell can show, across and down. */
void patches_in_cell(const struct display *display, int *across, int *down);

/* Draws them into the map of the layout with its axes, and puts the cursor onto the cross. */
void patches_draw(const struct patches *patches, const struct colormap *colormap,
                  const struct display *display, struct frame *frame, const struct layout *layout);

/* Two cells of a kind, for a legend; with its name upon them, if it has one. */
enum { PATCH_SWATCH = 2 };
void patches_swatch(const struct patches *patches, int kind, bool named,
                    const struct colormap *colormap, const struct display *display,
                    struct frame *frame, int row, int column);

#endif
