/* A population: many runs of one scenario at once, each from a start of its own. A block of the
 * interpreter's points is here a block of runs; run i is bit for bit the run that a simulation
 * makes from start i. So all runs see the same numbers by chance, where a rule reads `normal`. */
#ifndef RUN_POPULATION_H
#define RUN_POPULATION_H

#include <stdbool.h>
#include <stddef.h>

struct scenario;
struct error;
struct population;

/* From starts[n * runs]: start[i * runs + r] is parameter i of run r. Returns NULL with the
 * error as simulation_create gives it, or where the scenario asks for noise or data, or for an
 * optimizer or a schedule that is no function of the step. Free with population_free. */
struct population *population_create(const struct scenario *scenario, const double *starts,
                                     size_t runs, struct error *error);
void population_free(struct population *population);

/* Makes so many steps of every run. A run whose numbers are no longer finite stays not finite. */
void population_step(struct population *population, long steps);

long population_steps(const struct population *population); /* made so far */
/* Parameter i of each run now, [runs]. Borrowed. */
const double *population_parameter(const struct population *population, int i);
/* The loss of each run now, [runs]. Borrowed. */
const double *population_loss(const struct population *population);

#endif
