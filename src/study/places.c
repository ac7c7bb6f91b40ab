#include "study/places.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

void places_begin(struct places *places, int n, const double *near)
{
    *places = (struct places){.n = n};
    memcpy(places->near, near, (size_t)n * sizeof *near);
}

static bool is_near(const struct places *places, const double *place, const double *x)
{
    for (int i = 0; i < places->n; i++)
        if (!(fabs(place[i] - x[i]) <= places->near[i]))
            return false;
    return true;
}

int places_add(struct places *places, const double *x)
{
    int i = 0;

    while (i < places->count && !is_near(places, places->at[i], x))
        i++;
    if (i == PLACES_MAX)
        return -1;
    if (i == places->count)
        memcpy(places->at[places->count++], x, (size_t)places->n * sizeof *x);
    places->runs[i]++;
    return i;
}

void places_by_runs(const struct places *places, int order[PLACES_MAX])
{
    for (int i = 0; i < places->count; i++) {
        int at = i;
        for (; at > 0 && places->runs[order[at - 1]] < places->runs[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}
