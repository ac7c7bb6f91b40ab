#include "app/app.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/actions.h"
#include "app/basins.h"
#include "app/keep.h"
#include "app/keys.h"
#include "app/race.h"
#include "app/say.h"
#include "app/screen.h"
#include "app/state.h"
#include "app/swarm.h"
#include "app/sweep.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "method/optimizer.h"
#include "problem/dataset.h"
#include "show/beside.h"
#include "problem/interrupt.h"
#include "show/trace_file.h"
#include "show/saved.h"

/* Messages. */

__attribute__((format(printf, 3, 0))) static void put_message(struct app *app, enum tone tone,
                                                              const char *format, va_list arguments)
{
    app->tone = tone;
    vsnprintf(app->message, sizeof app->message, format, arguments);
    error_settings_within(app->message, sizeof app->message, SETTING_AS_COMMAND);
}

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    put_message(app, TONE_SAID, format, arguments);
    va_end(arguments);
}

void app_warn(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    put_message(app, TONE_REFUSED, format, arguments);
    va_end(arguments);
}

void app_alarm(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    put_message(app, TONE_DANGER, format, arguments);
    va_end(arguments);
}

/* Changing what runs. */

static void show_start(struct app *app)
{
    if (!picture_shows(&app->picture, &app->session))
        picture_frame(&app->picture, &app->session);
}

static void layout(struct app *app)
{
    picture_layout(&app->picture, app->rows, app->columns, &app->session);
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
static bool check_input(const struct setting *settings, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = settings[i].value;
        const struct scenario_key *key = table_find(&scenario_keys, settings[i].key);
        if (!key || !key->names_file)
            continue;
        if (strcmp(name, "-") == 0)
            error_set(error, "standard input is the keyboard here: name a file");
        else if (is_no_file(name))
            error_set(error, "'%s' is not a regular file", name);
        else
            continue;
        return error_in(error, settings[i].key);
    }
    return true;
}

/* A line of settings, those of the run apart from the view that the others make. */
struct parted {
    struct setting run[SESSION_SETTINGS];
    size_t count;
    struct view view;
};

static bool part(const struct app *app, const struct setting *settings, size_t count,
                 struct parted *line, struct error *error)
{
    *line = (struct parted){.view = app->picture.view};
    assert(count <= SESSION_SETTINGS);
    for (size_t i = 0; i < count; i++) {
        if (!table_find(&view_settings, settings[i].key))
            line->run[line->count++] = settings[i];
        else if (!view_set(&line->view, settings[i].key, settings[i].value, error))
            return false;
    }
    return true;
}

/* Checks the axes against what the line makes of the run. */
static bool check_axes(const struct app *app, const struct parted *line, struct error *error)
{
    struct scenario scenario;

    if (!session_try(&app->session, line->run, line->count, &scenario, error))
        return false;
    bool fits = view_check(&line->view, &scenario, error);
    scenario_release(&scenario);
    return fits;
}

/* The axes and the window of another problem mean nothing for this one, and a window nothing along
 * other axes. */
static void forget_window(struct view *view, bool other_problem, bool sets_axes, bool sets_window)
{
    if (other_problem && !sets_axes)
        view->axis[0][0] = view->axis[1][0] = '\0';
    if ((other_problem || sets_axes) && !sets_window)
        view->has_window = false;
}

/* Is another problem named, and not what it is descended with? */
static bool leaves_opening(const struct app *app, const struct setting *settings, size_t count)
{
    static const char *const optimizing[] = {"optimizer", "rule", "momentum"};
    bool leaves = false;

    for (size_t i = 0; i < count; i++) {
        const struct scenario_key *key = table_find(&scenario_keys, settings[i].key);
        leaves = leaves || (key && key->rivals != 0);
    }
    for (size_t i = 0; i < sizeof optimizing / sizeof *optimizing; i++)
        leaves = leaves && !sets(settings, count, optimizing[i]);
    return app->opening && leaves;
}

/* What the opening was descended with is not what the user has chosen. */
static void leave_opening(struct app *app, const struct setting *settings, size_t count,
                          struct parted *line)
{
    bool leaves = leaves_opening(app, settings, count) && line->count < SESSION_SETTINGS;

    if (leaves)
        line->run[line->count++] = (struct setting){"optimizer", table_name(&optimizers, 0)};
}

bool app_set(struct app *app, const struct setting *settings, size_t count, struct error *error)
{
    unsigned long objective = app->session.objective, problem = app->session.problem;
    bool axes = sets(settings, count, "axes"), window = sets(settings, count, "view");
    bool ahead = session_has_ahead(&app->session);
    struct view *view = &app->picture.view;
    const struct optimizer *optimizer = session_scenario(&app->session)->optimizer;
    struct parted line;

    if (!check_input(settings, count, error) || !part(app, settings, count, &line, error) ||
        (axes && !check_axes(app, &line, error)))
        return false;
    leave_opening(app, settings, count, &line);
    if (line.count > 0 && !session_set(&app->session, line.run, line.count, error))
        return false;
    app->opening = app->opening && session_scenario(&app->session)->optimizer == optimizer;
    *view = line.view;
    forget_window(view, app->session.problem != problem, axes, window);
    layout(app);
    if (app->session.objective != objective || axes || window)
        picture_home(&app->picture, &app->session);
    else if (line.count > 0 && simulation_now(app->session.simulation)->step == 0)
        show_start(app);
    if (!view->has_window && (axes || app->session.objective != objective))
        picture_frame(&app->picture, &app->session);
    say_setting(app, &settings[0], sets(settings, count, "lr"));
    if (ahead && !session_has_ahead(&app->session))
        say_left_out(app);
    return true;
}

bool app_choose(struct app *app, const char *key, const char *value)
{
    struct setting setting = {key, value};
    struct error error = {0};

    if (app_set(app, &setting, 1, &error))
        return true;
    app_warn(app, "%s", error.message);
    return false;
}

bool app_sees(const struct app *app, struct error *error)
{
    return !picture_is_foggy(&app->picture, &app->session) ||
           error_set(error, "in fog nobody sees what becomes of other starts: " SETTING(
                                "fog off") " lifts it, as the end of the run does");
}

/* The picture of another run than before. */
static void show_anew(struct app *app)
{
    layout(app);
    picture_home(&app->picture, &app->session);
    if (!app->picture.view.has_window)
        show_start(app);
}

/* The paths beside the run; of several walks the last one waits to be walked again. */
static void show_beside(struct app *app, const char *lines)
{
    struct buffer walk = {0};
    struct error error = {0};

    if (!beside_keep(&app->session, &app->picture.view, lines, &walk, &error) ||
        (walk.size > 0 && !blind_open(app, buffer_string(&walk), &error)))
        app_warn(app, "%s", error.message);
    buffer_release(&walk);
}

void app_adopt(struct app *app, struct saved *saved)
{
    const struct captions captions = app->session.captions;
    const struct left_rates left_rates = app->session.left_rates;

    app->session.captions = saved->captions;
    app->session.left_rates = saved->left_rates;
    app->picture.view = saved->view;
    app->opening = false;
    saved->captions = captions;
    saved->left_rates = left_rates;
    if (app->session.captions.count > 0)
        app->message[0] = '\0'; /* they have the word */
    show_beside(app, buffer_string(&saved->beside));
}

/* Whoever walks, walks over what is no more. */
static void stop_walking(struct app *app)
{
    blind_release(app);
    if (app->mode == MODE_BLIND)
        app->mode = app->ground;
    if (app->behind == MODE_BLIND)
        app->behind = app->ground;
}

bool app_open(struct app *app, struct saved *saved, struct error *error)
{
    if (!session_open(&app->session, &saved->experiment, error))
        return false;
    stop_walking(app);
    app_adopt(app, saved);
    show_anew(app);
    return true;
}

bool app_undo(struct app *app, int by)
{
    unsigned long objective = app->session.objective, problem = app->session.problem;
    struct error error = {0};
    struct buffer told = {0};
    bool done = by < 0 ? session_undo(&app->session, &told, &error)
                       : session_redo(&app->session, &told, &error);

    if (!done)
        app_warn(app, "%s", error.message);
    else if (told.size > 0)
        app_say(app, "%s: %s", by < 0 ? "taken back" : "made again", buffer_string(&told));
    else
        app_say(app, "the run before, at step %ld",
                simulation_experiment(app->session.simulation)->step);
    forget_window(&app->picture.view, app->session.problem != problem, false, false);
    if (app->session.objective != objective)
        show_anew(app);
    buffer_release(&told);
    return done;
}

void app_restart(struct app *app, const double *x)
{
    struct error error = {0};
    unsigned long age = app->session.kept.age;
    bool done =
        x ? session_restart_at(&app->session, x, &error) : session_restart(&app->session, &error);

    if (!done) {
        app_warn(app, "%s", error.message);
        return;
    }
    layout(app);
    show_start(app);
    if (app->session.kept.age != age)
        say_kept(app);
}

/* Life. */

struct app *app_create(const struct experiment *experiment, const struct view *view,
                       const struct display *display, int rows, int columns, struct error *error)
{
    struct app *app = calloc(1, sizeof *app);

    if (!app) {
        error_memory(error);
        return NULL;
    }
    app->display = *display;
    app->rows = rows > 1 ? rows : 1;
    app->columns = columns > 1 ? columns : 1;
    app->changed = app->stale = true;
    picture_init(&app->picture, view);
    if (!view_check(view, &experiment->first, error) ||
        !session_init(&app->session, experiment, error) ||
        !(frame_resize(&app->frame, 1, 1) || error_memory(error))) {
        app_free(app);
        return NULL;
    }
    show_anew(app);
    say_surface(app);
    if (session_learning(&app->session) && dataset_doubt(experiment->first.data))
        say_file(app);
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    if (app->session.simulation)
        session_release(&app->session);
    blind_release(app);
    picture_release(&app->picture);
    explain_release(&app->explained);
    momentum_release(&app->switches);
    prompt_release(&app->prompt);
    prompt_release(&app->search);
    buffer_release(&app->files);
    lrfind_release(&app->lrfind);
    buffer_release(&app->clipboard);
    pager_release(&app->pager);
    frame_release(&app->frame);
    basins_forget(app);
    swarm_mode_forget(app);
    race_mode_forget(app);
    sweep_forget(app);
    free(app);
}

void app_opening(struct app *app)
{
    app->opening = true;
}

void app_tour(struct app *app, const struct demo *demo, bool loops)
{
    tour_begin(app, demo, loops);
}

bool app_trace(struct app *app, const char *name, struct error *error)
{
    int number = trace_file_keep(&app->session, name, error);

    if (number < 0)
        return false;
    say_trace(app, number);
    return true;
}

void app_prefer(struct app *app, const struct view *view, const char *leave)
{
    app->base = *view;
    snprintf(app->leave, sizeof app->leave, "%s", leave);
}

bool app_session_text(struct app *app, struct buffer *out)
{
    const struct experiment *experiment = simulation_experiment(app->session.simulation);

    return (experiment->step > 0 || experiment->count > 0 || blind_walked(app)) &&
           keep_text(app, out, NULL);
}

void app_listen(struct app *app, struct interrupt *interrupt)
{
    session_listen(&app->session, interrupt);
}

/* Events. */

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

/* What is aside leaves the message and the count as they are. */
static void press(struct app *app, uint32_t code)
{
    tour_touch(app);
    const struct mode *mode = mode_of(app);
    const struct key *key = keys_find(app->mode, code);
    const struct action *action = key ? table_find(&actions, key->action) : NULL;

    if (key && key->mode == MODE_WATCH && text_lists(app->leave, key->name)) {
        app_say(app, "%s is left alone, as your config says", key->name);
        return;
    }
    unsigned kind = action ? action->kind & ACTION_KINDS : 0;

    if (action && kind == ACTION_ASIDE) {
        action->run(app, key->argument, 1);
        return;
    }
    app->message[0] = '\0';
    if (mode->counted && take_digit(app, code))
        return;

    long count = app->count;
    app->count = 0;
    if (action && mode->once)
        mode_close(app);
    if (!action)
        mode->key(app, code);
    else if (count > 0 && kind != ACTION_COUNTED)
        app_warn(app, "%s takes no number", key->name);
    else
        action->run(app, key->argument, count > 0 ? count : 1);
}

/* A click on a hint is its key. */
static void point(struct app *app, const struct event *event)
{
    uint32_t code = event->mouse == MOUSE_PRESS ? mouse_key(app, event->row, event->column) : 0;

    tour_touch(app);
    if (event->mouse == MOUSE_PRESS)
        app->message[0] = '\0';
    if (code)
        press(app, code);
    else
        mode_of(app)->mouse(app, event);
}

static void resize(struct app *app, int rows, int columns)
{
    app->rows = rows > 1 ? rows : 1;
    app->columns = columns > 1 ? columns : 1;
    app->redraw = true;
    layout(app);
    if (mode_of(app)->resize)
        mode_of(app)->resize(app);
}

void app_handle(struct app *app, const struct event *event)
{
    if (event->kind != EVENT_NONE)
        app->changed = app->stale = true;
    switch (event->kind) {
    case EVENT_NONE:
        break;
    case EVENT_KEY:
        press(app, event->key);
        break;
    case EVENT_MOUSE:
        point(app, event);
        break;
    case EVENT_PASTE:
        mode_of(app)->paste(app, event->text, event->size);
        break;
    case EVENT_RESIZE:
        resize(app, event->rows, event->columns);
        break;
    case EVENT_REDRAW:
        app->redraw = true;
        break;
    case EVENT_BACKDROP:
        app->display.backdrop = event->backdrop;
        break;
    case EVENT_HANGUP:
        app->done = true;
        break;
    }
}

void app_advance(struct app *app, double dt)
{
    interrupt_begin(app->session.interrupt);
    if (mode_below(app)->advance(app, dt))
        app->changed = true;
    app->age += dt > 0 ? dt : 0;
    interrupt_end(app->session.interrupt);
}

bool app_running(const struct app *app)
{
    return mode_below(app)->moving(app);
}

bool app_wants_mouse(const struct app *app)
{
    return app->picture.view.choice[VIEW_MOUSE] != 0;
}

struct view app_base_view(const struct app *app)
{
    static const enum view_id kept[] = {VIEW_BIG, VIEW_THEME, VIEW_MOUSE};
    struct view view = app->base;

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        view.choice[kept[i]] = app->picture.view.choice[kept[i]];
    return view;
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

const char *app_take_clipboard(struct app *app)
{
    bool copies = app->copies;

    app->copies = false;
    return copies ? buffer_string(&app->clipboard) : NULL;
}

static bool fit_frame(struct app *app)
{
    return (app->frame.rows == app->rows && app->frame.columns == app->columns) ||
           frame_resize(&app->frame, app->rows, app->columns);
}

/* Seconds: numbers that change more often can't be read. In frames between them a run's path goes
 * on alone. */
static const double readable = 0.18;

static void draw(struct app *app)
{
    bool numbers = app->stale || app->age >= readable;

    if (app->stale || !screen_follow(app, &app->frame, numbers)) {
        screen_draw(app, &app->frame);
        numbers = true;
    }
    if (numbers)
        app->age = 0;
}

const struct frame *app_frame(struct app *app)
{
    if (app->changed && fit_frame(app)) {
        interrupt_begin(app->session.interrupt);
        draw(app);
        bool interrupted = interrupt_end(app->session.interrupt);
        app->changed = app->unfinished = interrupted || app->picture.layers.unfinished;
        app->stale = app->unfinished;
    }
    return &app->frame;
}

bool app_unfinished(const struct app *app)
{
    return app->unfinished;
}
