#include <math.h>
#include <string.h>

#include "base/vector.h"
#include "method/definite.h"
#include "method/search.h"
#include "method/story.h"
#include "method/trust.h"

/* What is remembered, in the memory of a step. */
struct region {
    double *radius;  /* of the next step in scaled coordinates; 0: a fresh start */
    double *promise; /* see search_settle */
    double *scale;   /* [n]: the largest so far, or 0 */
    double *known;   /* is the Hessian where the step begins known from the trial that was taken? */
    double *hessian; /* [n*n] */
};

static struct region region_of(double *memory)
{
    double *scale = memory + 2, *known = scale + PARAMETERS_MAX;
    return (struct region){.radius = memory,
                           .promise = memory + 1,
                           .scale = scale,
                           .known = known,
                           .hessian = known + 1};
}

static double remembered_radius(const double *memory)
{
    return memory[0];
}

/* --- the models --- */

/* What is done to the model before the step: each coordinate times its scale. */
static void grow_scale(const struct method_step *step, double *scale, const double *now)
{
    for (int i = 0; i < step->n; i++) {
        scale[i] = fmax(scale[i], now[i]);
        if (scale[i] == 0)
            scale[i] = sqrt(definite_guess(step->g[i], step->f));
    }
}

/* What is not known of the Hessian, as at a kink, counts as no curvature. */
static void flatten_unknown(double *h, int count)
{
    for (int i = 0; i < count; i++)
        if (!isfinite(h[i]))
            h[i] = 0;
}

/* From the exact Hessian. */
static bool model_of_hessian(const struct method_step *step, const struct region *region,
                             struct trust_model *model)
{
    int n = step->n;
    const double *h = region->hessian, *scale = region->scale;
    double g[PARAMETERS_MAX], b[PARAMETERS_MAX * PARAMETERS_MAX], now[PARAMETERS_MAX];
    if (!(*region->known > 0))
        regularised_hessian(step->function, step->x, g, region->hessian);
    flatten_unknown(region->hessian, n * n);
    story_matrix(step->story, "H", h);
    definite_scale(h, n, now);
    grow_scale(step, region->scale, now);
    for (int i = 0; i < n; i++) {
        g[i] = step->g[i] / scale[i];
        for (int j = 0; j < n; j++)
            b[i * n + j] = h[i * n + j] / scale[i] / scale[j];
    }
    return trust_model_of(model, b, g, n);
}

/* From the Jacobian of the residuals. */
static bool model_of_squares(const struct method_step *step, const struct region *region,
                             struct trust_model *model)
{
    int n = step->n;
    double r[PARAMETERS_MAX * PARAMETERS_MAX], c[PARAMETERS_MAX], now[PARAMETERS_MAX] = {0},
                                                                  column[PARAMETERS_MAX];
    regularised_squares(step->function, step->x, r, c);
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++)
            column[i] = r[i * n + j];
        now[j] = linear_norm(column, n);
        if (!isfinite(now[j]))
            return false;
    }
    grow_scale(step, region->scale, now);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            r[i * n + j] /= region->scale[j];
    return trust_model_of_squares(model, r, c, n);
}

/* --- the step --- */

/* What the two methods differ in. */
struct trust_kind {
    bool (*model_of)(const struct method_step *step, const struct region *region,
                     struct trust_model *model);
    double flattens; /* see struct line */
    double cut;      /* the radius is cut by this beside the step, where the model was wrong */
    bool of_hessian;
};

/* The first radius: a multiple of the size of x in scaled coordinates. At 0 there are no bounds
 * where the model has a minimum; where it has none, as far as the slope goes with the largest
 * curvature. */
static double first_radius(const struct method_step *step, const double *scale,
                           const struct trust_model *model)
{
    double scaled[PARAMETERS_MAX];
    for (int i = 0; i < step->n; i++)
        scaled[i] = step->x[i] * scale[i];
    double size = linear_norm(scaled, step->n);
    if (size > 0)
        return step->hyper[TRUST_RADIUS] * size;
    double least = model->value[0], most = fmax(fabs(least), fabs(model->value[step->n - 1]));
    return least >= -model->rounding ? INFINITY : linear_norm(model->part, step->n) / most;
}

/* A trial along the step, of length 1 at its end. Sets the radius by how good the prediction was
 * (More, 1978, section 4). */
static enum line_answer try_step(struct line *line, double accept, double length, double predicted,
                                 double cut, double *radius)
{
    enum line_answer answer = line_try(line, 1, accept);
    double ratio = (line->f - line->reached) / predicted;
    if (answer == LINE_HIGH || ratio < 0.25)
        *radius = length / (isfinite(line->reached) ? cut : 10);
    else if (ratio > 0.75)
        *radius = fmax(*radius, 2 * length);
    return answer;
}

static void tell_trial(struct story *story, double radius, bool lower)
{
    if (!story || story->trials == 0)
        return;
    story->trial[story->trials - 1].radius = radius;
    story->trial[story->trials - 1].taken = lower;
}

/* Trials with an ever smaller radius until one is lower. Leaves the step in p. */
static bool find_lower(struct method_step *step, const struct trust_kind *kind,
                       const struct trust_model *model, const struct region *region, double *p)
{
    enum { TRIALS = 200 };
    int n = step->n;
    enum line_answer answer = LINE_HIGH;
    for (int trial = 0; trial < TRIALS && answer == LINE_HIGH; trial++) {
        double within = *region->radius, predicted = trust_step(model, within, p);
        double length = linear_norm(p, n);
        for (int i = 0; i < n; i++)
            p[i] /= region->scale[i];
        struct line line = search_line(step, p);
        line.hessian = kind->of_hessian ? region->hessian : NULL;
        line_blur(&line, region->scale);
        search_settle(&line, kind->flattens, *region->promise);
        if (!line_moves(&line, 1))
            return false;
        answer = try_step(&line, step->hyper[TRUST_ACCEPT], length, predicted, kind->cut,
                          region->radius);
        step->trials += line.trials;
        if (answer == LINE_LOWER)
            *region->promise = search_promise(&line);
        tell_trial(step->story, within, answer == LINE_LOWER);
    }
    return answer == LINE_LOWER;
}

/* All but the promise: it is what says that there is nothing lower. */
static void forget(const struct region *region)
{
    *region->radius = *region->known = 0;
    memset(region->scale, 0, PARAMETERS_MAX * sizeof *region->scale);
}

static void step_within(struct method_step *step, const struct trust_kind *kind)
{
    int n = step->n;
    struct region region = region_of(step->memory);
    struct trust_model model;
    double p[PARAMETERS_MAX];
    bool fresh = !(*region.radius > 0);
    bool known = kind->model_of(step, &region, &model);
    if (known && fresh)
        *region.radius = first_radius(step, region.scale, &model);
    vector_copy(step->to, step->x, n);
    story_vector(step->story, "D", region.scale);
    if (step->story)
        vector_copy(step->story->scale, region.scale, n);
    if (known && find_lower(step, kind, &model, &region, p)) {
        step->length = linear_norm(p, n);
        *region.known = kind->of_hessian;
        for (int i = 0; i < n; i++)
            step->to[i] += p[i];
        return;
    }
    step->rests = fresh;
    forget(&region);
}

static void step_trust(struct method_step *step)
{
    static const struct trust_kind kind = {
        .model_of = model_of_hessian, .flattens = 0.5, .cut = 4, .of_hessian = true};
    step_within(step, &kind);
}

const struct method method_trust = {
    .outline =
        "p = the minimizer of dot(g,p) + dot(p,H*p)/2 with |D*p| <= radius, where D^2 is the "
        "size of the Hessian's diagonal; where f(theta + p) is not lower, the radius is "
        "cut and p made again; theta = theta + p",
    .quadratic = true,
    .step = step_trust,
    .radius = remembered_radius,
};

/* Where residuals are large it converges linearly. */
static void step_levenberg(struct method_step *step)
{
    static const struct trust_kind kind = {
        .model_of = model_of_squares, .flattens = 0.75, .cut = 2};
    step_within(step, &kind);
}

const struct method method_levenberg = {
    .outline = "p = -J'r/(J'J + mu*D^2), where r are the residuals, J their slopes, D the norms of "
               "J's columns and mu such that |D*p| <= radius; where the sum of squares is not "
               "lower, the radius is cut and p made again; theta = theta + p",
    .of_squares = true,
    .quadratic = true,
    .step = step_levenberg,
    .radius = remembered_radius,
};
