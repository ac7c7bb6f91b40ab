#include "view/rates.h"

#include <math.h>

#include "cells/theme.h"
#include "view/sparkline.h"

/* The step of a column, from 1 to `steps`. */
static long step_of(int column, int columns, long steps)
{
    double part = columns > 1 ? (double)column / (columns - 1) : 0;

    return 1 + (long)(part * (double)(steps - 1) + 0.5);
}

/* The rate that led to a step. */
static double past_rate(const struct trajectory *path, long step)
{
    return trajectory_at(path, trajectory_upto(path, step))->lr;
}

static double rate_to_come(const struct rates *rates, long step)
{
    return schedule_rate(rates->schedule, rates->state, rates->base, step - 1);
}

void rates_curve(const struct rates *rates, int width, struct rates_curve *curve)
{
    long made = rates->path->last, steps = rates->steps;

    *curve = (struct rates_curve){.columns = width < RATES_COLUMNS ? width : RATES_COLUMNS};
    while (steps < made + 1)
        steps *= 2;
    for (int c = 0; c < curve->columns; c++) {
        long step = step_of(c, curve->columns, steps);
        if (step <= made + 1)
            curve->now = c;
        curve->rate[c] = step <= made ? past_rate(rates->path, step) : rate_to_come(rates, step);
        curve->most = fmax(curve->most, curve->rate[c]);
    }
}

/* A thin line at one of four heights in a cell, from the bottom. */
static uint32_t line_glyph(const struct display *display, int height)
{
    static const uint32_t braille[] = {0x28C0, 0x2824, 0x2812, 0x2809};
    static const char ascii[] = "_--'";

    return display->braille ? braille[height] : (uint32_t)ascii[height];
}

static void draw_line(struct frame *frame, struct rectangle area, int column, double height,
                      const struct display *display, int color)
{
    int level = (int)(height * (4 * area.rows - 1) + 0.5);

    frame_glyph(frame, area.row + area.rows - 1 - level / 4, area.column + column,
                line_glyph(display, level % 4), color, FRAME_DEFAULT, 0);
}

void rates_draw(const struct rates_curve *curve, struct frame *frame, struct rectangle area,
                const struct display *display)
{
    const struct theme *theme = theme_for(display);

    for (int c = 0; c < curve->columns && c < area.columns; c++) {
        double height = curve->rate[c] < curve->most ? curve->rate[c] / curve->most : 1;
        if (c > curve->now)
            draw_line(frame, area, c, height, display, theme->label);
        else if (c == curve->now)
            column_draw(frame, area, c, height, display, FRAME_DEFAULT, CELL_BOLD);
        else
            column_draw(frame, area, c, height, display, theme->live, 0);
    }
}
