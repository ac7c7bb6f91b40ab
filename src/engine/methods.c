#include "engine/method.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "engine/line_search.h"

/* --- vectors --- */

static double dot(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void copy(double *to, const double *from, int n)
{
    memcpy(to, from, (size_t)n * sizeof *to);
}

static void negate(double *to, const double *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = -from[i];
}

static void subtract(double *to, const double *a, const double *b, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = a[i] - b[i];
}

/* out = m v for the matrix m[n*n]. */
static void multiply(double *out, const double *m, const double *v, int n)
{
    for (int i = 0; i < n; i++)
        out[i] = dot(m + i * n, v, n);
}

/* --- what all have in common --- */

static struct line line_of(const struct method_step *step, const double *direction)
{
    struct line line;
    line_init(&line, step->function, step->x, step->f, step->g, direction);
    return line;
}

/* Ends the step at x + length * direction. A length of 0 leaves every bit of x as it is. */
static void finish(struct method_step *step, const struct line *line, double length)
{
    step->length = length;
    step->trials = line->trials;
    copy(step->to, step->x, step->n);
    for (int i = 0; length > 0 && i < step->n; i++)
        step->to[i] += length * line->direction[i];
}

/* --- steepest descent --- */

static void step_steepest_exact(struct method_step *step)
{
    double direction[LINEAR_MAX];
    negate(direction, step->g, step->n);
    struct line line = line_of(step, direction);
    double length = line_exact(&line);
    finish(step, &line, length);
}

const struct method method_steepest_exact = {
    .outline = "alpha = the first minimizer of f(theta - alpha*g); theta = theta - alpha*g",
    .step = step_steepest_exact,
};

static void step_steepest_armijo(struct method_step *step)
{
    const double *hyper = step->hyper;
    double direction[LINEAR_MAX];
    negate(direction, step->g, step->n);
    struct line line = line_of(step, direction);
    double length =
        line_backtrack(&line, hyper[ARMIJO_ALPHA0], hyper[ARMIJO_C], hyper[ARMIJO_SHRINK]);
    finish(step, &line, length);
}

const struct method method_steepest_armijo = {
    .outline = "alpha = the first of alpha0, alpha0*shrink, alpha0*shrink^2, ... with "
               "f(theta - alpha*g) <= f(theta) - c*alpha*dot(g,g); theta = theta - alpha*g",
    .step = step_steepest_armijo,
};

/* --- Newton --- */

/* d = -|H|^-1 g, where |H| has the eigenvalues of H made positive and at least floor * the
 * largest. Returns false where H is not finite or 0. */
static bool newton_direction(const double *h, const double *g, int n, double floor, double *d)
{
    double values[LINEAR_MAX], vectors[LINEAR_MAX * LINEAR_MAX];
    if (!linear_eigen(h, n, values, vectors))
        return false;
    double largest = fmax(fabs(values[0]), fabs(values[n - 1]));
    memset(d, 0, (size_t)n * sizeof *d);
    for (int k = 0; largest > 0 && k < n; k++) {
        const double *vector = vectors + k * n;
        double part = -dot(vector, g, n) / fmax(fabs(values[k]), floor * largest);
        for (int i = 0; i < n; i++)
            d[i] += part * vector[i];
    }
    return largest > 0;
}

static void step_newton(struct method_step *step)
{
    const double *hyper = step->hyper;
    int n = step->n;
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX], direction[LINEAR_MAX];
    penalised_hessian(step->function, step->x, g, h);
    if (!newton_direction(h, step->g, n, hyper[NEWTON_FLOOR], direction))
        negate(direction, step->g, n);
    struct line line = line_of(step, direction);
    double length = line_backtrack(&line, 1, hyper[ARMIJO_C], hyper[ARMIJO_SHRINK]);
    finish(step, &line, length);
}

const struct method method_newton = {
    .outline = "d = -g/|H|, where |H| is the Hessian with its eigenvalues made positive; "
               "alpha = the first of 1, shrink, shrink^2, ... with "
               "f(theta + alpha*d) <= f(theta) + c*alpha*dot(g,d); theta = theta + alpha*d",
    .step = step_newton,
};

/* --- BFGS --- */

enum bfgs_stage { BFGS_FRESH, BFGS_STEPPED, BFGS_CURVED };

/* What BFGS remembers, in the memory of a step. */
struct bfgs {
    double *stage;   /* an enum bfgs_stage */
    double *x, *g;   /* [n], of the step before; from BFGS_STEPPED on */
    double *inverse; /* [n*n], of the Hessian; BFGS_CURVED */
};

static struct bfgs bfgs_of(double *memory, int n)
{
    double *x = memory + 1, *g = x + n;
    return (struct bfgs){.stage = memory, .x = x, .g = g, .inverse = g + n};
}

static void set_identity(double *m, int n, double scale)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            m[i * n + j] = i == j ? scale : 0;
}

/* H = (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y, multiplied out. */
static void bfgs_update(double *inverse, const double *s, const double *y, double sy, int n)
{
    double hy[LINEAR_MAX];
    multiply(hy, inverse, y, n);
    double scale = (1 + dot(y, hy, n) / sy) / sy;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            inverse[i * n + j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

/* Learns the curvature from the step before. Before the first update the matrix is the identity,
 * scaled to that curvature (Nocedal and Wright, equation 6.20). Skips what would cost positive
 * definiteness. */
static void bfgs_learn(struct bfgs *bfgs, const struct method_step *step)
{
    static const double positive = 1e-10; /* the least cosine of s and y */
    int n = step->n;
    double s[LINEAR_MAX] = {0}, y[LINEAR_MAX] = {0};
    subtract(s, step->x, bfgs->x, n);
    subtract(y, step->g, bfgs->g, n);
    double sy = dot(s, y, n), yy = dot(y, y, n);
    if (!(sy > positive * linear_norm(s, n) * linear_norm(y, n)) || !isfinite(yy))
        return;
    if (*bfgs->stage == BFGS_STEPPED)
        set_identity(bfgs->inverse, n, sy / yy);
    bfgs_update(bfgs->inverse, s, y, sy, n);
    *bfgs->stage = BFGS_CURVED;
}

/* The direction of the step; steepest descent where nothing better is known. */
static void bfgs_direction(struct bfgs *bfgs, const struct method_step *step, double *direction)
{
    int n = step->n;
    if (*bfgs->stage != BFGS_FRESH)
        bfgs_learn(bfgs, step);
    if (*bfgs->stage == BFGS_CURVED)
        multiply(direction, bfgs->inverse, step->g, n);
    if (*bfgs->stage != BFGS_CURVED || !(dot(direction, step->g, n) > 0)) {
        copy(direction, step->g, n);
        *bfgs->stage = BFGS_STEPPED;
    }
    negate(direction, direction, n);
}

/* A steepest descent has no scale: its first trial is a step of length 1 at most. */
static double first_length(const double *g, int n)
{
    return 1 / fmax(1, linear_norm(g, n));
}

static void step_bfgs(struct method_step *step)
{
    const double *hyper = step->hyper;
    int n = step->n;
    double direction[LINEAR_MAX];
    struct bfgs bfgs = bfgs_of(step->memory, n);
    bfgs_direction(&bfgs, step, direction);
    step->fresh = *bfgs.stage != BFGS_CURVED;
    double first = *bfgs.stage == BFGS_CURVED ? 1 : first_length(step->g, n);
    struct line line = line_of(step, direction);
    double length = line_wolfe(&line, first, hyper[WOLFE_C1], hyper[WOLFE_C2]);
    finish(step, &line, length);
    if (!(length > 0))
        *bfgs.stage = BFGS_FRESH;
    copy(bfgs.x, step->x, n);
    copy(bfgs.g, step->g, n);
}

const struct method method_bfgs = {
    .outline = "s = the last step, y = the change of g in it; "
               "H = (I - s*y'/s'y)*H*(I - y*s'/s'y) + s*s'/s'y unless s'y is too small; "
               "d = -H*g; alpha by the strong Wolfe conditions; theta = theta + alpha*d",
    .step = step_bfgs,
};

/* --- conjugate gradients --- */

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
static double cg_beta(const struct cg *cg, const struct method_step *step)
{
    double y[LINEAR_MAX];
    subtract(y, step->g, cg->g, step->n);
    double beta = dot(step->g, y, step->n) / dot(cg->g, cg->g, step->n);
    return isfinite(beta) ? fmax(beta, 0) : 0;
}

/* Steepest descent where the conjugate direction does not descend. */
static void cg_direction(struct cg *cg, const struct method_step *step, double *direction)
{
    int n = step->n;
    double beta = *cg->length > 0 ? cg_beta(cg, step) : 0;
    for (int i = 0; i < n; i++)
        direction[i] = beta * cg->direction[i] - step->g[i];
    if (!(dot(direction, step->g, n) < 0))
        negate(direction, step->g, n);
}

/* The length whose first change of f is that of the step before (Nocedal and Wright, section 3.5),
 * not too far from the length before: it would leap where the slope has all but vanished. */
static double cg_first_length(const struct cg *cg, const struct method_step *step, double slope)
{
    static const double most = 5;
    if (!(*cg->length > 0))
        return first_length(step->g, step->n);
    double ratio = dot(cg->g, cg->direction, step->n) / slope;
    return *cg->length * fmin(fmax(ratio, 1 / most), most);
}

static void step_cg(struct method_step *step)
{
    const double *hyper = step->hyper;
    int n = step->n;
    double direction[LINEAR_MAX];
    struct cg cg = cg_of(step->memory, n);
    step->fresh = !(*cg.length > 0);
    cg_direction(&cg, step, direction);
    struct line line = line_of(step, direction);
    double first = cg_first_length(&cg, step, line.slope);
    double length = line_wolfe(&line, first, hyper[WOLFE_C1], hyper[WOLFE_C2]);
    finish(step, &line, length);
    *cg.length = length;
    copy(cg.g, step->g, n);
    copy(cg.direction, direction, n);
}

const struct method method_cg = {
    .outline = "y = the change of g in the last step; beta = max(0, dot(g,y)/dot(gold,gold)); "
               "d = -g + beta*d, or -g where that does not descend; "
               "alpha by the strong Wolfe conditions; theta = theta + alpha*d",
    .step = step_cg,
};
