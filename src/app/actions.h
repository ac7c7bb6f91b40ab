/* Everything that a key can do: the table from which the help, the hint line and the manual are
 * printed. */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "base/table.h"

struct app;

/* The headings of the help, in its order. */
enum action_group {
    GROUP_RUN,
    GROUP_OPTIMIZER,
    GROUP_SURFACE,
    GROUP_VIEW,
    GROUP_STUDY,
    GROUP_PROGRAM,
    GROUP_EXPLAINING, /* from here on of a mode */
    GROUP_PLACING,
    GROUP_WALKING,
    GROUP_RATES,
    GROUP_TYPING,
    GROUP_READING,
    GROUP_MAPPING,
    GROUP_COUNT
};

const char *action_group_title(enum action_group group);

/* What an action does with a number that was typed before it, and with the message on the
 * screen. */
enum action_kind {
    ACTION_ONCE,      /* a number is refused */
    ACTION_COUNTED,   /* the number repeats it; the message is gone */
    ACTION_ASIDE,     /* both stay */
    ACTION_KINDS = 3, /* the bits of these three */
    /* Added to one of the first three: it is in force over a study's map, too. It leaves the run
     * where it is. */
    ACTION_STEERS = 4,
    /* Likewise: it is in force where a study is played, and does there with all of its runs what it
     * does with one. */
    ACTION_PLAYS = 8
};

struct action {
    const char *name; /* id */
    enum action_group group;
    const char *meaning; /* for the help */
    const char *brief;   /* for the hint line; NULL where it is never there */
    unsigned kind;       /* enum action_kind */
    /* `argument` is the key's: a direction, or 1 and -1 for the next and the previous. */
    void (*run)(struct app *app, int argument, long count);
};

extern const struct table actions;

/* Moves the window by fractions of itself; of a relief goes round it and up. */
void actions_move(struct app *app, double right, double up);

/* A random place in the window, with the parameters that are not shown as they are: x[n]. */
void actions_random_place(struct app *app, double *x);

/* Does the action of that name. */
void actions_do(struct app *app, const char *name, int argument, long count);

/* Arguments of the actions that move. */
enum direction { DIRECTION_LEFT, DIRECTION_DOWN, DIRECTION_UP, DIRECTION_RIGHT };

#endif
