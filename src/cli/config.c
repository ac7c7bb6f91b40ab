#include "cli/config.h"

#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/lines.h"
#include "show/settings.h"
#include "term/screen.h"

enum { FILE_MAX = 64 * 1024 };

static bool set_word(char word[NAME_SIZE], const char *const *choices, const char *value,
                     struct error *error)
{
    for (; *choices; choices++)
        if (strcmp(*choices, value) == 0) {
            snprintf(word, NAME_SIZE, "%s", value);
            return true;
        }
    return error_set(error, "there is no choice '%s'", value);
}

static bool set_color(struct config *config, char *value, struct error *error)
{
    return set_word(config->color, screen_colors, value, error);
}

static bool set_charset(struct config *config, char *value, struct error *error)
{
    return set_word(config->charset, screen_charsets, value, error);
}

static bool set_leave(struct config *config, char *value, struct error *error)
{
    static const char blanks[] = " \t";
    char *rest;

    for (char *name = strtok_r(value, blanks, &rest); name; name = strtok_r(NULL, blanks, &rest)) {
        size_t used = strlen(config->leave);

        if (!table_need(&keys, name, error))
            return false;
        snprintf(config->leave + used, sizeof config->leave - used, "%s%s ", used ? "" : " ", name);
    }
    return true;
}

/* What is said besides settings of the view. */
static const struct {
    const char *name;
    bool (*set)(struct config *config, char *value, struct error *error);
} rows[] = {
    {"charset", set_charset},
    {"color", set_color},
    {"leave", set_leave},
};

static const struct table words = TABLE("setting", rows);

static bool fail_unknown(const char *name, struct error *error)
{
    static const struct table *const tables[] = {&words, &view_settings, NULL};
    char hint[NAMES_HINT];

    return error_set(error, "there is no setting '%s' here%s", name,
                     names_hint(tables_nearest(tables, name), "", hint));
}

static bool take_line(void *into, const char *name, char *value, struct error *error)
{
    struct config *config = into;

    if (!lines_check(name, value, error))
        return false;
    if (table_find(&view_settings, name))
        return view_set(&config->view, name, setting_value(settings_find(name), value), error);
    for (size_t i = 0; i < words.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].set(config, value, error);
    return fail_unknown(name, error);
}

/* Reads the file that there is. */
static bool load(struct config *config, const char *path, struct error *error)
{
    struct buffer text = {0};
    if (file_is_pipe(path))
        return error_set(error, "'%s' is a pipe; a file is wanted", path);
    bool done = file_read(path, FILE_MAX, &text, error) &&
                (lines_read(buffer_string(&text), text.size, take_line, config, error) ||
                 error_in_text(error, path));

    buffer_release(&text);
    return done;
}

bool config_load(struct config *config, struct error *error)
{
    struct buffer path = {0};

    *config = (struct config){0};
    bool there = file_own(FILE_CONFIG, "config", &path) && file_is_there(buffer_string(&path));
    bool done = !there || load(config, buffer_string(&path), error);
    buffer_release(&path);
    return done;
}
