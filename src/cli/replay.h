/* Sessions replayed without a screen: how each of several files ends, and whether a check holds there. */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include <stdbool.h>
#include <stddef.h>

/* A row for each file, as CSV (file,step,loss,evaluations,verdict,holds) or a table. A file that can't
 * be read or run is told on standard error; in its row nothing but the name and that the check fails.
 * Returns an exit status: 1 where one fails. */
int replay_files(const char *const *file, size_t count, const char *check, bool csv);

#endif
