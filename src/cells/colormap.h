/* Colormaps: lightness rising strictly through the palette entries that are really used. */
#ifndef CELLS_COLORMAP_H
#define CELLS_COLORMAP_H

#include <stdbool.h>

#include "base/table.h"
#include "cells/frame.h"

enum { COLORMAP_ANCHORS = 16 };

struct colormap {
    const char *name;   /* "magma" */
    const char *source; /* second: what is told of the row */
    /* Entries of the 256-colour palette for the number of bands, each list ending with -1. */
    int16_t few[11], many[13];    /* 10 and 12 bands */
    int anchor[COLORMAP_ANCHORS]; /* 0xRRGGBB, dark to light: in 24 bits, by straight lines */
    /* The path's hue, which none of the bands has: light, and dark. */
    int16_t light, dark;
};

extern const struct table colormaps;

/* Dark greys, none of the table: upon each of them the colours of runs have 3 to 1. Of 8 or 16
 * colours blue shades on black. */
extern const struct colormap colormap_quiet;

/* Are the bands shades of one colour on one ground: where there are no colours, and on the quiet
 * map of a few? */
bool colormap_is_shaded(const struct colormap *colormap, const struct display *display);

/* The colours of runs that are compared, the present one first. Of 8 or 16 colours the others are
 * five, which come again. */
enum { RUN_COLORS = 9 };

/* That on the quiet map, a bright one; 0: there are none. */
int run_color(const struct display *display, int run);

/* That on the terminal's own ground: on a light one of 256 colours a darker kin, which has 3 to 1
 * on black, white and Solarized's two. The present run's is the terminal's own foreground, and so
 * are all where no other is sure to be seen. */
int run_color_open(const struct display *display, int run);

/* How many bands the display shows on a map of that many cells: 10 or 12 in 256 colours and more,
 * as many as the ramp has in fewer, as many as there are shades without colour. */
int colormap_bands(const struct display *display, int columns, int map_rows);

/* The colour of 24 bits at a place from 0, the darkest, to 1; what is beyond has that of the end.
 * Each part of it is within 10 of 255 of the published map. */
int colormap_rgb(const struct colormap *colormap, double at);

/* The colour of a band. Not for looks without colour. */
int colormap_color(const struct colormap *colormap, const struct display *display, int bands,
                   int band);

/* A colour in a light: 1 is as it is, 0 black, 2 white; of 256 colours the nearest entry. Of fewer,
 * as it is. */
int color_lit(const struct display *display, int color, double light);

/* The colour of the path upon a band's: the hue's light entry where its contrast is at least 3 to
 * 1, else its dark one, which then has that. So it is light in the valleys, dark on the hills, and
 * one hue. On a shade of a band that has it to neither, and of fewer than 256 colours, which every
 * terminal mixes as it likes, black or white. */
int colormap_path(const struct colormap *colormap, const struct display *display, int ground);

/* The glyph of a band where bands are shaded: ` ░▒▓█`, or an ASCII ramp without the characters that
 * mark the path (o, @, *, O). With colours none is full, so that all have one ground. */
enum { COLORMAP_SHADES = 5, COLORMAP_ASCII_SHADES = 8 };
uint32_t colormap_shade(const struct display *display, int bands, int band);

/* Relative luminance (WCAG 2), 0 to 1, of red, green and blue from 0 to 1. */
double rgb_luminance(const double rgb[3]);

/* A colour other than the terminal's own as 0xRRGGBB; 0-15 of the palette as xterm has them. */
int palette_rgb(int color);

/* Its luminance, and its CIE L*, 0 to 100. */
double palette_luminance(int color);

double palette_lightness(int color);

/* The contrast of two such colours, 1 to 21 (WCAG 2). */
double palette_contrast(int a, int b);

/* Black or white, whichever is readable on `color`: contrast at least 4.5 to 1. */
int palette_ink(const struct display *display, int color);

#endif
