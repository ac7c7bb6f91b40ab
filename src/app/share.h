/* The command line that leads to what is on the screen. */
#ifndef APP_SHARE_H
#define APP_SHARE_H

#include <stdbool.h>

struct app;
struct buffer;
struct error;
struct pager;

/* Appends the command line: one line that begins the run, makes each change at its step (--at),
 * goes to the present step (--go), and shows it in the present view. */
bool share_line(struct app *app, struct buffer *out, struct error *error);

/* Fills the pager with this command line, broken to the width of the screen so that it can be
 * pasted into a shell. */
bool share_fill(struct app *app, struct pager *pager, struct error *error);

/* What share_fill has said is for the clipboard, too, where the terminal is asked for such
 * things. */
void share_copy(struct app *app);

#endif
