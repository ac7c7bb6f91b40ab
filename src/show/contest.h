/* A race on the screen: the runs that were kept and the present one from one start, or where none
 * was kept a handful of optimizers. First each gets trial runs to find its rate; then all go on at
 * equal cost, in evaluations. */
#ifndef SHOW_CONTEST_H
#define SHOW_CONTEST_H

#include <stdbool.h>

#include "insight/predicate.h"
#include "show/fill.h"
#include "study/race.h"
#include "view/board.h"
#include "view/race_table.h"

struct error;

/* At which rates they run. */
enum contest_rates {
    CONTEST_TUNED, /* each at the best that its trials find */
    CONTEST_OWN,   /* as they were set, else recommended */
    CONTEST_SAME   /* all at that of the present run */
};

enum { CONTEST_GOAL = 80 };

struct contest {
    /* What is to be reached and kept, set before it is opened; "": to settle. */
    char goal_text[CONTEST_GOAL];
    struct predicate goal;
    enum contest_rates rates;
    struct race race; /* tunes */
    struct trial runner[RACERS];
    int color[RACERS];        /* number of a run_color() */
    int runners;              /* that have begun; 0: they are being tuned */
    unsigned long run;        /* of the session that it is made for, */
    struct revision revision; /* and its settings */
    double start[PARAMETERS_MAX];
    bool elsewhere; /* that is not the run's own start */

    bool running;
    double due; /* evaluations that are owed to the time that has passed */
    long cost;  /* so many each has made, or may make now */
    int at;     /* who is to go on next */

    struct told_run told[RACERS];
    char name[RACERS][NAME_SIZE];
    struct race_table table;
    struct board board;
    char title[32], sentence[240];
};

/* Begins with the trials toward `goal_text`. {0} is empty. On failure it is empty, with the error
 * also of the goal. */
bool contest_open(struct contest *contest, enum contest_rates rates, const struct session *session,
                  struct error *error);
/* The same of a race that all have entered, RACERS at most, with so many trials each. It is taken,
 * also where this fails. */
bool contest_take(struct contest *contest, struct race *race, long trials,
                  const struct session *session, struct error *error);
void contest_release(struct contest *contest);

/* From another start x[n]; where that is NULL, from the same once more, at the rates that were
 * found. */
bool contest_again(struct contest *contest, const struct session *session, const double *x,
                   struct error *error);

/* Begins anew where the settings are others than those that it was begun with. */
bool contest_follow(struct contest *contest, const struct session *session, struct error *error);

/* So many more evaluations of each are to be made. */
void contest_spend(struct contest *contest, long evaluations);

bool contest_moving(const struct contest *contest);
bool contest_ended(const struct contest *contest);

/* Lets dt seconds pass at `speed` evaluations a second and runner, 20 ms of work at most. */
bool contest_advance(struct contest *contest, const struct session *session, double dt, long speed,
                     struct error *error);

void contest_fill(struct contest *contest, struct filled *filled, const struct display *display);

#endif
