/* Colours and attributes as a terminal is told of them: the sequence SGR ("select graphic
 * rendition") of ECMA-48, with the bright colours and the 256 of xterm, and those of 24 bits of ISO
 * 8613-6 as all terminals that have them read it (";" and not ":"). */
#ifndef CELLS_SGR_H
#define CELLS_SGR_H

#include <stdbool.h>

#include "base/buffer.h"
#include "cells/frame.h"

/* Are colours and attributes the same? */
bool sgr_same(const struct cell *a, const struct cell *b);

/* Is it in the terminal's own colours, without attributes? */
bool sgr_is_plain(const struct cell *cell);

/* Appends what changes the colours and attributes of one cell to those of another: one sequence
 * with what differs and no more, or nothing. Colours 0-7 are 30-37, 8-15 are 90-97, others 38;5;N
 * and 38;2;R;G;B. */
void sgr_change(struct buffer *out, const struct cell *from, const struct cell *to);

#endif
