/* The command line that leads to what is on the screen. */
#ifndef APP_SHARE_H
#define APP_SHARE_H

#include <stdbool.h>

struct app;
struct buffer;
struct error;
struct sheet;

/* Appends it in one line, the window and the colormap included where they are others than at the
 * start of such a run. */
bool share_line(const struct app *app, struct buffer *out, struct error *error);

/* Fills the sheet with it, broken so that it can be pasted into a shell, and with the changes
 * made in mid-run, which a command line cannot say. */
bool share_fill(struct app *app, struct sheet *sheet, struct error *error);

#endif
