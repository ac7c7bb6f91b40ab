#include "show/data_file.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

/* Could it be one of those that come with the program? */
static bool may_be_shipped(const char *name)
{
    return !strchr(name, '/') && strcmp(name, "-") != 0;
}

bool data_file_is_there(const char *name)
{
    struct buffer shipped = {0};
    buffer_format(&shipped, "%s/%s", DATA_DIRECTORY, name);
    bool is_there =
        file_is_there(name) || (may_be_shipped(name) && file_is_there(buffer_string(&shipped)));
    buffer_release(&shipped);
    return is_there;
}

bool data_file_open(const char *name, struct reader *reader, struct error *error)
{
    struct buffer shipped = {0};
    bool opened = false;
    if (!may_be_shipped(name) || file_is_there(name))
        return file_open(reader, name, error);
    buffer_format(&shipped, "%s/%s", DATA_DIRECTORY, name);
    if (shipped.failed)
        error_memory(error);
    else if (!file_is_there(buffer_string(&shipped)))
        error_set(error, "there is no file '%s', here or in %s", name, DATA_DIRECTORY);
    else
        opened = file_open(reader, buffer_string(&shipped), error);
    buffer_release(&shipped);
    return opened;
}
