#include "insight/observe.h"

#include <math.h>

#include "problem/surface.h"

static void find_curvature(struct observation *observation, struct simulation *simulation,
                           struct analysis *analysis)
{
    const struct stability *stability = analysis_stability(analysis, simulation);
    if (!stability)
        return;
    observation->lambda_max = stability->steepest;
    observation->lambda_min = stability->flattest;
    observation->kappa = stability->condition;
    observation->lr_lambda = stability->rate;
}

static void find_score(struct observation *observation, struct simulation *simulation,
                       struct analysis *analysis)
{
    const double *r2 = analysis_r2(analysis, simulation);
    const double *accuracy = analysis_accuracy(analysis, simulation);
    observation->r2 = r2 ? *r2 : NAN;
    observation->accuracy = accuracy ? *accuracy : NAN;
}

static void find_verdict(struct observation *observation, struct simulation *simulation,
                         struct analysis *analysis)
{
    const struct verdict *verdict = analysis_verdict(analysis, simulation);
    if (!verdict)
        return;
    observation->verdict = verdict->ending;
    observation->verdict_word = ending_word(verdict->ending);
}

/* To the nearest of those that are known. */
static void find_distance(struct observation *observation, struct simulation *simulation,
                          struct analysis *analysis)
{
    (void)analysis;
    const struct surface *surface = simulation_objective(simulation)->surface;
    if (surface)
        observation->distance = surface_distance(surface, observation->now->x);
}

struct observation observe(struct simulation *simulation, struct analysis *analysis, unsigned needs)
{
    static const struct {
        enum observed what;
        void (*find)(struct observation *observation, struct simulation *simulation,
                     struct analysis *analysis);
    } finders[] = {
        {OBSERVED_CURVATURE, find_curvature},
        {OBSERVED_SCORE, find_score},
        {OBSERVED_VERDICT, find_verdict},
        {OBSERVED_DISTANCE, find_distance},
    };
    struct observation observation =
        observation_of(simulation_now(simulation), simulation_criteria(simulation));
    observation.last = simulation_ended(simulation) >= 0;
    for (size_t i = 0; i < sizeof finders / sizeof *finders; i++)
        if (needs & finders[i].what)
            finders[i].find(&observation, simulation, analysis);
    return observation;
}
