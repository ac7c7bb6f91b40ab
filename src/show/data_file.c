#include "show/data_file.h"

#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

bool data_file_open(const char *name, struct reader *reader, struct error *error)
{
    struct buffer shipped = {0};
    bool opened = false;
    if (strchr(name, '/') || strcmp(name, "-") == 0 || access(name, F_OK) == 0)
        return file_open(reader, name, error);
    buffer_format(&shipped, "%s/%s", DATA_DIRECTORY, name);
    if (shipped.failed)
        error_memory(error);
    else if (access(buffer_string(&shipped), F_OK) != 0)
        error_set(error, "there is no file '%s', here or in %s", name, DATA_DIRECTORY);
    else
        opened = file_open(reader, buffer_string(&shipped), error);
    buffer_release(&shipped);
    return opened;
}
