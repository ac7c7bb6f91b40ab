#include "view/chart.h"

#include <math.h>

#include "cells/theme.h"
#include "view/axes.h"
#include "view/canvas.h"
#include "view/line.h"

static double across_of(const struct chart *chart, const struct canvas *canvas, double x)
{
    double part = log10(x / chart->low) / log10(chart->high / chart->low);

    return part * canvas->area.columns;
}

/* What is far above the picture stays near it, so that a line leads out of it; what is no number is
 * there, too. */
static double down_of(const struct chart *chart, const struct canvas *canvas, double y)
{
    const double far = 100;
    double part = (y - chart->least) / (chart->most - chart->least);

    return (1 - (isnan(part) ? far : fmin(part, far))) * canvas->area.rows;
}

static void draw_straight(struct canvas *canvas, struct pen *pen, double x0, double y0, double x1,
                          double y1)
{
    canvas_line(canvas, pen, x0 * DOTS_ACROSS, y0 * DOTS_DOWN, x1 * DOTS_ACROSS, y1 * DOTS_DOWN);
}

static bool is_fine(const struct display *display)
{
    return display->braille && display->colors >= 256;
}

static struct pen pen_of(int color, uint32_t coarse)
{
    return (struct pen){.kind = PEN_STYLE, .style = {color, 0}, .coarse = coarse};
}

/* The line from each point to the next, faint where they don't count. */
static void draw_curve(const struct chart *chart, struct canvas *canvas)
{
    const struct theme *theme = theme_for(canvas->display);
    struct pen faint = pen_of(theme->label, '.');
    struct pen bright = pen_of(theme->live, '*');

    bright.wide = is_fine(canvas->display);
    bright.style.attributes = canvas->display->colors < 8 ? CELL_BOLD : 0;
    for (size_t i = 0; i + 1 < chart->count; i++) {
        bool counts = i >= chart->from && i < chart->to;

        draw_straight(canvas, counts ? &bright : &faint, across_of(chart, canvas, chart->x[i]),
                      down_of(chart, canvas, chart->y[i]),
                      across_of(chart, canvas, chart->x[i + 1]),
                      down_of(chart, canvas, chart->y[i + 1]));
    }
}

static bool is_blank(const struct canvas *canvas, int row, int column, int columns)
{
    const struct rectangle *area = &canvas->area;

    if (row < 0 || row >= area->rows || column < 0 || column + columns > area->columns)
        return false;
    for (int i = column; i < column + columns; i++) {
        uint32_t glyph = frame_look(canvas->frame, area->row + row, area->column + i)->glyph;

        if (glyph != ' ' && glyph != 0)
            return false;
    }
    return true;
}

/* Right or left of a cell, or in the row above or below, where it is free first. Returns whether it
 * is anywhere. */
static bool write_beside(const struct canvas *canvas, int row, int column, const char *text,
                         struct style style)
{
    static const int down[] = {0, -1, 1};
    int width = write_width(text);
    const int at[] = {column + 2, column - 1 - width};

    for (int i = 0; i < 3; i++)
        for (int side = 0; side < 2; side++)
            if (is_blank(canvas, row + down[i], at[side], width)) {
                write_left(canvas->frame, canvas->area.row + row + down[i],
                           canvas->area.column + at[side], width, text, style, canvas->display);
                return true;
            }
    return false;
}

static int within(double cell, int cells)
{
    return (int)fmax(0, fmin(cell, cells - 1));
}

static void draw_marks(const struct chart *chart, struct canvas *canvas)
{
    const struct styles styles = styles_for(canvas->display);

    for (int i = 0; i < chart->marks; i++) {
        const struct chart_mark *mark = &chart->mark[i];
        double across = across_of(chart, canvas, chart->x[mark->at]);
        int row = within(down_of(chart, canvas, chart->y[mark->at]), canvas->area.rows);
        int column = within(across, canvas->area.columns);
        struct style style = mark->danger ? styles.warn : styles.value;

        if (!(across >= 0 && across < canvas->area.columns + 1))
            continue;
        frame_glyph(canvas->frame, canvas->area.row + row, canvas->area.column + column,
                    canvas->display->blocks ? mark->glyph : mark->ascii, style.fg, FRAME_DEFAULT,
                    style.attributes);
        write_beside(canvas, row, column, mark->name, styles.text);
    }
}

/* The lines behind the curve. */
static void draw_lines(const struct chart *chart, struct canvas *canvas)
{
    const struct theme *theme = theme_for(canvas->display);
    struct pen level = pen_of(theme->label, '-');
    struct pen line = pen_of(theme->first, '|');
    double down = down_of(chart, canvas, chart->level),
           across = across_of(chart, canvas, chart->line);

    level.dotted = true;
    if (isfinite(chart->level))
        draw_straight(canvas, &level, 0, down, canvas->area.columns, down);
    if (isfinite(chart->line))
        draw_straight(canvas, &line, across, 0, across, canvas->area.rows);
}

/* In the bottom row, where the curve seldom is. */
static void name_line(const struct chart *chart, struct canvas *canvas)
{
    const struct styles styles = styles_for(canvas->display);
    int column = within(across_of(chart, canvas, chart->line), canvas->area.columns);

    if (isfinite(chart->line))
        write_beside(canvas, canvas->area.rows - 1, column, chart->line_name, styles.value);
}

/* At its right end, else at its left one. */
static void name_level(const struct chart *chart, struct canvas *canvas)
{
    const struct style style = styles_for(canvas->display).label;
    double down = down_of(chart, canvas, chart->level);

    if (!isfinite(chart->level) || down < 0 || down >= canvas->area.rows)
        return;
    if (!write_beside(canvas, (int)down, canvas->area.columns, chart->level_name, style))
        write_beside(canvas, (int)down, -1, chart->level_name, style);
}

void chart_draw(const struct chart *chart, const struct display *display, struct frame *frame,
                const struct layout *layout)
{
    const struct axis axis[2] = {{chart->across, log10(chart->low), log10(chart->high), true},
                                 {chart->up, chart->least, chart->most, false}};
    struct axis_edge edge = {.count = 0};
    struct canvas canvas;

    canvas_init(&canvas, frame, layout->map, display, NULL, 0);
    if (axes_draw(axis, display, frame, layout))
        axis_edge_init(&edge, &axis[1], &canvas);
    draw_lines(chart, &canvas);
    draw_curve(chart, &canvas);
    draw_marks(chart, &canvas);
    name_line(chart, &canvas);
    name_level(chart, &canvas);
    axis_edge_draw(&edge, &canvas);
}
