#include <string.h>

#include "base/vector.h"
#include "method/quasi.h"

/* What it remembers, in the memory of a step: the newest pair is the last. */
struct lbfgs {
    double *stepped;  /* has a step been made? */
    double *pairs;    /* how many pairs there are, at most METHOD_PAIRS */
    double *x, *g;    /* [n], of the step before */
    double *diagonal; /* [n], of the Hessian at the start */
    double *s, *y;    /* [METHOD_PAIRS * n] */
};

static struct lbfgs lbfgs_of(double *memory, int n)
{
    double *x = memory + 2, *s = x + 3 * n;
    return (struct lbfgs){.stepped = memory,
                          .pairs = memory + 1,
                          .x = x,
                          .g = x + n,
                          .diagonal = x + 2 * n,
                          .s = s,
                          .y = s + METHOD_PAIRS * n};
}

static void forget_oldest(struct lbfgs *lbfgs, int pairs, int n)
{
    size_t size = (size_t)(pairs - 1) * (size_t)n * sizeof *lbfgs->s;
    memmove(lbfgs->s, lbfgs->s + n, size);
    memmove(lbfgs->y, lbfgs->y + n, size);
}

/* Adds the pair of the step before. */
static void learn(struct lbfgs *lbfgs, const struct method_step *step, int most)
{
    int n = step->n, pairs = (int)*lbfgs->pairs;
    double s[PARAMETERS_MAX], y[PARAMETERS_MAX];
    if (!(quasi_pair(step, lbfgs->x, lbfgs->g, s, y) > 0))
        return;
    for (; pairs >= most; pairs--)
        forget_oldest(lbfgs, pairs, n);
    vector_copy(lbfgs->s + pairs * n, s, n);
    vector_copy(lbfgs->y + pairs * n, y, n);
    *lbfgs->pairs = pairs + 1;
}

/* -H g by the two loops over the pairs (Nocedal, 1980). */
static void two_loops(const struct lbfgs *lbfgs, const double *g, int n, double *d)
{
    int pairs = (int)*lbfgs->pairs;
    double weight[METHOD_PAIRS], sy = 0;
    vector_negate(d, g, n);
    for (int k = pairs - 1; k >= 0; k--) {
        const double *s = lbfgs->s + k * n, *y = lbfgs->y + k * n;
        weight[k] = vector_dot(s, d, n) / vector_dot(s, y, n);
        for (int i = 0; i < n; i++)
            d[i] -= weight[k] * y[i];
    }
    const double *newest = lbfgs->y + (pairs - 1) * n;
    sy = vector_dot(lbfgs->s + (pairs - 1) * n, newest, n);
    double scale = quasi_scale(newest, lbfgs->diagonal, sy, n);
    for (int i = 0; i < n; i++)
        d[i] *= scale / lbfgs->diagonal[i];
    for (int k = 0; k < pairs; k++) {
        const double *s = lbfgs->s + k * n, *y = lbfgs->y + k * n;
        double more = weight[k] - vector_dot(y, d, n) / vector_dot(s, y, n);
        for (int i = 0; i < n; i++)
            d[i] += more * s[i];
    }
}

/* The direction of the step, and the first length to try. */
static double choose(struct lbfgs *lbfgs, const struct method_step *step, double *direction)
{
    if (*lbfgs->stepped > 0)
        learn(lbfgs, step, (int)step->hyper[LBFGS_PAIRS]);
    if (*lbfgs->pairs > 0) {
        two_loops(lbfgs, step->g, step->n, direction);
        if (vector_dot(direction, step->g, step->n) < 0)
            return 1;
    }
    double reach;
    *lbfgs->pairs = 0;
    return quasi_begin(step, lbfgs->diagonal, &reach, direction);
}

static void step_lbfgs(struct method_step *step)
{
    int n = step->n;
    double direction[PARAMETERS_MAX];
    struct lbfgs lbfgs = lbfgs_of(step->memory, n);
    double first = choose(&lbfgs, step, direction);
    bool fresh = *lbfgs.pairs == 0;
    *lbfgs.stepped = quasi_search(step, lbfgs.diagonal, direction, first, fresh) > 0;
    if (!*lbfgs.stepped)
        *lbfgs.pairs = 0;
    vector_copy(lbfgs.x, step->x, n);
    vector_copy(lbfgs.g, step->g, n);
}

const struct method method_lbfgs = {
    .outline = "as bfgs, with H made anew in every step from the last m pairs of s and y and the "
               "Hessian's diagonal at the start; "
               "d = -H*g; alpha by the strong Wolfe conditions; theta = theta + alpha*d",
    .step = step_lbfgs,
};
