#include "insight/conditioning.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/number.h"
#include "insight/quadratic.h"
#include "insight/stability.h"
#include "problem/learning.h"
#include "problem/objective.h"
#include "problem/raw.h"
#include "run/simulation.h"

/* A smallest eigenvalue below this part of the largest is rounding. */
static const double rounding = 1e-14;

static double condition_of(const struct quadratic *quadratic)
{
    double least = quadratic->values[0], most = quadratic->values[quadratic->n - 1];
    return most > 0 && least > rounding * most ? most / least : NAN;
}

bool conditioning_at(struct quadratic *quadratic, struct simulation *simulation,
                     const char *standardize, const double *x, struct error *error)
{
    const struct learning *learning = simulation_objective(simulation)->learning;
    struct scenario other;
    if (!scenario_copy(&other, simulation_scenario(simulation)))
        return error_memory(error);
    bool ok = scenario_set(&other, "standardize", standardize, error);
    struct objective *objective = ok ? scenario_objective(&other, error) : NULL;
    ok = objective;
    if (ok) {
        objective_listen(objective, learning->mean.interrupt);
        quadratic_of(quadratic, objective, other.l2, x);
    }
    objective_free(objective);
    scenario_release(&other);
    return ok;
}

void conditioning_of(struct conditioning *conditioning, struct simulation *simulation)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    struct objective *objective = simulation_objective(simulation);
    struct quadratic quadratic;
    double start[PARAMETERS_MAX];
    *conditioning = (struct conditioning){NAN, NAN};
    if (!objective->learning || scenario->standardize)
        return;
    scenario_start(scenario, start);
    quadratic_of(&quadratic, objective, scenario->l2, start);
    conditioning->raw = condition_of(&quadratic);
    if (conditioning_at(&quadratic, simulation, "all", start, NULL))
        conditioning->standardized = condition_of(&quadratic);
}

/* Are the columns as they are in the file, and could one of them be standardized? */
static bool is_raw(const struct learning *learning)
{
    bool any = false;
    for (size_t i = 0; i < learning->columns; i++) {
        if (learning->column[i].standardized)
            return false;
        any = any || !learning->column[i].classes;
    }
    return any;
}

bool conditioning_warn(const struct stability *stability, struct objective *objective, char *out,
                       size_t size)
{
    static const double safe = 0.9; /* of the limit, so that rounding the number leaves it below */
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE], stable[NUMBER_SIZE];
    double most = stability->limit / stability->steepest;
    if (!stability->known || !stability->has_limit || !(stability->rate > stability->limit) ||
        !is_raw(objective->learning))
        return false;
    snprintf(out, size, "rate %s, stable below %s on raw columns: %s" SETTING("lr %s"),
             number_short(rate, stability->rate / stability->steepest, 4),
             number_short(limit, most, 3),
             raw_would_be_known(objective) ? SETTING("standardize") ", or " : "",
             number_short(stable, safe * most, 2));
    return true;
}
