#include "view/fit.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "view/axes.h"
#include "view/canvas.h"
#include "view/contour.h"
#include "view/viewport.h"

/* Ranges. */

/* Spans between such values are finite. */
static const double greatest = 1e300;

static void extremes(const double *v, size_t count, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(v[i]))
            continue;
        *least = fmin(*least, v[i]);
        *most = fmax(*most, v[i]);
    }
    *least = fmax(*least, -greatest);
    *most = fmin(*most, greatest);
}

/* Widens what is one value but for rounding. */
static void widen(double *least, double *most)
{
    double size = fmax(fabs(*least), fabs(*most));

    if (size < 1 / greatest)
        size = 10;
    if (*most - *least > 1e-9 * size)
        return;
    *least -= size / 10;
    *most += size / 10;
}

void fit_range(const double *v, size_t count, double range[2])
{
    double least, most;

    extremes(v, count, &least, &most);
    range[0] = 0;
    range[1] = 1;
    if (!(least <= most))
        return;
    widen(&least, &most);
    double unit = number_round_up((most - least) / 40);
    /* Half a unit at least is left free; + 0 makes -0 a 0. */
    range[0] = floor(least / unit - 0.5) * unit + 0;
    range[1] = ceil(most / unit + 0.5) * unit + 0;
}

/* The picture. */

struct plot {
    const struct fit *fit;
    const struct display *display;
    const struct theme *theme;
    struct frame *frame;
    struct rectangle area;  /* of the points */
    struct viewport window; /* over it */
    bool crowded;           /* more points than `few` */
};

/* Kinds of points: class 0 and 1 of the training rows, then of the validation rows. */
enum { KINDS = 4, VALIDATION = 2 };

enum { SIX_DOTS = 0x283F }; /* stands for points that are dots */

/* The points of a cell. */
struct tally {
    uint32_t count[KINDS];
    uint32_t braille;
};

static void count_points(struct tally *tally, const struct plot *plot,
                         const struct fit_points *points, int first)
{
    int rows = plot->area.rows, columns = plot->area.columns;

    for (size_t i = 0; i < points->count; i++) {
        double column, row;
        viewport_project(&plot->window, points->x[i], points->y[i], &column, &row);
        if (!(column >= 0 && column <= columns && row >= 0 && row <= rows))
            continue;
        int x = (int)fmin(column * DOTS_ACROSS, DOTS_ACROSS * columns - 1);
        int y = (int)fmin(row * DOTS_DOWN, DOTS_DOWN * rows - 1);
        struct tally *cell = &tally[y / DOTS_DOWN * columns + x / DOTS_ACROSS];
        cell->count[first + (points->label && points->label[i])]++;
        cell->braille |= canvas_braille(x, y);
    }
}

/* The kind of most points; KINDS: there are none. */
static int most_common(const struct tally *cell)
{
    int most = KINDS;

    for (int kind = KINDS - 1; kind >= 0; kind--)
        if (cell->count[kind] > (most < KINDS ? cell->count[most] : 0))
            most = kind;
    return most;
}

/* A mark that tells the kind without colour. */
static uint32_t mark_of(const struct plot *plot, int kind)
{
    static const uint32_t glyphs[KINDS] = {0x25CB, 0xD7, 0x25CF, '+'};
    static const uint32_t ascii[KINDS] = {'o', 'x', 'O', '+'};

    if (plot->fit->kind == FIT_CURVE && kind < VALIDATION)
        return plot->display->blocks ? (plot->crowded ? 0xB7 : 0x25CF) : plot->crowded ? '.' : '+';
    if (plot->fit->kind == FIT_CURVE)
        return plot->display->blocks ? 0x25CB : 'o';
    return (plot->display->blocks ? glyphs : ascii)[kind];
}

static int color_of(const struct plot *plot, int kind)
{
    const struct theme *theme = plot->theme;

    if (plot->fit->kind == FIT_CURVE)
        return kind < VALIDATION ? theme->live : theme->first;
    return kind % VALIDATION ? theme->second : theme->first;
}

/* Are points of that kind dots, and not marks? Without colour it takes marks to tell the classes
 * apart. */
static bool is_dotted(const struct plot *plot, int kind)
{
    return plot->crowded && plot->display->braille && kind < VALIDATION &&
           (plot->fit->kind == FIT_CURVE || plot->display->colors >= 8);
}

static void draw_cell(const struct plot *plot, const struct tally *cell, int row, int column)
{
    int kind = most_common(cell);

    if (kind == KINDS)
        return;
    uint32_t glyph = is_dotted(plot, kind) ? cell->braille : mark_of(plot, kind);
    frame_glyph(plot->frame, plot->area.row + row, plot->area.column + column, glyph,
                color_of(plot, kind), FRAME_DEFAULT, 0);
}

static void draw_points(const struct plot *plot)
{
    int rows = plot->area.rows, columns = plot->area.columns;
    struct tally *tally = calloc((size_t)rows * (size_t)columns, sizeof *tally);

    if (!tally) {
        plot->frame->failed = true;
        return;
    }
    count_points(tally, plot, &plot->fit->training, 0);
    count_points(tally, plot, &plot->fit->validation, VALIDATION);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            draw_cell(plot, &tally[row * columns + column], row, column);
    free(tally);
}

static void draw_curve(const struct plot *plot, struct canvas *canvas, struct pen *pen)
{
    const struct fit *fit = plot->fit;
    double x0 = NAN, y0 = NAN;

    for (int i = 0; i < fit->samples; i++) {
        double x = (double)i / (fit->samples - 1) * plot->area.columns, y, unused;
        viewport_project(&plot->window, fit->x0, fit->prediction[i], &unused, &y);
        x *= DOTS_ACROSS;
        y *= DOTS_DOWN;
        canvas_line(canvas, pen, x0, y0, x, y);
        x0 = x;
        y0 = y;
    }
}

static void draw_boundary(const struct plot *plot, struct canvas *canvas, struct pen *pen)
{
    const struct fit *fit = plot->fit;
    const struct field field = {
        .value = fit->prediction,
        .rows = fit->rows,
        .columns = fit->columns,
        .across = (double)(DOTS_ACROSS * plot->area.columns) / (fit->columns - 1),
        .down = (double)(DOTS_DOWN * plot->area.rows) / (fit->rows - 1),
    };

    contour_level(canvas, pen, &field, fit->threshold);
}

static void draw_prediction(const struct plot *plot)
{
    bool curve = plot->fit->kind == FIT_CURVE;
    int color = curve ? FRAME_DEFAULT : plot->theme->live;
    struct pen pen = {.kind = PEN_STYLE, .style = {color, CELL_BOLD}, .coarse = '*'};
    struct canvas canvas;

    canvas_init(&canvas, plot->frame, plot->area, plot->display, NULL, 0);
    if (curve)
        draw_curve(plot, &canvas, &pen);
    else
        draw_boundary(plot, &canvas, &pen);
}

/* Axes and legend. */

/* How points of the kinds first to last display, and what they are, where that fits. Returns the
 * columns used, with a gap. */
static int legend_entry(const struct plot *plot, int row, int column, int first, int last,
                        const char *text)
{
    int marks = last - first + 1, right = plot->area.column + plot->area.columns;

    if (column + marks + 1 + write_width(text) > right)
        return 0;
    for (int kind = first; kind <= last; kind++)
        frame_glyph(plot->frame, row, column + kind - first,
                    is_dotted(plot, kind) ? SIX_DOTS : mark_of(plot, kind), color_of(plot, kind),
                    FRAME_DEFAULT, 0);
    return marks + 3 +
           write_left(plot->frame, row, column + marks + 1, right, text,
                      (struct style){plot->theme->label, 0}, plot->display);
}

/* In the row above the points, as far as it fits. */
static void draw_legend(const struct plot *plot, int row, int column)
{
    bool classes = plot->fit->kind == FIT_BOUNDARY;

    if (classes) {
        column += legend_entry(plot, row, column, 1, 1, plot->fit->class_name);
        column += legend_entry(plot, row, column, 0, 0, "not");
    }
    if (plot->fit->validation.count == 0)
        return;
    column += legend_entry(plot, row, column, VALIDATION, VALIDATION + classes,
                           classes ? "validation" : "val");
    if (!classes)
        legend_entry(plot, row, column, 0, 0, "train");
}

/* Above the points the name of what is up, and the legend; at their left and below numbers. `area`
 * is that of all. */
static void draw_axes(const struct plot *plot, struct rectangle area)
{
    const struct fit *fit = plot->fit;
    const struct style style = {plot->theme->label, 0};
    struct rectangle left = plot->area, below = plot->area;

    left.column = area.column;
    left.columns = area.columns - plot->area.columns;
    below.row += plot->area.rows;
    below.rows = 1;
    int used = write_left(plot->frame, area.row, area.column, area.columns, fit->y_name, style,
                          plot->display);
    draw_legend(plot, area.row, area.column + used + 3);
    axis_up(&(struct axis){"", fit->y0, fit->y1, AXIS_PLAIN}, plot->display, plot->frame, left,
            style);
    axis_across(&(struct axis){fit->x_name, fit->x0, fit->x1, AXIS_PLAIN}, plot->display,
                plot->frame, below, style);
}

/* So many points can stand before the line, so that it hides none of them, and leave enough of it:
 * points lie all along a curve, but only a part of them on a boundary. */
static size_t few(enum fit_kind kind, struct rectangle area)
{
    return (size_t)(kind == FIT_CURVE ? area.columns : area.rows * area.columns / 6);
}

void fit_draw(const struct fit *fit, const struct display *display, struct frame *frame,
              struct rectangle area)
{
    struct plot plot = {
        .fit = fit, .display = display, .theme = theme_for(display), .frame = frame};
    struct rectangle points = {area.row + 1, area.column, area.rows - 2, area.columns};
    int left = axis_up_columns(&(struct axis){"", fit->y0, fit->y1, AXIS_PLAIN}, points.rows);

    points.column += left;
    points.columns -= left;
    if (points.rows < 1 || points.columns < 1)
        return;
    plot.area = points;
    plot.window =
        (struct viewport){fit->x0, fit->x1, fit->y0, fit->y1, points.columns, points.rows};
    plot.crowded = fit->training.count + fit->validation.count > few(fit->kind, points);
    if (plot.crowded)
        draw_points(&plot);
    draw_prediction(&plot);
    if (!plot.crowded)
        draw_points(&plot);
    draw_axes(&plot, area);
}
