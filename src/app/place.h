/* The mode in which the start is placed: a cross is moved over the map. */
#ifndef APP_PLACE_H
#define APP_PLACE_H

#include "app/actions.h"

struct app;
struct composition;

/* Begins at the present point where it is visible, else in the middle of the window. */
void place_begin(struct app *app);

/* Moves by so many cells of the map, within the window; on a relief in the direction that looks
 * so. */
void place_move(struct app *app, enum direction direction, long cells);

/* Starts a new run at that place of the window. */
void place_at(struct app *app, const double at[2]);

/* Starts a new run there. */
void place_confirm(struct app *app);

/* Leaves the start as it was. */
void place_cancel(struct app *app);

/* Of the row of `modes`. */
void place_fill(struct app *app, struct composition *shown);

#endif
