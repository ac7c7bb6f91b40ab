#include "show/session.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/pairs.h"
#include "base/table.h"
#include "method/tuning.h"
#include "problem/model.h"
#include "problem/score.h"

static const double longest_gap = 1; /* seconds */

/* What a step with a line search costs, in plain steps. */
static const double search_cost = 30;

const struct scenario *session_scenario(const struct session *session)
{
    return simulation_scenario(session->simulation);
}

/* Paths that are left. */

/* None, and room for one of n parameters; no memory for it: none later either. */
static void forget_paths(struct session *session, int n)
{
    kept_forget(&session->kept);
    trajectory_release(&session->branch);
    (void)trajectory_init(&session->branch, n);
}

/* Goes with the path, which lies on the branch that was left already where that was gone back
 * over. */
static void leave_branch(struct session *session)
{
    const struct trajectory *path = simulation_trajectory(session->simulation);
    struct trajectory *branch = &session->branch;

    if (trajectory_begins(path, branch))
        return;
    if (trajectory_length(path) > 1 && branch->sample)
        trajectory_copy(branch, path);
    else
        trajectory_clear(branch);
}

/* Has the branch been gone along again? */
static void rejoin_branch(struct session *session)
{
    struct trajectory *branch = &session->branch;

    if (trajectory_begins(branch, simulation_trajectory(session->simulation)))
        trajectory_clear(branch);
}

const struct trajectory *session_branch(const struct session *session)
{
    return trajectory_length(&session->branch) ? &session->branch : NULL;
}

bool session_init(struct session *session, const struct experiment *experiment, struct error *error)
{
    const struct scenario *scenario = &experiment->first;

    *session = (struct session){.target = experiment->step, .objective = 1};
    session->simulation = simulation_open(experiment, error);
    if (!session->simulation)
        return false;
    simulation_expect_back(session->simulation);
    session->analyses = calloc(SESSION_ANALYSES, sizeof *session->analyses);
    if (!session->analyses || !left_rates_init(&session->left_rates, scenario)) {
        session_release(session);
        return error_memory(error);
    }
    forget_paths(session, scenario->n);
    rng_seed(&session->random, scenario->seed, RNG_START);
    return true;
}

void session_release(struct session *session)
{
    simulation_free(session->simulation);
    trajectory_release(&session->branch);
    kept_forget(&session->kept);
    left_rates_release(&session->left_rates);
    free(session->analyses);
    undo_release(&session->done);
    undo_release(&session->undone);
    run_log_release(&session->log);
    captions_release(&session->captions);
    *session = (struct session){0};
}

void session_listen(struct session *session, struct interrupt *interrupt)
{
    session->interrupt = interrupt;
    simulation_listen(session->simulation, interrupt);
}

/* Is what was asked for since interrupt_begin not all there? */
static bool is_interrupted(const struct session *session)
{
    return objective_interrupted(simulation_objective(session->simulation));
}

void session_carry_rate(struct session *session, const struct optimizer *optimizer)
{
    left_rates_carry(&session->left_rates, session_scenario(session), optimizer);
}

/* Running. */

double session_cost(const struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    double instructions = (double)simulation_effort(session->simulation);

    return 1e-6 + 3e-7 * objective->n + 1e-8 * instructions +
           1e-9 * instructions * (double)(objective_rows(objective) + objective_held(objective));
}

/* How many steps are about 20 ms of work. */
static long budget(struct session *session)
{
    double seconds = session_cost(session);

    if (session_method(session))
        seconds *= search_cost;
    return (long)fmax(1, fmin(10000, 0.02 / seconds));
}

static long present(const struct session *session)
{
    return simulation_now(session->simulation)->step;
}

bool session_has_schedule(const struct session *session)
{
    return !schedule_is_constant(&session_scenario(session)->schedule) &&
           simulation_has_rate(session->simulation);
}

bool session_moving(const struct session *session)
{
    return session->running || session->target >= 0;
}

bool session_ended(const struct session *session)
{
    return !session_moving(session) && simulation_ended(session->simulation) >= 0;
}

bool session_rests(const struct session *session)
{
    return !session_moving(session) && simulation_rests(session->simulation);
}

bool session_diverged(const struct session *session)
{
    const struct sample *now = simulation_now(session->simulation);

    int ended = simulation_ended(session->simulation);

    if (criterion_is_runaway(ended) || !isfinite(now->loss))
        return true;
    for (int i = 0; i < session_scenario(session)->n; i++)
        if (!isfinite(now->x[i]))
            return true;
    return false;
}

void session_pause(struct session *session)
{
    session->running = false;
    session->target = -1;
    session->due = 0;
}

bool session_resume(struct session *session)
{
    session_pause(session);
    session->running = !session_diverged(session);
    return session->running;
}

/* What was known of another state says itself that it is out of date. Of a formula it costs little
 * to be found again, and much memory to be kept. */
struct analysis *session_analysis(const struct session *session)
{
    enum { FEW = 4 };

    return &session
                ->analyses[present(session) % (session_learning(session) ? SESSION_ANALYSES : FEW)];
}

bool session_notes_gauge(const struct session *session)
{
    const double dear = 2e-4; /* seconds; a Hessian is about n gradients */

    return session_cost(session) * session_scenario(session)->n <= dear;
}

static double loss_now(const struct session *session)
{
    return simulation_now(session->simulation)->loss;
}

/* Notes what the gauge says at a step that is wanted, and that no frame has noted. */
static void note_gauge(struct session *session)
{
    struct stability stability;

    if (session_notes_gauge(session) && gauges_want(&session->gauges, present(session)) &&
        stability_gauge(&stability, session->simulation))
        gauges_note(&session->gauges, present(session), &stability, loss_now(session));
}

/* Makes at most `most` steps, until one is interrupted. Divergence stops everything; any other end
 * stops a run that comes to it, and no target. */
static long make_steps(struct session *session, long most)
{
    long from = present(session);

    for (long made = 0; made < most; made++) {
        note_gauge(session);
        bool ended = simulation_ended(session->simulation) >= 0;
        int fired = simulation_step(session->simulation);
        bool stuck = present(session) != from + made + 1;

        bool away = criterion_is_runaway(fired);

        if (is_interrupted(session))
            break;
        if (away || stuck || (fired >= 0 && !ended && session->target < 0))
            session_pause(session);
        if (stuck || !session_moving(session))
            break;
    }
    rejoin_branch(session);
    return present(session) - from;
}

void session_play(struct session *session, long to, long most)
{
    bool notes = session_notes_gauge(session);
    long part, made;

    do {
        note_gauge(session);
        part = notes ? gauges_until(&session->gauges, present(session)) : most;
        part = part < most ? part : most;
        made = simulation_play(session->simulation, to, part);
        most -= made;
    } while (made == part && most > 0);
    session_pause(session);
}

/* Makes `most` steps at most, until it is interrupted. */
static long work(struct session *session, long most)
{
    interrupt_begin(session->interrupt);
    long made = make_steps(session, most);
    interrupt_end(session->interrupt);
    return made;
}

static long toward_target(struct session *session)
{
    long left = session->target - present(session), most = budget(session);
    long made = work(session, left < most ? left : most);

    if (session->target >= 0 && present(session) >= session->target)
        session_pause(session);
    return made;
}

/* Makes what is due. */
static long advance(struct session *session, double dt, long speed)
{
    if (session->target >= 0)
        return toward_target(session);
    if (!session->running || !(dt > 0))
        return 0;
    if (speed != session->speed)
        session->due = 0;
    session->speed = speed;
    session->due += fmin(dt, longest_gap) * (double)speed;

    long made = work(session, (long)fmin(floor(session->due), (double)budget(session)));
    if (session->running)
        session->due -= (double)made;
    return made;
}

long session_advance(struct session *session, double dt, long speed)
{
    long made = advance(session, dt, speed);

    session_look(session, dt);
    return made;
}

bool session_go(struct session *session, long step)
{
    session_pause(session);
    if (step < present(session)) {
        const struct leaving old = left_rates_leaving(session_scenario(session));
        leave_branch(session);
        if (!simulation_back(session->simulation, step))
            return false;
        gauges_cut(&session->gauges, present(session));
        left_rates_note(&session->left_rates, &old,
                        &simulation_experiment(session->simulation)->present, true);
    }
    if (step <= present(session) || session_diverged(session))
        return true;
    session->target = step;
    toward_target(session);
    return true;
}

bool session_step(struct session *session, long by)
{
    return session_go(session, present(session) + by);
}

/* Changing. */

/* Has something been changed since the last step? */
static bool changed_here(const struct session *session)
{
    const struct experiment *experiment = simulation_experiment(session->simulation);
    long step = present(session);

    return experiment_until(experiment, step) > experiment_until(experiment, step - 1);
}

/* The run as its last step has left it: what was changed since then has had no influence on it. */
static void describe_run(struct session *session, struct logged_run *run)
{
    if (changed_here(session) && session->stood.steps == present(session))
        *run = session->stood;
    else
        run_log_describe(run, session->simulation, session_analysis(session));
}

bool session_log(struct session *session, struct run_log *log)
{
    struct logged_run run;
    bool done = run_log_copy(log, &session->log);

    if (done && present(session) > 0) {
        describe_run(session, &run);
        done = run_log_add(log, &run);
    }
    return done;
}

/* The run is left, and kept where what comes has the same objective. No memory for a row of the
 * log, or for the run: there it is missing. */
static void leave_run(struct session *session, bool keeps)
{
    struct logged_run run;

    if (present(session) == 0)
        return;
    describe_run(session, &run);
    (void)run_log_add(&session->log, &run);
    if (keeps)
        (void)kept_add(&session->kept, session->simulation, &run);
}

/* Takes the new simulation in place of the old one. */
static void replace_simulation(struct session *session, struct simulation *simulation)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const struct scenario *old = session_scenario(session);

    bool same = scenario_same_objective(old, scenario);

    leave_run(session, same);
    if (same) {
        trajectory_clear(&session->branch);
    } else {
        session->objective++;
        forget_paths(session, scenario->n);
        left_rates_forget(&session->left_rates);
    }
    if (!scenario_alike(old, scenario)) {
        session->problem++;
        captions_release(&session->captions);
    }
    if (old->seed != scenario->seed)
        rng_seed(&session->random, scenario->seed, RNG_START);
    session_pause(session);
    simulation_free(session->simulation);
    session->simulation = simulation;
    session->run = ++session->runs;
    simulation_expect_back(simulation);
    session->gauges = (struct gauges){0};
    session->catapults = (struct catapults){0};
    session->glance = (struct glance){0};
    memset(session->analyses, 0, SESSION_ANALYSES * sizeof *session->analyses);
    session_listen(session, session->interrupt);
}

static bool begin(struct session *session, const struct scenario *scenario, struct error *error)
{
    struct simulation *simulation = simulation_create(scenario, error);

    if (!simulation)
        return false;
    replace_simulation(session, simulation);
    return true;
}

/* A beta that was found for another objective gives way to the one for this, with which the run
 * begins once more. */
static void renew_beta(struct session *session)
{
    double found = session->beta_found;
    struct buffer value = {0};
    struct scenario scenario;

    session->beta_found = 0;
    if (found == 0 || left_rates_beta_of(session_scenario(session)) != found ||
        !scenario_copy(&scenario, session_scenario(session)))
        return;
    pairs_append(&value, true, "beta", session_beta(session));
    if (scenario_set(&scenario, "set", buffer_string(&value), NULL))
        begin(session, &scenario, NULL);
    buffer_release(&value);
    scenario_release(&scenario);
}

bool session_switch(struct session *session, const struct experiment *experiment,
                    struct error *error)
{
    struct simulation *simulation = simulation_open(experiment, error);

    if (!simulation)
        return false;
    replace_simulation(session, simulation);
    session_go(session, experiment->step);
    return true;
}

static bool begin_anew(struct session *session, const struct scenario *scenario,
                       struct error *error)
{
    unsigned long objective = session->objective;

    if (!begin(session, scenario, error))
        return false;
    if (session->objective != objective)
        renew_beta(session);
    return true;
}

/* What belonged to the old objective does not fit the new one. */
static void forget_what_fitted(struct scenario *scenario)
{
    scenario->start_count = 0;
    if (!scenario->model)
        scenario->init.init = NULL;
    if (scenario->optimizer && scenario->optimizer->follows_gradient)
        scenario->lr = 0;
}

/* May the run go on with them? A rule and the values of its names have to come together, which
 * only a new run allows. */
static bool all_live(const struct setting *settings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct scenario_key *key = table_find(&scenario_keys, settings[i].key);

        if (key && (!key->live || (count > 1 && key->live_alone)))
            return false;
    }
    return true;
}

static bool set_all(struct scenario *scenario, const struct setting *settings, size_t count,
                    struct error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!scenario_set(scenario, settings[i].key, settings[i].value, error))
            return false;
    return true;
}

/* Where the settings make it another objective, they are applied once more after what
 * belonged to the old one is forgotten. */
bool session_try(const struct session *session, const struct setting *settings, size_t count,
                 struct scenario *scenario, struct error *error)
{
    const struct scenario *present = session_scenario(session);

    if (!scenario_copy(scenario, present))
        return error_memory(error);

    bool done = set_all(scenario, settings, count, error);
    if (done && !scenario_alike(scenario, present)) {
        forget_what_fitted(scenario);
        scenario->data_is_fresh = true;
        done = set_all(scenario, settings, count, error);
        scenario->data_is_fresh = false;
    }
    if (!done)
        scenario_release(scenario);
    return done;
}

static bool keep_rate(const struct setting *settings, size_t count)
{
    bool keeps = false;

    for (size_t i = 0; i < count && !keeps; i++) {
        const struct scenario_key *key = table_find(&scenario_keys, settings[i].key);

        keeps = key && key->keeps_rate;
    }
    return keeps;
}

/* What was taken back before a change can't be made again after it. No memory for the change: it
 * can't be taken back. */
static void note_change(struct session *session, bool noted, const struct undoable *change)
{
    undo_release(&session->undone);
    if (noted)
        undo_push(&session->done, change);
}

/* Whether the run has been left; `left` is how it stood. */
static bool note_leaving(struct session *session, bool done, bool noted, struct undoable *left)
{
    if (done)
        note_change(session, noted, left);
    else if (noted)
        undoable_release(left);
    return done;
}

static bool change_live(struct session *session, const struct setting *settings, size_t count,
                        const struct setting_list *brought, struct error *error)
{
    struct setting all[SESSION_SETTINGS + SETTING_LIST_MAX];

    memcpy(all, settings, count * sizeof *all);
    count += setting_list_all(brought, all + count);
    return simulation_change(session->simulation, all, count, error);
}

bool session_has_ahead(const struct session *session)
{
    return simulation_changes(session->simulation) <
           simulation_experiment(session->simulation)->count;
}

/* The run goes on with the settings, and with what comes with them. Changes that lay ahead are
 * forgotten then: to take that back is to take the run as it was before. */
static bool set_live(struct session *session, const struct setting *settings, size_t count,
                     const struct setting_list *brought, struct error *error)
{
    const struct experiment *experiment = simulation_experiment(session->simulation);
    struct undoable change;
    bool ahead = session_has_ahead(session);

    if (!changed_here(session))
        run_log_describe(&session->stood, session->simulation, session_analysis(session));
    bool noted = ahead && undoable_run(&change, experiment, session->run);
    bool done = change_live(session, settings, count, brought, error);

    if (done && !ahead)
        noted = undoable_change(&change, experiment, session->run);
    return note_leaving(session, done, noted, &change);
}

/* A new run begins with the scenario, and with what comes with it. */
static bool set_new(struct session *session, struct scenario *scenario,
                    const struct setting_list *brought, struct error *error)
{
    struct undoable left;
    struct setting setting[SETTING_LIST_MAX];
    bool noted = undoable_run(&left, simulation_experiment(session->simulation), session->run);
    bool done = set_all(scenario, setting, setting_list_all(brought, setting), error) &&
                begin_anew(session, scenario, error);

    return note_leaving(session, done, noted, &left);
}

bool session_open(struct session *session, const struct experiment *experiment, struct error *error)
{
    struct undoable left;
    bool noted = undoable_run(&left, simulation_experiment(session->simulation), session->run);

    return note_leaving(session, session_switch(session, experiment, error), noted, &left);
}

/* Puts the settings, which have been tried on the scenario, in force, and what comes with them. */
static bool put_in_force(struct session *session, struct scenario *scenario,
                         const struct setting *settings, size_t count,
                         const struct setting_list *brought, struct error *error)
{
    if (brought->text.failed)
        return error_memory(error);
    if (all_live(settings, count))
        return set_live(session, settings, count, brought, error);
    return set_new(session, scenario, brought, error);
}

bool session_set(struct session *session, const struct setting *settings, size_t count,
                 struct error *error)
{
    const struct scenario *present = session_scenario(session);
    const struct leaving old = left_rates_leaving(present);
    unsigned long objective = session->objective;
    struct scenario scenario;
    struct setting_list brought = {0};

    if (!session_try(session, settings, count, &scenario, error))
        return false;
    if (scenario.optimizer != old.optimizer)
        left_rates_bring(&session->left_rates, &scenario, scenario_alike(present, &scenario),
                         !keep_rate(settings, count), &brought);
    bool done = put_in_force(session, &scenario, settings, count, &brought, error);
    if (done)
        left_rates_note(&session->left_rates, &old, session_scenario(session),
                        session->objective == objective);
    setting_list_release(&brought);
    scenario_release(&scenario);
    return done;
}

const struct catapults *session_catapults(struct session *session)
{
    catapults_read(&session->catapults, &session->gauges);
    return &session->catapults;
}

const struct stability *session_stability(struct session *session)
{
    const struct stability *stability =
        analysis_stability(session_analysis(session), session->simulation);

    if (stability)
        gauges_note(&session->gauges, present(session), stability, loss_now(session));
    session_catapults(session);
    return stability;
}

const struct verdict *session_verdict(struct session *session)
{
    return analysis_verdict(session_analysis(session), session->simulation);
}

bool session_is_scored(const struct session *session, bool *accuracy)
{
    struct objective *objective = simulation_objective(session->simulation);

    *accuracy = score_has_accuracy(objective);
    return *accuracy || score_has_r2(objective);
}

bool session_restart(struct session *session, struct error *error)
{
    return begin_anew(session, session_scenario(session), error);
}

bool session_restart_at(struct session *session, const double *x, struct error *error)
{
    struct scenario scenario;

    if (!scenario_copy(&scenario, session_scenario(session)))
        return error_memory(error);
    scenario_begin_at(&scenario, x);
    bool done = begin_anew(session, &scenario, error);
    scenario_release(&scenario);
    return done;
}

/* The one that suits curvature and rate here. At a rate beyond twice the limit of plain descent no
 * momentum is stable. */
static double suitable_beta(struct session *session)
{
    static const double hopeless = 4;
    const struct optimizer *momentum = table_find(&optimizers, "momentum");
    double rate = scenario_rate(session_scenario(session));
    const struct stability *here = session_stability(session);

    if (!here || !isfinite(here->condition) || rate * here->steepest >= hopeless)
        return momentum->hyper[0].value;
    return tuning_beta_at(rate, here->steepest, here->flattest);
}

double session_beta(struct session *session)
{
    const struct surface *surface = session_scenario(session)->surface;

    if (session->left_rates.beta > 0)
        return session->left_rates.beta;
    session->beta_found = surface ? surface->beta : suitable_beta(session);
    return session->beta_found;
}

const char *session_momentum(const struct session *session)
{
    return simulation_momentum(session->simulation);
}

bool session_learning(const struct session *session)
{
    return objective_rows(simulation_objective(session->simulation)) > 0;
}

const char *session_method(const struct session *session)
{
    const struct optimizer *optimizer = session_scenario(session)->optimizer;

    return optimizer && optimizer->method ? optimizer->name : NULL;
}
