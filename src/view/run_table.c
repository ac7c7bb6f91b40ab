#include "view/run_table.h"

#include <math.h>
#include <string.h>

#include "cells/write.h"
#include "view/line.h"
#include "view/scene.h"

/* Columns, each with a blank before it. */
enum { MARK = 2, NAME_LEAST = 6, RATE = 8, RATE_LEAST = 6, BETA = 6, HEADING = 8 };

void run_table_mark(const struct drawn_run *run, const struct display *display, struct frame *frame,
                    int row, int column)
{
    frame_glyph(frame, row, column, drawn_mark(run, display), run->told->color, FRAME_DEFAULT,
                CELL_BOLD);
}

const char *run_table_result(const struct told_run *told, long number,
                             const struct display *display, char room[NUMBER_SIZE])
{
    if (told->lost)
        return told->lost;
    return number < 0 ? text_for(display, "–", "-") : number_count(room, number);
}

struct columns {
    int name, rate, beta, settled; /* 0: there is none */
};

/* From the first run to the last, those that are told of. */
static const struct drawn_run *next_told(const struct scene *scene, size_t *i)
{
    while (*i < scene->runs && !scene->run[*i].told)
        ++*i;
    return *i < scene->runs ? &scene->run[(*i)++] : NULL;
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* What the runs differ in, and what they take. */
struct differences {
    bool rates, betas;
    int name, settled;
};

static struct differences differences_of(const struct scene *scene, const struct display *display)
{
    struct differences found = {.name = NAME_LEAST, .settled = 5};
    const struct drawn_run *run, *first = NULL;
    char room[NUMBER_SIZE];

    for (size_t i = 0; (run = next_told(scene, &i));) {
        int name = write_width(run->told->optimizer);
        int settled =
            1 + write_width(run_table_result(run->told, run->told->settled, display, room));

        first = first ? first : run;
        found.rates = found.rates || !same(run->told->rate, first->told->rate);
        found.betas = found.betas || !same(run->told->beta, first->told->beta);
        found.name = name > found.name ? name : found.name;
        found.settled = settled > found.settled ? settled : found.settled;
    }
    return found;
}

/* What the names leave, within bounds. */
static int rate_width(int free, int name)
{
    return free < name + RATE_LEAST ? RATE_LEAST : free < name + RATE ? free - name : RATE;
}

static struct columns columns_for(const struct scene *scene, const struct display *display,
                                  int width)
{
    const struct differences found = differences_of(scene, display);
    struct columns columns = {.settled = found.settled};
    int free = width - MARK - columns.settled;
    bool all = free >= found.name + RATE + BETA;

    if (all || (found.rates && free >= NAME_LEAST + RATE_LEAST) ||
        (!found.betas && free >= found.name + RATE_LEAST))
        columns.rate = rate_width(free, found.name);
    free -= columns.rate;
    if (all || (found.betas && free >= NAME_LEAST + BETA))
        columns.beta = BETA;
    columns.name = free - columns.beta;
    return columns;
}

/* A number that ends where the column does, with as many digits as it holds; *column goes on. */
static void put_number(double value, struct frame *frame, int row, int *column, int width,
                       struct style style)
{
    char room[NUMBER_SIZE];
    int digits = width > RATE_LEAST ? 4 : 3;

    if (width > 0 && !isnan(value)) {
        while (write_width(number_short(room, value, digits)) >= width && digits > 1)
            digits--;
        write_right(frame, row, *column + 1, width - 1, room, style);
    }
    *column += width;
}

/* Ends where its numbers do, or a blank before "settled", which may be wider than the columns
 * behind. */
static void put_heading(const char *name, struct frame *frame, int row, int column, int width,
                        int behind, struct style style)
{
    int free = width + behind - HEADING;

    write_right(frame, row, column, free < width ? free : width, name, style);
}

static void draw_heading(const struct columns *columns, const struct display *display,
                         struct frame *frame, struct rectangle area)
{
    const struct style style = styles_for(display).label;
    int column = area.column + MARK + columns->name;

    write_left(frame, area.row, area.column, MARK + columns->name, "runs", style, display);
    put_heading("rate", frame, area.row, column, columns->rate, columns->beta + columns->settled,
                style);
    column += columns->rate;
    if (columns->beta)
        put_heading(text_for(display, "β", "b"), frame, area.row, column, columns->beta,
                    columns->settled, style);
    write_right(frame, area.row, area.column, area.columns, "settled", style);
}

/* The name's columns, and those of the numbers behind it that there are none of. */
static int name_room(const struct told_run *told, const struct columns *columns)
{
    if (!isnan(told->rate))
        return columns->name;
    return columns->name + columns->rate + (isnan(told->beta) ? columns->beta : 0);
}

/* "gd > momentum", or where that is too long what it was in the end: ">momentum". */
static void put_name(const char *name, struct frame *frame, int row, int column, int room,
                     const struct display *display)
{
    const struct style style = styles_for(display).text;
    const char *last = strrchr(name, '>');

    if (last && write_width(name) > room) {
        int mark = write_left(frame, row, column, room, ">", style, display);
        column += mark;
        room -= mark;
        name = last + strspn(last, "> ");
    }
    write_left(frame, row, column, room, name, style, display);
}

static void draw_run(const struct drawn_run *run, const struct columns *columns,
                     const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    const struct told_run *told = run->told;
    char room[NUMBER_SIZE];
    int column = area.column + MARK;

    run_table_mark(run, display, frame, area.row, area.column);
    put_name(told->optimizer, frame, area.row, column, name_room(told, columns), display);
    column += columns->name;
    put_number(told->rate, frame, area.row, &column, columns->rate, styles.text);
    put_number(told->beta, frame, area.row, &column, columns->beta, styles.text);
    write_right(frame, area.row, column, columns->settled,
                run_table_result(told, told->settled, display, room),
                told->lost          ? styles.warn
                : told->settled < 0 ? styles.label
                                    : styles.value);
}

void panel_runs(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area)
{
    const struct columns columns = columns_for(scene, display, area.columns);
    const struct drawn_run *run;
    int skipped = -(area.rows - 1), row = 1;

    for (size_t i = 0; next_told(scene, &i);)
        skipped++;
    draw_heading(&columns, display, frame, area);
    for (size_t i = 0; (run = next_told(scene, &i));)
        if (skipped-- <= 0)
            draw_run(run, &columns, display, frame,
                     (struct rectangle){area.row + row++, area.column, 1, area.columns});
}
