/* A walk by keys over what is minimised, of one or two parameters: a key leads a step across or up,
 * and a step costs an evaluation, of the loss with its slope there.
 *
 * The text of a walk is its keys in their order, as they are typed on the screen:
 *
 *     4l 2k - h
 *
 * h, j, k and l lead left, down, up and right, behind a number so many steps at once for one
 * evaluation; + and - make the step twice and half as long. Blanks don't count. Played from the
 * same start with the same first step it makes the same evaluations, bit for bit. */
#ifndef STUDY_WALK_H
#define STUDY_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "problem/objective.h"
#include "run/trajectory.h"

struct error;

enum { WALK_COUNT_MAX = 1000000 };

struct walk_key {
    char letter; /* one of "hjkl+-" */
    long count;
};

struct walk {
    struct objective *objective; /* borrowed */
    int axis[2];                 /* the parameters that are across and up */
    /* How far the first step led across and up, and one leads now, in their units. */
    double first[2], step[2];
    struct trajectory path; /* owned: a step an evaluation that found ground */
    struct sample looked;   /* the last evaluation; off the ground its loss is not finite */
    double lowest;          /* the least loss of the path */
    struct buffer keys;     /* owned: the text so far */
};

/* Looks at the start x[n], with the first step's lengths. Returns false with the error where the
 * loss is not finite there; walk_release in either case. */
bool walk_begin(struct walk *walk, struct objective *objective, const int axis[2], const double *x,
                const double step[2], struct error *error);
void walk_release(struct walk *walk);

/* The last point of the path. */
const struct sample *walk_here(const struct walk *walk);

/* Where the key leads, across and up. */
void walk_ahead(const struct walk *walk, const struct walk_key *key, double at[2]);

/* Does it, and adds it to the text. Of one parameter there is neither up nor down: nothing is done.
 * Returns whether there was ground, as there is where no evaluation is made. */
bool walk_do(struct walk *walk, const struct walk_key *key);

/* Reads the next key of the text, from *offset on, which goes behind it. Returns false at the end,
 * with error->message empty, and where something else stands there, with its place. `error` is not
 * NULL here. */
bool walk_read(const char *text, size_t *offset, struct walk_key *key, struct error *error);

/* Is the text one of a walk? Else there is the error with its place. */
bool walk_check(const char *text, struct error *error);

/* Does all keys of the text, or up to the first point whose loss is no higher than `target`.
 * Returns false with the error where something else stands in it, before any is done. */
bool walk_play(struct walk *walk, const char *text, double target, struct error *error);

#endif
