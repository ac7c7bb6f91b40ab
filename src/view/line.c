#include "view/line.h"

#include "cells/theme.h"

const char searched_label[] = "length";

struct styles styles_for(const struct display *display)
{
    const struct theme *theme = theme_for(display);

    return (struct styles){
        .label = {theme->label, 0},
        .text = {FRAME_DEFAULT, 0},
        .value = {FRAME_DEFAULT, CELL_BOLD},
        .accent = {theme->accent, 0},
        .warn = {theme->warn, CELL_BOLD},
    };
}

const char *text_for(const struct display *display, const char *blocks, const char *ascii)
{
    return display->blocks ? blocks : ascii;
}

const char *about_for(const struct display *display)
{
    return text_for(display, "≈", "~");
}

const char *label_for(enum quantity_id id, const struct display *display)
{
    return quantity_label(id, !display->blocks);
}

void line_add(struct text_line *line, const char *text, struct style style, int gap)
{
    if (line->count < LINE_PIECES)
        line->piece[line->count++] = (struct piece){text, style, gap};
}

void line_value(struct text_line *line, const char *label, const char *value, int gap,
                const struct styles *styles)
{
    line_add(line, label, styles->label, gap);
    line_add(line, value, styles->value, 1);
}

int line_width(const struct text_line *line)
{
    int width = 0;

    for (int i = 0; i < line->count; i++)
        width += write_width(line->piece[i].text) + (i ? line->piece[i].gap : 0);
    return width;
}

void line_draw(const struct text_line *line, struct frame *frame, int row, int column)
{
    for (int i = 0; i < line->count; i++) {
        const struct piece *piece = &line->piece[i];
        column += i ? piece->gap : 0;
        column += frame_text(frame, row, column, write_width(piece->text), piece->text,
                             piece->style.fg, FRAME_DEFAULT, piece->style.attributes);
    }
}

void line_pair(struct frame *frame, struct rectangle area, int row, const char *label,
               const char *value, const struct display *display)
{
    const struct styles styles = styles_for(display);
    int used = write_right(frame, area.row + row, area.column, area.columns, value, styles.value);
    int left = write_left(frame, area.row + row, area.column, area.columns - used - 1, label,
                          styles.label, display);

    for (int column = left; column < area.columns - used; column++)
        frame_glyph(frame, area.row + row, area.column + column, ' ', styles.value.fg,
                    FRAME_DEFAULT, styles.value.attributes);
}
