#include "insight/flow.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/linear.h"
#include "problem/regularised.h"

static const double tolerance = 1e-6, at_rest = 1e-6;
static const double shrink_most = 0.2, grow_most = 5, safety = 0.9;
/* A step shorter than this part of the time that has passed gets nowhere. */
static const double shortest = 1e-13;

/* The tableau: stage i is taken at x plus the step times the sum of weights of the stages before
 * it. The last row gives the new point, and is of order 5. */
static const double weight[FLOW_STAGES][FLOW_STAGES - 1] = {
    {0},
    {1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
};
/* Of the stages, in the difference of the point of order 5 and that of order 4. */
static const double difference[FLOW_STAGES] = {
    71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40};

bool flow_begin(struct flow *flow, const double *x, int n, long most)
{
    *flow = (struct flow){.n = n, .most = most};
    memcpy(flow->x, x, (size_t)n * sizeof *x);
    return trajectory_init(&flow->path, n);
}

void flow_release(struct flow *flow)
{
    trajectory_release(&flow->path);
    *flow = (struct flow){.ended = true};
}

static void note(struct flow *flow, double loss)
{
    struct sample sample = {.step = flow->path.last + 1,
                            .loss = loss,
                            .evaluations = flow->evaluations,
                            .grad_norm = linear_norm(flow->slope, flow->n),
                            .lr = flow->length,
                            .epoch = -1};
    memcpy(sample.x, flow->x, (size_t)flow->n * sizeof *flow->x);
    trajectory_add(&flow->path, &sample);
}

/* The gradient at x[n], counted. False where it was interrupted. */
static bool evaluate(struct flow *flow, struct regularised *function, const double *x, double *g,
                     double *loss)
{
    *loss = regularised_gradient(function, x, g);
    if (objective_interrupted(function->objective))
        return false;
    flow->evaluations++;
    return true;
}

/* The first step moves no coordinate by more than a hundredth of its size. */
static bool start(struct flow *flow, struct regularised *function)
{
    double loss;
    if (!evaluate(flow, function, flow->x, flow->slope, &loss))
        return false;
    flow->first = linear_norm(flow->slope, flow->n);
    flow->length = INFINITY;
    for (int i = 0; i < flow->n; i++) {
        flow->size[i] = fmax(fabs(flow->x[i]), 1e-3);
        if (flow->slope[i] != 0)
            flow->length = fmin(flow->length, 0.01 * flow->size[i] / fabs(flow->slope[i]));
    }
    flow->ended = !(flow->first > 0) || !isfinite(flow->length) || !(flow->length > 0);
    note(flow, loss);
    return true;
}

/* The point of a stage. */
static void reach(const struct flow *flow, double stage[FLOW_STAGES][PARAMETERS_MAX], int i,
                  double *at)
{
    for (int k = 0; k < flow->n; k++) {
        double sum = 0;
        for (int j = 0; j < i; j++)
            sum += weight[i][j] * stage[j][k];
        at[k] = flow->x[k] - flow->length * sum;
    }
}

/* The error in parts of what is allowed: the root of the mean of the squares; not finite where a
 * stage is not. */
static double error_of(const struct flow *flow, double stage[FLOW_STAGES][PARAMETERS_MAX])
{
    double sum = 0;
    for (int k = 0; k < flow->n; k++) {
        double error = 0;
        for (int i = 0; i < FLOW_STAGES; i++)
            error += difference[i] * stage[i][k];
        error *= flow->length / (tolerance * flow->size[k]);
        sum += error * error;
    }
    return sqrt(sum / flow->n);
}

/* How much longer the next step is. */
static double growth(double error)
{
    if (!isfinite(error))
        return shrink_most;
    return fmin(grow_most, fmax(shrink_most, safety * m_pow(error, -0.2)));
}

static void accept(struct flow *flow, const double *at, const double *slope, double loss)
{
    flow->time += flow->length;
    memcpy(flow->x, at, (size_t)flow->n * sizeof *at);
    memcpy(flow->slope, slope, (size_t)flow->n * sizeof *slope);
    for (int i = 0; i < flow->n; i++)
        flow->size[i] = fmax(flow->size[i], fabs(at[i]));
    note(flow, loss);
    flow->ended =
        linear_norm(slope, flow->n) <= at_rest * flow->first || !point_is_near(at, flow->n);
}

bool flow_step(struct flow *flow, struct regularised *function)
{
    double stage[FLOW_STAGES][PARAMETERS_MAX], at[PARAMETERS_MAX], loss = NAN;
    if (flow->ended || (flow->path.last < 0 && !start(flow, function)) || flow->ended)
        return false;
    memcpy(stage[0], flow->slope, sizeof stage[0]);
    for (int i = 1; i < FLOW_STAGES; i++) {
        reach(flow, stage, i, at);
        if (!evaluate(flow, function, at, stage[i], &loss))
            return false;
    }
    double error = error_of(flow, stage);
    if (error <= 1)
        accept(flow, at, stage[FLOW_STAGES - 1], loss);
    flow->length *= growth(error);
    flow->ended = flow->ended || flow->evaluations >= flow->most ||
                  !(flow->length > shortest * flow->time) || !(flow->length > 0);
    return !flow->ended;
}
