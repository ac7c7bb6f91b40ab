/* The cross over a map whose patches are the runs of a mesh: what arrows and the mouse mean there,
 * and how the map goes on. Basins and sweep share it. */
#ifndef APP_CROSS_H
#define APP_CROSS_H

#include <stdbool.h>

#include "app/actions.h"
#include "app/pace.h"

struct app;
struct event;
struct mesh;

/* How many cells of the map to the right and up so many keys of a direction lead. */
struct cross_way {
    double right, up;
};
struct cross_way cross_way(enum direction direction, long cells);

/* Was the map clicked? part[2]: where, from its left and from below, 0 to 1. */
bool cross_clicked(const struct app *app, const struct event *event, double part[2]);

/* Goes on with the runs for a tick. Returns false where there is nothing more to come. */
bool cross_go_on(struct app *app, double dt, const struct mesh *mesh, const struct pace_work *work);

/* Of what was begun anew there is something to see in the very frame: makes the coarsest patches,
 * unless that takes long. */
void cross_see(struct app *app, const struct mesh *mesh, const struct pace_work *work);

#endif
