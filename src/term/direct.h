/* Frames for terminals with 256 colours or those of 24 bits. Of the latter terminfo seldom knows,
 * and ncurses can't use them then; but every such terminal speaks ECMA-48, so that is written, and
 * terminfo is not asked. It also takes fewer bytes and instructions than the way through ncurses,
 * which knows terminals of all kinds and is for all others.
 *
 * What has changed is written row by row: the cursor goes by short relative moves where these are
 * sure, a change of colours names only what differs, a blank takes whatever foreground there is,
 * and blanks up to the end of a row are erased at once. */
#ifndef TERM_DIRECT_H
#define TERM_DIRECT_H

#include "base/buffer.h"
#include "cells/frame.h"

enum { DIRECT_COLORS = 256 }; /* terminals with so many are written to in this way */

/* How a frame leaves the terminal: in its own colours, with the cursor where the frame has it. */
struct direct {
    const struct display *display; /* borrowed */
    struct buffer *out;            /* borrowed */
    struct cell pen;               /* its glyph does not count */
    int row, column; /* of the cursor; column < 0: unknown, as behind the last column */
};

/* Appends to `out` what turns a terminal that shows `shown` into one that shows `frame`, and makes
 * `shown` that, too; with `whole` it is cleared before. `shown` has the size of the terminal: of a
 * larger frame the rest is cut, of a smaller one it is blank. Nothing is appended where nothing
 * differs. */
void direct_frame(struct direct *direct, struct frame *shown, const struct frame *frame,
                  bool whole);

#endif
