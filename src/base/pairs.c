#include "base/pairs.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/table.h"

enum { ITEM_SIZE = PAIRS_MAX_ITEM + 1 };

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\n");
}

/* Copies text[length] without blanks at its end. Returns false where it does not fit. */
static bool copy_trimmed(char *to, size_t size, const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        length--;
    if (length >= size)
        return false;
    memcpy(to, text, length);
    to[length] = '\0';
    return true;
}

/* The item of the list without its comma, and *list behind it. */
static bool take_item(const char **list, char item[ITEM_SIZE], struct error *error)
{
    const char *start = skip_blanks(*list);
    size_t length = strcspn(start, ",");
    if (!copy_trimmed(item, ITEM_SIZE, start, length))
        return error_set(error, "'%.20s…' is too long for a NAME=VALUE", start);
    if (item[0] == '\0')
        return error_set(error, "expected NAME=VALUE");
    if (start[length] == ',' && *skip_blanks(start + length + 1) == '\0')
        return error_set(error, "expected another NAME=VALUE after the last comma");
    *list = start + length + (start[length] == ',');
    return true;
}

/* The pair with its value as text. */
bool pairs_next_text(const char **list, struct pair *pair, struct error *error)
{
    char item[ITEM_SIZE];
    if (!take_item(list, item, error))
        return false;
    size_t length = strcspn(item, "=");
    if (!copy_trimmed(pair->name, sizeof pair->name, item, length))
        return error_set(error, "the name '%.20s…' is too long", item);
    if (pair->name[0] == '\0')
        return error_set(error, "expected a name before '%s'", item);
    pair->has_value = item[length] == '=';
    pair->value = 0;
    strcpy(pair->text, pair->has_value ? skip_blanks(item + length + 1) : "");
    return true;
}

bool pairs_next(const char **list, struct pair *pair, struct error *error)
{
    return pairs_next_text(list, pair, error) && (!pair->has_value || pair_number(pair, error));
}

static bool need_value(const struct pair *pair, struct error *error)
{
    if (!pair->has_value)
        return error_set(error, "%s needs a value: %s=VALUE", pair->name, pair->name);
    return true;
}

bool pairs_need(const char **list, struct pair *pair, struct error *error)
{
    return pairs_next(list, pair, error) && need_value(pair, error);
}

bool pairs_need_text(const char **list, struct pair *pair, struct error *error)
{
    return pairs_next_text(list, pair, error) && need_value(pair, error);
}

bool pair_number(struct pair *pair, struct error *error)
{
    if (number_parse(pair->text, &pair->value, NULL))
        return true;
    return error_set(error, "'%s' is no number for %s", pair->text, pair->name);
}

bool pair_word(struct pair *pair, const char *const *words, struct error *error)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(pair->text, words[i]) == 0) {
            pair->value = i;
            return true;
        }
    struct buffer list = {0};
    names_list(&list, words, SIZE_MAX, " or ");
    error_set(error, "%s must be %s", pair->name, buffer_string(&list));
    buffer_release(&list);
    return false;
}

void pairs_append(struct buffer *out, bool first, const char *name, double value)
{
    buffer_format(out, "%s%s=", first ? "" : ",", name);
    number_append(out, value);
}
