/* The mode in which a race is seen. The keys that run, step and restart do so with all who race,
 * and those that steer the run begin it anew. */
#ifndef APP_RACE_H
#define APP_RACE_H

#include <stdbool.h>

struct app;
struct composition;
struct error;

/* `how` is "tuned" (as where it is not said), "own" or "same", and "goal PREDICATE" behind it or
 * alone. On failure the screen is as it was. */
bool race_mode_open(struct app *app, const char *how, struct error *error);
void race_mode_forget(struct app *app);

/* Of the row of `modes`. */
void race_mode_run(struct app *app);
void race_mode_step(struct app *app, long evaluations);
void race_mode_again(struct app *app, bool elsewhere);
bool race_mode_moving(const struct app *app);
bool race_mode_advance(struct app *app, double dt);
void race_mode_fill(struct app *app, struct composition *shown);

#endif
