/* The keymap: one row a key. */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "app/hints.h"
#include "app/mode.h"
#include "base/table.h"
#include "view/scene.h"

/* When a key is in the hint line: */
enum key_hint {
    HINT_NONE,
    HINT_SHOWN = 1,              /* always */
    HINT_DATA = 2,               /* where the run is one on data */
    HINT_MORE = 4,               /* where another page follows */
    HINT_HELP = 8,               /* where the page is the help */
    HINT_TAKE = 16,              /* where the marked line does something */
    HINT_COMMAND = 32,           /* where a command is typed */
    HINT_DEMO = 64,              /* where a demo is open */
    HINT_TURN = 256,             /* where there is room for a step's numbers or the map alone */
    HINT_KEPT = 128 | HINT_SHOWN /* always, and on the narrowest screen */
};

struct buffer;

struct key {
    const char *name;   /* as it is shown: "space" */
    uint32_t code;      /* a code point or enum key_code */
    enum app_mode mode; /* when it is in force; MODE_ANY: always */
    const char *action; /* a name of the table `actions` */
    int argument;
    unsigned hint; /* bits of enum key_hint: in the hint line, in the order of the table */
};

/* The order is that of the hint line, and of the keys of one action in the help. */
extern const struct table keys;

/* The row for a key, or NULL. */
const struct key *keys_find(enum app_mode mode, uint32_t code);

/* Makes them those of a mode and a set; nothing where they are already. */
void keys_hints(enum app_mode mode, unsigned which, struct hints *hints);

/* Was it a key once? Appends the command that does the same, ":scale mixed|log|rank|linear". */
bool keys_gone(uint32_t code, struct buffer *out);

/* Appends the keys of an action, with a space between: "s S"; of a study with the key of their
 * menu: "g b". */
void keys_of_action(const char *action, struct buffer *out);

/* The first key of an action. */
const struct key *keys_first(const char *action);

#endif
