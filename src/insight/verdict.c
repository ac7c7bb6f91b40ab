#include "insight/verdict.h"

#include <math.h>
#include <string.h>

#include "insight/quadratic.h"
#include "insight/verdict_words.h"
#include "problem/raw.h"
#include "problem/surface.h"
#include "run/simulation.h"

enum nature { OTHER, MINIMUM, DEAD_END, LOST };

static const struct {
    const char *name, *meaning, *word;
    enum nature nature;
    const char *brief; /* NULL: as the name */
} endings[ENDING_COUNT] = {
    [ENDING_RUNNING] = {"running", "it goes on", "running", OTHER, NULL},
    [ENDING_GLOBAL_MINIMUM] = {"global minimum", "nothing is lower anywhere", "global_minimum",
                               MINIMUM, "minimum"},
    [ENDING_MINIMUM] = {"local minimum", "nothing near is lower; elsewhere something may be",
                        "local_minimum", MINIMUM, "minimum"},
    [ENDING_HIGHER] = {"minimum of higher order", "so flat that the curvature is 0 there",
                       "minimum_of_higher_order", MINIMUM, "minimum"},
    [ENDING_VALLEY] = {"valley", "level one way: a line of minima", "valley", MINIMUM, NULL},
    [ENDING_SADDLE] = {"saddle", "lower one way, higher the other; noise leads out", "saddle",
                       DEAD_END, NULL},
    [ENDING_MAXIMUM] = {"maximum", "nothing near is higher", "maximum", DEAD_END, NULL},
    [ENDING_INFLECTION] = {"inflection", "flat for a moment, lower one way", "inflection", DEAD_END,
                           NULL},
    [ENDING_PLAIN] = {"plain", "no slope and no curvature: no way is told", "plain", DEAD_END,
                      NULL},
    [ENDING_GLOBAL_KINK] = {"global minimum, a kink",
                            "the least point is a kink, where the slope jumps",
                            "global_minimum_a_kink", MINIMUM, "minimum"},
    [ENDING_KINK_LEAST] = {"minimum, a kink", "nothing near is lower, and the slope jumps",
                           "minimum_a_kink", MINIMUM, "minimum"},
    [ENDING_KINK] = {"kink", "the slope jumps, and some point near is lower", "kink", DEAD_END,
                     NULL},
    [ENDING_JUMP] = {"jump", "the loss itself jumps", "jump", OTHER, NULL},
    [ENDING_EDGE] = {"edge of the domain", "the function ends here", "edge_of_the_domain", OTHER,
                     "edge"},
    [ENDING_REST] = {"at rest", "the method finds no lower point", "at_rest", OTHER, NULL},
    [ENDING_PLATEAU] = {"plateau", "the slope is as small as was asked for", "plateau", OTHER,
                        NULL},
    [ENDING_CAP] = {"cap", "the steps or evaluations asked for are made", "cap", OTHER, "stopped"},
    [ENDING_CYCLING] = {"cycling", "it comes back to the same points again and again", "cycling",
                        OTHER, NULL},
    [ENDING_TARGET] = {"target loss", "the loss asked for is reached", "target_loss", OTHER,
                       "target"},
    [ENDING_EARLY] = {"early stop", "the validation loss has not become better for a while",
                      "early_stop", OTHER, "early"},
    [ENDING_FALLS] = {"falls for ever", "the function has no least value this way",
                      "falls_for_ever", LOST, "falls"},
    [ENDING_DIVERGED] = {"diverged", "numbers too large to go on: the rate is too high", "diverged",
                         LOST, NULL},
    [ENDING_DOMAIN] = {"left the domain", "no value there, such as log(-1)", "left_the_domain",
                       LOST, "outside"},
};

const struct table ending_table = TABLE("verdict", endings);

const char *ending_name(enum ending ending)
{
    return endings[ending].name;
}

const char *ending_word(enum ending ending)
{
    return endings[ending].word;
}

const char *ending_brief(enum ending ending)
{
    return endings[ending].brief ? endings[ending].brief : endings[ending].name;
}

bool ending_is_minimum(enum ending ending)
{
    return endings[ending].nature == MINIMUM;
}

bool ending_is_dead_end(enum ending ending)
{
    return endings[ending].nature == DEAD_END;
}

bool ending_is_lost(enum ending ending)
{
    return endings[ending].nature == LOST;
}

/* Is a minimum of this loss known to be the global one? */
static bool is_least(const struct objective *objective, double loss)
{
    const struct surface *surface = objective->surface;
    if (objective_is_convex(objective))
        return true;
    if (!surface || !surface->bounded || surface->in_window)
        return false;
    return fabs(loss - surface->least) <= 1e-6 * (1 + fabs(surface->least));
}

/* What a run that has come to rest at the point has come to rest at. */
static enum ending ending_at(const struct stationary *at, const struct objective *objective)
{
    static const enum ending of_point[] = {
        [POINT_SLOPE] = ENDING_PLATEAU,
        [POINT_MINIMUM] = ENDING_MINIMUM,
        [POINT_HIGHER] = ENDING_HIGHER,
        [POINT_VALLEY] = ENDING_VALLEY,
        [POINT_SADDLE] = ENDING_SADDLE,
        [POINT_MAXIMUM] = ENDING_MAXIMUM,
        [POINT_INFLECTION] = ENDING_INFLECTION,
        [POINT_PLAIN] = ENDING_PLAIN,
        [POINT_FALLS] = ENDING_FALLS,
        [POINT_KINK_LEAST] = ENDING_KINK_LEAST,
        [POINT_KINK] = ENDING_KINK,
        [POINT_JUMP] = ENDING_JUMP,
        [POINT_EDGE] = ENDING_EDGE,
    };
    bool least = is_least(objective, at->loss);
    if (at->kind == POINT_MINIMUM && least)
        return ENDING_GLOBAL_MINIMUM;
    if (at->kind == POINT_KINK_LEAST && least)
        return ENDING_GLOBAL_KINK;
    return of_point[at->kind];
}

/* Is there no value at the point, or none that is finite? One that is too large counts at the start
 * alone: later it is where the run has led to. */
static bool is_outside(struct objective *objective, const struct sample *now)
{
    struct formula_blame blame;
    size_t row;
    return objective_blame(objective, now->x, &blame, &row) &&
           (blame.fault != FORMULA_OVERFLOW || now->step == 0);
}

/* Where there is no loss, or it is too large, or has no slope; `before` is the loss a step ago. */
static enum ending ending_lost(struct objective *objective, const struct sample *now,
                               const struct criteria_scale *scale, double before)
{
    bool point = true;
    if (before < scale->lowest && scale->lowest < scale->highest)
        return ENDING_FALLS; /* and overshot in the end */
    if (isfinite(now->loss))
        return isfinite(now->grad_norm) ? ENDING_DIVERGED : ENDING_EDGE;
    for (int i = 0; i < objective->n; i++)
        point = point && !isnan(now->x[i]);
    if (!point) /* by a gradient that was none, unless the loss had grown too large before */
        return before <= scale->origin.loss ? ENDING_DOMAIN : ENDING_DIVERGED;
    return is_outside(objective, now) ? ENDING_DOMAIN : ENDING_DIVERGED;
}

/* Where the loss has fallen far, or is -inf: at a point where log is taken of 0, say. */
static enum ending ending_fallen(struct objective *objective, const struct sample *now)
{
    return !isfinite(now->loss) && is_outside(objective, now) ? ENDING_DOMAIN : ENDING_FALLS;
}

/* Of a run that has come to rest: a point that is none, so far down, was on the way down. */
static enum ending ending_at_rest(enum ending rest, const struct run_end *run)
{
    const struct criteria_scale *scale = run->scale;
    bool down = run->now->loss < scale->lowest && scale->lowest < scale->highest;
    return down && !ending_is_minimum(rest) ? ENDING_FALLS : rest;
}

/* Does it depend on what there is at the point how a run that this criterion ended has ended? */
static bool comes_to_rest(int criterion)
{
    return criterion == CRITERION_GRAD || criterion == CRITERION_PLATEAU ||
           criterion == CRITERION_PARAMS || criterion == CRITERION_REST;
}

static enum ending ending_by(const struct run_end *run, enum ending rest)
{
    rest = ending_at_rest(rest, run);
    switch (run->criterion) {
    case CRITERION_GRAD:
    case CRITERION_PLATEAU:
    case CRITERION_PARAMS:
        return rest;
    case CRITERION_REST:
        return rest == ENDING_PLATEAU ? ENDING_REST : rest;
    case CRITERION_LOSS:
        return ENDING_TARGET;
    case CRITERION_CYCLE:
        return ENDING_CYCLING;
    case CRITERION_DIVERGE:
        return ending_lost(run->function->objective, run->now, run->scale, run->before);
    case CRITERION_FALLS:
        return ending_fallen(run->function->objective, run->now);
    case CRITERION_VALIDATION:
        return ENDING_EARLY;
    default:
        return criterion_is_cap(run->criterion) ? ENDING_CAP : ENDING_RUNNING;
    }
}

static bool is_much_the_same(double curvature, double other)
{
    return curvature / other > 1e-3 && curvature / other < 1e3;
}

/* A length along coordinate i by which the loss changes by as much as it has fallen, for a
 * curvature that is much the same here and at the start; else 0. */
static double length_by_curvature(const struct whereabouts *run, int i)
{
    int diagonal = i * run->here->n + i;
    double here = run->here->h[diagonal], there = run->there->h[diagonal];
    return is_much_the_same(here, there) ? sqrt(fabs(run->fallen) / fmax(fabs(there), fabs(here)))
                                         : 0;
}

/* Is the curvature much the same so far away, too? Not in the tail of a bell, say, where it is next
 * to nothing. */
static bool reaches(struct regularised *function, const struct whereabouts *run, int i,
                    double length)
{
    int n = run->here->n;
    double x[PARAMETERS_MAX];
    struct quadratic far;
    memcpy(x, run->x, (size_t)n * sizeof *x);
    x[i] += length;
    quadratic_bare(&far, function, x);
    return is_much_the_same(run->here->h[i * n + i], far.h[i * n + i]);
}

/* Lengths for the coordinates, in their own units: how far they are from 0 and from where the run
 * began. Where that is next to nothing, as of a parameter that begins and ends at 0, a length by
 * the curvature; or 1. */
static void measure(struct regularised *function, const struct whereabouts *run, double *size)
{
    for (int i = 0; i < run->here->n; i++) {
        double x = run->x[i], start = run->start[i], length = length_by_curvature(run, i);
        size[i] = fmax(fabs(x), fmax(fabs(start), fabs(x - start)));
        if (size[i] < 1e-3 * length && reaches(function, run, i, length))
            size[i] = length;
        if (!(size[i] > 0) || !isfinite(size[i]))
            size[i] = 1;
    }
}

/* Is the point that is spoken of to be seen to be elsewhere than where the run is? */
static bool is_elsewhere(const struct whereabouts *run, const double *x, int n)
{
    for (int i = 0; i < n; i++) {
        double away = fabs(run->x[i] - x[i]), most = fmax(fabs(run->x[i]), fabs(run->start[i]));
        if (away > 0.01 * most && away > 1e-6 * run->size[i])
            return true;
    }
    return false;
}

/* What there is at the run's point, `here`. Returns whether that is visibly elsewhere. */
static bool look_at_point(struct stationary *at, const struct run_end *run,
                          const struct quadratic *here, bool small)
{
    const struct criteria_origin *origin = &run->scale->origin;
    double size[PARAMETERS_MAX];
    struct regularised function = *run->function;
    struct quadratic there;
    quadratic_bare(&there, &function, origin->x);
    struct whereabouts place = {.x = run->now->x,
                                .start = origin->x,
                                .midway = run->midway,
                                .size = size,
                                .here = here,
                                .there = &there,
                                .fallen = origin->loss - run->now->loss};
    measure(&function, &place, size);
    stationary_find(at, &function, &place, small);
    return is_elsewhere(&place, at->x, here->n);
}

enum ending verdict_ending(const struct run_end *run)
{
    struct stationary at = {.kind = POINT_SLOPE};
    if (comes_to_rest(run->criterion)) {
        struct regularised function = *run->function;
        struct quadratic here;
        quadratic_bare(&here, &function, run->now->x);
        look_at_point(&at, run, &here, run->now->grad_norm <= run->scale->small);
    }
    return ending_by(run, ending_at(&at, run->function->objective));
}

/* --- the verdict --- */

/* Of a run that may go on; `function` is filled. */
static struct run_end end_of(struct simulation *simulation, struct regularised *function)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    size_t length = trajectory_length(path);
    simulation_function(simulation, function);
    return (struct run_end){.function = function,
                            .now = simulation_now(simulation),
                            .scale = &simulation_criteria(simulation)->scale,
                            .criterion = simulation_ended(simulation),
                            .before = trajectory_at(path, length > 1 ? length - 2 : 0)->loss,
                            .midway = trajectory_at(path, length / 2)->x};
}

/* A run that nothing has ended may rest. */
static struct run_end end_or_rest(struct simulation *simulation, struct regularised *function)
{
    struct run_end run = end_of(simulation, function);
    if (run.criterion < 0 && simulation_rests(simulation))
        run.criterion = CRITERION_GRAD;
    return run;
}

enum ending verdict_ending_of(struct simulation *simulation)
{
    struct regularised function;
    const struct run_end run = end_or_rest(simulation, &function);
    return verdict_ending(&run);
}

static void look_for_a_cause(struct verdict *verdict, struct simulation *simulation,
                             const struct quadratic *here)
{
    struct regularised function;
    struct quadratic best;
    int last = here->n - 1;
    simulation_function(simulation, &function);
    quadratic_at(&best, &function, simulation_best(simulation)->x);
    verdict->steepest = best.values[last];
    verdict->steady =
        fabs(here->values[last] - verdict->steepest) <= 1e-6 * fabs(verdict->steepest);
    verdict->conditioning = (struct conditioning){NAN, NAN};
    if (raw_would_be_known(function.objective))
        conditioning_of(&verdict->conditioning, simulation);
}

void verdict_look(struct verdict *verdict, struct simulation *simulation,
                  const struct quadratic *here, bool small)
{
    struct regularised function;
    const struct run_end run = end_of(simulation, &function);
    *verdict = (struct verdict){.at.loss = run.now->loss};
    memcpy(verdict->at.x, run.now->x, sizeof verdict->at.x);
    if (criterion_is_runaway(run.criterion))
        look_for_a_cause(verdict, simulation, here);
    else
        verdict->elsewhere = look_at_point(&verdict->at, &run, here, small);
}

void verdict_tell(struct verdict *verdict, struct simulation *simulation)
{
    struct regularised function;
    const struct run_end run = end_or_rest(simulation, &function);
    verdict->criterion = run.criterion;
    verdict->step = run.now->step;
    verdict->rest = ending_at(&verdict->at, function.objective);
    verdict->ending = ending_by(&run, verdict->rest);
    verdict->sentence[0] = verdict->advice[0] = '\0';
    verdict_say(verdict, simulation);
}
