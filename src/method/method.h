/* Methods: optimizers that look at all coordinates together and find the length of their step
 * themselves, which no rule per coordinate can. One struct method each; the rows of `optimizers`
 * name them and their hyperparameters.
 *
 * All but the simplex use the function's units alone: another unit of f or of all coordinates
 * changes the lengths, but no step. */
#ifndef METHOD_METHOD_H
#define METHOD_METHOD_H

#include <stdbool.h>

#include "base/linear.h"
#include "problem/regularised.h"

/* What a method remembers from step to step: a few vectors, and a matrix or pairs of vectors. */
enum { METHOD_PAIRS = 10, METHOD_MEMORY = PARAMETERS_MAX * (2 * METHOD_PAIRS + 4) };
_Static_assert(METHOD_MEMORY >= PARAMETERS_MAX * (PARAMETERS_MAX + 4), "a matrix and four vectors");

struct story;

/* One step: what it is made from, and what it comes to. */
struct method_step {
    struct regularised *function; /* what is minimised */
    int n;
    const double *hyper; /* in the order of the optimizer's row */
    const double *x;     /* [n], where the step begins */
    double f;            /* the value there, penalty included */
    const double *g;     /* [n], the gradient likewise */
    double *memory;      /* [METHOD_MEMORY]; all 0 at a fresh start */
    struct story *story; /* takes what there is to tell of it; or NULL */

    double to[PARAMETERS_MAX]; /* out: [n], where it ends; x where no descent was found */
    double length;             /* out: how far it went, in the method's own measure */
    bool rests;                /* out: found nothing lower, with nothing remembered to forget */
    long trials;               /* out: points tried */
};

struct method {
    const char *outline; /* the step in the symbols of the field, for people */
    bool of_squares;     /* needs a function that is a sum of squares */
    bool of_values;      /* looks at values alone */
    bool quadratic;      /* converges so fast that rounding is a few steps away */
    void (*step)(struct method_step *step);
    /* The radius of the region of trust of the next step, in the units of its scaled coordinates,
     * from its memory; NULL: it has none. 0: not yet known. */
    double (*radius)(const double *memory);
};

/* Steepest descent (Cauchy 1847): to the first minimum along the line, and by backtracking. */
extern const struct method method_steepest_exact, method_steepest_armijo;
/* Newton's method along the line and within a region of trust; the same for sums of squares. */
extern const struct method method_newton, method_trust, method_levenberg;
/* Quasi-Newton with a matrix, and with the last steps alone; conjugate gradients; a simplex. */
extern const struct method method_bfgs, method_lbfgs, method_cg, method_simplex;

/* Where the hyperparameters of their rows stand. */
enum { ARMIJO_C, ARMIJO_SHRINK, ARMIJO_ALPHA0 };
enum { WOLFE_C1, WOLFE_C2, LBFGS_PAIRS };
enum { TRUST_ACCEPT, TRUST_RADIUS };
enum { SIMPLEX_SIZE };

#endif
