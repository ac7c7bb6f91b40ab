/* A setting that a study varies, and the values that it takes. */
#ifndef STUDY_VARY_H
#define STUDY_VARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "run/scenario.h"

struct error;

enum { VARY_MAX = 4096 /* values of a setting */ };

struct vary {
    char name[NAME_SIZE]; /* as it was given */
    const char *key;      /* the scenario's key; NULL: a hyperparameter */
    double *value;        /* [count], owned */
    size_t count;
};

/* Reads "NAME=FROM:TO:COUNT", "NAME=FROM:TO:log:COUNT" or "NAME=A,B,C". With `log` the quotient of
 * neighbours is the same, else the difference; the first value is FROM and the last TO, exactly.
 * The name is a setting that takes a number, or a hyperparameter of the scenario's optimizer or
 * rule; beta turns gd into momentum, and rate is lr. A rate is none of an optimizer that finds the
 * length of its steps itself. Returns false with the error; vary_release in either case. */
bool vary_read(struct vary *vary, const char *text, const struct scenario *scenario,
               struct error *error);
void vary_release(struct vary *vary);

/* Value number i of `count`, at least two, between two: by factors or differences. */
double vary_value(double from, double to, bool by_factor, size_t i, size_t count);

/* Gives the scenario value number i. Returns false with the error as scenario_set gives it. */
bool vary_set(const struct vary *vary, size_t i, struct scenario *scenario, struct error *error);

/* Can the scenario have each of the values? Returns false with the error. */
bool vary_check(const struct vary *vary, const struct scenario *scenario, struct error *error);

#endif
