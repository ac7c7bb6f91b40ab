/* What is said of a setting once it is in force. Each replaces the message. */
#ifndef APP_SAY_H
#define APP_SAY_H

#include <stdbool.h>

struct app;
struct setting;

/* What the setting means here; `sets_rate`: a rate was set with it. */
void say_setting(struct app *app, const struct setting *setting, bool sets_rate);

/* Which run is kept as what, now that another one has begun. */
void say_kept(struct app *app);

/* Which path of another program is kept as what. */
void say_trace(struct app *app, int number);

/* Adds to the message that the changes of later steps, with which the run was opened, are
 * forgotten. */
void say_left_out(struct app *app);

/* Where the optimizer is a method, warns that it has no rate and returns true. */
bool say_no_rate(struct app *app);

/* What a surface of the table teaches. */
void say_surface(struct app *app);

/* How the file of data was read, or what is in doubt of it. */
void say_file(struct app *app);

/* Which window is shown, and of more than two parameters that it is a slice. */
void say_window(struct app *app);

#endif
