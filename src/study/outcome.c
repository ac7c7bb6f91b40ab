#include "study/outcome.h"

#include <limits.h>
#include <string.h>

#include "run/population.h"
#include "run/simulation.h"
#include "run/stepper.h"
#include "run/watch.h"

void outcome_read(struct outcome *outcome, struct simulation *simulation)
{
    const struct sample *now = simulation_now(simulation);
    memcpy(outcome->start, trajectory_at(simulation_trajectory(simulation), 0)->x,
           sizeof outcome->start);
    memcpy(outcome->end, now->x, sizeof outcome->end);
    outcome->loss = now->loss;
    outcome->steps = now->step;
    outcome->evaluations = simulation_cost(simulation);
    outcome->ending = verdict_ending_of(simulation);
    outcome->ran_away = criterion_is_runaway(simulation_ended(simulation));
}

void outcome_of_member(struct outcome *outcome, const struct population *population, size_t i)
{
    const struct watched *end = population_end(population, i);
    const struct sample *now = &end->now;
    struct regularised function;
    regularised_init(&function, population_objective(population),
                     population_stepper(population)->l2, now->x, now->loss, end->gradient);
    const struct run_end run = {.function = &function,
                                .now = now,
                                .scale = &end->scale,
                                .criterion = end->criterion,
                                .before = end->before,
                                .midway = now->x};
    memcpy(outcome->start, end->scale.origin.x, sizeof outcome->start);
    memcpy(outcome->end, now->x, sizeof outcome->end);
    outcome->loss = now->loss;
    outcome->steps = now->step;
    outcome->evaluations = sample_cost(now, population_stepper(population)->n);
    outcome->ending = verdict_ending(&run);
    outcome->ran_away = criterion_is_runaway(end->criterion);
}

bool outcome_of(struct outcome *outcome, const struct scenario *scenario, struct error *error)
{
    struct simulation *simulation = simulation_create(scenario, error);
    if (!simulation)
        return false;
    simulation_run(simulation, LONG_MAX);
    outcome_read(outcome, simulation);
    simulation_free(simulation);
    return true;
}

bool outcome_settled(const struct outcome *outcome)
{
    return ending_is_minimum(outcome->ending) || outcome->ending == ENDING_REST;
}
