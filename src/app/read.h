/* The mode in which the pager is read: it lies over the pictures, the run goes on behind it. */
#ifndef APP_READ_H
#define APP_READ_H

#include <stdbool.h>

struct app;
struct composition;

/* Opens the pager, which has been filled. Closed, it leaves the mode as it was. */
void read_open(struct app *app);
void read_close(struct app *app);

/* Fills it with the keys and commands, and opens it. */
void read_help(struct app *app);

/* Marks the next line that has the word, in the page or in the help's other one. Returns false
 * where there is none. */
bool read_find(struct app *app, const char *word);

/* In the help: what is on the screen, or from there the keys again. */
void read_other(struct app *app);

/* Closes it and does what the marked line says: presses its key, or begins a command. */
void read_take(struct app *app);

/* Of the row of `modes`: after a resize the marked line is still seen. */
void read_fill(struct app *app, struct composition *shown);
void read_resize(struct app *app);

#endif
