#include "view/axes.h"

#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"
#include "cells/theme.h"

/* Of logarithms the whole ones alone have a number, a power of ten. Across, it begins further left
 * for what it is longer. */
static void to_decades(struct ticks *ticks, bool across)
{
    int count = 0;

    for (int i = 0; i < ticks->count; i++) {
        struct tick tick = ticks->tick[i];
        char *end;
        long power = strtol(tick.text, &end, 10);

        if (strspn(end, ".0") != strlen(end))
            continue;
        int before = (int)strlen(tick.text);
        format_text(tick.text, TICK_SIZE, "1e%ld", power);
        int longer = (int)strlen(tick.text) - before;
        tick.at -= across && tick.at > 0 && longer > 0 ? longer / 2 : 0;
        ticks->tick[count++] = tick;
    }
    ticks->count = count;
}

void axis_across(const struct axis *axis, const struct display *display, struct frame *frame,
                 struct rectangle area, struct style style)
{
    int width = write_width(axis->name), end = area.columns;
    struct ticks ticks;

    if (width > 0 && width * 2 < area.columns)
        end -= 1 + write_right(frame, area.row, area.column, area.columns, axis->name, style);
    (axis->numbers == AXIS_LOG ? ticks_log_across : ticks_across)(&ticks, axis->low, axis->high,
                                                                  area.columns);
    if (axis->numbers == AXIS_DECADES)
        to_decades(&ticks, true);
    for (int i = 0; i < ticks.count; i++) {
        const struct tick *tick = &ticks.tick[i];

        if (tick->at + (int)strlen(tick->text) <= end)
            write_left(frame, area.row, area.column + tick->at, area.columns - tick->at, tick->text,
                       style, display);
    }
}

static void number_up(struct ticks *ticks, const struct axis *axis, int rows)
{
    (axis->numbers == AXIS_LOG ? ticks_log_up : ticks_up)(ticks, axis->low, axis->high, rows);
    if (axis->numbers == AXIS_DECADES)
        to_decades(ticks, false);
}

bool axis_up(const struct axis *axis, const struct display *display, struct frame *frame,
             struct rectangle area, struct style style)
{
    int columns = area.columns - 1;
    struct ticks ticks;

    number_up(&ticks, axis, area.rows);
    if (ticks_width(&ticks) > columns)
        return false;
    if (!write_right(frame, area.row, area.column, columns, axis->name, style))
        write_left(frame, area.row, area.column, columns, axis->name, style, display);
    for (int i = 0; i < ticks.count; i++)
        if (ticks.tick[i].at > 0 || *axis->name == '\0')
            write_right(frame, area.row + ticks.tick[i].at, area.column, columns,
                        ticks.tick[i].text, style);
    return true;
}

bool axes_draw(const struct axis axis[2], const struct display *display, struct frame *frame,
               const struct layout *layout)
{
    const struct style style = {theme_for(display)->label, 0};

    if (layout->across.rows == 0)
        return false;
    axis_across(&axis[0], display, frame, layout->across, style);
    return layout->up.rows == 0 || !axis_up(&axis[1], display, frame, layout->up, style);
}

int axis_up_columns(const struct axis *axis, int rows)
{
    struct ticks ticks;

    number_up(&ticks, axis, rows);
    return ticks_width(&ticks) + 1;
}

static struct cell *edge_cell(const struct canvas *canvas, int row, int column)
{
    return frame_cell(canvas->frame, canvas->area.row + row, canvas->area.column + column);
}

/* Where shades are letters the number is kept apart from them. */
static bool needs_blank(const struct canvas *canvas)
{
    return canvas->display->colors < 8 && !canvas->display->blocks;
}

static void edge_add(struct axis_edge *edge, const struct canvas *canvas, int row, const char *text)
{
    struct edge_text *to = &edge->text[edge->count];
    size_t length = strlen(text);
    int most = canvas->area.columns / 3 < EDGE_WIDTH ? canvas->area.columns / 3 : EDGE_WIDTH;

    *to = (struct edge_text){.row = row};
    if (write_width(text) + 1 > most)
        return;
    for (size_t at = 0; at < length;) {
        uint32_t glyph;
        at += text_decode(text + at, length - at, &glyph);
        to->glyph[to->columns] = text_visible(glyph);
        to->columns += text_width(glyph);
        if (text_width(glyph) == 2)
            to->glyph[to->columns - 1] = FRAME_BEHIND;
    }
    if (needs_blank(canvas))
        to->glyph[to->columns++] = ' ';
    for (int i = 0; i < to->columns; i++)
        to->ground[i] = edge_cell(canvas, row, i)->glyph;
    edge->count++;
}

void axis_edge_init(struct axis_edge *edge, const struct axis *axis, const struct canvas *canvas)
{
    struct ticks ticks;

    edge->count = 0;
    edge_add(edge, canvas, 0, axis->name);
    number_up(&ticks, axis, canvas->area.rows);
    for (int i = 0; i < ticks.count; i++)
        if (ticks.tick[i].at > 0)
            edge_add(edge, canvas, ticks.tick[i].at, ticks.tick[i].text);
}

static bool is_free(const struct edge_text *text, const struct canvas *canvas)
{
    for (int i = 0; i < text->columns; i++)
        if (edge_cell(canvas, text->row, i)->glyph != text->ground[i])
            return false;
    return true;
}

void axis_edge_draw(const struct axis_edge *edge, struct canvas *canvas)
{
    const struct pen pen = {.kind = PEN_INK};

    for (int i = 0; i < edge->count; i++) {
        const struct edge_text *text = &edge->text[i];

        if (!is_free(text, canvas))
            continue;
        for (int k = 0; k < text->columns; k++)
            canvas_glyph(canvas, &pen, text->row, k, text->glyph[k]);
    }
}
