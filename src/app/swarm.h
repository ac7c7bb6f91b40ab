/* The mode in which a swarm is seen. The keys that run, step and restart do so with all of its
 * runs, and those that steer the run begin it again with the new settings. */
#ifndef APP_SWARM_H
#define APP_SWARM_H

#include <stdbool.h>

struct app;
struct composition;
struct error;

/* Opens a swarm of so many runs, or of as many as the last one; 0: that. What kind: where there is
 * chance in the steps, all begin at the run's start (a cloud), else each elsewhere. On failure the
 * screen is as it was. */
enum swarm_sort { SWARM_BY_CHANCE, SWARM_SPREAD, SWARM_CLOUD };
bool swarm_mode_open(struct app *app, long count, enum swarm_sort sort, struct error *error);
void swarm_mode_forget(struct app *app);

/* Of the row of `modes`. */
void swarm_mode_run(struct app *app);
void swarm_mode_step(struct app *app, long steps);
void swarm_mode_again(struct app *app, bool elsewhere);
bool swarm_mode_moving(const struct app *app);
bool swarm_mode_advance(struct app *app, double dt);
void swarm_mode_fill(struct app *app, struct composition *shown);

#endif
