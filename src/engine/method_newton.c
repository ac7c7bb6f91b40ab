#include <math.h>

#include "engine/definite.h"
#include "engine/search.h"
#include "engine/vector.h"

/* Without a Hessian that is finite: down the slope, as far as it would take to come down by |f|. */
static double newton_direction(const struct method_step *step, const double *h, double *direction)
{
    double shift;
    if (definite_direction(h, step->g, step->f, step->n, direction, &shift))
        return 1;
    vector_negate(direction, step->g, step->n);
    return 1 / definite_guess(linear_norm(step->g, step->n), step->f);
}

static void blur(struct line *line, const double *h)
{
    double scale[LINEAR_MAX];
    for (int i = 0; i < line->n; i++)
        scale[i] = isfinite(h[i * line->n + i]) ? sqrt(fabs(h[i * line->n + i])) : 0;
    line_blur(line, scale);
}

static void step_newton(struct method_step *step)
{
    const double *hyper = step->hyper;
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX], direction[LINEAR_MAX];
    penalised_hessian(step->function, step->x, g, h);
    double first = newton_direction(step, h, direction);
    struct line line = search_line(step, direction);
    line.flattens = 0.5;
    blur(&line, h);
    double length = line_backtrack(&line, first, hyper[ARMIJO_C], hyper[ARMIJO_SHRINK]);
    search_finish(step, &line, length, true);
}

const struct method method_newton = {
    .outline = "d = -g/(H + mu*D), where D is the size of the Hessian's diagonal and mu the least "
               "that makes it positive definite: 0 near a minimum; "
               "alpha = the first of 1, shrink, shrink^2, ... with "
               "f(theta + alpha*d) <= f(theta) + c*alpha*dot(g,d); theta = theta + alpha*d",
    .quadratic = true,
    .step = step_newton,
};
