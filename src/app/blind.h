/* The mode of blind descent: who sits there walks down by keys, an evaluation a step, in fog. Par is what the best
 * of the optimizers needs from the same start. The run on the screen is paused meanwhile; the walk stays
 * beside it as a path that is kept. */
#ifndef APP_BLIND_H
#define APP_BLIND_H

#include <stdbool.h>

#include "app/actions.h"
#include "run/trajectory.h"
#include "study/par.h"

struct app;
struct composition;
struct error;

struct blind {
    struct trajectory path; /* {0} where nobody walks */
    struct par par;
    double step[2]; /* how far a step leads across and up, in the plane's coordinates */
    long steps, evaluations;
    bool arrived;  /* the walk is as far down as par's target; it ends when par is known */
    char said[64]; /* of the last step, where something is to be said */
};

/* Begins at the start of the run. Returns false with the error where there are data or more than two
 * parameters. */
bool blind_open(struct app *app, struct error *error);
void blind_release(struct app *app);

/* One step of so many lengths; off the map none is made. Makes the length `by` times twice as long. */
void blind_walk(struct app *app, enum direction direction, long lengths);
void blind_stretch(struct app *app, int by);

/* Gives up. */
void blind_leave(struct app *app);

/* Of the row of `modes`. */
bool blind_moving(const struct app *app);
bool blind_advance(struct app *app, double dt);
void blind_fill(struct app *app, struct composition *shown);

#endif
