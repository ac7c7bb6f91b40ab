/* All settings by their names, those of a run and those of its view. */
#ifndef SHOW_SETTINGS_H
#define SHOW_SETTINGS_H

#include "run/scenario.h"
#include "show/view_settings.h"

/* Their tables, ending with NULL; rows begin with a struct setting_head. */
extern const struct table *const settings_tables[];

/* What is known of the setting of that name; NULL: there is none. */
const struct setting_head *settings_find(const char *name);

/* As scenario_set or view_set. */
bool settings_set(struct scenario *scenario, struct view *view, const char *name, const char *value,
                  struct error *error);

#endif
