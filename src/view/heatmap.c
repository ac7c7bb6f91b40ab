#include "view/heatmap.h"

#include "cells/theme.h"
#include "view/mosaic.h"

enum { DIAGONAL = 0x2571 };

struct heat {
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    const struct landscape *landscape;
    const struct hills *hills;          /* where they are lit; else NULL */
    int color[LANDSCAPE_UNDEFINED + 1]; /* of each band, where there is colour */
    int shade, paper; /* where bands are shades: of these, and of what is behind */
};

/* The area lies in the frame. */
static void put(const struct heat *heat, int row, int column, uint32_t glyph, int fg, int bg)
{
    struct frame *frame = heat->frame;
    size_t line = (size_t)(heat->area.row + row) * (size_t)frame->columns;

    frame->cells[line + (size_t)(heat->area.column + column)] =
        (struct cell){.glyph = glyph, .fg = fg, .bg = bg};
}

uint32_t heatmap_hatch(const struct display *display)
{
    return display->braille ? DIAGONAL : '/';
}

static void hatch(const struct heat *heat, int row, int column)
{
    uint32_t glyph = heat->landscape->fog ? HEATMAP_FOG : heatmap_hatch(heat->display);

    put(heat, row, column, glyph, theme_for(heat->display)->label, FRAME_DEFAULT);
}

/* The shade of a pixel; of rows of pixels there are two a cell. */
static int shade_at(const struct heat *heat, int row, int column)
{
    return hills_shade(
        heat->hills->shade[(size_t)row * (size_t)heat->hills->columns + (size_t)column]);
}

static int lit(const struct heat *heat, int band, int shade)
{
    return band == LANDSCAPE_UNDEFINED ? FRAME_DEFAULT
                                       : hills_color(heat->display, heat->color[band], shade);
}

static void put_lit(const struct heat *heat, int row, int column, const struct tile *tile)
{
    int upper = shade_at(heat, 2 * row, column), lower = shade_at(heat, 2 * row + 1, column);
    int both = (upper + lower) / 2, band = landscape_cell(heat->landscape, row, column);

    if (tile->glyph != ' ' && tile->glyph != MOSAIC_FULL)
        put(heat, row, column, tile->glyph, lit(heat, tile->ink, both),
            lit(heat, tile->ground, both));
    else if (upper == lower)
        put(heat, row, column, ' ', lit(heat, band, upper), lit(heat, band, upper));
    else
        put(heat, row, column, MOSAIC_UPPER, lit(heat, band, upper), lit(heat, band, lower));
}

/* The tiles are laid for few changes of the pair already. */
static void color_row(const struct heat *heat, int row)
{
    const struct landscape *l = heat->landscape;
    const struct tile *tile = &l->tile[(size_t)row * (size_t)l->columns];

    for (int column = 0; column < heat->area.columns; column++, tile++) {
        if (tile->ink == LANDSCAPE_UNDEFINED)
            hatch(heat, row, column);
        else if (heat->hills)
            put_lit(heat, row, column, tile);
        else
            put(heat, row, column, tile->glyph, heat->color[tile->ink], heat->color[tile->ground]);
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
                heat->shade, heat->paper);
    }
}

static int least(int a, int b, int c)
{
    int least = a < b ? a : b;

    return least < c ? least : c;
}

void heatmap_draw(struct frame *frame, struct rectangle area, const struct display *display,
                  const struct landscape *landscape, const struct colormap *colormap)
{
    heatmap_draw_lit(frame, area, display, landscape, colormap, NULL);
}

void heatmap_draw_lit(struct frame *frame, struct rectangle area, const struct display *display,
                      const struct landscape *landscape, const struct colormap *colormap,
                      const struct hills *hills)
{
    struct heat heat = {.frame = frame,
                        .area = area,
                        .display = display,
                        .landscape = landscape,
                        .hills = hills,
                        .color = {[LANDSCAPE_UNDEFINED] = FRAME_DEFAULT}};
    int last = landscape->bands - 1;

    for (int band = 0; band <= last && display->colors >= 8; band++)
        heat.color[band] = colormap_color(colormap, display, landscape->bands, band);
    heat.shade = display->colors >= 8 && last >= 0 ? heat.color[last] : FRAME_DEFAULT;
    heat.paper = display->colors >= 8 ? heat.color[0] : FRAME_DEFAULT;
    heat.area.columns = least(area.columns, landscape->columns, frame->columns - area.column);
    heat.area.rows = least(area.rows, landscape->rows / 2, frame->rows - area.row);
    for (int row = 0; row < heat.area.rows; row++) {
        if (colormap_is_shaded(colormap, display))
            shade_row(&heat, row);
        else
            color_row(&heat, row);
    }
}
