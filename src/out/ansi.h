/* A frame as text with ANSI (ECMA-48) colours, for `cat`: no cursor movement, every line ends
 * with the attributes reset. Colours 0-7 as 30-37, 8-15 as 90-97, others as 38;5;N. */
#ifndef OUT_ANSI_H
#define OUT_ANSI_H

#include "base/buffer.h"
#include "cells/frame.h"

void ansi_from_frame(const struct frame *frame, struct buffer *out);

#endif
