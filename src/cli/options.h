/* The command line: `--key value` or `--key=value`. The keys are those of a scenario (see
 * run/scenario.h), the settings of the view and the rows of the table `options`. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>

#include "base/table.h"
#include "cli/config.h"
#include "run/experiment.h"
#include "show/saved.h"
#include "show/settings.h"

struct demo;
struct error;
struct subcommand;

enum option_id {
    OPTION_AT,
    OPTION_AT_STEP,
    OPTION_CHARSET,
    OPTION_CHECK,
    OPTION_COLOR,
    OPTION_ENTRANT,
    OPTION_ENTRANTS,
    OPTION_EVERY,
    OPTION_EXPLAIN,
    OPTION_FORMAT,
    OPTION_FUNCTION_FILE,
    OPTION_GO,
    OPTION_GOAL,
    OPTION_HELP,
    OPTION_JOBS,
    OPTION_LIGHT,
    OPTION_LOOP,
    OPTION_PLOT,
    OPTION_QUANTITY,
    OPTION_RATES,
    OPTION_RESTARTS,
    OPTION_SEEDS,
    OPTION_SHARD,
    OPTION_SIZE,
    OPTION_SNAPSHOT,
    OPTION_STARTS,
    OPTION_SYMBOLIC,
    OPTION_THEORY,
    OPTION_TRACE,
    OPTION_TUNE,
    OPTION_VARY,
    OPTION_VERSION,
    OPTION_WALK,
    OPTION_WITHIN,
    OPTION_COUNT
};

/* A row of the table `options`, in the order of enum option_id. */
struct option_row {
    struct setting_head head; /* without an argument: a flag */
    const char *commands;     /* the commands that take it: " run eval "; NULL: all */
    const char *setting;      /* which it sets, to its value or what it stands for, or, */
    bool of_file;             /* to the text of the file that it names; NULL: none */
    bool listed;              /* may be given often: all its values go into `change` */
};

extern const struct table options;

/* The option of that name that the command takes, or else any; NULL: there is none. Two of one
 * name, for other commands, are neighbours in the table. */
const struct option_row *option_find(const char *name, const struct subcommand *command);

/* Does the command take the option, or the setting as one? */
bool option_fits(const struct option_row *row, const struct subcommand *command);
bool setting_fits(const struct setting_head *head, const struct subcommand *command);

/* The option of the command that takes this word as its value: "surface" for "ravine"; NULL: none
 * does. */
const char *option_of_value(const char *word, const struct subcommand *command);

/* Does the word name a file, as a word with a point or a slash does, and any that there is? */
bool arguments_is_file(const char *word);

/* A command line, read. */
struct arguments {
    const struct subcommand *command;
    struct scenario scenario;
    struct config config;            /* of the full-screen program */
    struct saved saved;              /* the view; and the rest, see arguments_experiment */
    bool whole;                      /* `saved` is a session that was read */
    bool opens;                      /* and it is the program's opening */
    const struct demo *demo;         /* it is that of a demo; NULL: it is not */
    const char *value[OPTION_COUNT]; /* as given, borrowed; a flag is ""; NULL: not given */
    const char **change; /* all values of --at, --vary or --entrant, owned list, each borrowed */
    size_t change_count;
    const char **session; /* files of sessions, owned list, each borrowed */
    size_t session_count;
    const char *file;       /* the file of data of a command with all keys, borrowed; it is
                             * no operand; NULL: none */
    const char *operand[1]; /* what is no option of another command, borrowed */
    int operand_count;
    int status; /* with which a failure that was told ends the program: EXIT_USAGE or EXIT_FAILED */
};

/* Reads argv[argc] behind the command's name; the order of the options does not matter, but the
 * later of two of the same name wins. On failure a message has gone to standard error. Release in
 * either case. */
bool arguments_read(struct arguments *arguments, const struct subcommand *command, int argc,
                    char **argv);
void arguments_release(struct arguments *arguments);

/* Gives the experiment to come so many threads for sums over rows: --jobs, else `usual`. Returns
 * false after a message. */
bool arguments_jobs(struct arguments *arguments, long usual);

/* Makes the experiment that the options say: the scenario, as it is by now, with the changes of
 * --at; it stands at --go. Where a session was named, the experiment is that of its file. Returns
 * false after a message. */
bool arguments_experiment(struct arguments *arguments);

/* Where it is in doubt how the data's first line was read: says so. For commands that print no
 * summary, which tells it. */
void arguments_doubt(const struct arguments *arguments);

/* Says what is wrong with the scenario as a whole; where the error has a place, with the option
 * into whose text it points. */
void arguments_report(struct arguments *arguments, const struct error *error);

/* The value of an option that is one of a list ending with NULL: its index, 0 where the option is
 * not given. Returns -1 after a message. */
int arguments_choice(const struct arguments *arguments, enum option_id id,
                     const char *const *choices);

/* The same for --format, one of the command's own. */
int arguments_format(const struct arguments *arguments);

/* Reads `ROWSxCOLUMNS`-like text, "80x24": columns and rows. */
bool arguments_size(const struct arguments *arguments, int *columns, int *rows);

/* The value of an option that is a whole number from 1 to `most`; where it is not given, *count
 * stays. Returns false after a message. */
bool arguments_count(const struct arguments *arguments, enum option_id id, long most, long *count);

#endif
