/* Finds what there is to be observed of a run at its present step (run/quantity.h). */
#ifndef INSIGHT_OBSERVE_H
#define INSIGHT_OBSERVE_H

#include "run/quantity.h"

struct simulation;

/* What `needs`, bits of enum observed, asks for, and what costs nothing. Borrows from the simulation
 * until its next step. The run itself does not change, nor does its count of evaluations. */
struct observation observe(struct simulation *simulation, unsigned needs);

#endif
