/* The stability gauge: how the rate stands to the curvature at a point. */
#ifndef INSIGHT_STABILITY_H
#define INSIGHT_STABILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "problem/kink.h"

enum { STABILITY_COLUMNS = 76 }; /* the longest sentence */

struct optimizer;
struct quadratic;
struct simulation;

struct stability {
    bool known;                /* the Hessian is finite; else all numbers below are NaN */
    enum kink_kind kink;       /* what the point is on, where that is why; KINK_NONE until somebody
                                * has looked */
    double steepest, flattest; /* eigenvalues of the Hessian: largest, and smallest */
    double condition;          /* kappa = steepest / flattest; INFINITY where not all curve up */
    bool ascending;            /* some direction curves up, beyond rounding */
    bool indefinite;           /* some direction curves down, beyond rounding */
    bool near_rest;            /* a stationary point with curvatures of these signs is near, and the
                                * slope is small; false until somebody has looked */
    double rate;               /* lr * steepest */
    double flat_rate;          /* lr * flattest */
    bool has_limit;            /* the optimizer has a known limit */
    double limit;              /* stable below: rate < limit; 0 where none is known */
    bool rateless;             /* there is no rate, */
    bool searched;             /* because every step finds its length */
    bool is_length;            /* the rate is the length of a step, as a row of `optimizers` says */
    bool swings;               /* the steep direction changes sides from step to step, and a quarter
                                * of the distance or more is left after each */
    bool slow, slow_valley;    /* a factor of ten takes more than 20 steps in the steep direction,
                                * 200 in the flat one, and the rate is to blame */
    double beta, fitting; /* the momentum in force and the one that would be best, where that is
                           * not half as large; else NaN */
};

/* The curvature alone. Signs are those of the Hessian freed of the units
 * of its coordinates (linear_balance): no unit of f or of a parameter changes one. */
void stability_at(struct stability *stability, const struct quadratic *quadratic);

/* How the rate in force stands to it, for an optimizer with hyperparameters hyper[] in the order of
 * its row; NULL: a rule of one's own, of which no limit is known. */
void stability_with(struct stability *stability, const struct optimizer *optimizer,
                    const double *hyper, double lr);

/* The same at the simulation's present point, `here`, with a look around: downward curvature does
 * not count where a stationary point is near that has none, as on the walls of a valley with a
 * level floor. A stationary point is near where Newton's step leads to a tenth of the slope at
 * most, and besides the slope is at most a twentieth of the path's greatest, or that step at most a
 * fiftieth of a parameter's range. */
void stability_here(struct stability *stability, struct simulation *simulation,
                    const struct quadratic *here);

/* How the rate of the simulation's next step stands to it. */
void stability_of(struct stability *stability, const struct simulation *simulation);

/* Of all that at the present point only the curvatures, how the rate of the next step stands to the
 * steepest, and its limit. Returns false where that was interrupted. */
bool stability_gauge(struct stability *stability, struct simulation *simulation);

/* How things stand: what the sentence says, for a choice of colours and for warnings. */
enum stability_kind {
    STABILITY_UNKNOWN,   /* no finite Hessian */
    STABILITY_FLAT,      /* no curvature at all */
    STABILITY_HILLTOP,   /* no positive curvature, and at rest */
    STABILITY_STEEPENS,  /* no positive curvature, on a slope */
    STABILITY_SADDLE,    /* curvature of both signs, and at rest */
    STABILITY_AWAY,      /* curvature of both signs, on a slope: downhill curves away */
    STABILITY_UNLIMITED, /* positive curvature, but no known limit */
    /* The kinds from here on compare the rate with the limit. */
    STABILITY_UNSTABLE,    /* beyond it; goes before the hilltop and what follows there */
    STABILITY_EDGE,        /* within 0.5 % of it; likewise */
    STABILITY_OVERSHOOT,   /* more than twice the momentum that fits */
    STABILITY_ZIGZAG,      /* the steep direction swings: for gd, from 0.625 of the limit on */
    STABILITY_SLOW,        /* below a twentieth of it, and a larger rate would be faster */
    STABILITY_SLOW_VALLEY, /* not so, but the flat direction takes hundreds of steps */
    STABILITY_COMFORTABLE
};

enum stability_kind stability_kind(const struct stability *stability);

/* The words for the kinds that compare the rate with the limit, and their meanings. */
extern const struct table stability_table;

/* One plain sentence on what that means now, without a full stop, at most size - 1 bytes and
 * STABILITY_COLUMNS columns, of printable ASCII. */
void stability_sentence(const struct stability *stability, char *out, size_t size);

#endif
