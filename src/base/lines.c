#include "base/lines.h"

#include <stdlib.h>
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

/* Cuts the text in place. */
static bool read_all(char *text, lines_take *take, void *into, struct error *error)
{
    static const char mark[] = "\uFEFF"; /* of the byte order: some editors begin a file with it */
    int number = 1;
    if (strncmp(text, mark, strlen(mark)) == 0)
        text += strlen(mark);
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

bool lines_read(const char *text, size_t size, lines_take *take, void *into, struct error *error)
{
    if (memchr(text, '\0', size))
        return error_set(error, "it is no text: there is a byte 0 in it");
    char *copy = strndup(text, size);
    bool done = copy ? read_all(copy, take, into, error) : error_memory(error);
    free(copy);
    return done;
}

bool lines_check(const char *name, const char *value, struct error *error)
{
    const char *sign = strchr(name, '=');
    int length = sign ? (int)(sign - name) : (int)strlen(name);
    if (!sign && *value != '=')
        return true;
    value = sign && sign[1] ? sign + 1 : value + strspn(value, "= \t");
    return error_set(error, "write '%.*s %s', without '='", length, name, value);
}
