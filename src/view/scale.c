#include "view/scale.h"

#include <math.h>
#include <stdio.h>

#include "view/ticks.h"

enum {
    COLUMNS_FROM = 26, /* columns of a curve from which it has numbers, */
    ROWS_FROM = 4,     /* and rows */
    DECADES_COLUMNS = 6,
    NUMBERS_COLUMNS = 8,
    APART = 2 /* rows from one decade to the next */
};

int scale_columns(struct rectangle area, bool logarithmic)
{
    if (area.columns < COLUMNS_FROM || area.rows < ROWS_FROM)
        return 0;
    return logarithmic ? DECADES_COLUMNS : NUMBERS_COLUMNS;
}

static void draw_decades(const struct losses_range *range, struct frame *frame,
                         struct rectangle area, struct style style)
{
    double decades = range->high - range->low;
    double apart = ceil(APART * decades / (area.rows - 1));

    for (double d = ceil(range->low / apart) * apart; d <= range->high; d += apart) {
        int up = (int)((d - range->low) / decades * (area.rows - 1) + 0.5);
        char text[16];

        snprintf(text, sizeof text, "1e%d", (int)d);
        write_right(frame, area.row + area.rows - 1 - up, area.column, area.columns, text, style);
    }
}

void scale_draw(const struct losses_range *range, struct frame *frame, struct rectangle area,
                struct style style)
{
    struct ticks ticks;

    if (!range->ranged)
        return;
    if (range->logarithmic) {
        draw_decades(range, frame, area, style);
        return;
    }
    ticks_up(&ticks, range->low, range->high, area.rows);
    for (int i = 0; i < ticks.count; i++)
        write_right(frame, area.row + ticks.tick[i].at, area.column, area.columns,
                    ticks.tick[i].text, style);
}
