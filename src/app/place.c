#include "app/place.h"

#include <math.h>

#include "app/screen.h"
#include "app/state.h"

/* A map that is not shown still has a grid to move on. */
enum { HIDDEN_COLUMNS = 40, HIDDEN_ROWS = 12 };

static double cell_width(const struct viewport *window)
{
    return (window->x1 - window->x0) / (window->columns > 0 ? window->columns : HIDDEN_COLUMNS);
}

static double cell_height(const struct viewport *window)
{
    return (window->y1 - window->y0) / (window->rows > 0 ? window->rows : HIDDEN_ROWS);
}

void place_begin(struct app *app)
{
    session_pause(&app->session);
    app->place_known = false;
    picture_anchor(&app->picture, &app->session, app->place);
    app->mode = MODE_PLACE;
}

/* Moves v by `by`, not out of the range, to a number that is short to write. */
static double moved(double v, double by, double cell, double from, double to)
{
    return fmin(to, fmax(from, picture_round(v + by, cell)));
}

/* The direction over the map that is nearest to one on the screen: who has gone round the relief
 * looks another way. */
static enum direction over_map(const struct app *app, enum direction direction)
{
    static const enum direction quarter_on[] = {
        [DIRECTION_LEFT] = DIRECTION_DOWN,
        [DIRECTION_DOWN] = DIRECTION_RIGHT,
        [DIRECTION_RIGHT] = DIRECTION_UP,
        [DIRECTION_UP] = DIRECTION_LEFT,
    };

    if (picture_shown(&app->picture) != SHOW_RELIEF)
        return direction;
    for (long i = lround(view_eye(&app->picture.view).turn / 90); i > 0; i--)
        direction = quarter_on[direction];
    return direction;
}

void place_move(struct app *app, enum direction direction, long cells)
{
    static const int right[] = {-1, 0, 0, 1}, up[] = {0, -1, 1, 0};
    const struct viewport *window = &app->picture.viewport;
    double width = cell_width(window), height = cell_height(window);

    direction = over_map(app, direction);
    app->place_known = false;
    if (right[direction])
        app->place[0] = moved(app->place[0], width * (double)(right[direction] * cells), width,
                              window->x0, window->x1);
    if (up[direction] && session_scenario(&app->session)->n > 1)
        app->place[1] = moved(app->place[1], height * (double)(up[direction] * cells), height,
                              window->y0, window->y1);
}

/* The point x[n]: within the plane that is shown. */
static void place_point(struct app *app, double *x)
{
    plane_point(picture_plane(&app->picture, &app->session), app->place, x);
}

/* The loss there, which is evaluated once; NULL: that was interrupted. */
static const double *value_at(struct app *app, const double *x)
{
    struct objective *objective = simulation_objective(app->session.simulation);

    if (!app->place_known)
        app->place_value = objective_value(objective, x);
    app->place_known = app->place_known || !objective_interrupted(objective);
    return app->place_known ? &app->place_value : NULL;
}

/* Its value is told in place of the sentence. */
void place_fill(struct app *app, struct composition *shown)
{
    struct scene *scene = &shown->filled.scene;

    place_point(app, shown->x);
    scene->placing = true;
    scene->place[0] = app->place[0];
    scene->place[1] = app->place[1];
    scene->place_value = value_at(app, shown->x);
    scene->warn = false;
    shown->filled.sentence[0] = '\0';
}

void place_confirm(struct app *app)
{
    double x[PARAMETERS_MAX];

    place_point(app, x);
    app->mode = app->ground;
    app_restart(app, x);
}

void place_at(struct app *app, const double at[2])
{
    const struct viewport *window = &app->picture.viewport;

    place_begin(app);
    app->place[0] = moved(at[0], 0, cell_width(window), window->x0, window->x1);
    if (session_scenario(&app->session)->n > 1)
        app->place[1] = moved(at[1], 0, cell_height(window), window->y0, window->y1);
    place_confirm(app);
}

void place_cancel(struct app *app)
{
    app->mode = app->ground;
}
