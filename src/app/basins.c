#include "app/basins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/event.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"
#include "problem/interrupt.h"

/* What a slice may cost, seconds as session_cost reckons: at first, and within these bounds as much as makes ticks
 * as long as they should be. It is cut into pieces, between which it is asked whether somebody waits. */
static const double pace_first = 0.01, pace_least = 0.001, pace_most = 1, tick = 0.04;

enum { PIECES = 8, LEAST_EVALUATIONS = 64 };

void basins_begin(struct app *app)
{
    if (!app->basins)
        app->basins = calloc(1, sizeof *app->basins);
    if (!app->basins) {
        app_warn(app, "out of memory");
        return;
    }
    session_pause(&app->session);
    app->pace = app->pace > 0 ? app->pace : pace_first;
    basins_open(app->basins, &app->picture, &app->session);
    app->mode = MODE_BASINS;
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

/* Longer ticks than they should be have less work, shorter ones more. */
static void adapt(struct app *app, double dt)
{
    app->pace *= dt > tick ? 0.7 : 1.1;
    app->pace = fmin(fmax(app->pace, pace_least), pace_most);
}

/* Makes a piece of a slice. */
static bool make_piece(struct app *app)
{
    double evaluations = app->pace / PIECES / session_cost(&app->session);
    struct error error = {0};

    if (basins_advance(app->basins, (long)fmax(evaluations, LEAST_EVALUATIONS), &error))
        return true;
    app_warn(app, "%s", error.message);
    return false;
}

bool basins_go_on(struct app *app, double dt)
{
    struct interrupt *interrupt = app->session.interrupt;

    if (!basins_moving(app->basins))
        return false;
    adapt(app, dt);
    interrupt_begin(interrupt);
    for (int i = 0; i < PIECES && !interrupt_stops(interrupt, INTERRUPT_STRIDE); i++)
        if (!make_piece(app))
            break;
    interrupt_end(interrupt);
    return true;
}

/* Of what was begun anew there is something to see in the very frame. */
static void begin_to_see(struct app *app)
{
    for (int i = 0; i < PIECES / 2 && !basins_seen(app->basins) && make_piece(app); i++)
        ;
}

void basins_show(struct app *app, struct composition *shown)
{
    struct basins *basins = app->basins;
    struct filled *filled = &shown->filled;
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};

    if (!basins_follow(basins, &app->session, &app->picture, &display, &error))
        app_warn(app, "%s", error.message);
    else
        begin_to_see(app);
    basins_fill(basins, &app->session, &app->picture);
    filled->scene.study = "basins";
    filled->scene.done = basins->cell ? (double)basins->mesh.ended /
                                            (double)(basins->mesh.columns * basins->mesh.rows)
                                      : 0;
    filled->scene.patches = basins->cell ? &basins->patches : NULL;
    filled->scene.board = &basins->board;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", basins->sentence);
    filled->scene.warn = false;
}
