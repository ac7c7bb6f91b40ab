#include "out/svg.h"

#include <stdlib.h>

#include "cells/colormap.h"
#include "out/outline.h"
#include "view/mosaic.h"

/* A cell in units of the picture; and its parts, of which MOSAIC_PARTS are across and down. */
enum { WIDTH = 8, HEIGHT = 16, BASELINE = 12, PART_HEIGHT = HEIGHT / MOSAIC_PARTS };

enum { BRAILLE = 0x2800, BRAILLE_LAST = 0x28FF, SHADE_FIRST = 0x2591, SHADE_LAST = 0x2593 };

/* The terminal's own colours, 0xRRGGBB. */
struct own {
    int ink, ground;
};
static const struct own dark = {0xD0D0D0, 0x101014}, light = {0x202020, 0xFFFFFF};

struct picture_of {
    const struct frame *frame;
    const struct own *own;
    struct buffer *out;
};

/* --- cells --- */

static const struct cell *cell_of(const struct picture_of *picture, int row, int column)
{
    return &picture->frame->cells[(size_t)row * (size_t)picture->frame->columns + (size_t)column];
}

static int rgb_of(int color, int own)
{
    return color == FRAME_DEFAULT ? own : palette_rgb(color);
}

static int ink_of(const struct picture_of *picture, const struct cell *cell)
{
    return cell->attributes & CELL_REVERSE ? rgb_of(cell->bg, picture->own->ground)
                                           : rgb_of(cell->fg, picture->own->ink);
}

static int ground_of(const struct picture_of *picture, const struct cell *cell)
{
    return cell->attributes & CELL_REVERSE ? rgb_of(cell->fg, picture->own->ink)
                                           : rgb_of(cell->bg, picture->own->ground);
}

/* How a glyph is drawn. */
enum kind { KIND_AREA, KIND_STROKE, KIND_TEXT };

static enum kind kind_of(uint32_t glyph)
{
    if (glyph == ' ' || mosaic_cover(glyph) || (glyph >= SHADE_FIRST && glyph <= SHADE_LAST))
        return KIND_AREA;
    if ((glyph >= BRAILLE && glyph <= BRAILLE_LAST) || glyph == 0x2500 || glyph == 0x2502 ||
        glyph == 0x2571)
        return KIND_STROKE;
    return KIND_TEXT;
}

/* --- areas --- */

static int blend(int ground, int ink, int quarters)
{
    int color = 0;

    for (int shift = 16; shift >= 0; shift -= 8) {
        int under = ground >> shift & 0xFF, over = ink >> shift & 0xFF;
        color |= (under + (over - under) * quarters / 4) << shift;
    }
    return color;
}

static void paint_cell(const struct picture_of *picture, struct raster *raster, int row, int column)
{
    const struct cell *cell = cell_of(picture, row, column);
    int ink = ink_of(picture, cell), ground = ground_of(picture, cell);
    uint64_t inked = mosaic_cover(cell->glyph);

    if (cell->glyph >= SHADE_FIRST && cell->glyph <= SHADE_LAST)
        ground = blend(ground, ink, (int)cell->glyph - SHADE_FIRST + 1);
    for (int part = 0; part < MOSAIC_CELL; part++) {
        size_t y = (size_t)(row * MOSAIC_PARTS + part / MOSAIC_PARTS);
        size_t x = (size_t)(column * MOSAIC_PARTS + part % MOSAIC_PARTS);
        raster->color[y * (size_t)raster->columns + x] = inked >> part & 1 ? ink : ground;
    }
}

static void write_areas(const struct picture_of *picture, const struct raster *raster, bool *seen)
{
    struct outlines outlines = {.raster = raster, .seen = seen};
    struct buffer path = {0};
    int color;

    buffer_format(picture->out, "<g transform=\"scale(1 %d)\" shape-rendering=\"crispEdges\">\n",
                  PART_HEIGHT);
    while ((color = outlines_next(&outlines, &path)) >= 0) {
        buffer_format(picture->out, "<path fill=\"#%06x\" d=\"%s\"/>\n", (unsigned)color,
                      buffer_string(&path));
        buffer_clear(&path);
    }
    buffer_text(picture->out, "</g>\n");
    picture->out->failed = picture->out->failed || path.failed;
    buffer_release(&path);
}

static bool add_areas(const struct picture_of *picture)
{
    const struct frame *frame = picture->frame;
    struct raster raster = {frame->columns * MOSAIC_PARTS, frame->rows * MOSAIC_PARTS, NULL};
    size_t count = (size_t)raster.columns * (size_t)raster.rows;
    bool *seen = calloc(count + 1, sizeof *seen);

    raster.color = malloc((count + 1) * sizeof *raster.color);
    bool done = seen && raster.color;
    for (int row = 0; done && row < frame->rows; row++)
        for (int column = 0; column < frame->columns; column++)
            paint_cell(picture, &raster, row, column);
    if (done)
        write_areas(picture, &raster, seen);
    free(raster.color);
    free(seen);
    return done;
}

/* --- strokes and text --- */

static void add_stroke(const struct picture_of *picture, int row, int column)
{
    /* The places of the bits of a braille glyph, dots from the left and from above (Unicode,
     * Braille Patterns). */
    static const unsigned char dot[8][2] = {{0, 0}, {0, 1}, {0, 2}, {1, 0},
                                            {1, 1}, {1, 2}, {0, 3}, {1, 3}};
    uint32_t glyph = cell_of(picture, row, column)->glyph;
    int x = column * WIDTH, y = row * HEIGHT;

    if (glyph == 0x2500)
        buffer_format(picture->out, "M%d %dh%d", x, y + HEIGHT / 2, WIDTH);
    else if (glyph == 0x2502)
        buffer_format(picture->out, "M%d %dv%d", x + WIDTH / 2, y, HEIGHT);
    else if (glyph == 0x2571)
        buffer_format(picture->out, "M%d %dl%d-%d", x, y + HEIGHT, WIDTH, HEIGHT);
    for (int i = 0; i < 8 && glyph >= BRAILLE; i++)
        if (glyph >> i & 1)
            buffer_format(picture->out, "M%d %dh0", x + 2 + 4 * dot[i][0], y + 2 + 4 * dot[i][1]);
}

static bool same_style(const struct picture_of *picture, const struct cell *a, const struct cell *b)
{
    return ink_of(picture, a) == ink_of(picture, b) && a->attributes == b->attributes;
}

/* The cells from a column on that are one text: with single blanks between them. */
static int text_length(const struct picture_of *picture, int row, int column)
{
    const struct cell *cell = cell_of(picture, row, column);
    int last = 0;

    for (int i = 1; i <= last + 2 && column + i < picture->frame->columns; i++) {
        if (kind_of(cell[i].glyph) == KIND_TEXT && same_style(picture, cell, &cell[i]))
            last = i;
        else if (cell[i].glyph != ' ')
            break;
    }
    return last + 1;
}

static void add_letter(struct buffer *out, uint32_t glyph)
{
    if (glyph == '<')
        buffer_text(out, "&lt;");
    else if (glyph == '&')
        buffer_text(out, "&amp;");
    else if (glyph != FRAME_BEHIND)
        buffer_glyph(out, glyph);
}

/* A single glyph stands in the middle of its cell. Returns the cells that are done. */
static int add_text(const struct picture_of *picture, int row, int column)
{
    const struct cell *cell = cell_of(picture, row, column);
    int length = text_length(picture, row, column), y = row * HEIGHT + BASELINE;

    if (length == 1)
        buffer_format(picture->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                      column * WIDTH + WIDTH / 2, y);
    else
        buffer_format(picture->out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\">", column * WIDTH, y,
                      length * WIDTH);
    for (int i = 0; i < length; i++)
        add_letter(picture->out, cell[i].glyph);
    buffer_text(picture->out, "</text>\n");
    return length;
}

static void begin_group(const struct picture_of *picture, const struct cell *cell, enum kind kind)
{
    struct buffer *out = picture->out;
    unsigned ink = (unsigned)ink_of(picture, cell);

    if (kind == KIND_STROKE) {
        buffer_format(out, "<path stroke=\"#%06x\" d=\"", ink);
        return;
    }
    buffer_format(out, "<g fill=\"#%06x\"", ink);
    if (cell->attributes & CELL_BOLD)
        buffer_text(out, " font-weight=\"bold\"");
    if (cell->attributes & CELL_UNDERLINE)
        buffer_text(out, " text-decoration=\"underline\"");
    buffer_text(out, ">\n");
}

/* What has the style of that cell, from there on; `done` are those that are in a group. */
static void add_group(const struct picture_of *picture, size_t first, enum kind kind, bool *done)
{
    const struct frame *frame = picture->frame;
    size_t columns = (size_t)frame->columns, count = (size_t)frame->rows * columns;
    const struct cell *style = &frame->cells[first];
    int length;

    begin_group(picture, style, kind);
    for (size_t i = first; i < count; i += (size_t)length) {
        const struct cell *cell = &frame->cells[i];
        int row = (int)(i / columns), column = (int)(i % columns);

        length = 1;
        if (done[i] || kind_of(cell->glyph) != kind || !same_style(picture, cell, style))
            continue;
        if (kind == KIND_STROKE)
            add_stroke(picture, row, column);
        else
            length = add_text(picture, row, column);
        for (int k = 0; k < length; k++)
            done[i + (size_t)k] = true;
    }
    buffer_text(picture->out, kind == KIND_STROKE ? "\"/>\n" : "</g>\n");
}

static bool add_groups(const struct picture_of *picture, enum kind kind)
{
    size_t count = (size_t)picture->frame->rows * (size_t)picture->frame->columns;
    bool *done = calloc(count + 1, sizeof *done);

    for (size_t i = 0; done && i < count; i++)
        if (!done[i] && kind_of(picture->frame->cells[i].glyph) == kind)
            add_group(picture, i, kind, done);
    free(done);
    return done;
}

bool svg_from_frame(const struct frame *frame, enum backdrop backdrop, struct buffer *out)
{
    const struct picture_of picture = {frame, backdrop == BACKDROP_LIGHT ? &light : &dark, out};
    int width = frame->columns * WIDTH, height = frame->rows * HEIGHT;

    buffer_format(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                  "viewBox=\"0 0 %d %d\" font-family=\"monospace\" font-size=\"13.3\">\n",
                  width, height, width, height);
    bool done = add_areas(&picture);
    buffer_text(out, "<g fill=\"none\" stroke-width=\"2.4\" stroke-linecap=\"round\">\n");
    done = done && add_groups(&picture, KIND_STROKE);
    buffer_text(out, "</g>\n");
    done = done && add_groups(&picture, KIND_TEXT);
    buffer_text(out, "</svg>\n");
    return done && !out->failed;
}
