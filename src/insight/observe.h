/* Finds what there is to be observed of a run at its present step (run/quantity.h). */
#ifndef INSIGHT_OBSERVE_H
#define INSIGHT_OBSERVE_H

#include "insight/analysis.h"
#include "run/quantity.h"

/* What `needs`, bits of enum observed, asks for, and what costs nothing. What the analysis knows is not
 * found again. Borrows from both until the next step. The run itself does not change, nor does its
 * count of evaluations. What was interrupted has no value. */
struct observation observe(struct simulation *simulation, struct analysis *analysis,
                           unsigned needs);

#endif
