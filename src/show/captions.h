/* Captions: lines of text, each shown from its step on until the next caption. The run knows
 * nothing of them. */
#ifndef SHOW_CAPTIONS_H
#define SHOW_CAPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct caption {
    long step;
    char *text; /* owned; "": nothing is said from here on */
};

/* {0} has none. */
struct captions {
    struct caption *caption; /* [count], owned, steps ascending */
    size_t count, capacity;
};

void captions_release(struct captions *captions);
bool captions_copy(struct captions *to, const struct captions *from);

/* Says the text at the step, in place of what was said there. Returns false where memory runs
 * out. */
bool captions_say(struct captions *captions, long step, const char *text);

/* What is said at the step, and since which one; NULL: nothing. Borrowed until the next change. */
const char *captions_at(const struct captions *captions, long step, long *since);

#endif
