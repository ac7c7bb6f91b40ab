/* The subcommands: one row a command, and what is common to running them. */
#ifndef CLI_SUBCOMMAND_H
#define CLI_SUBCOMMAND_H

#include <stdbool.h>

#include "base/table.h"

struct arguments;

struct subcommand {
    const char *name;
    const char *synopsis;   /* what follows the name: "[scenario] [--at X,Y]" */
    const char *meaning;    /* one line */
    const char *keys;       /* of the scenario that it takes: " lr steps "; NULL: all */
    bool shows;             /* takes the settings of a view */
    const char *formats[4]; /* of --format, the usual one first; NULL ends them */
    int (*run)(struct arguments *arguments);
};

extern const struct table subcommands;

int command_run(struct arguments *arguments);
int command_eval(struct arguments *arguments);
int command_schedule(struct arguments *arguments);
int command_sweep(struct arguments *arguments);
int command_race(struct arguments *arguments);
int command_basins(struct arguments *arguments);
int command_blind(struct arguments *arguments);
int command_lrfind(struct arguments *arguments);
int command_swarm(struct arguments *arguments);
int command_list(struct arguments *arguments);
int command_show(struct arguments *arguments);
int command_screen(struct arguments *arguments); /* the full-screen program */
int command_demo(struct arguments *arguments);   /* the same on a demo */

/* The whole program. Returns the exit status. */
int command_main(int argc, char **argv);

#endif
