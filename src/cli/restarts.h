/* Random restarts: a scenario run from its own start and from random places of its window. */
#ifndef CLI_RESTARTS_H
#define CLI_RESTARTS_H

#include <stdbool.h>

struct buffer;
struct error;
struct scenario;

/* Runs the scenario from its start and from `count` random places (seeded by its seed), makes the
 * start of the run with the least loss its start, and appends a table of all of them. Runs that
 * diverged come last. On failure the scenario is as it was, with the error as simulation_create
 * gives it. */
bool restarts_choose(struct scenario *scenario, long count, struct buffer *report,
                     struct error *error);

#endif
