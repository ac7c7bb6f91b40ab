/* The cases of a study: the runs that it makes. All are the base scenario, but for what each case
 * changes: its start, the values of some settings, its seed. Plain data, so that who makes the runs
 * sees what they have in common.
 *
 * Their number is starts * values of the settings * seeds; in this order, the seed changes fastest,
 * and among the settings the last one. */
#ifndef STUDY_CASES_H
#define STUDY_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/scenario.h"
#include "study/region.h"
#include "study/vary.h"

enum { CASES_VARIED = 8, CASES_MAX = 10000000 };

struct cases {
    struct scenario base; /* owned; its `steps` has become a cap */
    size_t starts;        /* 1, unless there is a list or a grid: */
    double *start;        /* [starts * n], owned: a list of them; or NULL */
    size_t grid[2];       /* columns and rows of a grid; 0: none */
    double range[2][2];   /* of the grid: from, to of each of its axes */
    int axis[2];          /* of the grid: which parameters are across and up; -1: none */
    struct vary vary[CASES_VARIED];
    size_t varied; /* settings */
    size_t seeds;  /* from the base's on */
};

/* One case: the base, copied. Returns false with the error where memory runs out. cases_release in
 * either case. */
bool cases_begin(struct cases *cases, const struct scenario *base, struct error *error);
void cases_release(struct cases *cases);

/* The middles of the cells of a grid over two parameters become the starts, row by row from the
 * lowest on. All other parameters are those of the base's start. Of one parameter, axis[1] is -1
 * and there is one row. */
void cases_grid(struct cases *cases, const int axis[2], double range[2][2], size_t columns,
                size_t rows);

/* So many places by chance become the starts, in the order in which --restarts draws them from the
 * base's seed. */
bool cases_draw(struct cases *cases, const struct region *region, size_t count,
                struct error *error);

/* One more setting is varied: takes what vary_read made of it. Returns false with the error, and
 * releases it, where it is varied already, or where these are more settings or cases than there can
 * be. */
bool cases_vary(struct cases *cases, struct vary *vary, struct error *error);

size_t cases_count(const struct cases *cases);

/* Of case i: its start x[n], its seed, the number of its value of setting k in vary[k].value, and
 * the whole scenario, which is a run alone. The last returns false with the error as scenario_set
 * gives it; scenario_release in either case. */
void cases_start(const struct cases *cases, size_t i, double *x);
bool cases_have_starts(const struct cases *cases); /* else all begin where their scenario does */
uint64_t cases_seed(const struct cases *cases, size_t i);
size_t cases_value(const struct cases *cases, size_t i, size_t k);
bool cases_scenario(const struct cases *cases, size_t i, struct scenario *scenario,
                    struct error *error);

#endif
