/* The mode in which a sweep is seen: a cross is moved over the runs with other settings, and
 * taken. */
#ifndef APP_SWEEP_H
#define APP_SWEEP_H

#include <stdbool.h>

#include "app/actions.h"

struct app;
struct composition;
struct error;
struct event;

/* Opens it over the settings that `spec` names (show/sweep.h). */
bool sweep_begin(struct app *app, const char *spec, struct error *error);
void sweep_cross(struct app *app, enum direction direction, long cells);

/* Other settings along the axes; another quantity as the colour; a closer look about the cross. */
void sweep_other(struct app *app, int by);
void sweep_colour(struct app *app, int by);
void sweep_look(struct app *app, double halvings);

/* Goes back to the run with the settings under the cross. */
void sweep_take(struct app *app);

/* Of the row of `modes`. */
void sweep_mouse(struct app *app, const struct event *event);
bool sweep_running(const struct app *app);
bool sweep_go_on(struct app *app, double dt);
void sweep_show(struct app *app, struct composition *shown);

/* At the end of the program. */
void sweep_forget(struct app *app);

#endif
