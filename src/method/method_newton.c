#include <math.h>

#include "base/vector.h"
#include "method/definite.h"
#include "method/search.h"
#include "method/story.h"

/* What is remembered, in the memory of a step: the Hessian where it begins, as the trial that was
 * taken has found it. */
struct newton {
    double *promise; /* see search_settle */
    double *known;   /* is the Hessian? */
    double *hessian; /* [n*n] */
};

static struct newton newton_of(double *memory)
{
    return (struct newton){.promise = memory, .known = memory + 1, .hessian = memory + 2};
}

/* Without a Hessian that is finite: down the slope, as far as it would take to come down by |f|. */
static double choose(const struct method_step *step, const double *h, double *direction)
{
    double shift;
    story_matrix(step->story, "H", h);
    if (definite_direction(h, step->g, step->f, step->n, direction, &shift)) {
        story_number(step->story, "mu", shift);
        return 1;
    }
    vector_negate(direction, step->g, step->n);
    return 1 / definite_guess(linear_norm(step->g, step->n), step->f);
}

static void blur(struct line *line, const double *h)
{
    double scale[PARAMETERS_MAX];
    for (int i = 0; i < line->n; i++)
        scale[i] = isfinite(h[i * line->n + i]) ? sqrt(fabs(h[i * line->n + i])) : 0;
    line_blur(line, scale);
}

static void step_newton(struct method_step *step)
{
    const double *hyper = step->hyper;
    double g[PARAMETERS_MAX], next[PARAMETERS_MAX * PARAMETERS_MAX], direction[PARAMETERS_MAX];
    struct newton newton = newton_of(step->memory);
    if (!(*newton.known > 0))
        regularised_hessian(step->function, step->x, g, newton.hessian);
    *newton.known = 1;
    double first = choose(step, newton.hessian, direction);
    story_vector(step->story, "d", direction);
    struct line line = search_line(step, direction);
    line.hessian = next;
    blur(&line, newton.hessian);
    search_settle(&line, 0.5, *newton.promise);
    double length = line_backtrack(&line, first, hyper[ARMIJO_C], hyper[ARMIJO_SHRINK]);
    search_finish(step, &line, length, true);
    if (length > 0) {
        *newton.promise = search_promise(&line);
        vector_copy(newton.hessian, next, step->n * step->n);
    }
}

const struct method method_newton = {
    .outline = "d = -g/(H + mu*D), where D is the size of the Hessian's diagonal and mu the least "
               "that makes it positive definite: 0 near a minimum; "
               "alpha = the first of 1, shrink, shrink^2, ... with "
               "f(theta + alpha*d) <= f(theta) + c*alpha*dot(g,d); theta = theta + alpha*d",
    .quadratic = true,
    .step = step_newton,
};
