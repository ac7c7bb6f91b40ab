#include "view/heatmap.h"

#include <stdbool.h>

#include "view/mosaic.h"
#include "view/theme.h"

enum { FULL = 0x2588, DIAGONAL = 0x2571 };

struct heat {
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    const struct landscape *landscape;
    int color[LANDSCAPE_MAX_BANDS]; /* of each band, where there is colour */
};

struct band_pair {
    int fg, bg; /* bands */
};

static const struct band_pair no_pair = {-1, -1};

static struct tile tile_at(const struct heat *heat, int row, int column)
{
    const struct landscape *l = heat->landscape;
    size_t cell = (size_t)row * (size_t)l->columns + (size_t)column;
    size_t upper = cell + (size_t)row * (size_t)l->columns;

    if (heat->display->braille)
        return l->tile[cell];
    if (heat->display->blocks)
        return mosaic_halves(l->band[upper], l->band[upper + (size_t)l->columns]);
    return mosaic_plain(landscape_cell(l, row, column));
}

static bool pair_has(struct band_pair pair, int band)
{
    return pair.fg == band || pair.bg == band;
}

static bool is_plain(struct tile tile)
{
    return tile.ink == tile.ground;
}

/* The pair that a plain cell begins: its band is the ground, and the ink is that of the next cell of the
 * row in which there is another band. */
static struct band_pair plain_pair(const struct heat *heat, int row, int column, int band)
{
    while (heat->display->blocks && ++column < heat->area.columns) {
        struct tile next = tile_at(heat, row, column);

        if (next.ground == LANDSCAPE_UNDEFINED)
            break;
        if (next.ink != band)
            return (struct band_pair){next.ink, band};
        if (next.ground != band)
            return (struct band_pair){next.ground, band};
    }
    return (struct band_pair){band, band};
}

/* The pair for a cell: the one in force where it will do. */
static struct band_pair pair_for(const struct heat *heat, int row, int column, struct tile tile,
                                 struct band_pair pair)
{
    bool has = pair_has(pair, tile.ink) && pair_has(pair, tile.ground);

    if (has && (is_plain(tile) || tile.inverse || pair.fg == tile.ink))
        return pair;
    return is_plain(tile) ? plain_pair(heat, row, column, tile.ink)
                          : (struct band_pair){tile.ink, tile.ground};
}

static uint32_t glyph_for(struct tile tile, struct band_pair pair)
{
    if (is_plain(tile))
        return tile.ink == pair.bg ? ' ' : FULL;
    return tile.ink == pair.fg ? tile.glyph : tile.inverse;
}

static void put(const struct heat *heat, int row, int column, uint32_t glyph, int fg, int bg)
{
    frame_glyph(heat->frame, heat->area.row + row, heat->area.column + column, glyph, fg, bg, 0);
}

uint32_t heatmap_hatch(const struct display *display)
{
    return display->braille ? DIAGONAL : '/';
}

static void hatch(const struct heat *heat, int row, int column)
{
    put(heat, row, column, heat->display->braille ? DIAGONAL : '/', theme_for(heat->display)->label,
        FRAME_DEFAULT);
}

/* A cell of which all or half is undefined. */
static void edge_cell(const struct heat *heat, int row, int column, struct tile tile)
{
    if (is_plain(tile))
        hatch(heat, row, column);
    else
        put(heat, row, column, tile.glyph, heat->color[tile.ink], FRAME_DEFAULT);
}

static void color_row(const struct heat *heat, int row)
{
    struct band_pair pair = no_pair;

    for (int column = 0; column < heat->area.columns; column++) {
        struct tile tile = tile_at(heat, row, column);

        if (tile.ground == LANDSCAPE_UNDEFINED) {
            edge_cell(heat, row, column, tile);
            pair = no_pair;
            continue;
        }
        pair = pair_for(heat, row, column, tile, pair);
        put(heat, row, column, glyph_for(tile, pair), heat->color[pair.fg], heat->color[pair.bg]);
    }
}

static void shade_row(const struct heat *heat, int row)
{
    for (int column = 0; column < heat->area.columns; column++) {
        int band = landscape_cell(heat->landscape, row, column);

        if (band == LANDSCAPE_UNDEFINED)
            hatch(heat, row, column);
        else
            put(heat, row, column, colormap_shade(heat->display, heat->landscape->bands, band),
                FRAME_DEFAULT, FRAME_DEFAULT);
    }
}

void heatmap_draw(struct frame *frame, struct rectangle area, const struct display *display,
                  const struct landscape *landscape, const struct colormap *colormap)
{
    struct heat heat = {frame, area, display, landscape, {0}};

    for (int band = 0; band < landscape->bands && display->colors >= 8; band++)
        heat.color[band] = colormap_color(colormap, display, landscape->bands, band);
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
