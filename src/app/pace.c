#include "app/pace.h"

#include <math.h>

#include "app/state.h"
#include "base/error.h"
#include "problem/interrupt.h"

/* What a slice may cost, seconds as session_cost reckons: at first, and within these bounds as much as makes ticks
 * as long as they should be. */
static const double first = 0.01, least = 0.001, most = 1, tick = 0.04;

static const double least_evaluations = 64;

/* Longer ticks than they should be have less work, shorter ones more. */
static void adapt(struct app *app, double dt)
{
    double pace = app->pace > 0 ? app->pace : first;

    app->pace = fmin(fmax(pace * (dt > tick ? 0.7 : 1.1), least), most);
}

bool pace_piece(struct app *app, const struct pace_work *work)
{
    double pace = app->pace > 0 ? app->pace : first;
    double evaluations = pace / PACE_PIECES / session_cost(&app->session);
    struct error error = {0};

    if (work->advance(work->study, (long)fmax(evaluations, least_evaluations), &error))
        return true;
    app_warn(app, "%s", error.message);
    return false;
}

bool pace_slice(struct app *app, double dt, const struct pace_work *work)
{
    struct interrupt *interrupt = app->session.interrupt;
    bool done = true;

    adapt(app, dt);
    interrupt_begin(interrupt);
    for (int i = 0; i < PACE_PIECES && done && !interrupt_stops(interrupt, INTERRUPT_STRIDE); i++)
        done = pace_piece(app, work);
    interrupt_end(interrupt);
    return done;
}
