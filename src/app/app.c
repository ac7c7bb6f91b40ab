#include "app/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/actions.h"
#include "app/commands.h"
#include "app/keys.h"
#include "app/place.h"
#include "app/screen.h"
#include "app/share.h"
#include "app/state.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "problem/dataset.h"
#include "problem/learning.h"

/* Messages. */

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(app->message, sizeof app->message, format, arguments);
    va_end(arguments);
    app->warn = false;
}

void app_warn(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(app->message, sizeof app->message, format, arguments);
    va_end(arguments);
    app->warn = true;
}

void app_say_rate(struct app *app)
{
    char rate[NUMBER_SIZE];

    app_say(app, "rate %s", number_short(rate, simulation_next_rate(app->session.simulation), 5));
}

bool app_lacks_rate(struct app *app)
{
    bool lacks = !simulation_has_rate(app->session.simulation);

    if (lacks)
        app_warn(app, "%s has no rate and no schedule: %s",
                 scenario_optimizer_name(session_scenario(&app->session)),
                 session_method(&app->session) ? "every step finds its own length"
                                               : "its rule does not read lr");
    return lacks;
}

/* "x -1…1", "pc 1 (93 %) -1…1" */
static void add_range(struct app *app, struct buffer *out, int axis, double from, double to)
{
    const char *name = picture_axis(&app->picture, &app->session, axis);
    double size = (to - from) / 100;
    double part = app->picture.plane.axis[0] < 0 ? app->picture.part[axis] : 0;
    char low[NUMBER_SIZE], high[NUMBER_SIZE];

    buffer_format(out, "%s%s ", axis ? ", " : "", name);
    if (part > 0)
        buffer_format(out, "(%.0f %%) ", 100 * part);
    buffer_format(out, "%s%s%s", number_short(low, picture_round(from, size), 15),
                  app->display.blocks ? "…" : "..",
                  number_short(high, picture_round(to, size), 15));
}

void app_say_window(struct app *app)
{
    const struct viewport *window = &app->picture.viewport;
    const struct plane *plane = picture_plane(&app->picture, &app->session);
    const char *what = plane->axis[0] < 0 ? ": the plane along the path's main directions"
                       : plane->n > 2     ? ": the slice through the present point along these two"
                                          : "";
    struct buffer text = {0};

    add_range(app, &text, 0, window->x0, window->x1);
    if (plane->n > 1)
        add_range(app, &text, 1, window->y0, window->y1);
    app_say(app, "%s%s", buffer_string(&text), what);
    buffer_release(&text);
}

static void say_surface(struct app *app)
{
    const struct surface *surface = session_scenario(&app->session)->surface;

    if (!session_scenario(&app->session)->function && surface)
        app_say(app, "%s: %s", surface->name, surface->teaches);
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

/* "cosine:period=200: down along half a cosine" */
static void say_schedule(struct app *app)
{
    const struct schedule *schedule = &session_scenario(&app->session)->schedule;
    struct buffer spec = {0};

    schedule_spec(schedule, &spec);
    app_say(app, "%s: %s", buffer_string(&spec), schedule->kind->meaning);
    buffer_release(&spec);
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

/* Another loss begins with the rate that is recommended for it. */
static const char of_loss[] = " data columns label model loss function ";

/* "model network; rate 0.1" */
static void say_text(struct app *app, const char *name, const char *value)
{
    char rate[NUMBER_SIZE];

    number_short(rate, simulation_next_rate(app->session.simulation), 5);
    if (text_lists(of_loss, name) && simulation_has_rate(app->session.simulation))
        app_say(app, "%s %s; rate %s", name, value, rate);
    else
        app_say(app, "%s %s", name, value);
}

/* "flats.csv: 40 rows, 2 columns, commas, names in line 3; rate 0.1", or what is in doubt. */
static void say_file(struct app *app)
{
    const struct scenario *scenario = session_scenario(&app->session);
    const char *doubt = dataset_doubt(scenario->data);
    struct buffer read = {0};
    char rate[NUMBER_SIZE];

    dataset_describe(scenario->data, &read);
    if (doubt)
        app_warn(app, "%s: %s; %s", scenario->data_name, buffer_string(&read), doubt);
    else
        app_say(app, "%s: %s; rate %s", scenario->data_name, buffer_string(&read),
                number_short(rate, simulation_next_rate(app->session.simulation), 5));
    buffer_release(&read);
}

/* How the file is read. */
static const char of_file[] = " data header separator decimal missing ";

static void say_value(struct app *app, const struct setting *setting)
{
    const char *name = setting->key;
    const struct scenario_key *key = table_find(&scenario_keys, name);
    struct buffer value = {0};

    if (strcmp(name, "standardize") == 0 && session_learning(&app->session))
        say_scales(app);
    else if (text_lists(of_file, name) && session_learning(&app->session))
        say_file(app);
    else if (key && key->of_data && !session_learning(&app->session))
        app_say(app, "%s %s counts when there is data to learn from", name, setting->value);
    else if (key && key->bare && strcmp(setting->value, key->bare) == 0)
        app_say(app, "%s: %s", name, key->meaning);
    else if (key && scenario_get(session_scenario(&app->session), key, &value))
        say_text(app, name, buffer_string(&value));
    else
        app_say(app, "%s as by default", name);
    buffer_release(&value);
}

static void say_setting(struct app *app, const struct setting *setting, bool sets_rate)
{
    bool rate = strcmp(setting->key, "lr") == 0, schedule = strcmp(setting->key, "schedule") == 0;

    if ((rate || schedule) && app_lacks_rate(app))
        return;
    if (rate)
        app_say_rate(app);
    else if (strcmp(setting->key, "surface") == 0)
        say_surface(app);
    else if (strcmp(setting->key, "optimizer") == 0)
        say_optimizer(app, sets_rate);
    else if (schedule)
        say_schedule(app);
    else if (strcmp(setting->key, "set") == 0)
        app_say(app, "%s", setting->value);
    else
        say_value(app, setting);
}

/* Changing what runs. */

static void show_start(struct app *app)
{
    if (!picture_shows(&app->picture, &app->session))
        picture_fit(&app->picture, &app->session);
}

static void layout(struct app *app)
{
    picture_layout(&app->picture, app->rows, app->columns, &app->session);
}

/* The window alone: the run goes on. */
static bool set_view(struct app *app, const char *value, struct error *error)
{
    struct scenario scenario;

    if (!scenario_copy(&scenario, session_scenario(&app->session)))
        return error_memory(error);
    bool done = scenario_set(&scenario, "view", value, error);
    if (done) {
        picture_view(&app->picture, scenario.view);
        app_say_window(app);
    }
    scenario_release(&scenario);
    return done;
}

/* The plane alone, with the path in the window. */
static bool set_axes(struct app *app, const char *value, struct error *error)
{
    if (!simulation_axes(app->session.simulation, value, error))
        return false;
    picture_home(&app->picture, &app->session);
    picture_fit(&app->picture, &app->session);
    app_say_window(app);
    return true;
}

static bool sets(const struct setting *settings, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(settings[i].key, key) == 0)
            return true;
    return false;
}

/* Is there something of that name, but no regular file? */
static bool is_no_file(const char *name)
{
    struct stat file;
    char *path = file_expand(name);
    bool other = path && stat(path, &file) == 0 && !S_ISREG(file.st_mode);

    free(path);
    return other;
}

/* Data that may keep the program waiting: standard input is where the keys come from, a pipe may
 * have nobody at its other end. */
static bool check_input(const struct setting *settings, size_t count, size_t *failed,
                        struct error *error)
{
    for (*failed = 0; *failed < count; ++*failed) {
        const char *name = settings[*failed].value;
        if (strcmp(settings[*failed].key, "data") != 0)
            continue;
        if (strcmp(name, "-") == 0)
            return error_set(error, "standard input is the keyboard here: name a file");
        if (is_no_file(name))
            return error_set(error, "'%s' is not a regular file", name);
    }
    *failed = 0;
    return true;
}

bool app_set(struct app *app, const struct setting *settings, size_t count, size_t *failed,
             struct error *error)
{
    unsigned long objective = app->session.objective;

    if (!check_input(settings, count, failed, error))
        return false;
    if (count == 1 && sets(settings, count, "view"))
        return set_view(app, settings[0].value, error);
    if (count == 1 && sets(settings, count, "axes"))
        return set_axes(app, settings[0].value, error);
    if (!session_set(&app->session, settings, count, failed, error))
        return false;
    layout(app);
    if (app->session.objective != objective || sets(settings, count, "view") ||
        sets(settings, count, "axes"))
        picture_home(&app->picture, &app->session);
    if (simulation_now(app->session.simulation)->step == 0)
        show_start(app);
    say_setting(app, &settings[0], sets(settings, count, "lr"));
    return true;
}

bool app_choose(struct app *app, const char *key, const char *value)
{
    struct setting setting = {key, value};
    struct error error = {0};
    size_t failed;

    if (app_set(app, &setting, 1, &failed, &error))
        return true;
    app_warn(app, "%s", error.message);
    return false;
}

static void say_shown(struct app *app)
{
    const struct picture *picture = &app->picture;
    const struct show_mode *shown = table_row(&show_modes, picture->shown);
    bool lacking = picture->show == SHOW_BOTH && picture->shown != SHOW_BOTH;

    app_say(app, "%s%s", lacking ? "no room for both: " : "", shown->meaning);
}

bool app_show(struct app *app, enum show show, struct error *error)
{
    if (!fit_model_exists(&app->session, error))
        return false;
    app->picture.show = show;
    layout(app);
    say_shown(app);
    return true;
}

void app_restart(struct app *app, const double *x)
{
    struct error error = {0};
    bool done =
        x ? session_restart_at(&app->session, x, &error) : session_restart(&app->session, &error);

    if (done)
        show_start(app);
    else
        app_warn(app, "%s", error.message);
}

/* Life. */

struct app *app_create(const struct scenario *scenario, const struct display *display, int rows,
                       int columns, struct error *error)
{
    struct app *app = calloc(1, sizeof *app);

    if (!app) {
        error_memory(error);
        return NULL;
    }
    app->display = *display;
    app->rows = rows > 1 ? rows : 1;
    app->columns = columns > 1 ? columns : 1;
    app->changed = true;
    picture_init(&app->picture);
    if (!session_init(&app->session, scenario, error) || !frame_resize(&app->frame, 1, 1)) {
        app_free(app);
        return NULL;
    }
    layout(app);
    picture_home(&app->picture, &app->session);
    show_start(app);
    say_surface(app);
    if (session_learning(&app->session) && dataset_doubt(scenario->data))
        say_file(app);
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    if (app->session.simulation)
        session_release(&app->session);
    picture_release(&app->picture);
    prompt_release(&app->prompt);
    buffer_release(&app->files);
    pager_release(&app->pager);
    frame_release(&app->frame);
    free(app);
}

void app_begin(struct app *app, const struct colormap *colormap, enum show show)
{
    app->picture.colormap = colormap;
    app->picture.show = show;
    layout(app);
    app->changed = true;
}

/* Events. */

static void run_line(struct app *app)
{
    struct error error = {0};
    size_t caret;

    app->mode = APP_WATCHING;
    if (commands_run(app, prompt_text(&app->prompt), &caret, &error)) {
        prompt_close(&app->prompt);
        return;
    }
    app->mode = APP_TYPING;
    prompt_fail(&app->prompt, error.message, caret);
}

static void complete(struct app *app, int by)
{
    struct candidates fresh = {0};

    if (!app->prompt.cycling)
        commands_candidates(app, prompt_text(&app->prompt), app->prompt.cursor, &fresh);
    prompt_complete(&app->prompt, &fresh, by);
}

static void type(struct app *app, uint32_t key)
{
    switch (prompt_key(&app->prompt, key)) {
    case PROMPT_EDITED:
        break;
    case PROMPT_ENTERED:
        run_line(app);
        break;
    case PROMPT_CLOSED:
        prompt_close(&app->prompt);
        app->mode = APP_WATCHING;
        break;
    case PROMPT_TAB:
        complete(app, 1);
        break;
    case PROMPT_BACK_TAB:
        complete(app, -1);
        break;
    }
}

/* By how many pages a key turns the pager. */
static int pages_of(uint32_t key)
{
    switch (key) {
    case KEY_CODE_PAGE_UP:
    case KEY_CODE_UP:
    case 'b':
    case 'k':
        return -1;
    case KEY_CODE_PAGE_DOWN:
    case KEY_CODE_DOWN:
    case ' ':
    case 'j':
        return 1;
    }
    return 0;
}

/* Past the last page, and with any key that turns none, the pager is closed. */
static void read_pager(struct app *app, uint32_t key)
{
    int pages = pages_of(key);
    bool turned = pages != 0 && pager_turn(&app->pager, pages, app->rows, app->columns);

    if (!turned && pages >= 0)
        app->mode = APP_WATCHING;
}

/* Digits before a key are its count; 0 is one where it can't begin a number. */
static bool take_digit(struct app *app, uint32_t key)
{
    if (key < '0' || key > '9' || (key == '0' && !app->count))
        return false;
    app->count = app->count * 10 + (long)(key - '0');
    if (app->count > APP_COUNT_MAX)
        app->count = APP_COUNT_MAX;
    return true;
}

static void press(struct app *app, uint32_t code)
{
    enum key_map map = app->mode == APP_PLACING ? KEYS_PLACING : KEYS_WATCHING;

    app->message[0] = '\0';
    if (take_digit(app, code))
        return;

    const struct key *key = keys_find(map, code);
    long count = app->count ? app->count : 1;
    app->count = 0;
    if (key) {
        const struct action *action = table_find(&actions, key->action);

        action->run(app, key->argument, action->counted ? count : 1);
    } else if (code > ' ' && code < 127) {
        app_say(app, "%c is no key here; ? shows them all", (int)code);
    }
}

static void handle_key(struct app *app, uint32_t key)
{
    enum { CTRL_L = 12 };

    if (key == CTRL_L)
        app->redraw = true;
    else if (app->mode == APP_TYPING)
        type(app, key);
    else if (app->mode == APP_READING)
        read_pager(app, key);
    else
        press(app, key);
}

/* An open pager begins again: its rows are other ones, and a shared line breaks elsewhere. */
static void resize(struct app *app, int rows, int columns)
{
    struct error error = {0};

    app->rows = rows > 1 ? rows : 1;
    app->columns = columns > 1 ? columns : 1;
    app->redraw = true;
    layout(app);
    app->pager.first = 0;
    if (app->mode == APP_READING && app->pager.flush && !share_fill(app, &app->pager, &error))
        app_warn(app, "%s", error.message);
}

void app_handle(struct app *app, const struct event *event)
{
    app->changed = app->changed || event->kind != EVENT_NONE;
    switch (event->kind) {
    case EVENT_NONE:
        break;
    case EVENT_KEY:
        handle_key(app, event->key);
        break;
    case EVENT_PASTE:
        if (app->mode == APP_TYPING)
            prompt_paste(&app->prompt, event->key);
        break;
    case EVENT_RESIZE:
        resize(app, event->rows, event->columns);
        break;
    case EVENT_REDRAW:
        app->redraw = true;
        break;
    case EVENT_HANGUP:
        app->done = true;
        break;
    }
}

void app_advance(struct app *app, double dt)
{
    bool moving = session_moving(&app->session);

    if (session_advance(&app->session, dt) || moving != session_moving(&app->session))
        app->changed = true;
}

bool app_running(const struct app *app)
{
    return session_moving(&app->session);
}

bool app_done(const struct app *app)
{
    return app->done;
}

bool app_take_redraw(struct app *app)
{
    bool redraw = app->redraw;

    app->redraw = false;
    return redraw;
}

bool app_prompting(const struct app *app)
{
    return app->mode == APP_TYPING;
}

const struct frame *app_frame(struct app *app)
{
    if (app->changed && frame_resize(&app->frame, app->rows, app->columns)) {
        screen_draw(app, &app->frame);
        app->changed = false;
    }
    return &app->frame;
}
