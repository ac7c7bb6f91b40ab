#include "app/basins.h"

#include <stdlib.h>

#include "app/cross.h"
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
    const struct cross_way way = cross_way(direction, cells);

    basins_move(app->basins, &app->picture, way.right, way.up);
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
    const struct viewport *window = &app->picture.viewport;
    double part[2];

    if (!cross_clicked(app, event, part))
        return;
    app->basins->cross[0] = window->x0 + part[0] * (window->x1 - window->x0);
    app->basins->cross[1] = window->y0 + part[1] * (window->y1 - window->y0);
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
    return cross_go_on(app, dt, &app->basins->mesh, &(struct pace_work){app->basins, advance});
}

void basins_show(struct app *app, struct composition *shown)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};

    if (!basins_follow(app->basins, &app->session, &app->picture, &display, &error))
        app_warn(app, "%s", error.message);
    cross_see(app, &app->basins->mesh, &(struct pace_work){app->basins, advance});
    basins_put(app->basins, &app->session, &app->picture, &display, &shown->filled);
}
