/* What the gauge has said along a run: the rate times the steepest curvature, and its limit, at
 * some of the steps. Nothing is evaluated here: who has found the numbers of a step notes them.
 *
 * Memory is bounded: steps that are multiples of a power of two are wanted, all of them at first.
 * When it is full every second note is dropped, and the power is the next one. */
#ifndef INSIGHT_GAUGES_H
#define INSIGHT_GAUGES_H

#include <stdbool.h>
#include <stddef.h>

struct stability;

enum { GAUGES_CAPACITY = 1024 };

/* {0}: nothing is noted. Plain memory. */
struct gauges {
    size_t count;
    int level;             /* steps that are multiples of 2^level are wanted */
    unsigned long edition; /* another one after all that is not noting one step more */
    struct gauge_note {
        long step;
        double rate, limit; /* NAN: there is none */
        double loss;
    } note[GAUGES_CAPACITY]; /* steps ascend */
};

/* Is the step later than those noted, and worth to be noted? */
bool gauges_want(const struct gauges *gauges, long step);

/* How many steps after `step` the next one comes that is. */
long gauges_until(const struct gauges *gauges, long step);

/* Notes a step that is wanted, in place of what was noted of it and of later ones. */
void gauges_note(struct gauges *gauges, long step, const struct stability *stability, double loss);

/* Forgets the steps after `step`. */
void gauges_cut(struct gauges *gauges, long step);

#endif
