/* A frame as plain text: UTF-8, a line a row, trailing blanks cut. Without colours a heatmap's
 * bands are lost unless the frame was composed for a display without colour. */
#ifndef OUT_TEXT_H
#define OUT_TEXT_H

#include "base/buffer.h"
#include "cells/frame.h"

void text_from_frame(const struct frame *frame, struct buffer *out);

#endif
