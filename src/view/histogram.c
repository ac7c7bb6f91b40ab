#include "view/histogram.h"

#include <string.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "view/line.h"
#include "view/scale.h"
#include "view/sparkline.h"

enum { BINS_MOST = 128 };

/* How many are in each of so many columns; returns the most. */
static size_t count_bins(const struct histogram *histogram, int bins, size_t count[BINS_MOST])
{
    size_t most = 0;

    memset(count, 0, BINS_MOST * sizeof *count);
    for (size_t i = 0; i < histogram->count; i++) {
        double height = losses_height(&histogram->range, histogram->value[i]);
        if (height < 0)
            continue;
        int bin = (int)(height * bins);
        size_t now = ++count[bin < bins ? bin : bins - 1];
        most = now > most ? now : most;
    }
    return most;
}

/* "1e-6" or "0.25" below each end. */
static void draw_ends(const struct losses_range *range, struct frame *frame, struct rectangle area,
                      struct style style, const struct display *display)
{
    char text[NUMBER_SIZE + 2], number[NUMBER_SIZE];
    const char *power = range->logarithmic ? "1e" : "";

    format_text(text, sizeof text, "%s%s", power, number_short(number, range->low, 3));
    write_left(frame, area.row, area.column, area.columns, text, style, display);
    format_text(text, sizeof text, "%s%s", power, number_short(number, range->high, 3));
    write_right(frame, area.row, area.column, area.columns, text, style);
}

void histogram_draw(const struct histogram *histogram, const struct display *display,
                    struct frame *frame, struct rectangle area)
{
    const struct style style = styles_for(display).label;
    int bins = area.columns < BINS_MOST ? area.columns : BINS_MOST;
    struct rectangle columns = {area.row + 1, area.column, area.rows - 2, bins};
    struct rectangle below = area;
    size_t count[BINS_MOST], most = count_bins(histogram, bins, count);
    char highest[32];

    if (histogram->count == 0)
        return;
    below.row += area.rows - 1;
    format_text(highest, sizeof highest, "up to %ld", (long)most);
    write_left(frame, area.row, area.column, area.columns, histogram->name, style, display);
    write_right(frame, area.row, area.column, area.columns, highest, style);
    for (int bin = 0; bin < bins; bin++)
        column_draw(frame, columns, bin, count[bin] > 0 ? (double)count[bin] / (double)most : -1,
                    display, theme_for(display)->live, 0);
    if (histogram->range.ranged)
        draw_ends(&histogram->range, frame, below, style, display);
}
