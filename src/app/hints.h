/* The hint line: what keys_hints makes of the table of keys. */
#ifndef APP_HINTS_H
#define APP_HINTS_H

#include <stddef.h>

#include "app/mode.h"
#include "view/scene.h"

/* The hint line of a mode: the keys whose hint is in the set `which`. Neighbouring keys of the same
 * action share one hint, "-/+". Empty: {.count = 0}. */
enum { HINTS_MAX = 32 };
struct hints {
    enum app_mode mode;
    unsigned which;
    struct hint hint[HINTS_MAX];
    char key[HINTS_MAX][16]; /* of joined ones */
    size_t count;
};

#endif
