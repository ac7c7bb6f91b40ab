/* Methods: optimizers that look at all coordinates together and search for the length of their
 * step, which no rule per coordinate can. One struct method each; the rows of `optimizers` name
 * them and their hyperparameters. */
#ifndef ENGINE_METHOD_H
#define ENGINE_METHOD_H

#include <stdbool.h>

#include "engine/linear.h"
#include "engine/penalised.h"

/* What a method remembers from step to step: a matrix and a few vectors. */
enum { METHOD_MEMORY = LINEAR_MAX * (LINEAR_MAX + 4) };

/* One step: what it is made from, and what it comes to. */
struct method_step {
    struct penalised *function; /* what is minimised */
    int n;
    const double *hyper;        /* in the order of the optimizer's row */
    const double *x;            /* [n], where the step begins */
    double f;                   /* the value there, penalty included */
    const double *g;            /* [n], the gradient likewise */
    double *memory;             /* [METHOD_MEMORY]; all 0 at a fresh start */

    double to[LINEAR_MAX];      /* out: [n], where it ends; x where no descent was found */
    double length;              /* out: to = x + length * direction; 0 where it stays at x */
    bool fresh;                 /* out: was nothing from earlier steps used? Comes in true */
    long trials;                /* out: points tried along the direction */
};

struct method {
    const char *outline; /* the step in the symbols of the field, for people */
    void (*step)(struct method_step *step);
};

/* Steepest descent (Cauchy 1847): to the first minimum along the line, and by backtracking. */
extern const struct method method_steepest_exact, method_steepest_armijo;
/* Newton's method along the line, at saddles too; quasi-Newton; conjugate gradients. */
extern const struct method method_newton, method_bfgs, method_cg;

/* Where the hyperparameters of their rows stand. */
enum { ARMIJO_C, ARMIJO_SHRINK, ARMIJO_ALPHA0 };
enum { NEWTON_FLOOR = 2 };
enum { WOLFE_C1, WOLFE_C2 };

#endif
