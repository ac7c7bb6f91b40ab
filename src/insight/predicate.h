/* A predicate: a formula over the quantities of a run, "loss < 1e-6 && step <= 200", that holds at
 * a step or does not.
 *
 * Its names are those of run/quantity.h that count in the run. The verdict is a word: it is
 * compared with one of ending_word, as in `verdict == saddle`, by == or != alone. */
#ifndef INSIGHT_PREDICATE_H
#define INSIGHT_PREDICATE_H

#include <stdbool.h>
#include <stddef.h>

#include "formula/program.h"
#include "insight/verdict.h"
#include "run/quantity.h"

struct error;

struct predicate {
    struct program program;
    struct evaluator evaluator;
    int count; /* of inputs that are quantities; words of the verdict come after them */
    struct quantity_item input[QUANTITY_MAX + QUANTITY_COUNT];
};

/* Compiles text[length] for such a run. On failure the error has its place: bad syntax, an unknown
 * name (with the nearest known one), a quantity that does not count in the run (with what it
 * needs), a verdict that is not compared with a word. The predicate is then empty. Release in any
 * case. */
bool predicate_compile(struct predicate *predicate, const char *text, size_t length,
                       const struct quantity_scope *scope, struct error *error);
void predicate_release(struct predicate *predicate);

/* What has to be looked for before it is asked, as it reads it: bits of enum observed. */
unsigned predicate_needs(const struct predicate *predicate);

/* Does it hold? 0 is false, and so is NaN. */
bool predicate_holds(struct predicate *predicate, const struct observation *observation);

/* The name of a quantity, no parameter, that it reads and that has no value there, such as the rate
 * of a rule that has none; or NULL. */
const char *predicate_lacks(const struct predicate *predicate,
                            const struct observation *observation);

#endif
