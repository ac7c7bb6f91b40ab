/* A population: many runs of one scenario at once, each from a start of its own, with a rate and
 * hyperparameters of its own. A block of the interpreter's points is here a block of runs. Run i is
 * bit for bit the run that a simulation makes with these settings: it ends with the same step, by
 * the same criterion. So all runs see the same numbers by chance, those of the scenario's seed.
 * Runs that have ended make room for the others: no steps are made of them. */
#ifndef RUN_POPULATION_H
#define RUN_POPULATION_H

#include <stdbool.h>
#include <stddef.h>

#include "method/rule.h"

struct error;
struct objective;
struct population;
struct scenario;
struct stepper;
struct watched;

/* What the runs differ in. Borrowed for as long as the population is created. */
struct population_runs {
    size_t count;
    const double *start; /* [n * count]: start[i * count + r] is parameter i of run r */
    const double *rate;  /* [count]; NULL: the scenario's */
    /* [count] each, in the order of scenario_hypers; NULL: the scenario's. */
    const double *hyper[RULE_MAX_HYPER];
};

/* Can runs of this scenario be a population? None of data, of a method, or of a schedule that
 * watches the losses can. The error says why. */
bool population_takes(const struct scenario *scenario, struct error *error);

/* The runs begin. Returns NULL with the error as population_takes and simulation_create give it.
 * Free with population_free. */
struct population *population_create(const struct scenario *scenario,
                                     const struct population_runs *runs, struct error *error);
void population_free(struct population *population);

/* Goes on with a few steps of some of the runs, so that all are made in turn. Returns how many
 * evaluations that took: 0 where all runs have ended. */
long population_work(struct population *population);

/* Makes so many steps of each run that has not ended, after the few of population_work that all
 * make. Returns how many evaluations that took. */
long population_step(struct population *population, long steps);

size_t population_left(const struct population *population); /* runs that have not ended */

/* The runs that have ended, by number, in the order in which they did. Returns how many there are.
 * Borrowed. */
size_t population_ended(const struct population *population, const size_t **runs);

/* Where run number i stands: x[n]. Returns its loss. */
double population_now(const struct population *population, size_t i, double *x);

/* Run number i, which has ended. Borrowed. */
const struct watched *population_end(const struct population *population, size_t i);

/* What the runs descend on, and how. Borrowed. */
struct objective *population_objective(const struct population *population);
const struct stepper *population_stepper(const struct population *population);

#endif
