/* What a method tells of a step, to somebody who wants to see how it came about: what it has
 * found out first, the points that it has tried, and why it did not take them. Whoever asks for a
 * step may leave the story out: functions do nothing with one that is NULL, and no step depends
 * on it. */
#ifndef METHOD_STORY_H
#define METHOD_STORY_H

#include <stdbool.h>

#include "base/linear.h"

/* Of more trials the first ones are kept, and the last. */
enum { STORY_TRIALS = 40, STORY_FACTS = 6 };

/* What is known before the first trial: a number, a vector or a square matrix. */
struct story_fact {
    const char *name; /* static: "d" */
    int rows;         /* 0: one number; 1: a vector; n: a matrix, row-major */
    double value[PARAMETERS_MAX * PARAMETERS_MAX];
};

/* A point that was tried: x = base + length * d, in these very operations. */
struct story_trial {
    double base[PARAMETERS_MAX], d[PARAMETERS_MAX], x[PARAMETERS_MAX];
    double length;
    double radius;    /* of the region of trust in which it lies; NAN: none */
    double f;         /* the value there, penalty included */
    double slope;     /* along d there; NAN: not asked for */
    const char *what; /* static: "mirrored"; NULL where it is one of many on a line */
    const char *why; /* static: why it was not taken, or what was done then; NULL: nothing to say */
    double limit;    /* the number that `why` speaks of, or NAN */
    bool taken;
};

struct story {
    int n;
    struct story_fact fact[STORY_FACTS];
    int facts;
    struct story_trial trial[STORY_TRIALS];
    int trials;                   /* that are kept */
    long tried;                   /* all of them */
    double scale[PARAMETERS_MAX]; /* of a region of trust: |scale * p| <= radius; 0: none */
    /* Of a simplex its corners before the step and after it, [n + 1][n]; corners 0: it is none. */
    int corners;
    double before[(PARAMETERS_MAX + 1) * PARAMETERS_MAX];
    double after[(PARAMETERS_MAX + 1) * PARAMETERS_MAX];
};

/* An empty story of n coordinates. */
void story_begin(struct story *story, int n);

/* Adds a fact; one too many is left out. */
void story_number(struct story *story, const char *name, double value);
void story_vector(struct story *story, const char *name, const double *value);
void story_matrix(struct story *story, const char *name, const double *value);

/* Adds a trial of base + length * d with its value and slope; x is computed here. Returns it, to be
 * added to; NULL without a story. */
struct story_trial *story_try(struct story *story, const double *base, double length,
                              const double *d, double f, double slope);

/* Says of the last trial why it was not taken. */
void story_refuse(struct story *story, const char *why, double limit);

/* The step goes to the last trial of that length. */
void story_take(struct story *story, double length);

#endif
