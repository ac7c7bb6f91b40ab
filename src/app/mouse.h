/* What the mouse does, where it is on (VIEW_MOUSE). On the map a click places the start, as the
 * cross does; drawing moves the window, or turns a relief; the wheel zooms at the pointer. In a
 * text the wheel turns pages. A click on a hint is its key. */
#ifndef APP_MOUSE_H
#define APP_MOUSE_H

#include <stdbool.h>
#include <stdint.h>

#include "view/layout.h"

struct app;
struct event;

/* The button, from press to release. */
struct mouse {
    bool held;       /* it went down on the map */
    bool drawn;      /* and was moved since */
    int row, column; /* where it was last */
};

/* The key whose hint is at that place of the last frame, by its name and its mode's rows; 0: none.
 * Of keys that share a hint, "-/+", the one under the pointer, else the first. */
uint32_t mouse_key(const struct app *app, int row, int column);

/* Of the rows of `modes`: */
void mouse_on_map(struct app *app, const struct event *event);
void mouse_in_text(struct app *app, const struct event *event);
void mouse_nowhere(struct app *app, const struct event *event);

#endif
