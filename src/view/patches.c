#include "view/patches.h"

#include <math.h>

#include "cells/theme.h"
#include "view/axes.h"
#include "view/canvas.h"
#include "view/heatmap.h"
#include "view/marks.h"
#include "view/mosaic.h"

enum { LINE_COLOR = 51, BACK_DIAGONAL = 0x2572 };

/* The colours that there are: of all hues, of all greys, of the bands, and the terminal's own
 * ground. */
enum {
    FIRST_GREY = PATCH_HUES * PATCH_SHADES,
    FIRST_BAND = FIRST_GREY + PATCH_GREYS,
    BARE = FIRST_BAND + LANDSCAPE_MAX_BANDS,
    COLORS
};

/* What the kinds look like on a display. */
struct painter {
    const struct patches *patches;
    const struct display *display;
    struct frame *frame;
    struct rectangle area;
    int color[COLORS];
};

/* --- colours --- */

/* Hues that are told apart by everyone (after Okabe and Ito, 2008, Color Universal Design): in 24
 * bits, in their shades of 256 colours, and in few. */
static const struct hue {
    int rgb, entry[PATCH_SHADES], few;
} hues[PATCH_HUES] = {{0x56B4E9, {117, 74, 24}, 6},   {0xF0803C, {215, 172, 94}, 1},
                      {0x2FBF71, {78, 35, 22}, 2},    {0xD58BE8, {183, 134, 54}, 5},
                      {0xF0E442, {228, 184, 100}, 3}, {0x4C6FE0, {69, 26, 18}, 4}};

static const double lights[PATCH_SHADES] = {1.25, 0.8, 0.5};
static const int greys[PATCH_GREYS] = {254, 250, 246, 243, 240, 236};

static int hue_color(const struct display *display, int hue, int shade)
{
    if (display->colors < 256)
        return hues[hue].few;
    if (display->colors < FRAME_RGB)
        return hues[hue].entry[shade];
    return color_lit(display, FRAME_RGB | hues[hue].rgb, lights[shade]);
}

static void painter_init(struct painter *painter, const struct colormap *colormap)
{
    const struct display *display = painter->display;
    int bands = painter->patches->bands;

    for (int i = 0; i < COLORS; i++)
        painter->color[i] = FRAME_DEFAULT;
    for (int i = 0; i < FIRST_GREY && display->colors >= 8; i++)
        painter->color[i] = hue_color(display, i / PATCH_SHADES, i % PATCH_SHADES);
    for (int i = 0; i < PATCH_GREYS && display->colors >= 256; i++)
        painter->color[FIRST_GREY + i] = greys[i];
    for (int i = 0; i < bands && display->colors >= 8; i++)
        painter->color[FIRST_BAND + i] = colormap_color(colormap, display, bands, i);
}

/* The number of its colour: BARE where it has none on this display. */
static int color_number(const struct painter *painter, const struct patch_kind *kind)
{
    int number = BARE;

    if (kind->look == PATCH_HUE)
        number = kind->hue % PATCH_HUES * PATCH_SHADES + kind->shade;
    else if (kind->look == PATCH_GREY)
        number = FIRST_GREY + kind->shade;
    else if (kind->look == PATCH_BAND)
        number = FIRST_BAND + kind->band;
    return painter->color[number] == FRAME_DEFAULT ? BARE : number;
}

static int color_of(const struct painter *painter, int kind)
{
    return painter->color[color_number(painter, &painter->patches->look[kind])];
}

/* --- a cell --- */

static int kind_at(const struct painter *painter, double across, double up)
{
    const struct patches *patches = painter->patches;
    int column = (int)(across * patches->columns), row = (int)(up * patches->rows);

    column = column < 0 ? 0 : column < patches->columns ? column : patches->columns - 1;
    row = row < 0 ? 0 : row < patches->rows ? row : patches->rows - 1;
    return patches->kind[(size_t)row * (size_t)patches->columns + (size_t)column];
}

/* The kind at part (column, row) of `across` x `down` of a cell. */
static int part_kind(const struct painter *painter, int row, int column, int i, int k, int down,
                     int across)
{
    double x = (column + (k + 0.5) / across) / painter->area.columns;
    double y = 1 - (row + (i + 0.5) / down) / painter->area.rows;

    return kind_at(painter, x, y);
}

static void put(const struct painter *painter, int row, int column, uint32_t glyph, int fg, int bg,
                int attributes)
{
    struct cell *cell =
        frame_cell(painter->frame, painter->area.row + row, painter->area.column + column);

    if (cell)
        *cell = (struct cell){.glyph = glyph, .fg = fg, .bg = bg, .attributes = attributes};
}

/* A cell of one kind that has no colour. */
static void put_bare(const struct painter *painter, int row, int column, int number)
{
    const struct patch_kind *kind = &painter->patches->look[number];
    const struct display *display = painter->display;
    int label = theme_for(display)->label;
    bool mono = display->colors < 8;
    uint32_t glyph = ' ';

    if (kind->look == PATCH_HATCH)
        glyph = heatmap_hatch(display);
    else if (kind->look == PATCH_HATCH_BACK)
        glyph = display->braille ? BACK_DIAGONAL : '\\';
    else if (kind->look == PATCH_BAND)
        glyph = colormap_shade(display, painter->patches->bands, kind->band);
    else if (kind->look != PATCH_OPEN)
        glyph = (uint32_t)kind->letter;
    put(painter, row, column, glyph, mono ? FRAME_DEFAULT : label, FRAME_DEFAULT, 0);
}

/* In few colours the shades of a hue have more and more ground among them. */
static void put_color(const struct painter *painter, int row, int column, int number)
{
    static const uint32_t thinner[PATCH_SHADES] = {' ', 0x2592, 0x2591};
    int shade = number < FIRST_GREY ? number % PATCH_SHADES : 0, color = painter->color[number];

    if (shade > 0 && painter->display->colors < 256 && patches_shades(painter->display) > 1)
        put(painter, row, column, thinner[shade], color, FRAME_DEFAULT, 0);
    else
        put(painter, row, column, ' ', FRAME_DEFAULT, color, 0);
}

static void put_plain(const struct painter *painter, int row, int column, int kind)
{
    int number = color_number(painter, &painter->patches->look[kind]);

    if (number == BARE)
        put_bare(painter, row, column, kind);
    else
        put_color(painter, row, column, number);
}

static void draw_cell(const struct painter *painter, int row, int column, enum mosaic_kind mosaic)
{
    uint8_t sample[MOSAIC_SAMPLES];
    int bare = part_kind(painter, row, column, 0, 0, 1, 1), down, across;

    patches_in_cell(painter->display, &across, &down);
    if (across * down == 1) {
        put_plain(painter, row, column, bare);
        return;
    }
    for (int i = 0; i < MOSAIC_DOWN; i++)
        for (int k = 0; k < MOSAIC_ACROSS; k++) {
            int kind = part_kind(painter, row, column, i * down / MOSAIC_DOWN,
                                 k * across / MOSAIC_ACROSS, down, across);
            int color = color_number(painter, &painter->patches->look[kind]);

            bare = color == BARE ? kind : bare;
            sample[i * MOSAIC_ACROSS + k] = (uint8_t)color;
        }
    struct tile tile = mosaic_sampled(sample, mosaic, BARE);
    if (tile.ink != tile.ground)
        put(painter, row, column, tile.glyph, painter->color[tile.ink], painter->color[tile.ground],
            0);
    else if (tile.ground == BARE)
        put_bare(painter, row, column, bare);
    else
        put_color(painter, row, column, tile.ground);
}

/* --- what is upon them --- */

/* The cell that a place is in; false where it is outside. */
static bool find_cell(const struct painter *painter, const double at[2], int *row, int *column)
{
    if (!(at[0] >= 0 && at[0] <= 1 && at[1] >= 0 && at[1] <= 1))
        return false;
    *column = (int)fmin(at[0] * painter->area.columns, painter->area.columns - 1);
    *row = (int)fmin((1 - at[1]) * painter->area.rows, painter->area.rows - 1);
    return true;
}

/* A bold glyph in black or white upon the patch; without colour inverted. */
static void put_on(const struct painter *painter, int row, int column, uint32_t glyph, int kind)
{
    const struct display *display = painter->display;
    int color = color_of(painter, kind);
    bool open = color == FRAME_DEFAULT;
    int ink = open ? FRAME_DEFAULT : palette_ink(display, color);

    put(painter, row, column, glyph, ink, color,
        CELL_BOLD | (display->colors < 8 ? CELL_REVERSE : 0));
}

static void draw_mark(const struct painter *painter, const struct patch_mark *mark)
{
    int row, column;

    if (find_cell(painter, mark->at, &row, &column))
        put_on(painter, row, column, painter->display->blocks ? mark->glyph : mark->ascii,
               kind_at(painter, mark->at[0], mark->at[1]));
}

/* A canvas that knows all their colours. */
static void begin_canvas(const struct painter *painter, const struct colormap *colormap,
                         struct canvas *canvas)
{
    canvas_init(canvas, painter->frame, painter->area, painter->display, colormap, 0);
    for (int i = 0; i < COLORS; i++)
        if (painter->color[i] != FRAME_DEFAULT)
            canvas_ground(canvas, colormap, painter->color[i]);
}

static void draw_line(const struct painter *painter, const struct patch_line *line,
                      struct canvas *canvas)
{
    const struct rectangle *area = &painter->area;
    struct pen pen = {.kind = PEN_PATH, .color = LINE_COLOR};
    double x = DOTS_ACROSS * area->columns, y = DOTS_DOWN * area->rows;

    for (int i = 1; i < line->count; i++) {
        const double *from = line->at[i - 1], *to = line->at[i];
        canvas_line(canvas, &pen, from[0] * x, (1 - from[1]) * y, to[0] * x, (1 - to[1]) * y);
    }
}

static void draw_lines(const struct painter *painter, const struct colormap *colormap)
{
    struct canvas canvas;

    if (painter->patches->lines == 0)
        return;
    begin_canvas(painter, colormap, &canvas);
    for (int i = 0; i < painter->patches->lines; i++)
        draw_line(painter, &painter->patches->line[i], &canvas);
}

static void draw_cross(const struct painter *painter)
{
    const struct mark *cross = mark_row(MAP_CROSS);
    struct frame *frame = painter->frame;
    int row, column;

    if (!painter->patches->crossed || !find_cell(painter, painter->patches->cross, &row, &column))
        return;
    put_on(painter, row, column, painter->display->blocks ? cross->glyph : cross->ascii,
           kind_at(painter, painter->patches->cross[0], painter->patches->cross[1]));
    frame->cursor_row = painter->area.row + row;
    frame->cursor_column = painter->area.column + column;
    frame->cursor_visible = true;
}

static struct axis axis_of(const struct patch_axis *axis)
{
    return (struct axis){axis->name, axis->low, axis->high,
                         axis->logarithmic ? AXIS_LOG : AXIS_PLAIN};
}

/* Below the map and at its left; where there are no columns for it, inside its edge. */
static void draw_axes(const struct painter *painter, const struct layout *layout,
                      const struct colormap *colormap)
{
    const struct axis across = axis_of(&painter->patches->axis[0]),
                      up = axis_of(&painter->patches->axis[1]);
    const struct style style = {theme_for(painter->display)->label, 0};
    struct axis_edge edge;
    struct canvas canvas;

    if (layout->across.rows == 0)
        return;
    axis_across(&across, painter->display, painter->frame, layout->across, style);
    if (*up.name == '\0' ||
        (layout->up.rows > 0 && axis_up(&up, painter->display, painter->frame, layout->up, style)))
        return;
    begin_canvas(painter, colormap, &canvas);
    axis_edge_init(&edge, &up, &canvas);
    axis_edge_draw(&edge, &canvas);
}

/* --- the whole --- */

int patches_shades(const struct display *display)
{
    return display->colors >= 256 || (display->colors >= 8 && display->blocks) ? PATCH_SHADES : 1;
}

void patches_in_cell(const struct display *display, int *across, int *down)
{
    enum mosaic_kind kind = mosaic_kind(display);

    *across = display->colors < 8 || kind == MOSAIC_WHOLE || kind == MOSAIC_HALVES ? 1 : 2;
    *down = display->colors < 8 || kind == MOSAIC_WHOLE ? 1 : 2;
}

void patches_draw(const struct patches *patches, const struct colormap *colormap,
                  const struct display *display, struct frame *frame, const struct layout *layout)
{
    enum mosaic_kind mosaic =
        mosaic_kind(display) == MOSAIC_HALVES ? MOSAIC_HALVES : MOSAIC_EIGHTHS;
    struct painter painter = {
        .patches = patches, .display = display, .frame = frame, .area = layout->map};

    painter_init(&painter, colormap);
    for (int row = 0; row < painter.area.rows; row++)
        for (int column = 0; column < painter.area.columns; column++)
            draw_cell(&painter, row, column, mosaic);
    draw_lines(&painter, colormap);
    for (int i = 0; i < patches->marks; i++)
        draw_mark(&painter, &patches->mark[i]);
    draw_axes(&painter, layout, colormap);
    draw_cross(&painter);
}

void patches_swatch(const struct patches *patches, int kind, bool named,
                    const struct colormap *colormap, const struct display *display,
                    struct frame *frame, int row, int column)
{
    struct painter painter = {.patches = patches,
                              .display = display,
                              .frame = frame,
                              .area = {row, column, 1, PATCH_SWATCH}};

    painter_init(&painter, colormap);
    for (int i = 0; i < PATCH_SWATCH; i++)
        put_plain(&painter, 0, i, kind);
    if (named && patches->look[kind].name)
        put_on(&painter, 0, 0, (uint32_t)patches->look[kind].name, kind);
}
