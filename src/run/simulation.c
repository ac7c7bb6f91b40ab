#include "run/simulation.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/linear.h"
#include "method/story.h"
#include "problem/learning.h"
#include "problem/regularised.h"
#include "run/checkpoints.h"
#include "run/stepper.h"

struct simulation {
    struct experiment experiment; /* it stands where the run does */
    size_t made;                  /* so many of its changes are in force; the others lie ahead */
    size_t prepared;              /* so many it was opened with: going back does not forget them */
    struct scenario scenario;     /* the settings in force, */
    struct stepper stepper;       /* and what they make of a step */
    struct objective *objective;
    struct run_state state;
    unsigned long numbered;  /* the last number that was given */
    struct revision changed; /* of the state whose number is `changed_at` */
    unsigned long changed_at;
    struct trajectory path;
    struct checkpoints checkpoints;
    long kept; /* states up to this step are kept one by one */
};

/* --- settings --- */

/* The settings that a step is made with. */
struct making {
    struct scenario scenario;
    struct stepper stepper;
};

static void making_release(struct making *making)
{
    stepper_release(&making->stepper);
    scenario_release(&making->scenario);
}

/* Those of the step after `step`. */
static bool making_init(struct making *making, const struct experiment *experiment, long step,
                        struct objective *objective, struct error *error)
{
    if (!experiment_settings(experiment, step, &making->scenario))
        return error_memory(error);
    if (stepper_init(&making->stepper, &making->scenario, objective, error))
        return true;
    scenario_release(&making->scenario);
    return false;
}

/* What is needed to stand at a step: the settings that led to it, and those that lead on. */
struct stand {
    size_t made; /* changes up to there */
    bool changed;
    struct making before, after; /* before: where they were changed at this step */
};

static bool stand_init(struct stand *stand, const struct experiment *experiment, long step,
                       struct objective *objective, struct error *error)
{
    stand->made = experiment_until(experiment, step);
    stand->changed = stand->made > experiment_until(experiment, step - 1);
    if (!making_init(&stand->after, experiment, step, objective, error))
        return false;
    if (!stand->changed || making_init(&stand->before, experiment, step - 1, objective, error))
        return true;
    making_release(&stand->after);
    return false;
}

/* Puts the changes of this step in force. Before the first step, the run begins with them. */
static void change_state(struct run_state *state, const struct making *before,
                         const struct making *after)
{
    const struct stepper *stepper = &after->stepper;
    if (state->now.step == 0) {
        stepper_restart(stepper, state, after->scenario.seed);
        return;
    }
    if (!schedule_equal(&before->stepper.schedule, &stepper->schedule))
        schedule_start(&state->schedule);
    stepper_resume(stepper, &before->stepper.criteria, state,
                   !stepper_continues(stepper, &before->stepper));
}

/* What is known of the point stays so where the function that is descended on is the same. */
static struct revision revision_at(struct simulation *simulation, const struct run_state *state,
                                   const struct stand *stand)
{
    struct revision revision = {state->number, state->number};
    double l2 = stand->after.stepper.l2;
    bool here = state->number == simulation->state.number && l2 == simulation->stepper.l2;
    if (!stand->changed)
        return revision;
    revision.settings = ++simulation->numbered;
    if (stand->before.stepper.l2 != l2)
        revision.point = here ? simulation_revision(simulation).point : simulation->numbered;
    return revision;
}

/* Stands at a state as a step led to it; its settings are in force. */
static void land(struct simulation *simulation, const struct run_state *state)
{
    if (state != &simulation->state)
        simulation->state = *state;
    simulation->experiment.step = state->now.step;
    trajectory_truncate(&simulation->path, state->now.step - 1);
    trajectory_add(&simulation->path, &simulation->state.now);
    checkpoints_truncate(&simulation->checkpoints, state->now.step);
}

/* Stands there, with the settings that are needed for that, which it takes over, and the changes
 * that were made there. */
static void stand_at(struct simulation *simulation, const struct run_state *state,
                     struct stand *stand)
{
    struct run_state changed = *state;
    simulation->changed = revision_at(simulation, state, stand);
    simulation->changed_at = state->number;
    if (stand->changed) {
        change_state(&changed, &stand->before, &stand->after);
        making_release(&stand->before);
    }
    scenario_release(&simulation->scenario);
    stepper_release(&simulation->stepper);
    simulation->scenario = stand->after.scenario;
    simulation->stepper = stand->after.stepper;
    simulation->made = stand->made;
    land(simulation, &changed);
}

static void replace_experiment(struct simulation *simulation, struct experiment *experiment)
{
    experiment_release(&simulation->experiment);
    simulation->experiment = *experiment;
}

/* --- create --- */

static bool allocate(struct simulation *simulation, const struct experiment *experiment)
{
    int n = experiment->first.n;
    return experiment_copy(&simulation->experiment, experiment) &&
           trajectory_init(&simulation->path, n) && checkpoints_init(&simulation->checkpoints);
}

/* Can all changes be made? */
static bool check_changes(const struct simulation *simulation, struct error *error)
{
    const struct experiment *experiment = &simulation->experiment;
    struct making making;
    for (long step = 0; (step = experiment_next(experiment, step)) >= 0;) {
        if (!making_init(&making, experiment, step, simulation->objective, error))
            return false;
        making_release(&making);
    }
    return true;
}

/* Begins as the first settings say, and makes the changes of the start. */
static bool start(struct simulation *simulation, struct error *error)
{
    struct stand stand;
    double x[PARAMETERS_MAX];
    if (!stand_init(&stand, &simulation->experiment, 0, simulation->objective, error))
        return false;
    const struct making *first = stand.changed ? &stand.before : &stand.after;
    scenario_start(&first->scenario, x);
    stepper_start(&first->stepper, &simulation->state, x, first->scenario.seed);
    simulation->state.number = ++simulation->numbered;
    checkpoints_save(&simulation->checkpoints, &simulation->state);
    stand_at(simulation, &simulation->state, &stand);
    simulation->kept = -1;
    return true;
}

struct simulation *simulation_open(const struct experiment *experiment, struct error *error)
{
    struct simulation *simulation = calloc(1, sizeof *simulation);
    if (!simulation || !allocate(simulation, experiment)) {
        error_memory(error);
        goto fail;
    }
    simulation->objective = scenario_objective(&experiment->first, error);
    if (!simulation->objective)
        goto fail;
    simulation->prepared = experiment->count;
    if (!start(simulation, error) || !check_changes(simulation, error))
        goto fail;
    simulation_listen(simulation, experiment->first.interrupt);
    return simulation;
fail:
    simulation_free(simulation);
    return NULL;
}

struct simulation *simulation_create(const struct scenario *scenario, struct error *error)
{
    struct experiment experiment;
    struct simulation *simulation = NULL;
    if (experiment_init(&experiment, scenario))
        simulation = simulation_open(&experiment, error);
    else
        error_memory(error);
    experiment_release(&experiment);
    return simulation;
}

void simulation_listen(struct simulation *simulation, struct interrupt *interrupt)
{
    objective_listen(simulation->objective, interrupt);
    simulation->scenario.interrupt = interrupt;
    simulation->experiment.first.interrupt = interrupt;
    simulation->experiment.present.interrupt = interrupt;
}

void simulation_expect_back(struct simulation *simulation)
{
    trajectory_keep(&simulation->path);
    if (simulation->stepper.learns)
        simulation->kept = LONG_MAX;
}

void simulation_free(struct simulation *simulation)
{
    if (!simulation)
        return;
    checkpoints_release(&simulation->checkpoints);
    trajectory_release(&simulation->path);
    stepper_release(&simulation->stepper);
    objective_free(simulation->objective);
    scenario_release(&simulation->scenario);
    experiment_release(&simulation->experiment);
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

/* Are there changes of the present step, or of later ones, that are not made? */
static bool has_ahead(const struct simulation *simulation)
{
    return simulation->made < simulation->experiment.count;
}

/* The present state, as the settings in force have led to it. */
static inline void keep_state(struct simulation *simulation)
{
    checkpoints_keep(&simulation->checkpoints, &simulation->state,
                     stepper_memory(&simulation->stepper));
}

/* Makes the changes of the present step that lie ahead. Returns false where memory runs out. */
static bool pass_changes(struct simulation *simulation)
{
    const struct experiment *experiment = &simulation->experiment;
    long step = simulation->state.now.step;
    struct stand stand;
    if (experiment->change[simulation->made].step > step)
        return true;
    if (!stand_init(&stand, experiment, step, simulation->objective, NULL))
        return false;
    keep_state(simulation);
    stand_at(simulation, &simulation->state, &stand);
    return true;
}

/* A step that was interrupted has not been made. */
static int try_step(struct simulation *simulation)
{
    if (!objective_listens(simulation->objective))
        return stepper_step(&simulation->stepper, &simulation->state);
    struct run_state before = simulation->state;
    int fired = stepper_step(&simulation->stepper, &simulation->state);
    if (!is_interrupted(simulation))
        return fired;
    simulation->state = before;
    return -1;
}

/* The step that was made becomes part of the run. */
static inline void record_step(struct simulation *simulation)
{
    long step = simulation->state.now.step;
    simulation->state.number = ++simulation->numbered;
    simulation->experiment.step = step;
    trajectory_add(&simulation->path, &simulation->state.now);
    if (checkpoints_due(&simulation->checkpoints, step))
        checkpoints_save(&simulation->checkpoints, &simulation->state);
    if (step <= simulation->kept)
        keep_state(simulation);
}

/* Makes the changes of the step that was made, which make an ended run go on. */
static int pass_ahead(struct simulation *simulation, int fired)
{
    return pass_changes(simulation) && simulation->state.ended < 0 ? -1 : fired;
}

/* Makes a step, from where one can be made. Returns whether it was; *fired is as simulation_step
 * says. */
static inline bool advance(struct simulation *simulation, int *fired)
{
    *fired = -1;
    if (has_ahead(simulation) && !pass_changes(simulation))
        return false;
    *fired = simulation->stepper.learns ? try_step(simulation)
                                        : stepper_step(&simulation->stepper, &simulation->state);
    if (is_interrupted(simulation))
        return false;
    record_step(simulation);
    if (has_ahead(simulation))
        *fired = pass_ahead(simulation, *fired);
    return true;
}

int simulation_step(struct simulation *simulation)
{
    int fired;
    if (!can_step(simulation))
        return simulation->state.ended;
    advance(simulation, &fired);
    return fired;
}

bool simulation_goes_on(const struct simulation *simulation, long step)
{
    if (!can_step(simulation))
        return false;
    if (step >= 0)
        return simulation->state.now.step < step;
    return simulation->state.ended < 0 || has_ahead(simulation);
}

long simulation_play(struct simulation *simulation, long step, long most)
{
    long made = 0;
    int fired;
    while (made < most && simulation_goes_on(simulation, step) && advance(simulation, &fired))
        made++;
    return made;
}

int simulation_run(struct simulation *simulation, long most)
{
    simulation_play(simulation, -1, most);
    return simulation->state.ended;
}

/* --- changes --- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Puts an experiment in force that differs from the present one at the present step, or behind it.
 * Takes it over, unless that fails. */
static bool change_experiment(struct simulation *simulation, struct experiment *experiment,
                              struct error *error)
{
    long step = simulation->state.now.step;
    struct stand stand;
    if (!stand_init(&stand, experiment, step, simulation->objective, error))
        return false;
    if (simulation->made == experiment_until(&simulation->experiment, step - 1))
        keep_state(simulation); /* not changed here yet */
    simulation->prepared = least(simulation->prepared, least(simulation->made, experiment->count));
    replace_experiment(simulation, experiment);
    stand_at(simulation, checkpoints_find(&simulation->checkpoints, step), &stand);
    return true;
}

bool simulation_change(struct simulation *simulation, const struct setting *settings, size_t count,
                       struct error *error)
{
    struct experiment experiment;
    if (!experiment_copy(&experiment, &simulation->experiment))
        return error_memory(error);
    if (experiment_record(&experiment, simulation->state.now.step, settings, count, error) &&
        change_experiment(simulation, &experiment, error))
        return true;
    experiment_release(&experiment);
    return false;
}

bool simulation_set(struct simulation *simulation, const char *key, const char *value,
                    struct error *error)
{
    return simulation_change(simulation, &(struct setting){key, value}, 1, error);
}

bool simulation_take_back(struct simulation *simulation, struct error *error)
{
    const struct experiment *present = &simulation->experiment;
    size_t left = present->count;
    struct experiment experiment;
    if (left == 0 || present->change[left - 1].step != simulation->state.now.step)
        return error_set(error, "nothing was changed at this step");
    while (present->change[--left].joined)
        ;
    if (!experiment_copy(&experiment, present))
        return error_memory(error);
    if ((experiment_truncate(&experiment, left) || error_memory(error)) &&
        change_experiment(simulation, &experiment, error))
        return true;
    experiment_release(&experiment);
    return false;
}

/* --- back --- */

/* Keeps the states on the way to the step that is gone back to. */
static void keep_way(struct simulation *simulation, long step)
{
    if (simulation->kept < LONG_MAX)
        simulation->kept = step;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Goes back to a state of other settings. The changes after `step` are forgotten, but for those
 * that were prepared: they lie ahead again. */
static bool back_to_settings(struct simulation *simulation, long step, const struct run_state *from)
{
    struct experiment experiment;
    size_t until = experiment_until(&simulation->experiment, step);
    struct stand stand;
    if (!experiment_copy(&experiment, &simulation->experiment))
        return false;
    if (!experiment_truncate(&experiment, most(until, simulation->prepared)) ||
        !stand_init(&stand, &experiment, from->now.step, simulation->objective, NULL)) {
        experiment_release(&experiment);
        return false;
    }
    keep_way(simulation, step);
    replace_experiment(simulation, &experiment);
    stand_at(simulation, from, &stand);
    return true;
}

bool simulation_back(struct simulation *simulation, long step)
{
    const struct experiment *experiment = &simulation->experiment;
    if (step >= simulation->state.now.step)
        return true;
    step = step < 0 ? 0 : step;
    const struct run_state *from =
        checkpoints_find(&simulation->checkpoints, trajectory_back(&simulation->path, step));
    if (experiment_until(experiment, from->now.step - 1) < simulation->made)
        return back_to_settings(simulation, step, from);
    keep_way(simulation, step);
    land(simulation, from);
    return true;
}

bool simulation_go(struct simulation *simulation, long step)
{
    if (!simulation_back(simulation, step))
        return false;
    simulation_play(simulation, step < 0 ? 0 : step, LONG_MAX);
    return true;
}

/* --- what there is to see --- */

const struct scenario *simulation_scenario(const struct simulation *simulation)
{
    return &simulation->scenario;
}

const struct experiment *simulation_experiment(const struct simulation *simulation)
{
    return &simulation->experiment;
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
    unsigned long number = simulation->state.number;
    return number == simulation->changed_at ? simulation->changed
                                            : (struct revision){number, number};
}

const struct sample *simulation_best(const struct simulation *simulation)
{
    return &simulation->state.best;
}

const double *simulation_gradient(const struct simulation *simulation)
{
    return simulation->state.gradient;
}

struct stepper *simulation_rehearse(struct simulation *simulation, struct run_state *state,
                                    struct story *story)
{
    *state = simulation->state;
    story_begin(story, simulation->objective->n);
    simulation->stepper.story = story;
    stepper_step(&simulation->stepper, state);
    simulation->stepper.story = NULL;
    return &simulation->stepper;
}

const struct run_state *simulation_state(const struct simulation *simulation)
{
    return &simulation->state;
}

bool simulation_pull(const struct simulation *simulation, double *to)
{
    return stepper_pull(&simulation->stepper, &simulation->state, to);
}

bool simulation_foresee(const struct simulation *simulation, double *to)
{
    return stepper_foresee(&simulation->stepper, &simulation->state, to);
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

const char *simulation_momentum(const struct simulation *simulation)
{
    static const char *const names[] = {"beta", "beta1", "momentum"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        simulation_hyper(simulation, names[i], &found);
        if (found)
            return names[i];
    }
    return NULL;
}

const double *simulation_hypers(const struct simulation *simulation)
{
    return simulation->stepper.hyper;
}

const struct trajectory *simulation_trajectory(const struct simulation *simulation)
{
    return &simulation->path;
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
           linear_norm(g, simulation->objective->n) <= state->criteria.scale.small;
}

long simulation_evaluations(const struct simulation *simulation)
{
    return simulation->state.now.evaluations;
}

long simulation_cost(const struct simulation *simulation)
{
    return sample_cost(&simulation->state.now, simulation->objective->n);
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
    return simulation->made;
}

bool simulation_has_changed(const struct simulation *simulation, const char *key)
{
    for (size_t i = simulation->made; i-- > 0;) {
        const struct change *change = &simulation->experiment.change[i];
        if (change->step < simulation->state.now.step)
            break;
        if (!key || strcmp(change->key, key) == 0)
            return true;
    }
    return false;
}
