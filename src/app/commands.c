#include "app/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/app.h"
#include "app/explain.h"
#include "app/export.h"
#include "app/keep.h"
#include "app/momentum.h"
#include "app/names.h"
#include "app/race.h"
#include "app/read.h"
#include "app/share.h"
#include "app/state.h"
#include "app/swarm.h"
#include "app/sweep.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/setting.h"
#include "base/text.h"
#include "formula/hints.h"
#include "insight/theory.h"
#include "problem/raw.h"
#include "run/simulation.h"
#include "show/demos.h"
#include "show/settings.h"
#include "show/swarm.h"

static bool go_command(struct app *app, const char *value, struct error *error)
{
    long step;

    if (!number_parse_count(value, 0, 1000000000, &step, error))
        return false;
    return session_go(&app->session, step) || error_memory(error);
}

static bool step_command(struct app *app, const char *value, struct error *error)
{
    long count = 1;

    if (*value && !number_parse_count(value, 1, APP_COUNT_MAX, &count, error))
        return false;
    actions_do(app, "step", 1, count);
    return true;
}

static bool share_command(struct app *app, const char *value, struct error *error)
{
    (void)value;
    if (!share_fill(app, &app->pager, error))
        return false;
    share_copy(app);
    read_open(app);
    return true;
}

static bool theory_command(struct app *app, const char *value, struct error *error)
{
    const struct stability *stability = session_stability(&app->session);
    struct theory theory;
    struct theory_words words;

    (void)value;
    if (!stability)
        return error_set(error, "the curvature here is not known yet: ask again in a moment");
    theory_at(&theory, app->session.simulation, stability);
    pager_begin(&app->pager, "Theory beside practice, at this point");
    theory_say(&theory, &words);
    for (size_t i = 0; i < words.count; i++)
        pager_line(&app->pager, words.line[i].what, words.line[i].text);
    read_open(app);
    return true;
}

static bool explain_command(struct app *app, const char *value, struct error *error)
{
    (void)value, (void)error;
    explain_open(app);
    return true;
}

static bool lrfind_command(struct app *app, const char *value, struct error *error)
{
    (void)value;
    return lrfind_open(app, error);
}

static bool raw_command(struct app *app, const char *value, struct error *error)
{
    struct simulation *simulation = app->session.simulation;
    const struct objective *objective = simulation_objective(simulation);
    double raw[PARAMETERS_MAX];
    char number[NUMBER_SIZE];

    (void)value;
    if (!raw_parameters(objective, simulation_now(simulation)->x, raw, error))
        return false;
    pager_begin(&app->pager, "This step's parameters in the units of the file");
    for (int i = 0; i < objective->n; i++)
        pager_line(&app->pager, objective->parameter[i], number_short(number, raw[i], 10));
    read_open(app);
    return true;
}

static bool say_command(struct app *app, const char *value, struct error *error)
{
    const struct simulation *simulation = app->session.simulation;
    struct captions *captions = &app->session.captions;

    return (captions_say(captions, simulation_now(simulation)->step, value) &&
            captions_bind(captions, simulation_experiment(simulation))) ||
           error_memory(error);
}

static bool demo_command(struct app *app, const char *value, struct error *error)
{
    const struct demo *demo = *value ? demo_need(value, error) : NULL;

    if (*value)
        return demo && tour_open(app, demo, error);
    tour_list(app);
    return true;
}

static bool forget_command(struct app *app, const char *value, struct error *error)
{
    int count = kept_count(&app->session.kept);

    (void)value, (void)error;
    kept_forget(&app->session.kept);
    app_say(app, count > 0 ? "the runs that were kept are forgotten" : "no run is kept");
    return true;
}

static bool race_command(struct app *app, const char *value, struct error *error)
{
    return race_mode_open(app, value, error);
}

static bool open_swarm(struct app *app, const char *value, enum swarm_sort sort,
                       struct error *error)
{
    long count = 0;

    return (!*value || number_parse_count(value, 1, SWARM_MOST, &count, error)) &&
           swarm_mode_open(app, count, sort, error);
}

static bool swarm_command(struct app *app, const char *value, struct error *error)
{
    return open_swarm(app, value, SWARM_SPREAD, error);
}

static bool cloud_command(struct app *app, const char *value, struct error *error)
{
    return open_swarm(app, value, SWARM_CLOUD, error);
}

static bool blind_command(struct app *app, const char *value, struct error *error)
{
    if (!blind_open(app, value, error))
        return false;
    app->blind.playing = *value;
    return true;
}

static bool sweep_command(struct app *app, const char *value, struct error *error)
{
    return sweep_begin(app, value, error);
}

static bool undo_command(struct app *app, const char *value, struct error *error)
{
    (void)value, (void)error;
    app_undo(app, -1);
    return true;
}

static bool redo_command(struct app *app, const char *value, struct error *error)
{
    (void)value, (void)error;
    app_undo(app, 1);
    return true;
}

static bool help_command(struct app *app, const char *value, struct error *error)
{
    read_help(app);
    if (!*value || read_find(app, value))
        return true;
    read_close(app);
    return error_set(error, "the help has no '%s'", value);
}

static bool quit_command(struct app *app, const char *value, struct error *error)
{
    (void)value, (void)error;
    app->done = true;
    return true;
}

static const struct command rows[] = {
    {"run", NULL, "run or pause", NULL},
    {"step", "[N]", "one step, or so many", step_command},
    {"go", "STEP", "go to a step, forward or back", go_command},
    {"restart", NULL, "restart, with all changes kept", NULL},
    {"trace", "FILE", "draw the path in a file beside this run", app_trace},
    {"forget", NULL, "forget the runs that were kept, A to H", forget_command},
    {"blind", "[KEYS]", "walk down yourself in fog, against par; or KEYS do", blind_command},
    {"frame", NULL, "show the whole surface and the whole path", NULL},
    {"explain", NULL, "the next step in full, each number of it", explain_command},
    {"race", "[RATES] [goal PRED]", "a race of optimizers; RATES: tuned, own or same",
     race_command},
    {"swarm", "[N]", "so many starts at once, 400 at first", swarm_command},
    {"cloud", "[N]", "one start, so many draws of what is by chance", cloud_command},
    {"sweep", "[SETTINGS]", "runs over two settings as a map: lr beta=0:0.99", sweep_command},
    {"basins", NULL, "where each start ends, as a map", NULL},
    {"theory", NULL, "contraction predicted and measured, best rates", theory_command},
    {"lrfind", NULL, "a run whose rate rises until the loss blows up", lrfind_command},
    {"raw", NULL, "parameters in the units of the file", raw_command},
    {"share", NULL, "the command line that leads to this screen", share_command},
    {"export", "FILE", "write screen (.svg .txt .ans) or trace (.csv)", export_file},
    {"save", "NAME", "keep the session as NAME.td", keep_save},
    {"open", "NAME", "open a session that was saved", keep_open},
    {"demo", "[NAME]", "open a demo, by name or number, or list them", demo_command},
    {"say", "[TEXT]", "say this from this step on, or nothing any more", say_command},
    {"log", "[FILE]", "the runs of this sitting, shown or written as CSV", keep_log},
    {"undo", NULL, "take back what was set last", undo_command},
    {"redo", NULL, "make again what was taken back", redo_command},
    {"help", "[WORD]", "all keys and commands, or what has this word", help_command},
    {"quit", NULL, "leave", quit_command},
    {"q", NULL, "leave", quit_command},
};

const struct table commands = TABLE("command", rows);

/* The line and its parts. */

/* A copy of the line, cut into names and values. Offsets into `text` are offsets into the line. */
struct parts {
    char *text; /* owned */
    struct setting typed[SESSION_SETTINGS],
        setting[SESSION_SETTINGS]; /* as it stands there; what it means */
    size_t count;
    char beta[NUMBER_SIZE]; /* of momentum, where none is typed */
};

static bool is_gap(char c)
{
    return c == ' ' || c == '=';
}

/* Is `text` the beginning of " --NAME" with the name of a setting? */
static bool begins_setting(const char *text)
{
    char name[32];
    size_t length = strncmp(text, " --", 3) == 0 ? strcspn(text + 3, " =") : 0;

    if (!length || length >= sizeof name)
        return false;
    memcpy(name, text + 3, length);
    name[length] = '\0';
    return settings_find(setting_name(name));
}

static char *next_setting(char *text)
{
    while (*text && !begins_setting(text))
        text++;
    return text;
}

/* Cuts one `NAME VALUE` off at `text`; returns the text after it. */
static char *cut_setting(struct parts *parts, char *text)
{
    char *name = text + strspn(text, " ");
    char *value = name + strcspn(name, " =");
    char *end = next_setting(value);
    char *rest = *end ? end + 3 : end;

    if (value < end) {
        *value++ = '\0';
        while (value < end && is_gap(*value))
            value++;
    }
    *end = '\0';
    for (char *last = end; last > value && last[-1] == ' '; last--)
        last[-1] = '\0';
    parts->typed[parts->count] = (struct setting){.key = name, .value = value};
    parts->setting[parts->count++] = (struct setting){.key = setting_name(name), .value = value};
    return rest;
}

static bool cut_line(struct parts *parts, const char *line, struct error *error)
{
    *parts = (struct parts){.text = strdup(line)};
    if (!parts->text)
        return error_memory(error);
    for (char *text = parts->text; *text;) {
        if (parts->count == SESSION_SETTINGS)
            return error_set(error, "more than %d settings in one line", SESSION_SETTINGS);
        text = cut_setting(parts, text);
    }
    return true;
}

/* Running a line. */

/* Byte of text[] where the code point `column`, from 1, begins. */
static size_t byte_of_column(const char *text, int column)
{
    size_t at = 0, length = strlen(text);
    uint32_t glyph;

    for (int i = 1; i < column && at < length; i++)
        at += text_decode(text + at, length - at, &glyph);
    return at;
}

/* The number of the setting that the error is about: that of that very key, or the last one of its
 * name; parts->count: none. */
static size_t blamed(const struct parts *parts, const char *setting)
{
    size_t found = parts->count;

    for (size_t i = 0; i < parts->count && setting; i++) {
        if (parts->setting[i].key == setting || parts->typed[i].key == setting)
            return i;
        if (strcmp(parts->setting[i].key, setting) == 0)
            found = i;
    }
    return found;
}

/* Where in the line the error is: in the value of the setting that it is about, or at its name
 * where that stands alone. What the line does not have is due to its first value; an error about no
 * setting is about the first name. */
static size_t place_in_line(const struct parts *parts, const struct error *error)
{
    size_t i = blamed(parts, error->setting);
    const struct setting *typed = &parts->typed[i < parts->count ? i : 0];

    if (i == parts->count)
        return (size_t)((error->setting ? typed->value : typed->key) - parts->text);
    if (parts->setting[i].value != typed->value)
        return (size_t)(typed->key - parts->text);
    return (size_t)(typed->value - parts->text) + byte_of_column(typed->value, error->column);
}

static bool do_command(struct app *app, const struct command *command, const char *value,
                       struct error *error)
{
    if (command->argument && command->argument[0] != '[' && !*value)
        return error_set(error, "%s needs a %s", command->name, command->argument);
    if (!command->argument && *value)
        return error_set(error, "%s takes no value", command->name);
    if (command->run)
        return command->run(app, value, error);
    const struct action *action = table_find(&actions, command->name);
    action->run(app, 0, 1);
    return true;
}

/* `beta 0.8` is short for `set beta=0.8`. */
static bool set_hyper(struct app *app, const struct setting *part, struct error *error)
{
    struct buffer value = {0};

    buffer_format(&value, "%s=%s", part->key, part->value);
    bool done = app_set(app, &(struct setting){"set", buffer_string(&value)}, 1, error);
    buffer_release(&value);
    return done;
}

/* A point behind `init`, which says how parameters begin, is meant to be a start. */
static bool is_point(const char *value)
{
    return *value && strchr("([+-.0123456789", *value);
}

/* Gives a key that stands alone what it stands for; momentum is that of the key m. */
static bool check_setting(struct app *app, struct parts *parts, struct setting *part,
                          struct error *error)
{
    const struct setting_head *head = settings_find(part->key);
    struct meant none;

    if (!head)
        return names_find(app, part->key, &none, error);
    if (strcmp(head->name, "init") == 0 && is_point(part->value))
        part->key = "start";
    if (strcmp(head->name, "momentum") == 0 && !*part->value)
        part->value = number_short(parts->beta, momentum_beta(app), 6);
    part->value = setting_value(head, part->value);
    return *part->value ||
           error_set(error, "%s needs a value: %s", setting_shown(head->name), head->argument) ||
           error_in(error, part->key);
}

static bool run_settings(struct app *app, struct parts *parts, struct error *error)
{
    for (size_t i = 0; i < parts->count; i++)
        if (!check_setting(app, parts, &parts->setting[i], error))
            return false;
    return app_set(app, parts->setting, parts->count, error);
}

/* The first name alone may be forgiven, be one of a command, or stand for a setting and its
 * value. */
static bool run_parts(struct app *app, struct parts *parts, struct error *error)
{
    struct setting *first = &parts->setting[0];
    struct meant meant;

    if (!names_find(app, first->key, &meant, error))
        return false;
    switch (meant.kind) {
    case NAME_COMMAND:
        return do_command(app, table_find(&commands, meant.name), first->value, error) ||
               error_in(error, first->key);
    case NAME_HYPER:
        first->key = meant.name;
        return set_hyper(app, first, error);
    case NAME_VALUE:
        if (*first->value)
            return error_set(error, "%s takes no value: it is one of :%s", meant.name,
                             meant.setting);
        *first = (struct setting){meant.setting, meant.name};
        return run_settings(app, parts, error);
    case NAME_SETTING:
        first->key = meant.name;
        return run_settings(app, parts, error);
    }
    return false;
}

static bool run_line(struct app *app, const char *line, size_t *caret, struct error *error)
{
    struct parts parts;
    bool done = true;

    *caret = 0;
    *error = (struct error){0};
    if (!cut_line(&parts, line, error))
        done = false;
    else if (parts.count && *parts.setting[0].key)
        done = run_parts(app, &parts, error);
    if (!done && parts.count)
        *caret = place_in_line(&parts, error);
    error->setting = NULL; /* it may be a part of the line */
    free(parts.text);
    return done;
}

/* Does the line begin with a formula in place of a name? */
static bool begins_formula(const char *line)
{
    char word[64];
    size_t blanks = strspn(line, " "), length = strcspn(line + blanks, " =");

    snprintf(word, sizeof word, "%.*s", (int)length, line + blanks);
    return hint_is_formula(word);
}

bool commands_run(struct app *app, const char *line, size_t *caret, struct error *error)
{
    static const char name[] = "function ";
    size_t before = sizeof name - 1;
    struct buffer named = {0};

    if (!begins_formula(line))
        return run_line(app, line, caret, error);
    buffer_format(&named, "%s%s", name, line);
    bool done = run_line(app, buffer_string(&named), caret, error);
    *caret = *caret > before ? *caret - before : 0;
    buffer_release(&named);
    return done;
}

/* Completion. */

static void add_matching(struct candidates *candidates, const char *name, const char *typed,
                         size_t length)
{
    if (strncmp(name, typed, length) == 0)
        candidates_add(candidates, name);
}

static void hyper_candidates(const struct app *app, const char *typed, size_t length,
                             struct candidates *candidates)
{
    const struct optimizer *optimizer = session_scenario(&app->session)->optimizer;

    for (int i = 0; optimizer && i < optimizer_hypers(optimizer); i++)
        add_matching(candidates, optimizer->hyper[i].name, typed, length);
}

static void parameter_candidates(const struct app *app, const char *typed, size_t length,
                                 struct candidates *candidates)
{
    const struct scenario *scenario = session_scenario(&app->session);

    for (int i = 0; i < scenario->n; i++)
        add_matching(candidates, scenario->parameter[i], typed, length);
    add_matching(candidates, "pca", typed, length);
}

/* What may come behind the name of a command or of a setting, or behind what is read as such;
 * nothing where it is neither. */
static struct setting_head head_of(const struct app *app, const char *name, size_t length)
{
    struct setting_head head = {0};
    struct meant meant;
    char word[32];

    if (length >= sizeof word)
        return head;
    memcpy(word, name, length);
    word[length] = '\0';

    if (!names_find(app, word, &meant, NULL))
        return head;
    const struct command *command = table_find(&commands, meant.name);
    const struct setting_head *setting = settings_find(meant.name);
    if (command)
        head.argument = command->argument;
    return setting ? *setting : head;
}

/* The files that begin so; the whole value is the name, blanks and all. */
static void file_candidates(struct app *app, const char *typed, size_t length,
                            struct candidates *candidates)
{
    char *begun = strndup(typed, length);

    buffer_clear(&app->files);
    if (!begun)
        return;
    file_complete(begun, &app->files);
    free(begun);
    for (size_t at = 0; at < app->files.size && !app->files.failed;
         at += strlen(app->files.data + at) + 1)
        candidates_add(candidates, app->files.data + at);
}

void commands_candidates(struct app *app, const char *text, size_t length,
                         struct candidates *candidates)
{
    size_t from = length, name = strspn(text, " ");

    *candidates = (struct candidates){0};
    while (from > 0 && !is_gap(text[from - 1]) && text[from - 1] != ',')
        from--;
    candidates->from = from;
    if (from <= name) {
        names_complete(app, text + from, length - from, candidates);
        candidates->after = " ";
        return;
    }

    size_t name_length = strcspn(text + name, " =");
    const struct setting_head value = head_of(app, text + name, name_length);
    if (value.argument && strcmp(value.argument, "FILE") == 0) {
        candidates->from = name + name_length + 1;
        file_candidates(app, text + candidates->from, length - candidates->from, candidates);
        return;
    }
    for (size_t i = 0; value.choices && i < value.choices->count; i++)
        add_matching(candidates, table_name(value.choices, i), text + from, length - from);
    if (value.of_hypers)
        hyper_candidates(app, text + from, length - from, candidates);
    if (value.of_parameters)
        parameter_candidates(app, text + from, length - from, candidates);
}
