/* The axes of a relief: numbers and names below the edges of its foot that are turned to the eye. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "view/axes.h"
#include "view/relief.h"
#include "view/ticks.h"
#include "view/write.h"

/* An edge of the foot on the screen, from the low to the high end of its axis. */
struct edge {
    const struct axis *axis;
    double from[2], to[2]; /* column, row of the frame */
    double
        aside; /* where a text is to its place: -1 ends there, 0 has its middle there, 1 begins there */
};

struct foot {
    const struct relief *relief;
    struct frame *frame;
    struct rectangle picture, room; /* the body's area; where texts may be */
    struct style style;
};

static void find_corner(const struct foot *foot, double x, double y, double out[2])
{
    relief_foot(foot->relief, x, y, &out[0], &out[1]);
    out[0] += foot->picture.column;
    out[1] += foot->picture.row;
}

/* The edge along one axis, at the end of the other one that is turned to the eye. */
static struct edge edge_of(const struct foot *foot, const struct axis *axis, int which)
{
    const struct perspective *p = &foot->relief->perspective;
    double x = p->bearing.ahead[0] > 0 ? 0 : 1, y = p->bearing.ahead[1] > 0 ? 1 : 0, corner[2];
    struct edge edge = {.axis = axis};

    find_corner(foot, which ? x : 0, which ? 1 : y, edge.from);
    find_corner(foot, which ? x : 1, which ? 0 : y, edge.to);
    find_corner(foot, x, y, corner);
    double middle = (edge.from[0] + edge.to[0]) / 2;
    bool level = fabs(edge.to[1] - edge.from[1]) < 1.5;
    edge.aside = level ? 0 : middle < corner[0] ? -1 : 1;
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

/* A text at a part of the edge, so many rows below it, where nothing else is. */
static void put(const struct foot *foot, const struct edge *edge, double part, int below,
                const char *text)
{
    int width = write_width(text);
    double at = edge->from[0] + part * (edge->to[0] - edge->from[0]);
    double down = edge->from[1] + part * (edge->to[1] - edge->from[1]);
    int column = (int)floor(at + (edge->aside - 1) * width / 2 + edge->aside);
    int row = (int)floor(down) + below;

    if (is_blank(foot, row, column, width))
        write_bytes(foot->frame, row, column, text, strlen(text), foot->style);
}

static void draw_edge(const struct foot *foot, const struct edge *edge)
{
    const struct axis *axis = edge->axis;
    double across = fabs(edge->to[0] - edge->from[0]), up = fabs(edge->to[1] - edge->from[1]);
    struct ticks ticks;

    if (across > 2 * up)
        ticks_across(&ticks, axis->low, axis->high, (int)across);
    else
        ticks_up(&ticks, axis->low, axis->high, (int)up);
    for (int i = 0; i < ticks.count; i++) {
        double value;

        if (number_parse(ticks.tick[i].text, &value, NULL))
            put(foot, edge, (value - axis->low) / (axis->high - axis->low), 1, ticks.tick[i].text);
    }
    put(foot, edge, 0.5, 2, axis->name);
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
