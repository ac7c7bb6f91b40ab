#include "run/experiment.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

static const char blanks[] = " \t\r\n";

/* --- the value --- */

bool experiment_init(struct experiment *experiment, const struct scenario *scenario)
{
    *experiment = (struct experiment){.step = -1};
    if (scenario_copy(&experiment->first, scenario) &&
        scenario_copy(&experiment->present, scenario))
        return true;
    experiment_release(experiment);
    return false;
}

static void release_change(struct change *change)
{
    free(change->key);
    free(change->value);
    free(change->was);
}

void experiment_release(struct experiment *experiment)
{
    for (size_t i = 0; i < experiment->count; i++)
        release_change(&experiment->change[i]);
    free(experiment->change);
    scenario_release(&experiment->present);
    scenario_release(&experiment->first);
    *experiment = (struct experiment){.step = -1};
}

static bool reserve(struct experiment *experiment, size_t count)
{
    struct change *change =
        array_reserve(experiment->change, &experiment->capacity, count, sizeof *change);
    if (change)
        experiment->change = change;
    return change;
}

/* Fills in the texts of a change. Where memory runs out some are NULL. */
static bool fill_change(struct change *change, const char *key, const char *value, const char *was)
{
    change->key = strdup(key);
    change->value = strdup(value);
    change->was = was ? strdup(was) : NULL;
    return change->key && change->value && (change->was || !was);
}

bool experiment_copy(struct experiment *to, const struct experiment *from)
{
    *to = (struct experiment){.step = from->step};
    bool ok = scenario_copy(&to->first, &from->first) &&
              scenario_copy(&to->present, &from->present) && reserve(to, from->count);
    for (size_t i = 0; ok && i < from->count; i++) {
        const struct change *change = &from->change[i];
        to->change[to->count] = (struct change){.step = change->step, .joined = change->joined};
        ok = fill_change(&to->change[to->count++], change->key, change->value, change->was);
    }
    if (!ok)
        experiment_release(to);
    return ok;
}

size_t experiment_until(const struct experiment *experiment, long step)
{
    size_t count = experiment->count;
    while (count > 0 && experiment->change[count - 1].step > step)
        count--;
    return count;
}

/* The first scenario with so many of the changes. */
static bool change_first(const struct experiment *experiment, size_t count,
                         struct scenario *scenario)
{
    bool ok = scenario_copy(scenario, &experiment->first);
    if (!ok)
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = scenario_set(scenario, experiment->change[i].key, experiment->change[i].value, NULL);
    if (!ok)
        scenario_release(scenario);
    return ok;
}

bool experiment_settings(const struct experiment *experiment, long step, struct scenario *scenario)
{
    size_t count = experiment_until(experiment, step);
    if (count == experiment->count)
        return scenario_copy(scenario, &experiment->present);
    return change_first(experiment, count, scenario);
}

long experiment_next(const struct experiment *experiment, long step)
{
    size_t next = experiment_until(experiment, step);
    return next < experiment->count ? experiment->change[next].step : -1;
}

bool experiment_matters(const struct experiment *experiment, size_t i)
{
    const struct change *change = &experiment->change[i],
                        *end = experiment->change + experiment->count;
    const struct scenario_key *key = table_find(&scenario_keys, change->key);
    for (const struct change *later = change + 1; later < end && later->step == change->step;
         later++)
        if (key->last_counts && strcmp(later->key, change->key) == 0)
            return false;
    return true;
}

/* --- changes --- */

/* The row of a key that is live, or NULL with the error. */
static const struct scenario_key *need_live(const char *key, struct error *error)
{
    const struct scenario_key *row = table_need(&scenario_keys, setting_name(key), error);
    if (!row || row->live)
        return row;
    error_set(error, "%s cannot be changed in mid-run, but set before it", key);
    error_in(error, key);
    return NULL;
}

/* Makes a change of the scenario, and notes it. */
static bool make_change(struct scenario *scenario, const struct setting *setting,
                        struct change *change, struct error *error)
{
    struct buffer was = {0};
    const struct scenario_key *row = need_live(setting->key, error);
    if (!row)
        return false;
    bool said = scenario_get(scenario, row, &was);
    bool ok = scenario_set(scenario, setting->key, setting->value, error);
    if (ok && (was.failed || !fill_change(change, setting->key, setting->value,
                                          said ? buffer_string(&was) : NULL)))
        ok = error_memory(error);
    buffer_release(&was);
    return ok;
}

/* Gives a change of that key alone the place of the last one, which was made alone, too. */
static bool replaces_last(struct experiment *experiment, struct change *made)
{
    struct change *last = experiment->count ? &experiment->change[experiment->count - 1] : NULL;
    const struct scenario_key *key = table_find(&scenario_keys, made->key);
    if (!last || last->step != made->step || last->joined || strcmp(last->key, made->key) != 0 ||
        !key->last_counts)
        return false;
    char *value = last->value;
    last->value = made->value;
    made->value = value;
    release_change(made);
    return true;
}

static void forget_changes(struct experiment *experiment, size_t count)
{
    while (experiment->count > count)
        release_change(&experiment->change[--experiment->count]);
}

/* Takes the changes over; there is room. */
static void add_changes(struct experiment *experiment, struct change *made, size_t count)
{
    if (count == 1 && replaces_last(experiment, made))
        return;
    memcpy(&experiment->change[experiment->count], made, count * sizeof *made);
    experiment->count += count;
}

bool experiment_record(struct experiment *experiment, long step, const struct setting *settings,
                       size_t count, struct error *error)
{
    size_t until = experiment_until(experiment, step);
    struct change *made = calloc(count + 1, sizeof *made);
    struct scenario present;
    bool ok = (made && reserve(experiment, until + count) &&
               experiment_settings(experiment, step, &present)) ||
              error_memory(error);
    if (!ok) {
        free(made);
        return false;
    }
    for (size_t i = 0; ok && i < count; i++) {
        made[i] = (struct change){.step = step, .joined = i > 0};
        ok = make_change(&present, &settings[i], &made[i], error);
    }
    ok = ok && scenario_check(&present, error);
    if (ok) {
        forget_changes(experiment, until);
        add_changes(experiment, made, count);
        scenario_release(&experiment->present);
        experiment->present = present;
    } else {
        for (size_t i = 0; i < count; i++)
            release_change(&made[i]);
        scenario_release(&present);
    }
    free(made);
    return ok;
}

bool experiment_truncate(struct experiment *experiment, size_t count)
{
    struct scenario present;
    if (count >= experiment->count)
        return true;
    if (!change_first(experiment, count, &present))
        return false;
    forget_changes(experiment, count);
    scenario_release(&experiment->present);
    experiment->present = present;
    return true;
}

/* --- back --- */

/* Where the key says something else afterwards: its default, and then what it said before. */
static void add_back_key(struct setting_list *list, const struct scenario_key *key,
                         const struct scenario *before, const struct scenario *after)
{
    struct buffer old = {0}, new = {0};
    bool said = scenario_get(before, key, &old);
    bool same = said == scenario_get(after, key, &new) &&
                strcmp(buffer_string(&old), buffer_string(&new)) == 0;
    if (!same && key->reset)
        setting_list_add(list, key->head.name, key->reset);
    if (!same && said)
        setting_list_add(list, key->head.name, buffer_string(&old));
    list->text.failed = list->text.failed || old.failed || new.failed;
    buffer_release(&old);
    buffer_release(&new);
}

static void add_back_all(struct setting_list *list, const struct scenario *before,
                         const struct scenario *after)
{
    if (before->optimizer && before->optimizer != after->optimizer)
        setting_list_add(list, "optimizer", before->optimizer->name);
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        if (key->live)
            add_back_key(list, key, before, after);
    }
}

bool experiment_back(const struct experiment *experiment, size_t i, struct setting_list *list)
{
    struct scenario before, after;
    size_t first = i, last = i + 1;
    while (first > 0 && experiment->change[first].joined)
        first--;
    while (last < experiment->count && experiment->change[last].joined)
        last++;
    if (!change_first(experiment, first, &before))
        return false;
    bool ok = change_first(experiment, last, &after);
    if (ok) {
        add_back_all(list, &before, &after);
        scenario_release(&after);
    }
    scenario_release(&before);
    return ok && !list->text.failed;
}

/* --- as text --- */

/* The value without the blanks around it. */
static size_t trim(const char **value)
{
    *value += strspn(*value, blanks);
    size_t length = strlen(*value);
    while (length > 0 && strchr(blanks, (*value)[length - 1]))
        length--;
    return length;
}

static bool write_value(const char *key, const char *value, struct buffer *out, struct error *error)
{
    const char *from = value;
    size_t length = trim(&from);
    bool fits = length == strlen(value) && !strpbrk(value, "\r\n");
    const struct scenario_key *row = table_find(&scenario_keys, key);
    if (!fits && !row->is_formula)
        return error_set(error, "%s: '%s' cannot stand in a line", key, value);
    if (row->names_file && strcmp(value, "-") == 0)
        return error_set(error, "the data came from standard input, which is read only once");
    buffer_format(out, "%s%s", key, length > 0 ? " " : "");
    for (size_t i = 0; i < length; i++)
        buffer_fill(out, strchr("\r\n", from[i]) ? ' ' : from[i], 1);
    buffer_text(out, "\n");
    return true;
}

static bool write_scenario(const struct scenario *scenario, struct buffer *out, struct error *error)
{
    struct buffer value = {0};
    bool ok = true;
    const struct scenario_key *key;
    for (size_t i = 0; ok && (key = scenario_next(scenario, &i, &value));)
        ok = write_value(key->head.name, buffer_string(&value), out, error);
    out->failed = out->failed || value.failed;
    buffer_release(&value);
    return ok;
}

static bool write_changes(const struct experiment *experiment, struct buffer *out,
                          struct error *error)
{
    bool ok = true;
    long step = 0;
    for (size_t i = experiment_until(experiment, 0); ok && i < experiment->count; i++) {
        const struct change *change = &experiment->change[i];
        if (change->step > step)
            buffer_format(out, "at %ld\n", change->step);
        step = change->step;
        ok = !experiment_matters(experiment, i) ||
             write_value(change->key, change->value, out, error);
    }
    if (ok && experiment->step >= 0)
        buffer_format(out, "go %ld\n", experiment->step);
    return ok;
}

bool experiment_write(const struct experiment *experiment, struct buffer *out, struct error *error)
{
    struct scenario begun;
    if (!experiment_settings(experiment, 0, &begun))
        return error_memory(error);
    bool ok = write_scenario(&begun, out, error) && write_changes(experiment, out, error);
    scenario_release(&begun);
    return ok && (!out->failed || error_memory(error));
}

/* Sets a key as the run begins. */
static bool begin_with(struct experiment *experiment, const struct setting *setting,
                       struct error *error)
{
    struct scenario first, present;
    if (!scenario_copy(&first, &experiment->first))
        return error_memory(error);
    if (!scenario_set(&first, setting->key, setting->value, error)) {
        scenario_release(&first);
        return false;
    }
    if (!scenario_copy(&present, &first)) {
        scenario_release(&first);
        return error_memory(error);
    }
    scenario_release(&experiment->first);
    scenario_release(&experiment->present);
    experiment->first = first;
    experiment->present = present;
    return true;
}

static bool read_step(const char *name, const char *value, long least, long *step,
                      struct error *error)
{
    long number;
    double any;
    if (!number_parse(value, &any, NULL))
        return error_set(error, "behind '%s' stands a step and nothing else: '%s 20'", name, name);
    if (!number_parse_count(value, 0, EXPERIMENT_FARTHEST, &number, error))
        return false;
    if (number < least)
        return error_set(error, "step %ld is before step %ld: steps ascend", number, least);
    *step = number;
    return true;
}

bool experiment_line(struct experiment *experiment, long *at, const char *name, const char *value,
                     struct error *error)
{
    long least = *at < 0 ? 0 : *at;
    if (experiment->step >= 0)
        return error_set(error, "nothing follows `go`, which says where the run stands");
    if (strcmp(name, "at") == 0)
        return read_step(name, value, least, at, error);
    if (strcmp(name, "go") == 0)
        return read_step(name, value, 0, &experiment->step, error);
    const struct setting setting = {name, value};
    return *at < 0 ? begin_with(experiment, &setting, error)
                   : experiment_record(experiment, *at, &setting, 1, error);
}
