#include "view/race_table.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "cells/write.h"
#include "view/compared.h"
#include "view/line.h"
#include "view/plots.h"
#include "view/run_table.h"
#include "view/scene.h"
#include "view/sparkline.h"

/* Columns: of the rank and the mark; from which an entrant may have two rows; of the letter and the
 * number of a bar. */
enum { MARK = 4, TWO_ROWS_FROM = 28, BAR_LETTER = 2, BAR_NUMBER = 8, CURVE_LEAST = 6 };

/* "1 B momentum   0.0812     52": the rank, the mark, the name, the rate, the result. That is the
 * step from which on it has settled where there are bars of the evaluations, else these. */
static void draw_first(const struct race_table *table, int rank, bool bars,
                       const struct scene *scene, const struct display *display,
                       struct frame *frame, struct rectangle area)
{
    enum { RATE = 8, SETTLED = 6, NAME_LEAST = 8 };
    const struct styles styles = styles_for(display);
    const struct drawn_run *run = &scene->run[table->order[rank]];
    const struct told_run *told = run->told;
    long needed = table->racer[table->order[rank]].needed;
    char room[NUMBER_SIZE], place[NUMBER_SIZE];
    int right = area.columns;

    write_left(frame, area.row, area.column, 2, number_count(place, rank + 1), styles.label,
               display);
    run_table_mark(run, display, frame, area.row, area.column + 2);
    write_right(frame, area.row, area.column, right,
                run_table_result(told, bars ? told->settled : needed, display, room),
                told->lost ? styles.warn : styles.value);
    right -= told->lost ? SETTLED + 3 : SETTLED;
    if (!isnan(told->rate) && right - MARK - RATE >= NAME_LEAST) {
        write_right(frame, area.row, area.column, right, number_short(room, told->rate, 3),
                    styles.text);
        right -= RATE;
    }
    write_left(frame, area.row, area.column + MARK, right - MARK, told->optimizer, styles.text,
               display);
}

/* "    β 0.53  3.0 decades of rates", at which it reaches the goal; "    β 0.53  first at 30",
 * where it was lost again. */
static void draw_second(const struct race_table *table, int rank, const struct scene *scene,
                        const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    const struct racer *racer = &table->racer[table->order[rank]];
    const struct told_run *told = scene->run[table->order[rank]].told;
    char beta[NUMBER_SIZE], width[NUMBER_SIZE], touch[NUMBER_SIZE];
    struct text_line line = {.count = 0};

    if (!isnan(told->beta))
        line_value(&line, text_for(display, "β", "beta"), number_short(beta, told->beta, 3), 1,
                   &styles);
    if (racer->touch >= 0 && racer->touch != told->settled)
        line_value(&line, "first at", number_count(touch, racer->touch), 1, &styles);
    if (!isnan(racer->width)) {
        line_add(&line, number_fixed(width, racer->width, 1), styles.value, 1);
        line_add(&line, "decades", styles.label, 1);
        line_add(&line, "of rates", styles.label, 1);
    }
    while (line.count > 0 && line_width(&line) > area.columns - MARK)
        line.count--;
    line_draw(&line, frame, area.row, area.column + MARK);
}

/* Returns the rows used. */
static int draw_table(const struct race_table *table, const struct scene *scene, int each,
                      bool bars, const struct display *display, struct frame *frame,
                      struct rectangle area)
{
    const struct style style = styles_for(display).label;
    struct rectangle row = {area.row + 1, area.column, 1, area.columns};

    write_left(frame, area.row, area.column, area.columns, "rank", style, display);
    if (area.columns >= TWO_ROWS_FROM)
        write_right(frame, area.row, area.column, area.columns - (bars ? 8 : 12), "rate", style);
    write_right(frame, area.row, area.column, area.columns, bars ? "settled" : "evaluations",
                style);
    for (int i = 0; i < table->count && row.row + each <= area.row + area.rows; i++) {
        draw_first(table, i, bars, scene, display, frame, row);
        row.row++;
        if (each == 2)
            draw_second(table, i, scene, display, frame, row);
        row.row += each - 1;
    }
    return row.row - area.row;
}

/* What it needed, or what came of it. */
static const char *needed_text(const struct racer *racer, char room[NUMBER_SIZE])
{
    if (racer->needed >= 0)
        return number_count(room, racer->needed);
    return racer->end ? racer->end : "not yet";
}

/* A bar of what it needed; hatched of what was spent without reaching the goal. */
static void draw_bar(const struct racer *racer, const struct drawn_run *run, long longest,
                     int numbers, const struct display *display, struct frame *frame,
                     struct rectangle row)
{
    const struct styles styles = styles_for(display);
    int columns = row.columns - BAR_LETTER - numbers;
    bool reached = racer->needed >= 0;
    double part = (double)(reached ? racer->needed : racer->spent) / (double)longest;
    int hatched = (int)(part * columns + 0.5);
    char room[NUMBER_SIZE];

    run_table_mark(run, display, frame, row.row, row.column);
    if (reached)
        bar_draw(frame, row.row, row.column + BAR_LETTER, columns, part, display, run->told->color,
                 styles.label.fg);
    for (int i = 0; i < hatched && !reached; i++)
        frame_glyph(frame, row.row, row.column + BAR_LETTER + i, display->blocks ? 0x2591 : '/',
                    run->told->color, FRAME_DEFAULT, 0);
    write_right(frame, row.row, row.column, row.columns, needed_text(racer, room),
                reached ? styles.value : styles.label);
}

static void draw_bars(const struct race_table *table, const struct scene *scene,
                      const struct display *display, struct frame *frame, struct rectangle area)
{
    long longest = 1;
    int numbers = BAR_NUMBER;
    char room[NUMBER_SIZE];

    for (int i = 0; i < table->count; i++) {
        const struct racer *racer = &table->racer[i];
        long length = racer->needed >= 0 ? racer->needed : racer->spent;
        int width = 1 + write_width(needed_text(racer, room));
        longest = length > longest ? length : longest;
        numbers = width > numbers ? width : numbers;
    }
    write_left(frame, area.row, area.column, area.columns, "evaluations needed",
               styles_for(display).label, display);
    for (int i = 0; i < table->count; i++)
        draw_bar(&table->racer[table->order[i]], &scene->run[table->order[i]], longest, numbers,
                 display, frame,
                 (struct rectangle){area.row + 1 + i, area.column, 1, area.columns});
}

void race_table_draw(const struct race_table *table, const struct scene *scene,
                     const struct display *display, struct frame *frame, struct rectangle area)
{
    int bars = table->count + 2, least = CURVE_LEAST + 2, free = area.rows - table->count - 1;
    int each = area.columns >= TWO_ROWS_FROM && free - table->count >= least + bars ? 2 : 1;
    struct rectangle rest = area;
    bool has_bars = area.rows - table->count * each - 2 >= least + bars;
    int used = draw_table(table, scene, each, has_bars, display, frame, area);

    rest.row += used + 1;
    rest.rows -= used + 1;
    if (has_bars) {
        draw_bars(table, scene, display, frame,
                  (struct rectangle){area.row + area.rows - bars + 1, area.column, bars - 1,
                                     area.columns});
        rest.rows -= bars;
    }
    if (rest.rows >= CURVE_LEAST)
        plots_compared(scene, display, frame, rest);
}
