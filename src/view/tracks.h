/* The curves that a run may have beside its map, and what a curve is at the steps of a run. */
#ifndef VIEW_TRACKS_H
#define VIEW_TRACKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "insight/gauges.h"
#include "insight/stability.h"
#include "run/quantity.h"
#include "run/trajectory.h"

struct catapults;
struct surface;

/* Rows of the table `tracks`, in the order in which they get room: name, meaning. */
enum track_id {
    TRACK_LOSS,
    TRACK_GRADIENT,
    TRACK_STABILITY,
    TRACK_DISTANCE,
    TRACK_RATE,
    TRACK_COUNT
};
extern const struct table tracks;

/* What a curve is of, borrowed: a quantity that a sample of the path has; the distance from the
 * minima of a surface; what the gauge has said, or its limit. */
struct track {
    enum quantity_id id;
    const struct surface *surface;     /* for QUANTITY_DISTANCE */
    const struct gauges *gauges;       /* for QUANTITY_LR_LAMBDA, */
    const struct catapults *catapults; /* and what they are, or NULL */
    const struct stability *now;       /* and the present point's; NULL: not ready */
    bool limit;                        /* its limit */
    bool data; /* QUANTITY_LOSS: of a run on data, which has further losses */
};

enum { SERIES_MOST = TRAJECTORY_CAPACITY + TRAJECTORY_RECENT };

/* A track as numbers: steps ascend. From one to the next it is known what was between, unless they
 * are further apart than `reach`. */
struct series {
    size_t count;
    long reach;
    long step[SERIES_MOST];
    double value[SERIES_MOST];
};

void series_read(struct series *series, const struct track *track,
                 const struct trajectory *trajectory);

#endif
