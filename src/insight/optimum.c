#include "insight/optimum.h"

#include <math.h>
#include <string.h>

#include "insight/quadratic.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "run/trajectory.h"

/* A gradient so small beside that at the start is rounding. */
static const double small = 1e-10;

/* No direction leads down: a gradient vanishes at a saddle, too. */
static bool is_minimum(struct regularised *function, const double *x)
{
    struct quadratic there;
    quadratic_at(&there, function, x);
    return there.values[0] >= -1e-8 * fabs(there.values[there.n - 1]);
}

/* One step of BFGS. Returns false where it finds nothing lower. */
static bool go_on(struct regularised *function, int n, double *x, double *f, double *g,
                  double *memory)
{
    const struct optimizer *bfgs = table_find(&optimizers, "bfgs");
    double hyper[RULE_MAX_HYPER];
    for (int i = 0; i < optimizer_hypers(bfgs); i++)
        hyper[i] = bfgs->hyper[i].value;
    struct method_step step = {
        .function = function, .n = n, .hyper = hyper, .x = x, .f = *f, .g = g, .memory = memory};
    bfgs->method->step(&step);
    bool moved = memcmp(x, step.to, (size_t)n * sizeof *x) != 0;
    memcpy(x, step.to, (size_t)n * sizeof *x);
    *f = regularised_gradient(function, x, g);
    return moved;
}

bool optimum_from(struct objective *objective, double l2, const double *from, long most,
                  double *optimum)
{
    double g[PARAMETERS_MAX], memory[METHOD_MEMORY] = {0};
    int n = objective->n;
    double f = objective_gradient(objective, from, g);
    struct regularised function;
    regularised_init(&function, objective, l2, from, f, g);
    f += regularised_add(&function, from, g);
    memcpy(optimum, from, (size_t)n * sizeof *optimum);
    double first = linear_norm(g, n);
    bool moves = true;
    while (moves && function.evaluations < most && linear_norm(g, n) > small * first)
        moves = go_on(&function, n, optimum, &f, g, memory);
    /* Where it begins at the minimum there is no fall to compare with. */
    double scale = moves ? first : 1 + first;
    return point_is_near(optimum, n) && linear_norm(g, n) <= 1e-6 * scale &&
           is_minimum(&function, optimum);
}
