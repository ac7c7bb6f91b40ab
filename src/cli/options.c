#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/subcommand.h"
#include "cli/report.h"
#include "view/colormap.h"

enum { FUNCTION_FILE_MAX = 16 * 1024 * 1024 };

static const struct option_row rows[] = {
    [OPTION_AT] = {"at", "X,Y", " eval ", "the point to evaluate at; the start where left out"},
    [OPTION_CHARSET] = {"charset", "SET", " screen run ", "auto, unicode, blocks or ascii"},
    [OPTION_CHECK] = {"check", "EXPR", " run ",
                      "exit with 1 if this is false at the end; names: the parameters, steps, "
                      "loss, grad_norm, lr, evaluations"},
    [OPTION_COLOR] = {"color", "N", " screen run ", "auto, 256, 16, 8 or none"},
    [OPTION_COLORMAP] = {"colormap", "NAME", " screen run ",
                         "the colours of the heatmap: see `list colormaps`"},
    [OPTION_EVERY] = {"every", "K", " run ",
                      "only every K-th step of the trace, and the first and the last"},
    [OPTION_EXPLAIN] = {"explain", NULL, " run ",
                        "what theory says of the end: contraction, best rate and beta"},
    [OPTION_FORMAT] = {"format", "FORMAT", " run eval schedule list ",
                       "table or csv; run also json, schedule also plot"},
    [OPTION_FUNCTION_FILE] = {"function-file", "FILE", " screen run eval ",
                              "the function from a file; - is standard input"},
    [OPTION_HELP] = {"help", NULL, NULL, "say what there is, and exit"},
    [OPTION_LIGHT] = {"light", NULL, " screen ", "text colours for a light background"},
    [OPTION_RESTARTS] = {"restarts", "N", " run ",
                         "run from N random places of the window too, and keep the best"},
    [OPTION_SIZE] = {"size", "WxH", " run ", "columns and rows of the picture: 80x24"},
    [OPTION_SNAPSHOT] = {"snapshot", "FORMAT", " run ",
                         "print the last screen alone: text or ansi"},
    [OPTION_VERSION] = {"version", NULL, NULL, "say which version this is, and exit"},
};

const struct table options = TABLE("option", rows);

/* Does the command take the option? Only `run`, `eval` and `screen` have scenarios. */
static bool takes(const struct subcommand *command, const struct option_row *row)
{
    char name[32];
    snprintf(name, sizeof name, " %s ", command->name);
    return !row->commands || strstr(row->commands, name);
}

static bool fail_unknown(const char *name)
{
    const char *near = table_nearest(&options, name);
    if (!near)
        near = table_nearest(&scenario_keys, name);
    if (near)
        report("there is no option --%s; did you mean --%s?", name, near);
    else
        report("there is no option --%s; --help lists them", name);
    return false;
}

static bool set_key(struct arguments *arguments, const char *name, const char *value)
{
    struct error error;
    char what[80];
    if (scenario_set(&arguments->scenario, name, value, &error)) {
        arguments->scenario_given = true;
        return true;
    }
    snprintf(what, sizeof what, "--%.70s", name);
    report_error(what, &error, value, strlen(value));
    return false;
}

/* The text of a file as the function. A NUL can't be in a C string: it is refused here. */
static bool set_function_file(struct arguments *arguments, const char *path)
{
    struct buffer text = {0};
    struct error error;
    bool ok = file_read(path, FUNCTION_FILE_MAX, &text, &error);
    const char *nul = ok && text.size > 0 ? memchr(text.data, '\0', text.size) : NULL;
    if (nul) {
        int line, column;
        error_place(text.data, text.size, (size_t)(nul - text.data), &line, &column);
        ok = error_at(&error, line, column, "unexpected character U+0000");
    }
    ok = ok && scenario_set(&arguments->scenario, "function", buffer_string(&text), &error);
    if (!ok)
        report_error("--function-file", &error, buffer_string(&text), text.size);
    buffer_release(&text);
    return ok;
}

static bool set_option(struct arguments *arguments, const struct option_row *row, const char *value)
{
    enum option_id id = (enum option_id)table_index(&options, row);
    if (!takes(arguments->command, row)) {
        report("--%s is no option of `%s`", row->name, arguments->command->name);
        return false;
    }
    arguments->value[id] = value;
    return id != OPTION_FUNCTION_FILE || set_function_file(arguments, value);
}

/* One option; *used is how many elements of argv it takes. */
static bool read_option(struct arguments *arguments, int argc, char **argv, int *used)
{
    char name[64];
    const char *word = argv[0] + 2, *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), word);
    const struct option_row *row = table_find(&options, name);
    if (!row && !table_find(&scenario_keys, name))
        return fail_unknown(name);
    bool flag = row && !row->argument;
    if (flag && equals) {
        report("--%s takes no value", name);
        return false;
    }
    if (!flag && !equals && argc < 2) {
        report("--%s needs a value", name);
        return false;
    }
    const char *value = flag ? "" : equals ? equals + 1 : argv[1];
    *used = flag || equals ? 1 : 2;
    return row ? set_option(arguments, row, value) : set_key(arguments, name, value);
}

bool arguments_read(struct arguments *arguments, const struct subcommand *command, int argc,
                    char **argv)
{
    *arguments = (struct arguments){.command = command};
    if (!scenario_init(&arguments->scenario)) {
        report("out of memory");
        return false;
    }
    for (int i = 0, used = 1; i < argc; i += used) {
        used = 1;
        if (strncmp(argv[i], "--", 2) == 0 && argv[i][2]) {
            if (!read_option(arguments, argc - i, argv + i, &used))
                return false;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            report("'%s' is no option; options begin with two dashes", argv[i]);
            return false;
        } else if (arguments->operand_count < 2) {
            arguments->operand[arguments->operand_count++] = argv[i];
        } else {
            report("don't know what to do with '%s'", argv[i]);
            return false;
        }
    }
    return true;
}

void arguments_release(struct arguments *arguments)
{
    scenario_release(&arguments->scenario);
}

void arguments_report(const struct arguments *arguments, const struct error *error)
{
    const struct scenario *scenario = &arguments->scenario;
    const char *text = scenario->function ? scenario->function : scenario->rule;
    report_error(NULL, error, text ? text : "", text ? strlen(text) : 0);
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
    for (int i = 0; choices[i]; i++)
        buffer_format(&list, "%s%s", i ? ", " : "", choices[i]);
    report("--%s: '%s' is none of %s", table_name(&options, id), value, buffer_string(&list));
    buffer_release(&list);
    return -1;
}

const struct colormap *arguments_colormap(const struct arguments *arguments)
{
    const char *name = arguments->value[OPTION_COLORMAP];
    struct error error;
    if (!name)
        return table_row(&colormaps, 0);
    const struct colormap *colormap = table_need(&colormaps, name, &error);
    if (!colormap)
        report_error("--colormap", &error, "", 0);
    return colormap;
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
