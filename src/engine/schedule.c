#include "engine/schedule.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "engine/pairs.h"

static double rate_constant(const double *value, double base, long step)
{
    (void)value;
    (void)step;
    return base;
}

static const struct schedule_kind rows[] = {
    {
        .name = "constant",
        .rate = rate_constant,
        .meaning = "the same rate at every step",
        .source = "Cauchy, 1847",
    },
};

const struct table schedules = TABLE("schedule", rows);

static int key_index(const struct schedule_kind *kind, const char *name)
{
    for (int i = 0; i < SCHEDULE_MAX_KEYS && kind->key[i].name; i++)
        if (strcmp(kind->key[i].name, name) == 0)
            return i;
    return -1;
}

static bool unknown_key(const struct schedule_kind *kind, const char *name, struct error *error)
{
    const char *names[SCHEDULE_MAX_KEYS];
    size_t count = 0;
    while (count < SCHEDULE_MAX_KEYS && kind->key[count].name) {
        names[count] = kind->key[count].name;
        count++;
    }
    if (count == 0)
        return error_set(error, "the schedule '%s' has no settings", kind->name);
    const char *near = names_nearest(names, count, name);
    if (near)
        return error_set(error, "the schedule '%s' has no '%s'; did you mean '%s'?", kind->name,
                         name, near);
    return error_set(error, "the schedule '%s' has no '%s'", kind->name, name);
}

static bool parse_values(struct schedule *schedule, const char *list, struct error *error)
{
    do {
        struct pair pair;
        if (!pairs_need(&list, &pair, error))
            return false;
        int i = key_index(schedule->kind, pair.name);
        if (i < 0)
            return unknown_key(schedule->kind, pair.name, error);
        const struct schedule_key *key = &schedule->kind->key[i];
        if (!range_check(&key->range, pair.name, pair.value, error))
            return false;
        schedule->value[i] = pair.value;
    } while (*list != '\0');
    return true;
}

bool schedule_parse(struct schedule *schedule, const char *spec, struct error *error)
{
    char name[PAIRS_MAX_NAME + 1];
    size_t length = strcspn(spec, ":");
    snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name), spec);
    const struct schedule_kind *kind = table_need(&schedules, name, error);
    if (!kind)
        return false;
    struct schedule made = { .kind = kind };
    for (int i = 0; i < SCHEDULE_MAX_KEYS; i++)
        made.value[i] = kind->key[i].value;
    if (spec[length] == ':' && !parse_values(&made, spec + length + 1, error))
        return false;
    *schedule = made;
    return true;
}

void schedule_spec(const struct schedule *schedule, struct buffer *out)
{
    const struct schedule_kind *kind = schedule->kind;
    bool first = true;
    buffer_text(out, kind->name);
    for (int i = 0; i < SCHEDULE_MAX_KEYS && kind->key[i].name; i++) {
        if (schedule->value[i] == kind->key[i].value)
            continue;
        buffer_text(out, first ? ":" : ",");
        pairs_append(out, true, kind->key[i].name, schedule->value[i]);
        first = false;
    }
}

double schedule_rate(const struct schedule *schedule, double base, long step)
{
    return schedule->kind->rate(schedule->value, base, step);
}
