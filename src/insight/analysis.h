/* What is known of the point at which a run stands.
 *
 * Each part is found when it is asked for first, and remembered for as long as the simulation is in
 * that state (simulation_revision), so that everybody who asks gets the same, and only the first
 * pays for it. A change of settings forgets only what depends on them: the curvature and what there
 * is at the point stay, and so a key that changes the rate evaluates nothing. Evaluations (of a
 * Hessian, a pass over the rows) for each part that is not known yet:
 *
 *   quadratic   1 Hessian, and at a kink its neighbours (kink_hessian).
 *   stability   the quadratic; where some curvature is downward, and a stationary point may be near, the
 *               Hessian there; where there is no Hessian, what kink_at looks at.
 *   verdict     the quadratic; of a run that has not run away the Hessian at the start, and what the search
 *               for a stationary point takes (stationary.h); of one that has, the Hessian where it
 *               was best. Some words take a pass over the rows, anew where the settings change.
 *   r2          a pass over the rows to learn from; accuracy another.
 *   diagnosis   none, but those of the verdict where it is beside that.
 *
 * What things are measured by, all taken from the run:
 *
 *   start       criteria_origin: where the run began, whatever was changed since. Curvatures are
 *               compared with those there, and what the loss has fallen is counted from there.
 *   midway      the sample in the middle of the path: the way on from there shows whether a loss falls
 *               for ever where the slope is lost in rounding.
 *   size        of a coordinate: the largest of its distances from 0, of the start from 0, and from the
 *               start; where that is less than a thousandth of the length by which the curvature changes
 *               the loss by as much as it has fallen, that length; 1 where there is neither.
 *   small       the slope, where it is at most criteria_state.small; for the gauge a twentieth of the
 *               greatest of the path, or where Newton's step is a fiftieth of a parameter's range.
 *
 * A part that is not ready is NULL: an evaluation that it needs was interrupted
 * (problem/interrupt.h). It is not remembered then, but what it is made of is, as far as that was
 * finished: ask again. */
#ifndef INSIGHT_ANALYSIS_H
#define INSIGHT_ANALYSIS_H

#include "insight/diagnosis.h"
#include "insight/quadratic.h"
#include "insight/stability.h"
#include "insight/verdict.h"
#include "run/simulation.h"

/* {0}: nothing is known. There are no pointers in it: an assignment copies it, and nothing is
 * released. It serves one simulation, and knows by `revision` which state it is about. So it can be
 * kept beside a state, and is true again when the simulation goes back to that state. */
struct analysis {
    struct revision revision; /* that all this is of */
    unsigned known;           /* a set of enum part (analysis.c) */
    bool beside;              /* the diagnosis is beside the verdict */
    bool small;               /* what the verdict took the slope for */
    struct quadratic quadratic;
    struct stability curvature, stability; /* without the rate, and with it */
    struct verdict verdict;
    struct diagnosis diagnosis;
    double r2, accuracy;
};

/* Of f + l2/2 |x|^2, without noise and clipping. All borrowed, until the analysis is asked for
 * another state. */
const struct quadratic *analysis_quadratic(struct analysis *analysis,
                                           struct simulation *simulation);

/* The gauge without the rate; and with the rate of the next step. */
const struct stability *analysis_curvature(struct analysis *analysis,
                                           struct simulation *simulation);
const struct stability *analysis_stability(struct analysis *analysis,
                                           struct simulation *simulation);

/* The verdict on the run as it stands (verdict.h), at.kind being what there is at the point. */
const struct verdict *analysis_verdict(struct analysis *analysis, struct simulation *simulation);

/* What the loss curves of a run on data show: beside the verdict, or of a run that is under way. */
const struct diagnosis *analysis_diagnosis(struct analysis *analysis, struct simulation *simulation,
                                           bool beside);

/* How good it is (problem/score.h); NAN where there is no such number. */
const double *analysis_r2(struct analysis *analysis, struct simulation *simulation);
const double *analysis_accuracy(struct analysis *analysis, struct simulation *simulation);

#endif
