/* The run that is on the screen: a simulation, whether it is running and how fast, and the ways
 * of changing it. No pictures and no keys; time comes in as seconds that have passed. */
#ifndef SHOW_SESSION_H
#define SHOW_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"
#include "insight/analysis.h"
#include "insight/catapults.h"
#include "insight/gauges.h"
#include "run/checkpoints.h"
#include "run/scenario.h"
#include "run/simulation.h"
#include "run/trajectory.h"
#include "show/captions.h"
#include "show/kept.h"
#include "show/left_rates.h"
#include "show/run_log.h"
#include "show/undo.h"

struct buffer;
struct error;

enum { SESSION_SETTINGS = 16 }; /* that are set together at most */

enum { SESSION_ANALYSES = CHECKPOINTS_RECENT }; /* of the states that are kept */

/* Of a run over many rows that moves: what was found of a point shortly before, and what is being
 * found of another. */
struct glance {
    bool known;
    long step;                  /* of what is known, */
    struct stability curvature; /* without the rate; */
    double score;
    double l2;
    bool looks;
    long at; /* of what is being found: the step, and the point */
    double x[PARAMETERS_MAX];
    struct stability found;
    double found_score;
    double age; /* seconds since that was begun */
    struct stability shown;
};

struct session {
    struct simulation *simulation; /* owned, never NULL */
    struct trajectory branch;      /* the path that was gone back over, see session_branch */
    struct kept kept;              /* runs that were left, with this objective */
    struct rng random;             /* where random starts come from */
    struct interrupt *interrupt;   /* borrowed: who waits while it works; NULL: nobody */
    unsigned long objective;       /* another number whenever the objective is another one */
    unsigned long problem;         /* the same, but for which rows are held out */
    bool running;
    struct { /* the minimum from this start with this l2, looked for once */
        unsigned long objective;
        double l2, start[PARAMETERS_MAX];
        bool found;
        bool seen; /* x is where the loss has all but fallen: a minimum, or short of a far one */
        double x[PARAMETERS_MAX];
        /* So far along a parameter from there the loss is that of the start, by the curvature. */
        double reach[PARAMETERS_MAX];
    } optimum;
    struct left_rates left_rates; /* what optimizers were left with */
    double beta_found;            /* what session_beta found for this objective; 0: nothing yet */
    /* [SESSION_ANALYSES], owned: what is known of the run's points, by step; of a formula's in a
     * few of them */
    struct analysis *analyses;
    struct gauges gauges; /* of this run's steps at which somebody asked, or which cost little */
    struct catapults catapults; /* of them */
    struct glance glance;
    unsigned long run, runs; /* the number of the run, and how many of them were begun */
    struct undo_stack done, undone;
    struct run_log log;      /* of the runs that were left */
    struct logged_run stood; /* before the first change at the step that was changed last */
    struct captions captions;
    long speed;  /* at which `due` came about */
    double due;  /* steps that are owed to the time that has passed */
    long target; /* go on to this step, whatever the speed; -1: none */
};

/* Stands at the start of the experiment, which is copied, and is to go on to where that stands. On
 * failure the session needs no release. */
bool session_init(struct session *session, const struct experiment *experiment,
                  struct error *error);
void session_release(struct session *session);

/* What is known of the present point. Borrowed until another step. */
struct analysis *session_analysis(const struct session *session);

/* From now on work over rows may be interrupted (problem/interrupt.h): in session_advance,
 * session_step and session_go, which call interrupt_begin and interrupt_end themselves, and in
 * whatever is called between these two. A step that is interrupted is not made and stays due. A
 * verdict, a score or an optimum that is interrupted is not remembered. Borrowed; NULL: no
 * interrupts, as at first. */
void session_listen(struct session *session, struct interrupt *interrupt);

const struct scenario *session_scenario(const struct session *session);

/* Lets dt seconds pass at `speed` steps a second, and makes the steps that are due. A call works
 * for about 20 ms at most; the other steps stay due. A gap of more than a second counts as one
 * second, as the program was suspended. Returns the number of steps made. A run that ends is no
 * longer running. */
long session_advance(struct session *session, double dt, long speed);

/* Does the rate follow a schedule? */
bool session_has_schedule(const struct session *session);

/* Is there anything that time would bring? */
bool session_moving(const struct session *session);

/* Has the run ended, so that a verdict is called for? */
bool session_ended(const struct session *session);

/* Does it stand at a point of rest, whatever was changed there since? */
bool session_rests(const struct session *session);

/* Has it diverged: no step leads on from here? */
bool session_diverged(const struct session *session);

void session_pause(struct session *session);
/* Runs, past the end of an ended run too. Returns false where that is impossible. */
bool session_resume(struct session *session);

/* Goes `by` steps on (or back, by < 0, at most to the start) and pauses. Many steps take several
 * calls of session_advance. False where memory runs out on the way back:
 * it stands where it stood. */
bool session_step(struct session *session, long by);

/* Plays to a step, or where `to` is -1, to an end (simulation_play), at once; at most `most`
 * steps. */
void session_play(struct session *session, long to, long most);

/* Goes to a step, likewise. */
bool session_go(struct session *session, long step);

/* Applies settings, all or none. Another optimizer comes with the rate that it was left with, else
 * with its own, unless `lr` or `momentum` is among the settings; momentum and nesterov come with
 * the last beta (left_rates.h). Where every key is live the run goes on with them from the present
 * step; otherwise a new run begins, paused at its start. A new objective drops the start and a rate
 * that fitted the old gradient, unless they are among the settings. On failure nothing has changed;
 * the error names the setting that is to blame, by the very key that was given where its value was
 * refused. */
bool session_set(struct session *session, const struct setting *settings, size_t count,
                 struct error *error);

/* Copies the present scenario to *scenario and applies the settings to the copy. The caller
 * releases it; on failure there is none. */
bool session_try(const struct session *session, const struct setting *settings, size_t count,
                 struct scenario *scenario, struct error *error);

/* Are there changes at later steps, with which the run was opened? session_set forgets them. */
bool session_has_ahead(const struct session *session);

/* Takes another experiment in place of the run, and goes to where that stands. The path so far
 * stays as the one left where the problem is the same. On failure nothing has changed. The second
 * can be taken back with session_undo. */
bool session_switch(struct session *session, const struct experiment *experiment,
                    struct error *error);
bool session_open(struct session *session, const struct experiment *experiment,
                  struct error *error);

/* Takes back what was set last, or makes again what was taken back last, from the present step on:
 * where no step was made since, it is as if it had never been set. Where a new run began with it,
 * or changes ahead were forgotten, the run before it is there again. Appends the settings as they
 * are now, "lr 0.1", or nothing for another run. Fails where there is nothing of the kind. */
bool session_undo(struct session *session, struct buffer *told, struct error *error);
bool session_redo(struct session *session, struct buffer *told, struct error *error);

/* The runs of this sitting with the present one as the last. Release it. Returns false where memory
 * runs out. */
bool session_log(struct session *session, struct run_log *log);

/* Does a Hessian cost so little that the gauge is noted along the run? */
bool session_notes_gauge(const struct session *session);

/* The catapults along the run, where the gauge is noted. Borrowed. */
const struct catapults *session_catapults(struct session *session);

/* What is known of the present point; NULL: not ready (analysis.h). */
const struct stability *session_stability(struct session *session);
const struct verdict *session_verdict(struct session *session);

/* What is shown of the present point, borrowed until another step; NULL: not ready. Of a run on
 * data that moves, where a Hessian costs as much as a step, it is `about` that: of a point of the
 * last second or so, which session_advance has looked at in slices between steps, so that steps
 * need not wait. As soon as the run stands it is exact. */
struct shown {
    const struct stability *stability; /* with the rate in force */
    bool scored, accuracy;             /* as session_is_scored says */
    const double *score;
    bool about;
};
struct shown session_shown(struct session *session);

/* For session_advance: lets dt seconds pass, and looks on for a slice. */
void session_look(struct session *session, double dt);

/* Is there a score, *accuracy or else R^2? */
bool session_is_scored(const struct session *session, bool *accuracy);

/* Begins a new run at its start, with all changes kept. The one so far is kept, too. */
bool session_restart(struct session *session, struct error *error);

/* The same from another start x[n]. */
bool session_restart_at(struct session *session, const double *x, struct error *error);

/* What a step takes, seconds: an estimate from the sizes of the programs, since the session has no
 * clock; a few nanoseconds an instruction, and some for the record. */
double session_cost(const struct session *session);

/* Of a run on data: the minimum that a better method finds from the start, [n]; NULL where it finds
 * none, or the model is known to have many. Borrowed until the next change. */
const double *session_optimum(struct session *session);

/* The range of parameter i that is worth to be seen: the scenario's, with data one that shows the
 * way from the start to the optimum, or to where the loss has all but fallen. */
void session_range(struct session *session, int i, double range[2]);

/* The path that was gone back over; NULL: there is none. It is there until steps have led to its
 * end again, on the same way, or another branch is left. */
const struct trajectory *session_branch(const struct session *session);

/* The optimizer will have the rate in force when the user switches to it, if both it and the
 * present one follow the gradient. */
void session_carry_rate(struct session *session, const struct optimizer *optimizer);

/* The beta that momentum is switched on with: the last one used on this objective, else the
 * surface's own, else the one that suits the curvature and the rate at the present point, else the
 * default. A beta that was found from the curvature is found again for another objective. */
double session_beta(struct session *session);

/* The name of the hyperparameter that is the momentum of the optimizer in force ("beta", or
 * Adam's "beta1"), or NULL. */
const char *session_momentum(const struct session *session);

/* Is the objective one over data, which is learnt from? */
bool session_learning(const struct session *session);

/* The name of the optimizer in force where it is a method, which has no rate: every step finds its
 * own length; or NULL. */
const char *session_method(const struct session *session);

#endif
