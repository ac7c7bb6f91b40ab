/* The stepping engine: it plays an experiment (run/experiment.h), one step at a time, any step
 * of which can be gone back to exactly. No clock, no output: a run is a function of its
 * experiment. Changes that the experiment has at later steps lie ahead: each is made when its
 * step is come to. */
#ifndef RUN_SIMULATION_H
#define RUN_SIMULATION_H

#include <stdbool.h>

#include "problem/objective.h"
#include "problem/regularised.h"
#include "run/experiment.h"
#include "run/scenario.h"
#include "run/trajectory.h"

struct error;
struct interrupt;
struct run_state;
struct simulation;
struct stepper;
struct story;

/* Identifies the state in which a simulation stands. No number is given twice, so what was found
 * out about a state stays true as long as the numbers are the same. */
struct revision {
    /* Another one after a step, after going back, and where what is descended on is another
     * function (l2). */
    unsigned long point;
    unsigned long settings; /* another one after any change, and where `point` is another */
};

/* Stands at the start of the experiment, which is copied, with all its changes of later steps
 * ahead. Where the experiment stands is for the caller: simulation_play. Returns NULL with the
 * error as below, also where a change can't be made. */
struct simulation *simulation_open(const struct experiment *experiment, struct error *error);

/* The same for an experiment without changes. Copies the scenario. Returns NULL with the error,
 * which has its place in the text of the function or of the rule; the function is looked at first.
 * Keys that contradict each other are an error, too, such as a start of three numbers for two
 * parameters. */
struct simulation *simulation_create(const struct scenario *scenario, struct error *error);
void simulation_free(struct simulation *simulation);

/* From now on its steps, and those of whoever copies its settings, may be interrupted
 * (problem/interrupt.h); where a scenario says so, from after row 0 on. Borrowed; NULL: never. */
void simulation_listen(struct simulation *simulation, struct interrupt *interrupt);

/* Right after it was made: somebody will go back. More is kept then, so that it takes less time;
 * nothing else depends on it. */
void simulation_expect_back(struct simulation *simulation);

/* Makes one step (section 5 of doc/architecture.md): the rate is schedule(step - 1); the
 * gradient at theta or at the rule's probe; plus noise and l2*theta; clipped; the rule (or a
 * method, which finds the step's length itself); the full loss and gradient at the new point;
 * the record; the criteria. Does nothing once the parameters are not finite; nor where it is
 * interrupted (objective_listen), the run then stands where it stood, bit for bit. Returns the
 * criterion that ends the run at this step, or -1. */
int simulation_step(struct simulation *simulation);

/* Is there more to be made: steps up to `step`, or where that is -1, up to an end behind all
 * changes? */
bool simulation_goes_on(const struct simulation *simulation, long step);

/* Makes the next of these steps, at most `most`. Returns how many were made: fewer where there are
 * no more, or where simulation_goes_on, as one was interrupted or memory has run out. */
long simulation_play(struct simulation *simulation, long step, long most);

/* The same up to an end. Returns the criterion that ended the run, or -1; a run that has ended
 * makes no steps. */
int simulation_run(struct simulation *simulation, long most);

/* Goes back toward a step: to it, where its state is kept, as those of the last 64 steps on data
 * are, or to one before it from which simulation_play leads there. Everything is then bit for bit
 * as it was at that step; changes of later steps are forgotten, but for those that it was opened
 * with, which lie ahead again as long as nothing else is changed before them. A step below 0 is 0;
 * a step that was not come to yet leaves all as it is. Returns false where memory runs out; the run
 * then stands where it stood. */
bool simulation_back(struct simulation *simulation, long step);

/* Goes to a step, back or on, without a pause. Returns as above. */
bool simulation_go(struct simulation *simulation, long step);

/* Changes live keys together (see scenario_keys) from the next step on; the parameters stay where
 * they are, a new optimizer or rule starts with fresh state and its t at 1, a new schedule forgets
 * the losses seen but goes on counting the steps of the run. A run that had ended goes on, unless
 * it diverged, and its criteria begin anew; before the first step it is as if the run had begun so.
 * What lay ahead is forgotten, and so are steps that were gone back over. On failure nothing
 * changes. */
bool simulation_change(struct simulation *simulation, const struct setting *settings, size_t count,
                       struct error *error);

/* The same of one key. */
bool simulation_set(struct simulation *simulation, const char *key, const char *value,
                    struct error *error);

/* Forgets the last change, with those made together with it, as if it had never been made. It must
 * be one of the present step. On failure nothing changes. */
bool simulation_take_back(struct simulation *simulation, struct error *error);

/* The settings in force; and the experiment, which stands where the run does. Borrowed until the
 * next change. */
const struct scenario *simulation_scenario(const struct simulation *simulation);
const struct experiment *simulation_experiment(const struct simulation *simulation);
struct objective *simulation_objective(struct simulation *simulation);

/* The point now: step, loss, gradient norm, the rate that led here, parameters. Borrowed until
 * the next step. */
const struct sample *simulation_now(const struct simulation *simulation);
struct revision simulation_revision(const struct simulation *simulation);
const struct sample *simulation_best(const struct simulation *simulation);
const double *simulation_gradient(const struct simulation *simulation); /* [n], at the point */

/* The next step, made in a copy of the state only; the story is begun, and a method adds to it.
 * Returns what makes the steps, borrowed: the inputs of its programs are those of that step until
 * the next one. */
struct stepper *simulation_rehearse(struct simulation *simulation, struct run_state *state,
                                    struct story *story);

/* All that a step changes. Borrowed until the next one. */
const struct run_state *simulation_state(const struct simulation *simulation);

/* Where -rate * gradient leads, and where the next step does, to[n]: what can be told without
 * evaluating anything (see stepper_pull). */
bool simulation_pull(const struct simulation *simulation, double *to);
bool simulation_foresee(const struct simulation *simulation, double *to);

/* Is there a rate? Not of a method, nor of a rule that does not read lr. */
bool simulation_has_rate(const struct simulation *simulation);
/* The rate of the next step (of a method: the length found for the last one, 0 at the start; of a
 * rule without one: NAN), and the hyperparameters in force. */
double simulation_next_rate(const struct simulation *simulation);
/* What the losses have made of the schedule so far. Borrowed. */
const struct schedule_state *simulation_schedule(const struct simulation *simulation);
double simulation_hyper(const struct simulation *simulation, const char *name, bool *found);
/* The name of the hyperparameter that is the momentum of the optimizer in force ("beta", or Adam's
 * "beta1"), or NULL. */
const char *simulation_momentum(const struct simulation *simulation);
/* All of them, in the order of the optimizer's row. Borrowed until the next change. */
const double *simulation_hypers(const struct simulation *simulation);

const struct trajectory *simulation_trajectory(const struct simulation *simulation);

/* The criteria in force, and what they have seen. */
const struct criteria *simulation_stops(const struct simulation *simulation);
const struct criteria_state *simulation_criteria(const struct simulation *simulation);
/* The criterion that fired at or before the present step, or -1: has this run ended? */
int simulation_ended(const struct simulation *simulation);
/* Is the gradient that is followed so small here that the criterion grad, armed, ends a run? So it
 * is still where a change has made an ended run go on and no step was made since. */
bool simulation_rests(const struct simulation *simulation);
/* Evaluations of the objective (value, gradient or Hessian) so far, and how many points line
 * searches have tried, most of which are evaluations, too. */
long simulation_evaluations(const struct simulation *simulation);
/* What these cost, as studies count it: see sample_cost. */
long simulation_cost(const struct simulation *simulation);
long simulation_trials(const struct simulation *simulation);
/* About how many instructions the evaluations of a step run at a point, of a method's one trial. */
size_t simulation_effort(const struct simulation *simulation);

/* The radius of the region of trust of the next step, in the units of its scaled coordinates; 0
 * where none is known yet, or the optimizer has none. */
double simulation_radius(const struct simulation *simulation);

/* What is descended on: f with the penalty l2/2 |x|^2. What is evaluated through it is not counted
 * among the run's evaluations. */
void simulation_function(const struct simulation *simulation, struct regularised *function);

/* Is there chance in the steps: noise, the gradient of some rows, or a rule that reads `normal`? */
bool simulation_is_noisy(const struct simulation *simulation);

/* Of a run that is in its first pass through the rows of its data, a batch at a time: the losses of
 * the rows met so far, each when it was met, added up in *paid, and which rows these were. Returns
 * false where the run is no such one, or has not met a row yet. The rows are borrowed until the
 * next step. */
bool simulation_met(struct simulation *simulation, struct mean_rows *rows, double *paid);

/* How many of the experiment's changes have been made: the first ones. */
size_t simulation_changes(const struct simulation *simulation);
/* Has the key, or where it is NULL, any, been changed since the last step? */
bool simulation_has_changed(const struct simulation *simulation, const char *key);

#endif
