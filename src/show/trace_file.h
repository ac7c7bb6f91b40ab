/* Paths that other programs walked, as files of their steps: each is kept beside the session's
 * runs, and compared with them. */
#ifndef SHOW_TRACE_FILE_H
#define SHOW_TRACE_FILE_H

struct error;
struct session;

enum { TRACE_FILE_ROWS = 100000 };

/* Reads a table as those of data are (problem/dataset.h), a row a step in their order, and keeps
 * the path among the runs of the session. A column goes by the name of its parameter, in capitals
 * or not, also with a unit behind it; where no parameter has one, the first columns of numbers that
 * are called by none of the usual names (step, iteration, epoch, loss, lr and so on) are meant, if
 * they are as many as there are parameters or no line names them. A column of steps numbers the
 * rows where it ascends from one to the next; between steps that are left out the point stays where
 * it was. Other columns are not read: losses are those of the session's objective. The path ends
 * before the first row in which a parameter is no number.
 *
 * Returns the number of the run (kept.h), or -1 with the error: the file can't be read, it has no
 * such columns, more than TRACE_FILE_ROWS rows, or no point. */
int trace_file_keep(struct session *session, const char *name, struct error *error);

#endif
