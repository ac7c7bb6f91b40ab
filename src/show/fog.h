/* Fog over the map: only what a step has come near is seen, until the run ends. What was seen stays so while
 * the run goes on, and for the runs that are kept beside it; going back forgets it. */
#ifndef SHOW_FOG_H
#define SHOW_FOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "show/session.h"
#include "view/landscape.h"

/* {0} is none. */
struct fog {
    struct landscape shown; /* what is seen of a landscape, the rest not a number; owned */
    uint8_t *seen;          /* [pixels], owned */
    size_t room;
    double reach[2];            /* how far a step sees across and up, in the plane's coordinates */
    const struct landscape *of; /* what it was found for: */
    unsigned long cuts, run, age; /* the landscape's cut, the session's run, the age of kept runs */
    long last;                    /* the newest step of the present path that has seen, -1: none */
};

void fog_release(struct fog *fog);

/* The landscape, which is cut, as it is seen from the paths of the session. Returns NULL when memory runs out.
 * Borrowed until the next call; its cuts count what has come into sight. */
const struct landscape *fog_over(struct fog *fog, const struct landscape *landscape,
                                 const struct session *session, const double reach[2]);

#endif
