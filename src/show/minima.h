/* The minima that many runs come to, each with a number. And the basins, each of which is that of a
 * minimum or one of those that have none. On a picture the minima with the most runs have letters
 * and colours of their own; the others are a crowd of greys. */
#ifndef SHOW_MINIMA_H
#define SHOW_MINIMA_H

#include <stdbool.h>

#include "insight/verdict.h"
#include "show/session.h"
#include "study/places.h"
#include "view/patches.h"

struct outcome;

/* Where runs end: at one of the minima found so far, which are numbered, or: */
enum { MINIMA_MOST = PLACES_MAX };
enum basin {
    BASIN_MORE = MINIMA_MOST, /* at further minima, which have no number */
    BASIN_VALLEY,             /* of minima without a gap */
    BASIN_SADDLE,             /* or a maximum, or an inflection */
    BASIN_PLAIN,
    BASIN_REST,    /* they rest at none of these */
    BASIN_CAP,     /* they have no end within their steps, or cycle */
    BASIN_LOST,    /* they run away */
    BASIN_OUT,     /* they leave the domain */
    BASIN_UNKNOWN, /* it is not known yet */
    BASIN_COUNT
};

/* The kinds of their patches: three shades of each letter, those of the crowd, by which neighbours
 * in it are told apart, then the others. */
enum {
    MINIMA_LETTERS = 26,
    MINIMA_CROWD = (int)MINIMA_LETTERS * (int)PATCH_SHADES,
    MINIMA_CROWDS = 3,
    MINIMA_OTHERS = (int)MINIMA_CROWD + (int)MINIMA_CROWDS,
    MINIMA_UNKNOWN = MINIMA_OTHERS + (int)BASIN_UNKNOWN - (int)MINIMA_MOST
};

/* {0} knows none, of no objective. */
struct minima {
    struct places places;                    /* the minima, by number */
    size_t other[BASIN_COUNT - MINIMA_MOST]; /* runs in the other basins */
    bool valley;                             /* minima_lie_in_valleys */
    unsigned long objective;                 /* of a session, that they are of */
    int of_letter[MINIMA_LETTERS];           /* the minimum that has it, plus one; 0: none */
    int color[MINIMA_LETTERS];               /* a hue in a shade, PATCH_HUES * shade + hue */
    int letters;                             /* that there may be */
    bool shaded;                /* each has a hue: shades are free to tell something else */
    bool ranked;                /* the letters go by the number of runs */
    uint8_t crowd[MINIMA_MOST]; /* which of the crowd it would be */
};

/* Forgets all runs, and the minima of another objective than the session's; of a surface the known
 * ones are known. Returns whether it was the same. */
bool minima_of(struct minima *minima, const struct session *session);

/* Gives letters and colours to the minima with the most runs, as many as the display can tell
 * apart. A minimum keeps them while it is among these; but where there are more minima than hues
 * they are given anew, by the number of runs, as soon as all runs have ended for the first time. */
void minima_choose(struct minima *minima, const struct display *display, bool ended);

/* Have the minima no gap between them: is the surface known for that, or is there a parameter on
 * which the loss does not depend? */
bool minima_lie_in_valleys(const struct session *session);

/* One more run: the basin of its outcome. A minimum that is at none of those known is one more. */
int minima_add(struct minima *minima, const struct outcome *outcome);

/* How many runs are in a basin. */
size_t minima_runs(const struct minima *minima, int basin);

/* A part of all runs: "24 %", "0.5 %", "<0.1 %". */
void minima_write_share(char *out, size_t size, size_t runs, size_t all);

/* A to Z; 0: it has none. */
char minima_letter(const struct minima *minima, int basin);

/* "a saddle"; of a minimum "". Static. */
const char *minima_name(int basin);

/* The looks of all kinds: MINIMA_UNKNOWN + 1 of them. */
void minima_looks(const struct minima *minima, struct patch_kind *look);

/* The kind of a basin; the shade, from 0 to PATCH_SHADES - 1, is that of minima that are shaded. */
int minima_kind(const struct minima *minima, int basin, int shade);

#endif
