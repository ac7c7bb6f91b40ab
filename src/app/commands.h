/* The commands of the ':' line: every setting of a run or a view, and those of the table below. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/prompt.h"
#include "base/table.h"

struct app;
struct error;

struct command {
    const char *name;
    const char *argument; /* "FILE"; NULL: none */
    const char *meaning;
    /* NULL: it does what the action of its name does. */
    bool (*run)(struct app *app, const char *value, struct error *error);
};

extern const struct table commands;

/* Does what the line says: `NAME VALUE` or `NAME=VALUE`; settings may go on with
 * ` --NAME VALUE` as on the command line, and are then set together. On failure nothing has
 * changed; *caret is the byte of the line that the error is about. */
bool commands_run(struct app *app, const char *line, size_t *caret, struct error *error);

/* Finds what could complete text[length], the line up to the cursor. The app keeps the names of
 * files until the next call. */
void commands_candidates(struct app *app, const char *text, size_t length,
                         struct candidates *candidates);

#endif
