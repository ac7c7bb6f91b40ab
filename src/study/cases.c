#include "study/cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/rng.h"

bool cases_begin(struct cases *cases, const struct scenario *base, struct error *error)
{
    *cases = (struct cases){.starts = 1, .seeds = 1};
    if (!scenario_copy(&cases->base, base))
        return error_memory(error);
    scenario_cap_steps(&cases->base);
    return true;
}

void cases_release(struct cases *cases)
{
    for (size_t k = 0; k < cases->varied; k++)
        vary_release(&cases->vary[k]);
    free(cases->start);
    scenario_release(&cases->base);
    *cases = (struct cases){.starts = 0};
}

/* --- what varies --- */

void cases_grid(struct cases *cases, const int axis[2], double range[2][2], size_t columns,
                size_t rows)
{
    memcpy(cases->axis, axis, sizeof cases->axis);
    memcpy(cases->range, range, sizeof cases->range);
    cases->grid[0] = columns;
    cases->grid[1] = rows;
    cases->starts = columns * rows;
}

bool cases_draw(struct cases *cases, const struct region *region, size_t count, struct error *error)
{
    size_t n = (size_t)cases->base.n;
    struct rng rng;
    double *start = malloc(count * n * sizeof *start);
    if (!start)
        return error_memory(error);
    rng_seed(&rng, cases->base.seed, RNG_START);
    for (size_t i = 0; i < count; i++)
        region_draw(region, &cases->base, &rng, start + i * n);
    free(cases->start);
    cases->start = start;
    cases->starts = count;
    return true;
}

bool cases_vary(struct cases *cases, struct vary *vary, struct error *error)
{
    bool ok = true;
    for (size_t k = 0; ok && k < cases->varied; k++)
        if (strcmp(cases->vary[k].name, vary->name) == 0)
            ok = error_set(error, "%s is varied twice", vary->name);
    if (ok && cases->varied == CASES_VARIED)
        ok = error_set(error, "%d settings can be varied at most", CASES_VARIED);
    if (ok && vary->count > CASES_MAX / cases_count(cases))
        ok = error_set(error, "these are more than %d cases", CASES_MAX);
    if (ok)
        cases->vary[cases->varied++] = *vary;
    else
        vary_release(vary);
    return ok;
}

/* --- a case --- */

static size_t values_from(const struct cases *cases, size_t k)
{
    size_t values = 1;
    for (; k < cases->varied; k++)
        values *= cases->vary[k].count;
    return values;
}

size_t cases_count(const struct cases *cases)
{
    return cases->starts * values_from(cases, 0) * cases->seeds;
}

void cases_start(const struct cases *cases, size_t i, double *x)
{
    size_t n = (size_t)cases->base.n, number = i / cases->seeds / values_from(cases, 0);
    if (cases->start) {
        memcpy(x, cases->start + number * n, n * sizeof *x);
        return;
    }
    scenario_start(&cases->base, x);
    const size_t at[2] = {cases->grid[0] ? number % cases->grid[0] : 0,
                          cases->grid[0] ? number / cases->grid[0] : 0};
    for (int k = 0; k < 2 && cases->grid[k]; k++)
        if (cases->axis[k] >= 0)
            x[cases->axis[k]] = cases->range[k][0] + (cases->range[k][1] - cases->range[k][0]) *
                                                         ((double)at[k] + 0.5) /
                                                         (double)cases->grid[k];
}

bool cases_have_starts(const struct cases *cases)
{
    return cases->start || cases->grid[0];
}

size_t cases_value(const struct cases *cases, size_t i, size_t k)
{
    return i / cases->seeds / values_from(cases, k + 1) % cases->vary[k].count;
}

uint64_t cases_seed(const struct cases *cases, size_t i)
{
    uint64_t seed = cases->base.seed;
    for (size_t k = 0; k < cases->varied; k++)
        if (strcmp(cases->vary[k].name, "seed") == 0)
            seed = (uint64_t)fmax(cases->vary[k].value[cases_value(cases, i, k)], 0);
    return seed + i % cases->seeds;
}

bool cases_scenario(const struct cases *cases, size_t i, struct scenario *scenario,
                    struct error *error)
{
    double start[PARAMETERS_MAX];
    if (!scenario_copy(scenario, &cases->base))
        return error_memory(error);
    for (size_t k = 0; k < cases->varied; k++)
        if (!vary_set(&cases->vary[k], cases_value(cases, i, k), scenario, error))
            return false;
    if (cases_have_starts(cases)) {
        cases_start(cases, i, start);
        scenario_begin_at(scenario, start);
    }
    scenario->seed = cases_seed(cases, i);
    return true;
}
