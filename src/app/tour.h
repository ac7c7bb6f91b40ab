/* The tour of the demos (show/demos.h): one is open, keys lead to the next and back. On an open day
 * the tour goes round by itself. */
#ifndef APP_TOUR_H
#define APP_TOUR_H

#include <stdbool.h>

struct app;
struct demo;
struct error;

struct tour {
    const struct demo *demo; /* the one that was opened last; NULL: none */
    bool loops;              /* goes round by itself */
    bool touched;            /* a key was pressed since the demo was opened */
    bool moved;              /* the run was moving when time last passed */
    double idle;             /* seconds since the last key, or since the run began or ended */
};

/* The demo, whose session the app was made of, is the first. */
void tour_begin(struct app *app, const struct demo *demo, bool loops);

/* Opens the demo in place of the run. On failure nothing has changed. */
bool tour_open(struct app *app, const struct demo *demo, struct error *error);

/* Opens the demo `by` places further, going round at the ends; or says that there is no tour. */
void tour_turn(struct app *app, int by);

/* Shows the list, by numbers. */
void tour_list(struct app *app);

/* A key was pressed: who has the keys is not led away soon. */
void tour_touch(struct app *app);

/* Lets dt seconds pass. Where the tour goes round by itself a demo begins after some seconds, and
 * the next one is opened some seconds after its end, or a minute after the last key; of a run that
 * moves on and on, after two. Returns whether anything has changed. */
bool tour_advance(struct app *app, double dt);

#endif
