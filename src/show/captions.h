/* Captions: lines of text, each shown from its step on until the next caption, while the settings
 * are those that it was written for; those of other settings are passed over. The run knows nothing
 * of them. */
#ifndef SHOW_CAPTIONS_H
#define SHOW_CAPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct experiment;
struct scenario;

struct caption {
    long step;
    char *text;     /* owned; "": nothing is said from here on */
    char *settings; /* owned, as options: what it was written for; NULL: it is said under any */
};

/* {0} has none. */
struct captions {
    struct caption *caption; /* [count], owned, steps ascending */
    size_t count, capacity;
};

void captions_release(struct captions *captions);
bool captions_copy(struct captions *to, const struct captions *from);

/* Says the text at the step, in place of what was said there, under any settings. Returns false
 * where memory runs out. */
bool captions_say(struct captions *captions, long step, const char *text);

/* Those that are said under any settings are from now on said under those that the experiment has
 * at their steps. Returns false where memory runs out. */
bool captions_bind(struct captions *captions, const struct experiment *experiment);

/* Forgets those that were written for other settings than the experiment has at their steps. Where
 * memory runs out, they stay. */
void captions_sift(struct captions *captions, const struct experiment *experiment);

/* What is said at the step under the settings of the scenario, and since which step; NULL: nothing.
 * Borrowed until the next change. */
const char *captions_at(const struct captions *captions, long step, const struct scenario *scenario,
                        long *since);

#endif
