/* The map's cells as tiles: each the block element that divides its cell in two as the bands divide
 * it, in all of Unicode 3.2: full, halves, quadrants, eighths; on request also the sextants of
 * Unicode 13. */
#ifndef VIEW_MOSAIC_H
#define VIEW_MOSAIC_H

#include <stdbool.h>
#include <stdint.h>

#include "cells/frame.h"

struct landscape;

/* What a cell may be divided into; with sextants into eighths, too. */
enum mosaic_kind { MOSAIC_EIGHTHS, MOSAIC_HALVES, MOSAIC_WHOLE, MOSAIC_SEXTANTS };

/* What the display's charset has. */
enum mosaic_kind mosaic_kind(const struct display *display);

struct tile {
    uint32_t glyph;      /* ink upon ground; ' ' where all is ground */
    uint8_t ink, ground; /* bands; LANDSCAPE_UNDEFINED: the ground, and with a blank the ink */
};

/* A cell is looked at in so many parts: PARTS across and down. */
enum { MOSAIC_PARTS = 8, MOSAIC_CELL = MOSAIC_PARTS * MOSAIC_PARTS };

/* The parts that a block element covers with ink: bit PARTS * row + column, from the top left; 0:
 * it is none. And how many parts these are. */
uint64_t mosaic_cover(uint32_t glyph);
int mosaic_count(uint64_t parts);

/* The tile of eighths, or sextants, with the fewest wrong parts, of the parts' bands, row by row.
 * Where there are more than two bands it has the one with most parts, and another. */
struct tile mosaic_tile(const uint8_t band[MOSAIC_CELL], enum mosaic_kind kind);

enum { MOSAIC_UPPER = 0x2580, MOSAIC_FULL = 0x2588 };

/* What is drawn as samples, each the colour of a half of an eighth of its cell: MOSAIC_ACROSS x
 * MOSAIC_DOWN of them, row by row, any numbers. The tile with the fewest wrong samples, or with
 * half blocks each half with most of its own. `none` is the terminal's own ground, which is never
 * ink. */
enum { MOSAIC_ACROSS = 2, MOSAIC_DOWN = 8, MOSAIC_SAMPLES = MOSAIC_ACROSS * MOSAIC_DOWN };
struct tile mosaic_sampled(const uint8_t sample[MOSAIC_SAMPLES], enum mosaic_kind kind,
                           uint8_t none);

/* The tile of one band, and that of two halves. */
struct tile mosaic_plain(int band);
struct tile mosaic_halves(uint8_t upper, uint8_t lower);

/* Lays the tiles of all cells: tile[viewport.rows * viewport.columns], of the landscape's kind.
 * Between the middles of its pixels the landscape is taken to be straight (bilinear), so no part
 * has a value beyond those around it; next to values that are not finite a cell is two halves. Ink
 * and ground are exchanged where that lets the pair of bands change less often along a row; what
 * shows nothing of its ink has that of the cells around. */
void mosaic_lay(struct landscape *landscape);

#endif
