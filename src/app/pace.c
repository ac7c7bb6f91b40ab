#include "app/pace.h"

#include <math.h>

#include "app/state.h"
#include "base/error.h"
#include "problem/interrupt.h"

/* What a slice may cost, seconds as session_cost reckons: at first, and within these bounds as much
 * as makes ticks as long as they should be. */
static const double first = 0.01, least = 0.001, most = 1, tick = 0.04;

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

    if (work->advance(work->study, (long)fmax(evaluations, 1), &error))
        return true;
    app_warn(app, "%s", error.message);
    return false;
}

void pace_slice(struct app *app, double dt, const struct pace_work *work)
{
    adapt(app, dt);
    double piece = fmax(app->pace / PACE_PIECES, session_cost(&app->session));
    for (double spent = 0; spent < app->pace; spent += piece)
        if (interrupt_stops(app->session.interrupt, INTERRUPT_STRIDE) || !pace_piece(app, work))
            return;
}
