/* A board: what a study has to tell beside its picture, as lines. */
#ifndef VIEW_BOARD_H
#define VIEW_BOARD_H

#include <stdbool.h>

#include "cells/frame.h"
#include "view/layout.h"

struct colormap;
struct patches;

enum {
    BOARD_LINES = 48,
    BOARD_LEFT = 48,
    BOARD_RIGHT = 28,
    BOARD_FAR = 12,
    BOARD_BRIEF = 2,
    BOARD_PLAIN = -1
};

struct board_line {
    char left[BOARD_LEFT], right[BOARD_RIGHT];
    char far[BOARD_FAR]; /* a third column at the right end, where there is room for it, or "" */
    int kind;            /* of patches, which stands before it; BOARD_PLAIN: none */
    int color;           /* of the first letter of `left`, which is a mark; 0: it is none */
    int bar; /* so many kinds from that one on stand before it; 0: it alone does, with its name */
    bool heading;
    bool less; /* it goes first where rows are short */
};

struct board {
    struct board_line line[BOARD_LINES];
    int lines;
    char brief[BOARD_BRIEF][128]; /* in place of the lines where there are so few rows */
};

/* Adds a line, to be filled in further by the caller; NULL where there are too many. All texts are
 * cut to their room. */
struct board_line *board_add(struct board *board, int kind, const char *left, const char *right);
void board_heading(struct board *board, const char *text);
void board_gap(struct board *board);

/* Draws it, and returns the rows that it takes; `patches` are those of the kinds, or NULL. */
int board_draw(const struct board *board, const struct patches *patches,
               const struct colormap *colormap, const struct display *display, struct frame *frame,
               struct rectangle area);

#endif
