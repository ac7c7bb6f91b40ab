/* The mode in which the basins are seen: a cross is moved over them, and the keys that steer the
 * run change them. */
#ifndef APP_BASINS_H
#define APP_BASINS_H

#include <stdbool.h>

#include "app/actions.h"

struct app;
struct composition;
struct error;
struct event;

/* Refused in fog, where nobody sees what becomes of other starts. */
bool basins_begin(struct app *app, struct error *error);
void basins_cross(struct app *app, enum direction direction, long cells);

/* Runs from the start under the cross. */
void basins_take(struct app *app);

/* Of the row of `modes`. */
void basins_mouse(struct app *app, const struct event *event);
bool basins_running(const struct app *app);
bool basins_go_on(struct app *app, double dt);
void basins_show(struct app *app, struct composition *shown);

/* At the end of the program. */
void basins_forget(struct app *app);

#endif
