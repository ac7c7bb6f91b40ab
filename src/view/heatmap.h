/* The landscape's bands as cells. */
#ifndef VIEW_HEATMAP_H
#define VIEW_HEATMAP_H

#include "cells/colormap.h"
#include "cells/frame.h"
#include "view/hills.h"
#include "view/landscape.h"
#include "view/layout.h"

/* Fills the area: in colour with the landscape's tiles, whose kind is that of the display; without
 * colour with shades. What is undefined is hatched, on the terminal's own ground. Cells beyond the
 * landscape stay as they are. */
void heatmap_draw(struct frame *frame, struct rectangle area, const struct display *display,
                  const struct landscape *landscape, const struct colormap *colormap);

/* The same in a light, where there are 24 bits: a cell of one band is two halves of its shades. */
void heatmap_draw_lit(struct frame *frame, struct rectangle area, const struct display *display,
                      const struct landscape *landscape, const struct colormap *colormap,
                      const struct hills *hills);

/* The glyph of the hatching, and that of fog. */
uint32_t heatmap_hatch(const struct display *display);
enum { HEATMAP_FOG = '~' };

#endif
