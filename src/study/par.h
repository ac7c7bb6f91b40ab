/* Par of a blind descent: how many evaluations the best of the optimizers needs to come as far down as any of
 * them does. Each runs from the start of the scenario as it is recommended for what is minimised, PAR_EVALUATIONS
 * at most, twice: first the lowest loss that one of them ends at is found, and then the fewest evaluations to come
 * within a hundredth of the way down to it.
 *
 * Made in slices; no clock, no chance. */
#ifndef STUDY_PAR_H
#define STUDY_PAR_H

#include <stdbool.h>
#include <stddef.h>

#include "run/scenario.h"

enum { PAR_EVALUATIONS = 500 };

struct par {
    struct scenario base; /* owned: without what was set by hand */
    size_t next;          /* the optimizer that runs next */
    bool known;           /* all have run for the first time: */
    double target;    /* the loss to come to, with the start in it already where none comes lower */
    bool done;        /* and for the second: */
    long evaluations; /* par; -1: no optimizer comes there, which only chance can do */
    const char *optimizer; /* who needs so many. Borrowed */
    double first, least;   /* losses: at the start, at the lowest end so far */
};

/* For what the scenario minimises, from the start x[n]. Returns false with the error; par_release in either
 * case. */
bool par_begin(struct par *par, const struct scenario *scenario, const double *x,
               struct error *error);
void par_release(struct par *par);

/* Lets one optimizer run. Returns false with the error where that can't be. */
bool par_advance(struct par *par, struct error *error);

#endif
