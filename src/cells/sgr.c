#include "cells/sgr.h"

static const struct {
    int bit, begin, end;
} attributes[] = {{CELL_BOLD, 1, 22}, {CELL_UNDERLINE, 4, 24}, {CELL_REVERSE, 7, 27}};

static void add_parameter(struct buffer *out, int parameter)
{
    buffer_text(out, ";");
    buffer_count(out, (unsigned)parameter);
}

/* `base` is 30 for a foreground, 40 for a background. */
static void add_color(struct buffer *out, int color, int base)
{
    if (color >= FRAME_RGB) {
        buffer_format(out, ";%d;2;%d;%d;%d", base + 8, color >> 16 & 0xFF, color >> 8 & 0xFF,
                      color & 0xFF);
    } else if (color >= 16) {
        add_parameter(out, base + 8);
        add_parameter(out, 5);
        add_parameter(out, color);
    } else if (color >= 8) {
        add_parameter(out, base + 60 + color - 8);
    } else {
        add_parameter(out, base + (color == FRAME_DEFAULT ? 9 : color));
    }
}

static void add_attributes(struct buffer *out, int from, int to)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if ((from ^ to) & attributes[i].bit)
            add_parameter(out, to & attributes[i].bit ? attributes[i].begin : attributes[i].end);
}

bool sgr_is_plain(const struct cell *cell)
{
    return cell->fg == FRAME_DEFAULT && cell->bg == FRAME_DEFAULT && cell->attributes == 0;
}

bool sgr_same(const struct cell *a, const struct cell *b)
{
    return a->fg == b->fg && a->bg == b->bg && a->attributes == b->attributes;
}

void sgr_change(struct buffer *out, const struct cell *from, const struct cell *to)
{
    if (sgr_same(from, to))
        return;
    buffer_text(out, "\033");
    size_t bracket = out->size; /* the first ';' is one */
    if (sgr_is_plain(to)) {
        buffer_text(out, "[");
    } else {
        add_attributes(out, from->attributes, to->attributes);
        if (from->fg != to->fg)
            add_color(out, to->fg, 30);
        if (from->bg != to->bg)
            add_color(out, to->bg, 40);
    }
    buffer_text(out, "m");
    if (!out->failed)
        out->data[bracket] = '[';
}
