#include "show/minima.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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
    [BASIN_MORE - MINIMA_MOST] = {"more minima", PATCH_GREY, 0, 3, ';'},
    [BASIN_VALLEY - MINIMA_MOST] = {"a valley of minima", PATCH_HUE, 0, 0, 'v'},
    [BASIN_SADDLE - MINIMA_MOST] = {"a saddle", PATCH_GREY, 0, 0, '='},
    [BASIN_PLAIN - MINIMA_MOST] = {"a plain", PATCH_GREY, 0, 1, '-'},
    [BASIN_REST - MINIMA_MOST] = {"rest elsewhere", PATCH_GREY, 0, 1, '~'},
    [BASIN_CAP - MINIMA_MOST] = {"no end", PATCH_GREY, 0, 5, '.'},
    [BASIN_LOST - MINIMA_MOST] = {"diverges", PATCH_HATCH, 0, 0, '/'},
    [BASIN_OUT - MINIMA_MOST] = {"outside", PATCH_HATCH_BACK, 0, 0, '\\'},
    [BASIN_UNKNOWN - MINIMA_MOST] = {"", PATCH_OPEN, 0, 0, ' '},
};

static const struct other crowd[MINIMA_CROWDS] = {
    {"", PATCH_GREY, 0, 2, ':'}, {"", PATCH_GREY, 0, 3, ';'}, {"", PATCH_GREY, 0, 4, ','}};

/* The endings that are no minimum; of all that are not named it is a rest. */
static const int basin_of_ending[ENDING_COUNT] = {
    [ENDING_RUNNING] = BASIN_CAP,    [ENDING_SADDLE] = BASIN_SADDLE,
    [ENDING_MAXIMUM] = BASIN_SADDLE, [ENDING_INFLECTION] = BASIN_SADDLE,
    [ENDING_PLAIN] = BASIN_PLAIN,    [ENDING_FALLS] = BASIN_LOST,
    [ENDING_DIVERGED] = BASIN_LOST,  [ENDING_DOMAIN] = BASIN_OUT,
    [ENDING_CAP] = BASIN_CAP,        [ENDING_CYCLING] = BASIN_CAP,
    [ENDING_TARGET] = BASIN_CAP,     [ENDING_EARLY] = BASIN_CAP,
};

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

/* --- the crowd --- */

static double distance(const struct places *places, int a, int b)
{
    double sum = 0;

    for (int k = 0; k < places->n; k++)
        sum += pow(places->at[a][k] - places->at[b][k], 2);
    return sum;
}

/* The one of the crowd that is furthest from where else it is. */
static uint8_t crowd_for(const struct minima *minima, int i)
{
    double nearest[MINIMA_CROWDS] = {INFINITY, INFINITY, INFINITY};
    uint8_t best = 0;

    for (int k = 0; k < i; k++)
        nearest[minima->crowd[k]] =
            fmin(nearest[minima->crowd[k]], distance(&minima->places, k, i));
    for (uint8_t k = 1; k < MINIMA_CROWDS; k++)
        if (nearest[k] > nearest[best])
            best = k;
    return best;
}

static void find_crowd(struct minima *minima, int first)
{
    for (int i = first; i < minima->places.count; i++)
        minima->crowd[i] = crowd_for(minima, i);
}

/* --- runs --- */

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
    find_crowd(minima, 0);
    memset(minima->of_letter, 0, sizeof minima->of_letter);
    minima->ranked = false;
    return false;
}

int minima_add(struct minima *minima, const struct outcome *outcome)
{
    bool minimum = ending_is_minimum(outcome->ending);
    int known = minima->places.count, basin = basin_of_ending[outcome->ending];

    if (outcome->ending == ENDING_VALLEY || (minimum && minima->valley))
        basin = BASIN_VALLEY;
    else if (minimum)
        basin = places_add(&minima->places, outcome->end);
    else if (basin == 0)
        basin = BASIN_REST;
    if (basin < 0)
        basin = BASIN_MORE;
    find_crowd(minima, known);
    if (basin >= MINIMA_MOST)
        minima->other[basin - MINIMA_MOST]++;
    return basin;
}

size_t minima_runs(const struct minima *minima, int basin)
{
    return basin < MINIMA_MOST ? minima->places.runs[basin] : minima->other[basin - MINIMA_MOST];
}

void minima_write_share(char *out, size_t size, size_t runs, size_t all)
{
    double part = 100 * (double)runs / (double)all;

    if (runs > 0 && part < 0.05)
        snprintf(out, size, "<0.1 %%");
    else
        snprintf(out, size, part < 9.95 ? "%.1f %%" : "%.0f %%", part);
}

/* --- letters --- */

/* A colour that no letter has, as bright as there is; of those the one whose hue is furthest from
 * where else it is. */
static int color_for(const struct minima *minima, int i)
{
    double nearest[PATCH_HUES], best = -1;
    bool taken[MINIMA_LETTERS] = {false};
    int color = 0;

    for (int hue = 0; hue < PATCH_HUES; hue++)
        nearest[hue] = INFINITY;
    for (int letter = 0; letter < MINIMA_LETTERS; letter++) {
        if (minima->of_letter[letter] == 0)
            continue;
        double *hue = &nearest[minima->color[letter] % PATCH_HUES];
        *hue = fmin(*hue, distance(&minima->places, minima->of_letter[letter] - 1, i));
        taken[minima->color[letter]] = true;
    }
    for (int c = 0; c < MINIMA_LETTERS && (best < 0 || c % PATCH_HUES != 0); c++)
        if (!taken[c] && nearest[c % PATCH_HUES] > best) {
            best = nearest[c % PATCH_HUES];
            color = c;
        }
    return color;
}

/* Takes the letters from those that are not among the first `count` in the order, and from beyond
 * those that there are. */
static void take_letters(struct minima *minima, const int *order, int count)
{
    for (int letter = 0; letter < MINIMA_LETTERS; letter++) {
        bool stays = false;

        for (int i = 0; i < count && letter < minima->letters; i++)
            stays = stays || minima->of_letter[letter] == order[i] + 1;
        if (!stays)
            minima->of_letter[letter] = 0;
    }
}

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void give_letter(struct minima *minima, int i)
{
    int letter = 0;

    if (minima_letter(minima, i))
        return;
    while (minima->of_letter[letter] != 0)
        letter++;
    minima->color[letter] = color_for(minima, i);
    minima->of_letter[letter] = i + 1;
}

void minima_choose(struct minima *minima, const struct display *display, bool ended)
{
    int order[PLACES_MAX], hues = PATCH_HUES * patches_shades(display);
    int count = minima->places.count;
    bool anew = ended && !minima->ranked && count > PATCH_HUES;

    minima->letters = display->colors >= 8 ? hues : MINIMA_LETTERS;
    minima->shaded = count <= PATCH_HUES;
    minima->ranked = minima->ranked || anew;
    count = count < minima->letters ? count : minima->letters;
    places_by_runs(&minima->places, order);
    take_letters(minima, order, anew ? 0 : count);
    if (!minima->ranked)
        qsort(order, (size_t)count, sizeof *order, ascending);
    for (int k = 0; k < count; k++)
        give_letter(minima, order[k]);
}

char minima_letter(const struct minima *minima, int basin)
{
    for (int letter = 0; letter < MINIMA_LETTERS; letter++)
        if (minima->of_letter[letter] == basin + 1)
            return (char)('A' + letter);
    return 0;
}

/* --- looks --- */

const char *minima_name(int basin)
{
    return basin < MINIMA_MOST ? "" : others[basin - MINIMA_MOST].name;
}

static struct patch_kind look_of(const struct other *other)
{
    return (struct patch_kind){
        .look = other->look, .hue = other->hue, .shade = other->shade, .letter = other->letter};
}

void minima_looks(const struct minima *minima, struct patch_kind *look)
{
    for (int i = 0; i < MINIMA_CROWD; i++) {
        int letter = i / PATCH_SHADES, shade = i % PATCH_SHADES, own = minima->color[letter];

        look[i] = (struct patch_kind){.look = PATCH_HUE,
                                      .hue = own % PATCH_HUES,
                                      .shade = minima->shaded ? shade : own / PATCH_HUES,
                                      .letter = (char)('a' + letter),
                                      .name = (char)('A' + letter)};
    }
    for (int i = 0; i < MINIMA_CROWDS; i++)
        look[MINIMA_CROWD + i] = look_of(&crowd[i]);
    for (int i = MINIMA_OTHERS; i <= MINIMA_UNKNOWN; i++)
        look[i] = look_of(&others[i - MINIMA_OTHERS]);
}

int minima_kind(const struct minima *minima, int basin, int shade)
{
    char letter = minima_letter(minima, basin);

    if (letter)
        return (letter - 'A') * PATCH_SHADES + (minima->shaded ? shade : 0);
    return basin < MINIMA_MOST ? MINIMA_CROWD + minima->crowd[basin]
                               : MINIMA_OTHERS + basin - MINIMA_MOST;
}
