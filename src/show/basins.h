/* Basins: a map on which every patch is a start, of the kind of the minimum, or else, in which a run from there
 * ends. It is made again when the run's settings or the window have become other ones. */
#ifndef SHOW_BASINS_H
#define SHOW_BASINS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "insight/verdict.h"
#include "problem/plane.h"
#include "show/mesh.h"
#include "show/picture.h"
#include "show/session.h"
#include "view/board.h"
#include "view/patches.h"

/* Where runs end: at one of the minima found so far, which are numbered, or: */
enum { BASINS_MINIMA = 200, BASINS_BUCKETS = 1024, BASINS_BUCKETS_AN_OCTAVE = 32 };
enum basin {
    BASIN_SADDLE = BASINS_MINIMA, /* or a maximum, or an inflection */
    BASIN_PLAIN,
    BASIN_REST, /* they rest at none of these */
    BASIN_CAP,  /* they don't end, or cycle */
    BASIN_LOST,
    BASIN_UNKNOWN, /* it is not known yet */
    BASIN_COUNT
};

/* The kinds of the patches: three shades of each of the minima, then the others. */
enum {
    BASINS_OTHERS = (int)BASINS_MINIMA * (int)PATCH_SHADES,
    BASINS_UNKNOWN = BASINS_OTHERS + (int)BASIN_UNKNOWN - (int)BASIN_SADDLE
};

struct basin_cell {
    uint8_t basin, ending;
    int steps, evaluations;
    double end[2], loss; /* seen from above the plane */
};

struct basins {
    struct mesh mesh;
    struct buffer told; /* what the mesh was made of */
    struct plane plane;
    struct viewport seen;    /* the window, and the patches in it */
    struct basin_cell *cell; /* [rows * columns], owned */
    uint16_t *kind;          /* the same, of `patches`; owned */
    uint16_t *stale;         /* what is shown until more is known; owned, or NULL */
    int minima;
    double minimum[BASINS_MINIMA][PARAMETERS_MAX];
    int hue[BASINS_MINIMA];
    bool one;                /* there is a continuum of minima, which is told as one */
    unsigned long objective; /* of the session, that these are of */
    size_t count[BASIN_COUNT];
    double steps[BASIN_COUNT];    /* sums */
    size_t often[BASINS_BUCKETS]; /* runs to minima by the logarithm of their steps */
    double cross[2];              /* in the plane */
    struct patches patches;
    struct board board;
    char sentence[240];
};

/* The cross begins where the picture says; {0} is empty. */
void basins_open(struct basins *basins, struct picture *picture, struct session *session);
void basins_release(struct basins *basins);

/* Begins the mesh anew where it shows other settings or another window than those in force. On failure there
 * is none, and the error says why. */
bool basins_follow(struct basins *basins, struct session *session, struct picture *picture,
                   const struct display *display, struct error *error);

/* Goes on for about so many evaluations. */
bool basins_advance(struct basins *basins, long evaluations, struct error *error);
bool basins_moving(const struct basins *basins);

/* Is all of the map known coarsely, or is there none? */
bool basins_seen(const struct basins *basins);

/* Moves the cross by cells of the map; the window goes along where it would leave that. */
void basins_move(struct basins *basins, struct picture *picture, double right, double up);

/* The start x[n] of the patch under the cross, and what became of it; NULL: that is not known yet. */
void basins_start(const struct basins *basins, double *x);
const struct basin_cell *basins_under(const struct basins *basins);

/* Fills in what there is to see: patches, board and sentence. Borrowed from *basins by whoever shows them. */
void basins_fill(struct basins *basins, struct session *session, struct picture *picture);

#endif
