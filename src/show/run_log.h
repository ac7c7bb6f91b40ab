/* The runs of a sitting: a row for each that made a step, as a lab report needs them. */
#ifndef SHOW_RUN_LOG_H
#define SHOW_RUN_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "insight/verdict.h"

struct analysis;
struct buffer;
struct simulation;

struct logged_run {
    char problem[32];   /* its name, a long one cut */
    char optimizer[64]; /* that of its steps; where it was changed: "gd > adam" */
    double rate, beta;  /* NAN: it has none */
    long steps, evaluations;
    long settled; /* the gradient is small from this step on; -1: not when the run was left */
    double loss;
    enum ending ending; /* ENDING_RUNNING: it was left before */
};

enum { RUN_LOG_MAX = 1000 };

/* {0} is empty. Where it is full, the oldest run is forgotten. */
struct run_log {
    struct logged_run *run; /* [count], owned */
    size_t count, capacity;
    size_t forgotten;
};

void run_log_release(struct run_log *log);

/* The step from which on the run's gradient is small; where another criterion has ended it, that
 * step; -1: it has not settled. */
long run_log_settled(const struct simulation *simulation);

/* How the run stands. */
void run_log_describe(struct logged_run *run, struct simulation *simulation,
                      struct analysis *analysis);

/* Returns false where memory runs out. */
bool run_log_add(struct run_log *log, const struct logged_run *run);

bool run_log_copy(struct run_log *to, const struct run_log *from);

/* Appends them as CSV: run,problem,optimizer,lr,beta,steps,evaluations,loss,verdict. */
void run_log_write(const struct run_log *log, struct buffer *out);

#endif
