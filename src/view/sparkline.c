#include "view/sparkline.h"

#include <math.h>

void sparkline_init(struct sparkline *sparkline, const struct trajectory *trajectory,
                    const struct track *track, int width, bool logarithmic, double floor)
{
    struct series series;

    series_read(&series, track, trajectory);
    sparkline->columns = losses_columns(losses_reach(trajectory), &series, width, sparkline->value);
    losses_range_init(&sparkline->range, &series, 1, logarithmic, floor);
}

double sparkline_height(const struct sparkline *sparkline, int column)
{
    return losses_height(&sparkline->range, sparkline->value[column]);
}

/* The lower `eighths` of a cell, 1 to 8. */
static uint32_t lower_block(const struct display *display, int eighths)
{
    static const char ascii[] = "..::||##";

    return display->blocks ? 0x2580u + (uint32_t)eighths : (uint32_t)ascii[eighths - 1];
}

/* Blanks have the colour, too, so that a bar can grow into them without changing it. */
void column_draw(struct frame *frame, struct rectangle area, int column, double height,
                 const struct display *display, int color, int attributes)
{
    /* A height of 0 is never empty: there was a step. */
    int eighths = height < 0 ? 0 : 1 + (int)(height * (8 * area.rows - 1) + 0.5);

    for (int row = area.rows - 1; row >= 0; row--, eighths -= 8) {
        uint32_t glyph = eighths > 0 ? lower_block(display, eighths < 8 ? eighths : 8) : ' ';
        frame_glyph(frame, area.row + row, area.column + column, glyph, color, FRAME_DEFAULT,
                    attributes);
    }
}

void sparkline_draw(const struct sparkline *sparkline, struct frame *frame, struct rectangle area,
                    const struct display *display, int color)
{
    for (int c = 0; c < area.columns; c++)
        column_draw(frame, area, c, c < sparkline->columns ? sparkline_height(sparkline, c) : -1,
                    display, color, 0);
}

/* The left `eighths` of a cell, 1 to 8. */
static uint32_t left_block(const struct display *display, int eighths)
{
    if (display->blocks)
        return 0x2590u - (uint32_t)eighths;
    return eighths >= 4 ? '#' : '-';
}

void bar_draw(struct frame *frame, int row, int column, int columns, double fraction,
              const struct display *display, int color, int rest)
{
    double part = fraction > 0 ? fmin(fraction, 1) : 0;
    int eighths = (int)(part * 8 * columns + 0.5);
    uint32_t dot = display->blocks ? 0xB7 : '.';

    for (int c = 0; c < columns; c++, eighths -= 8) {
        uint32_t glyph = eighths > 0 ? left_block(display, eighths < 8 ? eighths : 8) : dot;
        frame_glyph(frame, row, column + c, glyph, eighths > 0 ? color : rest, FRAME_DEFAULT, 0);
    }
}
