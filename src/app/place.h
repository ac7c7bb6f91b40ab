/* Placing the start: a cross that is moved over the map. */
#ifndef APP_PLACE_H
#define APP_PLACE_H

#include "app/actions.h"

struct app;

/* Begins at the present point where it is visible, else in the middle of the window. */
void place_begin(struct app *app);

/* Moves by so many cells, within the window. */
void place_move(struct app *app, enum direction direction, long cells);

/* Starts a new run there. */
void place_confirm(struct app *app);

/* The objective at the place. */
double place_value(struct app *app);

/* The point x[n]: within the plane that is shown. */
void place_point(struct app *app, double *x);

#endif
