#include "base/lines.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

static const char blanks[] = " \t\r";

static bool read_line(char *line, lines_take *take, void *into, struct error *error)
{
    char *name = line + strspn(line, blanks), *end = name + strlen(name);
    while (end > name && strchr(blanks, end[-1]))
        *--end = '\0';
    if (name == end || *name == '#')
        return true;
    char *value = name + strcspn(name, blanks);
    if (*value)
        *value++ = '\0';
    value += strspn(value, blanks);
    int before = (int)text_columns(line, (size_t)(value - line));
    if (take(into, name, value, error))
        return true;
    if (error->column > 0)
        error->column += before;
    return false;
}

bool lines_read(char *text, lines_take *take, void *into, struct error *error)
{
    int number = 1;
    for (char *line = text, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!read_line(line, take, into, error)) {
            error->line = number;
            return false;
        }
    }
    return true;
}
