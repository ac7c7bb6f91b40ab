/* A range in which a number must lie. */
#ifndef BASE_RANGE_H
#define BASE_RANGE_H

#include <stdbool.h>

struct error;

/* An open end is not part of it. */
struct range {
    double least, most;
    bool open_least, open_most;
    bool whole; /* no fractions */
};

/* Checks a value; on failure says what is allowed: "beta must be from 0 to below 1". */
bool range_check(const struct range *range, const char *name, double value, struct error *error);

#endif
