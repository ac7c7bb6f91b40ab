#include "app/say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/error.h"
#include "base/number.h"
#include "base/setting.h"
#include "base/text.h"
#include "problem/dataset.h"
#include "problem/grid.h"
#include "problem/learning.h"
#include "problem/objective.h"

/* The rate of the next step. */
static void say_rate(struct app *app)
{
    char rate[NUMBER_SIZE];

    app_say(app, "rate %s", number_short(rate, simulation_next_rate(app->session.simulation), 5));
}

bool say_no_rate(struct app *app)
{
    bool lacks = !simulation_has_rate(app->session.simulation);

    if (lacks)
        app_warn(app, "%s has no rate and no schedule: %s",
                 scenario_optimizer_name(session_scenario(&app->session)),
                 session_method(&app->session) ? "every step finds its own length"
                                               : "its rule does not use a rate");
    return lacks;
}

/* "x -1…1", "pc 1 (93 %) -1…1" */
static void add_range(struct app *app, struct buffer *out, int axis, double from, double to)
{
    const char *name = picture_axis(&app->picture, &app->session, axis);
    double size = (to - from) / 100;
    double part = plane_is_slice(&app->picture.plane) ? 0 : app->picture.part[axis];
    char low[NUMBER_SIZE], high[NUMBER_SIZE];

    buffer_format(out, "%s%s ", axis ? ", " : "", name);
    if (part > 0)
        buffer_format(out, "(%.0f %%) ", 100 * part);
    buffer_format(out, "%s%s%s", number_short(low, picture_round(from, size), 15),
                  app->display.blocks ? "…" : "..",
                  number_short(high, picture_round(to, size), 15));
}

void say_window(struct app *app)
{
    const struct viewport *window = &app->picture.viewport;
    const struct plane *plane = picture_plane(&app->picture, &app->session);
    const char *what = !plane_is_slice(plane) ? ": the plane along the path's main directions"
                       : plane->n > 2 ? ": the slice through the present point along these two"
                                      : "";
    struct buffer text = {0};

    add_range(app, &text, 0, window->x0, window->x1);
    if (plane->n > 1)
        add_range(app, &text, 1, window->y0, window->y1);
    if (plane->n > 1 && window->rows > 0 && !viewport_is_to_scale(window))
        buffer_text(&text, ", axes not to scale");
    app_say(app, "%s%s", buffer_string(&text), what);
    buffer_release(&text);
}

void say_surface(struct app *app)
{
    const struct surface *surface = session_scenario(&app->session)->surface;

    if (!session_scenario(&app->session)->function && surface)
        app_say(app, "%s, %zu of %zu: %s", surface->name, table_index(&surfaces, surface) + 1,
                surfaces.count, surface->teaches);
}

/* "adam, rate 0.1: adam's own; a good first try ..."; `given`: the rate was set with it. */
static void say_optimizer(struct app *app, bool given)
{
    const struct scenario *scenario = session_scenario(&app->session);
    const struct optimizer *optimizer = scenario->optimizer;
    char rate[NUMBER_SIZE], why[80] = "as you left it";

    if (!simulation_has_rate(app->session.simulation)) {
        app_say(app, "%s: %s", optimizer->name, optimizer->when);
        return;
    }
    if (given)
        strcpy(why, "as you set it");
    else if (scenario->lr == 0)
        snprintf(why, sizeof why, "%s's own", scenario_rate_owner(scenario));
    app_say(app, "%s, rate %s: %s; %s", optimizer->name,
            number_short(rate, scenario_rate(scenario), 5), why, optimizer->when);
}

/* Appends "period 50, gamma 0.5" of "period=50,gamma=0.5". */
static void add_pairs(const char *pairs, struct buffer *out)
{
    for (; *pairs; pairs++) {
        if (*pairs == ',')
            buffer_text(out, ", ");
        else
            buffer_add(out, *pairs == '=' ? " " : pairs, 1);
    }
}

/* "schedule step, period 50, gamma 0.5: times gamma after every period" */
static void say_schedule(struct app *app)
{
    const struct schedule *schedule = &session_scenario(&app->session)->schedule;
    const struct schedule_kind *kind = schedule->kind;
    struct buffer told = {0};
    char value[NUMBER_SIZE];

    if (schedule->warmup > 0)
        buffer_format(&told, "warmup of %ld steps, then ", schedule->warmup);
    buffer_text(&told, kind->name);
    for (int i = 0; i < SCHEDULE_MAX_KEYS && kind->key[i].name; i++)
        if (!kind->key[i].words)
            buffer_format(&told, ", %s %s", kind->key[i].name,
                          number_short(value, schedule->value[i], 6));
    app_say(app, "schedule %s: %s", buffer_string(&told), kind->meaning);
    buffer_release(&told);
}

/* "momentum, β 0.8" */
static void say_hypers(struct app *app, const char *pairs)
{
    static const char name[] = "beta=";
    bool is_beta = strncmp(pairs, name, sizeof name - 1) == 0 && app->display.blocks;
    struct buffer told = {0};

    buffer_text(&told, is_beta ? "β " : "");
    add_pairs(pairs + (is_beta ? sizeof name - 1 : 0), &told);
    app_say(app, "%s, %s", scenario_optimizer_name(session_scenario(&app->session)),
            buffer_string(&told));
    buffer_release(&told);
}

static void say_momentum(struct app *app)
{
    struct buffer set = {0};

    scenario_get(session_scenario(&app->session), table_find(&scenario_keys, "set"), &set);
    say_hypers(app, buffer_string(&set));
    buffer_release(&set);
}

static void say_batch(struct app *app)
{
    long rows = (long)objective_rows(simulation_objective(app->session.simulation));
    long batch = session_scenario(&app->session)->batch;

    if (batch > 0)
        app_say(app, "batches of %ld of %ld rows", batch < rows ? batch : rows, rows);
    else
        app_say(app, "every step takes all %ld rows", rows);
}

/* "standardized: x, y; rate 0.1": another scale wants another rate. */
static void say_scales(struct app *app)
{
    const struct learning *learning = simulation_objective(app->session.simulation)->learning;
    struct buffer list = {0};
    char rate[NUMBER_SIZE];

    for (size_t i = 0; i < learning->columns; i++)
        if (learning->column[i].standardized)
            buffer_format(&list, "%s%s", list.size > 0 ? ", " : "", learning->column[i].name);
    app_say(app, "standardized: %s; rate %s", list.size > 0 ? buffer_string(&list) : "no column",
            number_short(rate, simulation_next_rate(app->session.simulation), 5));
    buffer_release(&list);
}

/* "model network; rate 0.1": what has a rate of its own tells it. */
static void say_text(struct app *app, const struct scenario_key *key, const char *value)
{
    char rate[NUMBER_SIZE];

    number_short(rate, simulation_next_rate(app->session.simulation), 5);
    bool own = key->of_loss || strcmp(key->head.name, "rule") == 0;

    if (own && simulation_has_rate(app->session.simulation))
        app_say(app, "%s %s; rate %s", key->head.name, value, rate);
    else
        app_say(app, "%s %s", setting_shown(key->head.name), value);
}

/* "flats.csv: 40 rows, 2 columns, commas, names in line 3; rate 0.1", or what is in doubt. */
void say_file(struct app *app)
{
    const struct scenario *scenario = session_scenario(&app->session);
    const struct grid *grid = scenario->grid;
    const char *name = grid ? scenario->grid_name : scenario->data_name;
    const char *doubt = grid ? NULL : dataset_doubt(scenario->data);
    struct buffer read = {0};
    char rate[NUMBER_SIZE];

    if (grid)
        grid_explain(grid, &read);
    else
        dataset_describe(scenario->data, &read);
    if (doubt)
        app_warn(app, "%s: %s; %s", name, buffer_string(&read), doubt);
    else
        app_say(app, "%s: %s; rate %s", name, buffer_string(&read),
                number_short(rate, simulation_next_rate(app->session.simulation), 5));
    buffer_release(&read);
}

/* Is a setting off that has this value? */
static bool is_off(const char *value)
{
    static const char *const off[] = {"0", "none", "off"};
    size_t i = 0;

    while (value && i < sizeof off / sizeof *off && strcmp(off[i], value) != 0)
        i++;
    return value && i < sizeof off / sizeof *off;
}

static void say_value(struct app *app, const struct scenario_key *key, const char *given)
{
    struct buffer value = {0};

    if (key->head.bare && strcmp(given, key->head.bare) == 0)
        app_say(app, "%s: %s", key->head.name, key->head.meaning);
    else if (scenario_get(session_scenario(&app->session), key, &value))
        say_text(app, key, buffer_string(&value));
    else if (is_off(key->reset))
        app_say(app, "%s off", key->head.name);
    else
        app_say(app, "%s: as at first", key->head.name);
    buffer_release(&value);
}

/* Settings that are answered in words of their own. */
static const struct answer {
    const char *name;
    void (*say)(struct app *app);
} answer_rows[] = {
    {"batch", say_batch},        {"lr", say_rate},
    {"momentum", say_momentum},  {"schedule", say_schedule},
    {"standardize", say_scales}, {"surface", say_surface},
};
static const struct table answers = TABLE("answer", answer_rows);

static void say_key(struct app *app, const struct scenario_key *key, const char *value,
                    bool sets_rate)
{
    const struct answer *answer = table_find(&answers, key->head.name);

    if (key->of_rate && say_no_rate(app))
        return;
    if (!scenario_counts(session_scenario(&app->session), key))
        app_say(app, "%s %s counts when there is data to learn from", key->head.name, value);
    else if (answer)
        answer->say(app);
    else if (key->brings_rate)
        say_optimizer(app, sets_rate);
    else if (key->of_file)
        say_file(app);
    else if (key->head.of_hypers)
        say_hypers(app, value);
    else
        say_value(app, key, value);
}

static void say_eye(struct app *app)
{
    const struct eye eye = view_eye(&app->picture.view);

    app_say(app, "relief turned by %g degrees, seen from %g above", eye.turn, eye.tilt);
}

/* Which of map and fit are shown, and whether there is room for them, and a fit. */
static void say_shown(struct app *app)
{
    const struct picture *picture = &app->picture;
    size_t wanted = picture->view.choice[VIEW_SHOW];
    enum show shown = picture_shown(picture);
    bool lacking = wanted == SHOW_BOTH && shown != SHOW_BOTH;
    struct error error = {0};

    bool of_data = wanted == SHOW_FIT || wanted == SHOW_BOTH;
    if (of_data && !fit_picture_exists(&app->session, &error))
        app_warn(app, "%s", error.message);
    else
        app_say(app, "%s%s", lacking ? "no room for both: " : "",
                table_meaning(&show_modes, shown));
}

/* "curve of stability: the rate times ..." */
static void say_curve(struct app *app, const char *name)
{
    app_say(app, "curve of %s: %s", name,
            table_meaning(&tracks, table_index(&tracks, table_find(&tracks, name))));
}

static void say_curves(struct app *app)
{
    struct view *view = &app->picture.view;
    struct buffer names = {0};

    if (!view_get(view, table_row(&view_settings, VIEW_CURVES), &names))
        app_say(app, "curves: all that fit");
    else if (picture_lacks_curves(&app->picture, &app->session))
        app_warn(app, "this run has no curve of %s: all that fit are shown", buffer_string(&names));
    else if (strchr(buffer_string(&names), ','))
        app_say(app, "curves %s", buffer_string(&names));
    else
        say_curve(app, buffer_string(&names));
    buffer_release(&names);
}

/* "scale log: by the logarithm above the least known value" */
static void say_view(struct app *app, const struct view_setting *row)
{
    long speed = view_speed(&app->picture.view);
    size_t choice = app->picture.view.choice[table_index(&view_settings, row)];

    if (row == table_row(&view_settings, VIEW_SPEED))
        app_say(app, "%ld step%s a second", speed, speed == 1 ? "" : "s");
    else if (row == table_row(&view_settings, VIEW_EYE))
        say_eye(app);
    else if (row == table_row(&view_settings, VIEW_CURVES))
        say_curves(app);
    else if (row == table_row(&view_settings, VIEW_SHADE) && choice > 0 &&
             app->display.colors < FRAME_RGB)
        app_warn(app, "shade needs 24-bit colours, which are not had here; f shows the relief");
    else if (!row->head.choices)
        say_window(app);
    else if (row->head.choices == &show_modes)
        say_shown(app);
    else
        app_say(app, "%s %s: %s", row->head.name, table_name(row->head.choices, choice),
                table_meaning(row->head.choices, choice));
}

void say_setting(struct app *app, const struct setting *setting, bool sets_rate)
{
    const struct view_setting *of_view = table_find(&view_settings, setting->key);

    if (of_view)
        say_view(app, of_view);
    else
        say_key(app, table_find(&scenario_keys, setting->key), setting->value, sets_rate);
}

/* "A: gd, rate 0.175, settled in 79 steps; :forget clears them" */
void say_kept(struct app *app)
{
    int order[KEPT_RUNS], count = kept_by_age(&app->session.kept, order);

    if (count == 0)
        return;
    const struct logged_run *run = &app->session.kept.run[order[count - 1]]->told;
    struct buffer told = {0};
    char number[NUMBER_SIZE];

    buffer_format(&told, "run %c stays: %s", 'A' + order[count - 1], run->optimizer);
    if (!isnan(run->rate))
        buffer_format(&told, ", rate %s", number_short(number, run->rate, 4));
    if (!isnan(run->beta))
        buffer_format(&told, ", %s %s", app->display.blocks ? "β" : "beta",
                      number_short(number, run->beta, 4));
    if (run->settled >= 0)
        buffer_format(&told, ", settled in %ld step%s", run->settled, run->settled == 1 ? "" : "s");
    else if (ending_is_lost(run->ending))
        buffer_format(&told, ", %s", ending_name(run->ending));
    else
        buffer_format(&told, ", not settled in %ld step%s", run->steps, run->steps == 1 ? "" : "s");
    app_say(app, "%s; :forget clears", buffer_string(&told));
    buffer_release(&told);
}

void say_trace(struct app *app, int number)
{
    const struct kept_run *kept = app->session.kept.run[number];

    app_say(app, "%s is run %c: %ld step%s, loss %.5g at its end; :forget clears",
            kept->told.optimizer, 'A' + number, kept->told.steps, kept->told.steps == 1 ? "" : "s",
            kept->told.loss);
}

void say_left_out(struct app *app)
{
    size_t used = strlen(app->message);

    snprintf(app->message + used, sizeof app->message - used,
             "%sthe changes of later steps are dropped, u brings them back", used ? "; " : "");
}
