/* Regret: what a learner that meets each row once has paid more than the best fixed parameters
 * would have, which are known only in hindsight (Zinkevich, 2003, Online convex programming and
 * generalized infinitesimal gradient ascent). */
#ifndef INSIGHT_REGRET_H
#define INSIGHT_REGRET_H

#include <stdbool.h>
#include <stddef.h>

struct simulation;

struct regret {
    size_t rounds; /* rows met */
    double paid;   /* their losses, each before the step that it led to */
    double best;   /* their losses with the best fixed parameters */
};

/* The regret of a run so far against the fixed parameters best[n]: those of optimum_from are the
 * best for all rows where the loss is convex, else only the best near by. Returns false where the
 * run is not in its first pass, a batch at a time; *regret is not to be used then. */
bool regret_of(struct regret *regret, struct simulation *simulation, const double *best);

#endif
