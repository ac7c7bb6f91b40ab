/* The mode of the rate finder: its run is made before the eyes of who asked for it, and then a line
 * is moved over the rates. The run on the screen is paused. */
#ifndef APP_LRFIND_H
#define APP_LRFIND_H

#include <stdbool.h>

#include "study/rate_finder.h"

struct app;
struct composition;
struct error;

struct lrfind {
    struct rate_finder finder;
    double taken; /* the rate with the line; NAN: the suggestion */
    double due;   /* steps that are owed to the time that has passed */
};

/* Begins it with the settings of the run on the screen, and where that is; where it has ended, from
 * its start. Memory as of momentum begins anew. Returns false with the error as rate_finder_begin
 * gives it. */
bool lrfind_open(struct app *app, struct error *error);
void lrfind_release(struct lrfind *lrfind);

/* Moves the line by so many tenths of a decade. */
void lrfind_move(struct app *app, long tenths);

/* Takes the rate with the line from here on; where it was found from the start the run begins again
 * with it. */
void lrfind_take(struct app *app);
void lrfind_close(struct app *app);

/* Of the row of `modes`. */
bool lrfind_moving(const struct app *app);
bool lrfind_advance(struct app *app, double dt);
void lrfind_fill(struct app *app, struct composition *shown);

#endif
