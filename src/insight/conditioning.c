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

/* Of the objective at the scenario's start; NAN where a curvature is not positive. */
static double condition_of(struct objective *objective, const struct scenario *scenario)
{
    double x[PARAMETERS_MAX];
    struct quadratic start;
    scenario_start(scenario, x);
    quadratic_of(&start, objective, scenario->l2, x);
    double least = start.values[0], most = start.values[start.n - 1];
    return most > 0 && least > rounding * most ? most / least : NAN;
}

/* The same once all columns are standardized. */
static double condition_scaled(const struct scenario *scenario, struct interrupt *interrupt)
{
    struct scenario scaled;
    double condition = NAN;
    if (!scenario_copy(&scaled, scenario))
        return NAN;
    bool ok = scenario_set(&scaled, "standardize", "all", NULL);
    struct objective *objective = ok ? scenario_objective(&scaled, NULL) : NULL;
    if (objective) {
        objective_listen(objective, interrupt);
        condition = condition_of(objective, &scaled);
    }
    objective_free(objective);
    scenario_release(&scaled);
    return condition;
}

void conditioning_of(struct conditioning *conditioning, struct simulation *simulation)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    struct objective *objective = simulation_objective(simulation);
    *conditioning = (struct conditioning){NAN, NAN};
    if (!objective->learning || scenario->standardize)
        return;
    conditioning->raw = condition_of(objective, scenario);
    conditioning->standardized = condition_scaled(scenario, objective->learning->mean.interrupt);
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
