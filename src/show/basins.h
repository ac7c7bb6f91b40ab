/* Basins: a map on which every patch is a start, of the kind of the minimum, or else, in which a
 * run from there ends. It is made again when the run's settings or the window have become other
 * ones. */
#ifndef SHOW_BASINS_H
#define SHOW_BASINS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "insight/verdict.h"
#include "problem/plane.h"
#include "show/fill.h"
#include "show/mesh.h"
#include "show/minima.h"
#include "show/picture.h"
#include "show/session.h"
#include "view/board.h"
#include "view/patches.h"

enum { BASINS_BUCKETS = 1024, BASINS_BUCKETS_AN_OCTAVE = 32 };

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
    struct minima minima;
    int shades;                   /* of a hue, on the display */
    size_t endings[ENDING_COUNT]; /* runs that ended so */
    bool has_rate;                /* they have */
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

/* Begins the mesh anew where it shows other settings or another window than those in force. On
 * failure there is none, and the error says why. */
bool basins_follow(struct basins *basins, struct session *session, struct picture *picture,
                   const struct display *display, struct error *error);

/* The same over a window of so many patches. */
bool basins_over(struct basins *basins, struct session *session, const struct plane *plane,
                 const struct viewport *seen, struct error *error);

/* Goes on for about so many evaluations. */
bool basins_advance(struct basins *basins, long evaluations, struct error *error);
bool basins_moving(const struct basins *basins);

/* Moves the cross by cells of the map; the window goes along where it would leave that. */
void basins_move(struct basins *basins, struct picture *picture, double right, double up);

/* The start x[n] of the patch under the cross, and what became of it; NULL: that is not known
 * yet. */
void basins_start(const struct basins *basins, double *x);
const struct basin_cell *basins_under(const struct basins *basins);

/* Puts what there is to see into the scene: patches, board and sentence, borrowed from *basins. */
void basins_put(struct basins *basins, struct session *session, struct picture *picture,
                const struct display *display, struct filled *filled);

/* Appends a paragraph on it, once it is whole. */
void basins_tell(struct basins *basins, struct buffer *out);

#endif
