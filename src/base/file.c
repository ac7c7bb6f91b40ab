#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum { CHUNK = 64 * 1024, PATH_SHOWN = 128 };

static bool system_error(struct error *error, const char *doing, const char *path)
{
    char shown[PATH_SHOWN];
    return error_set(error, "can't %s '%s': %s", doing, text_tail(path, shown, sizeof shown),
                     strerror(errno));
}

bool file_open(struct file_reader *reader, const char *path, struct error *error)
{
    bool is_input = strcmp(path, "-") == 0;
    reader->name = is_input ? "standard input" : path;
    reader->fd = is_input ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                          : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    return reader->fd >= 0 || system_error(error, "open", reader->name);
}

long file_next(struct file_reader *reader, void *out, size_t size, struct error *error)
{
    ssize_t got;
    do
        got = read(reader->fd, out, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        system_error(error, "read", reader->name);
    return got;
}

void file_close(struct file_reader *reader)
{
    close(reader->fd);
    reader->fd = -1;
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    struct file_reader reader;
    if (!file_open(&reader, path, error))
        return false;
    char chunk[CHUNK];
    size_t total = 0;
    long got;
    while ((got = file_next(&reader, chunk, sizeof chunk, error)) > 0 &&
           (total += (size_t)got) <= limit)
        buffer_add(out, chunk, (size_t)got);
    file_close(&reader);
    if (got > 0)
        return error_set(error, "'%s' is larger than %zu bytes", reader.name, limit);
    return got == 0 && (!out->failed || error_memory(error));
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        data += put;
        size -= (size_t)put;
    }
    return fsync(fd) == 0;
}

/* The mode that the new contents get: the old file's, or what a plain creation would give. Only
 * a regular file is replaced. */
static bool target_mode(const char *path, mode_t *mode, struct error *error)
{
    struct stat old;
    if (lstat(path, &old) == 0) {
        if (S_ISLNK(old.st_mode))
            return error_set(error, "'%s' is a symbolic link; not following it", path);
        if (!S_ISREG(old.st_mode))
            return error_set(error, "'%s' is not a regular file", path);
        *mode = old.st_mode & 07777;
        return true;
    }
    if (errno != ENOENT)
        return system_error(error, "look at", path);
    mode_t mask = umask(0);
    umask(mask);
    *mode = 0666 & ~mask;
    return true;
}

/* So that the rename itself survives a crash; not every file system can, so no error. */
static void sync_directory(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *directory = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd = directory ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(directory);
    if (fd < 0)
        return;
    (void)!fsync(fd);
    close(fd);
}

/* Fills the new file and closes it; errno says what went wrong first. */
static bool fill(int fd, mode_t mode, const void *data, size_t size)
{
    bool done = fchmod(fd, mode) == 0 && write_all(fd, data, size);
    int cause = errno;
    bool closed = close(fd) == 0;
    if (!done)
        errno = cause;
    return done && closed;
}

bool file_write(const char *path, const void *data, size_t size, struct error *error)
{
    mode_t mode = 0;
    if (!target_mode(path, &mode, error))
        return false;
    struct buffer name = {0};
    buffer_format(&name, "%s.XXXXXX", path);
    if (name.failed)
        return error_memory(error);
    int fd = mkostemp(name.data, O_CLOEXEC);
    bool ok = fd >= 0 || system_error(error, "write", path);
    if (fd >= 0) {
        ok = (fill(fd, mode, data, size) && rename(name.data, path) == 0) ||
             system_error(error, "write", path);
        if (ok)
            sync_directory(path);
        else
            unlink(name.data);
    }
    buffer_release(&name);
    return ok;
}
