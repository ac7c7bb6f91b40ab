/* What something costs, counted in what the objective was asked for. */
#ifndef TESTS_UNIT_COST_H
#define TESTS_UNIT_COST_H

#include "check.h"

#include "problem/objective.h"

/* Fails unless the objective was asked for just so much since `from`, and goes on counting from
 * here. */
static inline void check_asked(const char *what, const struct objective *objective,
                               struct asked *from, struct asked wanted)
{
    const struct asked now = objective->asked;
    const struct asked cost = {now.values - from->values,     now.gradients - from->gradients,
                               now.hessians - from->hessians, now.others - from->others,
                               now.rows - from->rows,         now.pixels - from->pixels};
    *from = now;
    if (memcmp(&cost, &wanted, sizeof cost) != 0)
        fail_msg("%s: %ld values, %ld gradients, %ld Hessians, %ld others, %zu rows, %zu pixels",
                 what, cost.values, cost.gradients, cost.hessians, cost.others, cost.rows,
                 cost.pixels);
}

#endif
