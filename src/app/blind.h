/* The mode of blind descent: who sits there walks down by keys, an evaluation a step, in fog. Par
 * is what the best of the optimizers needs from the same start. The run on the screen is paused
 * meanwhile; the walk stays beside it as a path that is kept. A walk that was kept as text is
 * walked again, a key at a time. */
#ifndef APP_BLIND_H
#define APP_BLIND_H

#include <stdbool.h>

#include "app/actions.h"
#include "show/descent.h"

struct app;
struct composition;
struct error;

struct blind {
    struct descent descent;
    char said[64];  /* of the last step, where something is to be said */
    char *text;     /* owned: a walk that is walked again, or NULL */
    size_t next;    /* the byte of its next key */
    bool playing;   /* it goes on by itself: */
    double waiting; /* seconds since the last key */
};

/* Begins at the start of the run; with the text of a walk that is not "", to walk that. Returns
 * false with the error where there are data or more than two parameters, or the text is none of a
 * walk. */
bool blind_open(struct app *app, const char *text, struct error *error);
void blind_release(struct app *app);

/* One step of so many lengths; off the map none is made. Makes the length `by` times twice as long.
 * What is left of the text is not walked any more. */
void blind_walk(struct app *app, enum direction direction, long lengths);
void blind_stretch(struct app *app, int by);

/* Goes on with the text by itself, or pauses. */
void blind_run(struct app *app);

/* Gives up; walks what is left of the text at once. */
void blind_leave(struct app *app);

/* Does somebody walk who has made a step? */
bool blind_walked(const struct app *app);

/* Appends the line of a session with the walk that is being walked, where one is. */
void blind_write(const struct app *app, struct buffer *out);

/* Of the row of `modes`. */
bool blind_moving(const struct app *app);
bool blind_advance(struct app *app, double dt);
void blind_fill(struct app *app, struct composition *shown);

#endif
