#include "view/scale.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "view/ticks.h"

enum {
    COLUMNS_FROM = 26, /* columns of a curve from which it has numbers, */
    DOTS_FROM = 20,    /* where it is of dots, */
    ROWS_FROM = 4,     /* and rows */
    DECADES_COLUMNS = 6,
    NUMBERS_COLUMNS = 8,
    APART = 2 /* rows from one decade to the next */
};

int scale_columns(struct rectangle area, bool logarithmic, const struct display *display)
{
    int from = display->braille ? DOTS_FROM : COLUMNS_FROM;

    if (area.columns < from || area.rows < ROWS_FROM)
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

        format_text(text, sizeof text, "1e%d", (int)d);
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

void scale_draw_limit(const struct losses_range *range, double limit, struct frame *frame,
                      struct rectangle area, struct style style)
{
    int bottom = area.rows - 1, up = (int)(losses_height(range, limit) * bottom + 0.5);
    char text[NUMBER_SIZE];

    write_right(frame, area.row + bottom, area.column, area.columns, "0", style);
    if (up > 0)
        write_right(frame, area.row + bottom - up, area.column, area.columns,
                    number_short(text, limit, 3), style);
}

static void heights_range(struct heights *heights, const struct losses_range *range,
                          const struct display *display)
{
    char low[NUMBER_SIZE], high[NUMBER_SIZE];

    if (range->logarithmic) {
        strcat(strcpy(low, "1e"), number_fixed((char[NUMBER_SIZE]){0}, range->low, 0));
        strcat(strcpy(high, "1e"), number_fixed((char[NUMBER_SIZE]){0}, range->high, 0));
    } else {
        number_short(low, range->low, 3);
        number_short(high, range->high, 3);
    }
    format_text(heights->range, sizeof heights->range, "%s%s%s", low, display->blocks ? "…" : "..",
                high);
}

void heights_init(struct heights *heights, const struct losses_range *range,
                  const struct display *display)
{
    char floor[NUMBER_SIZE];

    *heights = (struct heights){.logarithmic = range->logarithmic};
    if (!range->ranged)
        return;
    heights_range(heights, range, display);
    if (range->logarithmic && range->floor != 0)
        format_text(heights->floor, sizeof heights->floor, "above %s",
                    number_short(floor, range->floor, 3));
}

void heights_draw(const struct heights *heights, struct frame *frame, struct rectangle area,
                  struct style style)
{
    const char *kind = heights->logarithmic ? "log" : "linear";
    const char *const parts[][3] = {{heights->range, heights->floor, kind},
                                    {heights->range, heights->floor, ""},
                                    {"", heights->floor, kind},
                                    {"", heights->floor, ""}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char text[sizeof *heights + 16] = "";

        for (int part = 0; part < 3; part++) {
            if (*parts[i][part])
                format_text(text + strlen(text), sizeof text - strlen(text), "%s%s",
                            *text ? " " : "", parts[i][part]);
        }
        if (*text && write_right(frame, area.row, area.column, area.columns, text, style))
            return;
    }
}
