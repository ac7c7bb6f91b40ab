/* Settings: what has a value under a name that can be typed, wherever it counts. */
#ifndef BASE_SETTING_H
#define BASE_SETTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct table;

/* A setting's name and its value, as they are typed. */
struct setting {
    const char *key, *value;
};

/* Settings with texts of their own; {0} is empty. */
enum { SETTING_LIST_MAX = 32 };
struct setting_list {
    struct buffer text; /* keys and values, a NUL behind each */
    size_t count;
};

/* Adds one at the end, of SETTING_LIST_MAX at most. Where memory runs out, text.failed says so. */
void setting_list_add(struct setting_list *list, const char *key, const char *value);

/* Fills in all of them, borrowed until the list changes. Returns how many there are. */
size_t setting_list_all(const struct setting_list *list, struct setting setting[SETTING_LIST_MAX]);

void setting_list_release(struct setting_list *list);

/* What the rows of each table of settings begin with: all that whoever reads, lists or completes
 * settings has to know. */
struct setting_head {
    const char *name;            /* "lr" */
    const char *argument;        /* what follows it: "RATE" */
    const char *meaning;         /* for --help, ?, the manual page */
    const char *bare;            /* what the name alone stands for; NULL: it needs a value */
    const struct table *choices; /* rows with the values' names; NULL: free text */
    bool of_parameters;          /* names of parameters may stand in it */
    bool of_hypers;              /* its value is a list of hyperparameters */
};

/* The beginning of a row's initializer. */
#define SETTING_HEAD(name_, argument_, meaning_)                                                   \
    .head.name = (name_), .head.argument = (argument_), .head.meaning = (meaning_)

/* The name of the setting that is typed as `typed`: some have another name on the screen, "rate"
 * for "lr", and both are read everywhere. The second is the other way: how it is called on the
 * screen. */
const char *setting_name(const char *typed);
const char *setting_shown(const char *name);

/* The value that is meant where `given` stands behind the name: for "" what the name alone stands
 * for, where it does. `head` may be NULL. */
const char *setting_value(const struct setting_head *head, const char *given);

/* Appends a line "lr 0.1", or an option of a command line, " --lr 0.1", its value quoted for a
 * POSIX shell. */
void setting_line(const char *name, const char *value, struct buffer *out);
void setting_option(const char *name, const char *value, struct buffer *out);

#endif
