/* The legend of the map: its bands with the values at which they begin. */
#ifndef VIEW_LEGEND_H
#define VIEW_LEGEND_H

#include "cells/colormap.h"
#include "cells/frame.h"
#include "view/landscape.h"
#include "view/layout.h"

/* One row: what is shown, all bands from the lowest on, equally wide, the hatching where it is to
 * be told, and what the scale is called where there is room. A band has at its left end the value
 * at which it begins, the lowest one the least value that is seen: as many digits as it takes to
 * tell them apart, two at least. What would run into the number before it is left out. Without
 * colour bands are their glyphs. */
void legend_draw(const struct landscape *landscape, bool hatched, const struct colormap *colormap,
                 const struct display *display, struct frame *frame, struct rectangle area);

#endif
