#include "study/rate_finder.h"

#include <math.h>

#include "base/elementary.h"
#include "base/error.h"
#include "base/number.h"
#include "run/simulation.h"

/* Rates over ten decades, which may be moved by six at a time, so often: that leads to any there
 * are. */
static const double usual_from = 1e-7, usual_to = 1e3, move = 1e6;
enum { MOVES_MOST = 50 };

/* Before the loss has fallen by this part of all that it falls before the blow-up is a burn-in. A
 * blow-up comes behind a fall of at least this part of all that it falls at any rate: what is left
 * of a hill at a jump may be little. */
static const double burn_in = 0.01, before_blow_up = 0.001;
/* The suggestion is at most this part of the rate where the loss is least. */
static const double below_least = 0.25;

/* --- judging --- */

/* How far the loss falls below the start at the first so many points. */
static double fall_of(const struct rate_curve *curve, long count)
{
    double least = curve->start;
    for (long i = 0; i < count; i++)
        if (curve->loss[i] < least && isfinite(curve->loss[i]))
            least = curve->loss[i];
    return curve->start - least;
}

/* The first point of these at which it has fallen so far. */
static long find_fallen(const struct rate_curve *curve, long count, double enough)
{
    for (long i = 0; i < count && enough > 0; i++)
        if (curve->start - curve->loss[i] >= enough)
            return i;
    return -1;
}

static long find_blown(const struct rate_curve *curve)
{
    long count = (long)curve->count;
    long from = find_fallen(curve, count, before_blow_up * fall_of(curve, count));
    for (long i = from; i >= 0 && i < count; i++)
        if (!(curve->loss[i] <= curve->start))
            return i;
    return -1;
}

static long find_least(const struct rate_curve *curve, long from, long to)
{
    long least = from;
    for (long i = from + 1; i < to; i++)
        if (curve->loss[i] < curve->loss[least])
            least = i;
    return least;
}

/* Of the slopes from one neighbour to the other, from a point to before another. */
static long find_steepest(const struct rate_curve *curve, long from, long to)
{
    long steepest = from;
    double most = 0;
    for (long i = from; i < to; i++) {
        double before = i > 0 ? curve->loss[i - 1] : curve->start;
        if (before - curve->loss[i + 1] > most) {
            most = before - curve->loss[i + 1];
            steepest = i;
        }
    }
    return steepest;
}

void rate_curve_judge(struct rate_curve *curve)
{
    curve->steepest = curve->least = -1;
    curve->suggestion = NAN;
    curve->blown = find_blown(curve);
    long end = curve->blown < 0 ? (long)curve->count : curve->blown;
    curve->burnt = find_fallen(curve, end, burn_in * fall_of(curve, end));
    if (curve->burnt < 0)
        return;
    curve->least = find_least(curve, curve->burnt, end);
    curve->steepest = find_steepest(curve, curve->burnt, curve->least);
    curve->suggestion = number_rounded(
        fmin(curve->rate[curve->steepest], below_least * curve->rate[curve->least]), 2);
}

/* --- the run --- */

/* Begins the run anew at the rates that are asked for by now. */
static bool begin(struct rate_finder *finder, struct error *error)
{
    struct scenario *scenario = &finder->scenario;
    double part = 1 / (double)(finder->steps > 1 ? finder->steps - 1 : 1);
    scenario->lr = finder->from;
    scenario->schedule = (struct schedule){
        .kind = table_find(&schedules, "exponential"),
        .value = {m_exp((m_log(finder->to) - m_log(finder->from)) * part)},
    };
    simulation_free(finder->simulation);
    finder->simulation = simulation_create(scenario, error);
    finder->curve = (struct rate_curve){.start = NAN};
    if (finder->simulation)
        finder->curve.start = simulation_now(finder->simulation)->loss;
    return finder->simulation != NULL;
}

bool rate_finder_begin(struct rate_finder *finder, const struct scenario *scenario,
                       const double range[2], long steps, struct error *error)
{
    *finder = (struct rate_finder){.from = range ? range[0] : usual_from,
                                   .to = range ? range[1] : usual_to,
                                   .steps = steps,
                                   .asked = range != NULL};
    if (!scenario_copy(&finder->scenario, scenario))
        return error_memory(error);
    finder->scenario.steps = steps;
    finder->scenario.stop_given = false;
    criteria_init(&finder->scenario.criteria);
    if (!begin(finder, error))
        return false;
    if (!simulation_has_rate(finder->simulation))
        return error_set(error, "%s has no rate to be found: it finds its own step",
                         scenario_optimizer_name(scenario));
    return !rate_finder_done(finder) ||
           error_set(error, "no finite loss and slope at the start: choose another start");
}

void rate_finder_release(struct rate_finder *finder)
{
    simulation_free(finder->simulation);
    scenario_release(&finder->scenario);
    *finder = (struct rate_finder){.simulation = NULL};
}

/* Does something happen at the first step already? */
static bool begins_late(const struct rate_curve *curve)
{
    return curve->count > 0 &&
           !(fabs(curve->loss[0] - curve->start) <= burn_in * fall_of(curve, (long)curve->count));
}

/* Is the loss still falling at the last one, and not halved? */
static bool ends_early(const struct rate_curve *curve)
{
    return curve->blown < 0 && curve->least == (long)curve->count - 1 &&
           fall_of(curve, (long)curve->count) <= fabs(curve->start) / 2;
}

/* Moves the rates where they are the wrong ones: only downward, or only upward. */
static bool move_rates(struct rate_finder *finder, struct error *error)
{
    bool late = begins_late(&finder->curve), early = ends_early(&finder->curve);
    if (finder->asked || !(late || early))
        return true;
    int *moves = late ? &finder->lower : &finder->higher;
    if (++*moves > MOVES_MOST || (finder->lower > 0 && finder->higher > 0))
        return true;
    finder->from *= late ? 1 / move : move;
    finder->to *= late ? 1 / move : move;
    return begin(finder, error);
}

bool rate_finder_done(const struct rate_finder *finder)
{
    return !simulation_goes_on(finder->simulation, -1);
}

/* Makes a step. Returns false where it was interrupted, or memory ran out. */
static bool step(struct rate_finder *finder)
{
    struct rate_curve *curve = &finder->curve;
    if (simulation_play(finder->simulation, -1, 1) == 0)
        return false;
    curve->rate[curve->count] = simulation_now(finder->simulation)->lr;
    curve->loss[curve->count++] = simulation_now(finder->simulation)->loss;
    return true;
}

bool rate_finder_advance(struct rate_finder *finder, long steps, struct error *error)
{
    while (steps-- > 0 && !rate_finder_done(finder)) {
        if (!step(finder))
            return objective_interrupted(simulation_objective(finder->simulation)) ||
                   error_memory(error);
        rate_curve_judge(&finder->curve);
        if (rate_finder_done(finder) && !move_rates(finder, error))
            return false;
    }
    return true;
}
