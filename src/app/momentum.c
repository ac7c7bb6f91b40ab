#include "app/momentum.h"

#include <stdio.h>

#include "app/state.h"
#include "base/error.h"
#include "base/number.h"
#include "base/pairs.h"
#include "method/optimizer.h"
#include "run/scenario.h"

static const struct optimizer *named(const char *name)
{
    return table_find(&optimizers, name);
}

static const struct optimizer *in_force(const struct app *app)
{
    return session_scenario(&app->session)->optimizer;
}

/* Is it momentum, of either kind? */
static bool is_momentum(const struct optimizer *optimizer)
{
    return optimizer && optimizer->best_beta;
}

/* Has it hyperparameters, or may it have? */
static bool has_numbers(const struct optimizer *optimizer)
{
    return !optimizer || optimizer_hypers(optimizer) > 0;
}

/* --- what was there before --- */

static void switch_release(struct momentum_switch *made)
{
    buffer_release(&made->value);
    buffer_release(&made->set);
    *made = (struct momentum_switch){0};
}

void momentum_release(struct momentum_switches *switches)
{
    switch_release(&switches->momentum);
    switch_release(&switches->nesterov);
}

static void add_setting(const struct app *app, const char *key, struct buffer *out)
{
    scenario_get(session_scenario(&app->session), table_find(&scenario_keys, key), out);
}

double momentum_beta(struct app *app)
{
    bool found;
    double beta = simulation_hyper(app->session.simulation, "beta", &found);

    return is_momentum(in_force(app)) && found ? beta : session_beta(&app->session);
}

/* Notes the optimizer in force, before it gives way. */
static void note(struct momentum_switch *made, const struct app *app)
{
    const struct optimizer *old = in_force(app);

    switch_release(made);
    made->key = old ? "optimizer" : "rule";
    if (old)
        buffer_text(&made->value, old->name);
    else
        add_setting(app, made->key, &made->value);
    add_setting(app, "set", &made->set);
}

/* --- what is said --- */

/* Warns where the next step would lie beyond the limit: "unstable with nesterov: ...". */
static bool warn_of(struct app *app, const struct optimizer *optimizer)
{
    const struct stability *stability = session_stability(&app->session);
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE];

    if (!stability || stability_kind(stability) != STABILITY_UNSTABLE)
        return false;
    app_alarm(app, "unstable %s %s: %s %s of %s", is_momentum(optimizer) ? "with" : "without",
              is_momentum(optimizer) ? optimizer->name : "momentum",
              app->display.blocks ? "rate·λ" : "rate*L", number_short(rate, stability->rate, 3),
              number_short(limit, stability->limit, 3));
    return true;
}

/* "momentum, β 0.5; the rate stays 0.1" */
static void say(struct app *app, const struct optimizer *optimizer, bool stays)
{
    const char *name = optimizer == named("gd")
                           ? "momentum off"
                           : scenario_optimizer_name(session_scenario(&app->session));
    char rate[NUMBER_SIZE], beta[NUMBER_SIZE];
    bool found;
    double value = simulation_hyper(app->session.simulation, "beta", &found);
    const char *verb = stays ? "stays" : "is";

    number_short(rate, simulation_next_rate(app->session.simulation), 5);
    if (!simulation_has_rate(app->session.simulation))
        app_say(app, "%s", name);
    else if (found)
        app_say(app, "%s, %s %s; the rate %s %s", name, app->display.blocks ? "β" : "beta",
                number_short(beta, value, 4), verb, rate);
    else
        app_say(app, "%s; the rate %s %s", name, verb, rate);
}

/* --- the switches --- */

/* Puts the setting in force and what was set with it, nothing else; momentum begins with the last
 * beta. */
static bool apply(struct app *app, const struct optimizer *to, const char *key, const char *value,
                  const char *set)
{
    bool begins = is_momentum(to) && !is_momentum(in_force(app));
    struct buffer beta = {0};
    struct error error = {0};

    if (begins)
        pairs_append(&beta, true, "beta", session_beta(&app->session));
    const struct setting settings[] = {
        {key, value}, {"set", begins ? buffer_string(&beta) : "none"}, {"set", set}};
    size_t count = is_momentum(to) ? 1 + begins : *set ? 3 : 1 + has_numbers(to);
    session_carry_rate(&app->session, to);
    bool done = app_set(app, settings, count, &error);
    if (!done)
        app_warn(app, "%s", error.message);
    buffer_release(&beta);
    return done;
}

/* Goes to `other`, or back from what the key has switched to last. */
static void toggle(struct app *app, struct momentum_switch *made, const struct optimizer *other)
{
    struct momentum_switch next = {0};
    bool back = made->to && made->to == in_force(app);
    const struct optimizer *to = back ? named(buffer_string(&made->value)) : other;
    double rate = scenario_rate(session_scenario(&app->session));

    note(&next, app);
    bool done =
        back ? apply(app, to, made->key, buffer_string(&made->value), buffer_string(&made->set))
             : apply(app, to, "optimizer", to->name, "");
    if (!done) {
        switch_release(&next);
        return;
    }
    next.to = to;
    switch_release(made);
    *made = next;
    if (!warn_of(app, to))
        say(app, to, scenario_rate(session_scenario(&app->session)) == rate);
}

void momentum_toggle(struct app *app)
{
    toggle(app, &app->switches.momentum, named(is_momentum(in_force(app)) ? "gd" : "momentum"));
}

void momentum_toggle_nesterov(struct app *app)
{
    const struct optimizer *nesterov = named("nesterov");

    toggle(app, &app->switches.nesterov, in_force(app) == nesterov ? named("momentum") : nesterov);
}

/* --- more and less of it --- */

static const double betas[] = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999};

enum { BETA_COUNT = sizeof betas / sizeof *betas };

/* Plain descent has no momentum: raising it there switches it on. */
static const char *momentum_to_change(struct app *app, int by)
{
    if (by > 0 && in_force(app) == named("gd")) {
        session_carry_rate(&app->session, named("momentum"));
        if (!app_choose(app, "optimizer", "momentum"))
            return NULL;
    }
    return session_momentum(&app->session);
}

void momentum_change(struct app *app, int by, long count)
{
    bool was_off = in_force(app) == named("gd");
    const char *name = momentum_to_change(app, by);
    char value[64], number[NUMBER_SIZE];
    bool found;

    if (!name) {
        app_warn(app, "%s has no momentum to change: m switches to descent with momentum",
                 scenario_optimizer_name(session_scenario(&app->session)));
        return;
    }
    double beta = was_off ? 0 : simulation_hyper(app->session.simulation, name, &found);
    for (long i = 0; i < count && i < BETA_COUNT; i++)
        beta = number_next(betas, BETA_COUNT, beta, by);
    snprintf(value, sizeof value, "%s=%s", name, number_short(number, beta, 4));
    app_choose(app, "set", value);
}
