#include "view/sparkline.h"

#include <float.h>
#include <math.h>

#include "base/number.h"

enum { MOST_DECADES = 16 };

/* Column 0 is the first step; column c > 0 the `span` steps that end with step c * span, whose
 * loss it shows. A trajectory that drops samples keeps those of a power of two. */
static void collect(struct sparkline *sparkline, const struct trajectory *trajectory, int width)
{
    size_t length = trajectory_length(trajectory);
    long first = length ? trajectory_at(trajectory, 0)->step : 0;
    long span = 1, steps = trajectory->last - first;

    while (steps > span * (width - 1))
        span *= 2;
    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_at(trajectory, i);
        int column = (int)((sample->step - first + span - 1) / span);
        /* A span without a sample, which a thinned path may leave, repeats the one before. */
        while (sparkline->columns < column) {
            double last = sparkline->columns ? sparkline->loss[sparkline->columns - 1] : NAN;
            sparkline->loss[sparkline->columns++] = last;
        }
        sparkline->loss[column] = sample->loss;
        sparkline->columns = column + 1;
    }
}

static double height_of(const struct sparkline *sparkline, double loss)
{
    double above = loss - sparkline->floor;

    if (!sparkline->logarithmic)
        return loss;
    return above > 0 ? log10(above) : -INFINITY;
}

/* The least and greatest finite loss above a bound; false where there is none. All samples count,
 * not only those that columns show: the range would jump with the newest one. */
static bool extremes(const struct trajectory *trajectory, double above, double *least,
                     double *most)
{
    size_t length = trajectory_length(trajectory);

    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < length; i++) {
        double loss = trajectory_at(trajectory, i)->loss;
        if (isfinite(loss) && loss > above) {
            *least = fmin(*least, loss);
            *most = fmax(*most, loss);
        }
    }
    return *least <= *most;
}

/* What is subtracted: a floor that is known. One that is merely the best seen falls with every
 * step, and all columns would change with it; so positive losses have the floor 0 then. */
static double floor_for(double floor, double least)
{
    if (floor < least)
        return floor;
    return least > 0 ? 0 : least;
}

static void log_range(struct sparkline *sparkline, const struct trajectory *trajectory)
{
    double least, most, low = 0, high = 0;

    sparkline->ranged = extremes(trajectory, sparkline->floor, &least, &most);
    if (sparkline->ranged) {
        low = height_of(sparkline, least);
        high = height_of(sparkline, most);
    }
    sparkline->high = ceil(high);
    sparkline->low = fmax(floor(low), sparkline->high - MOST_DECADES);
    if (sparkline->low > sparkline->high - 1)
        sparkline->low = sparkline->high - 1;
}

static void linear_range(struct sparkline *sparkline, double least, double most)
{
    double width = fmin(most / 2 - least / 2, DBL_MAX / 16) * 2;
    double step = number_round_up(fmax(width, fmax(fabs(most) * 1e-9, 1e-300)) / 4);

    sparkline->ranged = true;
    sparkline->low = fmax(floor(least / step) * step, -DBL_MAX);
    sparkline->high = fmin(ceil(most / step) * step, DBL_MAX);
    if (!(sparkline->high > sparkline->low))
        sparkline->high = sparkline->low + step;
}

void sparkline_init(struct sparkline *sparkline, const struct trajectory *trajectory, int width,
                    bool logarithmic, double floor)
{
    double least, most;

    *sparkline = (struct sparkline){.logarithmic = logarithmic, .high = 1};
    width = width < SPARKLINE_COLUMNS ? width : SPARKLINE_COLUMNS;
    if (width < 2)
        return;
    collect(sparkline, trajectory, width);
    if (!extremes(trajectory, -INFINITY, &least, &most))
        return;
    sparkline->floor = floor_for(floor, least);
    if (logarithmic)
        log_range(sparkline, trajectory);
    else
        linear_range(sparkline, least, most);
}

double sparkline_height(const struct sparkline *sparkline, int column)
{
    double loss = sparkline->loss[column];
    double height = height_of(sparkline, loss);

    if (!isfinite(loss))
        return -1;
    height = (height / 2 - sparkline->low / 2) / (sparkline->high / 2 - sparkline->low / 2);
    return height > 0 ? fmin(height, 1) : 0;
}

/* The lower `eighths` of a cell, 1 to 8. */
static uint32_t lower_block(const struct look *look, int eighths)
{
    static const char ascii[] = "..::||##";

    return look->blocks ? 0x2580u + (uint32_t)eighths : (uint32_t)ascii[eighths - 1];
}

/* Blanks have the colour, too, so that a bar can grow into them without changing it. */
void column_draw(struct frame *frame, struct rectangle area, int column, double height,
                 const struct look *look, int color, int attributes)
{
    /* A height of 0 is never empty: there was a step. */
    int eighths = height < 0 ? 0 : 1 + (int)(height * (8 * area.rows - 1) + 0.5);

    for (int row = area.rows - 1; row >= 0; row--, eighths -= 8) {
        uint32_t glyph = eighths > 0 ? lower_block(look, eighths < 8 ? eighths : 8) : ' ';
        frame_glyph(frame, area.row + row, area.column + column, glyph, color, FRAME_DEFAULT,
                    attributes);
    }
}

void sparkline_draw(const struct sparkline *sparkline, struct frame *frame,
                    struct rectangle area, const struct look *look, int color)
{
    for (int c = 0; c < area.columns; c++)
        column_draw(frame, area, c, c < sparkline->columns ? sparkline_height(sparkline, c) : -1,
                    look, color, 0);
}

/* The left `eighths` of a cell, 1 to 8. */
static uint32_t left_block(const struct look *look, int eighths)
{
    if (look->blocks)
        return 0x2590u - (uint32_t)eighths;
    return eighths >= 4 ? '#' : '-';
}

void bar_draw(struct frame *frame, int row, int column, int columns, double fraction,
              const struct look *look, int color, int rest)
{
    double part = fraction > 0 ? fmin(fraction, 1) : 0;
    int eighths = (int)(part * 8 * columns + 0.5);
    uint32_t dot = look->blocks ? 0xB7 : '.';

    for (int c = 0; c < columns; c++, eighths -= 8) {
        uint32_t glyph = eighths > 0 ? left_block(look, eighths < 8 ? eighths : 8) : dot;
        frame_glyph(frame, row, column + c, glyph, eighths > 0 ? color : rest, FRAME_DEFAULT, 0);
    }
}
