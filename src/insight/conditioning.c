#include "insight/conditioning.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/linear.h"
#include "base/number.h"
#include "insight/quadratic.h"
#include "insight/stability.h"
#include "problem/learning.h"
#include "problem/objective.h"
#include "problem/raw.h"
#include "run/scenario.h"

/* A smallest eigenvalue below this part of the largest is rounding. */
static const double rounding = 1e-14;

/* The largest eigenvalue at the start and its ratio to the smallest; NAN where not positive. */
static double condition_of(const struct scenario *scenario, double *steepest)
{
    double x[FORMULA_MAX_PARAMETERS];
    struct quadratic start;
    struct objective *objective = scenario_objective(scenario, NULL);
    if (!objective)
        return NAN;
    scenario_start(scenario, x);
    quadratic_of(&start, objective, scenario->l2, x);
    objective_free(objective);
    double least = start.values[0], most = start.values[start.n - 1];
    if (!(most > 0))
        return NAN;
    *steepest = most;
    return least > rounding * most ? most / least : NAN;
}

void conditioning_of(struct conditioning *conditioning, const struct scenario *scenario)
{
    struct scenario scaled;
    double steepest;
    *conditioning = (struct conditioning){NAN, NAN, NAN};
    if (!scenario_learns(scenario) || scenario->standardize || !scenario_copy(&scaled, scenario))
        return;
    conditioning->raw = condition_of(scenario, &conditioning->steepest);
    if (scenario_set(&scaled, "standardize", "all", NULL))
        conditioning->standardized = condition_of(&scaled, &steepest);
    scenario_release(&scaled);
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

bool conditioning_warn(const struct stability *stability, const struct objective *objective,
                       char *out, size_t size)
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
