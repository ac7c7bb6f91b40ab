/* The verdict on a run: why it ended, and what there is where it ended (stationary.h). */
#ifndef INSIGHT_VERDICT_H
#define INSIGHT_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "insight/conditioning.h"
#include "insight/stationary.h"

struct criteria_scale;
struct quadratic;
struct regularised;
struct sample;
struct simulation;

enum { VERDICT_COLUMNS = 76 }; /* the longest sentence */

/* How a run ended. */
enum ending {
    ENDING_RUNNING,
    /* It came to rest, at such a point: */
    ENDING_GLOBAL_MINIMUM,
    ENDING_MINIMUM,
    ENDING_HIGHER,
    ENDING_VALLEY,
    ENDING_SADDLE,
    ENDING_MAXIMUM,
    ENDING_INFLECTION,
    ENDING_PLAIN,
    ENDING_GLOBAL_KINK,
    ENDING_KINK_LEAST,
    ENDING_KINK,
    ENDING_JUMP,
    ENDING_EDGE,
    ENDING_REST,    /* a method found no lower point, and it is none of these */
    ENDING_PLATEAU, /* as was asked for, and it is none of these */
    /* It did not: */
    ENDING_CAP,
    ENDING_CYCLING,
    ENDING_TARGET,
    ENDING_EARLY,
    ENDING_FALLS,
    ENDING_DIVERGED,
    ENDING_DOMAIN, /* a value left the domain of a function */
    ENDING_COUNT
};

/* The name of each ending, with which its sentence begins: "global minimum", "local minimum",
 * "minimum of higher order", "valley", "saddle", "maximum", "inflection", "plain", "global minimum,
 * a kink", "minimum, a kink", "kink", "jump", "edge of the domain", "at rest", "plateau", "cap",
 * "cycling", "target loss", "early stop", "falls for ever", "diverged", "left the domain";
 * "running". */
const char *ending_name(enum ending ending);

/* The same as one word, as it stands in checks and in all that programs read: "global_minimum",
 * "global_minimum_a_kink". */
const char *ending_word(enum ending ending);

/* The same where there is room for a word or two: "diverged", "outside", "stopped", "saddle". */
const char *ending_brief(enum ending ending);

/* Their names and meanings, in the order of enum ending. */
extern const struct table ending_table;

/* Has the run come to rest where no neighbour is lower? */
bool ending_is_minimum(enum ending ending);

/* Has it come to rest where it can't stay: some neighbour is lower, or all is level? */
bool ending_is_dead_end(enum ending ending);

/* Has it run away, or out of the function's domain, so that where it ended is no result? */
bool ending_is_lost(enum ending ending);

/* All that tells how a run has ended. Borrowed. */
struct run_end {
    const struct regularised *function; /* that was descended on, known at the point */
    const struct sample *now;
    const struct criteria_scale *scale;
    int criterion;        /* that ended it; -1: it goes on */
    double before;        /* the loss a step ago */
    const double *midway; /* [n], the point after half of the steps; read of a run on data alone */
};

/* How the run has ended, as its verdict says. Where it has come to rest this costs some Hessians,
 * else none. */
enum ending verdict_ending(const struct run_end *run);

/* The same of a simulation: what verdict_tell finds, without words. */
enum ending verdict_ending_of(struct simulation *simulation);

struct verdict {
    enum ending ending;
    enum ending rest; /* what it would be if the run had come to rest here */
    int criterion;    /* the criterion that ended the run, or -1 */
    long step;
    struct stationary at; /* what there is; POINT_SLOPE for a run that goes on or is lost */
    bool elsewhere;       /* at.x is visibly another point than that of the run */
    /* Of a run that has run away, else 0: */
    double steepest; /* the largest curvature where it was best; NAN: there is none */
    bool steady;     /* it is much the same at the end */
    struct conditioning conditioning;   /* of raw columns that could be standardized, else NAN */
    char sentence[VERDICT_COLUMNS + 1]; /* "saddle at (1.788, 1.788): curvature -5.75 one way, …" */
    char advice[2 * VERDICT_COLUMNS]; /* what to do about it: "below that it holds"; "": nothing */
};

/* Finds what there is at the simulation's present point, `here`: `at` and `elsewhere`; of a run
 * that has run away why it may have. `small`: its gradient is small. Costs some Hessians. */
void verdict_look(struct verdict *verdict, struct simulation *simulation,
                  const struct quadratic *here, bool small);

/* The verdict on the simulation as it stands, with what was found there. A run that nothing has
 * ended gets one, too: where it rests (simulation_rests), that of a run that has come to rest. A
 * cap is called a cap, whatever the point. A minimum is global in two cases: the surface's minima
 * are known everywhere and the loss is within 1e-6 (1 + |least|) of the least; or the objective is
 * convex. Sentence and advice are printable ASCII without a full stop. The sentence makes sense
 * alone, and so does "sentence; advice". */
void verdict_tell(struct verdict *verdict, struct simulation *simulation);

#endif
