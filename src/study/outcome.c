#include "study/outcome.h"

#include <limits.h>
#include <string.h>

#include "insight/analysis.h"
#include "run/simulation.h"

bool outcome_of(struct outcome *outcome, const struct scenario *scenario, struct error *error)
{
    struct simulation *simulation = simulation_create(scenario, error);
    struct analysis analysis = {0};
    if (!simulation)
        return false;
    memcpy(outcome->start, simulation_now(simulation)->x, sizeof outcome->start);
    simulation_run(simulation, LONG_MAX);
    const struct sample *now = simulation_now(simulation);
    memcpy(outcome->end, now->x, sizeof outcome->end);
    outcome->loss = now->loss;
    outcome->steps = now->step;
    outcome->evaluations = simulation_evaluations(simulation);
    outcome->ending = analysis_verdict(&analysis, simulation)->ending;
    outcome->ran_away = criterion_is_runaway(simulation_ended(simulation));
    simulation_free(simulation);
    return true;
}
