/* What a name means that is typed at the beginning of a line after ':'. */
#ifndef APP_NAMES_H
#define APP_NAMES_H

#include <stdbool.h>

#include "app/prompt.h"

struct app;
struct error;
struct setting_head;

enum name_kind {
    NAME_COMMAND, /* of the table `commands` */
    NAME_SETTING, /* of a run or a view */
    NAME_HYPER,   /* a hyperparameter of the optimizer in force */
    NAME_VALUE    /* of a setting, and of no other: "adam" */
};

struct meant {
    enum name_kind kind;
    const char *name;    /* borrowed: as its table has it */
    const char *setting; /* NAME_VALUE: whose value it is */
};

/* Dashes before it are left out. An exact name comes before all others. Then case is forgiven, and
 * then a beginning of two letters or more does, where it is that of one name alone: of a command, a
 * setting or a hyperparameter, and else of a value. Fails with the names that it may be, or the one
 * that is near. */
bool names_find(const struct app *app, const char *typed, struct meant *meant, struct error *error);

/* Adds the names that begin with typed[length], as they are called on the screen; where there are
 * none, values. */
void names_complete(const struct app *app, const char *typed, size_t length,
                    struct candidates *candidates);

#endif
