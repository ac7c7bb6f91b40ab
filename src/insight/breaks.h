/* Kinks, jumps and edges as places where a run has come to rest. */
#ifndef INSIGHT_BREAKS_H
#define INSIGHT_BREAKS_H

#include <stdbool.h>

#include "insight/stationary.h"

/* Is there a kink or a jump (kink.h) within `part` of the sizes of x[n], no higher than
 * found->loss? Tells its kind by its neighbours, its place and its loss. What is left of the slope
 * along the kink makes `slight` of a difference over a size, which counts for nothing. Returns
 * false, with *found as it was, where there is none. */
bool break_find(struct stationary *found, struct regularised *function, const double *x,
                const double *size, double slight, double part);

/* Is the function not a number next to the run? */
bool break_is_edge(struct regularised *function, const struct whereabouts *run);

#endif
