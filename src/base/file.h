/* Files, for those who have a user (cli, app, show); all others are handed a reader. Read whole
 * within a limit, and written so that nothing is ever half there. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reader.h"

struct buffer;
struct error;

/* In all paths `~/` at the beginning is the home directory, where there is one ($HOME). */

/* Such a path without the `~`, to be freed; NULL where memory is short. */
char *file_expand(const char *path);

/* The files of the user's own: those of $XDG_CONFIG_HOME, else ~/.config, and those of
 * $XDG_STATE_HOME, else ~/.local/state; each in the folder `ttydescent` there. */
enum file_own { FILE_CONFIG, FILE_STATE };

/* Appends the path of one, or with "" of the folder. Returns false where there is no home, or
 * memory is short. */
bool file_own(enum file_own which, const char *name, struct buffer *path);

/* Makes the folder, for the user alone, and those above it. */
bool file_own_folder(enum file_own which, struct error *error);

/* Is there anything of that name? Where memory is short, yes: opening it will say so. */
bool file_is_there(const char *path);

/* Is it a pipe, whose other end nobody may hold, so that opening it may never end? */
bool file_is_pipe(const char *path);

/* Appends the paths that begin with what has been typed, in the order of their bytes, each with a
 * NUL behind it; a directory ends with a slash. Files whose names begin with a point come only
 * where the point is typed, and those whose names can't be shown don't come at all. */
void file_complete(const char *typed, struct buffer *out);

/* Opens a file, which is read from its beginning to its end (a directory fails at the first piece);
 * "-" is standard input. On failure there is nothing to close. */
bool file_open(struct reader *reader, const char *path, struct error *error);

/* Appends the file's bytes; "-" is standard input. Refuses directories, and more than `limit`
 * bytes without reading on. On failure `out` may hold a part. */
bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error);

/* Writes data[size] to `path`: into a new file in the same directory, then fsync, then rename
 * over the old one, so that at every moment the path holds the old or the new contents whole.
 * A symbolic link at `path` is refused, not followed, and so is a file that is write-protected. A
 * new file gets mode 0666 less the umask, an old one keeps its mode. On failure the old file is as
 * it was and no temporary is left; what a program that was killed has left is removed by the next
 * write. */
bool file_write(const char *path, const void *data, size_t size, struct error *error);

#endif
