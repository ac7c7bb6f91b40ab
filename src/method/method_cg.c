#include <math.h>

#include "base/vector.h"
#include "method/search.h"
#include "method/story.h"

/* What CG remembers, in the memory of a step. */
struct cg {
    double *length;        /* of the step before; 0: a fresh start */
    double *g, *direction; /* [n], of the step before */
};

static struct cg cg_of(double *memory, int n)
{
    double *g = memory + 1;
    return (struct cg){.length = memory, .g = g, .direction = g + n};
}

/* beta of Polak and Ribiere, not below 0: there it begins anew with steepest descent. So it does
 * by itself where steps hardly move, since the gradients are then much the same. */
static double find_beta(const struct cg *cg, const struct method_step *step)
{
    double y[PARAMETERS_MAX];
    vector_subtract(y, step->g, cg->g, step->n);
    double beta = vector_dot(step->g, y, step->n) / vector_dot(cg->g, cg->g, step->n);
    return isfinite(beta) ? fmax(beta, 0) : 0;
}

/* Steepest descent where the conjugate direction does not descend. */
static void choose(struct cg *cg, const struct method_step *step, double *direction)
{
    int n = step->n;
    double beta = *cg->length > 0 ? find_beta(cg, step) : 0;
    for (int i = 0; i < n; i++)
        direction[i] = beta * cg->direction[i] - step->g[i];
    story_number(step->story, "beta", beta);
    if (!(vector_dot(direction, step->g, n) < 0))
        vector_negate(direction, step->g, n);
    story_vector(step->story, "d", direction);
}

/* At first to the minimum of the exact parabola; then the length whose first change of f is that of
 * the step before (Nocedal and Wright, section 3.5), not too far from the length before: it would
 * leap where the slope has all but vanished. */
static double first_length(const struct cg *cg, const struct method_step *step,
                           const struct line *line)
{
    static const double most = 5;
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    if (*cg->length > 0) {
        double ratio = vector_dot(cg->g, cg->direction, step->n) / line->slope;
        return *cg->length * fmin(fmax(ratio, 1 / most), most);
    }
    regularised_hessian(step->function, step->x, g, h);
    return line_first(line, h);
}

static void step_cg(struct method_step *step)
{
    const double *hyper = step->hyper;
    int n = step->n;
    double direction[PARAMETERS_MAX];
    struct cg cg = cg_of(step->memory, n);
    choose(&cg, step, direction);
    struct line line = search_line(step, direction);
    bool fresh = !(*cg.length > 0);
    double first = first_length(&cg, step, &line);
    double length = line_wolfe(&line, first, hyper[WOLFE_C1], hyper[WOLFE_C2]);
    search_finish(step, &line, length, fresh);
    *cg.length = length;
    vector_copy(cg.g, step->g, n);
    vector_copy(cg.direction, direction, n);
}

const struct method method_cg = {
    .outline = "y = the change of g in the last step; beta = max(0, dot(g,y)/dot(gold,gold)); "
               "d = -g + beta*d, or -g where that does not descend; "
               "alpha by the strong Wolfe conditions; theta = theta + alpha*d",
    .step = step_cg,
};
