/* Screen modes: what keys, pasted text, time and a new size do while one thing is open on the
 * screen. The keys of a mode are rows of the table `keys`; all else is a row of `modes`. */
#ifndef APP_MODE_H
#define APP_MODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/table.h"

struct app;
struct event;
struct composition;

/* The rows of `modes` in their order. */
enum app_mode {
    MODE_WATCH,   /* keys steer the run */
    MODE_EXPLAIN, /* the same, and the next step is told beside the map */
    MODE_PLACE,   /* keys move the start */
    MODE_BLIND,   /* keys walk down in fog */
    MODE_TYPE,    /* keys go to the prompt */
    MODE_READ,    /* keys page the pager or close it */
    MODE_CHOOSE,  /* the next key chooses a study */
    MODE_LRFIND,  /* keys move a line over the rates that were tried */
    MODE_SWEEP,   /* keys move a cross over runs with other settings */
    MODE_BASINS,  /* keys move a cross over the map of basins, or steer the run it is made from */
    MODE_SWARM,   /* keys run, step, restart and steer many runs at once */
    MODE_RACE,    /* keys run, step and steer a race */
    MODE_COUNT,
    MODE_ANY = MODE_COUNT /* of a key that is in force in all of them */
};

/* What the keys that play a run do where many are played; all have one. */
struct player {
    void (*run)(struct app *app);
    void (*step)(struct app *app, long steps);
    /* Begins again, at the same places or at others. */
    void (*again)(struct app *app, bool elsewhere);
};

struct mode {
    const char *name; /* id */
    /* What to press, for who presses a key that is none; NULL: every key does something. */
    const char *keys;
    bool counted; /* digits before a key are its count */
    bool over;    /* it lies over another mode, to which it goes back when it is closed */
    bool once;    /* a key that it knows closes it first */
    bool charted; /* it has a chart in the place of map and fit */
    bool steers;  /* keys of actions that steer (actions.h) are in force, too */
    bool watches; /* all keys of MODE_WATCH that it has no row for are in force, too */
    bool board;   /* the layout has a board */
    /* What keys of actions that play (actions.h) do; NULL: they are not in force. */
    const struct player *player;
    /* A key that has no row. */
    void (*key)(struct app *app, uint32_t key);
    /* Pasted text[size]. */
    void (*paste)(struct app *app, const char *text, size_t size);
    void (*mouse)(struct app *app, const struct event *event);
    /* Is there anything that time would bring? */
    bool (*moving)(const struct app *app);
    /* Lets dt seconds pass; what it works at may be interrupted (problem/interrupt.h). Returns
     * whether anything has changed. */
    bool (*advance)(struct app *app, double dt);
    /* Adds what is open to the scene of the run; NULL: nothing is. */
    void (*fill)(struct app *app, struct composition *shown);
    /* After the screen has got another size; NULL: nothing. */
    void (*resize)(struct app *app);
};

extern const struct table modes;

const struct mode *mode_row(enum app_mode mode);

/* The row of the mode that the app is in; and that of the mode below, where it lies over one. */
const struct mode *mode_of(const struct app *app);
const struct mode *mode_below(const struct app *app);

/* Goes into a mode; from one that lies over it back to the mode below. */
void mode_open(struct app *app, enum app_mode mode);
void mode_close(struct app *app);

#endif
