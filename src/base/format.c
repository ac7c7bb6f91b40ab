#include "base/format.h"

#include <assert.h>

#include "base/number.h"

/* What is still to be filled, up to the place of the NUL. */
struct room {
    char *at, *end;
};

static void put(struct room *room, const char *text)
{
    while (*text != '\0' && room->at < room->end)
        *room->at++ = *text++;
}

size_t format_list(char *out, size_t size, const char *format, va_list arguments)
{
    struct room room = {out, out + size - 1};
    char number[NUMBER_SIZE];
    for (; *format != '\0'; format++) {
        bool conversion = *format == '%', is_long = conversion && format[1] == 'l';
        format += conversion + is_long;
        if (conversion && *format == 's') {
            put(&room, va_arg(arguments, const char *));
        } else if (conversion && *format == 'd') {
            put(&room,
                number_count(number, is_long ? va_arg(arguments, long) : va_arg(arguments, int)));
        } else {
            assert(!conversion || *format == '%');
            put(&room, (const char[]){*format, '\0'});
        }
    }
    *room.at = '\0';
    return (size_t)(room.at - out);
}

size_t format_text(char *out, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t used = format_list(out, size, format, arguments);
    va_end(arguments);
    return used;
}
