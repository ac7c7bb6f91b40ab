/* A run's path on the map, and the marks on it. */
#ifndef VIEW_PATH_H
#define VIEW_PATH_H

#include <stdbool.h>

#include "problem/plane.h"
#include "problem/surface.h"
#include "run/trajectory.h"
#include "view/canvas.h"
#include "view/viewport.h"

/* The line through all points, each seen from above the plane. With one parameter the path runs
 * along the middle of the window. */
void path_draw(struct canvas *canvas, enum pen_kind kind, const struct trajectory *trajectory,
               const struct plane *plane, const struct viewport *viewport);

/* ★ at the known minima. */
void path_minima(struct canvas *canvas, const struct surface *known, const struct plane *plane,
                 const struct viewport *viewport);

/* ★ at x[n]. */
void path_minimum(struct canvas *canvas, const double *x, const struct plane *plane,
                  const struct viewport *viewport);

/* ○ at x[n]. */
void path_start(struct canvas *canvas, const double *x, const struct plane *plane,
                const struct viewport *viewport);

/* ● at x[n], or where that is outside the window an arrow at the edge. Returns the cell of the
 * area in *row and *column; false where that place is not finite and nothing is drawn. */
bool path_now(struct canvas *canvas, const double *x, const struct plane *plane,
              const struct viewport *viewport, int *row, int *column);

/* ┼ at a place that is being chosen, in world coordinates; the same. */
bool path_place(struct canvas *canvas, const double at[2], const struct viewport *viewport,
                int *row, int *column);

#endif
