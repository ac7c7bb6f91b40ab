#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "show/data_file.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"

bool data_file_shipped(const char *name, struct buffer *path, struct error *error)
{
    static const char *const places[] = {DATA_DIRECTORY, DATA_SOURCE};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        buffer_clear(path);
        buffer_format(path, "%s/%s", places[i], name);
        if (path->failed)
            return error_memory(error);
        if (file_is_there(buffer_string(path)))
            return true;
    }
    return error_set(error, "there is no file '%s', here or in %s", name, DATA_DIRECTORY);
}

/* --- of a name that there is not --- */

enum { MOST_NAMES = 1000 };

/* File names that may have been meant, without their folders. */
struct meant {
    const char *name[MOST_NAMES]; /* borrowed from the texts */
    size_t count;
};

static void add_names(struct meant *meant, const struct buffer *paths)
{
    for (size_t at = 0; at < paths->size && meant->count < MOST_NAMES;) {
        const char *path = paths->data + at, *slash = strrchr(path, '/');
        at += strlen(path) + 1;
        if (!slash || slash[1])
            meant->name[meant->count++] = slash ? slash + 1 : path;
    }
}

/* Are they near without what comes after the last dot, in which most names are alike? */
static bool stems_are_near(const char *name, const char *other)
{
    char stem[2][64];
    const char *const names[] = {name, other}, *const candidate = stem[1];
    for (int i = 0; i < 2; i++) {
        const char *dot = strrchr(names[i], '.');
        int length = dot ? (int)(dot - names[i]) : (int)strlen(names[i]);
        snprintf(stem[i], sizeof stem[i], "%.*s", length, names[i]);
    }
    return strcmp(stem[0], stem[1]) == 0 || names_nearest(&candidate, 1, stem[0]);
}

/* Names the file here, or of those that come with the program, whose name is near. */
static bool fail_missing(const char *name, struct error *error)
{
    struct buffer here = {0}, shipped = {0}, longer = {0};
    struct meant meant = {.count = 0};
    char hint[NAMES_HINT];
    file_complete("", &here);
    file_complete(file_is_there(DATA_DIRECTORY) ? DATA_DIRECTORY "/" : DATA_SOURCE "/", &shipped);
    buffer_format(&longer, "%s.csv", name);
    add_names(&meant, &here);
    add_names(&meant, &shipped);
    const char *near = names_nearest(meant.name, meant.count, name);
    near = near ? near : names_nearest(meant.name, meant.count, buffer_string(&longer));
    if (near && !stems_are_near(name, near))
        near = NULL;
    error_set(error, "there is no file '%s', here or in %s%s", name, DATA_DIRECTORY,
              names_hint(near, "", hint));
    buffer_release(&longer);
    buffer_release(&shipped);
    buffer_release(&here);
    return false;
}

/* Could it be one of those that come with the program? */
static bool may_be_shipped(const char *name)
{
    return !strchr(name, '/') && strcmp(name, "-") != 0;
}

/* Finds it, also where the name lacks its .csv. */
static bool find_shipped(const char *name, struct buffer *path, struct error *error)
{
    struct buffer longer = {0};

    buffer_format(&longer, "%s.csv", name);
    bool found = longer.failed ? error_memory(error)
                               : data_file_shipped(name, path, NULL) ||
                                     data_file_shipped(buffer_string(&longer), path, NULL) ||
                                     (error && fail_missing(name, error));
    buffer_release(&longer);
    return found;
}

bool data_file_is_there(const char *name)
{
    struct buffer shipped = {0};
    bool is_there =
        file_is_there(name) || (may_be_shipped(name) && find_shipped(name, &shipped, NULL));
    buffer_release(&shipped);
    return is_there;
}

bool data_file_open(const char *name, struct reader *reader, struct error *error)
{
    struct buffer shipped = {0};

    if (!may_be_shipped(name) || file_is_there(name))
        return file_open(reader, name, error);
    bool opened =
        find_shipped(name, &shipped, error) && file_open(reader, buffer_string(&shipped), error);
    buffer_release(&shipped);
    return opened;
}
