#include "study/trial.h"

#include <math.h>

#include "insight/observe.h"
#include "insight/predicate.h"
#include "run/simulation.h"

static const struct reached never = {-1, -1};

static struct reached now_of(const struct simulation *simulation)
{
    return (struct reached){simulation_now(simulation)->step, simulation_cost(simulation)};
}

static bool is_interrupted(const struct trial *trial)
{
    return objective_interrupted(simulation_objective(trial->simulation));
}

/* Notes whether the predicate holds at the present step. */
static void look(struct trial *trial)
{
    const struct observation here =
        observe(trial->simulation, &trial->analysis, predicate_needs(trial->goal));
    if (is_interrupted(trial))
        return;
    trial->unseen = false;
    if (!predicate_holds(trial->goal, &here)) {
        trial->settled = never;
        return;
    }
    if (trial->settled.step < 0)
        trial->settled = now_of(trial->simulation);
    if (trial->touch.step < 0)
        trial->touch = trial->settled;
}

/* Of a run that has ended at rest where no neighbour is lower: the step since which the gradient is small. */
static void find_settled(struct trial *trial)
{
    const struct criteria_state *seen = simulation_criteria(trial->simulation);
    struct reached end = now_of(trial->simulation);
    if (!outcome_settled(&trial->outcome))
        return;
    trial->settled = trial->touch = end;
    if (seen->since[CRITERION_GRAD] >= 0)
        trial->settled.step = seen->since[CRITERION_GRAD];
    if (seen->first[CRITERION_GRAD] >= 0)
        trial->touch.step = seen->first[CRITERION_GRAD];
}

static void end(struct trial *trial)
{
    outcome_read(&trial->outcome, trial->simulation);
    if (is_interrupted(trial))
        return;
    trial->ended = true;
    if (!trial->goal)
        find_settled(trial);
}

/* What was interrupted is done the next time. */
static void catch_up(struct trial *trial)
{
    if (trial->unseen)
        look(trial);
    if (trial->over && !trial->unseen && !is_interrupted(trial))
        end(trial);
}

bool trial_begin(struct trial *trial, const struct scenario *scenario, struct predicate *goal,
                 struct error *error)
{
    *trial = (struct trial){.goal = goal, .touch = never, .settled = never};
    trial->simulation = simulation_create(scenario, error);
    if (!trial->simulation)
        return false;
    trial->unseen = goal;
    trial->over = simulation_ended(trial->simulation) >= 0;
    catch_up(trial);
    return true;
}

void trial_release(struct trial *trial)
{
    simulation_free(trial->simulation);
    *trial = (struct trial){.ended = true};
}

void trial_step(struct trial *trial, long steps)
{
    long at_once = trial->goal ? 1 : steps;
    catch_up(trial);
    for (; steps > 0 && !trial->over && !is_interrupted(trial); steps -= at_once) {
        long before = simulation_now(trial->simulation)->step;
        int ended = simulation_run(trial->simulation, at_once);
        bool stuck = simulation_now(trial->simulation)->step == before;
        if (is_interrupted(trial))
            return;
        trial->unseen = trial->goal && !stuck;
        trial->over = ended >= 0 || stuck;
        catch_up(trial);
    }
}

void trial_spend(struct trial *trial, long evaluations)
{
    catch_up(trial);
    while (!trial->over && !is_interrupted(trial) &&
           simulation_cost(trial->simulation) < evaluations)
        trial_step(trial, 1);
}

void trial_give_up(struct trial *trial)
{
    if (!trial->ended)
        end(trial);
}

bool finish_is_lost(const struct finish *finish)
{
    return finish->outcome.ran_away || isnan(finish->outcome.loss);
}

struct merit finish_merit(const struct finish *finish)
{
    return (struct merit){finish->settled.step >= 0 ? finish->settled.evaluations : -1,
                          finish_is_lost(finish) ? INFINITY : finish->outcome.loss};
}

bool merit_is_better(const struct merit *a, const struct merit *b)
{
    bool settled = a->evaluations >= 0;
    if (settled != (b->evaluations >= 0))
        return settled;
    return settled ? a->evaluations < b->evaluations : a->loss < b->loss;
}

bool finish_is_better(const struct finish *a, const struct finish *b)
{
    const struct merit x = finish_merit(a), y = finish_merit(b);
    return merit_is_better(&x, &y);
}

struct finish trial_finish(const struct trial *trial)
{
    return (struct finish){
        .outcome = trial->outcome, .touch = trial->touch, .settled = trial->settled};
}
