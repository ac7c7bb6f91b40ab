/* The fewest bytes in which one would write a frame to a terminal of the xterm kind: a yardstick
 * for what really goes there.
 *
 * Used are: moving the cursor by the shortest sequence, or by writing again what is there already;
 * one SGR a change of colours or attributes, with only what changes; the colour of a blank left
 * as it is; repeating a glyph (REP); erasing to the end of a line (EL, in the present ground). */
#ifndef BENCH_MINIMAL_H
#define BENCH_MINIMAL_H

#include <stddef.h>

#include "cells/frame.h"

/* Bytes that turn a terminal showing `from` into one showing `to`, both of one size; from NULL:
 * a cleared screen in the default colours. The cursor ends where the frame has it. */
size_t minimal_bytes(const struct frame *from, const struct frame *to);

#endif
