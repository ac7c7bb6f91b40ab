/* A frame as a picture, SVG 1.1: a cell is 8 x 16 of its units. Colours and block elements are
 * areas, braille and lines are strokes, so these look the same everywhere; letters and marks are
 * text in whatever monospaced font there is, stretched to their cells. */
#ifndef OUT_SVG_H
#define OUT_SVG_H

#include "base/buffer.h"
#include "cells/frame.h"

/* The terminal's own colours are those of a light terminal for BACKDROP_LIGHT, else of a dark one.
 * Returns false when memory runs out. */
bool svg_from_frame(const struct frame *frame, enum backdrop backdrop, struct buffer *out);

#endif
