#include "engine/regret.h"

#include <string.h>

#include "base/error.h"
#include "engine/learning.h"
#include "engine/simulation.h"

/* The same objective, all rows at once, from where the run is. */
static bool make_search(struct scenario *search, const struct simulation *simulation)
{
    if (!scenario_copy(search, simulation_scenario(simulation)))
        return false;
    memcpy(search->start, simulation_now(simulation)->x, sizeof search->start);
    search->start_count = search->n;
    bool ok = scenario_set(search, "optimizer", "bfgs", NULL) &&
              scenario_set(search, "batch", "0", NULL) && scenario_set(search, "noise", "0", NULL) &&
              scenario_set(search, "clip", "0", NULL) &&
              scenario_set(search, "clip-value", "0", NULL) &&
              scenario_set(search, "stop", "grad=1e-9,plateau=1e-15,steps=1000", NULL);
    search->steps = -1;
    if (!ok)
        scenario_release(search);
    return ok;
}

bool regret_best(struct simulation *simulation, double *best, struct error *error)
{
    struct scenario scenario;
    if (!make_search(&scenario, simulation))
        return error_memory(error);
    struct simulation *search = simulation_create(&scenario, error);
    scenario_release(&scenario);
    if (!search)
        return false;
    while (simulation_ended(search) < 0)
        simulation_run(search, 1000);
    int ended = simulation_ended(search), n = simulation_objective(search)->n;
    memcpy(best, simulation_now(search)->x, (size_t)n * sizeof *best);
    simulation_free(search);
    return (ended != CRITERION_DIVERGE && ended != CRITERION_STEPS) ||
           error_set(error, "no parameters are the best for all rows: the loss falls for ever");
}

bool regret_of(struct regret *regret, struct simulation *simulation, const double *best)
{
    struct mean_rows rows;
    if (!simulation_met(simulation, &rows, &regret->paid))
        return false;
    struct mean *mean = &simulation_objective(simulation)->learning->mean;
    regret->rounds = rows.count;
    regret->best = mean_value(mean, &rows, best) * (double)rows.count;
    return true;
}
