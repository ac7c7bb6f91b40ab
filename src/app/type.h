/* The mode in which a line is typed, and the run goes on behind it: a command, or what is looked
 * for in the page that is read. */
#ifndef APP_TYPE_H
#define APP_TYPE_H

#include <stddef.h>
#include <stdint.h>

#include "app/prompt.h"

struct app;
struct composition;

/* Opens the prompt with `text` in it. */
void type_begin(struct app *app, const char *text);

/* Opens the line in which it is typed what to look for. */
void type_find(struct app *app);

/* Does what the line says, and closes it; on failure it stays open and shows the error. */
void type_enter(struct app *app);

/* Puts the next (by 1) or previous (by -1) of what could stand there into the line. */
void type_complete(struct app *app, int by);

/* To erase in an empty line closes the prompt. */
void type_edit(struct app *app, enum prompt_edit edit);

/* Closes the prompt; the line goes into the history. */
void type_close(struct app *app);

/* Of the row of `modes`. */
void type_key(struct app *app, uint32_t key);
void type_paste(struct app *app, const char *text, size_t size);
void type_fill(struct app *app, struct composition *shown);

#endif
