#include "base/list.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"

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

int list_numbers(const char *text, double *numbers, int most, const char *what, struct error *error)
{
    char items[LIST_MAX][NAME_SIZE];
    assert(most <= LIST_MAX);
    int count = list_names(text, items, most, what, error);
    for (int i = 0; i < count; i++)
        if (!number_parse(items[i], &numbers[i], NULL)) {
            error_set(error, "'%s' is no number; expected %s", items[i], what);
            return -1;
        }
    return count;
}

void list_append(struct buffer *out, const double *numbers, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_text(out, ",");
        number_append(out, numbers[i]);
    }
}
