/* The map's cells as tiles: each the block element that divides its cell in two as the bands divide
 * it, in all of Unicode 3.2: full, halves, quadrants, eighths. */
#ifndef VIEW_MOSAIC_H
#define VIEW_MOSAIC_H

#include <stdbool.h>
#include <stdint.h>

struct landscape;

struct tile {
    uint16_t glyph;      /* ink upon ground; ' ' where the cell is one band */
    uint16_t inverse;    /* the same division with ink and ground exchanged; 0: there is none */
    uint8_t ink, ground; /* bands, or LANDSCAPE_UNDEFINED, which is never the ink of a division */
};

/* A cell is looked at in so many parts: PARTS across and down. */
enum { MOSAIC_PARTS = 8, MOSAIC_CELL = MOSAIC_PARTS * MOSAIC_PARTS };

/* The parts that a block element covers with ink: bit PARTS * row + column, from the top left; 0: it is
 * none. And how many parts these are. */
uint64_t mosaic_cover(uint32_t glyph);
int mosaic_count(uint64_t parts);

/* The tile with the fewest wrong parts, of the parts' bands, row by row. Where there are more than two
 * bands it has the one with most parts, and another. */
struct tile mosaic_tile(const uint8_t band[MOSAIC_CELL]);

/* The tile of one band, and that of two halves. */
struct tile mosaic_plain(int band);
struct tile mosaic_halves(uint8_t upper, uint8_t lower);

/* The tiles of all cells: tile[viewport.rows * viewport.columns]. Between the middles of its pixels the
 * landscape is taken to be straight (bilinear), so no part has a value beyond those around it; next to
 * values that are not finite a cell is two halves. */
void mosaic_lay(const struct landscape *landscape, struct tile *tile);

#endif
