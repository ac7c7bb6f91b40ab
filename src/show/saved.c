#include "show/saved.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/lines.h"
#include "base/text.h"
#include "show/data_file.h"
#include "show/settings.h"
#include "study/walk.h"

enum { FILE_MAX = 1024 * 1024 };

bool saved_is_name(const char *name)
{
    size_t length = strlen(name), ending = strlen(SAVED_ENDING);

    return length > ending && strcmp(name + length - ending, SAVED_ENDING) == 0;
}

bool saved_init(struct saved *saved, const struct scenario *scenario, struct error *error)
{
    *saved = (struct saved){0};
    return (experiment_init(&saved->experiment, scenario) &&
            left_rates_init(&saved->left_rates, scenario)) ||
           error_memory(error);
}

void saved_release(struct saved *saved)
{
    experiment_release(&saved->experiment);
    captions_release(&saved->captions);
    left_rates_release(&saved->left_rates);
    buffer_release(&saved->beside);
    *saved = (struct saved){0};
}

/* --- writing --- */

/* Captions that are not written yet, and under which step the writer is. */
struct pending {
    const struct captions *captions;
    size_t next;
    long at;
};

/* Writes those of steps before `step`. */
static void write_captions(struct pending *pending, long step, struct buffer *out)
{
    for (; pending->next < pending->captions->count; pending->next++) {
        const struct caption *caption = &pending->captions->caption[pending->next];

        if (caption->step >= step)
            return;
        if (caption->step > pending->at)
            buffer_format(out, "at %ld\n", caption->step);
        pending->at = caption->step;
        buffer_format(out, "say%s%s\n", *caption->text ? " " : "", caption->text);
    }
}

/* Adds the captions to the lines of the experiment: each under its step. */
static void write_merged(const char *lines, const struct captions *captions, struct buffer *out)
{
    struct pending pending = {captions, 0, 0};

    while (*lines) {
        size_t length = strcspn(lines, "\n");
        long step;

        if (sscanf(lines, "at %ld", &step) == 1) {
            write_captions(&pending, step, out);
            pending.at = step;
        } else if (strncmp(lines, "go ", 3) == 0) {
            write_captions(&pending, LONG_MAX, out);
        }
        buffer_add(out, lines, length);
        buffer_text(out, "\n");
        lines += length + (lines[length] == '\n');
    }
    write_captions(&pending, LONG_MAX, out);
}

bool saved_write(const struct saved *saved, struct buffer *out, struct error *error)
{
    struct buffer lines = {0};
    bool done = experiment_write(&saved->experiment, &lines, error);

    if (done) {
        buffer_text(out, "# A session of ttydescent: `ttydescent FILE` goes on with it.\n");
        view_write(&saved->view, setting_line, out);
        left_rates_write(&saved->left_rates, out);
        buffer_text(out, buffer_string(&saved->beside));
        out->failed = out->failed || saved->beside.failed;
        write_merged(buffer_string(&lines), &saved->captions, out);
    }
    buffer_release(&lines);
    return done && (!out->failed || error_memory(error));
}

/* --- reading --- */

/* What is said besides settings. */
static const char *const word_rows[] = {"at", "go", "left", "say", "trace", "walk"};
static const struct table words = TABLE("word", word_rows);

static bool fail_unknown(const char *name, struct error *error)
{
    static const struct table *const tables[] = {&scenario_keys, &view_settings, &words, NULL};
    char hint[NAMES_HINT];

    return error_set(error, "there is no setting '%s'%s", name,
                     names_hint(tables_nearest(tables, name), "", hint));
}

/* A session that is being read, and the step whose lines these are. */
struct reading {
    struct saved *saved;
    const char *path; /* of its file */
    long at;
};

/* Of a file that is at none of the places where it was looked for: names the last of them, too. */
static void add_place(struct error *error, const char *beside)
{
    if (!error || error->memory)
        return;
    const struct error others = *error;

    error_set(error, "%s; nor is there '%s'", others.message, beside);
    error->setting = others.setting;
}

/* Takes a file of data for that line. */
typedef bool take_name(struct reading *reading, const char *line, const char *name,
                       struct error *error);

/* It stands where it is said, or else beside the session's file. */
static bool take_file(struct reading *reading, take_name *take, const char *line, const char *name,
                      struct error *error)
{
    const char *slash = strrchr(reading->path, '/');
    bool relative = *name != '/' && strncmp(name, "~/", 2) != 0;
    bool elsewhere = slash && relative && !file_is_there(name);
    struct buffer beside = {0};

    buffer_format(&beside, "%.*s%s", slash ? (int)(slash + 1 - reading->path) : 0, reading->path,
                  name);
    bool is_beside = elsewhere && file_is_there(buffer_string(&beside));
    bool done = take(reading, line, is_beside ? buffer_string(&beside) : name, error);

    if (!done && elsewhere && !is_beside && !data_file_is_there(name))
        add_place(error, buffer_string(&beside));
    buffer_release(&beside);
    return done;
}

static bool take_data(struct reading *reading, const char *line, const char *name,
                      struct error *error)
{
    return experiment_line(&reading->saved->experiment, &reading->at, line, name, error);
}

static bool take_path(struct reading *reading, const char *line, const char *name,
                      struct error *error)
{
    struct buffer *beside = &reading->saved->beside;

    buffer_format(beside, "%s %s\n", line, name);
    return !beside->failed || error_memory(error);
}

static bool take_line(void *into, const char *name, char *value, struct error *error)
{
    struct reading *reading = into;
    struct saved *saved = reading->saved;
    const struct scenario_key *key = table_find(&scenario_keys, name);
    const char *meant = setting_value(settings_find(name), value);

    if (strcmp(name, "say") == 0)
        return captions_say(&saved->captions, reading->at == EXPERIMENT_START ? 0 : reading->at,
                            value) ||
               error_memory(error);
    if (!lines_check(name, value, error))
        return false;
    if (strcmp(name, "left") == 0)
        return left_rates_read(&saved->left_rates, value, error);
    if (table_find(&view_settings, name))
        return view_set(&saved->view, name, meant, error);
    if (strcmp(name, "trace") == 0)
        return take_file(reading, take_path, name, value, error);
    if (strcmp(name, "walk") == 0)
        return walk_check(value, error) && take_path(reading, name, value, error);
    if (key && key->names_file)
        return take_file(reading, take_data, name, meant, error);
    if (key || table_find(&words, name))
        return experiment_line(&saved->experiment, &reading->at, name, meant, error);
    return fail_unknown(name, error);
}

bool saved_read(struct saved *saved, const char *path, const char *text, size_t size,
                struct error *error)
{
    struct reading reading = {saved, path, EXPERIMENT_START};

    if (!lines_read(text, size, take_line, &reading, error))
        return false;
    if (!captions_bind(&saved->captions, &saved->experiment))
        return error_memory(error);
    saved->left_rates.rate_set = saved->left_rates.rate_set || saved->experiment.present.lr > 0;
    return view_check(&saved->view, &saved->experiment.present, error);
}

bool saved_make(struct saved *saved, const char *path, const char *text, size_t size,
                const struct view *view, struct error *error)
{
    struct scenario scenario;

    *saved = (struct saved){0};
    if (!scenario_init(&scenario))
        return error_memory(error);
    scenario.open_data = data_file_open;
    bool done = saved_init(saved, &scenario, error);
    saved->view = *view;
    scenario_release(&scenario);
    return done && saved_read(saved, path, text, size, error);
}

bool saved_load(struct saved *saved, const char *path, const struct view *view, struct error *error)
{
    struct buffer text = {0};

    *saved = (struct saved){0};
    bool done = file_read(path, FILE_MAX, &text, error) &&
                (saved_make(saved, path, buffer_string(&text), text.size, view, error) ||
                 error_in_text(error, path));
    buffer_release(&text);
    return done;
}
