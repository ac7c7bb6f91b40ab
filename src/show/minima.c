#include "show/minima.h"

#include <math.h>
#include <string.h>

#include "problem/objective.h"
#include "problem/surface.h"
#include "run/simulation.h"
#include "study/outcome.h"

_Static_assert((int)MINIMA_UNKNOWN < (int)PATCH_KINDS, "room for all kinds");

/* Minima nearer than this part of a parameter's range are one. */
static const double apart = 0.01;

static const struct other {
    const char *name;
    enum patch_look look;
    int hue, shade;
    char letter;
} others[BASIN_COUNT - MINIMA_MOST] = {
    [BASIN_VALLEY - MINIMA_MOST] = {"a valley of minima", PATCH_HUE, 0, 0, 'v'},
    [BASIN_SADDLE - MINIMA_MOST] = {"a saddle", PATCH_GREY, 0, 0, '='},
    [BASIN_PLAIN - MINIMA_MOST] = {"a plain", PATCH_GREY, 0, 1, '-'},
    [BASIN_REST - MINIMA_MOST] = {"rest elsewhere", PATCH_GREY, 0, 1, '~'},
    [BASIN_CAP - MINIMA_MOST] = {"no end", PATCH_GREY, 0, 2, '.'},
    [BASIN_LOST - MINIMA_MOST] = {"diverges", PATCH_HATCH, 0, 0, '/'},
    [BASIN_UNKNOWN - MINIMA_MOST] = {"", PATCH_OPEN, 0, 0, ' '},
};

/* The endings that are no minimum; of all that are not named it is a rest. */
static const int basin_of_ending[ENDING_COUNT] = {
    [ENDING_RUNNING] = BASIN_CAP,    [ENDING_SADDLE] = BASIN_SADDLE,
    [ENDING_MAXIMUM] = BASIN_SADDLE, [ENDING_INFLECTION] = BASIN_SADDLE,
    [ENDING_PLAIN] = BASIN_PLAIN,    [ENDING_FALLS] = BASIN_LOST,
    [ENDING_DIVERGED] = BASIN_LOST,  [ENDING_DOMAIN] = BASIN_LOST,
    [ENDING_CAP] = BASIN_CAP,        [ENDING_CYCLING] = BASIN_CAP,
    [ENDING_TARGET] = BASIN_CAP,     [ENDING_EARLY] = BASIN_CAP,
};

/* The hue whose nearest minimum is furthest from x: one that none has, or none near by. */
static int hue_for(const struct minima *minima, const double *x)
{
    double nearest[PATCH_HUES], best = -1;
    int hue = 0;

    for (int i = 0; i < PATCH_HUES; i++)
        nearest[i] = INFINITY;
    for (int i = 0; i < minima->count; i++) {
        double sum = 0;
        for (int k = 0; k < minima->n; k++)
            sum += (minima->x[i][k] - x[k]) * (minima->x[i][k] - x[k]);
        nearest[minima->hue[i]] = fmin(nearest[minima->hue[i]], sum);
    }
    for (int i = 0; i < PATCH_HUES; i++)
        if (nearest[i] > best) {
            best = nearest[i];
            hue = i;
        }
    return hue;
}

static int add(struct minima *minima, const double *x)
{
    int i = minima->count;

    minima->hue[i] = hue_for(minima, x);
    memcpy(minima->x[i], x, (size_t)minima->n * sizeof *x);
    minima->count++;
    return i;
}

bool minima_lie_in_valleys(const struct session *session)
{
    struct objective *objective = simulation_objective(session->simulation);
    const struct regularised function = {.objective = objective,
                                         .l2 = session_scenario(session)->l2};

    for (int i = 0; i < objective->n; i++)
        if (!regularised_reads(&function, i))
            return true;
    return objective->surface && objective->surface->continuum;
}

bool minima_of(struct minima *minima, const struct session *session)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;

    minima->valley = minima_lie_in_valleys(session);
    if (minima->objective == session->objective + 1)
        return true;
    *minima = (struct minima){.objective = session->objective + 1,
                              .n = session_scenario(session)->n,
                              .valley = minima->valley};
    for (int i = 0; surface && i < surface->minimum_count; i++)
        add(minima, surface->minima[i]);
    return false;
}

static bool is_at(const struct minima *minima, const struct scenario *base, int i, const double *x)
{
    double range[2];

    for (int k = 0; k < minima->n; k++) {
        scenario_range(base, k, range);
        if (!(fabs(minima->x[i][k] - x[k]) <= apart * (range[1] - range[0])))
            return false;
    }
    return true;
}

int minima_basin(struct minima *minima, const struct scenario *base, const struct outcome *outcome)
{
    int basin = basin_of_ending[outcome->ending];

    if (outcome->ending == ENDING_VALLEY)
        return BASIN_VALLEY;
    if (!ending_is_minimum(outcome->ending))
        return basin ? basin : BASIN_REST;
    if (minima->valley)
        return BASIN_VALLEY;
    for (int i = 0; i < minima->count; i++)
        if (is_at(minima, base, i, outcome->end))
            return i;
    return minima->count < MINIMA_MOST ? add(minima, outcome->end) : BASIN_REST;
}

char minima_letter(int basin)
{
    return (char)(basin < 26 ? 'A' + basin : basin < 52 ? 'a' + basin - 26 : 0);
}

const char *minima_name(int basin)
{
    return basin < MINIMA_MOST ? "" : others[basin - MINIMA_MOST].name;
}

void minima_looks(const struct minima *minima, struct patch_kind *look)
{
    for (int i = 0; i < MINIMA_OTHERS; i++) {
        int basin = i / PATCH_SHADES;
        char letter = minima_letter(basin);

        look[i] = (struct patch_kind){.look = PATCH_HUE,
                                      .hue = minima->hue[basin],
                                      .shade = i % PATCH_SHADES,
                                      .letter = basin < 26 ? (char)('a' + basin) : '*',
                                      .name = letter};
    }
    for (int i = MINIMA_OTHERS; i <= MINIMA_UNKNOWN; i++) {
        const struct other *other = &others[i - MINIMA_OTHERS];

        look[i] = (struct patch_kind){
            .look = other->look, .hue = other->hue, .shade = other->shade, .letter = other->letter};
    }
}

int minima_kind(int basin, int shade)
{
    return basin < MINIMA_MOST ? basin * PATCH_SHADES + shade : MINIMA_OTHERS + basin - MINIMA_MOST;
}
