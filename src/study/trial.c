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

/* What the run had cost at `step`, which is one of the newest; -1: never. */
static void note(struct reached *reached, const struct simulation *simulation, long step)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    if (step == reached->step)
        return;
    *reached = never;
    if (step >= 0)
        *reached = (struct reached){
            step, sample_cost(trajectory_at(path, trajectory_upto(path, step)), path->n)};
}

/* Where there is no goal: since when the gradient is small. */
static void note_small(struct trial *trial)
{
    const struct criteria_state *seen = simulation_criteria(trial->simulation);
    note(&trial->settled, trial->simulation, seen->since[CRITERION_GRAD]);
    note(&trial->touch, trial->simulation, seen->first[CRITERION_GRAD]);
}

/* Settled has who rests where no neighbour is lower: since the gradient is small, or since now. */
static void find_settled(struct trial *trial)
{
    const struct reached end = outcome_settled(&trial->outcome) ? now_of(trial->simulation) : never;
    if (end.step < 0 || trial->settled.step < 0)
        trial->settled = end;
    if (end.step < 0 || trial->touch.step < 0)
        trial->touch = end;
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
    if (!goal)
        note_small(trial);
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
    const long most = trial->goal ? 1 : TRAJECTORY_RECENT; /* whose cost is known, one by one */
    long at_once;
    catch_up(trial);
    for (; steps > 0 && !trial->over && !is_interrupted(trial); steps -= at_once) {
        long before = simulation_now(trial->simulation)->step;
        at_once = steps < most ? steps : most;
        int ended = simulation_run(trial->simulation, at_once);
        bool stuck = simulation_now(trial->simulation)->step == before;
        if (!trial->goal)
            note_small(trial);
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
