#include "app/cross.h"

#include <math.h>

#include "app/event.h"
#include "app/state.h"
#include "show/mesh.h"

struct cross_way cross_way(enum direction direction, long cells)
{
    static const int right[] = {-1, 0, 0, 1}, up[] = {0, -1, 1, 0};
    double by = fmin((double)cells, 1000);

    return (struct cross_way){right[direction] * by, up[direction] * by};
}

bool cross_clicked(const struct app *app, const struct event *event, double part[2])
{
    const struct rectangle *map = &app->picture.layout.map;
    int row = event->row - map->row, column = event->column - map->column;

    part[0] = (column + 0.5) / map->columns;
    part[1] = 1 - (row + 0.5) / map->rows;
    return event->mouse == MOUSE_PRESS && row >= 0 && row < map->rows && column >= 0 &&
           column < map->columns;
}

bool cross_go_on(struct app *app, double dt, const struct mesh *mesh, const struct pace_work *work)
{
    if (!mesh_moving(mesh))
        return false;
    pace_slice(app, dt, work);
    return true;
}

void cross_see(struct app *app, const struct mesh *mesh, const struct pace_work *work)
{
    for (int i = 0; i < PACE_PIECES / 2 && !mesh_seen(mesh) && pace_piece(app, work); i++)
        ;
}
