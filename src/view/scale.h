/* The numbers at the right of a curve: what its heights stand for. */
#ifndef VIEW_SCALE_H
#define VIEW_SCALE_H

#include "view/frame.h"
#include "view/layout.h"
#include "view/losses.h"
#include "view/write.h"

/* The columns that a curve in the area gives to its numbers, a blank one included; 0 where it is too
 * small for them. They do not hang on the range, so that no range moves the columns of the curve. */
int scale_columns(struct rectangle area, bool logarithmic);

/* Draws decades "1e-3" of a logarithmic range, else round numbers, two rows apart or more, into an area
 * as high as the curve, flush right. What is wider than the area is left out. */
void scale_draw(const struct losses_range *range, struct frame *frame, struct rectangle area,
                struct style style);

#endif
