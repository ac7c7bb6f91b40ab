#include "app/swarm.h"

#include <stdlib.h>

#include "app/screen.h"
#include "app/state.h"
#include "app/studies.h"
#include "base/error.h"
#include "problem/interrupt.h"
#include "show/swarm.h"

bool swarm_mode_open(struct app *app, long count, enum swarm_sort sort, struct error *error)
{
    bool noisy = simulation_is_noisy(app->session.simulation);
    bool cloud = sort == SWARM_BY_CHANCE ? noisy : sort == SWARM_CLOUD;

    if (cloud && !noisy)
        return error_set(error, "nothing here is by chance, so all would be one: " SETTING(
                                    "noise 0.1") " first");
    if (!app_sees(app, error))
        return false;
    if (!app->swarm)
        app->swarm = calloc(1, sizeof *app->swarm);
    if (!app->swarm)
        return error_memory(error);
    if (count == 0)
        count = app->swarm->count > 0 ? (long)app->swarm->count : SWARM_USUAL;
    session_pause(&app->session);
    app->swarm->running = false;
    if (!swarm_open(app->swarm, (size_t)count, cloud, &app->session, &app->picture, error))
        return false;
    mode_open(app, MODE_SWARM);
    return true;
}

void swarm_mode_forget(struct app *app)
{
    if (app->swarm)
        swarm_release(app->swarm);
    free(app->swarm);
    app->swarm = NULL;
}

void swarm_mode_run(struct app *app)
{
    if (swarm_ended(app->swarm))
        app_say(app, "all have ended: r begins again, R from other places");
    else
        app->swarm->running = !app->swarm->running;
}

void swarm_mode_step(struct app *app, long steps)
{
    struct error error = {0};

    app->swarm->running = false;
    swarm_step(app->swarm, steps);
    studies_hold(app, swarm_advance(app->swarm, &app->session, 0, 0, &error), &error);
}

void swarm_mode_again(struct app *app, bool elsewhere)
{
    struct swarm *swarm = app->swarm;
    struct error error = {0};
    bool done = elsewhere ? swarm_open(swarm, swarm->count, swarm->cloud, &app->session,
                                       &app->picture, &error)
                          : swarm_restart(swarm, &app->session, &error);

    studies_hold(app, done, &error);
}

bool swarm_mode_moving(const struct app *app)
{
    return swarm_moving(app->swarm);
}

bool swarm_mode_advance(struct app *app, double dt)
{
    struct error error = {0};

    if (!swarm_moving(app->swarm))
        return false;
    studies_hold(
        app, swarm_advance(app->swarm, &app->session, dt, view_speed(&app->picture.view), &error),
        &error);
    return true;
}

void swarm_mode_fill(struct app *app, struct composition *shown)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};

    if (studies_hold(app, swarm_follow(app->swarm, &app->session, &app->picture, &error), &error))
        swarm_fill(app->swarm, &shown->filled, &display);
}
