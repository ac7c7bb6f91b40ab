#include "show/minima.h"

#include <math.h>
#include <string.h>

#include "problem/objective.h"
#include "problem/surface.h"
#include "run/simulation.h"
#include "study/outcome.h"

_Static_assert((int)MINIMA_UNKNOWN < (int)PATCH_KINDS, "room for all kinds");

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

/* The hue whose nearest minimum is furthest from minimum i: one that none before it has, or none near by. */
static int hue_for(const struct minima *minima, int i)
{
    const struct places *places = &minima->places;
    double nearest[PATCH_HUES], best = -1;
    int hue = 0;

    for (int k = 0; k < PATCH_HUES; k++)
        nearest[k] = INFINITY;
    for (int before = 0; before < i; before++) {
        double sum = 0;
        for (int k = 0; k < places->n; k++)
            sum += pow(places->at[before][k] - places->at[i][k], 2);
        nearest[minima->hue[before]] = fmin(nearest[minima->hue[before]], sum);
    }
    for (int k = 0; k < PATCH_HUES; k++)
        if (nearest[k] > best) {
            best = nearest[k];
            hue = k;
        }
    return hue;
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

static void colour_new(struct minima *minima, int first)
{
    for (int i = first; i < minima->places.count; i++)
        minima->hue[i] = hue_for(minima, i);
}

bool minima_of(struct minima *minima, const struct session *session)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;

    minima->valley = minima_lie_in_valleys(session);
    memset(minima->other, 0, sizeof minima->other);
    places_forget_runs(&minima->places);
    if (minima->objective == session->objective + 1)
        return true;
    minima->objective = session->objective + 1;
    places_begin(&minima->places, session_scenario(session));
    for (int i = 0; surface && i < surface->minimum_count; i++)
        places_know(&minima->places, surface->minima[i]);
    colour_new(minima, 0);
    return false;
}

/* The minimum at x, or the rest where there are too many. */
static int add_minimum(struct minima *minima, const double *x)
{
    int known = minima->places.count, i = places_add(&minima->places, x);

    colour_new(minima, known);
    return i >= 0 ? i : BASIN_REST;
}

int minima_add(struct minima *minima, const struct outcome *outcome)
{
    bool minimum = ending_is_minimum(outcome->ending);
    int basin = basin_of_ending[outcome->ending];

    if (outcome->ending == ENDING_VALLEY || (minimum && minima->valley))
        basin = BASIN_VALLEY;
    else if (minimum)
        basin = add_minimum(minima, outcome->end);
    else if (basin == 0)
        basin = BASIN_REST;
    if (basin >= MINIMA_MOST)
        minima->other[basin - MINIMA_MOST]++;
    return basin;
}

size_t minima_runs(const struct minima *minima, int basin)
{
    return basin < MINIMA_MOST ? minima->places.runs[basin] : minima->other[basin - MINIMA_MOST];
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
