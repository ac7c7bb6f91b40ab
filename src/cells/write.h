/* Writing text into frames: aligned, cut with an ellipsis, wrapped at spaces. */
#ifndef CELLS_WRITE_H
#define CELLS_WRITE_H

#include <stddef.h>

#include "cells/frame.h"

/* How text is written. */
struct style {
    int fg, attributes;
};

/* The columns that a text takes. */
int write_width(const char *text);

/* text[length], however many columns it takes; returns them. */
int write_bytes(struct frame *frame, int row, int column, const char *text, size_t length,
                struct style style);

/* From the left, at most `columns`; cut text ends in an ellipsis. Returns the columns used. */
int write_left(struct frame *frame, int row, int column, int columns, const char *text,
               struct style style, const struct display *display);

/* So that it ends before column + columns. Where it does not fit nothing is written. Returns the
 * columns used. */
int write_right(struct frame *frame, int row, int column, int columns, const char *text,
                struct style style);

/* The bytes of the first line of text wrapped at spaces, or within a word that is longer than a
 * line; *rest is the text of the lines after it. */
size_t write_line(const char *text, int columns, const char **rest);

/* How many lines that makes; none of an empty text. */
int write_lines(const char *text, int columns);

/* The bytes of what of a text wraps into so many rows: all of it, or else as many whole clauses
 * from its beginning as do; 0 where not even the first one does. A clause ends before ", ", ": "
 * and "; ", but not within parentheses. */
size_t write_clauses(const char *text, int rows, int columns);

/* The bytes of as many items, between which there are two blanks, as so many columns hold whole. */
#define WRITE_GAP "  "
size_t write_items(const char *text, int columns);

/* Wraps like that, and at the last row cuts at a space, with an ellipsis. Returns the rows used. */
int write_wrapped(struct frame *frame, struct rectangle area, const char *text, struct style style,
                  const struct display *display);

#endif
