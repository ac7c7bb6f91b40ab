/* Sessions replayed without a screen: how each of several files ends, and whether a check holds
 * there. */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include <stdbool.h>
#include <stddef.h>

/* Writes a row for each file, as CSV (file,step,loss,evaluations,verdict,holds) or as a table. An
 * error of a file goes to standard error; its row then has only the name, and that the check fails.
 * Returns an exit status: 1 where a file or a check fails. */
int replay_files(const char *const *file, size_t count, const char *check, bool csv);

#endif
