/* Measuring, for the programs of this directory: two ways of doing the same work side by side,
 * and a line a figure.
 *
 * Times drift on a shared machine, so the goals are ratios within one run. The two sides take
 * turns; each turn counts as the best of a few tries, which leaves interruptions out, and the
 * figure is the median of the ratios of the turns, which leaves drift out. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BENCH_TRIES = 3, BENCH_TURNS = 31 };

/* Work to be timed. What it computes has to end up in the context, so that it is not optimised
 * away. */
struct bench_work {
    void (*run)(void *context);
    void *context;
};

/* Seconds by a clock of the system. */
static inline double bench_clock(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Seconds as they pass for who waits. */
static inline double bench_now(void)
{
    return bench_clock(CLOCK_MONOTONIC);
}

/* Processor time of one run, seconds. */
static inline double bench_time(const struct bench_work *work)
{
    double from = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
    work->run(work->context);
    return bench_clock(CLOCK_PROCESS_CPUTIME_ID) - from;
}

/* The best of several runs, seconds. */
static inline double bench_best(const struct bench_work *work, int tries)
{
    double best = bench_time(work);
    for (int i = 1; i < tries; i++) {
        double time = bench_time(work);
        best = time < best ? time : best;
    }
    return best;
}

static inline int bench_ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* How many times as long `a` takes as `b`. */
static inline double bench_ratio(const struct bench_work *a, const struct bench_work *b, int turns)
{
    double ratio[BENCH_TURNS];
    turns = turns < BENCH_TURNS ? turns : BENCH_TURNS;
    for (int i = 0; i < turns; i++)
        ratio[i] = bench_best(a, BENCH_TRIES) / bench_best(b, BENCH_TRIES);
    qsort(ratio, (size_t)turns, sizeof *ratio, bench_ascending);
    return ratio[turns / 2];
}

/* One line: what it is, the figure, the bound, whether the figure is within it. */
static inline void bench_line(const char *name, double figure, const char *relation, double bound,
                              bool ok)
{
    printf("%-66s %9.4g  %s %-6g %s\n", name, figure, relation, bound, ok ? "ok" : "SHORT");
    fflush(stdout);
}

static inline void bench_at_least(const char *name, double figure, double bound)
{
    bench_line(name, figure, ">=", bound, figure >= bound);
}

static inline void bench_at_most(const char *name, double figure, double bound)
{
    bench_line(name, figure, "<=", bound, figure <= bound);
}

/* A comparison that cannot be made here. */
static inline void bench_left_out(const char *name, const char *why)
{
    printf("%-66s left out: %s\n", name, why);
}

#endif
