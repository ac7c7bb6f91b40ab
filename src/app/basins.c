#include "app/basins.h"

#include <math.h>
#include <stdlib.h>

#include "app/event.h"
#include "app/pace.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"

bool basins_begin(struct app *app, struct error *error)
{
    if (!app_sees(app, error))
        return false;
    if (!app->basins)
        app->basins = calloc(1, sizeof *app->basins);
    if (!app->basins)
        return error_memory(error);
    session_pause(&app->session);
    basins_open(app->basins, &app->picture, &app->session);
    app->mode = MODE_BASINS;
    return true;
}

void basins_forget(struct app *app)
{
    if (app->basins)
        basins_release(app->basins);
    free(app->basins);
    app->basins = NULL;
}

void basins_cross(struct app *app, enum direction direction, long cells)
{
    static const int right[] = {-1, 0, 0, 1}, up[] = {0, -1, 1, 0};
    double by = fmin((double)cells, 1000);

    basins_move(app->basins, &app->picture, right[direction] * by, up[direction] * by);
}

void basins_take(struct app *app)
{
    double x[PARAMETERS_MAX];

    basins_start(app->basins, x);
    app->mode = app->ground;
    app_restart(app, x);
    session_resume(&app->session);
}

void basins_mouse(struct app *app, const struct event *event)
{
    const struct rectangle *map = &app->picture.layout.map;
    int row = event->row - map->row, column = event->column - map->column;

    if (event->mouse == MOUSE_PRESS && row >= 0 && row < map->rows && column >= 0 &&
        column < map->columns)
        viewport_unproject(&app->picture.viewport, column, row, &app->basins->cross[0],
                           &app->basins->cross[1]);
}

bool basins_running(const struct app *app)
{
    return basins_moving(app->basins);
}

static bool advance(void *study, long evaluations, struct error *error)
{
    return basins_advance(study, evaluations, error);
}

bool basins_go_on(struct app *app, double dt)
{
    const struct pace_work work = {app->basins, advance};

    if (!basins_moving(app->basins))
        return false;
    pace_slice(app, dt, &work);
    return true;
}

/* Of what was begun anew there is something to see in the very frame. */
void basins_show(struct app *app, struct composition *shown)
{
    const struct pace_work work = {app->basins, advance};
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};

    if (!basins_follow(app->basins, &app->session, &app->picture, &display, &error))
        app_warn(app, "%s", error.message);
    for (int i = 0; i < PACE_PIECES / 2 && !basins_seen(app->basins) && pace_piece(app, &work); i++)
        ;
    basins_put(app->basins, &app->session, &app->picture, &display, &shown->filled);
}
