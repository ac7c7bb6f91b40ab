#include "show/settings.h"

const struct table *const settings_tables[] = {&view_settings, &scenario_keys, NULL};

const struct setting_head *settings_find(const char *name)
{
    const struct setting_head *head = NULL;

    for (size_t i = 0; settings_tables[i] && !head; i++)
        head = table_find(settings_tables[i], name);
    return head;
}

bool settings_set(struct scenario *scenario, struct view *view, const char *name, const char *value,
                  struct error *error)
{
    return table_find(&view_settings, name) ? view_set(view, name, value, error)
                                            : scenario_set(scenario, name, value, error);
}
