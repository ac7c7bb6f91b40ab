/* What the heights of a curve stand for: in words above it, and in numbers at its right. */
#ifndef VIEW_SCALE_H
#define VIEW_SCALE_H

#include "base/number.h"
#include "cells/frame.h"
#include "cells/write.h"
#include "view/layout.h"
#include "view/losses.h"

/* The columns that a curve in the area gives to its numbers, a blank one included; 0 where it is
 * too small for them. They do not hang on the range, so that no range moves the columns of the
 * curve. */
int scale_columns(struct rectangle area, bool logarithmic, const struct display *display);

/* Draws decades "1e-3" of a logarithmic range, else round numbers, two rows apart or more, into an
 * area as high as the curve, flush right. What is wider than the area is left out. */
void scale_draw(const struct losses_range *range, struct frame *frame, struct rectangle area,
                struct style style);

/* The same of a range that has a limit: 0 and the limit. */
void scale_draw_limit(const struct losses_range *range, double limit, struct frame *frame,
                      struct rectangle area, struct style style);

/* What the heights stand for, in parts: "1e-4…1e2", or the values themselves; and where it is not
 * 0 the floor that the decades are above: "above -1.91". */
struct heights {
    bool logarithmic;
    char range[2 * NUMBER_SIZE + 8], floor[NUMBER_SIZE + 8];
};

void heights_init(struct heights *heights, const struct losses_range *range,
                  const struct display *display);

/* Writes as much as fits whole, flush right: the floor says that it is logarithmic, so the word
 * goes before the range, and the range before the floor. */
void heights_draw(const struct heights *heights, struct frame *frame, struct rectangle area,
                  struct style style);

#endif
