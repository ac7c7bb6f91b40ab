/* Random restarts: a scenario run from its own start and from random places. */
#ifndef CLI_RESTARTS_H
#define CLI_RESTARTS_H

#include <stdbool.h>

#include "study/region.h"

enum { RESTARTS_MAX = 10000 };

struct buffer;
struct error;
struct scenario;

struct restarts {
    long count; /* of random places, RESTARTS_MAX at most, and where: */
    struct region region;
};

/* Runs the scenario from its start and from the random places (seeded by its seed), makes the
 * start of the run with the least loss its start, and appends a table of all of them, with the
 * start that was chosen. Runs that diverged are not chosen: *chosen is the run's number in the
 * table, or -1 where all diverged and the scenario is as it was. On failure, too, it is, with the
 * error as simulation_create gives it. */
bool restarts_choose(struct scenario *scenario, const struct restarts *restarts,
                     struct buffer *report, long *chosen, struct error *error);

#endif
