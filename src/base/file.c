#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum { CHUNK = 64 * 1024, PATH_SHOWN = 128 };

static const char *name_of(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static bool system_error(struct error *error, const char *doing, const char *path)
{
    char shown[PATH_SHOWN];
    if (errno == ENOMEM)
        return error_memory(error);
    return error_set(error, "can't %s '%s': %s", doing,
                     text_tail(name_of(path), shown, sizeof shown), strerror(errno));
}

char *file_expand(const char *path)
{
    const char *home = strncmp(path, "~/", 2) == 0 ? getenv("HOME") : NULL;
    struct buffer expanded = {0};
    if (!home || home[0] != '/')
        return strdup(path);
    buffer_format(&expanded, "%s%s", home, path + 1);
    if (!expanded.failed)
        return expanded.data;
    buffer_release(&expanded);
    return NULL;
}

bool file_own(enum file_own which, const char *name, struct buffer *path)
{
    static const char *const variables[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME"};
    static const char *const usual[] = {".config", ".local/state"};
    const char *base = getenv(variables[which]), *home = getenv("HOME");
    if (base && base[0] == '/')
        buffer_format(path, "%s/ttydescent/%s", base, name);
    else if (home && home[0] == '/')
        buffer_format(path, "%s/%s/ttydescent/%s", home, usual[which], name);
    else
        return false;
    return !path->failed;
}

bool file_own_folder(enum file_own which, struct error *error)
{
    struct buffer path = {0};
    bool done = file_own(which, "", &path) || error_set(error, "there is no home directory");
    for (char *at = path.data ? path.data + 1 : NULL; done && *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        done = mkdir(path.data, 0700) == 0 || errno == EEXIST ||
               system_error(error, "make", path.data);
        *at = '/';
    }
    buffer_release(&path);
    return done;
}

bool file_is_there(const char *path)
{
    char *expanded = file_expand(path);
    bool there = !expanded || access(expanded, F_OK) == 0;
    free(expanded);
    return there;
}

bool file_is_pipe(const char *path)
{
    char *expanded = file_expand(path);
    struct stat status;
    bool pipe = expanded && stat(expanded, &status) == 0 && S_ISFIFO(status.st_mode);
    free(expanded);
    return pipe;
}

/* As open(2) does, for reading. */
static int open_path(const char *path)
{
    char *expanded = file_expand(path);
    int fd = expanded ? open(expanded, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    free(expanded);
    return fd;
}

static long next_of_file(struct reader *reader, void *out, size_t size, struct error *error)
{
    ssize_t got;
    do
        got = read(reader->fd, out, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        system_error(error, "read", reader->name);
    return got;
}

static void close_file(struct reader *reader)
{
    close(reader->fd);
    free(reader->name);
    *reader = (struct reader){.fd = -1};
}

bool file_open(struct reader *reader, const char *path, struct error *error)
{
    *reader =
        (struct reader){.name = strdup(path), .fd = -1, .next = next_of_file, .close = close_file};
    if (!reader->name)
        return error_memory(error);
    bool is_input = strcmp(path, "-") == 0;
    reader->fd = is_input ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open_path(path);
    if (reader->fd >= 0)
        return true;
    system_error(error, "open", path);
    free(reader->name);
    return false;
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    struct reader reader;
    if (!file_open(&reader, path, error))
        return false;
    char chunk[CHUNK];
    size_t total = 0;
    long got;
    while ((got = reader.next(&reader, chunk, sizeof chunk, error)) > 0 &&
           (total += (size_t)got) <= limit)
        buffer_add(out, chunk, (size_t)got);
    reader.close(&reader);
    if (got > 0)
        return error_set(error, "'%s' is larger than %zu bytes", name_of(path), limit);
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
 * a regular file that may be written to is replaced. */
static bool target_mode(const char *path, mode_t *mode, struct error *error)
{
    struct stat old;
    if (lstat(path, &old) == 0) {
        if (S_ISLNK(old.st_mode))
            return error_set(error, "'%s' is a symbolic link; not following it", path);
        if (!S_ISREG(old.st_mode))
            return error_set(error, "'%s' is not a regular file", path);
        if ((old.st_mode & 0222) == 0 || access(path, W_OK) != 0)
            return error_set(error, "'%s' is write-protected", path);
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

/* With its slash, "./" where the path has none; to be freed. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? strndup(path, (size_t)(slash - path) + 1) : strdup("./");
}

/* So that the rename itself survives a crash; not every file system can, so no error. */
static void sync_directory(const char *path)
{
    char *directory = directory_of(path);
    int fd = directory ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(directory);
    if (fd < 0)
        return;
    (void)!fsync(fd);
    close(fd);
}

/* A temporary is locked by the program that writes it, and called like the file with this
 * behind. */
static const char temporary[] = ".ttydescent-XXXXXX";

static bool is_temporary_of(const char *name, const char *base)
{
    size_t length = strlen(base), mark = strcspn(temporary, "X");
    return strlen(name) == length + strlen(temporary) && strncmp(name, base, length) == 0 &&
           strncmp(name + length, temporary, mark) == 0;
}

static void remove_unlocked(int directory, const char *name)
{
    int fd = openat(directory, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(directory, name, 0);
    close(fd);
}

/* Removes what programs that were killed have left of earlier writes to the path. */
static void sweep(const char *path)
{
    char *directory = directory_of(path);
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    DIR *entries = directory ? opendir(directory) : NULL;
    free(directory);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));)
        if (is_temporary_of(entry->d_name, base))
            remove_unlocked(dirfd(entries), entry->d_name);
    closedir(entries);
}

/* Fills the new file; errno says what went wrong first. At the limit on the size of files
 * (ulimit -f) write(2) fails once the signal that says so is ignored. */
static bool fill(int fd, mode_t mode, const void *data, size_t size)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGXFSZ, &ignore, &before);
    bool done =
        flock(fd, LOCK_EX | LOCK_NB) == 0 && fchmod(fd, mode) == 0 && write_all(fd, data, size);
    int cause = errno;
    sigaction(SIGXFSZ, &before, NULL);
    errno = cause;
    return done;
}

static bool write_path(const char *path, const void *data, size_t size, struct error *error)
{
    mode_t mode = 0;
    if (!target_mode(path, &mode, error))
        return false;
    struct buffer name = {0};
    buffer_format(&name, "%s%s", path, temporary);
    if (name.failed)
        return error_memory(error);
    sweep(path);
    int fd = mkostemp(name.data, O_CLOEXEC);
    bool ok = fd >= 0 || system_error(error, "write", path);
    if (fd >= 0) {
        ok = (fill(fd, mode, data, size) && rename(name.data, path) == 0) ||
             system_error(error, "write", path);
        if (ok)
            sync_directory(path);
        else
            unlink(name.data);
        close(fd);
    }
    buffer_release(&name);
    return ok;
}

bool file_write(const char *path, const void *data, size_t size, struct error *error)
{
    char *expanded = file_expand(path);
    bool ok = expanded ? write_path(expanded, data, size, error) : error_memory(error);
    free(expanded);
    return ok;
}

/* --- completion --- */

static bool can_be_shown(const char *name)
{
    size_t length = strlen(name), size;
    for (size_t i = 0; i < length; i += size) {
        uint32_t glyph;
        size = text_decode(name + i, length - i, &glyph);
        if (text_visible(glyph) != glyph)
            return false;
    }
    return true;
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_directory(const char *directory, const char *name)
{
    struct stat status;
    struct buffer path = {0};
    buffer_format(&path, "%s%s", directory, name);
    bool is = !path.failed && stat(path.data, &status) == 0 && S_ISDIR(status.st_mode);
    buffer_release(&path);
    return is;
}

void file_complete(const char *typed, struct buffer *out)
{
    const char *slash = strrchr(typed, '/'), *begun = slash ? slash + 1 : typed;
    struct buffer as_typed = {0};
    struct dirent **entry = NULL;
    buffer_add(&as_typed, typed, (size_t)(begun - typed));
    char *directory = file_expand(slash ? buffer_string(&as_typed) : "./");
    int count = directory ? scandir(directory, &entry, NULL, compare_names) : 0;
    for (int i = 0; i < count; i++) {
        const char *name = entry[i]->d_name;
        bool hidden = name[0] == '.' && begun[0] != '.';
        bool self = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (!hidden && !self && strncmp(name, begun, strlen(begun)) == 0 && can_be_shown(name)) {
            buffer_format(out, "%s%s%s", buffer_string(&as_typed), name,
                          is_directory(directory, name) ? "/" : "");
            buffer_add(out, "", 1);
        }
        free(entry[i]);
    }
    free(entry);
    free(directory);
    buffer_release(&as_typed);
}
