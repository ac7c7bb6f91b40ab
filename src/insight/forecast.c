#include "insight/forecast.h"

#include <math.h>

#include "base/elementary.h"
#include "run/simulation.h"

enum { LEAST_STEPS = 60, PARTS = 6, SAMPLES = 8 /* of a part, at most */ };

static const double steady = 2;

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
    double steps = (double)(path->count / PARTS) * (double)path->stride;

    if (!(before > 0 && now > 0 && now < steady * before && before < steady * now))
        return NAN;
    return now / steps;
}

/* Until the number of steps is made that ends the run. */
static double to_cap(const struct criteria *stops, long step)
{
    return stops->armed[CRITERION_STEPS] ? stops->value[CRITERION_STEPS] - (double)step : INFINITY;
}

double forecast_steps(const struct simulation *simulation)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    const struct criteria *stops = simulation_stops(simulation);
    const struct sample *now = simulation_now(simulation);
    double small = simulation_criteria(simulation)->small;

    if (now->step < LEAST_STEPS || !stops->armed[CRITERION_GRAD])
        return NAN;
    double steps = m_log(now->grad_norm / small) / fall(path);
    return steps > 0 ? fmin(steps, to_cap(stops, now->step)) : NAN;
}
