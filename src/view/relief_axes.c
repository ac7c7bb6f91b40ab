/* The axes of a relief: numbers and names below the edges of its foot that are turned to the
 * eye. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cells/write.h"
#include "view/axes.h"
#include "view/relief.h"
#include "view/ticks.h"

/* An edge of the foot, from the low to the high end of its axis. */
struct edge {
    const struct axis *axis;
    double from[2], to[2]; /* parts of the window from its left and its top */
    double across, down;   /* how far it goes on the screen, in columns and rows */
    double aside; /* of texts: -1 end at their place, 0 have their middle there, 1 begin there */
};

struct foot {
    const struct relief *relief;
    struct frame *frame;
    struct rectangle picture, room; /* the body's area; where texts may be */
    struct style style;
};

/* A part of the way along an edge, on the screen. */
static void find(const struct foot *foot, const struct edge *edge, double part, double *column,
                 double *row)
{
    relief_foot(foot->relief, edge->from[0] + part * (edge->to[0] - edge->from[0]),
                edge->from[1] + part * (edge->to[1] - edge->from[1]), column, row);
    *column += foot->picture.column;
    *row += foot->picture.row;
}

/* The edge along one axis, at the end of the other one that is turned to the eye. */
static struct edge edge_of(const struct foot *foot, const struct axis *axis, int which)
{
    const struct perspective *p = &foot->relief->perspective;
    double part[2][2];

    relief_parts(foot->relief, part);
    double x = part[0][p->bearing.ahead[0] <= 0], y = part[1][p->bearing.ahead[1] > 0];
    struct edge edge = {.axis = axis,
                        .from = {which ? x : part[0][0], which ? part[1][1] : y},
                        .to = {which ? x : part[0][1], which ? part[1][0] : y}};
    double low[2], high[2];

    find(foot, &edge, 0, &low[0], &low[1]);
    find(foot, &edge, 1, &high[0], &high[1]);
    edge.across = fabs(high[0] - low[0]);
    edge.down = fabs(high[1] - low[1]);
    /* The lower end is the corner in front; the edge is at the left of it, or at the right. */
    bool low_in_front = low[1] > high[1];
    bool at_left = low_in_front ? high[0] < low[0] : low[0] < high[0];
    edge.aside = edge.down < 1.5 ? 0 : at_left ? -1 : 1;
    return edge;
}

static bool is_blank(const struct foot *foot, int row, int column, int columns)
{
    const struct rectangle *room = &foot->room;

    if (row < room->row || row >= room->row + room->rows || column < room->column ||
        column + columns > room->column + room->columns)
        return false;
    for (int i = -1; i <= columns; i++) {
        const struct cell *cell = frame_cell(foot->frame, row, column + i);

        if (cell && (cell->glyph != ' ' || cell->bg != FRAME_DEFAULT))
            return false;
    }
    return true;
}

/* A text at a part of the edge, so many rows below it; a `loose` one where it is in the room.
 * Returns false, having written nothing, where there is something else. */
static bool put(const struct foot *foot, const struct edge *edge, double part, int below,
                const char *text, bool loose)
{
    int width = write_width(text);
    double at, down;

    find(foot, edge, part, &at, &down);
    int column = (int)floor(at + (edge->aside - 1) * width / 2 + edge->aside);
    int row = (int)floor(down) + below, last = foot->room.column + foot->room.columns - width;

    if (loose)
        column = column < foot->room.column ? foot->room.column : column < last ? column : last;
    if (!is_blank(foot, row, column, width))
        return false;
    write_bytes(foot->frame, row, column, text, strlen(text), foot->style);
    return true;
}

/* In the middle, or where else there is room for it. */
static void put_name(const struct foot *foot, const struct edge *edge, const char *name)
{
    static const double parts[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0, 1};

    for (int below = 2; below <= 3; below++)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (put(foot, edge, parts[i], below, name, true))
                return;
}

static void draw_edge(const struct foot *foot, const struct edge *edge)
{
    const struct axis *axis = edge->axis;
    struct ticks ticks;

    if (edge->across > 2 * edge->down)
        ticks_across(&ticks, axis->low, axis->high, (int)edge->across);
    else
        ticks_up(&ticks, axis->low, axis->high, (int)edge->down);
    for (int i = 0; i < ticks.count; i++) {
        double value;

        if (number_parse(ticks.tick[i].text, &value, NULL))
            put(foot, edge, (value - axis->low) / (axis->high - axis->low), 1, ticks.tick[i].text,
                false);
    }
    put_name(foot, edge, axis->name);
}

void relief_axes(const struct relief *relief, const struct axis axis[2], struct frame *frame,
                 struct rectangle picture, struct rectangle room, struct style style)
{
    const struct foot foot = {relief, frame, picture, room, style};

    for (int which = 0; which < 2; which++) {
        struct edge edge = edge_of(&foot, &axis[which], which);

        draw_edge(&foot, &edge);
    }
}
