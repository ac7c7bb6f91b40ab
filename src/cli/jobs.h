/* Rows of a table worked out by several processes at once, written in their order. */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct error;

enum { JOBS_MAX = 64 };

struct jobs {
    size_t from, to; /* the rows from <= i < to */
    int count;       /* processes, at least 1 */
    /* Appends row i. Returns false with the error. What it does must not depend on other rows: each process
     * makes some of them. */
    bool (*row)(void *context, size_t i, struct buffer *out, struct error *error);
    void *context;
};

/* As many as there are processors, at most JOBS_MAX and TTYDESCENT_JOBS. */
int jobs_usual(void);

/* Writes the rows to standard output, the same bytes for any count. Returns an exit status, after a message
 * where it is not EXIT_DONE: that of the first row that failed, or why they can't be written. */
int jobs_write(const struct jobs *jobs);

#endif
