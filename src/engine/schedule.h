/* Schedules: the rate of each step as a function of the step. One row a schedule. */
#ifndef ENGINE_SCHEDULE_H
#define ENGINE_SCHEDULE_H

#include <stdbool.h>

#include "base/table.h"
#include "engine/pairs.h"

struct buffer;
struct error;

enum { SCHEDULE_MAX_KEYS = 8 };

struct schedule_key {
    const char *name;
    double value; /* default */
    struct range range;
    const char *meaning;
};

/* A row of the table `schedules`. */
struct schedule_kind {
    const char *name;
    struct schedule_key key[SCHEDULE_MAX_KEYS]; /* ends at name NULL */
    /* The rate `step` steps after the start (0 for the first) from the base rate. */
    double (*rate)(const double *value, double base, long step);
    const char *meaning;
    const char *source;
};

extern const struct table schedules;

/* A schedule with its values: plain data, copied freely. */
struct schedule {
    const struct schedule_kind *kind;
    double value[SCHEDULE_MAX_KEYS];
};

/* Parses `NAME[:key=value,…]`. On failure *schedule is untouched. */
bool schedule_parse(struct schedule *schedule, const char *spec, struct error *error);

/* Appends the text that schedule_parse makes the same schedule of; defaults are left out. */
void schedule_spec(const struct schedule *schedule, struct buffer *out);

/* The rate of step `step` + 1. */
double schedule_rate(const struct schedule *schedule, double base, long step);

#endif
