/* Random restarts: a scenario run from its own start and from random places of its window, and
 * where that leaves out parameters, of their own ranges (scenario_range). */
#ifndef CLI_RESTARTS_H
#define CLI_RESTARTS_H

#include <stdbool.h>

struct buffer;
struct error;
struct scenario;

/* Runs the scenario from its start and from `count` random places (seeded by its seed), makes the
 * start of the run with the least loss its start, and appends a table of all of them, with the
 * start that was chosen. Runs that diverged are not chosen: *chosen is the run's number in the
 * table, or -1 where all diverged and the scenario is as it was. On failure, too, it is, with the
 * error as simulation_create gives it. */
bool restarts_choose(struct scenario *scenario, long count, struct buffer *report, long *chosen,
                     struct error *error);

#endif
