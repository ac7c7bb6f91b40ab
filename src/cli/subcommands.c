/* The table of subcommands, --help and --version. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/locale.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "formula/hints.h"

static int command_help(struct arguments *arguments);

/* The first row is what runs without a command's name. */
static const struct subcommand rows[] = {
    {"screen",
     "[FILE.csv] [scenario]",
     "full-screen; where there is no terminal: run",
     NULL,
     true,
     {NULL},
     command_screen},
    {"run",
     "[FILE.csv] [scenario]",
     "without a screen: summary, trace, picture",
     NULL,
     true,
     {"table", "csv", "json"},
     command_run},
    {"eval",
     "[FILE.csv] --at X,Y",
     "value, gradient, Hessian and eigenvalues at a point",
     NULL,
     false,
     {"table", "csv"},
     command_eval},
    {"schedule",
     "[SPEC] --lr R --steps N",
     "the rate of each step",
     " lr steps ",
     false,
     {"table", "csv", "plot"},
     command_schedule},
    {"sweep",
     "--vary NAME=FROM:TO:N",
     "a run for each value of one or more settings",
     NULL,
     true,
     {"csv", "summary"},
     command_sweep},
    {"race",
     "[--entrant SPEC]...",
     "optimizers compared, each at a rate of its own",
     NULL,
     true,
     {"table", "csv", "summary"},
     command_race},
    {"basins",
     "[--size WxH]",
     "a run from each cell of a grid",
     NULL,
     true,
     {"csv", "summary"},
     command_basins},
    {"swarm",
     "[--count N]",
     "a run from each of many random starts",
     NULL,
     true,
     {"csv", "summary"},
     command_swarm},
    {"lrfind",
     "[--rates FROM:TO]",
     "a run whose rate rises, and the rate that it suggests",
     NULL,
     true,
     {"table", "csv", "summary"},
     command_lrfind},
    {"blind",
     "[FILE.td] [--walk KEYS]",
     "a walk by keys in fog, and how it compares with par",
     NULL,
     true,
     {"table", "csv", "summary"},
     command_blind},
    {"list",
     "[NAME]",
     "what there is: surfaces, functions, keys…",
     "",
     false,
     {"table", "csv"},
     command_list},
    {"show", "NAME", "one of them in full", "", false, {NULL}, command_show},
    {"demo",
     "[NAME] [--loop]",
     "scenes of a minute, by name or number; alone: lists them",
     "",
     true,
     {NULL},
     command_demo},
    {"help",
     "[COMMAND]",
     "what there is, or what a command takes",
     "",
     false,
     {NULL},
     command_help},
};

const struct table subcommands = TABLE("command", rows);

static void help_row(struct buffer *out, const struct setting_head *row, const char *meaning)
{
    char left[64];
    snprintf(left, sizeof left, "  --%s %s", row->name, row->argument ? row->argument : "");
    output_entry(out, left, meaning, 28);
}

/* The row of --format: "table, csv or json". */
static void help_format(const struct subcommand *command, const struct option_row *row,
                        struct buffer *out)
{
    struct buffer list = {0};
    names_list(&list, command->formats, SIZE_MAX, " or ");
    help_row(out, &row->head, buffer_string(&list));
    out->failed |= list.failed;
    buffer_release(&list);
}

static void help_settings(const struct subcommand *command, const struct table *table,
                          struct buffer *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct setting_head *row = table_row(table, i);
        if (setting_fits(row, command))
            help_row(out, row, row->meaning);
    }
}

static void help_options(const struct subcommand *command, struct buffer *out)
{
    buffer_text(out, "\nOptions\n");
    for (size_t i = 0; i < options.count; i++) {
        const struct option_row *row = table_row(&options, i);
        if (i == OPTION_FORMAT && option_fits(row, command))
            help_format(command, row, out);
        else if (option_fits(row, command))
            help_row(out, &row->head, row->head.meaning);
    }
    if (!command->keys)
        buffer_text(out, "\nScenario: what is run\n");
    help_settings(command, &scenario_keys, out);
    if (command->shows)
        buffer_text(out, "\nView: what is shown of it\n");
    help_settings(command, &view_settings, out);
}

static void help_commands(struct buffer *out)
{
    buffer_text(out, "ttydescent: watch, steer and understand gradient descent in a terminal\n\n"
                     "Usage: ttydescent [command] [FILE.csv] [options]\n\nCommands\n");
    for (size_t i = 0; i < subcommands.count; i++) {
        char left[64];
        snprintf(left, sizeof left, "  %s%s%s", i ? rows[i].name : "", i ? " " : "",
                 rows[i].synopsis);
        output_entry(out, left, rows[i].meaning, 36);
    }
}

static int help(const struct subcommand *command)
{
    struct buffer out = {0};
    if (command == rows)
        help_commands(&out);
    else
        buffer_format(&out, "Usage: ttydescent %s %s\n\n%s\n", command->name, command->synopsis,
                      command->meaning);
    help_options(command, &out);
    if (command == rows)
        buffer_text(&out, "\n`ttydescent COMMAND --help` tells more of one command.\n"
                          "Exit status: 0 done, 1 failed or --check false, 2 usage, 3 unsuitable "
                          "terminal.\n");
    output_transliterate(&out);
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

static int version(void)
{
    struct buffer out = {0};
    buffer_text(&out, PACKAGE_STRING "\n");
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

/* The command of that name; NULL after a message. */
static const struct subcommand *need_command(const char *name)
{
    struct error error;
    const struct subcommand *command = table_need(&subcommands, name, &error);
    if (!command)
        report_error(NULL, &error, "", 0);
    return command;
}

static int command_help(struct arguments *arguments)
{
    const char *name = arguments->operand[0];
    const struct subcommand *command = name ? need_command(name) : rows;
    return command ? help(command) : EXIT_USAGE;
}

/* The command that argv[1] names, or the first one where it is an option, a file or a formula; NULL
 * after a message. */
static const struct subcommand *find_command(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-')
        return rows;
    const struct subcommand *command = table_find(&subcommands, argv[1]);
    const char *option = option_of_value(argv[1], rows);
    if (!command && (hint_is_formula(argv[1]) || arguments_is_file(argv[1])))
        return rows;
    if (!command && option)
        report("there is no command '%s'; did you mean --%s %s?", argv[1], option, argv[1]);
    else if (!command)
        need_command(argv[1]);
    return command;
}

static bool wants(int argc, char **argv, const char *flag)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], flag) == 0)
            return true;
    return false;
}

int command_main(int argc, char **argv)
{
    locale_set();
    const struct subcommand *command = find_command(argc, argv);
    if (!command)
        return EXIT_USAGE;
    if (wants(argc, argv, "--help") || wants(argc, argv, "-h"))
        return help(command);
    if (wants(argc, argv, "--version"))
        return version();
    struct arguments arguments;
    int first = argc > 1 && strcmp(argv[1], command->name) == 0 ? 2 : 1;
    bool read = arguments_read(&arguments, command, argc - first, argv + first);
    int status = read ? command->run(&arguments) : arguments.status;
    arguments_release(&arguments);
    return status;
}
