#include "app/sweep.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/cross.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"

bool sweep_begin(struct app *app, const char *spec, struct error *error)
{
    if (!app->sweep)
        app->sweep = calloc(1, sizeof *app->sweep);
    if (!app->sweep)
        return error_memory(error);
    if (!sweep_open(app->sweep, &app->session, spec, error))
        return false;
    session_pause(&app->session);
    app->mode = MODE_SWEEP;
    return true;
}

void sweep_forget(struct app *app)
{
    if (app->sweep)
        sweep_release(app->sweep);
    free(app->sweep);
    app->sweep = NULL;
}

void sweep_cross(struct app *app, enum direction direction, long cells)
{
    const struct cross_way way = cross_way(direction, cells);

    sweep_move(app->sweep, &app->picture.layout, way.right, way.up);
}

void sweep_other(struct app *app, int by)
{
    struct error error = {0};

    if (!sweep_turn(app->sweep, &app->session, by, &error))
        app_warn(app, "%s", error.message);
}

void sweep_colour(struct app *app, int by)
{
    struct sweep_map *map = &app->sweep->map;

    map->quantity =
        (enum sweep_quantity)((map->quantity + SWEEP_QUANTITIES + by) % SWEEP_QUANTITIES);
    app_say(app, "the colour is the %s: %s", table_name(&sweep_quantities, map->quantity),
            table_meaning(&sweep_quantities, map->quantity));
}

void sweep_look(struct app *app, double halvings)
{
    sweep_zoom(app->sweep, halvings);
}

void sweep_take(struct app *app)
{
    struct setting_list list = {.count = 0};
    struct setting settings[SETTING_LIST_MAX];
    struct error error = {0};
    bool stepped = simulation_now(app->session.simulation)->step > 0;

    sweep_settings(app->sweep, &app->session, &list);
    app->mode = app->ground;
    if (list.text.failed)
        app_warn(app, "out of memory");
    else if (list.count > 0 && !app_set(app, settings, setting_list_all(&list, settings), &error))
        app_warn(app, "%s", error.message);
    else if (list.count > 0 && stepped)
        app_restart(app, NULL);
    setting_list_release(&list);
}

void sweep_mouse(struct app *app, const struct event *event)
{
    double part[2];

    if (cross_clicked(app, event, part))
        sweep_point(app->sweep, part[0], part[1]);
}

bool sweep_running(const struct app *app)
{
    return sweep_moving(app->sweep);
}

static bool advance(void *study, long evaluations, struct error *error)
{
    return sweep_advance(study, evaluations, error);
}

bool sweep_go_on(struct app *app, double dt)
{
    return cross_go_on(app, dt, &app->sweep->mesh, &(struct pace_work){app->sweep, advance});
}

void sweep_show(struct app *app, struct composition *shown)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};
    bool follows = sweep_follow(app->sweep, &app->session, &app->picture.layout, &display, &error);

    if (!follows && *error.message)
        app_warn(app, "%s", error.message);
    cross_see(app, &app->sweep->mesh, &(struct pace_work){app->sweep, advance});
    sweep_put(app->sweep, &display, &shown->filled);
}
