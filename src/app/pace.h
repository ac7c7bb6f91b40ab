/* How much of a study is made at a time, so that keys are answered meanwhile: the app has no clock,
 * but is told how long its ticks were. */
#ifndef APP_PACE_H
#define APP_PACE_H

#include <stdbool.h>

struct app;
struct error;

/* A study that goes on for about so many evaluations. */
struct pace_work {
    void *study;
    bool (*advance)(void *study, long evaluations, struct error *error);
};

/* A slice of a tick that is `dt` seconds after the last one, in pieces between which it is asked
 * whether somebody waits. */
void pace_slice(struct app *app, double dt, const struct pace_work *work);

/* A piece of a slice. Returns false where the study can't go on, which is told. */
enum { PACE_PIECES = 8 };
bool pace_piece(struct app *app, const struct pace_work *work);

#endif
