#include "app/actions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/basins.h"
#include "app/explain.h"
#include "app/keys.h"
#include "app/momentum.h"
#include "app/place.h"
#include "app/race.h"
#include "app/read.h"
#include "app/say.h"
#include "app/state.h"
#include "app/studies.h"
#include "app/swarm.h"
#include "app/sweep.h"
#include "app/type.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "cells/colormap.h"
#include "insight/verdict.h"
#include "method/optimizer.h"
#include "method/schedule.h"
#include "problem/model.h"
#include "problem/objective.h"

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
        app_alarm(app,
                  "diverged: no step leads on from here; go back or restart with a lower rate");
}

/* Has the run ended, and this is the first key to go on with it? */
static bool stops_at_end(struct app *app)
{
    bool told = app->told_end == app->session.run + 1;

    if (!session_ended(&app->session) || session_diverged(&app->session) || told)
        return false;
    app->told_end = app->session.run + 1;
    return true;
}

static void say_end(struct app *app)
{
    const struct verdict *verdict = session_verdict(&app->session);

    app_say(app, "ended%s%s: space again goes on, r restarts", verdict ? ", " : "",
            verdict ? ending_name(verdict->ending) : "");
}

static void run_action(struct app *app, int argument, long count)
{
    const struct player *player = mode_of(app)->player;

    (void)argument, (void)count;
    if (player)
        player->run(app);
    else if (session_moving(&app->session))
        session_pause(&app->session);
    else if (stops_at_end(app))
        say_end(app);
    else if (!session_resume(&app->session))
        say_verdict_on_nothing(app);
}

static void step_action(struct app *app, int argument, long count)
{
    const struct player *player = mode_of(app)->player;

    if (player) {
        player->step(app, argument * count);
        return;
    }
    if (argument > 0 && session_diverged(&app->session))
        say_verdict_on_nothing(app);
    else if (argument < 0 && simulation_now(app->session.simulation)->step == 0)
        app_say(app, "this is the start");
    if (!session_step(&app->session, argument * count))
        app_warn(app, "out of memory: there is no way back");
}

static const double speeds[] = {1, 2, 5, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000};

enum { SPEED_COUNT = sizeof speeds / sizeof *speeds };

static void speed_action(struct app *app, int argument, long count)
{
    double speed = (double)view_speed(&app->picture.view);
    char value[NUMBER_SIZE];

    for (long i = 0; i < count && i < SPEED_COUNT; i++)
        speed = number_next(speeds, SPEED_COUNT, speed, argument);
    snprintf(value, sizeof value, "%.0f", speed);
    app_choose(app, table_name(&view_settings, VIEW_SPEED), value);
}

static void undo_action(struct app *app, int argument, long count)
{
    for (long i = 0; i < count && app_undo(app, argument); i++)
        ;
}

/* A number that is short to write. */
static double random_between(struct app *app, double from, double to)
{
    double v = from + (to - from) * rng_uniform(&app->session.random);

    return picture_round(v, (to - from) / 1000);
}

void actions_random_place(struct app *app, double *x)
{
    const struct viewport *window = &app->picture.viewport;
    const struct plane *plane = picture_plane(&app->picture, &app->session);
    double at[2] = {0};

    at[0] = random_between(app, window->x0, window->x1);
    if (plane->n > 1)
        at[1] = random_between(app, window->y0, window->y1);
    plane_point(plane, at, x);
}

/* All that is played begins again, at the same places or at others. */
static void begin_again(struct app *app, bool elsewhere)
{
    const struct player *player = mode_of(app)->player;
    double x[PARAMETERS_MAX];

    if (player) {
        player->again(app, elsewhere);
        return;
    }
    if (elsewhere)
        actions_random_place(app, x);
    app_restart(app, elsewhere ? x : NULL);
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

    if (say_no_rate(app))
        return;

    double tenths = rate_tenths(app) + argument * fmin((double)count, 1000);

    app_choose(app, "lr", number_short(text, pow(10, tenths / 10), 5));
}

static void beta_action(struct app *app, int argument, long count)
{
    momentum_change(app, argument, count);
}

/* Can it be put in force beside the other settings, and another model learn from the data? */
static bool is_allowed(const struct app *app, const char *key, const char *value)
{
    const struct setting setting = {key, value};
    struct scenario tried;
    struct error error = {0};

    if (!session_try(&app->session, &setting, 1, &tried, &error))
        return false;

    bool learns = scenario_learns(&tried) && tried.model != scenario_of(app)->model;
    struct objective *objective = learns ? scenario_objective(&tried, &error) : NULL;

    objective_free(objective);
    scenario_release(&tried);
    return objective || !learns;
}

/* Chooses the row `count` places on that the other settings allow; row: the present one, or
 * NULL. */
static void choose_next(struct app *app, const char *key, const struct table *table,
                        const void *row, int by, long count)
{
    for (long left = (count - 1) % (long)table->count; left >= 0; left--) {
        size_t tried = 0;

        do
            row = row ? table_walk(table, row, by) : table_row(table, 0);
        while (++tried < table->count && !is_allowed(app, key, *(const char *const *)row));
    }
    app_choose(app, key, *(const char *const *)row);
}

/* With noise or clipping no method is allowed. */
static void optimizer_action(struct app *app, int argument, long count)
{
    choose_next(app, "optimizer", &optimizers, scenario_of(app)->optimizer, argument, count);
}

/* The example of the row: its lengths fit a run that is watched. */
static void schedule_action(struct app *app, int argument, long count)
{
    const struct schedule_kind *row = scenario_of(app)->schedule.kind;

    if (say_no_rate(app))
        return;
    for (long i = 0; i < count % (long)schedules.count; i++)
        row = table_walk(&schedules, row, argument);
    app_choose(app, "schedule", row->example);
}

static const double batches[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

enum { BATCH_COUNT = sizeof batches / sizeof *batches };

/* The size of the table after `batch`, or before it; 0, which is all rows, is the largest. */
static long next_batch(long batch, long rows, int by)
{
    long size = batch > 0 && batch < rows ? batch : rows;
    long next = (long)number_next(batches, BATCH_COUNT, (double)size, by);

    return by > 0 && (next <= size || next >= rows) ? 0 : next;
}

static void batch_action(struct app *app, int argument, long count)
{
    char value[24];
    long rows = (long)objective_rows(simulation_objective(app->session.simulation));
    long batch = scenario_of(app)->batch;

    if (rows == 0) {
        app_warn(app, "there is no data, so there are no batches: :data FILE reads some");
        return;
    }
    for (long i = 0; i < count && i < BATCH_COUNT; i++)
        batch = next_batch(batch, rows, argument);
    snprintf(value, sizeof value, "%ld", batch);
    app_choose(app, "batch", value);
}

/* The surface. */

/* With data, its models take the place of the surfaces: those whose columns it has. */
static void surface_action(struct app *app, int argument, long count)
{
    const struct scenario *scenario = scenario_of(app);

    if (scenario_learns(scenario))
        choose_next(app, "model", &models, scenario->model, argument, count);
    else
        choose_next(app, "surface", &surfaces, scenario->surface, argument, count);
}

static void move_action(struct app *app, int argument, long count)
{
    place_move(app, (enum direction)argument, count);
}

/* The view. */

/* The number of a pair of parameters in the order 0,1 0,2 ... 1,2 ...; either may come first. The
 * principal directions come after the last pair. */
static int number_of_axes(const struct app *app)
{
    const struct axes axes = view_axes(&app->picture.view, scenario_of(app));
    int n = scenario_of(app)->n;
    int first = axes.of[0] < axes.of[1] ? axes.of[0] : axes.of[1];
    int second = axes.of[0] < axes.of[1] ? axes.of[1] : axes.of[0];

    if (axes.kind == PLANE_PRINCIPAL)
        return n * (n - 1) / 2;
    return first * (2 * n - first - 1) / 2 + second - first - 1;
}

/* Appends what `axes` is set to for that number. */
static void append_axes(const struct scenario *scenario, int number, struct buffer *out)
{
    int n = scenario->n, first = 0;

    if (number == n * (n - 1) / 2) {
        buffer_text(out, "pca");
        return;
    }
    for (int pairs = n - 1; number >= pairs; number -= pairs--)
        first++;
    buffer_format(out, "%s,%s", scenario->parameter[first],
                  scenario->parameter[first + 1 + number]);
}

static void axes_action(struct app *app, int argument, long count)
{
    const struct scenario *scenario = scenario_of(app);
    int n = scenario->n, choices = n * (n - 1) / 2 + 1;
    struct buffer axes = {0};

    if (n <= 2) {
        app_warn(app, "with %s there are no other axes",
                 n == 1 ? "one parameter" : "two parameters");
        return;
    }
    int on = argument * (int)(count % choices);
    append_axes(scenario, (number_of_axes(app) + on + choices) % choices, &axes);
    app_choose(app, "axes", buffer_string(&axes));
    buffer_release(&axes);
}

/* Goes round the relief and up, ten keys a hundred degrees round and fifty up. */
static void turn_eye(struct app *app, double round, double up)
{
    struct eye eye = view_eye(&app->picture.view);
    double tilt = fmin(fmax(eye.tilt + 50 * up, EYE_LOWEST), EYE_HIGHEST);
    char value[64];

    snprintf(value, sizeof value, "%.0f,%.0f", eye.turn + 100 * round, tilt);
    app_choose(app, table_name(&view_settings, VIEW_EYE), value);
}

void actions_move(struct app *app, double right, double up)
{
    if (picture_shown(&app->picture) == SHOW_RELIEF) {
        turn_eye(app, right, up);
        return;
    }
    picture_pan(&app->picture, right, up);
    say_window(app);
}

static void pan_action(struct app *app, int argument, long count)
{
    static const double right[] = {-0.1, 0, 0, 0.1}, up[] = {0, -0.1, 0.1, 0};
    double times = fmin((double)count, 100);

    actions_move(app, right[argument] * times, up[argument] * times);
}

static void demo_action(struct app *app, int argument, long count)
{
    (void)count;
    tour_turn(app, argument);
}

static void zoom_action(struct app *app, int argument, long count)
{
    double halvings = 0.5 * argument * fmin((double)count, 100);

    if (app->mode == MODE_SWEEP)
        sweep_look(app, halvings);
    else if (app->mode == MODE_BASINS)
        picture_zoom_at(&app->picture, halvings, app->basins->cross);
    else
        picture_zoom(&app->picture, halvings, &app->session);
    if (app->mode != MODE_SWEEP)
        say_window(app);
}

static void show_all(struct app *app)
{
    if (app->mode == MODE_SWEEP) {
        sweep_look(app, 0);
        return;
    }
    app_choose(app, table_name(&view_settings, VIEW_EYE), "auto");
    picture_frame(&app->picture, &app->session);
    say_window(app);
}

static void colormap_action(struct app *app, int argument, long count)
{
    int by = argument * (int)(count % (long)colormaps.count);

    app_choose(app, table_name(&view_settings, VIEW_COLORMAP),
               view_next(&app->picture.view, VIEW_COLORMAP, by));
}

static void curves_action(struct app *app, int argument, long count)
{
    struct view view = {.curves = picture_next_curves(&app->picture, &app->session, argument)};
    const struct view_setting *row = table_row(&view_settings, VIEW_CURVES);
    struct buffer value = {0};

    (void)count;
    if (!view_get(&view, row, &value))
        buffer_text(&value, "all");
    app_choose(app, row->head.name, buffer_string(&value));
    buffer_release(&value);
}

/* The next of map, relief, fit, both that there is, and room for. */
static void show_action(struct app *app, int argument, long count)
{
    enum show first = picture_shown(&app->picture), show = first;

    (void)argument, (void)count;
    do {
        show = show == SHOW_BOTH ? SHOW_MAP : (enum show)(show + 1);
        app_choose(app, table_name(&view_settings, VIEW_SHOW), table_name(&show_modes, show));
    } while (picture_shown(&app->picture) != show);
    if (show == first)
        app_say(app, "the curve is all there is to see of one parameter");
}

/* Over a map of many runs. */

static void cross_action(struct app *app, int argument, long count)
{
    if (app->mode == MODE_SWEEP)
        sweep_cross(app, (enum direction)argument, count);
    else
        basins_cross(app, (enum direction)argument, count);
}

static void sweep_action(struct app *app, int argument, long count)
{
    struct error error = {0};

    (void)argument, (void)count;
    if (!sweep_begin(app, "", &error))
        app_warn(app, "%s", error.message);
}

static void other_settings_action(struct app *app, int argument, long count)
{
    (void)count;
    sweep_other(app, argument);
}

static void colour_action(struct app *app, int argument, long count)
{
    (void)count;
    sweep_colour(app, argument);
}

/* While a step is explained. */

static void scroll_action(struct app *app, int argument, long count)
{
    explain_scroll(app, argument * count);
}

static void turn_action(struct app *app, int argument, long count)
{
    if (explain_turns(app))
        explain_turn(app);
    else
        show_action(app, argument, count);
}

/* While a command is typed. */

static void complete_action(struct app *app, int argument, long count)
{
    (void)count;
    type_complete(app, argument);
}

static void edit_action(struct app *app, int argument, long count)
{
    (void)count;
    type_edit(app, (enum prompt_edit)argument);
}

/* While a page is read. */

static void page_action(struct app *app, int argument, long count)
{
    (void)count;
    pager_turn(&app->pager, argument, app->rows, app->columns);
}

static void line_action(struct app *app, int argument, long count)
{
    (void)count;
    pager_move(&app->pager, argument, app->rows, app->columns);
}

static void page_ends_action(struct app *app, int argument, long count)
{
    (void)count;
    pager_move(&app->pager, argument * (long)PAGER_ROWS, app->rows, app->columns);
}

static void find_next_action(struct app *app, int argument, long count)
{
    (void)argument, (void)count;
    pager_find(&app->pager, NULL, true, app->rows, app->columns);
}

static void lrfind_action(struct app *app, int argument, long count)
{
    struct error error;

    (void)argument, (void)count;
    if (!lrfind_open(app, &error))
        app_warn(app, "%s", error.message);
}

static void walk_action(struct app *app, int argument, long count)
{
    blind_walk(app, (enum direction)argument, count);
}

static void stretch_action(struct app *app, int argument, long count)
{
    (void)count;
    blind_stretch(app, argument);
}

static void move_rate_action(struct app *app, int argument, long count)
{
    lrfind_move(app, argument * count);
}

static void begin_swarm(struct app *app)
{
    struct error error;

    if (!swarm_mode_open(app, 0, SWARM_BY_CHANCE, &error))
        app_warn(app, "%s", error.message);
}

static void begin_race(struct app *app)
{
    struct error error;

    if (!race_mode_open(app, "", &error))
        app_warn(app, "%s", error.message);
}

static void begin_basins(struct app *app)
{
    struct error error;

    if (!basins_begin(app, &error))
        app_warn(app, "%s", error.message);
}

/* What needs neither its argument nor a count. */

#define PLAIN(name, does)                                                                          \
    static void name##_action(struct app *app, int argument, long count)                           \
    {                                                                                              \
        (void)argument, (void)count;                                                               \
        does;                                                                                      \
    }

PLAIN(restart, begin_again(app, false))
PLAIN(random, begin_again(app, true))
PLAIN(momentum, momentum_toggle(app))
PLAIN(nesterov, momentum_toggle_nesterov(app))
PLAIN(place, place_begin(app))
PLAIN(confirm, place_confirm(app))
PLAIN(cancel, place_cancel(app))
PLAIN(frame, show_all(app))
PLAIN(prompt, type_begin(app, ""))
PLAIN(export, type_begin(app, "export "))
PLAIN(take_rate, lrfind_take(app))
PLAIN(leave_rates, lrfind_close(app))
PLAIN(walk_on, blind_run(app))
PLAIN(stop_walking, blind_leave(app))
PLAIN(studies, studies_open(app))
PLAIN(no_study, (void)app)
PLAIN(basins, begin_basins(app))
PLAIN(swarm, begin_swarm(app))
PLAIN(race, begin_race(app))
PLAIN(there, basins_take(app))
PLAIN(settings, sweep_take(app))
PLAIN(leave, app->mode = app->ground)
PLAIN(explain, explain_open(app))
PLAIN(explained, explain_close(app))
PLAIN(help, read_help(app))
PLAIN(redraw, app->redraw = true)
PLAIN(quit, app->done = true)
PLAIN(enter, type_enter(app))
PLAIN(give_up, type_close(app))
PLAIN(close, read_close(app))
PLAIN(find, type_find(app))
PLAIN(take, read_take(app))
PLAIN(other_page, read_other(app))

static const struct action rows[] = {
    {"run", GROUP_RUN, "run or pause; at the end, twice: go on past it", "run",
     ACTION_ONCE | ACTION_PLAYS, run_action},
    {"step", GROUP_RUN, "one step", "step", ACTION_COUNTED | ACTION_PLAYS, step_action},
    {"back", GROUP_RUN, "one step back; a change there begins a branch", "back", ACTION_COUNTED,
     step_action},
    {"explain", GROUP_RUN, "explain the next step, number by number", "explain", ACTION_ONCE,
     explain_action},
    {"speed", GROUP_RUN, "run slower or faster", "speed", ACTION_COUNTED | ACTION_PLAYS,
     speed_action},
    {"restart", GROUP_RUN, "restart; the run that was stays, A to H", "restart",
     ACTION_ONCE | ACTION_PLAYS, restart_action},
    {"random", GROUP_RUN, "restart from a random place in the window", NULL,
     ACTION_ONCE | ACTION_PLAYS, random_action},
    {"place", GROUP_RUN, "place the start", "start", ACTION_ONCE, place_action},

    {"rate", GROUP_OPTIMIZER, "a lower or higher rate; ten keys: a factor of ten", "rate",
     ACTION_COUNTED | ACTION_STEERS, rate_action},
    {"momentum", GROUP_OPTIMIZER, "momentum on or off", "momentum", ACTION_ONCE | ACTION_STEERS,
     momentum_action},
    {"nesterov", GROUP_OPTIMIZER, "Nesterov's momentum on or off", NULL,
     ACTION_ONCE | ACTION_STEERS, nesterov_action},
    {"beta", GROUP_OPTIMIZER, "less or more momentum: 0, 0.5, 0.8, 0.9 ...", NULL,
     ACTION_COUNTED | ACTION_STEERS, beta_action},
    {"optimizer", GROUP_OPTIMIZER, "next or previous optimizer", "optimizer",
     ACTION_COUNTED | ACTION_STEERS, optimizer_action},
    {"schedule", GROUP_OPTIMIZER, "next or previous schedule of the rate", "schedule",
     ACTION_COUNTED | ACTION_STEERS, schedule_action},
    {"batch", GROUP_OPTIMIZER, "smaller or larger batches of the data's rows", "batch",
     ACTION_COUNTED | ACTION_STEERS, batch_action},

    {"surface", GROUP_SURFACE, "next or previous surface; with data, model", "surface",
     ACTION_COUNTED | ACTION_STEERS, surface_action},

    {"axes", GROUP_VIEW, "other parameters as axes; the last ones: pca", NULL,
     ACTION_COUNTED | ACTION_STEERS, axes_action},
    {"pan", GROUP_VIEW, "move the window; go round the relief and up", NULL, ACTION_COUNTED,
     pan_action},
    {"zoom", GROUP_VIEW, "zoom in or out, about the present point", "zoom",
     ACTION_COUNTED | ACTION_STEERS, zoom_action},
    {"frame", GROUP_VIEW, "show the whole surface and the whole path", "frame",
     ACTION_ONCE | ACTION_STEERS, frame_action},
    {"colormap", GROUP_VIEW, "next or previous colormap", NULL, ACTION_COUNTED | ACTION_STEERS,
     colormap_action},
    {"curves", GROUP_VIEW, "curves: all that fit, or one alone", "curves", ACTION_ONCE,
     curves_action},
    {"show", GROUP_VIEW, "map, relief, with data the fit and both", "view", ACTION_ONCE,
     show_action},

    {"studies", GROUP_STUDY, "many runs at once: the next key says which study", "studies",
     ACTION_ONCE | ACTION_STEERS, studies_action},
    {"lrfind", GROUP_STUDY, "a run whose rate rises until the loss blows up", "rate finder",
     ACTION_ONCE, lrfind_action},
    {"race", GROUP_STUDY, "a race of optimizers, each at its best rate", "race", ACTION_ONCE,
     race_action},
    {"swarm", GROUP_STUDY, "a swarm: many starts at once, a dot each", "swarm", ACTION_ONCE,
     swarm_action},
    {"basins", GROUP_STUDY, "basins: where each start ends, as a map", "basins", ACTION_ONCE,
     basins_action},
    {"sweep", GROUP_STUDY, "sweep: runs over rate and momentum, as a map", "sweep", ACTION_ONCE,
     sweep_action},
    {"no-study", GROUP_STUDY, "go back from there", "back", ACTION_ONCE, no_study_action},

    {"undo", GROUP_RUN, "take back what was set last, or set it again", NULL,
     ACTION_COUNTED | ACTION_STEERS, undo_action},

    {"command", GROUP_PROGRAM, "type a command", "command", ACTION_ONCE | ACTION_STEERS,
     prompt_action},
    {"demo", GROUP_PROGRAM, "the next demo, or the one before", "next demo", ACTION_ONCE,
     demo_action},
    {"export", GROUP_PROGRAM, "write the screen or the trace to a file", "export",
     ACTION_ONCE | ACTION_STEERS, export_action},
    {"help", GROUP_PROGRAM, "this help; again: what is on the screen", "help", ACTION_ONCE,
     help_action},
    {"redraw", GROUP_PROGRAM, "draw the whole screen again", NULL, ACTION_ASIDE, redraw_action},
    {"quit", GROUP_PROGRAM, "close what is open, else quit", "quit", ACTION_ONCE, quit_action},

    {"scroll", GROUP_EXPLAINING, "a row on or back", "scroll", ACTION_COUNTED, scroll_action},
    {"turn", GROUP_EXPLAINING, "where one of both has room: the map, the numbers", "map",
     ACTION_ONCE, turn_action},
    {"explained", GROUP_EXPLAINING, "close; all other keys are as ever", "close", ACTION_ONCE,
     explained_action},

    {"move", GROUP_PLACING, "move by a cell", "or arrows move", ACTION_COUNTED, move_action},
    {"confirm", GROUP_PLACING, "start here", "start here", ACTION_ONCE, confirm_action},
    {"cancel", GROUP_PLACING, "leave the start as it was", "cancel", ACTION_ONCE, cancel_action},

    {"walk", GROUP_WALKING, "a step, of which the loss and the slope are told", "or arrows walk",
     ACTION_COUNTED, walk_action},
    {"stretch", GROUP_WALKING, "shorter or longer steps", "step", ACTION_ONCE, stretch_action},
    {"walk-on", GROUP_WALKING, "go on with a walk that was kept, or pause", "walk", ACTION_ONCE,
     walk_on_action},
    {"stop-walking", GROUP_WALKING, "give up, and see it all", "give up", ACTION_ONCE,
     stop_walking_action},

    {"take-rate", GROUP_RATES, "take the rate with the line, and restart", "take this rate",
     ACTION_ONCE, take_rate_action},
    {"move-rate", GROUP_RATES, "a lower or higher rate", "or arrows move", ACTION_COUNTED,
     move_rate_action},
    {"leave-rates", GROUP_RATES, "leave the rate as it was", "back", ACTION_ONCE,
     leave_rates_action},

    {"enter", GROUP_TYPING, "do it", "do it", ACTION_ONCE, enter_action},
    {"complete", GROUP_TYPING, "complete the word; again: another way", "complete", ACTION_ONCE,
     complete_action},
    {"recall", GROUP_TYPING, "an older or newer line that begins as typed", "recall", ACTION_ONCE,
     edit_action},
    {"give-up", GROUP_TYPING, "give up; so does Backspace in an empty line", "give up", ACTION_ONCE,
     give_up_action},
    {"letter", GROUP_TYPING, "move by a letter", NULL, ACTION_ONCE, edit_action},
    {"ends", GROUP_TYPING, "move to the beginning or the end", NULL, ACTION_ONCE, edit_action},
    {"erase", GROUP_TYPING, "erase the letter before or under the cursor", NULL, ACTION_ONCE,
     edit_action},
    {"cut", GROUP_TYPING, "cut the word, all before or all behind the cursor", NULL, ACTION_ONCE,
     edit_action},

    {"page", GROUP_READING, "next page", "next page", ACTION_ONCE, page_action},
    {"page-back", GROUP_READING, "previous page", NULL, ACTION_ONCE, page_action},
    {"line", GROUP_READING, "a line on or back", NULL, ACTION_ONCE, line_action},
    {"page-ends", GROUP_READING, "go to the first or the last line", NULL, ACTION_ONCE,
     page_ends_action},
    {"find", GROUP_READING, "look for a word", "search", ACTION_ONCE, find_action},
    {"find-next", GROUP_READING, "the next line that has it", NULL, ACTION_ONCE, find_next_action},
    {"take", GROUP_READING, "do what the line says, or begin the command", "do it", ACTION_ONCE,
     take_action},
    {"other-page", GROUP_READING, "what is on the screen; again: the keys", "other page",
     ACTION_ONCE, other_page_action},
    {"close", GROUP_READING, "close", "close", ACTION_ONCE, close_action},

    {"cross", GROUP_MAPPING, "move the cross by a cell, or at the edge the map", "cross",
     ACTION_COUNTED, cross_action},
    {"there", GROUP_MAPPING, "run from there", "run from there", ACTION_ONCE, there_action},
    {"settings", GROUP_MAPPING, "go back to the run with its settings", "take settings",
     ACTION_ONCE, settings_action},
    {"other-settings", GROUP_MAPPING, "sweep: the next two settings, or the ones before",
     "other axes", ACTION_ONCE, other_settings_action},
    {"colour", GROUP_MAPPING, "sweep: what the colour is, steps, loss ...", "colour", ACTION_ONCE,
     colour_action},
    {"leave", GROUP_MAPPING, "go back to the run", "back", ACTION_ONCE, leave_action},
};

const struct table actions = TABLE("action", rows);

void actions_do(struct app *app, const char *name, int argument, long count)
{
    const struct action *action = table_find(&actions, name);

    action->run(app, argument, count);
}

const char *action_group_title(enum action_group group)
{
    static const char *const titles[GROUP_COUNT] = {
        [GROUP_RUN] = "The run",
        [GROUP_OPTIMIZER] = "The optimizer",
        [GROUP_SURFACE] = "The surface",
        [GROUP_VIEW] = "The view",
        [GROUP_STUDY] = "Studies",
        [GROUP_PROGRAM] = "The program",
        [GROUP_WALKING] = "While you walk",
        [GROUP_RATES] = "While a rate is found",
        [GROUP_EXPLAINING] = "While a step is explained",
        [GROUP_PLACING] = "While the start is placed",
        [GROUP_TYPING] = "While a command is typed",
        [GROUP_READING] = "While a page is read",
        [GROUP_MAPPING] = "Over a map of many runs",
    };
    return titles[group];
}
