#include "view/canvas.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "view/mosaic.h"

enum { BRAILLE = 0x2800, FULL = 0x2588, DARK = 0x2593 };

/* The band whose colour draws contour lines on `band`: far enough to be seen, near enough to stay
 * behind the path. */
static int contour_band(int bands, int band)
{
    int away = bands > 8 ? 3 : 1;

    return band < bands / 2 ? band + away : band - away;
}

static struct ground ground_for(const struct display *display, const struct colormap *colormap,
                                int color)
{
    int ink = palette_ink(display, color);

    return (struct ground){
        .color = color,
        .ink = ink,
        .path = colormap_path(colormap, display, color),
        .contour = ink,
        .dark = ink != palette_ink(display, 15),
        .luminance = palette_luminance(color),
    };
}

/* Where the background is not known the foreground alone is sure to be seen. */
static int open_hue(const struct display *display, const struct colormap *colormap)
{
    if (!colormap || display->colors < 256 || display->backdrop == BACKDROP_UNKNOWN)
        return FRAME_DEFAULT;
    return display->backdrop == BACKDROP_DARK ? colormap->light : colormap->dark;
}

void canvas_init(struct canvas *canvas, struct frame *frame, struct rectangle area,
                 const struct display *display, const struct colormap *colormap, int bands)
{
    *canvas = (struct canvas){.frame = frame, .area = area, .display = display, .bands = bands};
    canvas->open = open_hue(display, colormap);
    for (int band = 0; band < bands && display->colors >= 8; band++) {
        int color = colormap_color(colormap, display, bands, band);

        canvas->ground[canvas->grounds] = ground_for(display, colormap, color);
        canvas->ground[canvas->grounds++].contour =
            colormap_color(colormap, display, bands, contour_band(bands, band));
    }
}

/* The number of the ground of that colour; of an unknown one NO_GROUND. */
enum { NO_GROUND = -1 };

static int ground_number(const struct canvas *canvas, int color)
{
    for (int i = 0; i < canvas->grounds; i++)
        if (canvas->ground[i].color == color)
            return i;
    return NO_GROUND;
}

void canvas_ground(struct canvas *canvas, const struct colormap *colormap, int color)
{
    if (canvas->grounds < CANVAS_GROUNDS && ground_number(canvas, color) == NO_GROUND)
        canvas->ground[canvas->grounds++] = ground_for(canvas->display, colormap, color);
}

/* The ground under the ink: of what is more of the cell, or of two halves the darker. What is no
 * ground is an ink already, and has its ground as bg, inverted as fg. NO_GROUND: the terminal's
 * own. */
static int ground_of(const struct canvas *canvas, const struct cell *cell)
{
    int bg = ground_number(canvas, cell->bg), fg = ground_number(canvas, cell->fg);
    bool open = cell->bg == FRAME_DEFAULT;

    if (bg == NO_GROUND && !open)
        return fg;
    if (fg == NO_GROUND)
        return bg;
    int inked = mosaic_count(mosaic_cover(cell->glyph));
    if (open)
        return 2 * inked > MOSAIC_CELL ? fg : NO_GROUND;
    if (2 * inked < MOSAIC_CELL)
        return bg;
    bool darker = canvas->ground[fg].luminance < canvas->ground[bg].luminance;
    return 2 * inked > MOSAIC_CELL || darker ? fg : bg;
}

/* Is there a contrast of 4.5 to 1 for a mark, 3 to 1 for a line (WCAG 2, 1.4.3 and 1.4.11)? A mark
 * is bold, which makes one of few colours brighter on most terminals. */
static bool stands_out(const struct canvas *canvas, const struct pen *pen, int color, int ground)
{
    bool line = pen->kind == PEN_PATH || canvas->display->colors < 256;

    return color && palette_contrast(color, ground) >= (line ? 3 : 4.5);
}

static bool is_bright(const struct pen *pen)
{
    return pen->kind == PEN_PATH && !pen->dim;
}

static struct ink color_ink(const struct canvas *canvas, const struct pen *pen,
                            const struct ground *ground)
{
    struct ink ink = {.fg = ground->ink, .bg = ground->color};

    if (pen->kind == PEN_CONTOUR)
        ink.fg = ground->contour;
    else if (stands_out(canvas, pen, pen->color, ground->color))
        ink.fg = pen->color;
    else if (stands_out(canvas, pen, pen->other, ground->color))
        ink.fg = pen->other;
    else if (pen->dim && canvas->display->colors >= 256)
        ink.fg = ground->dark ? 249 : 238;
    else if (is_bright(pen) && !pen->color)
        ink.fg = ground->path;
    if (is_bright(pen) && ground->dark)
        ink.attributes = CELL_BOLD;
    return ink;
}

/* Without colour the heat's shades are gone under the ink; over the two brightest the ink is dark
 * on light. */
static struct ink mono_ink(const struct pen *pen, const struct cell *cell)
{
    struct ink ink = {.fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};
    bool bright = cell->glyph == FULL || cell->glyph == DARK || cell->attributes & CELL_REVERSE;

    ink.attributes = (is_bright(pen) ? CELL_BOLD : 0) | (bright ? CELL_REVERSE : 0);
    return ink;
}

/* Of a pen of two colours the one for the terminal's own ground. */
static int open_color(const struct canvas *canvas, const struct pen *pen)
{
    if (canvas->display->backdrop == BACKDROP_UNKNOWN)
        return FRAME_DEFAULT;
    return canvas->display->backdrop == BACKDROP_DARK ? pen->color : pen->other;
}

static struct ink ink_on(const struct canvas *canvas, const struct pen *pen,
                         const struct cell *cell)
{
    if (pen->kind == PEN_STYLE)
        return (struct ink){pen->style.fg, FRAME_DEFAULT, pen->style.attributes};
    int ground = canvas->display->colors < 8 ? NO_GROUND : ground_of(canvas, cell);
    if (ground == NO_GROUND && canvas->display->colors >= 8 && is_bright(pen) &&
        (!pen->color || pen->other))
        return (struct ink){pen->color ? open_color(canvas, pen) : canvas->open, FRAME_DEFAULT,
                            CELL_BOLD};
    if (ground == NO_GROUND)
        return mono_ink(pen, cell);
    return color_ink(canvas, pen, &canvas->ground[ground]);
}

static bool same_ink(const struct cell *cell, const struct ink *ink)
{
    return cell->fg == ink->fg && cell->bg == ink->bg && cell->attributes == ink->attributes;
}

static void ink_cell(struct cell *cell, const struct ink *ink, uint32_t glyph)
{
    cell->glyph = glyph;
    cell->fg = ink->fg;
    cell->bg = ink->bg;
    cell->attributes = ink->attributes;
}

static struct cell *area_cell(const struct canvas *canvas, int row, int column)
{
    const struct rectangle *area = &canvas->area;

    if (row < 0 || column < 0 || row >= area->rows || column >= area->columns)
        return NULL;
    return frame_cell(canvas->frame, area->row + row, area->column + column);
}

/* What a line is made of where there is no braille. */
static uint32_t coarse_glyph(const struct display *display, const struct pen *pen)
{
    if (pen->coarse)
        return pen->coarse;
    if (is_bright(pen) && !pen->dotted)
        return CANVAS_COARSE_KNOT;
    return display->blocks ? 0xB7 : '.';
}

uint32_t canvas_braille(int x, int y)
{
    /* The bit of each dot, [y][x] (Unicode, Braille Patterns). */
    static const uint8_t bit[DOTS_DOWN][DOTS_ACROSS] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    return BRAILLE | bit[y % DOTS_DOWN][x % DOTS_ACROSS];
}

static bool is_knot(uint32_t glyph)
{
    return glyph == CANVAS_KNOT || glyph == CANVAS_WIDE_KNOT || (glyph >= 'a' && glyph <= 'z');
}

/* The glyph with one dot more; where there are quadrants, a narrow pen's is one of them. */
static uint32_t add_dot(const struct pen *pen, uint32_t glyph, int x, int y)
{
    /* By the quadrants that are set: a bit each, row by row. */
    static const uint16_t quadrants[16] = {' ',    0x2598, 0x259D, 0x2580, 0x2596, 0x258C,
                                           0x259E, 0x259B, 0x2597, 0x259A, 0x2590, 0x259C,
                                           0x2584, 0x2599, 0x259F, 0x2588};
    int set = 15;

    if (is_knot(glyph))
        return glyph;
    while (set > 0 && quadrants[set] != glyph)
        set--;
    if (!pen->wide && set == 0)
        return (glyph >= BRAILLE && glyph < BRAILLE + 256 ? glyph : 0) | canvas_braille(x, y);
    return quadrants[set | 1 << (y % DOTS_DOWN / 2 * 2 + x % DOTS_ACROSS)];
}

/* The same for a dot. Several dots of a line are in one cell, and the first has found the ink. */
static struct ink dot_ink(const struct canvas *canvas, struct pen *pen, const struct cell *cell)
{
    if (pen->cell != cell || !same_ink(cell, &pen->ink))
        pen->ink = ink_on(canvas, pen, cell);
    pen->cell = cell;
    return pen->ink;
}

/* Is there a line already, of another ink, in a cell that is to be left as it is? */
static bool is_spared(const struct canvas *canvas, const struct cell *cell, const struct ink *ink,
                      int row, int column)
{
    return (row + column) % 2 && canvas->display->colors >= 8 && cell->fg != FRAME_DEFAULT &&
           ground_number(canvas, cell->fg) == NO_GROUND && !same_ink(cell, ink);
}

void canvas_dot(struct canvas *canvas, struct pen *pen, int x, int y)
{
    bool skipped = pen->dots++ % 2 && (pen->dim || pen->dotted);
    struct cell *cell;

    if (x < 0 || y < 0 || skipped)
        return;
    cell = area_cell(canvas, y / DOTS_DOWN, x / DOTS_ACROSS);
    if (!cell || (pen->kind == PEN_INK && is_knot(cell->glyph)))
        return;
    struct ink ink = dot_ink(canvas, pen, cell);
    if (pen->dotted && is_knot(cell->glyph) && same_ink(cell, &ink))
        return;
    if (pen->sparing && is_spared(canvas, cell, &ink, y / DOTS_DOWN, x / DOTS_ACROSS))
        return;
    if (canvas->display->braille)
        ink_cell(cell, &ink, add_dot(pen, same_ink(cell, &ink) ? cell->glyph : 0, x, y));
    else
        ink_cell(cell, &ink, coarse_glyph(canvas->display, pen));
}

/* Narrows the part [from, to] of a line to where start + t * change lies within 0 to `most`
 * (Liang and Barsky, 1984). Returns false where nothing is left. */
static bool clip(double start, double change, double most, double *from, double *to)
{
    if (change == 0)
        return start >= 0 && start <= most;
    double enter = (change > 0 ? 0 - start : most - start) / change;
    double leave = (change > 0 ? most - start : 0 - start) / change;
    *from = fmax(*from, enter);
    *to = fmin(*to, leave);
    return *from <= *to;
}

/* The gaps of dashes lie along the longer way, a dot of a wide pen each. */
static bool is_gap(const struct pen *pen, int x, int y, bool across)
{
    return pen->dashed && (across ? x : y / (DOTS_DOWN / 2)) % 4 == 3;
}

/* Bresenham's line (1965) through all dots from one to the other; of a wide pen these are
 * coarser. */
static void dots_between(struct canvas *canvas, struct pen *pen, int x, int y, int x1, int y1)
{
    int height = pen->wide ? 2 : 1;
    y /= height;
    y1 /= height;
    int dx = abs(x1 - x), dy = -abs(y1 - y), error = dx + dy;
    int right = x < x1 ? 1 : -1, down = y < y1 ? 1 : -1;
    bool across = dx >= -dy, still = dx == 0 && dy == 0;

    for (;;) {
        if (!(pen->dashed && still) && !is_gap(pen, x, y * height, across))
            canvas_dot(canvas, pen, x, y * height);
        if (x == x1 && y == y1)
            return;
        int twice = 2 * error;
        if (twice >= dy) {
            error += dy;
            x += right;
        }
        if (twice <= dx) {
            error += dx;
            y += down;
        }
    }
}

static bool is_within(double at, double most)
{
    return at >= 0 && at <= most;
}

void canvas_line(struct canvas *canvas, struct pen *pen, double x0, double y0, double x1, double y1)
{
    /* Half a dot is kept off the far edges, so that what is inside rounds down to a dot. */
    double width = DOTS_ACROSS * canvas->area.columns - 0.5;
    double height = DOTS_DOWN * canvas->area.rows - 0.5;
    double dx = x1 - x0, dy = y1 - y0, from = 0, to = 1;

    if (!isfinite(dx) || !isfinite(dy) || width < 0 || height < 0)
        return;
    if (is_within(x0, width) && is_within(y0, height) && is_within(x1, width) &&
        is_within(y1, height))
        dots_between(canvas, pen, (int)x0, (int)y0, (int)x1, (int)y1);
    else if (clip(x0, dx, width, &from, &to) && clip(y0, dy, height, &from, &to))
        dots_between(canvas, pen, (int)fmin(fmax(x0 + from * dx, 0), width),
                     (int)fmin(fmax(y0 + from * dy, 0), height),
                     (int)fmin(fmax(x0 + to * dx, 0), width),
                     (int)fmin(fmax(y0 + to * dy, 0), height));
}

void canvas_glyph(struct canvas *canvas, const struct pen *pen, int row, int column, uint32_t glyph)
{
    struct cell *cell = area_cell(canvas, row, column);

    if (cell) {
        struct ink ink = ink_on(canvas, pen, cell);
        ink_cell(cell, &ink, glyph);
    }
}

void canvas_mark(struct canvas *canvas, int color, int row, int column, uint32_t glyph)
{
    const struct pen pen = {.kind = PEN_INK, .color = color};
    struct cell *cell = area_cell(canvas, row, column);

    if (cell) {
        canvas_glyph(canvas, &pen, row, column, glyph);
        cell->attributes |= CELL_BOLD;
    }
}

void canvas_invert(struct canvas *canvas, int row, int column)
{
    struct cell *cell = area_cell(canvas, row, column);
    int32_t fg = cell->fg;

    if (fg == cell->bg)
        cell->attributes ^= CELL_REVERSE;
    cell->fg = cell->bg;
    cell->bg = fg;
}
