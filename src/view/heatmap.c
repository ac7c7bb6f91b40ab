#include "view/heatmap.h"

#include <stdbool.h>

enum { UPPER_HALF = 0x2580, LOWER_HALF = 0x2584, FULL = 0x2588 };

struct heat {
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    const struct landscape *landscape;
    const struct colormap *colormap;
};

struct halves {
    int upper, lower; /* bands */
};

struct band_pair {
    int fg, bg; /* bands */
};

static struct halves halves_at(const struct heat *heat, int row, int column)
{
    const struct landscape *l = heat->landscape;
    const uint8_t *upper = &l->band[(size_t)(2 * row) * (size_t)l->columns + (size_t)column];
    struct halves halves = {upper[0], upper[l->columns]};

    if (!heat->display->blocks)
        halves.upper = halves.lower;
    return halves;
}

static bool pair_has(struct band_pair pair, int band)
{
    return pair.fg == band || pair.bg == band;
}

/* The band that the next differing cell of the row adds to `band`, or `band` at the end. */
static int partner(const struct heat *heat, int row, int column, int band)
{
    while (++column < heat->area.columns) {
        struct halves next = halves_at(heat, row, column);
        if (next.upper != band)
            return next.upper;
        if (next.lower != band)
            return next.lower;
    }
    return band;
}

/* The pair for a cell: the one in force where it will do. */
static struct band_pair pair_for(const struct heat *heat, int row, int column,
                                 struct band_pair pair)
{
    struct halves here = halves_at(heat, row, column);

    if (pair_has(pair, here.upper) && pair_has(pair, here.lower))
        return pair;
    if (here.upper != here.lower)
        return (struct band_pair){here.upper, here.lower};
    int other = heat->display->blocks ? partner(heat, row, column, here.upper) : here.upper;
    return (struct band_pair){other, here.upper};
}

static uint32_t glyph_for(struct halves here, struct band_pair pair)
{
    if (here.upper == here.lower)
        return here.upper == pair.bg ? ' ' : FULL;
    return here.upper == pair.fg ? UPPER_HALF : LOWER_HALF;
}

static int color_of(const struct heat *heat, int band)
{
    return colormap_color(heat->colormap, heat->display, heat->landscape->bands, band);
}

static void color_row(const struct heat *heat, int row)
{
    struct band_pair pair = {-1, -1};

    for (int column = 0; column < heat->area.columns; column++) {
        pair = pair_for(heat, row, column, pair);
        uint32_t glyph = glyph_for(halves_at(heat, row, column), pair);
        frame_glyph(heat->frame, heat->area.row + row, heat->area.column + column, glyph,
                    color_of(heat, pair.fg), color_of(heat, pair.bg), 0);
    }
}

static void shade_row(const struct heat *heat, int row)
{
    for (int column = 0; column < heat->area.columns; column++) {
        struct halves here = halves_at(heat, row, column);
        int band = (here.upper + here.lower) / 2;
        frame_glyph(heat->frame, heat->area.row + row, heat->area.column + column,
                    colormap_shade(heat->display, heat->landscape->bands, band), FRAME_DEFAULT,
                    FRAME_DEFAULT, 0);
    }
}

void heatmap_draw(struct frame *frame, struct rectangle area, const struct display *display,
                  const struct landscape *landscape, const struct colormap *colormap)
{
    struct heat heat = {frame, area, display, landscape, colormap};

    if (area.columns > landscape->columns)
        heat.area.columns = landscape->columns;
    if (area.rows > landscape->rows / 2)
        heat.area.rows = landscape->rows / 2;
    for (int row = 0; row < heat.area.rows; row++) {
        if (display->colors >= 8)
            color_row(&heat, row);
        else
            shade_row(&heat, row);
    }
}
