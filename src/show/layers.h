/* What may lie over the map besides the paths: the gradient flow from the start, a field of arrows
 * downhill, and the lines where a curvature changes its sign. Each is found once for what it
 * depends on, and kept.
 *
 * All are evaluated apart from the run, whose evaluations they don't count among. The flow takes
 * many: while somebody may interrupt (session_listen) it grows by a slice with each frame. The
 * other two are left out where they would take long, over many rows of data. */
#ifndef SHOW_LAYERS_H
#define SHOW_LAYERS_H

#include <stdbool.h>

#include "insight/flow.h"
#include "problem/plane.h"
#include "show/session.h"
#include "view/signs.h"
#include "view/vectors.h"
#include "view/viewport.h"

/* What a layer was found for. */
struct layer_key {
    unsigned long objective; /* the session's number; 0: nothing yet */
    double l2;
    struct plane plane;
    struct viewport viewport;
};

struct layers {
    struct flow flow;
    unsigned long flow_objective; /* of which it is, 0: of none, with this */
    double flow_l2, flow_start[PARAMETERS_MAX];
    struct layer_key arrows_key, signs_key;
    struct vectors arrows;
    struct signs signs;
    bool unfinished; /* the flow goes on with the next frame */
};

void layers_release(struct layers *layers);

/* The path of the flow as far as it is known, or NULL. Borrowed until the next call, as are the
 * others. */
const struct trajectory *layers_flow(struct layers *layers, struct session *session);

/* Arrows along the steepest descent within the plane, longer where that is steeper. NULL: there are
 * none. */
const struct vectors *layers_arrows(struct layers *layers, struct session *session,
                                    const struct plane *plane, const struct viewport *viewport);

/* Where the least and the greatest curvature within the plane are 0. NULL: it is not known. */
const struct signs *layers_signs(struct layers *layers, struct session *session,
                                 const struct plane *plane, const struct viewport *viewport);

/* The curvatures within the plane, from its Hessian h[n*n]: ascending, with their directions in the
 * plane. */
void layers_curvatures(const struct plane *plane, const double *h, double value[2],
                       double direction[2][2]);

#endif
