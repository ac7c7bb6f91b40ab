/* Scenes of a minute for a talk or an open day: sessions that come with the program, in an order.
 * Each is the file NAME.td of data/, and runs from its start to its end. */
#ifndef SHOW_DEMOS_H
#define SHOW_DEMOS_H

#include <stdbool.h>

#include "base/table.h"

struct error;
struct saved;
struct view;

struct demo {
    const char *name;  /* "saddle" */
    const char *shows; /* what is to be seen, one line */
};

extern const struct table demos;

/* The demo of that name or number, from 1; NULL with the error: there is none. */
const struct demo *demo_need(const char *name, struct error *error);

/* Loads its session. The view is `view` but for what the file says. Release in any case. */
bool demo_load(const struct demo *demo, struct saved *saved, const struct view *view,
               struct error *error);

#endif
