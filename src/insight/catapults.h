/* Catapults: where the rate times the steepest curvature was above its limit, the loss rose, and
 * fell again once the curvature was less. A single one throws a run into a flatter valley
 * (Lewkowycz et al. 2020, arXiv:2003.02218); where the curvature grows again after each of them,
 * the run is at the edge of stability (Cohen et al. 2021, arXiv:2103.00065).
 *
 * Read from what the gauge has noted along the run (gauges.h), loss by loss, of which each stands
 * for the greater of itself and the one before, since near the limit losses swing from step to
 * step. A rise is one by more than a tenth of the least loss since the last catapult, or where that
 * is not positive, of what the loss has fallen from the start. It is over when half of the rise is
 * undone and the rate is below its limit. */
#ifndef INSIGHT_CATAPULTS_H
#define INSIGHT_CATAPULTS_H

#include <stdbool.h>
#include <stddef.h>

struct gauges;

enum { CATAPULTS_MOST = 64, CATAPULTS_COLUMNS = 76 };

struct catapult {
    /* Steps: before the rise, of the greatest rate, of the greatest loss, when it is over. */
    long from, at, peak, to;
    double rate, limit; /* the greatest rate times curvature, and the limit then */
};

/* {0}: nothing was read. Plain memory. */
struct catapults {
    size_t count;                         /* all that there were */
    struct catapult last[CATAPULTS_MOST]; /* the newest of them, oldest first */
    /* Its own: what was read, and what is under way. */
    unsigned long edition;
    size_t seen;
    double first, before, low, top;
    struct catapult now;
    bool above, rises;
};

/* Reads what was noted since the last call, or all where notes have gone. */
void catapults_read(struct catapults *catapults, const struct gauges *gauges);

/* How many of `last` there are. */
size_t catapults_kept(const struct catapults *catapults);

/* What they mean at that step, in printable ASCII of at most CATAPULTS_COLUMNS columns: "edge of
 * stability: ..." where three or more came near the limit, of which the last is not long ago;
 * "catapult: ..." just after one of the first two. Returns false where there is nothing to say. */
bool catapults_sentence(const struct catapults *catapults, long step, char *out, size_t size);

#endif
