/* How far long work has come, on the terminal, while the results go elsewhere; and whether to go
 * on. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    const char *what; /* the things that are counted: "runs" */
    size_t all;
    bool shows;          /* standard error is a terminal, and standard output is none */
    bool shown;          /* a line stands there */
    double began, wrote; /* seconds; when the line was written last */
};

/* From now on SIGINT and SIGTERM wait until they are asked for. */
void progress_begin(struct progress *progress, const char *what, size_t all);

/* So many are done. The line is written after the first second, and then some times a second.
 * Returns false where the user has had enough: the work is to be given up. */
bool progress_tell(struct progress *progress, size_t done);

/* Takes the line away, as before anything else is written. */
void progress_hide(struct progress *progress);

/* Takes the line away; where a signal waits says how many of all were written, and dies of it. */
void progress_end(struct progress *progress, size_t written);

/* For a process that works for another one: the signals act at once again. */
void progress_leave(void);

#endif
