#include "base/setting.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *name, *shown;
} shown_names[] = {{"lr", "rate"}};

enum { SHOWN_NAMES = sizeof shown_names / sizeof *shown_names };

const char *setting_name(const char *typed)
{
    for (size_t i = 0; i < SHOWN_NAMES; i++)
        if (strcmp(shown_names[i].shown, typed) == 0)
            return shown_names[i].name;
    return typed;
}

const char *setting_shown(const char *name)
{
    for (size_t i = 0; i < SHOWN_NAMES; i++)
        if (strcmp(shown_names[i].name, name) == 0)
            return shown_names[i].shown;
    return name;
}

const char *setting_value(const struct setting_head *head, const char *given)
{
    return head && head->bare && !*given ? head->bare : given;
}

void setting_line(const char *name, const char *value, struct buffer *out)
{
    buffer_format(out, "%s %s\n", name, value);
}

void setting_option(const char *name, const char *value, struct buffer *out)
{
    buffer_format(out, " --%s ", name);
    text_quote(value, out);
}

void setting_list_add(struct setting_list *list, const char *key, const char *value)
{
    assert(list->count < SETTING_LIST_MAX);
    buffer_add(&list->text, key, strlen(key) + 1);
    buffer_add(&list->text, value, strlen(value) + 1);
    list->count += !list->text.failed;
}

size_t setting_list_all(const struct setting_list *list, struct setting setting[SETTING_LIST_MAX])
{
    const char *key = list->text.data;
    for (size_t i = 0; i < list->count; i++) {
        const char *value = key + strlen(key) + 1;
        setting[i] = (struct setting){key, value};
        key = value + strlen(value) + 1;
    }
    return list->count;
}

void setting_list_release(struct setting_list *list)
{
    buffer_release(&list->text);
    *list = (struct setting_list){0};
}
