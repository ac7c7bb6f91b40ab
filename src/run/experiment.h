/* One run as a value: how it begins, what was changed at which step, and where it stands. A run is
 * a function of it: whoever plays it (run/simulation.h) makes the same steps, bit for bit.
 *
 * The changes of one step belong together, whatever their order: the next step is made with the
 * settings that they lead to, and the run goes on from the point where it was before the first of
 * them. A run whose settings were changed at step 0 is one that began with them.
 *
 * As text, which experiment_write writes and experiment_line reads, a line each:
 *
 *     surface ravine          settings, in an order in which they can be set; what is not named is
 *     lr 0.1                  as by default
 *     at 20                   what follows is changed at this step
 *     optimizer adam
 *     go 120                  where it stands; what is changed at a later step lies ahead
 *
 * A value is what stands between the blanks behind the key and those at the end of the line.
 * Numbers are exact. Data is named by its path. */
#ifndef RUN_EXPERIMENT_H
#define RUN_EXPERIMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "run/scenario.h"

struct buffer;
struct error;

/* A change of a key that is live. The texts are owned. */
struct change {
    long step;   /* in force from step + 1 on */
    bool joined; /* made together with the change before it */
    char *key, *value;
    char *was; /* the value before, as the key reads it; NULL: its default */
};

/* The last step that an experiment may name. */
#define EXPERIMENT_FARTHEST 1000000000000000L

struct experiment {
    struct scenario first;   /* as it was begun */
    struct scenario present; /* with all changes */
    struct change *change;   /* [count], owned, as they were made: steps ascend */
    size_t count, capacity;
    long step; /* where it stands; -1: it goes on to its end */
};

/* An experiment without changes, which goes on to its end. Copies the scenario. Returns false where
 * memory runs out; the experiment is then empty and may be released. */
bool experiment_init(struct experiment *experiment, const struct scenario *scenario);
bool experiment_copy(struct experiment *to, const struct experiment *from);
void experiment_release(struct experiment *experiment);

/* How many of the changes are made at or before that step: they are the first ones. */
size_t experiment_until(const struct experiment *experiment, long step);

/* The first step after this one at which something is changed; -1: there is none. */
long experiment_next(const struct experiment *experiment, long step);

/* Does change number i matter? It does not where a later change of the same step gives its key
 * another value. Such changes are not written. */
bool experiment_matters(const struct experiment *experiment, size_t i);

/* The settings that the step after this one is made with. Release the scenario. Returns false where
 * memory runs out. */
bool experiment_settings(const struct experiment *experiment, long step, struct scenario *scenario);

/* Records changes that are made together at a step, all or none, and forgets the changes of later
 * steps. A change of one key alone replaces an earlier change of that key alone at the same step.
 * On failure nothing has changed; the error names the setting that is to blame. */
bool experiment_record(struct experiment *experiment, long step, const struct setting *settings,
                       size_t count, struct error *error);

/* Forgets all changes but the first `count`. Returns false where memory runs out; then nothing has
 * changed. */
bool experiment_truncate(struct experiment *experiment, size_t count);

/* Adds the settings that take back change number i and those that were made together with it to an
 * empty list: each live key that they changed, with its value before. Returns false where memory
 * runs out; the list must still be released. */
bool experiment_back(const struct experiment *experiment, size_t i, struct setting_list *list);

/* Appends the experiment as text. Returns false with the error where a value cannot stand in a
 * line, such as a path with a line break; line breaks in formulas become blanks. */
bool experiment_write(const struct experiment *experiment, struct buffer *out, struct error *error);

/* Reads a line, which base/lines.h has cut, with the value that is meant (setting_value), into the
 * experiment: a setting, `at` or `go`. *at is the step whose changes are being read, and kept by
 * the caller from line to line: EXPERIMENT_START before the first. All that is no such line is
 * refused. On failure nothing has changed. */
enum { EXPERIMENT_START = -1 };
bool experiment_line(struct experiment *experiment, long *at, const char *name, const char *value,
                     struct error *error);

#endif
