/* The mode in which the pager is read: it lies over the pictures, the run goes on behind it. */
#ifndef APP_READ_H
#define APP_READ_H

#include <stdint.h>

struct app;
struct composition;

/* Opens the pager, which has been filled. */
void read_open(struct app *app);
void read_close(struct app *app);

/* Turns a page forward (by 1), behind the last one closes; or back (by -1). */
void read_turn(struct app *app, int by);

/* Of the row of `modes`: any other key closes; after a resize the text begins again. */
void read_key(struct app *app, uint32_t key);
void read_fill(struct app *app, struct composition *shown);
void read_resize(struct app *app);

#endif
