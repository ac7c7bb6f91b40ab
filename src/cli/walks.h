/* Walks of several sessions without a screen: how each compares with par. */
#ifndef CLI_WALKS_H
#define CLI_WALKS_H

#include <stdbool.h>
#include <stddef.h>

/* Writes a row for each file, as CSV (file,evaluations,loss,arrived,par) or as a line. An error of
 * a file goes to standard error; its row then has only the name. Returns an exit status:
 * EXIT_FAILED where a file fails. */
int walks_compare(const char *const *file, size_t count, bool csv);

#endif
