/* The table of subcommands, --help and --version. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/subcommand.h"
#include "cli/options.h"
#include "cli/report.h"

/* The first row is what runs without a command's name. */
static const struct subcommand rows[] = {
    {"screen", "[scenario]", "full-screen; where there is no terminal: run", command_screen},
    {"run", "[scenario]", "without a screen: summary, trace, picture", command_run},
    {"eval", "[scenario] --at X,Y", "value, gradient, Hessian and eigenvalues at a point",
     command_eval},
    {"schedule", "[SPEC] --lr R --steps N", "the rate of each step", command_schedule},
    {"list", "[NAME]", "what there is: surfaces, functions, keys…", command_list},
    {"show", "NAME", "one of them in full", command_show},
};

const struct table subcommands = TABLE("command", rows);

static bool has_scenario(const struct subcommand *command)
{
    return strstr(command->synopsis, "scenario") || command->run == command_schedule;
}

static void help_row(struct buffer *out, const char *name, const char *argument,
                     const char *meaning)
{
    char left[64];
    snprintf(left, sizeof left, "  --%s %s", name, argument ? argument : "");
    output_entry(out, left, meaning, 28);
}

static void help_options(const struct subcommand *command, struct buffer *out)
{
    char word[32];
    snprintf(word, sizeof word, " %s ", command->name);
    buffer_text(out, "\nOptions\n");
    for (size_t i = 0; i < options.count; i++) {
        const struct option_row *row = table_row(&options, i);
        if (!row->commands || strstr(row->commands, word))
            help_row(out, row->name, row->argument, row->meaning);
    }
    if (!has_scenario(command))
        return;
    buffer_text(out, "\nScenario: what is run\n");
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        help_row(out, key->name, key->argument, key->meaning);
    }
}

static void help_commands(struct buffer *out)
{
    buffer_text(out, "ttydescent: watch, steer and understand gradient descent in a terminal\n\n"
                     "Usage: ttydescent [command] [options]\n\nCommands\n");
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

/* The command that argv[1] names, or the first one where it is an option; NULL after a message. */
static const struct subcommand *find_command(int argc, char **argv)
{
    struct error error;
    if (argc < 2 || argv[1][0] == '-')
        return rows;
    const struct subcommand *command = table_need(&subcommands, argv[1], &error);
    if (!command)
        report_error(NULL, &error, "", 0);
    return command;
}

static bool wants(int argc, char **argv, const char *flag)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], flag) == 0)
            return true;
    return false;
}

static bool check_operands(const struct arguments *arguments)
{
    int most = has_scenario(arguments->command) && arguments->command->run != command_schedule;
    most = most ? 0 : 1;
    if (arguments->operand_count <= most)
        return true;
    report("don't know what to do with '%s'", arguments->operand[most]);
    return false;
}

int command_main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    const struct subcommand *command = find_command(argc, argv);
    if (!command)
        return EXIT_USAGE;
    if (wants(argc, argv, "--help"))
        return help(command);
    if (wants(argc, argv, "--version"))
        return version();
    struct arguments arguments;
    int first = command == rows && (argc < 2 || strcmp(argv[1], rows[0].name)) ? 1 : 2;
    int status = EXIT_USAGE;
    if (arguments_read(&arguments, command, argc - first, argv + first) &&
        check_operands(&arguments))
        status = command->run(&arguments);
    arguments_release(&arguments);
    return status;
}
