#include "app/lrfind.h"

#include <math.h>

#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"
#include "base/number.h"
#include "show/rate_chart.h"

/* Rates that are tried in a second, and at most at once. */
static const double speed = 50;
enum { AT_ONCE = 25 };

/* About so many seconds of work at once. */
static const double slice = 0.02;

bool lrfind_open(struct app *app, struct error *error)
{
    struct lrfind *lrfind = &app->lrfind;
    const struct simulation *simulation = app->session.simulation;
    const struct sample *now = simulation_now(simulation);
    struct scenario scenario;

    lrfind_release(lrfind);
    if (!scenario_copy(&scenario, session_scenario(&app->session)))
        return error_memory(error);
    if (simulation_ended(simulation) < 0)
        scenario_begin_at(&scenario, now->x);
    bool begun = rate_finder_begin(&lrfind->finder, &scenario, NULL, RATE_FINDER_STEPS, error);
    scenario_release(&scenario);
    if (!begun) {
        lrfind_release(lrfind);
        return false;
    }
    lrfind->finder.after = simulation_ended(simulation) < 0 ? now->step : 0;
    session_pause(&app->session);
    mode_open(app, MODE_LRFIND);
    return true;
}

void lrfind_release(struct lrfind *lrfind)
{
    rate_finder_release(&lrfind->finder);
    lrfind->taken = NAN;
    lrfind->due = 0;
}

static double taken(const struct lrfind *lrfind)
{
    return isnan(lrfind->taken) ? lrfind->finder.curve.suggestion : lrfind->taken;
}

/* Of three digits, as the key + gives them. */
void lrfind_move(struct app *app, long tenths)
{
    const struct rate_finder *finder = &app->lrfind.finder;
    double from = taken(&app->lrfind), rate = from * pow(10, (double)tenths / 10);

    if (!isfinite(from))
        return;
    rate = fmin(finder->to, fmax(finder->from, rate));
    app->lrfind.taken = number_rounded(rate, 3);
}

void lrfind_take(struct app *app)
{
    double rate = taken(&app->lrfind);
    long after = app->lrfind.finder.after;
    bool suggested = rate == app->lrfind.finder.curve.suggestion;
    char text[NUMBER_SIZE];

    lrfind_close(app);
    if (!isfinite(rate)) {
        app_warn(app, "there is no rate to take: the loss fell at none of them");
        return;
    }
    if (!app_choose(app, "lr", number_short(text, rate, 3)))
        return;
    if (after == 0 && simulation_now(app->session.simulation)->step > 0)
        app_restart(app, NULL);
    app_say(app, "rate %s%s%s: space runs, u takes it back", text, after > 0 ? " from here on" : "",
            suggested ? ", as the rate finder suggests" : "");
}

void lrfind_close(struct app *app)
{
    app->mode = app->ground;
}

bool lrfind_moving(const struct app *app)
{
    return !rate_finder_done(&app->lrfind.finder);
}

bool lrfind_advance(struct app *app, double dt)
{
    struct lrfind *lrfind = &app->lrfind;
    struct error error;
    size_t before = lrfind->finder.curve.count;

    if (!lrfind_moving(app))
        return false;
    double most = fmax(1, fmin(AT_ONCE, slice / session_cost(&app->session)));
    lrfind->due = fmin(lrfind->due + dt * speed, most);
    long steps = (long)lrfind->due;
    lrfind->due -= (double)steps;
    if (rate_finder_advance(&lrfind->finder, steps, &error))
        return lrfind->finder.curve.count != before || !lrfind_moving(app);
    lrfind_close(app);
    app_warn(app, "%s", error.message);
    return true;
}

void lrfind_fill(struct app *app, struct composition *shown)
{
    rate_chart_fill(&shown->filled, &app->lrfind.finder, taken(&app->lrfind));
}
