#include "study/vary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/elementary.h"
#include "base/error.h"
#include "base/list.h"
#include "base/number.h"
#include "base/text.h"

static const char forms[] = "expected NAME=FROM:TO:COUNT, NAME=FROM:TO:log:COUNT or NAME=A,B,C";

/* "newton has none: ... " of a setting that does nothing without a rate. */
static bool refuse_rate(const struct vary *vary, const char *names[], int count,
                        const struct optimizer *optimizer, struct error *error)
{
    struct buffer has = {0};
    for (int i = 0; i < count; i++)
        buffer_format(&has, "%s%s", i ? ", " : "; it has ", names[i]);
    error_set(error, "%s does nothing here: %s has no rate, each step finds its own length%s",
              vary->name, optimizer->name,
              count ? buffer_string(&has) : "; vary start, l2 or seed");
    buffer_release(&has);
    return false;
}

/* What the name means to the scenario. */
static bool find_name(struct vary *vary, const struct scenario *scenario, struct error *error)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    int count = scenario_hypers(scenario, names, values);
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], vary->name) == 0)
            return true;
    const char *key = strcmp(vary->name, "beta") == 0   ? "momentum"
                      : strcmp(vary->name, "rate") == 0 ? "lr"
                                                        : vary->name;
    const struct scenario_key *row = table_need(&scenario_keys, key, error);
    const struct optimizer *optimizer = scenario->optimizer;
    if (row && (row->of_rate || strcmp(key, "lr") == 0) && optimizer && optimizer->method)
        return refuse_rate(vary, names, count, optimizer, error);
    vary->key = row ? row->head.name : NULL;
    return row != NULL;
}

static bool read_list(struct vary *vary, const char *text, struct error *error)
{
    double value[LIST_MAX];
    int count = list_numbers(text, value, LIST_MAX, "values such as 0.01,0.1,1", error);
    if (count < 1)
        return false;
    vary->value = malloc((size_t)count * sizeof *value);
    if (!vary->value)
        return error_memory(error);
    memcpy(vary->value, value, (size_t)count * sizeof *value);
    vary->count = (size_t)count;
    return true;
}

double vary_value(double from, double to, bool by_factor, size_t i, size_t count)
{
    if (i == 0 || i + 1 == count)
        return i == 0 ? from : to;
    double part = (double)i / (double)(count - 1);
    return by_factor ? from * m_exp(part * m_log(to / from)) : from + part * (to - from);
}

/* "FROM:TO:COUNT", "FROM:TO:log:COUNT" */
static bool read_range(struct vary *vary, const char *text, struct error *error)
{
    char from_text[NUMBER_SIZE], to_text[NUMBER_SIZE], count_text[NUMBER_SIZE], more[2];
    double from, to;
    long count;
    bool by_factor =
        sscanf(text, "%31[^:]:%31[^:]:log:%31[^:]%1s", from_text, to_text, count_text, more) == 3;
    if (!by_factor &&
        sscanf(text, "%31[^:]:%31[^:]:%31[^:]%1s", from_text, to_text, count_text, more) != 3)
        return error_set(error, "%s", forms);
    if (!number_parse(from_text, &from, error) || !number_parse(to_text, &to, error) ||
        !number_parse_count(count_text, 2, VARY_MAX, &count, error))
        return false;
    if (by_factor && !(from * to > 0))
        return error_set(error, "log goes from one number to another of the same sign, not %s:%s",
                         from_text, to_text);
    vary->value = malloc((size_t)count * sizeof *vary->value);
    if (!vary->value)
        return error_memory(error);
    for (vary->count = 0; vary->count < (size_t)count; vary->count++)
        vary->value[vary->count] = vary_value(from, to, by_factor, vary->count, (size_t)count);
    return true;
}

bool vary_read(struct vary *vary, const char *text, const struct scenario *scenario,
               struct error *error)
{
    const char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : 0;
    *vary = (struct vary){.count = 0};
    if (length == 0 || length >= sizeof vary->name)
        return error_set(error, "%s", forms);
    memcpy(vary->name, text, length);
    if (!find_name(vary, scenario, error))
        return false;
    return strchr(equals, ':') ? read_range(vary, equals + 1, error)
                               : read_list(vary, equals + 1, error);
}

void vary_release(struct vary *vary)
{
    free(vary->value);
    *vary = (struct vary){.count = 0};
}

bool vary_set(const struct vary *vary, size_t i, struct scenario *scenario, struct error *error)
{
    char number[NUMBER_SIZE], pair[NAME_SIZE + NUMBER_SIZE + 1];
    number_write(number, vary->value[i]);
    if (vary->key)
        return scenario_set(scenario, vary->key, number, error);
    snprintf(pair, sizeof pair, "%s=%s", vary->name, number);
    return scenario_set(scenario, "set", pair, error);
}

bool vary_check(const struct vary *vary, const struct scenario *scenario, struct error *error)
{
    bool fits = true;
    for (size_t i = 0; fits && i < vary->count; i++) {
        struct scenario varied;
        if (!scenario_copy(&varied, scenario))
            return error_memory(error);
        fits = vary_set(vary, i, &varied, error) && scenario_check(&varied, error);
        scenario_release(&varied);
    }
    return fits;
}
