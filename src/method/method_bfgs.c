#include "base/vector.h"
#include "method/quasi.h"
#include "method/story.h"

enum stage { FRESH, STEPPED, CURVED };

/* What BFGS remembers, in the memory of a step. */
struct bfgs {
    double *stage;    /* an enum stage */
    double *reach;    /* see quasi_begin; from STEPPED on */
    double *x, *g;    /* [n], of the step before; from STEPPED on */
    double *diagonal; /* [n], of the Hessian at the start; likewise */
    double *inverse;  /* [n*n], of the Hessian; CURVED */
};

static struct bfgs bfgs_of(double *memory, int n)
{
    double *x = memory + 2;
    return (struct bfgs){.stage = memory,
                         .reach = memory + 1,
                         .x = x,
                         .g = x + n,
                         .diagonal = x + 2 * n,
                         .inverse = x + 3 * n};
}

/* The inverse of the diagonal, scaled. */
static void begin_inverse(struct bfgs *bfgs, int n, double scale)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            bfgs->inverse[i * n + j] = i == j ? scale / bfgs->diagonal[i] : 0;
}

/* H = (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y, multiplied out. */
static void update(double *inverse, const double *s, const double *y, double sy, int n)
{
    double hy[PARAMETERS_MAX];
    vector_multiply(hy, inverse, y, n);
    double scale = (1 + vector_dot(y, hy, n) / sy) / sy;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            inverse[i * n + j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

/* Learns the curvature from the step before. */
static void learn(struct bfgs *bfgs, const struct method_step *step)
{
    int n = step->n;
    double s[PARAMETERS_MAX] = {0}, y[PARAMETERS_MAX] = {0};
    double sy = quasi_pair(step, bfgs->x, bfgs->g, s, y);
    if (!(sy > 0))
        return;
    if (*bfgs->stage == STEPPED)
        begin_inverse(bfgs, n, fmax(*bfgs->reach, quasi_scale(y, bfgs->diagonal, sy, n)));
    update(bfgs->inverse, s, y, sy, n);
    *bfgs->stage = CURVED;
}

/* The direction of the step, and the first length to try. Begins anew where nothing is known, or
 * what is known does not descend. */
static double choose(struct bfgs *bfgs, const struct method_step *step, double *direction)
{
    int n = step->n;
    if (*bfgs->stage != FRESH)
        learn(bfgs, step);
    if (*bfgs->stage == CURVED) {
        story_matrix(step->story, "H", bfgs->inverse);
        vector_multiply(direction, bfgs->inverse, step->g, n);
        vector_negate(direction, direction, n);
        if (vector_dot(direction, step->g, n) < 0)
            return 1;
    }
    *bfgs->stage = STEPPED;
    return quasi_begin(step, bfgs->diagonal, bfgs->reach, direction);
}

static void step_bfgs(struct method_step *step)
{
    int n = step->n;
    double direction[PARAMETERS_MAX];
    struct bfgs bfgs = bfgs_of(step->memory, n);
    double first = choose(&bfgs, step, direction);
    bool fresh = *bfgs.stage != CURVED;
    if (!(quasi_search(step, bfgs.diagonal, direction, first, fresh) > 0))
        *bfgs.stage = FRESH;
    vector_copy(bfgs.x, step->x, n);
    vector_copy(bfgs.g, step->g, n);
}

const struct method method_bfgs = {
    .outline =
        "s = the last step, y = the change of g in it; "
        "H = (I - s*y'/s'y)*H*(I - y*s'/s'y) + s*s'/s'y unless s'y is too small, at first "
        "the inverse of the Hessian's diagonal, scaled by s and y, and more where the Hessian is "
        "much flatter one way; "
        "d = -H*g; alpha by the strong Wolfe conditions; theta = theta + alpha*d",
    .step = step_bfgs,
};
