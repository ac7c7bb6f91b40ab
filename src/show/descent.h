/* A blind descent from the start of a session's run: a walk by keys in fog (study/walk.h) against
 * par (study/par.h). Its first step leads a twentieth of the range that is worth to be seen, as far
 * across as up where the axes are to scale, whatever the size of the screen and of the window: the
 * text of the walk plays it again anywhere. */
#ifndef SHOW_DESCENT_H
#define SHOW_DESCENT_H

#include <stdbool.h>

#include "study/par.h"
#include "study/walk.h"

struct buffer;
struct error;
struct filled;
struct session;
struct view;

/* {0} is none, but for par.done. */
struct descent {
    struct walk walk;
    struct par par;
    bool arrived; /* the walk ends at the first point that is as far down as par's target */
};

/* Begins along the axes of the view. Returns false with the error where there are data or more than
 * two parameters; descent_release in either case. Borrows the session's objective. */
bool descent_begin(struct descent *descent, struct session *session, const struct view *view,
                   struct error *error);
void descent_release(struct descent *descent);

/* Lets `count` optimizers run for par. Once its target is known the walk is cut where it arrived,
 * even if it went on since. Returns false with the error where that can't be. */
bool descent_advance(struct descent *descent, int count, struct error *error);

/* All that is left of them. */
bool descent_finish(struct descent *descent, struct error *error);

/* Does the key, which may be where it arrives. Returns whether there was ground. */
bool descent_do(struct descent *descent, const struct walk_key *key);

/* Appends how it stands, in a sentence: "you are down with 3 evaluations: par, which newton makes
 * with 3". */
void descent_tell(const struct descent *descent, struct buffer *out);

/* Keeps the walk among the runs of the session (show/beside.h). Returns its number, -1: there is no
 * step in it, or memory is short. */
int descent_keep(const struct descent *descent, struct session *session);

/* The walk in the place of the run. */
void descent_fill(const struct descent *descent, struct filled *filled);

#endif
