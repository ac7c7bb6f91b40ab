/* Par of a blind descent: how many evaluations, at what they cost, the best of the optimizers needs
 * to come as far down as any of them does that settles where one can walk to, or where none settles
 * there, that ends there. There is no par where none settles and the lowest one ends at the edge of
 * the domain, as of log(x). Each runs from the start of the scenario as it is recommended for what
 * is minimised, at a cost of PAR_EVALUATIONS at most, twice: first the lowest loss that one of them
 * ends at is found, and then the fewest evaluations to come within a hundredth of the way down to
 * it.
 *
 * Made in slices; no clock, no chance. */
#ifndef STUDY_PAR_H
#define STUDY_PAR_H

#include <stdbool.h>
#include <stddef.h>

#include "run/scenario.h"

enum { PAR_EVALUATIONS = 500 };

struct par {
    struct scenario base;  /* owned: without what was set by hand */
    size_t next;           /* the optimizer that runs next */
    double range[2][2];    /* where one can walk: of each parameter, least and most */
    bool known;            /* all have run for the first time: */
    double target;         /* the loss to come to; -inf: there is no par */
    bool done;             /* and for the second: */
    long evaluations;      /* par; -1: there is none */
    const char *optimizer; /* who needs so many. Borrowed */
    double first, least;   /* losses: at the start, at the lowest end that counts */
    double lowest[2];      /* so far: of those that don't settle, and of those that do; */
    double edge;           /* and of those that end at the edge of the domain */
};

/* For what the scenario minimises, of one or two parameters, from the start x[n], within the
 * ranges. Returns false with the error; par_release in either case. */
bool par_begin(struct par *par, const struct scenario *scenario, const double *x,
               const double range[2][2], struct error *error);
void par_release(struct par *par);

/* Appends how so many evaluations compare with par: "2 under par, which bfgs makes with 9". */
void par_compare(const struct par *par, long evaluations, struct buffer *out);

/* Lets one optimizer run. Returns false with the error where that can't be. */
bool par_advance(struct par *par, struct error *error);

#endif
