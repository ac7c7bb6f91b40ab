/* One step of a run: what it is made with (the stepper) and what it changes (the run's state). */
#ifndef RUN_STEPPER_H
#define RUN_STEPPER_H

#include <stdbool.h>

#include "base/rng.h"
#include "method/method.h"
#include "method/rule.h"
#include "problem/batches.h"
#include "problem/objective.h"
#include "run/criteria.h"
#include "run/scenario.h"
#include "run/trajectory.h"

struct error;

enum {
    RUN_RULE_MEMORY = RULE_MAX_STATE * PARAMETERS_MAX,
    RUN_MEMORY = RUN_RULE_MEMORY > METHOD_MEMORY ? RUN_RULE_MEMORY : METHOD_MEMORY
};

/* Added to a norm that is clipped, as PyTorch's clip_grad_norm_ does. */
#define STEPPER_CLIP_EPSILON 1e-6

/* Everything that a step changes: flat and without pointers, so that a copy is a checkpoint. */
struct run_state {
    unsigned long number; /* the state's, see struct revision; the stepper leaves it alone */
    struct sample now;    /* the point, its loss and gradient norm, the rate that led here,
                           * the evaluations and trial steps so far */
    struct sample best;   /* the least loss so far */
    double gradient[PARAMETERS_MAX];
    struct rng noise, normal; /* for --noise; for a rule that reads `normal` */
    struct criteria_state criteria;
    struct schedule_state schedule;
    size_t batch_next;         /* where in the order of the present epoch the next batch begins */
    bool shuffled;             /* is that an order by chance? */
    double paid;               /* the losses of the rows, each when it was met, added up */
    size_t met;                /* how many rows that were */
    struct sample kept;        /* the least validation loss */
    long restarted;            /* the step after which the optimizer began with fresh memory */
    int ended;                 /* the criterion that ended the run, or -1 */
    double memory[RUN_MEMORY]; /* the rule's state[states * n], or the method's */
};

/* Everything that a scenario says about how a step is made. */
struct stepper {
    int n;
    struct objective *objective;  /* borrowed */
    bool learns;                  /* the objective has data */
    struct batches batches;       /* of the data */
    struct rule *rule;            /* owned; NULL: a method */
    const struct method *method;  /* NULL: a rule */
    struct story *story;          /* borrowed: takes what the method tells of its steps; or NULL */
    struct program *linked;       /* owned: the rule's step and the objective where it leads, NULL
                                   * where that is a mean over rows */
    struct evaluator probe, step; /* of the rule's probe; of `linked`, or of the rule's step */
    int hypers;
    double hyper[RULE_MAX_HYPER]; /* in the order of the rule's names or of the optimizer's row */
    struct schedule schedule;
    bool steady; /* the schedule is constant: the rate is the base rate */
    double rate; /* the base rate; NAN where the rule does not read it */
    double clip, clip_value, noise, l2;
    bool shapes;   /* one of them is on */
    bool prepares; /* the rule reads more than the gradient at theta as it is */
    struct criteria criteria;
};

/* The objective is borrowed and must outlive the stepper. Returns false with the error (place in
 * the rule's text, or that a method takes neither noise nor clipping); the stepper is then
 * empty. */
bool stepper_init(struct stepper *stepper, const struct scenario *scenario,
                  struct objective *objective, struct error *error);
void stepper_release(struct stepper *stepper);

/* Puts the hyperparameters into the inputs of the rule's programs, the `probe` only where there is
 * one: once, as a run of a program leaves its inputs alone. */
void stepper_fill_hypers(const struct stepper *stepper, struct evaluator *step,
                         struct evaluator *probe);

/* Row 0: puts the state at x[n] and evaluates the objective there. */
void stepper_start(const struct stepper *stepper, struct run_state *state, const double *x,
                   uint64_t seed);

/* The same for a state at row 0 that was begun otherwise, at the same point: nothing is
 * evaluated. */
void stepper_restart(const struct stepper *stepper, struct run_state *state, uint64_t seed);

/* Makes one step. Returns the criterion that ends the run at this step, or -1. */
int stepper_step(struct stepper *stepper, struct run_state *state);

/* What is done to a gradient g[n] taken at `at`[n] before the rule sees it: noise (drawn from
 * `noise`, which may be NULL where there is none), l2, clipping by value, then by norm. */
void stepper_shape(const struct stepper *stepper, struct rng *noise, const double *at, double *g,
                   int n);

/* The part of a gradient g[n] that clipping by norm leaves; 1: all of it. */
double stepper_clipping(const struct stepper *stepper, const double *g);

/* The norm of the gradient that is followed at x[n], where that of f is g[n]: with l2. */
double stepper_norm(const struct stepper *stepper, const double *x, const double *g);

/* Of a step that follows a rule, without batches: how many evaluations it makes, and how many of
 * these are Hessians. */
long stepper_evaluations(const struct stepper *stepper);
long stepper_hessians(const struct stepper *stepper);

/* The norm of x[n], as gradients are clipped by it. */
double stepper_size(const double *x, int n);

/* Right after a step of a rule: the gradient g[n] of that step's rows at `at`[n], as it was taken,
 * before anything was done to it. */
void stepper_gradient(struct stepper *stepper, const double *at, double *g);

/* The rate of the step after the state's: of the schedule, NAN where the rule does not read it; for
 * a method that of the step before. */
double stepper_rate(const struct stepper *stepper, const struct run_state *state);

/* Where -rate * gradient leads from the state's point, with all that is done to a gradient: to[n].
 * And where the next step does, which is the same bits as the step. Nothing is evaluated and the
 * state stays as it is. Return false where that can't be told: of noise, batches and methods, and
 * of the step of a rule that draws, probes or reads the Hessian; where memory runs out. */
bool stepper_pull(const struct stepper *stepper, const struct run_state *state, double *to);
bool stepper_foresee(const struct stepper *stepper, const struct run_state *state, double *to);

/* How many numbers of the memory its steps use. */
size_t stepper_memory(const struct stepper *stepper);

/* Does what `before` left in the memory mean the same to `stepper`? */
bool stepper_continues(const struct stepper *stepper, const struct stepper *before);

/* A changed setting takes effect: the criteria begin anew (first touches of those that stay as
 * they were are kept), an end that was no divergence is forgotten. `fresh`: the optimizer is
 * another, its memory is 0 and its count of steps begins again. */
void stepper_resume(const struct stepper *stepper, const struct criteria *before,
                    struct run_state *state, bool fresh);

#endif
