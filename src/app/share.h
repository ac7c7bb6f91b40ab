/* The command line, and the commands after it, that lead to what is on the screen. */
#ifndef APP_SHARE_H
#define APP_SHARE_H

#include <stdbool.h>

struct app;
struct buffer;
struct error;
struct pager;

/* Appends the command line, which starts the run with all changes that were made before its
 * first step, in the view that is shown. */
bool share_line(struct app *app, struct buffer *out, struct error *error);

/* Fills the pager with it, broken to the width of the screen so that it can be pasted into a shell,
 * and with the commands that make the steps and the changes between them. */
bool share_fill(struct app *app, struct pager *pager, struct error *error);

#endif
