#include "insight/goal.h"

#include <math.h>
#include <string.h>

#include "base/linear.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "run/trajectory.h"

/* A gradient so small beside that at the start is rounding. */
static const double small = 1e-10;

/* No direction leads down: a gradient vanishes at a saddle, too. */
static bool is_minimum(struct penalised *function, int n, const double *x)
{
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX], values[LINEAR_MAX];
    penalised_hessian(function, x, g, h);
    return linear_eigenvalues(h, n, values) && values[0] >= -1e-8 * fabs(values[n - 1]);
}

/* One step of BFGS. Returns false where it finds nothing lower. */
static bool go_on(struct penalised *function, int n, double *x, double *f, double *g,
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
    *f = penalised_gradient(function, x, g);
    return moved;
}

bool goal_from(struct objective *objective, double l2, const double *from, long most, double *goal)
{
    double g[LINEAR_MAX], memory[METHOD_MEMORY] = {0};
    int n = objective->n;
    double f = objective_gradient(objective, from, g);
    struct penalised function;
    penalised_init(&function, objective, l2, from, f, g);
    f += penalised_add(&function, from, g);
    memcpy(goal, from, (size_t)n * sizeof *goal);
    double first = linear_norm(g, n);
    bool moves = true;
    while (moves && function.evaluations < most && linear_norm(g, n) > small * first)
        moves = go_on(&function, n, goal, &f, g, memory);
    /* Where it begins at the minimum there is no fall to compare with. */
    double scale = moves ? first : 1 + first;
    return place_is_near(goal, n) && linear_norm(g, n) <= 1e-6 * scale &&
           is_minimum(&function, n, goal);
}
