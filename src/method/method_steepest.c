#include "base/vector.h"
#include "method/search.h"

static void step_exact(struct method_step *step)
{
    double direction[PARAMETERS_MAX];
    vector_negate(direction, step->g, step->n);
    struct line line = search_line(step, direction);
    double length = line_exact(&line);
    search_finish(step, &line, length, true);
}

const struct method method_steepest_exact = {
    .outline = "alpha = the first minimizer of f(theta - alpha*g); theta = theta - alpha*g",
    .step = step_exact,
};

/* The first trial where none is asked for: twice the length of the step before, in memory[0]. */
static double first_trial(const struct method_step *step, const struct line *line)
{
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    if (step->memory[0] > 0)
        return 2 * step->memory[0];
    regularised_hessian(step->function, step->x, g, h);
    return line_first(line, h);
}

static void step_armijo(struct method_step *step)
{
    const double *hyper = step->hyper;
    double direction[PARAMETERS_MAX], first = hyper[ARMIJO_ALPHA0];
    vector_negate(direction, step->g, step->n);
    struct line line = search_line(step, direction);
    bool fresh = !(step->memory[0] > 0);
    if (!(first > 0))
        first = first_trial(step, &line);
    double length = line_backtrack(&line, first, hyper[ARMIJO_C], hyper[ARMIJO_SHRINK]);
    search_finish(step, &line, length, fresh || hyper[ARMIJO_ALPHA0] > 0);
    step->memory[0] = length;
}

const struct method method_steepest_armijo = {
    .outline = "alpha = the first of alpha0, alpha0*shrink, alpha0*shrink^2, ... with "
               "f(theta - alpha*g) <= f(theta) - c*alpha*dot(g,g); theta = theta - alpha*g; "
               "where alpha0 is 0, twice the last alpha, and at first dot(g,g)/dot(g,H*g)",
    .step = step_armijo,
};
