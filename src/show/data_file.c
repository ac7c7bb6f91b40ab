#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "show/data_file.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

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
                                     data_file_shipped(name, path, error);
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
