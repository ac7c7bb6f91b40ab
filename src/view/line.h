/* Lines of words and values in the panels, and what they look like. */
#ifndef VIEW_LINE_H
#define VIEW_LINE_H

#include "cells/frame.h"
#include "cells/write.h"
#include "run/quantity.h"
#include "view/layout.h"

struct styles {
    struct style label, text, value, accent, warn;
};

struct styles styles_for(const struct display *display);

/* The text with blocks, or in ASCII. */
const char *text_for(const struct display *display, const char *blocks, const char *ascii);

/* What is before a number that is but near. */
const char *about_for(const struct display *display);

/* What a quantity is called, likewise. */
const char *label_for(enum quantity_id id, const struct display *display);

/* What the rate of a rule is called that finds it. */
extern const char searched_label[];

enum { LINE_PIECES = 24 };

/* Words and values one after another, borrowed. {.count = 0} is an empty line. */
struct text_line {
    struct piece {
        const char *text;
        struct style style;
        int gap; /* blanks before it, where it is not the first */
    } piece[LINE_PIECES];
    int count;
};

/* Adds a piece; one too many is left out. */
void line_add(struct text_line *line, const char *text, struct style style, int gap);

/* Adds a label and its value. */
void line_value(struct text_line *line, const char *label, const char *value, int gap,
                const struct styles *styles);

int line_width(const struct text_line *line);
void line_draw(const struct text_line *line, struct frame *frame, int row, int column);

/* In a row of the area a label left and a value right. A label gives way to a value. The blanks
 * between have the style of the value, so that no other is needed where it grows or shrinks. */
void line_pair(struct frame *frame, struct rectangle area, int row, const char *label,
               const char *value, const struct display *display);

#endif
