#include "view/heatmap.h"

#include "view/mosaic.h"
#include "view/theme.h"

enum { DIAGONAL = 0x2571 };

struct heat {
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    const struct landscape *landscape;
    int color[LANDSCAPE_UNDEFINED + 1]; /* of each band, where there is colour */
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
    put(heat, row, column, heatmap_hatch(heat->display), theme_for(heat->display)->label,
        FRAME_DEFAULT);
}

/* The tiles are laid for few changes of the pair already. */
static void color_row(const struct heat *heat, int row)
{
    const struct landscape *l = heat->landscape;
    const struct tile *tile = &l->tile[(size_t)row * (size_t)l->columns];

    for (int column = 0; column < heat->area.columns; column++, tile++) {
        if (tile->ink == LANDSCAPE_UNDEFINED)
            hatch(heat, row, column);
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
                FRAME_DEFAULT, FRAME_DEFAULT);
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
    struct heat heat = {frame, area, display, landscape, {[LANDSCAPE_UNDEFINED] = FRAME_DEFAULT}};

    for (int band = 0; band < landscape->bands && display->colors >= 8; band++)
        heat.color[band] = colormap_color(colormap, display, landscape->bands, band);
    heat.area.columns = least(area.columns, landscape->columns, frame->columns - area.column);
    heat.area.rows = least(area.rows, landscape->rows / 2, frame->rows - area.row);
    for (int row = 0; row < heat.area.rows; row++) {
        if (display->colors >= 8)
            color_row(&heat, row);
        else
            shade_row(&heat, row);
    }
}
