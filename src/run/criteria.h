/* Criteria: what may end a run. One row a criterion. Every run watches all of them, armed or not,
 * and remembers for each the step of its first touch and since when it holds without
 * interruption; only an armed one ends the run. */
#ifndef RUN_CRITERIA_H
#define RUN_CRITERIA_H

#include <stdbool.h>

#include "base/limits.h"
#include "base/range.h"
#include "base/table.h"

struct buffer;
struct error;
struct sample;

enum criterion_id {
    CRITERION_GRAD,    /* |gradient| <= value, which is scaled unless it was asked for */
    CRITERION_PLATEAU, /* for `window` steps on end the loss stayed within value * (1 + |loss|) */
    CRITERION_PARAMS,  /* for `window` steps on end the parameters did, within value * (1 + |x|) */
    CRITERION_LOSS,    /* loss <= value */
    CRITERION_CYCLE,   /* the parameters come back, the path between does not shrink */
    CRITERION_REST,    /* a method found nothing lower, value times in a row, with fresh memory */
    CRITERION_DIVERGE, /* loss or gradient not finite, or the loss far above the start's */
    CRITERION_FALLS,   /* the loss far below the start's, and the point far away */
    CRITERION_VALIDATION,  /* for value epochs on end the validation loss has had no new least */
    CRITERION_EVALUATIONS, /* value evaluations made: a cap */
    CRITERION_EPOCHS,      /* value passes through the rows made: a cap */
    CRITERION_STEPS,       /* value steps made: a cap */
    CRITERION_COUNT
};

/* A row of the table `criteria`, in the order of enum criterion_id. */
struct criterion {
    const char *name;   /* the key of --stop: "grad" */
    double value;       /* default threshold; not finite: it has none and needs one */
    struct range range; /* of the threshold */
    bool has_window;    /* takes `window=N` besides */
    bool always;        /* ends a run without being asked for */
    bool of_data;       /* has a meaning only where there is data */
    const char *meaning;
};

extern const struct table criteria;

/* Has it a meaning only where there is data? */
bool criterion_is_of_data(int id);

/* Has what it ends run away, so that nothing is to be gained by going on? -1 is no criterion. */
static inline bool criterion_is_runaway(int id)
{
    return id == CRITERION_DIVERGE || id == CRITERION_FALLS;
}

/* Is it a cap, which says nothing of the point that it ends at? */
bool criterion_is_cap(int id);

enum { CRITERIA_MIN_WINDOW = 2, CRITERIA_MAX_WINDOW = 1000000 };

/* Which criteria are armed, with their thresholds: plain data. */
struct criteria {
    bool armed[CRITERION_COUNT]; /* may end the run */
    double value[CRITERION_COUNT];
    bool to_rounding; /* the optimizer comes to rounding in a few steps: unless grad was
                       * asked for, it ends a run only there, or where it rests */
    bool grad_given;  /* value[CRITERION_GRAD] was asked for and is absolute */
    long window;      /* of plateau and params, steps */
};

/* Nothing armed but what always is; default thresholds, window 20. */
void criteria_init(struct criteria *criteria);

/* Arms what a list like `grad=1e-8,plateau=1e-9,window=50,cycle` names; a name alone takes its
 * default threshold. On failure *criteria is untouched. */
bool criteria_parse(struct criteria *criteria, const char *list, struct error *error);

/* Appends the list that criteria_parse makes the same criteria of, starting from criteria_init;
 * nothing where that is what they are. */
void criteria_list(const struct criteria *criteria, struct buffer *out);

/* Where a run began, and the loss after its first step: what its numbers are measured by. */
struct criteria_origin {
    double loss, next_loss, grad_norm;
    double x[PARAMETERS_MAX], first_move; /* the length of the first step */
};

/* What a gradient is small by, and a loss large.
 *
 * Units don't matter. The gradient is small at value * min(1, |g0|), with g0 that at the start, but
 * not below 1e-12 |g0|. With the scale S = max(|f0|, |f1 - f0|) of the losses at the start and
 * after the first step, a run diverges where the loss is above f0 + value * S, higher than when it
 * was last, and further from the start; it falls for ever where the loss is below f0 - value * S,
 * and the point a million times further from the start than that is from 0, or the first step was
 * long. */
struct criteria_scale {
    struct criteria_origin origin;
    double small;           /* the gradient's threshold in force */
    double highest, lowest; /* between these losses nothing has run away */
    double distance;        /* from the start when the loss was last above `highest` */
};

/* How often, and after how many steps, the point has come back to where it was. */
struct criteria_returns {
    long last;   /* step of the last return; that of the anchor where there was none */
    long period; /* steps between the last two returns, 0: none yet */
    long count;  /* with that period, in a row */
};

/* What is remembered from step to step: flat, copied with a checkpoint. n <= PARAMETERS_MAX. */
struct criteria_state {
    struct criteria_scale scale;
    long first[CRITERION_COUNT]; /* step of the first touch, -1: never yet */
    long since[CRITERION_COUNT]; /* holds from this step on, -1: does not hold now */
    unsigned holding;            /* the same as a set of bits */
    int ending;                  /* the armed one of them that ends the run, or -1 */
    long rests;                  /* steps in a row in which a method stood still: with fresh memory
                                  * found no lower point, or crept; counted by who makes the
                                  * steps */
    bool creeps;                 /* the last of them crept */
    /* Where the point or the slope was last another, and its step. */
    double creep_x[PARAMETERS_MAX], creep_norm;
    long creep_step;
    double level; /* the loss that the present plateau began with, and its step */
    long level_step;
    double place[PARAMETERS_MAX]; /* the same of the parameters */
    long place_step;
    /* Brent's cycle detection (1980, doi:10.1007/BF01933190): the current point is compared with
     * one anchor, which moves on when the step reaches a power of two. A return is a distance to
     * the anchor of at most the threshold times the largest since it was set; two returns in a
     * row after equally many steps are a cycle. Standing still is none. */
    double anchor[PARAMETERS_MAX];
    long anchor_next; /* the step at which the anchor moves on */
    double excursion; /* square of the largest distance from the anchor since it was set */
    struct criteria_returns returns;
    /* The least validation loss, its step, and the epoch whose end it counts for. */
    double held_best;
    long held_step, held_epoch;
    long epoch; /* the last one that has ended */
};

/* Begins at the point now[n], looking at it too: returns as criteria_look. */
int criteria_start(struct criteria_state *state, const struct criteria *criteria,
                   const struct sample *now, int n);

/* Begins anew at the point now[n] of a run that began long ago, which was watched with the criteria
 * `before`: the first touches of those that are as they were stay, and so does the best validation
 * loss. */
void criteria_resume(struct criteria_state *state, const struct criteria *criteria,
                     const struct criteria *before, const struct sample *now, int n);

/* After a step of a method, before the look at it: does it creep, as at a kink it may for ever? In
 * 10 steps the point has moved by no more than 1e-9 of its size (1e-20 of that at the start is
 * none), and the slope has not fallen by a tenth. */
bool criteria_creeps(struct criteria_state *state, const struct sample *now, int n);

/* Looks at the point now, with the criteria that were begun with. Returns the armed criterion
 * that ends the run, or -1. Divergence and falling go before all others, the caps after all
 * others. */
int criteria_look(struct criteria_state *state, const struct criteria *criteria,
                  const struct sample *now, int n);

/* --- for who looks at many runs at once (watch.h) --- */

/* Of a run that begins at the point now. */
void criteria_measure(struct criteria_scale *scale, const struct criteria *criteria,
                      const struct sample *now, int n);

/* The criterion of running away that holds now, or -1; `square` is that of the distance from the
 * anchor. */
int criteria_runaway(struct criteria_scale *scale, const struct criteria *criteria,
                     const struct sample *now, int n, double square);

/* Does the path come back again and again? Of a point that has returned to the anchor, asked at
 * these points alone, and not when the anchor moves on, which is at the powers of two. `excursion`
 * as in the state. */
bool criteria_comes_back(struct criteria_returns *returns, const double *x, int n, long step,
                         double excursion);

/* Of the set of criteria that hold, 1 << id each, the armed one that ends the run, or -1. */
int criteria_ending(const struct criteria *criteria, unsigned holding);

#endif
