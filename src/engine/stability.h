/* The stability gauge: how the rate stands to the curvature at a point. */
#ifndef ENGINE_STABILITY_H
#define ENGINE_STABILITY_H

#include <stdbool.h>
#include <stddef.h>

enum { STABILITY_COLUMNS = 76 }; /* the longest sentence */

struct stability {
    bool known;                /* the Hessian is finite; else all numbers below are NaN */
    double steepest, flattest; /* eigenvalues of the Hessian: largest, and smallest */
    double condition;          /* kappa = steepest / flattest; INFINITY where flattest vanishes */
    bool indefinite;           /* flattest is negative, beyond rounding */
    double rate;               /* lr * steepest */
    double flat_rate;          /* lr * flattest */
    bool has_limit;            /* the optimizer has a known limit */
    double limit;              /* stable below: rate < limit; 0 where none is known */
    bool rateless;             /* there is no rate, */
    bool searched;             /* because every step searches for its length */
};

/* From the Hessian h[n*n], the rate in force, and the limit (not positive: none known). */
void stability_at(struct stability *stability, const double *h, int n, double lr, double limit);

/* How things stand: what the sentence says, for a choice of colours and for warnings. */
enum stability_kind {
    STABILITY_UNKNOWN,   /* no finite Hessian */
    STABILITY_FLAT,      /* hardly any curvature */
    STABILITY_HILLTOP,   /* no positive curvature */
    STABILITY_SADDLE,    /* curvature of both signs: downhill curves away somewhere */
    STABILITY_UNLIMITED, /* positive curvature, but no known limit */
    /* The kinds from here on compare the rate with the limit. */
    STABILITY_UNSTABLE,    /* beyond it; goes before hilltop and saddle */
    STABILITY_EDGE,        /* within 0.5 % of it */
    STABILITY_ZIGZAG,      /* between half of it and it */
    STABILITY_SLOW,        /* below a twentieth of it: a larger rate would do */
    STABILITY_SLOW_VALLEY, /* not so, but the flat direction takes hundreds of steps */
    STABILITY_COMFORTABLE
};

enum stability_kind stability_kind(const struct stability *stability);

/* One plain sentence on what that means now, without a full stop, at most size - 1 bytes and
 * STABILITY_COLUMNS columns, of printable ASCII. */
void stability_sentence(const struct stability *stability, char *out, size_t size);

#endif
