#include "study/places.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "run/scenario.h"

/* Points nearer than this part of a parameter's range are one. */
static const double apart = 0.01;

void places_begin(struct places *places, const struct scenario *base)
{
    double range[2];

    *places = (struct places){.n = base->n, .valley = -1};
    for (int i = 0; i < base->n; i++) {
        scenario_range(base, i, range);
        places->near[i] = apart * (range[1] - range[0]);
    }
}

void places_forget_runs(struct places *places)
{
    memset(places->runs, 0, sizeof places->runs);
}

static bool is_near(const struct places *places, int place, const double *x)
{
    if (place == places->valley)
        return false;
    for (int i = 0; i < places->n; i++)
        if (!(fabs(places->at[place][i] - x[i]) <= places->near[i]))
            return false;
    return true;
}

int places_know(struct places *places, const double *x)
{
    if (places->count == PLACES_MAX)
        return -1;
    memcpy(places->at[places->count], x, (size_t)places->n * sizeof *x);
    return places->count++;
}

/* One more run at place i, which may be a new one. */
static int add(struct places *places, int i, const double *x)
{
    if (i == places->count)
        i = places_know(places, x);
    if (i >= 0)
        places->runs[i]++;
    return i;
}

int places_add(struct places *places, const double *x)
{
    int i = 0;

    while (i < places->count && !is_near(places, i, x))
        i++;
    return add(places, i, x);
}

int places_add_valley(struct places *places, const double *x)
{
    int i = add(places, places->valley < 0 ? places->count : places->valley, x);

    places->valley = i;
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

char *places_tell(const struct places *places, int place, int digits, char out[PLACE_TELL])
{
    enum { FIRST = 2 };
    static const double nothing = 1e-3;
    int shown = places->n > PLACE_ALL ? FIRST : places->n;
    size_t used = 0;
    char number[NUMBER_SIZE];

    for (int i = 0; i < shown; i++) {
        double value = places->at[place][i];
        number_short(number, fabs(value) < nothing * places->near[i] ? 0 : value, digits);
        used += (size_t)snprintf(out + used, PLACE_TELL - used, "%s%.12s", i ? ", " : "(", number);
    }
    snprintf(out + used, PLACE_TELL - used, shown < places->n ? ", ...)" : ")");
    if (places->n == 1)
        snprintf(out, PLACE_TELL, "%s", number);
    return out;
}
