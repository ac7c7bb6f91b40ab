/* Paths beside a session's run that no experiment tells how to make: those of files
 * (show/trace_file.h) and walks by keys (show/descent.h). A session file has a line for each:
 *
 *     trace FILE
 *     walk 4l 2k - h */
#ifndef SHOW_BESIDE_H
#define SHOW_BESIDE_H

#include <stdbool.h>

struct buffer;
struct error;
struct session;
struct view;

/* Keeps the paths of such lines among the runs of the session, walks along the axes of the view.
 * Where `walk` is not NULL the last walk is not made: its text is appended there. Returns false
 * with the error at the first line that can't be. */
bool beside_keep(struct session *session, const struct view *view, const char *lines,
                 struct buffer *walk, struct error *error);

/* Appends the lines of those that the session keeps, the first that was left at the front, but for
 * walks from another start than the run's. */
void beside_write(const struct session *session, struct buffer *out);

#endif
