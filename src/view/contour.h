/* Contour lines between the bands. */
#ifndef VIEW_CONTOUR_H
#define VIEW_CONTOUR_H

#include "view/canvas.h"
#include "view/landscape.h"

/* Draws the lines where the field crosses the landscape's thresholds: marching squares (Lorensen
 * and Cline, 1987, in the plane) in braille; without braille a line character in each cell that
 * a boundary passes. Nothing is drawn next to values that are not finite. */
void contour_draw(struct canvas *canvas, const struct landscape *landscape);

#endif
