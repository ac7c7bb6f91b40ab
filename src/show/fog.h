/* Fog over the map: only what a step has come near is seen, until the run ends. What was seen stays
 * so while the run goes on, and for the runs that are kept beside it; going back forgets it. */
#ifndef SHOW_FOG_H
#define SHOW_FOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/trajectory.h"
#include "show/kept.h"
#include "view/landscape.h"

enum { FOG_PATHS = KEPT_RUNS + 1 };

/* Who has seen. */
struct fog_sight {
    const struct trajectory *path;             /* which grows */
    const struct trajectory *other[FOG_PATHS]; /* which do not */
    int others;
    unsigned long number[2]; /* others whenever a path is another one */
    double reach[2];         /* how far a step sees across and up, in the plane's coordinates */
};

/* {0} is none. */
struct fog {
    struct landscape shown; /* what is seen of a landscape, the rest not a number; owned */
    uint8_t *seen;          /* [pixels], owned */
    size_t room;
    struct fog_sight sight;     /* what it was found for, */
    const struct landscape *of; /* and of what: */
    unsigned long cuts;         /* the landscape's cut */
    long last;                  /* the newest step of the path that has seen, -1: none */
};

void fog_release(struct fog *fog);

/* The landscape, which is cut, as those have seen it. Returns NULL when memory runs out. Borrowed
 * until the next call; its cuts count what has come into sight. */
const struct landscape *fog_over(struct fog *fog, const struct landscape *landscape,
                                 const struct fog_sight *sight);

#endif
