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

/* The objective at the place; the parameters that are not shown are those of the start. */
double place_value(struct app *app);

/* The whole point x[n]. */
void place_point(const struct app *app, double *x);

#endif
