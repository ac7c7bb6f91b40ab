/* The keys that switch momentum on and off, and change it. */
#ifndef APP_MOMENTUM_H
#define APP_MOMENTUM_H

#include "base/buffer.h"

struct app;
struct optimizer;

/* What a key has switched last. Pressed once more, it goes back. */
struct momentum_switch {
    const struct optimizer *to; /* NULL: nothing was switched */
    const char *key;            /* "optimizer" or "rule": the setting of what was there before, */
    struct buffer value, set;   /* its value, and what was set with it; owned */
};

struct momentum_switches {
    struct momentum_switch momentum, nesterov;
};

void momentum_release(struct momentum_switches *switches);

/* Momentum on or off; Nesterov's momentum on or off. Twice ends where it began. It is switched on
 * with the last beta; the rate in force stays where both optimizers follow the gradient. Says what
 * is so then, or warns where the next step would be unstable. */
void momentum_toggle(struct app *app);
void momentum_toggle_nesterov(struct app *app);

/* The beta in force, or where there is no momentum, that with which it would be switched on. */
double momentum_beta(struct app *app);

/* The next larger (by 1) or smaller (by -1) momentum of a list, `count` times; plain descent begins
 * with the least. */
void momentum_change(struct app *app, int by, long count);

#endif
