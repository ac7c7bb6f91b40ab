#include "view/panels.h"

#include <stddef.h>
#include <stdio.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/write.h"
#include "view/board.h"
#include "view/histogram.h"
#include "view/line.h"
#include "view/race_table.h"
#include "view/run_table.h"

enum { PROMPT_ROWS = 2, SENTENCE_SIZE = 512 };

/* "start at x -1.200  y 1.000   f 24.2" */
static void place_text(const struct scene *scene, const struct display *display, char *out,
                       size_t size)
{
    char x[NUMBER_SIZE], y[NUMBER_SIZE], room[NUMBER_SIZE];
    const char *value = scene->place_value ? number_short(room, *scene->place_value, 5)
                                           : text_for(display, "…", "...");

    number_fixed(x, scene->place[0], 4);
    number_fixed(y, scene->place[1], 4);
    if (scene->n > 1)
        snprintf(out, size, "start at %.24s = %s, %.24s = %s: loss %s", scene->axis[0], x,
                 scene->axis[1], y, value);
    else
        snprintf(out, size, "start at %.24s = %s: loss %s", scene->axis[0], x, value);
}

/* The rows that the sentence may take: those above its own from the blank ones on, over those of
 * the run under a chart that tells more, or all below the header. */
static int sentence_rows(const struct scene *scene, const struct frame *frame,
                         struct rectangle area, bool all)
{
    const struct layout *layout = scene->layout;
    int hidden = scene->prompt ? area.row + area.rows - (frame->rows - PROMPT_ROWS) : 0;
    int rows = area.rows - (hidden > 0 ? hidden : 0);
    bool brief = layout->curve[0].rows == 1 &&
                 layout->curve[0].row + layout->sentence_more + 1 == layout->sentence.row;

    if (scene->overlay || scene->prompt)
        return rows;
    if (all)
        return area.row + rows - layout->header.rows;
    if (scene->chart && brief && layout->numbers.rows == 1)
        return rows + layout->curve[0].rows + layout->numbers.rows;
    return rows + layout->sentence_more + (brief && scene->mark == MARK_ENDED);
}

/* Copies what of the text has room, at worst over the second row of a brief board, and finds its
 * rectangle, which ends where the area does, or begins where it does. */
static struct rectangle fit_sentence(const struct scene *scene, const struct frame *frame,
                                     struct rectangle area, char *text)
{
    int rows = sentence_rows(scene, frame, area, scene->whole || scene->placing);
    int most = sentence_rows(scene, frame, area, true), columns = area.columns;
    size_t length = write_clauses(text, rows, columns);

    if (length == 0 && scene->board && scene->layout->board.rows == BOARD_BRIEF)
        length = write_clauses(text, rows + 1, columns);
    if (length == 0)
        length = write_clauses(text, most, columns);
    if (length > 0)
        text[length] = '\0';
    rows = length > 0 ? write_lines(text, columns) : most;
    if (rows > area.rows) {
        area.row -= rows - area.rows;
        area.rows = rows;
    }
    return area;
}

/* What an overlay leaves of the sentence's rows. */
static struct rectangle below_overlay(const struct frame *frame, struct rectangle area)
{
    struct rectangle over = layout_overlay(frame->rows, frame->columns);
    int hidden = over.row + over.rows - area.row;

    if (hidden > 0 && hidden < area.rows) {
        area.row += hidden;
        area.rows -= hidden;
    }
    return area;
}

void panel_sentence(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area)
{
    const struct styles styles = styles_for(display);
    bool placing = scene->placing && !*scene->sentence, warn = scene->warn && !placing;
    char text[SENTENCE_SIZE];

    if (scene->overlay)
        area = below_overlay(frame, area);
    struct rectangle right = {area.row, area.column + 2, area.rows, area.columns - 2};
    if (placing)
        place_text(scene, display, text, sizeof text);
    else
        format_text(text, sizeof text, "%s", scene->sentence);
    if (!*text)
        return;
    right = fit_sentence(scene, frame, right, text);
    if (right.row < area.row)
        frame_blank(frame, right.row, area.column, area.row - right.row, area.columns);
    struct style mark = warn || scene->refused ? styles.warn : styles.label;
    write_left(frame, right.row, area.column, 1,
               warn ? text_for(display, "▲", "!") : text_for(display, "•", "-"), mark, display);
    write_wrapped(frame, right, text, styles.text, display);
}

/* With the gap behind it. */
static int hint_width(const struct hint *hint)
{
    return write_width(hint->key) + 1 + write_width(hint->meaning) + 2;
}

static int draw_hint(const struct hint *hint, const struct styles *styles, struct frame *frame,
                     int row, int column)
{
    struct text_line line = {.count = 0};

    line_add(&line, hint->key, styles->value, 0);
    line_add(&line, hint->meaning, styles->label, 1);
    line_draw(&line, frame, row, column);
    return hint_width(hint);
}

/* What the kept ones among `count` hints take. */
static int kept_width(const struct hint *hints, size_t count)
{
    int width = 0;

    for (size_t i = 0; i < count; i++)
        width += hints[i].kept ? hint_width(&hints[i]) : 0;
    return width;
}

int hints_draw(const struct scene *scene, const struct display *display, struct frame *frame,
               struct rectangle area)
{
    const struct styles styles = styles_for(display);
    int column = 0, end = area.columns + 2, kept = kept_width(scene->hints, scene->hint_count);
    bool full = false;

    for (size_t i = 0; i < scene->hint_count; i++) {
        const struct hint *hint = &scene->hints[i];
        int width = hint_width(hint), last = column + width;

        kept -= hint->kept ? width : 0;
        full = full || last + kept > end;
        if (last <= end && (hint->kept || !full))
            column += draw_hint(hint, &styles, frame, area.row, area.column + column);
    }
    return column;
}

void panel_hints(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    (void)hints_draw(scene, display, frame, area);
}

/* A histogram takes what the lines leave, and a third of the rows at least. */
void panel_board(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    struct rectangle lines = area, rest = area;

    if (!scene->board)
        return;
    if (scene->race && area.rows > BOARD_BRIEF) {
        race_table_draw(scene->race, scene, display, frame, area);
        return;
    }
    if (scene->histogram && area.rows >= 3 * HISTOGRAM_ROWS)
        lines.rows -= area.rows / 3 + 1;
    lines.rows = board_draw(scene->board, scene->patches, scene->colormap, display, frame, lines);
    rest.row += lines.rows + 1;
    rest.rows -= lines.rows + 1;
    if (rest.rows > HISTOGRAM_MOST)
        rest.rows = HISTOGRAM_MOST;
    if (scene->histogram && rest.rows >= HISTOGRAM_ROWS)
        histogram_draw(scene->histogram, display, frame, rest);
}

struct panel {
    size_t area; /* of the layout */
    void (*draw)(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);
    bool covered; /* by an overlay */
    bool stays;   /* while a run makes steps */
};

static const struct panel panels[] = {
    {offsetof(struct layout, header), panel_header, false, true},
    {offsetof(struct layout, numbers), panel_numbers, true, false},
    {offsetof(struct layout, big), panel_big, true, false},
    {offsetof(struct layout, board), panel_board, true, false},
    {offsetof(struct layout, gauge), panel_gauge, true, false},
    {offsetof(struct layout, runs), panel_runs, true, false},
    {offsetof(struct layout, curve), panel_plots, true, false},
    {offsetof(struct layout, told), panel_told, true, false},
    {offsetof(struct layout, sentence), panel_sentence, false, false},
    {offsetof(struct layout, hints), panel_hints, true, true},
};

static void draw_panels(const struct scene *scene, const struct display *display,
                        struct frame *frame, bool all)
{
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        const char *layout = (const char *)scene->layout;
        const struct rectangle *area = (const struct rectangle *)(layout + panels[i].area);

        if (area->rows > 0 && !(panels[i].covered && scene->overlay) && (all || !panels[i].stays))
            panels[i].draw(scene, display, frame, *area);
    }
}

void panels_draw(const struct scene *scene, const struct display *display, struct frame *frame)
{
    draw_panels(scene, display, frame, true);
}

void panels_follow(const struct scene *scene, const struct display *display, struct frame *frame)
{
    draw_panels(scene, display, frame, false);
}
