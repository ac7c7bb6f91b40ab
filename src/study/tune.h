/* Tuning: trial runs that find the rate of a scenario, and how much it remembers, where that was not said.
 *
 * A quarter of the trials cover five decades of rates around the recommended one evenly. Where the optimizer
 * has a `beta` or `beta1` that was not set, a third then tries four of these, from 0.2 to 0.98 and evenly in
 * the logarithm of what is forgotten, from the highest rate that reached the goal down: with much memory many
 * rates do equally well, and what is best with less memory lies higher. The rest is a compass search from the
 * best: a step each way, half as long where none is better (Kolda, Lewis and Torczon, Optimization by direct
 * search, SIAM Review 45 (2003), doi:10.1137/S003614450242889). */
#ifndef STUDY_TUNE_H
#define STUDY_TUNE_H

#include <stdbool.h>

#include "study/outcome.h"

struct error;

/* Sets the best rate and memory that so many trials, at least 1, have found. *width: over how many decades of
 * rates, of the five, the goal is reached. *outcome: of the scenario as it is then. Returns false with the
 * error of simulation_create; the scenario is then as it was. */
bool tune(struct scenario *scenario, long trials, double *width, struct outcome *outcome,
          struct error *error);

#endif
