#include "base/list.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"

/* A part of a text. */
struct span {
    const char *from, *to;
};

static void trim(struct span *span)
{
    while (span->from < span->to && strchr(" \t\n", *span->from))
        span->from++;
    while (span->from < span->to && strchr(" \t\n", span->to[-1]))
        span->to--;
}

int list_names(const char *text, char items[][NAME_SIZE], int most, const char *what,
               struct error *error)
{
    for (int count = 0; count < most; count++) {
        text += strspn(text, " \t\n");
        size_t length = strcspn(text, ","), used = length;
        while (used > 0 && strchr(" \t\n", text[used - 1]))
            used--;
        if (used == 0 || used >= NAME_SIZE) {
            error_set(error, "expected %s, separated by commas", what);
            return -1;
        }
        memcpy(items[count], text, used);
        items[count][used] = '\0';
        if (text[length] == '\0')
            return count + 1;
        text += length + 1;
    }
    error_set(error, "there are more than %d items, expected %s", most, what);
    return -1;
}

/* What is between the brackets (1, 2) or [1, 2], or the whole of it, without blanks at its ends. */
static struct span within_brackets(const char *text)
{
    struct span span = {text, text + strlen(text)};
    trim(&span);
    bool round = span.from < span.to && *span.from == '(' && span.to[-1] == ')';
    bool square = span.from < span.to && *span.from == '[' && span.to[-1] == ']';
    if (round || square) {
        span.from++;
        span.to--;
        trim(&span);
    }
    return span;
}

/* Takes off the first number of the rest and the comma or the blanks behind it. False: it is
 * none. */
static bool take_number(struct span *rest, double *number, char item[NAME_SIZE])
{
    size_t length = 0;
    while (rest->from + length < rest->to && !strchr(", \t\n", rest->from[length]))
        length++;
    snprintf(item, NAME_SIZE, "%.*s", (int)length, rest->from);
    rest->from += length;
    trim(rest);
    if (rest->from < rest->to && *rest->from == ',') {
        rest->from++;
        trim(rest);
        if (rest->from == rest->to) /* a comma wants another one */
            item[0] = '\0';
    }
    return length < NAME_SIZE && number_parse(item, number, NULL);
}

int list_numbers(const char *text, double *numbers, int most, const char *what, struct error *error)
{
    struct span rest = within_brackets(text);
    char item[NAME_SIZE];
    assert(most <= LIST_MAX);
    for (int count = 0; count < most; count++) {
        bool taken = take_number(&rest, &numbers[count], item);
        if (!taken && item[0] == '\0')
            error_set(error, "expected %s, separated by commas", what);
        else if (!taken)
            error_set(error, "'%s' is no number; expected %s", item, what);
        if (!taken)
            return -1;
        if (rest.from == rest.to)
            return count + 1;
    }
    error_set(error, "there are more than %d items, expected %s", most, what);
    return -1;
}

void list_append(struct buffer *out, const double *numbers, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_text(out, ",");
        number_append(out, numbers[i]);
    }
}
