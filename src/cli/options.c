#include "cli/options.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "base/threads.h"
#include "cli/jobs.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "formula/hints.h"
#include "problem/dataset.h"
#include "show/data_file.h"
#include "show/demos.h"
#include "show/opening.h"

enum { TEXT_FILE_MAX = 16 * 1024 * 1024 };

/* An option that sets something of the run or the view, as it was given. */
struct given {
    const char *option, *value;
    const char *setting; /* what it sets */
    bool of_file;        /* to the text of the file `value` */
};

#define OPTION(name_, argument_, commands_, meaning_)                                              \
    SETTING_HEAD(name_, argument_, meaning_), .commands = (commands_)

static const struct option_row rows[] = {
    [OPTION_AT] = {OPTION("at", "X,Y", " eval ",
                          "the point to evaluate at; the start where left out")},
    [OPTION_AT_STEP] = {OPTION("at", "STEP KEY=VALUE", " screen run ",
                               "change a setting after that step; as often as there are changes"),
                        .listed = true},
    [OPTION_CHARSET] = {OPTION("charset", "SET",
                               " screen demo run lrfind blind basins sweep swarm race ",
                               "auto, sextants, unicode, blocks, ascii")},
    [OPTION_CHECK] = {OPTION(
        "check", "EXPR", " run ",
        "exit with 1 if false at the end: 'loss < 1e-6 and verdict != cap'; see "
        "`list quantities`")},
    [OPTION_COLOR] = {OPTION("color", "N", " screen demo run lrfind blind basins sweep swarm race ",
                             "auto, 24bit, 256, 16, 8 or none")},
    [OPTION_ENTRANT] = {OPTION("entrant", "SPEC", " race ",
                               "enter an optimizer: adam:lr=0.1,beta1=0.8, or rule=TEXT"),
                        .listed = true},
    [OPTION_ENTRANTS] = {OPTION("entrants", "SPEC;...", " race ",
                                "enter several: 'gd;momentum;adam:lr=0.1'")},
    [OPTION_EVERY] = {OPTION("every", "K", " run ",
                             "only every K-th step of the trace, and the first and the last")},
    [OPTION_EXPLAIN] = {OPTION("explain", "K", " run ",
                               "tell step K in full, each of its numbers (alone: --theory)"),
                        .head.bare = "theory"},
    [OPTION_FORMAT] = {OPTION("format", "FORMAT",
                              " run eval race sweep basins swarm lrfind blind schedule list ",
                              "how the result is written")},
    [OPTION_FUNCTION_FILE] = {OPTION("function-file", "FILE", " screen run eval ",
                                     "the function from a file; - is standard input"),
                              .setting = "function", .of_file = true},
    [OPTION_GO] = {OPTION("go", "STEP", " screen run lrfind ",
                          "go on to this step, past an end too, and stand there")},
    [OPTION_GOAL] = {OPTION(
        "goal", "EXPR", " race ",
        "what is to be reached and kept, such as 'loss < 1e-6'; else to settle")},
    [OPTION_HELP] = {OPTION("help", NULL, NULL, "say what there is, and exit")},
    [OPTION_JOBS] = {OPTION("jobs", "N", " screen run race sweep basins swarm ",
                            "N at work at once; left out: one a processor, on the screen one")},
    [OPTION_LIGHT] = {OPTION("light", NULL, " screen demo ", "same as --theme light"),
                      .head.bare = "light", .setting = "theme"},
    [OPTION_LOOP] = {OPTION("loop", NULL, " demo ", "go from demo to demo, until a key q")},
    [OPTION_PLOT] = {OPTION("plot", "FILE...", " sweep ",
                            "draw tables that sweep wrote, such as its shards"),
                     .listed = true},
    [OPTION_QUANTITY] = {OPTION("quantity", "NAME", " sweep ",
                                "the colour of a picture: steps, evaluations, loss or end")},
    [OPTION_RATES] = {OPTION("rates", "FROM:TO", " lrfind ",
                             "the lowest rate and the highest; found where left out")},
    [OPTION_RESTARTS] = {OPTION("restarts", "N", " run ",
                                "run from N random places too, and keep the best")},
    [OPTION_SEEDS] = {OPTION("seeds", "N", " sweep race ", "run each case with N seeds")},
    [OPTION_SHARD] = {OPTION("shard", "K/N", " sweep basins swarm ",
                             "make part K of N of the rows; the parts make the whole")},
    [OPTION_SIZE] = {OPTION("size", "WxH", " run basins sweep swarm race lrfind blind ",
                            "columns and rows of the picture, or of the grid: 80x24")},
    [OPTION_SNAPSHOT] = {OPTION("snapshot", "FORMAT", " run lrfind blind basins sweep swarm race ",
                                "print the last screen alone: text, ansi or svg")},
    [OPTION_STARTS] = {OPTION("count", "N", " swarm ", "so many starts; 400 where left out")},
    [OPTION_SYMBOLIC] = {OPTION("symbolic", NULL, " eval ",
                                "print gradient and Hessian as formulas")},
    [OPTION_THEORY] = {OPTION("theory", NULL, " run ",
                              "what theory says of the end: contraction, best rate and beta")},
    [OPTION_TRACE] = {OPTION("trace", "FILE", " screen run ",
                             "draw the path in a file beside the run: a step a row")},
    [OPTION_TUNE] = {OPTION(
        "tune", "N", " race ",
        "N trial runs to choose each one's rate and beta; 96 where left out, 0: none")},
    [OPTION_VARY] = {OPTION("vary", "NAME=FROM:TO:N", " sweep ",
                            "vary a setting: lr=1e-3:1:log:20, or lr=0.01,0.1"),
                     .listed = true},
    [OPTION_VERSION] = {OPTION("version", NULL, NULL, "say which version this is, and exit")},
    [OPTION_WALK] = {OPTION("walk", "KEYS", " blind ",
                            "the keys: 3l, up k, half the step -; or - : from standard input")},
    [OPTION_WITHIN] = {OPTION("within", "X0,X1,Y0,Y1", " run basins swarm ",
                              "where starts are: a range for each parameter")},
};

const struct table options = TABLE("option", rows);

bool option_fits(const struct option_row *row, const struct subcommand *command)
{
    return !row->commands || text_lists(row->commands, command->name);
}

bool setting_fits(const struct setting_head *head, const struct subcommand *command)
{
    if (table_find(&view_settings, head->name))
        return command->shows;
    if (command->run == command_race && text_lists(" optimizer rule ", head->name))
        return false; /* its entrants say that */
    return !command->keys || text_lists(command->keys, head->name);
}

const struct option_row *option_find(const char *name, const struct subcommand *command)
{
    const struct option_row *found = NULL;
    for (size_t i = 0; i < options.count; i++)
        if (strcmp(rows[i].head.name, name) == 0 && (!found || option_fits(&rows[i], command)))
            found = &rows[i];
    return found;
}

static bool refuse_option(const char *name, const struct subcommand *command)
{
    report("--%s is no option of `%s`; its --help lists them", name, command->name);
    return false;
}

/* The option whose name is near, one that the command takes if there is such; NULL: none is. */
static const char *nearest_option(const char *name, const struct subcommand *command)
{
    enum { MOST = 256 };
    static const struct table *const tables[] = {&options, &scenario_keys, &view_settings, NULL};
    const char *names[MOST];
    size_t count = 0;
    for (size_t t = 0; tables[t]; t++)
        for (size_t i = 0; i < tables[t]->count && count < MOST; i++) {
            const void *row = table_row(tables[t], i);
            if (t == 0 ? option_fits(row, command) : setting_fits(row, command))
                names[count++] = table_name(tables[t], i);
        }
    const char *near = names_nearest(names, count, name);
    return near ? near : tables_nearest(tables, name);
}

static bool fail_unknown(const char *name, const struct subcommand *command)
{
    const char *near = nearest_option(name, command);
    if (near)
        report("there is no option --%s; did you mean --%s?", name, near);
    else
        report("there is no option --%s; --help lists them", name);
    return false;
}

/* The option that brought the setting. */
static const char *option_of(const struct arguments *arguments, const char *setting)
{
    for (size_t i = 0; i < options.count; i++)
        if (arguments->value[i] && rows[i].setting && strcmp(rows[i].setting, setting) == 0)
            return rows[i].head.name;
    return setting;
}

/* Says what is wrong with the text of a setting, by the option that brought it. */
static void report_setting(struct arguments *arguments, const struct error *error, const char *text,
                           size_t length)
{
    char option[80];
    snprintf(option, sizeof option, "--%.70s", option_of(arguments, error->setting));
    arguments->status = report_error(option, error, text, length);
}

static bool set_text(struct arguments *arguments, const struct given *given)
{
    struct error error;
    if (settings_set(&arguments->scenario, &arguments->saved.view, given->setting, given->value,
                     &error))
        return true;
    report_setting(arguments, &error, given->value, strlen(given->value));
    return false;
}

/* Sets it to the text of a file. A NUL can't be in a C string: it is refused here. */
static bool set_file(struct arguments *arguments, const struct given *given)
{
    struct buffer text = {0};
    struct error error;
    bool ok = file_read(given->value, TEXT_FILE_MAX, &text, &error);
    const char *nul = ok && text.size > 0 ? memchr(text.data, '\0', text.size) : NULL;
    if (nul) {
        int line, column;
        error_place(text.data, text.size, (size_t)(nul - text.data), &line, &column);
        ok = error_at(&error, line, column, "unexpected character U+0000");
    }
    ok = ok && scenario_set(&arguments->scenario, given->setting, buffer_string(&text), &error);
    if (!ok) {
        error_in(&error, given->setting);
        report_setting(arguments, &error, buffer_string(&text), text.size);
    }
    buffer_release(&text);
    return ok;
}

/* When an option is applied: in the order of the keys, so that the order of the command line does
 * not matter, and then the view. */
static size_t rank(const struct given *given)
{
    const struct scenario_key *key = table_find(&scenario_keys, given->setting);
    return key ? table_index(&scenario_keys, key) - key->replaces_last : scenario_keys.count;
}

/* Says so where two options are given of which one can be. */
static bool check_rivals(const struct given *given, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct scenario_key *one = table_find(&scenario_keys, given[j].setting);
            const struct scenario_key *other = table_find(&scenario_keys, given[i].setting);
            if (!one || !other || !(one->rivals & other->rivals) ||
                strcmp(given[j].option, given[i].option) == 0)
                continue;
            report("only one of --%s and --%s can be given", given[j].option, given[i].option);
            return false;
        }
    return true;
}

static bool apply_given(struct arguments *arguments, const struct given *given, size_t count)
{
    if (!check_rivals(given, count))
        return false;
    for (size_t key = 0; key <= scenario_keys.count; key++)
        for (size_t i = 0; i < count; i++)
            if (rank(&given[i]) == key &&
                !(given[i].of_file ? set_file : set_text)(arguments, &given[i]))
                return false;
    return true;
}

bool arguments_is_file(const char *word)
{
    return strpbrk(word, "./") || strcmp(word, "-") == 0 || access(word, F_OK) == 0;
}

/* Grad.Rate may be a column; what ends as files of data do, or is one, is none. */
static bool is_surely_file(const char *word)
{
    static const char endings[] = " csv tsv tab txt dat data psv ";
    const char *point = strrchr(word, '.');
    return strchr(word, '/') || (point && (text_lists(endings, point + 1) || !access(word, F_OK)));
}

static bool is_negative_number(const char *word)
{
    return word[0] == '-' && word[1] && strchr(".0123456789", word[1]);
}

/* Does the name of a setting stand alone? A file behind it is no value of such a one. */
static bool is_alone(const char *bare, int argc, char **argv)
{
    return bare && (argc < 2 || (argv[1][0] == '-' && !is_negative_number(argv[1])) ||
                    is_surely_file(argv[1]));
}

/* One option; *used is how many elements of argv it takes. Fills in `given` where the option sets
 * the scenario. */
static bool read_option(struct arguments *arguments, int argc, char **argv, int *used,
                        struct given *given)
{
    char name[64];
    const char *word = argv[0] + 2, *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), word);
    const struct option_row *row = option_find(name, arguments->command);
    const struct setting_head *head = row ? &row->head : settings_find(setting_name(name));
    if (!head)
        return fail_unknown(name, arguments->command);
    if (row ? !option_fits(row, arguments->command) : !setting_fits(head, arguments->command))
        return refuse_option(name, arguments->command);
    bool flag = !head->argument;
    bool alone = flag || (!equals && is_alone(head->bare, argc, argv));
    if (flag && equals) {
        report("--%s takes no value", name);
        return false;
    }
    if (!alone && !equals && argc < 2) {
        report("--%s needs a value", name);
        return false;
    }
    const char *value = alone ? setting_value(head, "") : equals ? equals + 1 : argv[1];
    *used = alone || equals ? 1 : 2;
    if (row)
        arguments->value[table_index(&options, row)] = value;
    if (row && row->listed)
        arguments->change[arguments->change_count++] = value;
    if (!row || row->setting)
        *given =
            (struct given){head->name, value, row ? row->setting : head->name, row && row->of_file};
    return true;
}

const char *option_of_value(const char *word, const struct subcommand *command)
{
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct setting_head *head = table_row(&scenario_keys, i);
        if (!head->choices || !table_find(head->choices, word))
            continue;
        if (setting_fits(head, command))
            return head->name;
        if (command->run == command_race)
            return "entrant";
    }
    return NULL;
}

static bool fail_word(const char *word, const struct subcommand *command)
{
    const char *option = option_of_value(word, command);
    if (option)
        report("don't know what to do with '%s'; did you mean --%s %s?", word, option, word);
    else
        report("don't know what to do with '%s'", word);
    return false;
}

/* What is no option: of a command with all keys the file of data, or the function. */
static bool read_operand(struct arguments *arguments, const char *word, struct given *given)
{
    bool has_data = !arguments->command->keys;
    if (arguments->value[OPTION_PLOT]) {
        arguments->change[arguments->change_count++] = word;
        return true;
    }
    if (arguments->command->shows && saved_is_name(word)) {
        arguments->session[arguments->session_count++] = word;
        return true;
    }
    if (has_data && !arguments->file && arguments_is_file(word)) {
        arguments->file = word;
        *given = (struct given){"data", word, "data", false};
        return true;
    }
    if (has_data && hint_is_formula(word)) {
        *given = (struct given){"function", word, "function", false};
        return true;
    }
    if (has_data || arguments->operand_count == 1) {
        return fail_word(word, arguments->command);
    }
    arguments->operand[arguments->operand_count++] = word;
    return true;
}

static bool read_words(struct arguments *arguments, int argc, char **argv, struct given *given,
                       size_t *count)
{
    bool dashes = true; /* tell an option; not behind "--" */
    for (int i = 0, used = 1; i < argc; i += used) {
        used = 1;
        if (dashes && strcmp(argv[i], "--") == 0) {
            dashes = false;
        } else if (dashes && strncmp(argv[i], "--", 2) == 0) {
            if (!read_option(arguments, argc - i, argv + i, &used, &given[*count]))
                return false;
            *count += given[*count].option != NULL;
        } else if (dashes && argv[i][0] == '-' && argv[i][1]) {
            report("'%s' is no option; options begin with two dashes; --help lists them", argv[i]);
            return false;
        } else {
            if (!read_operand(arguments, argv[i], &given[*count]))
                return false;
            *count += given[*count].option != NULL;
        }
    }
    return true;
}

/* Of axes that the run does not have the error says so itself. */
static bool check_view(struct arguments *arguments)
{
    struct error error;
    bool fits = view_check(&arguments->saved.view, &arguments->scenario, &error);
    if (!fits)
        arguments->status = report_error(NULL, &error, "", 0);
    return fits;
}

/* Has each of several sessions a row? */
static bool compares_sessions(const struct arguments *arguments)
{
    bool walks = arguments->command->run == command_blind && !arguments->value[OPTION_WALK] &&
                 !arguments->value[OPTION_SNAPSHOT];
    return walks || arguments->value[OPTION_CHECK];
}

/* What runs is said by the session: a setting of it can't come from elsewhere. */
static bool check_session(const struct arguments *arguments, const struct given *given,
                          size_t count)
{
    const char *other = arguments->value[OPTION_GO] ? "go" : arguments->change_count ? "at" : NULL;
    for (size_t i = 0; i < count; i++)
        if (!table_find(&view_settings, given[i].setting))
            other = given[i].option;
    if (other)
        report("--%s goes without a session, whose settings stand in its file", other);
    else if (arguments->session_count > 1 && !compares_sessions(arguments))
        report("several sessions go with `run` and --check, or with `blind` alone");
    else
        return true;
    return false;
}

static bool is_on_screen(const struct arguments *arguments)
{
    int (*command)(struct arguments *) = arguments->command->run;
    return (command == command_screen || command == command_demo) && isatty(STDOUT_FILENO) &&
           isatty(STDIN_FILENO);
}

/* Does the command line say nothing of what is run? */
static bool says_nothing(const struct arguments *arguments, const struct given *given, size_t count)
{
    bool nothing = arguments->session_count == 0 && arguments->change_count == 0 &&
                   !arguments->value[OPTION_GO];
    for (size_t i = 0; i < count; i++)
        nothing = nothing && table_find(&view_settings, given[i].setting);
    return nothing;
}

/* Finds the demo that is asked for, if one is. */
static bool find_demo(struct arguments *arguments)
{
    struct error error;
    const char *name = arguments->operand[0];
    if (arguments->command->run != command_demo || (!name && !arguments->value[OPTION_LOOP]))
        return true;
    arguments->demo = name ? demo_need(name, &error) : table_row(&demos, 0);
    if (!arguments->demo)
        arguments->status = report_error(NULL, &error, "", 0);
    return arguments->demo;
}

/* Reads the demo or the only session, or the opening where there is none. */
static bool read_session(struct arguments *arguments, struct error *error)
{
    const struct view *view = &arguments->config.view;
    struct saved *saved = &arguments->saved;
    if (arguments->demo)
        return demo_load(arguments->demo, saved, view, error);
    if (arguments->session_count == 0)
        return saved_make(saved, "", opening_text, strlen(opening_text), view, error);
    return saved_load(saved, arguments->session[0], view, error);
}

/* The session that is to be run; those that are checked are read one after the other
 * (cli/replay.h). */
static bool load_session(struct arguments *arguments, const struct given *given, size_t count)
{
    struct error error;
    bool opens = arguments->command->run == command_screen && is_on_screen(arguments) &&
                 says_nothing(arguments, given, count);
    if (!find_demo(arguments))
        return false;
    if (arguments->session_count == 0 && !opens && !arguments->demo)
        return true;
    if (!check_session(arguments, given, count))
        return false;
    if (arguments->value[OPTION_CHECK] || arguments->session_count > 1)
        return true;
    scenario_release(&arguments->scenario);
    arguments->whole = true;
    arguments->opens = opens;
    bool ok = read_session(arguments, &error) &&
              (scenario_copy(&arguments->scenario, &arguments->saved.experiment.present) ||
               error_memory(&error));
    if (!ok) {
        arguments->scenario = (struct scenario){0};
        arguments->status = report_error(NULL, &error, "", 0);
    }
    return ok;
}

/* Of what runs on a screen. */
static bool load_config(struct arguments *arguments)
{
    struct error error;
    if (!is_on_screen(arguments))
        return true;
    if (!config_load(&arguments->config, &error)) {
        arguments->status = report_error(NULL, &error, "", 0);
        return false;
    }
    arguments->saved.view = arguments->config.view;
    return true;
}

bool arguments_read(struct arguments *arguments, const struct subcommand *command, int argc,
                    char **argv)
{
    *arguments = (struct arguments){.command = command, .status = EXIT_USAGE};
    size_t count = 0;
    struct given *given = calloc((size_t)argc + 1, sizeof *given);
    arguments->change = calloc((size_t)argc + 1, sizeof *arguments->change);
    arguments->session = calloc((size_t)argc + 1, sizeof *arguments->session);
    bool ok =
        given && arguments->change && arguments->session && scenario_init(&arguments->scenario);
    arguments->scenario.open_data = data_file_open;
    if (!ok) {
        report("out of memory");
        arguments->status = EXIT_FAILED;
    }
    ok = ok && load_config(arguments) && read_words(arguments, argc, argv, given, &count) &&
         load_session(arguments, given, count) && apply_given(arguments, given, count);
    free(given);
    return ok && check_view(arguments);
}

void arguments_release(struct arguments *arguments)
{
    saved_release(&arguments->saved);
    free(arguments->session);
    free(arguments->change);
    scenario_release(&arguments->scenario);
}

/* "20 lr=0.05". */
struct timed {
    size_t number; /* as it was given */
    long step;
    char key[32];
    const char *text, *value;
};

static const char *behind_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* Blanks around the parts don't count. */
static bool read_timed(const char *text, struct timed *timed, struct error *error)
{
    char step[24];
    const char *number = behind_blanks(text);
    size_t digits = strcspn(number, " \t");
    const char *key = behind_blanks(number + digits);
    size_t length = strcspn(key, "= \t");
    const char *sign = behind_blanks(key + length);
    *timed = (struct timed){.text = text, .value = ""};
    if (*sign != '=' || digits >= sizeof step || length >= sizeof timed->key)
        return error_set(error, "expected 'STEP KEY=VALUE', such as '20 lr=0.05'");
    snprintf(step, sizeof step, "%.*s", (int)digits, number);
    snprintf(timed->key, sizeof timed->key, "%.*s", (int)length, key);
    timed->value = behind_blanks(sign + 1);
    if (table_find(&view_settings, timed->key))
        return error_set(error, "%s is of the view, and none of a step: --%s %s", timed->key,
                         timed->key, timed->value);
    return number_parse_count(step, 0, EXPERIMENT_FARTHEST, &timed->step, error);
}

/* By their steps; those of one step as they were given. */
static int earlier(const void *a, const void *b)
{
    const struct timed *first = a, *second = b;
    if (first->step != second->step)
        return first->step < second->step ? -1 : 1;
    return first->number < second->number ? -1 : 1;
}

static bool fail_change(struct arguments *arguments, const struct timed *timed,
                        const struct error *error)
{
    char option[80];
    snprintf(option, sizeof option, "--at '%.60s'", timed->text);
    arguments->status = report_error(option, error, timed->value, strlen(timed->value));
    return false;
}

/* Records the changes, in the order of their steps. */
static bool record_changes(struct arguments *arguments, struct timed *timed,
                           struct experiment *experiment)
{
    struct error error;
    for (size_t i = 0; i < arguments->change_count; i++) {
        if (!read_timed(arguments->change[i], &timed[i], &error))
            return fail_change(arguments, &timed[i], &error);
        timed[i].number = i;
    }
    qsort(timed, arguments->change_count, sizeof *timed, earlier);
    for (size_t i = 0; i < arguments->change_count; i++) {
        const struct setting setting = {timed[i].key, timed[i].value};
        if (!experiment_record(experiment, timed[i].step, &setting, 1, &error))
            return fail_change(arguments, &timed[i], &error);
    }
    return true;
}

static_assert((int)JOBS_MAX <= (int)THREADS_MAX, "as many threads as are asked for can be had");

bool arguments_jobs(struct arguments *arguments, long usual)
{
    struct experiment *experiment = &arguments->saved.experiment;
    if (!arguments_count(arguments, OPTION_JOBS, JOBS_MAX, &usual))
        return false;
    arguments->scenario.jobs = (int)usual;
    if (arguments->whole)
        experiment->first.jobs = experiment->present.jobs = (int)usual;
    return true;
}

bool arguments_experiment(struct arguments *arguments)
{
    struct experiment *experiment = &arguments->saved.experiment;
    struct timed *timed = calloc(arguments->change_count + 1, sizeof *timed);
    const char *go = arguments->value[OPTION_GO];
    struct error error;
    if (arguments->whole) {
        free(timed);
        return true;
    }
    bool ok = timed && experiment_init(experiment, &arguments->scenario);
    if (!ok) {
        error_memory(&error);
        arguments->status = report_error(NULL, &error, "", 0);
    }
    ok = ok && record_changes(arguments, timed, experiment);
    free(timed);
    if (!ok || !go || number_parse_count(go, 0, EXPERIMENT_FARTHEST, &experiment->step, &error))
        return ok;
    arguments->status = report_error("--go", &error, "", 0);
    return false;
}

void arguments_doubt(const struct arguments *arguments)
{
    const struct scenario *scenario = &arguments->scenario;
    const char *doubt = scenario->data ? dataset_doubt(scenario->data) : NULL;
    if (doubt)
        report("%s: %s", scenario->data_name, doubt);
}

void arguments_report(struct arguments *arguments, const struct error *error)
{
    struct buffer text = {0};
    if (error->setting && error->line > 0) {
        const struct experiment *experiment = &arguments->saved.experiment;
        scenario_get(experiment->count ? &experiment->present : &arguments->scenario,
                     table_find(&scenario_keys, error->setting), &text);
        report_setting(arguments, error, buffer_string(&text), text.size);
    } else {
        arguments->status = report_error(NULL, error, "", 0);
    }
    buffer_release(&text);
}

int arguments_choice(const struct arguments *arguments, enum option_id id,
                     const char *const *choices)
{
    const char *value = arguments->value[id];
    if (!value)
        return 0;
    for (int i = 0; choices[i]; i++)
        if (strcmp(value, choices[i]) == 0)
            return i;
    struct buffer list = {0};
    names_list(&list, choices, SIZE_MAX, ", ");
    report("--%s: '%s' is none of %s", table_name(&options, id), value, buffer_string(&list));
    buffer_release(&list);
    return -1;
}

int arguments_format(const struct arguments *arguments)
{
    return arguments_choice(arguments, OPTION_FORMAT, arguments->command->formats);
}

bool arguments_size(const struct arguments *arguments, int *columns, int *rows_)
{
    enum { MOST_COLUMNS = 1000, MOST_ROWS = 500 };
    const char *value = arguments->value[OPTION_SIZE];
    char first[16] = "";
    long width = 80, height = 24;
    const char *x = value ? strchr(value, 'x') : NULL;
    if (x && x - value < 16)
        memcpy(first, value, (size_t)(x - value));
    if (value && (!x || !number_parse_count(first, 1, MOST_COLUMNS, &width, NULL) ||
                  !number_parse_count(x + 1, 1, MOST_ROWS, &height, NULL))) {
        report("--size: '%s' is not a size like 80x24, at most %dx%d", value, MOST_COLUMNS,
               MOST_ROWS);
        return false;
    }
    *columns = (int)width;
    *rows_ = (int)height;
    return true;
}

bool arguments_count(const struct arguments *arguments, enum option_id id, long most, long *count)
{
    struct error error;
    const char *value = arguments->value[id];
    char option[32];
    if (!value || number_parse_count(value, 1, most, count, &error))
        return true;
    snprintf(option, sizeof option, "--%s", table_name(&options, id));
    report_error(option, &error, "", 0);
    return false;
}
