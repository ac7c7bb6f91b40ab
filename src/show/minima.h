/* The minima that many runs come to: each has a number, a letter and a hue. And the basins, each of which is that of
 * a minimum or one of those that have none. */
#ifndef SHOW_MINIMA_H
#define SHOW_MINIMA_H

#include <stdbool.h>

#include "insight/verdict.h"
#include "show/session.h"
#include "study/places.h"
#include "view/patches.h"

struct outcome;

/* Where runs end: at one of the minima found so far, which are numbered, or: */
enum { MINIMA_MOST = PLACES_MAX };
enum basin {
    BASIN_VALLEY = MINIMA_MOST, /* of minima without a gap */
    BASIN_SADDLE,               /* or a maximum, or an inflection */
    BASIN_PLAIN,
    BASIN_REST, /* they rest at none of these */
    BASIN_CAP,  /* they have no end within their steps, or cycle */
    BASIN_LOST,
    BASIN_UNKNOWN, /* it is not known yet */
    BASIN_COUNT
};

/* The kinds of their patches: three shades of each of the minima, then the others. */
enum {
    MINIMA_OTHERS = (int)MINIMA_MOST * (int)PATCH_SHADES,
    MINIMA_UNKNOWN = MINIMA_OTHERS + (int)BASIN_UNKNOWN - (int)MINIMA_MOST
};

/* {0} knows none, of no objective. */
struct minima {
    struct places places;                    /* the minima, by number */
    size_t other[BASIN_COUNT - MINIMA_MOST]; /* runs in the other basins */
    int hue[MINIMA_MOST];
    bool valley;             /* minima_lie_in_valleys */
    unsigned long objective; /* of a session, that they are of */
};

/* Forgets all runs, and the minima of another objective than the session's; of a surface the known ones are known.
 * Returns whether it was the same. */
bool minima_of(struct minima *minima, const struct session *session);

/* Have the minima no gap between them: is the surface known for that, or is there a parameter on which the loss does
 * not depend? */
bool minima_lie_in_valleys(const struct session *session);

/* One more run: the basin of its outcome. A minimum that is at none of those known is one more. */
int minima_add(struct minima *minima, const struct outcome *outcome);

/* How many runs are in a basin. */
size_t minima_runs(const struct minima *minima, int basin);

/* A to Z, a to z; 0: there are no more. */
char minima_letter(int basin);

/* "a saddle"; of a minimum "". Static. */
const char *minima_name(int basin);

/* Their looks, from kind `first` on: MINIMA_UNKNOWN + 1 of them. */
void minima_looks(const struct minima *minima, struct patch_kind *look);

/* The kind of a basin in a shade. */
int minima_kind(int basin, int shade);

#endif
