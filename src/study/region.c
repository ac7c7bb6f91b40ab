#include "study/region.h"

#include <string.h>

#include "base/error.h"
#include "base/rng.h"
#include "run/scenario.h"

_Static_assert((int)LIST_MAX >= 2 * PARAMETERS_MAX, "a list holds a range for each parameter");

bool region_read(struct region *region, const char *text, const struct scenario *scenario,
                 struct error *error)
{
    static const char what[] = "a range for each of the first parameters, such as -1,1,0,2";
    double within[LIST_MAX];
    int count = list_numbers(text, within, 2 * scenario->n, what, error);
    if (count < 0)
        return false;
    for (int i = 0; i < count; i += 2)
        if (i + 1 == count || !(within[i] < within[i + 1]))
            return error_set(error, "expected %s", what);
    memcpy(region->within, within, sizeof within);
    region->given = count / 2;
    return true;
}

void region_range(const struct region *region, const struct scenario *scenario, int i,
                  double range[2])
{
    scenario_range(scenario, i, range);
    if (i < region->given)
        memcpy(range, region->within + 2 * i, 2 * sizeof *range);
}

void region_draw(const struct region *region, const struct scenario *scenario, struct rng *rng,
                 double *x)
{
    for (int i = 0; i < scenario->n; i++) {
        double range[2];
        region_range(region, scenario, i, range);
        x[i] = range[0] + (range[1] - range[0]) * rng_uniform(rng);
    }
}
