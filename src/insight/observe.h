/* Finds what there is to be observed of a run at its present step (run/quantity.h). */
#ifndef INSIGHT_OBSERVE_H
#define INSIGHT_OBSERVE_H

#include "insight/analysis.h"
#include "run/quantity.h"

/* Finds what `needs` (bits of enum observed) asks for, and all that costs nothing. What the
 * analysis knows already is not found again. Borrows from both until the next step. Neither the run
 * nor its count of evaluations changes. What was interrupted has no value. */
struct observation observe(struct simulation *simulation, struct analysis *analysis,
                           unsigned needs);

#endif
