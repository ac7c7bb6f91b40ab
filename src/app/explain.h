/* The mode in which the next step is told in full (insight/explain.h) beside the map: all keys that
 * steer the run are in force, and what is told goes with it. */
#ifndef APP_EXPLAIN_H
#define APP_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "insight/explanation.h"
#include "run/simulation.h"
#include "view/layout.h"

struct app;
struct composition;
struct event;
struct filled;

/* What is told, and of what. */
struct explained {
    struct explanation told;
    bool known;
    unsigned long run;  /* of the session: session.runs */
    struct revision of; /* of its state */
    size_t first;       /* the first row that is shown of what scrolls */
};

void explain_open(struct app *app);
void explain_close(struct app *app);

/* Is there room for numbers or map alone? Then turning shows the other one. */
bool explain_turns(const struct app *app);
void explain_turn(struct app *app);
void explain_release(struct explained *explained);

/* Puts what is told into the scene of a run, whose own arrows give way to those of it; NULL: it is
 * not ready. And the digits that its numbers should have in such a panel. */
void explain_put(struct filled *filled, const struct explanation *told);
int explain_digits(const struct rectangle *panel);

/* Goes on by so many rows, or back; at most to the ends. */
void explain_scroll(struct app *app, long rows);

/* Of the row of `modes`. Beside the map the wheel scrolls. */
void explain_fill(struct app *app, struct composition *shown);
void explain_resize(struct app *app);
void explain_mouse(struct app *app, const struct event *event);

#endif
