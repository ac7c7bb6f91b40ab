/* Random restarts: a scenario run from its own start and from random places. */
#ifndef CLI_RESTARTS_H
#define CLI_RESTARTS_H

#include <stdbool.h>

#include "base/list.h"

enum { RESTARTS_MAX = 10000 };

struct buffer;
struct error;
struct rng;
struct scenario;

/* How many random places there are, RESTARTS_MAX at most, and where. */
struct restarts {
    long count;
    int given;               /* parameters whose range is said, the first ones */
    double within[LIST_MAX]; /* from, to, from, to ...; of the others scenario_range */
};

/* Reads the ranges: "A0,A1,B0,B1,...". */
bool restarts_within(struct restarts *restarts, const char *text, const struct scenario *scenario,
                     struct error *error);

/* The range of parameter i, and a random place in all of them: x[n]. */
void restarts_range(const struct restarts *restarts, const struct scenario *scenario, int i,
                    double range[2]);
void restarts_draw(const struct restarts *restarts, const struct scenario *scenario,
                   struct rng *rng, double *x);

/* Runs the scenario from its start and from the random places (seeded by its seed), makes the
 * start of the run with the least loss its start, and appends a table of all of them, with the
 * start that was chosen. Runs that diverged are not chosen: *chosen is the run's number in the
 * table, or -1 where all diverged and the scenario is as it was. On failure, too, it is, with the
 * error as simulation_create gives it. */
bool restarts_choose(struct scenario *scenario, const struct restarts *restarts,
                     struct buffer *report, long *chosen, struct error *error);

#endif
