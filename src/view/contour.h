/* Contour lines: between the bands of a landscape, and of one level of any field. */
#ifndef VIEW_CONTOUR_H
#define VIEW_CONTOUR_H

#include "view/canvas.h"
#include "view/landscape.h"

/* Draws the lines where the field crosses the landscape's thresholds: marching squares (Lorensen
 * and Cline, 1987, in the plane) in braille; without braille a line character in each cell that
 * a boundary passes. Nothing is drawn next to values that are not finite. */
void contour_draw(struct canvas *canvas, const struct landscape *landscape);

/* Values of the plane at equal distances. Places are dots of the canvas. */
struct field {
    const double *value; /* [rows * columns], row by row from the top */
    int rows, columns;
    double x, y;         /* where the first value is */
    double across, down; /* from a value to the next in its row, in its column */
};

/* Draws the line where the field crosses the level, in braille or not; nothing next to values that
 * are not finite. */
void contour_level(struct canvas *canvas, struct pen *pen, const struct field *field, double level);

#endif
