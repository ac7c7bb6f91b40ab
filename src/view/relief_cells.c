/* The samples of a relief as cells. */
#include <math.h>

#include "cells/theme.h"
#include "view/canvas.h"
#include "view/heatmap.h"
#include "view/mosaic.h"
#include "view/relief.h"

enum { SURFACE = HILLS_SHADES * LANDSCAPE_MAX_BANDS, PAINTS = 256 };

struct cells {
    const struct relief *relief;
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    enum mosaic_kind kind;
    int color[PAINTS]; /* of each sample, where there is colour */
};

/* --- colours --- */

static int foot_color(const struct display *display, bool lit)
{
    if (display->colors >= 256)
        return lit ? 242 : 238;
    return display->colors >= 16 ? 8 : 7;
}

static void mix_colors(struct cells *cells, const struct colormap *colormap)
{
    const struct display *display = cells->display;
    int bands = cells->relief->landscape->bands;

    for (int i = 0; i < bands * HILLS_SHADES; i++)
        cells->color[i] = hills_color(
            display, colormap_color(colormap, display, bands, i / HILLS_SHADES), i % HILLS_SHADES);
    cells->color[RELIEF_WALL] = foot_color(display, true);
    cells->color[RELIEF_WALL_RIGHT] = foot_color(display, false);
    cells->color[RELIEF_FLOOR] = cells->color[RELIEF_NONE] = FRAME_DEFAULT;
}

/* --- a cell --- */

static void take_samples(const struct relief *relief, int row, int column,
                         uint8_t sample[MOSAIC_SAMPLES])
{
    int width = relief->columns * MOSAIC_ACROSS;

    for (int i = 0; i < MOSAIC_SAMPLES; i++) {
        int y = row * MOSAIC_DOWN + i / MOSAIC_ACROSS,
            x = column * MOSAIC_ACROSS + i % MOSAIC_ACROSS;

        sample[i] = relief->sample[(size_t)y * (size_t)width + (size_t)x];
    }
}

/* What a sample is of: a band in its first shade, or as it is. */
static uint8_t kind_of(uint8_t sample)
{
    return sample < SURFACE ? (uint8_t)(sample - sample % HILLS_SHADES) : sample;
}

/* The mean shade of the samples first to last that are of a kind. */
static uint8_t shaded(const uint8_t sample[MOSAIC_SAMPLES], int first, int end, uint8_t kind)
{
    int sum = 0, count = 0;

    if (kind >= SURFACE)
        return kind;
    for (int i = first; i < end; i++) {
        if (kind_of(sample[i]) == kind) {
            sum += sample[i] - kind;
            count++;
        }
    }
    return (uint8_t)(kind + (count > 0 ? (sum + count / 2) / count : 0));
}

/* Bands and edges divide the cell; each part has its mean shade. What is of one band is two
 * halves. */
static struct tile tile_at(const struct cells *cells, int row, int column)
{
    uint8_t sample[MOSAIC_SAMPLES], kind[MOSAIC_SAMPLES];

    take_samples(cells->relief, row, column, sample);
    for (int i = 0; i < MOSAIC_SAMPLES; i++)
        kind[i] = kind_of(sample[i]);
    struct tile tile = mosaic_sampled(kind, cells->kind, RELIEF_NONE);
    if (tile.ink != tile.ground || cells->kind == MOSAIC_WHOLE)
        return (struct tile){tile.glyph, shaded(sample, 0, MOSAIC_SAMPLES, tile.ink),
                             shaded(sample, 0, MOSAIC_SAMPLES, tile.ground)};
    uint8_t upper = shaded(sample, 0, MOSAIC_SAMPLES / 2, tile.ink);
    uint8_t lower = shaded(sample, MOSAIC_SAMPLES / 2, MOSAIC_SAMPLES, tile.ink);
    return mosaic_halves(upper, lower);
}

/* On the floor of a hole, and where fog lies. */
static uint32_t floor_glyph(const struct cells *cells)
{
    return cells->relief->landscape->fog ? HEATMAP_FOG : heatmap_hatch(cells->display);
}

static void put_color(const struct cells *cells, int row, int column)
{
    struct tile tile = tile_at(cells, row, column);
    int fg = cells->color[tile.ink], bg = cells->color[tile.ground];
    uint32_t glyph = fg == bg ? ' ' : tile.glyph;

    if (tile.ink == RELIEF_FLOOR || tile.ground == RELIEF_FLOOR) {
        glyph = floor_glyph(cells);
        fg = theme_for(cells->display)->label;
        bg = FRAME_DEFAULT;
    }
    frame_glyph(cells->frame, cells->area.row + row, cells->area.column + column, glyph, fg, bg, 0);
}

/* From 0 to 1: how high a sample is, and half as much how it is lit. */
static double brightness(const struct cells *cells, uint8_t sample)
{
    int bands = cells->relief->landscape->bands;
    double high = (double)(sample / HILLS_SHADES) / (bands > 1 ? bands - 1 : 1);
    double lit = (double)(sample % HILLS_SHADES) / (HILLS_SHADES - 1);

    return (2 * high + lit) / 3;
}

/* Without colour a body is seen by its height and its light: no part of it is blank. */
static void put_shade(const struct cells *cells, int row, int column)
{
    int shades = cells->display->blocks ? COLORMAP_SHADES : COLORMAP_ASCII_SHADES;
    uint8_t sample = tile_at(cells, row, column).ground;
    uint32_t glyph = ' ';

    if (sample < SURFACE)
        glyph = colormap_shade(cells->display, shades,
                               1 + (int)fmin(brightness(cells, sample) * (shades - 1), shades - 2));
    else if (sample == RELIEF_FLOOR)
        glyph = floor_glyph(cells);
    else if (sample != RELIEF_NONE)
        glyph = colormap_shade(cells->display, shades, 1);
    frame_glyph(cells->frame, cells->area.row + row, cells->area.column + column, glyph,
                FRAME_DEFAULT, FRAME_DEFAULT, 0);
}

void relief_draw(const struct relief *relief, struct canvas *canvas,
                 const struct colormap *colormap)
{
    struct cells cells = {.relief = relief,
                          .frame = canvas->frame,
                          .area = canvas->area,
                          .display = canvas->display,
                          .kind = canvas->display->colors >= 8 ? mosaic_kind(canvas->display)
                                                               : MOSAIC_WHOLE};

    if (canvas->display->colors >= 8) {
        mix_colors(&cells, colormap);
        for (int i = 0; i <= RELIEF_WALL_RIGHT; i++)
            if (i < relief->landscape->bands * HILLS_SHADES || i >= RELIEF_WALL)
                canvas_ground(canvas, colormap, cells.color[i]);
    }
    for (int row = 0; row < relief->rows; row++)
        for (int column = 0; column < relief->columns; column++) {
            if (canvas->display->colors >= 8)
                put_color(&cells, row, column);
            else
                put_shade(&cells, row, column);
        }
}
