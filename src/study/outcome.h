/* What became of a run: the result of a case of a study, where many runs are compared. */
#ifndef STUDY_OUTCOME_H
#define STUDY_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "insight/verdict.h"
#include "run/scenario.h"

struct error;
struct population;
struct simulation;

struct outcome {
    double start[PARAMETERS_MAX], end[PARAMETERS_MAX];
    double loss; /* at the end */
    long steps;
    long evaluations; /* at what they cost: a Hessian counts n (sample_cost) */
    enum ending ending;
    bool ran_away; /* it diverged, or left the domain */
};

/* What became of a simulation that has ended. */
void outcome_read(struct outcome *outcome, struct simulation *simulation);

/* What became of run number i of a population, which has ended. */
void outcome_of_member(struct outcome *outcome, const struct population *population, size_t i);

/* Runs the scenario to its end. The same bits as a run alone, which it is. Returns false with the
 * error of simulation_create. */
bool outcome_of(struct outcome *outcome, const struct scenario *scenario, struct error *error);

/* Did it come to rest at a minimum, or where a method finds nothing lower? */
bool outcome_settled(const struct outcome *outcome);

#endif
