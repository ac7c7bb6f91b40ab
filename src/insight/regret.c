#include "insight/regret.h"

#include "problem/learning.h"
#include "run/simulation.h"

bool regret_of(struct regret *regret, struct simulation *simulation, const double *best)
{
    struct mean_rows rows;
    if (!simulation_met(simulation, &rows, &regret->paid))
        return false;
    struct mean *mean = &simulation_objective(simulation)->learning->mean;
    regret->rounds = rows.count;
    regret->best = mean_value(mean, &rows, best) * (double)rows.count;
    return true;
}
