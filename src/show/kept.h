/* Runs that were left and are kept beside the present one, to be compared with it: what each was,
 * and its path. Each has a letter, A to H, for as long as it is kept. They are no part of an
 * experiment or of what is taken back: who wants one again begins it again. Of a session file are
 * those that no experiment tells how to make. */
#ifndef SHOW_KEPT_H
#define SHOW_KEPT_H

#include <stdbool.h>

#include "run/experiment.h"
#include "run/trajectory.h"
#include "show/run_log.h"

enum { KEPT_RUNS = 8, KEPT_POINTS = 256 };

struct kept_run {
    unsigned long age; /* the larger, the later it was left */
    bool foreign;      /* another program walked it, or somebody by keys: there is no experiment */
    char *line; /* owned: of a session, that brings it back (show/saved.h); NULL of an own run */
    struct experiment experiment; /* owned: how it is made again */
    struct logged_run told;
    struct trajectory path; /* owned: KEPT_POINTS samples at most, and the newest steps */
};

/* {0} is empty. */
struct kept {
    struct kept_run *run[KEPT_RUNS]; /* owned; number i has the letter 'A' + i; NULL: none has it */
    unsigned long age;
};

/* Keeps the run that stands there, which is told of as *told. One that came the same way, as far as
 * both went, is replaced, unless it went further: then it stays, as the one that was left last.
 * Where all letters are taken the oldest run goes, or the oldest of all where all are foreign.
 * Returns the number of the one that is kept, -1 where memory is short: all is as before. */
int kept_add(struct kept *kept, const struct simulation *simulation, const struct logged_run *told);

/* Keeps a path that another program walked, or somebody by keys, in the place of an equal one, and
 * the line of a session that brings it back. Both are copied; own runs take no letter from it.
 * Returns the number, or -1. */
int kept_add_foreign(struct kept *kept, const struct trajectory *path,
                     const struct logged_run *told, const char *line);

void kept_forget(struct kept *kept);

int kept_count(const struct kept *kept);

/* Their numbers, the one that was left first at the front; returns how many there are. */
int kept_by_age(const struct kept *kept, int order[KEPT_RUNS]);

#endif
