/* Places that runs come to, gathered: points that are as near to one another as is no difference
 * are one place. */
#ifndef STUDY_PLACES_H
#define STUDY_PLACES_H

#include <stddef.h>

#include "base/limits.h"

struct scenario;

enum { PLACES_MAX = 200 };

struct places {
    int n, count;
    int valley; /* the place that stands for all in a valley of minima; -1: none has come there */
    double near[PARAMETERS_MAX]; /* [n]: so far apart along each parameter two points may be */
    double at[PLACES_MAX][PARAMETERS_MAX];
    size_t runs[PLACES_MAX]; /* that came there */
};

/* None yet. Nearer than a hundredth of a parameter's range (scenario_range) is no difference. */
void places_begin(struct places *places, const struct scenario *base);

/* A place at x[n] to which no run has come yet: returns its number, -1 where there are too many. */
int places_know(struct places *places, const double *x);

/* The places stay, and no run has come to them. */
void places_forget_runs(struct places *places);

/* One more run has come to x[n]: returns the number of the place, a new one where none is near; -1
 * where there are too many. */
int places_add(struct places *places, const double *x);

/* One more run has come to x[n] in a valley of minima, all of which is one place: returns its
 * number, -1 where there are too many. It is at the first of those points. */
int places_add_valley(struct places *places, const double *x);

/* "(3, 2)", of one parameter "3", of more than PLACE_ALL "(0, 0, ...)", with so many digits; what
 * is 0 but for rounding is 0. Returns `out`. */
enum { PLACE_TELL = 64, PLACE_ALL = 4 };
char *places_tell(const struct places *places, int place, int digits, char out[PLACE_TELL]);

/* Their numbers, that with the most runs first. */
void places_by_runs(const struct places *places, int order[PLACES_MAX]);

#endif
