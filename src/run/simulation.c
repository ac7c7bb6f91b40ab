#include "run/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/linear.h"
#include "problem/learning.h"
#include "problem/regularised.h"
#include "run/checkpoints.h"
#include "run/stepper.h"

/* A change as it is logged; the texts are owned. */
struct logged {
    long step;
    char *key, *value;
};

struct simulation {
    struct scenario first, scenario; /* as it began, and with all changes applied */
    struct objective *objective;
    struct stepper stepper;
    struct run_state state;
    struct revision revision;
    unsigned long numbered; /* the last number that a revision has got */
    struct trajectory path, ghost;
    struct checkpoints checkpoints;
    struct logged *changes;
    size_t change_count, change_capacity;

    /* The line is the path with what lies ahead of it after going back. It forks when a change is
     * made, or forgotten, behind its end: what was ahead is then abandoned for good. */
    long line_end; /* the furthest step of the line; -1: never gone back */
    long landed;   /* where going back, or the fork, has led to last */
    bool forked;
};

/* --- create --- */

static bool allocate(struct simulation *simulation, const struct scenario *scenario)
{
    return scenario_copy(&simulation->first, scenario) &&
           scenario_copy(&simulation->scenario, scenario) &&
           trajectory_init(&simulation->path, scenario->n) &&
           trajectory_init(&simulation->ghost, scenario->n) &&
           checkpoints_init(&simulation->checkpoints);
}

static void renew_settings(struct simulation *simulation)
{
    simulation->revision.settings = ++simulation->numbered;
}

static void renew_point(struct simulation *simulation)
{
    simulation->revision.point = simulation->revision.settings = ++simulation->numbered;
}

static void start(struct simulation *simulation)
{
    renew_point(simulation);
    double x[PARAMETERS_MAX];
    scenario_start(&simulation->scenario, x);
    stepper_start(&simulation->stepper, &simulation->state, x, simulation->scenario.seed);
    trajectory_add(&simulation->path, &simulation->state.now);
    checkpoints_save(&simulation->checkpoints, &simulation->state);
    simulation->line_end = -1;
}

struct simulation *simulation_create(const struct scenario *scenario, struct error *error)
{
    struct simulation *simulation = calloc(1, sizeof *simulation);
    if (!simulation || !allocate(simulation, scenario)) {
        error_memory(error);
        goto fail;
    }
    simulation->objective = scenario_objective(scenario, error);
    if (!simulation->objective)
        goto fail;
    if (!stepper_init(&simulation->stepper, scenario, simulation->objective, error))
        goto fail;
    start(simulation);
    return simulation;
fail:
    simulation_free(simulation);
    return NULL;
}

static void release_change(struct logged *change)
{
    free(change->key);
    free(change->value);
}

void simulation_free(struct simulation *simulation)
{
    if (!simulation)
        return;
    for (size_t i = 0; i < simulation->change_count; i++)
        release_change(&simulation->changes[i]);
    free(simulation->changes);
    checkpoints_release(&simulation->checkpoints);
    trajectory_release(&simulation->ghost);
    trajectory_release(&simulation->path);
    stepper_release(&simulation->stepper);
    objective_free(simulation->objective);
    scenario_release(&simulation->scenario);
    scenario_release(&simulation->first);
    free(simulation);
}

/* --- forward --- */

/* Only a run that has run away has parameters that are not finite. */
static bool can_step(const struct simulation *simulation)
{
    int ended = simulation->state.ended;
    if (!criterion_is_runaway(ended))
        return true;
    for (int i = 0; i < simulation->objective->n; i++)
        if (!isfinite(simulation->state.now.x[i]))
            return false;
    return true;
}

/* Apart, so that a step without data does not ask. */
static bool is_interrupted(const struct simulation *simulation)
{
    return simulation->stepper.learns && objective_interrupted(simulation->objective);
}

/* A step that was interrupted has not been made. */
static int try_step(struct simulation *simulation)
{
    struct run_state before = simulation->state;
    int fired = stepper_step(&simulation->stepper, &simulation->state);
    if (!is_interrupted(simulation))
        return fired;
    simulation->state = before;
    return -1;
}

static int advance(struct simulation *simulation)
{
    bool may = simulation->stepper.learns && objective_listens(simulation->objective);
    int fired = may ? try_step(simulation) : stepper_step(&simulation->stepper, &simulation->state);
    if (is_interrupted(simulation))
        return -1;
    renew_point(simulation);
    trajectory_add(&simulation->path, &simulation->state.now);
    if (checkpoints_due(&simulation->checkpoints, simulation->state.now.step))
        checkpoints_save(&simulation->checkpoints, &simulation->state);
    return fired;
}

int simulation_step(struct simulation *simulation)
{
    return can_step(simulation) ? advance(simulation) : simulation->state.ended;
}

int simulation_run(struct simulation *simulation, long most)
{
    if (simulation->state.ended >= 0)
        return simulation->state.ended;
    int fired = -1;
    for (long i = 0; i < most && fired < 0 && !is_interrupted(simulation); i++)
        fired = simulation_step(simulation);
    return fired;
}

static void advance_to(struct simulation *simulation, long step)
{
    while (simulation->state.now.step < step && can_step(simulation) && !is_interrupted(simulation))
        advance(simulation);
}

/* --- changes --- */

/* Puts another scenario, and the stepper made of it, in force. Takes both over. */
static void replace_settings(struct simulation *simulation, struct scenario *scenario,
                             struct stepper *stepper)
{
    scenario_release(&simulation->scenario);
    stepper_release(&simulation->stepper);
    simulation->scenario = *scenario;
    simulation->stepper = *stepper;
}

/* Applies a change to the simulation as it stands, without logging it. */
static bool apply_change(struct simulation *simulation, const char *key, const char *value,
                         struct error *error)
{
    struct scenario scenario;
    struct stepper stepper;
    if (!scenario_copy(&scenario, &simulation->scenario))
        return error_memory(error);
    if (!scenario_set(&scenario, key, value, error) || !scenario_check(&scenario, error) ||
        !stepper_init(&stepper, &scenario, simulation->objective, error)) {
        scenario_release(&scenario);
        return false;
    }
    if (stepper.l2 == simulation->stepper.l2)
        renew_settings(simulation);
    else
        renew_point(simulation);
    const struct criteria before = simulation->stepper.criteria;
    bool fresh = !stepper_continues(&stepper, &simulation->stepper);
    if (!schedule_equal(&simulation->stepper.schedule, &stepper.schedule))
        schedule_start(&simulation->state.schedule);
    replace_settings(simulation, &scenario, &stepper);
    stepper_resume(&simulation->stepper, &before, &simulation->state, fresh);
    return true;
}

static bool reserve_change(struct simulation *simulation)
{
    if (simulation->change_count < simulation->change_capacity)
        return true;
    size_t capacity = simulation->change_capacity ? 2 * simulation->change_capacity : 16;
    struct logged *changes = realloc(simulation->changes, capacity * sizeof *changes);
    if (!changes)
        return false;
    simulation->changes = changes;
    simulation->change_capacity = capacity;
    return true;
}

static bool replaces(const struct logged *last, const struct logged *change)
{
    const struct scenario_key *key = table_find(&scenario_keys, change->key);
    return last->step == change->step && strcmp(last->key, change->key) == 0 && key->last_counts;
}

/* Takes the texts over; there is room. */
static void log_change(struct simulation *simulation, struct logged change)
{
    size_t count = simulation->change_count;
    if (count > 0 && replaces(&simulation->changes[count - 1], &change))
        release_change(&simulation->changes[--count]);
    simulation->changes[count] = change;
    simulation->change_count = count + 1;
}

static bool check_live(const char *key, struct error *error)
{
    const struct scenario_key *row = table_need(&scenario_keys, key, error);
    if (!row)
        return false;
    return row->live || error_set(error, "%s cannot be changed in mid-run", key);
}

bool simulation_set(struct simulation *simulation, const char *key, const char *value,
                    struct error *error)
{
    if (!check_live(key, error))
        return false;
    long step = simulation->state.now.step;
    struct logged change = {.step = step, .key = strdup(key), .value = strdup(value)};
    if (!change.key || !change.value || !reserve_change(simulation)) {
        release_change(&change);
        return error_memory(error);
    }
    if (!apply_change(simulation, key, value, error)) {
        release_change(&change);
        return false;
    }
    log_change(simulation, change);
    if (!simulation->forked && step < simulation->line_end) {
        simulation->forked = true;
        simulation->landed = step;
    }
    return true;
}

/* --- back --- */

/* Keeps the path as the ghost where it is the furthest part of its line. */
static void abandon_path(struct simulation *simulation)
{
    long step = simulation->state.now.step;
    bool furthest = simulation->forked ? step > simulation->landed : step > simulation->line_end;
    if (!furthest)
        return;
    trajectory_copy(&simulation->ghost, &simulation->path);
    simulation->line_end = step;
    simulation->forked = false;
}

static void forget_changes(struct simulation *simulation, long step)
{
    while (simulation->change_count > 0 &&
           simulation->changes[simulation->change_count - 1].step > step) {
        release_change(&simulation->changes[--simulation->change_count]);
        simulation->forked = true;
    }
}

/* Restores the state at a checkpoint, with the settings that were in force before it. */
static bool restore(struct simulation *simulation, const struct run_state *state)
{
    struct scenario scenario;
    struct stepper stepper;
    bool ok = scenario_copy(&scenario, &simulation->first);
    if (!ok)
        return false;
    for (size_t i = 0; ok && i < simulation->change_count; i++)
        if (simulation->changes[i].step < state->now.step)
            ok = scenario_set(&scenario, simulation->changes[i].key, simulation->changes[i].value,
                              NULL);
    if (!ok || !stepper_init(&stepper, &scenario, simulation->objective, NULL)) {
        scenario_release(&scenario);
        return false;
    }
    replace_settings(simulation, &scenario, &stepper);
    simulation->state = *state;
    renew_point(simulation);
    trajectory_truncate(&simulation->path, state->now.step - 1);
    trajectory_add(&simulation->path, &state->now);
    checkpoints_truncate(&simulation->checkpoints, state->now.step);
    return true;
}

/* Makes the steps and the changes again that led to `step`. */
static bool replay(struct simulation *simulation, long step)
{
    long from = simulation->state.now.step;
    for (size_t i = 0; i < simulation->change_count; i++) {
        const struct logged *change = &simulation->changes[i];
        if (change->step < from)
            continue;
        advance_to(simulation, change->step);
        if (!apply_change(simulation, change->key, change->value, NULL))
            return false;
    }
    advance_to(simulation, step);
    return true;
}

/* The checkpoint is taken from far enough back for the newest steps of the path to be made again
 * one by one. */
static bool go_back(struct simulation *simulation, long step)
{
    long from = step < TRAJECTORY_RECENT ? 0 : step - TRAJECTORY_RECENT + 1;
    abandon_path(simulation);
    forget_changes(simulation, step);
    simulation->landed = step;
    return restore(simulation, checkpoints_find(&simulation->checkpoints, from)) &&
           replay(simulation, step);
}

bool simulation_go(struct simulation *simulation, long step)
{
    if (step < simulation->state.now.step)
        return go_back(simulation, step < 0 ? 0 : step);
    advance_to(simulation, step);
    return true;
}

/* --- what there is to see --- */

const struct scenario *simulation_scenario(const struct simulation *simulation)
{
    return &simulation->scenario;
}

const struct scenario *simulation_first(const struct simulation *simulation)
{
    return &simulation->first;
}

struct objective *simulation_objective(struct simulation *simulation)
{
    return simulation->objective;
}

const struct sample *simulation_now(const struct simulation *simulation)
{
    return &simulation->state.now;
}

struct revision simulation_revision(const struct simulation *simulation)
{
    return simulation->revision;
}

const struct sample *simulation_best(const struct simulation *simulation)
{
    return &simulation->state.best;
}

const double *simulation_gradient(const struct simulation *simulation)
{
    return simulation->state.gradient;
}

bool simulation_has_rate(const struct simulation *simulation)
{
    const struct rule *rule = simulation->stepper.rule;
    return rule && rule->has_rate;
}

double simulation_next_rate(const struct simulation *simulation)
{
    return stepper_rate(&simulation->stepper, &simulation->state);
}

const struct schedule_state *simulation_schedule(const struct simulation *simulation)
{
    return &simulation->state.schedule;
}

double simulation_hyper(const struct simulation *simulation, const char *name, bool *found)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    int count = scenario_hypers(&simulation->scenario, names, values), i = 0;
    while (i < count && strcmp(names[i], name) != 0)
        i++;
    *found = i < count;
    return *found ? values[i] : 0;
}

const double *simulation_hypers(const struct simulation *simulation)
{
    return simulation->stepper.hyper;
}

const struct trajectory *simulation_trajectory(const struct simulation *simulation)
{
    return &simulation->path;
}

const struct trajectory *simulation_ghost(const struct simulation *simulation)
{
    bool caught_up = !simulation->forked && simulation->state.now.step >= simulation->line_end;
    return simulation->line_end < 0 || caught_up ? NULL : &simulation->ghost;
}

const struct criteria *simulation_stops(const struct simulation *simulation)
{
    return &simulation->stepper.criteria;
}

const struct criteria_state *simulation_criteria(const struct simulation *simulation)
{
    return &simulation->state.criteria;
}

int simulation_ended(const struct simulation *simulation)
{
    return simulation->state.ended;
}

bool simulation_rests(const struct simulation *simulation)
{
    const struct run_state *state = &simulation->state;
    double g[PARAMETERS_MAX];
    struct regularised function;
    memcpy(g, state->gradient, sizeof g);
    simulation_function(simulation, &function);
    regularised_add(&function, state->now.x, g);
    return simulation->stepper.criteria.armed[CRITERION_GRAD] &&
           linear_norm(g, simulation->objective->n) <= state->criteria.small;
}

long simulation_evaluations(const struct simulation *simulation)
{
    return simulation->state.now.evaluations;
}

long simulation_trials(const struct simulation *simulation)
{
    return simulation->state.now.trials;
}

size_t simulation_effort(const struct simulation *simulation)
{
    const struct formula *formula = simulation->objective->formula;
    const struct rule *rule = simulation->stepper.rule;
    size_t gradients = 1 + (rule && rule->probes && !rule->step_reads_hessian);
    size_t hessians =
        rule ? (size_t)rule->probe_reads_hessian + (size_t)rule->step_reads_hessian : 0;
    return gradients * formula->gradient.length + hessians * formula->hessian.length;
}

double simulation_radius(const struct simulation *simulation)
{
    const struct method *method = simulation->stepper.method;
    return method && method->radius ? method->radius(simulation->state.memory) : 0;
}

void simulation_function(const struct simulation *simulation, struct regularised *function)
{
    const struct run_state *state = &simulation->state;
    regularised_init(function, simulation->objective, simulation->stepper.l2, state->now.x,
                     state->now.loss, state->gradient);
}

bool simulation_is_noisy(const struct simulation *simulation)
{
    const struct stepper *stepper = &simulation->stepper;
    return stepper->noise > 0 || stepper->batches.size > 0 ||
           (stepper->rule && stepper->rule->draws);
}

bool simulation_met(struct simulation *simulation, struct mean_rows *rows, double *paid)
{
    struct batches *batches = &simulation->stepper.batches;
    const struct run_state *state = &simulation->state;
    bool whole = state->now.epoch == 1 && state->batch_next == 0;
    if (batches->size == 0 || (state->now.epoch > 0 && !whole) || state->now.step == 0)
        return false;
    batches_order(batches, 0, state->shuffled);
    *rows = learning_train(batches->learning);
    rows->order = batches->order;
    rows->count = whole ? rows->count : state->batch_next;
    *paid = state->paid;
    return rows->count == state->met; /* not where some steps took all rows */
}

size_t simulation_changes(const struct simulation *simulation)
{
    return simulation->change_count;
}

struct change simulation_change(const struct simulation *simulation, size_t i)
{
    const struct logged *change = &simulation->changes[i];
    return (struct change){.step = change->step, .key = change->key, .value = change->value};
}
