#include "view/path.h"

#include <math.h>

struct spot {
    double column, row; /* cells of the area */
};

static struct spot spot_at(const double at[2], const struct viewport *viewport)
{
    struct spot spot;

    viewport_project(viewport, at[0], at[1], &spot.column, &spot.row);
    return spot;
}

static struct spot spot_of(const double *x, const struct plane *plane,
                           const struct viewport *viewport)
{
    double at[2];

    plane_project(plane, x, at);
    if (plane->n == 1)
        at[1] = viewport->y0 / 2 + viewport->y1 / 2;
    return spot_at(at, viewport);
}

static bool inside(const struct canvas *canvas, const struct spot *spot)
{
    return spot->column >= 0 && spot->column < canvas->area.columns && spot->row >= 0 &&
           spot->row < canvas->area.rows;
}

/* Dots, kept to a size that can be calculated with: a path may leave for 1e300. */
static double dots(double cells, int dots_a_cell)
{
    return isfinite(cells) ? fmax(-1e15, fmin(1e15, cells * dots_a_cell)) : NAN;
}

/* From this size on a path may be two dots wide. */
enum { WIDE_COLUMNS = 80, WIDE_ROWS = 26 };

static struct pen pen_for(const struct canvas *canvas, const struct drawn_run *run)
{
    const struct display *display = canvas->display;
    bool room = canvas->area.columns >= WIDE_COLUMNS && canvas->area.rows >= WIDE_ROWS;

    return (struct pen){.kind = PEN_PATH,
                        .color = run->color,
                        .dim = run->dim,
                        .wide = room && !run->dim && display->braille && display->colors >= 256};
}

static void draw_line(struct canvas *canvas, struct pen *pen, const struct spot *from,
                      const struct spot *to)
{
    canvas_line(canvas, pen, dots(from->column, DOTS_ACROSS), dots(from->row, DOTS_DOWN),
                dots(to->column, DOTS_ACROSS), dots(to->row, DOTS_DOWN));
}

/* The length of a step in columns; a row is as high as two are wide. */
static double length_of(const struct spot *from, const struct spot *to)
{
    return hypot(to->column - from->column, 2 * (to->row - from->row));
}

/* The end of a step, where the next one is not too near to be told apart. */
static void draw_knot(struct canvas *canvas, const struct pen *pen, const struct spot *from,
                      const struct spot *to)
{
    const double apart = 4;

    double length = length_of(from, to);

    if (canvas->display->braille && !pen->dim && isfinite(length) && length >= apart &&
        inside(canvas, to))
        canvas_glyph(canvas, pen, (int)to->row, (int)to->column,
                     pen->wide ? CANVAS_WIDE_KNOT : CANVAS_KNOT);
}

void path_draw(struct canvas *canvas, const struct drawn_run *run, const struct plane *plane,
               const struct viewport *viewport)
{
    struct pen pen = pen_for(canvas, run);
    size_t length = trajectory_length(run->path);
    struct spot last = {NAN, NAN};
    long step = -1;

    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_at(run->path, i);
        struct spot spot = spot_of(sample->x, plane, viewport);
        draw_line(canvas, &pen, &last, &spot);
        if (sample->step == step + 1)
            draw_knot(canvas, &pen, &last, &spot);
        last = spot;
        step = sample->step;
    }
}

static uint32_t pick(const struct canvas *canvas, uint32_t glyph, uint32_t ascii)
{
    return canvas->display->blocks ? glyph : ascii;
}

static void mark(struct canvas *canvas, const double *x, const struct plane *plane,
                 const struct viewport *viewport, uint32_t glyph)
{
    struct spot spot = spot_of(x, plane, viewport);

    if (inside(canvas, &spot))
        canvas_mark(canvas, 0, (int)spot.row, (int)spot.column, glyph);
}

void path_minimum(struct canvas *canvas, const double *x, const struct plane *plane,
                  const struct viewport *viewport)
{
    mark(canvas, x, plane, viewport, pick(canvas, 0x2605, '*'));
}

void path_minima(struct canvas *canvas, const struct surface *known, const struct plane *plane,
                 const struct viewport *viewport)
{
    for (int i = 0; i < known->minimum_count; i++)
        path_minimum(canvas, known->minima[i], plane, viewport);
}

void path_start(struct canvas *canvas, const double *x, const struct plane *plane,
                const struct viewport *viewport)
{
    mark(canvas, x, plane, viewport, pick(canvas, 0x25CB, 'O'));
}

/* The arrow at the edge that points to a spot outside. */
static uint32_t arrow(const struct canvas *canvas, const struct spot *spot)
{
    if (spot->column < 0)
        return pick(canvas, 0x25C0, '<');
    if (spot->column >= canvas->area.columns)
        return pick(canvas, 0x25B6, '>');
    return spot->row < 0 ? pick(canvas, 0x25B2, '^') : pick(canvas, 0x25BC, 'v');
}

/* Marks the spot, or where it is outside the nearest cell with an arrow. */
static bool mark_or_point(struct canvas *canvas, const struct spot *spot, int color, uint32_t glyph,
                          int *row, int *column)
{
    if (!isfinite(spot->column) || !isfinite(spot->row))
        return false;
    *row = (int)fmax(0, fmin(spot->row, canvas->area.rows - 1));
    *column = (int)fmax(0, fmin(spot->column, canvas->area.columns - 1));
    canvas_mark(canvas, color, *row, *column, inside(canvas, spot) ? glyph : arrow(canvas, spot));
    return true;
}

bool path_head(struct canvas *canvas, const struct drawn_run *run, const struct plane *plane,
               const struct viewport *viewport, int *row, int *column)
{
    size_t length = trajectory_length(run->path);

    if (!run->glyph || !length)
        return false;
    struct spot spot = spot_of(trajectory_at(run->path, length - 1)->x, plane, viewport);
    return mark_or_point(canvas, &spot, run->color, pick(canvas, run->glyph, run->ascii), row,
                         column);
}

bool path_place(struct canvas *canvas, const double at[2], const struct viewport *viewport,
                int *row, int *column)
{
    struct spot spot = spot_at(at, viewport);

    return mark_or_point(canvas, &spot, 0, pick(canvas, 0x253C, '+'), row, column);
}
