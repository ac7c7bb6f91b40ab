/* The stepping engine: one run of a scenario, one step at a time, any step of which can be gone
 * back to exactly. No clock, no output: a run is a function of its scenario and of the changes
 * made to it, each of which is logged with its step. */
#ifndef RUN_SIMULATION_H
#define RUN_SIMULATION_H

#include <stdbool.h>

#include "problem/objective.h"
#include "problem/regularised.h"
#include "run/experiment.h"
#include "run/scenario.h"
#include "run/trajectory.h"

struct simulation;
struct error;

/* Which state it is that a simulation stands in: no number is given twice, so that what was found out
 * of a state is true for as long as the numbers are the same. */
struct revision {
    unsigned long
        point; /* another one after a step, after going back, and where the function that is
                             * descended on has become another (l2) */
    unsigned long settings; /* another one after any change, and where `point` is another */
};

/* Copies the scenario. Returns NULL with the error (place in the function's or rule's text; the
 * function is looked at first), also where keys contradict each other, such as a start of three
 * numbers for two parameters. */
struct simulation *simulation_create(const struct scenario *scenario, struct error *error);
void simulation_free(struct simulation *simulation);

/* Makes one step (section 5 of doc/architecture.md): the rate is schedule(step - 1); the
 * gradient at theta or at the rule's probe; plus noise and l2*theta; clipped; the rule (or a
 * method, which finds the step's length itself); the full loss and gradient at the new point;
 * the record; the criteria. Does nothing once the parameters are not finite; nor where it is
 * interrupted (objective_listen), the run then stands where it stood, bit for bit. Returns the
 * criterion that ends the run at this step, or -1. */
int simulation_step(struct simulation *simulation);

/* Makes steps until a criterion fires, `most` steps are made, or one is interrupted. Returns as above; a
 * run that has ended makes none. */
int simulation_run(struct simulation *simulation, long most);

/* Goes back (or, within what was once reached, forward) to a step: everything is bit for bit as
 * it was after that step. Changes made after that step are forgotten. A step below 0 is 0; a step
 * beyond the present one is made by stepping. Returns false only when memory runs out; the run
 * then stands at some earlier step. */
bool simulation_go(struct simulation *simulation, long step);

/* Changes one live key (see scenario_keys) from the next step on; the parameters stay where they
 * are, a new optimizer or rule starts with fresh state and its t at 1, a new schedule forgets the
 * losses seen but goes on counting the steps of the run. A run that had ended goes
 * on, unless it diverged, and its criteria begin anew. Steps that were gone back over are
 * forgotten (they stay visible as the ghost). On failure nothing changes. */
bool simulation_set(struct simulation *simulation, const char *key, const char *value,
                    struct error *error);

/* The scenario with all changes applied, and as the run began. Borrowed. */
const struct scenario *simulation_scenario(const struct simulation *simulation);
const struct scenario *simulation_first(const struct simulation *simulation);
struct objective *simulation_objective(struct simulation *simulation);

/* The point now: step, loss, gradient norm, the rate that led here, parameters. Borrowed until
 * the next step. */
const struct sample *simulation_now(const struct simulation *simulation);
struct revision simulation_revision(const struct simulation *simulation);
const struct sample *simulation_best(const struct simulation *simulation);
const double *simulation_gradient(const struct simulation *simulation); /* [n], at the point */

/* Is there a rate? Not of a method, nor of a rule that does not read lr. */
bool simulation_has_rate(const struct simulation *simulation);
/* The rate of the next step (of a method: the length found for the last one, 0 at the start; of a
 * rule without one: NAN), and the hyperparameters in force. */
double simulation_next_rate(const struct simulation *simulation);
/* What the losses have made of the schedule so far. Borrowed. */
const struct schedule_state *simulation_schedule(const struct simulation *simulation);
double simulation_hyper(const struct simulation *simulation, const char *name, bool *found);
/* All of them, in the order of the optimizer's row. Borrowed until the next change. */
const double *simulation_hypers(const struct simulation *simulation);

const struct trajectory *simulation_trajectory(const struct simulation *simulation);
/* The path that was abandoned by going back, or NULL: the furthest part of the line as it was when
 * going back began. It stays while one goes back further, goes when stepping has led to its end
 * again, and is replaced when another branch is left. */
const struct trajectory *simulation_ghost(const struct simulation *simulation);

/* The criteria in force, and what they have seen. */
const struct criteria *simulation_stops(const struct simulation *simulation);
const struct criteria_state *simulation_criteria(const struct simulation *simulation);
/* The criterion that fired at or before the present step, or -1: has this run ended? */
int simulation_ended(const struct simulation *simulation);
/* Is the gradient that is followed so small here that the criterion grad, armed, ends a run? So it is
 * still where a change has made an ended run go on and no step was made since. */
bool simulation_rests(const struct simulation *simulation);
/* Evaluations of the objective (value, gradient or Hessian) so far, and how many points line
 * searches have tried, most of which are evaluations, too. */
long simulation_evaluations(const struct simulation *simulation);
long simulation_trials(const struct simulation *simulation);
/* About how many instructions the evaluations of a step run at a point, of a method's one trial. */
size_t simulation_effort(const struct simulation *simulation);

/* The radius of the region of trust of the next step, in the units of its scaled coordinates; 0 where
 * none is known yet, or the optimizer has none. */
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

/* The changes in mid-run, oldest first. */
size_t simulation_changes(const struct simulation *simulation);
struct change simulation_change(const struct simulation *simulation, size_t i);

#endif
