/* The rate finder: one run whose rate rises by the same factor at every step, from where nothing
 * happens to where the loss blows up, and what its losses say of the rate to take.
 *
 * The run is the scenario's from its start, with everything but its rate, its schedule and what may
 * end it: with `lr` and the schedule `exponential` it can be made by hand. The idea is Smith's
 * learning rate range test (2017, arXiv:1506.01186, section 3.3). What is taken from the curve is
 * the lower of two customary suggestions: where the loss falls most steeply over the logarithm of
 * the rate, and a part of the rate where it is least. Known weak points of these are met so: a
 * spike at the beginning is no fall (what comes before the loss has fallen by a hundredth of all
 * that it falls is a burn-in, and does not count), and what comes after the blow-up does not count
 * either, however low a wild run may come there, in another valley perhaps.
 *
 * It is a suggestion and no more: on a plain it does not see how far the way is.
 * tests/unit/test_rate_finder.c counts on which surfaces it serves. */
#ifndef STUDY_RATE_FINDER_H
#define STUDY_RATE_FINDER_H

#include <stdbool.h>
#include <stddef.h>

#include "run/scenario.h"

struct error;
struct interrupt;
struct simulation;

enum { RATE_FINDER_STEPS = 100, RATE_FINDER_LEAST = 10, RATE_FINDER_MOST = 1000 };

/* The losses, and what they say. Numbers of points are their indexes, or -1: there is no such
 * point. */
struct rate_curve {
    double start; /* the loss before the first step */
    size_t count;
    double rate[RATE_FINDER_MOST]; /* of a step, ascending */
    double loss[RATE_FINDER_MOST]; /* after it; may be infinite or NaN */
    long burnt;                    /* the first point that counts, after the burn-in */
    long steepest;                 /* where the loss falls most steeply, */
    long least;                    /* where it is least before */
    long blown;        /* the first one behind these that is above the start or no number */
    double suggestion; /* a rate of two digits; NAN: the loss never falls */
};

/* What the losses say: finds all that comes behind them in the struct. */
void rate_curve_judge(struct rate_curve *curve);

struct rate_finder {
    struct scenario scenario;      /* owned */
    struct simulation *simulation; /* owned */
    double from, to;               /* the rates of the first step and of the last */
    long steps;
    long after;              /* so many steps of another run it begins; told alone */
    bool asked;              /* for these rates; else they are found: */
    int lower, higher;       /* so often the run began anew with lower rates, with higher ones */
    struct rate_curve curve; /* of the steps made so far */
};

/* Begins a run of so many steps, with rates from range[0] to range[1], or where range is NULL with
 * rates over ten decades, which are moved where something happens at the first of them already, or
 * too little up to the last. Copies the scenario. Returns false with the error, also of a method
 * and a rule without a rate, which have none to be found, and where the loss or its gradient is not
 * finite at the start; rate_finder_release in either case. */
bool rate_finder_begin(struct rate_finder *finder, const struct scenario *scenario,
                       const double range[2], long steps, struct error *error);
void rate_finder_release(struct rate_finder *finder);

/* Makes at most so many steps and judges what there is. Returns false with the error where memory
 * runs out; a step that is interrupted (objective_listen on the simulation's) is made the next
 * time. */
bool rate_finder_advance(struct rate_finder *finder, long steps, struct error *error);

/* Are all steps made? */
bool rate_finder_done(const struct rate_finder *finder);

#endif
