#include "insight/forecast.h"

#include <math.h>

#include "base/elementary.h"
#include "run/simulation.h"

enum { LEAST_STEPS = 120, LONG_STEPS = 300, PARTS = 6, SAMPLES = 8 /* of a part, at most */ };

/* By how much a steady fall may quicken from a part to the next, and slacken: while the path is
 * short hardly, as that of a power of the step slackens by a quarter, and that of a path into a
 * valley by more. */
enum { SHORT_PATH = 900 };
static const double quickens = 2, slackens = 2, slackens_short = 1.15;

/* The mean logarithm of the gradient's norm in a part of the path, 0 to PARTS - 1. */
static double level(const struct trajectory *path, int part)
{
    size_t count = path->count / PARTS, from = (size_t)part * count;
    size_t stride = count > SAMPLES ? count / SAMPLES : 1, samples = 0;
    double sum = 0;

    for (size_t i = from; i < from + count; i += stride, samples++)
        sum += m_log(trajectory_at(path, i)->grad_norm);
    return sum / (double)samples;
}

/* By how much the logarithm falls in a step; NAN: not steadily. */
static double fall(const struct trajectory *path)
{
    double first = level(path, PARTS - 3), middle = level(path, PARTS - 2),
           last = level(path, PARTS - 1);
    double before = first - middle, now = middle - last;
    double most = path->last < SHORT_PATH ? slackens_short : slackens;
    double steps = (double)(path->count / PARTS) * (double)path->stride;

    if (!(before > 0 && now > 0 && now < quickens * before && before < most * now))
        return NAN;
    return now / steps;
}

/* Until the number of steps is made that ends the run. */
static double to_cap(const struct criteria *stops, long step)
{
    return stops->armed[CRITERION_STEPS] ? stops->value[CRITERION_STEPS] - (double)step : INFINITY;
}

/* Until the gradient is small; NAN: there is no trend. */
static double to_rest(const struct simulation *simulation)
{
    double small = simulation_criteria(simulation)->scale.small;
    double steps = m_log(simulation_now(simulation)->grad_norm / small) /
                   fall(simulation_trajectory(simulation));

    return simulation_stops(simulation)->armed[CRITERION_GRAD] && steps > 0 ? steps : NAN;
}

bool forecast_of(struct forecast *forecast, const struct simulation *simulation)
{
    long step = simulation_now(simulation)->step;
    double cap = to_cap(simulation_stops(simulation), step);

    if (step < LEAST_STEPS)
        return false;
    *forecast = (struct forecast){.steps = to_rest(simulation)};
    forecast->at_most = isnan(forecast->steps);
    forecast->steps = fmin(forecast->steps, cap); /* the number of both */
    return !forecast->at_most || (step >= LONG_STEPS && isfinite(cap));
}
