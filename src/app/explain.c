#include "app/explain.h"

#include <math.h>
#include <stdio.h>

#include "app/event.h"
#include "app/mouse.h"
#include "app/screen.h"
#include "app/state.h"
#include "insight/explain.h"
#include "view/panels.h"

/* Digits of a number, in a panel of so many columns. */
enum { DIGITS = 6, DIGITS_FEW = 5, DIGITS_FROM = 56 };

int explain_digits(const struct rectangle *panel)
{
    return panel->columns < DIGITS_FROM ? DIGITS_FEW : DIGITS;
}

void explain_put(struct filled *filled, const struct explanation *told)
{
    struct scene *scene = &filled->scene;
    struct drawn_run *present = &scene->run[scene->runs - 1];

    scene->told = told;
    if (told)
        present->next = present->pull = NULL;
}

static const struct rectangle *panel_of(const struct app *app)
{
    return &app->picture.layout.told;
}

/* Keys may come faster than frames: the next one finds the panels where they are to be. */
static void arrange(struct app *app, bool turned)
{
    app->picture.explained = true;
    app->picture.turned = turned;
    picture_layout(&app->picture, app->rows, app->columns, &app->session);
}

void explain_open(struct app *app)
{
    app->mode = app->ground = MODE_EXPLAIN;
    app->explained.first = 0;
    arrange(app, false);
}

void explain_close(struct app *app)
{
    app->mode = app->ground = MODE_WATCH;
}

void explain_release(struct explained *explained)
{
    explanation_release(&explained->told);
}

static bool is_known(const struct app *app, int digits)
{
    const struct explained *explained = &app->explained;
    struct revision now = simulation_revision(app->session.simulation);

    return explained->known && explained->run == app->session.runs &&
           explained->of.settings == now.settings && explained->of.point == now.point &&
           explained->told.digits == digits;
}

/* What is told of the next step; NULL where that was interrupted, or memory ran out. */
static const struct explanation *explanation_of(struct app *app)
{
    struct explained *explained = &app->explained;
    struct simulation *simulation = app->session.simulation;
    int digits = explain_digits(panel_of(app));

    if (is_known(app, digits))
        return &explained->told;
    explained->known = explain_next(simulation, digits, &explained->told) &&
                       !objective_interrupted(simulation_objective(simulation));
    explained->run = app->session.runs;
    explained->of = simulation_revision(simulation);
    return explained->known ? &explained->told : NULL;
}

void explain_scroll(struct app *app, long rows)
{
    struct explained *explained = &app->explained;
    struct told_extent extent = {0};

    if (explained->known)
        extent = told_extent(&explained->told, *panel_of(app));
    long last = extent.rows > extent.capacity ? (long)(extent.rows - extent.capacity) : 0;
    long first = (long)explained->first + rows;
    explained->first = (size_t)(first < 0 ? 0 : first < last ? first : last);
}

/* Columns on the map from one point to another. */
static double columns_between(const struct picture *picture, const double *from, const double *to)
{
    const struct viewport *window = &picture->viewport;
    double begin[2], end[2], column[2], row[2];

    plane_project(&picture->plane, from, begin);
    plane_project(&picture->plane, to, end);
    viewport_project(window, begin[0], begin[1], &column[0], &row[0]);
    viewport_project(window, end[0], end[1], &column[1], &row[1]);
    return hypot(column[1] - column[0], 2 * (row[1] - row[0]));
}

/* Says what to do where there is a step to be seen, and it is too short for that. */
static void say_short(const struct app *app, struct filled *filled)
{
    const struct explanation *told = filled->scene.told;
    const double shortest = 2; /* of which there are arrows */
    double columns = columns_between(&app->picture, told->at, told->to);

    if (filled->scene.layout->map.rows == 0 || filled->scene.mark == MARK_RUNNING ||
        !(columns > 0 && columns < shortest))
        return;
    snprintf(filled->sentence, sizeof filled->sentence,
             "the step is too short to be seen on the map: z zooms in");
    filled->scene.warn = false;
}

bool explain_turns(const struct app *app)
{
    const struct layout *layout = &app->picture.layout;

    return app->ground == MODE_EXPLAIN && (layout->told.rows > 0) != (layout->map.rows > 0);
}

void explain_turn(struct app *app)
{
    arrange(app, app->picture.layout.told.rows > 0);
}

void explain_fill(struct app *app, struct composition *shown)
{
    if (panel_of(app)->rows == 0 && app->picture.layout.map.rows == 0)
        return;
    explain_put(&shown->filled, explanation_of(app));
    explain_scroll(app, 0);
    shown->filled.scene.told_first = app->explained.first;
    if (shown->filled.scene.told)
        say_short(app, &shown->filled);
}

void explain_resize(struct app *app)
{
    explain_scroll(app, 0);
}

void explain_mouse(struct app *app, const struct event *event)
{
    const struct rectangle *panel = panel_of(app);
    bool beside = event->row >= panel->row && event->row < panel->row + panel->rows &&
                  event->column >= panel->column;

    if (!beside)
        mouse_on_map(app, event);
    else if (event->mouse == MOUSE_WHEEL_UP)
        explain_scroll(app, -1);
    else if (event->mouse == MOUSE_WHEEL_DOWN)
        explain_scroll(app, 1);
}
