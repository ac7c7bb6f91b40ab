/* Schedules: the rate of each step as a function of the step, and for some of the losses seen. One
 * row a schedule. Steps are counted from 0 here: the first step of a run has the rate at 0. */
#ifndef METHOD_SCHEDULE_H
#define METHOD_SCHEDULE_H

#include <stdbool.h>

#include "base/range.h"
#include "base/table.h"

struct buffer;
struct error;

enum { SCHEDULE_MAX_KEYS = 8 };

/* What the losses have made of a schedule: flat, copied with a checkpoint. A schedule that does
 * not watch them leaves it as schedule_start makes it. */
struct schedule_state {
    double factor; /* of the base rate; 1 at the start */
    double best;   /* the least level so far; a level is a loss, or for mode=max its negative */
    long bad;      /* losses in a row that were no better */
    long cooldown; /* losses to come that don't count */
};

struct schedule_key {
    const char *name;
    double value; /* default */
    struct range range;
    const char *const *words; /* the value is the index of one of these, up to NULL; no range */
    const char *meaning;
};

/* A row of the table `schedules`. */
struct schedule_kind {
    const char *name;
    /* Ends at name NULL. Defaults are those of PyTorch where it has one, save for lengths. */
    struct schedule_key key[SCHEDULE_MAX_KEYS];
    /* The rate `step` steps after the start, a whole number, from the base rate. */
    double (*rate)(const double *value, double base, double step);
    /* Takes notice of the loss after a step; NULL: the rate does not depend on the losses. */
    void (*watch)(const double *value, struct schedule_state *state, double base, double loss);
    int periods;         /* how many times key[0] a picture of it should cover; 0: has no length */
    const char *example; /* one that shows its nature in some hundred steps */
    const char *meaning; /* one line */
    const char *formula; /* of the rate, in the language of formulas: of `rate`, which is the base
                          * rate, k, which counts the steps from 0, and the keys; NULL: none */
    const char *note; /* what goes on behind the formula, or stands in its place; NULL: nothing */
    const char *source;
};

extern const struct table schedules;

/* A schedule with its values: plain data, copied freely. */
struct schedule {
    const struct schedule_kind *kind;
    double value[SCHEDULE_MAX_KEYS];
    long warmup; /* steps of a warmup that go before it: it counts from their end; 0: none */
};

/* Parses `NAME[:key=value,…]`, or two with a `+` between them, the first of which is `warmup`. On
 * failure *schedule is untouched. */
bool schedule_parse(struct schedule *schedule, const char *spec, struct error *error);

/* Appends the text that schedule_parse makes the same schedule of; defaults are left out. */
void schedule_spec(const struct schedule *schedule, struct buffer *out);

/* Is the rate the same at every step, whatever happens? */
bool schedule_is_constant(const struct schedule *schedule);

/* Are they the same, values and all? */
bool schedule_equal(const struct schedule *a, const struct schedule *b);

/* How many steps a picture of it should cover. */
long schedule_length(const struct schedule *schedule);

/* Before the first step. */
void schedule_start(struct schedule_state *state);

/* The rate of step `step` + 1, as the losses seen so far leave it. */
double schedule_rate(const struct schedule *schedule, const struct schedule_state *state,
                     double base, long step);

/* Takes notice of the loss after step `step`, counted from 1. */
void schedule_watch(const struct schedule *schedule, struct schedule_state *state, double base,
                    long step, double loss);

#endif
