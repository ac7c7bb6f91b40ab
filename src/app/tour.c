#include "app/tour.h"

#include <stdio.h>

#include "app/read.h"
#include "app/state.h"
#include "app/type.h"
#include "base/error.h"
#include "show/demos.h"
#include "show/saved.h"

/* Seconds: to read what is on the screen; to think, for somebody who has pressed a key; for the
 * longest run. */
static const double reading = 8, thinking = 60, running = 120;

void tour_begin(struct app *app, const struct demo *demo, bool loops)
{
    app->tour = (struct tour){.demo = demo, .loops = loops};
}

bool tour_open(struct app *app, const struct demo *demo, struct error *error)
{
    const struct view view = app_base_view(app);
    struct saved saved;
    bool done = demo_load(demo, &saved, &view, error) && app_open(app, &saved, error);

    saved_release(&saved);
    if (done)
        tour_begin(app, demo, app->tour.loops);
    return done;
}

void tour_turn(struct app *app, int by)
{
    struct error error = {0};

    if (!app->tour.demo)
        app_say(app, "no demo is open: :demo lists them");
    else if (!tour_open(app, table_walk(&demos, app->tour.demo, by), &error))
        app_warn(app, "%s", error.message);
}

void tour_list(struct app *app)
{
    pager_begin(&app->pager, "Demos: :demo and a name or number, then PgDn and PgUp");
    for (size_t i = 0; i < demos.count; i++) {
        const struct demo *demo = table_row(&demos, i);
        char left[32];

        snprintf(left, sizeof left, "%zu %s", i + 1, demo->name);
        pager_line(&app->pager, left, demo->shows);
    }
    read_open(app);
}

void tour_touch(struct app *app)
{
    app->tour.touched = true;
    app->tour.idle = 0;
}

/* Whatever is open is closed, and the screen is another one, as after a key. */
static void go_on(struct app *app)
{
    app->stale = true;
    if (app->mode == MODE_TYPE)
        type_close(app);
    app->mode = app->ground = MODE_WATCH;
    tour_turn(app, 1);
}

static bool is_moving(const struct app *app)
{
    return app->picture.walk ? app->blind.playing : session_moving(&app->session);
}

static bool was_moved(const struct app *app)
{
    return app->picture.walk ? app->blind.descent.walk.path.last > 0
                             : simulation_now(app->session.simulation)->step > 0;
}

/* Returns false where nothing would move. */
static bool begin(struct app *app)
{
    if (!app->picture.walk)
        return session_resume(&app->session);
    blind_run(app);
    return app->blind.playing;
}

bool tour_advance(struct app *app, double dt)
{
    struct tour *tour = &app->tour;
    bool moving = is_moving(app);
    double limit = moving ? running : tour->touched ? thinking : reading;

    if (!tour->loops)
        return false;
    tour->idle = moving != tour->moved && !tour->touched ? 0 : tour->idle + dt;
    tour->moved = moving;
    if (tour->idle < limit)
        return false;
    tour->idle = 0;
    if (moving || tour->touched || was_moved(app) || !begin(app))
        go_on(app);
    return true;
}
