/* Rows of a table worked out by several processes at once, written in their order. */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct error;

enum { JOBS_MAX = 64 };

/* Tells whoever wants to know that so many of the rows that are being made are done. Returns false
 * where they are to be given up. */
struct jobs_teller {
    bool (*tell)(void *context, size_t done);
    void *context;
};

struct jobs {
    size_t from, to; /* the rows from <= i < to */
    int count;       /* processes, at least 1 */
    /* Appends the rows first <= i < end, telling from time to time. Returns false with the error,
     * or where it was given up with an empty one. What it does must not depend on other rows: each
     * process makes some of them. */
    bool (*rows)(void *context, size_t first, size_t end, const struct jobs_teller *teller,
                 struct buffer *out, struct error *error);
    void *context;
};

/* As many as there are processors, at most JOBS_MAX and TTYDESCENT_JOBS. */
int jobs_usual(void);

/* Writes the rows to standard output, the same bytes for any count, and shows how far it is
 * (cli/progress.h). Returns an exit status, after a message where it is not EXIT_DONE: that of the
 * first row that failed, or why they can't be written. Interrupted it says how many rows there are,
 * and the program dies. */
int jobs_write(const struct jobs *jobs);

#endif
