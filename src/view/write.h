/* Writing text into frames: aligned, cut with an ellipsis, wrapped at spaces. */
#ifndef VIEW_WRITE_H
#define VIEW_WRITE_H

#include "view/frame.h"
#include "view/layout.h"

/* How text is written. */
struct style {
    int fg, attributes;
};

/* The columns that a text takes. */
int write_width(const char *text);

/* From the left, at most `columns`; cut text ends in an ellipsis. Returns the columns used. */
int write_left(struct frame *frame, int row, int column, int columns, const char *text,
               struct style style, const struct look *look);

/* So that it ends before column + columns. Where it does not fit nothing is written. Returns the
 * columns used. */
int write_right(struct frame *frame, int row, int column, int columns, const char *text,
                struct style style);

/* Wraps at spaces, and at the last row cuts at a space, with an ellipsis. Returns the rows used. */
int write_wrapped(struct frame *frame, struct rectangle area, const char *text,
                  struct style style, const struct look *look);

#endif
