/* Where the starts of many runs lie: a range for each parameter. */
#ifndef STUDY_REGION_H
#define STUDY_REGION_H

#include <stdbool.h>

#include "base/list.h"

struct error;
struct rng;
struct scenario;

struct region {
    int given;               /* parameters whose range is said, the first ones */
    double within[LIST_MAX]; /* from, to, from, to ...; of the others scenario_range */
};

/* Reads the ranges: "A0,A1,B0,B1,...". On failure the region is as it was. */
bool region_read(struct region *region, const char *text, const struct scenario *scenario,
                 struct error *error);

/* The range of parameter i, and a random place in all of them: x[n]. */
void region_range(const struct region *region, const struct scenario *scenario, int i,
                  double range[2]);
void region_draw(const struct region *region, const struct scenario *scenario, struct rng *rng,
                 double *x);

#endif
