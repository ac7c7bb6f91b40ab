/* The keymap: one row a key. */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "app/pager.h"
#include "base/table.h"
#include "view/scene.h"

enum key_map { KEYS_WATCHING, KEYS_PLACING };
enum key_hint { HINT_NONE, HINT_SHOWN, HINT_DATA /* of a run on data alone */ };

struct key {
    const char *name;   /* as it is shown: "space" */
    uint32_t code;      /* a code point or enum key_code */
    enum key_map map;   /* when it is in force */
    const char *action; /* a name of the table `actions` */
    int argument;
    enum key_hint hint; /* in the hint line, in the order of the table */
};

/* The order is that of the hint line, and of the keys of one action in the help. */
extern const struct table keys;

/* The row for a key, or NULL. */
const struct key *keys_find(enum key_map map, uint32_t code);

/* The hint line, `learning` of a run on data: keys of one action that follow each other are joined,
 * "-/+". */
enum { HINTS_MAX = 32 };
struct hints {
    struct hint hint[HINTS_MAX];
    char key[HINTS_MAX][16];
    size_t count;
};
void keys_hints(enum key_map map, bool learning, struct hints *hints);

/* Appends the keys of an action, with a space between: "s S". */
void keys_of_action(const char *action, struct buffer *out);

/* Fills the pager with all keys and what they do, then all commands. */
void keys_help(struct pager *pager);

#endif
