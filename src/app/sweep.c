#include "app/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/event.h"
#include "app/pace.h"
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
    static const int right[] = {-1, 0, 0, 1}, up[] = {0, -1, 1, 0};
    double by = fmin((double)cells, 1000);

    sweep_move(app->sweep, &app->picture.layout, right[direction] * by, up[direction] * by);
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
    const struct rectangle *map = &app->picture.layout.map;
    int row = event->row - map->row, column = event->column - map->column;

    if (event->mouse == MOUSE_PRESS && row >= 0 && row < map->rows && column >= 0 &&
        column < map->columns)
        sweep_point(app->sweep, (column + 0.5) / map->columns, 1 - (row + 0.5) / map->rows);
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
    const struct pace_work work = {app->sweep, advance};

    if (!sweep_moving(app->sweep))
        return false;
    pace_slice(app, dt, &work);
    return true;
}

void sweep_show(struct app *app, struct composition *shown)
{
    const struct pace_work work = {app->sweep, advance};
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};
    bool follows = sweep_follow(app->sweep, &app->session, &app->picture.layout, &display, &error);

    if (!follows && *error.message)
        app_warn(app, "%s", error.message);
    for (int i = 0; i < PACE_PIECES / 2 && !sweep_seen(app->sweep) && pace_piece(app, &work); i++)
        ;
    sweep_put(app->sweep, &display, &shown->filled);
}
