#include "app/actions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "app/place.h"
#include "app/state.h"
#include "base/error.h"
#include "base/number.h"
#include "engine/optimizer.h"
#include "engine/schedule.h"

static const struct scenario *scenario_of(const struct app *app)
{
    return session_scenario(&app->session);
}

/* Running. */

static void say_verdict_on_nothing(struct app *app)
{
    if (simulation_now(app->session.simulation)->step == 0)
        app_warn(app, "no step leads on from here: choose another start with i or R");
    else
        app_warn(app, "diverged: no step leads on from here; go back or restart with a lower rate");
}

static void run_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    if (session_moving(&app->session))
        session_pause(&app->session);
    else if (!session_resume(&app->session))
        say_verdict_on_nothing(app);
}

static void step_action(struct app *app, int argument, long count)
{
    if (argument > 0 && session_diverged(&app->session))
        say_verdict_on_nothing(app);
    else if (argument < 0 && simulation_now(app->session.simulation)->step == 0)
        app_say(app, "this is the start");
    session_step(&app->session, argument * count);
}

static void speed_action(struct app *app, int argument, long count)
{
    session_speed_change(&app->session, (int)(argument * fmin((double)count, 100)));
    app_say(app, "%ld steps a second", session_speed(&app->session));
}

static void restart_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app_restart(app, NULL);
}

static void random_action(struct app *app, int argument, long count)
{
    const struct viewport *window = &app->picture.viewport;
    double x[FORMULA_MAX_PARAMETERS];
    int n = scenario_of(app)->n;

    (void)argument, (void)count;
    for (int i = 0; i < n; i++) {
        double from = i == 1 ? window->y0 : window->x0;
        double size = i == 1 ? window->y1 - window->y0 : window->x1 - window->x0;

        x[i] = picture_round(from + size * rng_uniform(&app->session.random), size / 1000);
    }
    app_restart(app, x);
}

/* The optimizer. */

/* The logarithm of the rate in tenths; whole where it is nearly that, so that ten keys up and ten
 * down come back to the same number. */
static double rate_tenths(const struct app *app)
{
    double tenths = 10 * log10(scenario_rate(scenario_of(app)));

    return fabs(tenths - round(tenths)) < 1e-3 ? round(tenths) : tenths;
}

static void rate_action(struct app *app, int argument, long count)
{
    char text[NUMBER_SIZE];

    if (app_lacks_rate(app))
        return;

    double tenths = rate_tenths(app) + argument * fmin((double)count, 1000);

    app_choose(app, "lr", number_short(text, pow(10, tenths / 10), 5));
}

static bool uses(const struct app *app, const char *optimizer)
{
    const struct optimizer *row = scenario_of(app)->optimizer;

    return row && strcmp(row->name, optimizer) == 0;
}

static void momentum_action(struct app *app, int argument, long count)
{
    bool on = uses(app, "momentum") || uses(app, "nesterov");

    (void)argument, (void)count;
    app_choose(app, "optimizer", on ? "gd" : "momentum");
}

static void nesterov_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app_choose(app, "optimizer", uses(app, "nesterov") ? "momentum" : "nesterov");
}

static const double betas[] = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999};

enum { BETA_COUNT = sizeof betas / sizeof *betas };

/* The row of the table after (or before) beta. */
static double next_beta(double beta, int by)
{
    const double near = 1e-9;

    if (by > 0) {
        for (int i = 0; i < BETA_COUNT; i++)
            if (betas[i] > beta + near)
                return betas[i];
        return fmax(beta, betas[BETA_COUNT - 1]);
    }
    for (int i = BETA_COUNT - 1; i >= 0; i--)
        if (betas[i] < beta - near)
            return betas[i];
    return betas[0];
}

/* Plain descent has no momentum: raising it there switches it on. */
static const char *momentum_to_change(struct app *app, int by)
{
    if (by > 0 && uses(app, "gd") && !app_choose(app, "optimizer", "momentum"))
        return NULL;
    return session_momentum(&app->session);
}

static void beta_action(struct app *app, int argument, long count)
{
    bool was_off = uses(app, "gd");
    const char *name = momentum_to_change(app, argument);
    char value[64], number[NUMBER_SIZE];
    bool found;

    if (!name) {
        app_warn(app, "this optimizer has no momentum to change; m is gradient descent with it");
        return;
    }
    double beta = was_off ? 0 : simulation_hyper(app->session.simulation, name, &found);
    for (long i = 0; i < count && i < BETA_COUNT; i++)
        beta = next_beta(beta, argument);
    snprintf(value, sizeof value, "%s=%s", name, number_short(number, beta, 4));
    app_choose(app, "set", value);
}

/* Goes on to the next one that the other settings allow: with noise or clipping no method. */
static void optimizer_action(struct app *app, int argument, long count)
{
    const struct optimizer *row = scenario_of(app)->optimizer;
    bool chosen = false;

    (void)count;
    for (size_t i = 0; i < optimizers.count && !chosen; i++) {
        row = row ? table_walk(&optimizers, row, argument) : table_row(&optimizers, 0);
        chosen = app_choose(app, "optimizer", row->name);
    }
}

/* The example of the row: its lengths fit a run that is watched. */
static void schedule_action(struct app *app, int argument, long count)
{
    const struct schedule_kind *row = scenario_of(app)->schedule.kind;

    (void)count;
    if (app_lacks_rate(app))
        return;
    row = table_walk(&schedules, row, argument);
    app_choose(app, "schedule", row->example);
}

/* The surface. */

static void surface_action(struct app *app, int argument, long count)
{
    const struct scenario *scenario = scenario_of(app);
    const struct surface *row = scenario->function ? NULL : scenario->surface;

    (void)count;
    row = row ? table_walk(&surfaces, row, argument) : table_row(&surfaces, 0);
    app_choose(app, "surface", row->name);
}

static void place_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    place_begin(app);
}

static void move_action(struct app *app, int argument, long count)
{
    place_move(app, (enum direction)argument, count);
}

static void stride_action(struct app *app, int argument, long count)
{
    place_move(app, (enum direction)argument, 5 * count);
}

static void confirm_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    place_confirm(app);
}

static void cancel_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app->mode = APP_WATCHING;
}

/* The view. */

static void pan_action(struct app *app, int argument, long count)
{
    static const double right[] = {-0.1, 0, 0, 0.1}, up[] = {0, -0.1, 0.1, 0};
    double times = fmin((double)count, 100);

    viewport_pan(&app->picture.viewport, right[argument] * times, up[argument] * times);
    app_say_window(app);
}

static void zoom_action(struct app *app, int argument, long count)
{
    picture_zoom(&app->picture, 0.5 * argument * fmin((double)count, 100),
                 simulation_now(app->session.simulation)->x, scenario_of(app)->n);
    app_say_window(app);
}

static void fit_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    picture_fit(&app->picture, simulation_trajectory(app->session.simulation));
    app_say_window(app);
}

static void colormap_action(struct app *app, int argument, long count)
{
    (void)count;
    app->picture.colormap = table_walk(&colormaps, app->picture.colormap, argument);
    app_say(app, "colormap %s", app->picture.colormap->name);
}

static void contours_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app->picture.contours = !app->picture.contours;
    app_say(app, "contour lines %s", app->picture.contours ? "on" : "off");
}

static void scale_action(struct app *app, int argument, long count)
{
    (void)count;
    app->picture.scale = table_walk(&scales, app->picture.scale, argument);
    app_say(app, "scale %s: %s", app->picture.scale->name, app->picture.scale->meaning);
}

static void sparkline_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app->picture.log_loss = !app->picture.log_loss;
    app_say(app, "the loss is drawn %s",
            app->picture.log_loss ? "by its logarithm" : "as it is");
}

/* The next of map, fit, both that there is room for. */
static void show_fit_action(struct app *app, int argument, long count)
{
    enum show show = app->picture.shown;
    struct error error = {0};

    (void)argument, (void)count;
    do {
        show = show == SHOW_BOTH ? SHOW_MAP : (enum show)(show + 1);
        if (!app_show(app, show, &error)) {
            app_warn(app, "%s", error.message);
            return;
        }
    } while (app->picture.shown != show);
}

/* The program. */

static void prompt_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    prompt_open(&app->prompt, "");
    app->mode = APP_TYPING;
}

static void export_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    prompt_open(&app->prompt, "export ");
    app->mode = APP_TYPING;
}

static void help_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    keys_help(&app->sheet);
    app->mode = APP_READING;
}

static void redraw_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app->redraw = true;
}

static void quit_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    app->done = true;
}

static const struct action rows[] = {
    {"run", GROUP_RUN, "run or pause; past the end of an ended run too", "run", false, run_action},
    {"step", GROUP_RUN, "one step", "step", true, step_action},
    {"back", GROUP_RUN, "one step back; what is changed there branches", "back", true,
     step_action},
    {"speed", GROUP_RUN, "run slower or faster", "speed", true, speed_action},
    {"restart", GROUP_RUN, "restart; the old path stays, dimmed", "restart", false,
     restart_action},
    {"random", GROUP_RUN, "restart from a random place in the window", NULL, false,
     random_action},
    {"place", GROUP_RUN, "place the start", "start", false, place_action},

    {"rate", GROUP_OPTIMIZER, "learning rate, ten keys to a factor of ten", "rate",
     true, rate_action},
    {"momentum", GROUP_OPTIMIZER, "momentum on or off", "momentum", false, momentum_action},
    {"nesterov", GROUP_OPTIMIZER, "Nesterov's momentum on or off", NULL, false,
     nesterov_action},
    {"beta", GROUP_OPTIMIZER, "less or more momentum: 0, 0.5, 0.8, 0.9 ...", NULL,
     true, beta_action},
    {"optimizer", GROUP_OPTIMIZER, "next or previous optimizer", "optimizer", false,
     optimizer_action},
    {"schedule", GROUP_OPTIMIZER, "next or previous schedule of the rate", "schedule", false,
     schedule_action},

    {"surface", GROUP_SURFACE, "next or previous surface", "surface", false, surface_action},

    {"pan", GROUP_VIEW, "move the window", NULL, true, pan_action},
    {"zoom", GROUP_VIEW, "zoom in or out, about the present point", "zoom",
     true, zoom_action},
    {"fit", GROUP_VIEW, "the whole surface, and the whole path", "fit", false, fit_action},
    {"colormap", GROUP_VIEW, "next or previous colormap", NULL, false, colormap_action},
    {"contours", GROUP_VIEW, "contour lines on or off", NULL, false, contours_action},
    {"scale", GROUP_VIEW, "values to bands: mixed, log, rank, linear", NULL, false,
     scale_action},
    {"sparkline", GROUP_VIEW, "the loss by its logarithm, or as it is", NULL, false,
     sparkline_action},
    {"show-fit", GROUP_VIEW, "the map, the fit of the data, or both", NULL, false,
     show_fit_action},

    {"command", GROUP_PROGRAM, "type a command", "command", false, prompt_action},
    {"export", GROUP_PROGRAM, "write the screen or the trace to a file", "export", false,
     export_action},
    {"help", GROUP_PROGRAM, "this help", "help", false, help_action},
    {"redraw", GROUP_PROGRAM, "paint the screen anew", NULL, false, redraw_action},
    {"quit", GROUP_PROGRAM, "close what is open, else quit", "quit", false, quit_action},

    {"move", GROUP_PLACING, "move by a cell", "move", true, move_action},
    {"stride", GROUP_PLACING, "move by five", "far", true, stride_action},
    {"confirm", GROUP_PLACING, "start here", "start here", false, confirm_action},
    {"cancel", GROUP_PLACING, "leave the start as it was", "cancel", false, cancel_action},
};

const struct table actions = TABLE("action", rows);

const char *action_group_title(enum action_group group)
{
    static const char *const titles[GROUP_COUNT] = {
        [GROUP_RUN] = "The run",
        [GROUP_OPTIMIZER] = "The optimizer",
        [GROUP_SURFACE] = "The surface",
        [GROUP_VIEW] = "The view",
        [GROUP_PROGRAM] = "The program",
        [GROUP_PLACING] = "While the start is placed",
    };
    return titles[group];
}
