/* The verdict on a run: why it ended, and what kind of point it ended at. */
#ifndef ENGINE_VERDICT_H
#define ENGINE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

struct simulation;

enum { VERDICT_COLUMNS = 76 }; /* the longest sentence */

/* What the derivatives say of a point. */
enum point_kind {
    POINT_SLOPE,   /* the gradient is not small: no stationary point */
    POINT_MINIMUM, /* all eigenvalues positive */
    POINT_SADDLE,  /* eigenvalues of both signs */
    POINT_MAXIMUM, /* all eigenvalues negative */
    POINT_FLAT,    /* an eigenvalue vanishes, or the gradient vanishes only because all is flat */
    POINT_KINK     /* no finite Hessian here */
};

/* How a run ended. */
enum ending {
    ENDING_RUNNING, ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM, ENDING_SADDLE, ENDING_MAXIMUM,
    ENDING_FLAT, ENDING_KINK, ENDING_CAP, ENDING_CYCLING, ENDING_DIVERGED, ENDING_PLATEAU,
    ENDING_TARGET, ENDING_EARLY, ENDING_FALLS
};

/* A word for each ending: "running", "global minimum", "local minimum", "saddle", "maximum",
 * "flat", "kink", "cap", "cycling", "diverged", "plateau", "target loss", "early stop",
 * "falls for ever". */
const char *ending_name(enum ending ending);

/* Classifies the point x[n] with gradient g[n] and Hessian h[n*n]: `small` is the norm up to
 * which a gradient counts as small. An eigenvalue vanishes when it is below 1e-8 of the largest
 * in size, and all do when none is above 1e-9; where others go up and others down it is a saddle
 * all the same. A point is flat, too, when the Newton step is longer than 0.01 (1 + |x|): then
 * the gradient is small because everything is flat and not because the point is near. values[n]
 * gets the eigenvalues, ascending, whatever the kind, and NaN where the Hessian is not finite;
 * *away the length of the Newton step, NaN where there is none. */
enum point_kind point_classify(const double *x, const double *g, const double *h, int n,
                               double small, double *values, double *away);

struct verdict {
    enum ending ending;
    enum point_kind point;
    enum ending rest;       /* what it would be if the run had come to rest here */
    int criterion;          /* the criterion that ended the run, or -1 */
    long step;
    double eigenvalues[16]; /* of the Hessian, with l2 */
    double away;            /* the length of the Newton step; NAN: there is none */
    bool has_eigenvalues;
    char sentence[200];     /* "saddle at (1.788, 1.788): curvature -5.75 one way, …" */
};

/* The verdict on the simulation as it stands; also for a run that nothing has ended. A cap is
 * called a cap, whatever the point. A minimum is global only where the surface's minima are
 * known everywhere and the loss is within 1e-6 (1 + |least|) of the least, a kink there, too
 * (Ackley); or where the model is convex. The sentence is printable ASCII of at most
 * VERDICT_COLUMNS columns, without a full stop. */
void verdict_on(struct verdict *verdict, struct simulation *simulation);

#endif
