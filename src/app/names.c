#include "app/names.h"

#include <string.h>
#include <strings.h>

#include "app/commands.h"
#include "app/state.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/setting.h"
#include "show/settings.h"

enum { NAMES_MAX = 512, PREFIX_LEAST = 2, TOLD_MOST = 6 };

/* All that can be meant: names, and behind them values. */
struct names {
    struct meant meant[NAMES_MAX];
    size_t count, values; /* number `values` is the first value */
};

static void add(struct names *names, enum name_kind kind, const char *name, const char *setting)
{
    if (names->count < NAMES_MAX)
        names->meant[names->count++] = (struct meant){kind, name, setting};
}

/* Has any setting but this one a value of that name? */
static bool is_of_another(const struct setting_head *head, const char *value)
{
    for (size_t t = 0; settings_tables[t]; t++)
        for (size_t i = 0; i < settings_tables[t]->count; i++) {
            const struct setting_head *row = table_row(settings_tables[t], i);

            if (row != head && row->choices && table_find(row->choices, value))
                return true;
        }
    return false;
}

static void add_values(struct names *names, const struct setting_head *head)
{
    for (size_t i = 0; head->choices && i < head->choices->count; i++) {
        const char *value = table_name(head->choices, i);

        if (!is_of_another(head, value))
            add(names, NAME_VALUE, value, head->name);
    }
}

static void add_hypers(struct names *names, const struct app *app)
{
    const char *name[RULE_MAX_HYPER];
    double value[RULE_MAX_HYPER];
    int count = scenario_hypers(session_scenario(&app->session), name, value);

    for (int i = 0; i < count; i++)
        add(names, NAME_HYPER, name[i], NULL);
}

static void names_init(struct names *names, const struct app *app)
{
    names->count = 0;
    for (size_t i = 0; i < commands.count; i++)
        add(names, NAME_COMMAND, table_name(&commands, i), NULL);
    for (size_t t = 0; settings_tables[t]; t++)
        for (size_t i = 0; i < settings_tables[t]->count; i++)
            add(names, NAME_SETTING, table_name(settings_tables[t], i), NULL);
    add_hypers(names, app);
    names->values = names->count;
    for (size_t t = 0; settings_tables[t]; t++)
        for (size_t i = 0; i < settings_tables[t]->count; i++)
            add_values(names, table_row(settings_tables[t], i));
}

/* --- finding --- */

static const struct meant *exactly(const struct names *names, const char *typed,
                                   int (*compare)(const char *, const char *))
{
    for (size_t i = 0; i < names->count; i++)
        if (compare(names->meant[i].name, setting_name(typed)) == 0)
            return &names->meant[i];
    return NULL;
}

static bool begins(const struct meant *meant, const char *typed, size_t length)
{
    return strncasecmp(setting_shown(meant->name), typed, length) == 0 ||
           strncasecmp(meant->name, typed, length) == 0;
}

/* Of those from number `from` to before `to`: how many begin so, one of them in *one; their names
 * go to `told`. */
static size_t beginning(const struct names *names, size_t from, size_t to, const char *typed,
                        const struct meant **one, struct candidates *told)
{
    *told = (struct candidates){0};
    for (size_t i = from; i < to; i++) {
        if (!begins(&names->meant[i], typed, strlen(typed)))
            continue;
        *one = &names->meant[i];
        candidates_add(told, setting_shown(names->meant[i].name));
    }
    return told->count;
}

static bool fail_ambiguous(const char *typed, const struct candidates *told, struct error *error)
{
    struct buffer list = {0};
    bool all = told->count <= TOLD_MOST;

    names_list(&list, told->name, all ? told->count : TOLD_MOST, all ? " or " : ", ");
    error_set(error, "'%s' may be %s%s", typed, buffer_string(&list),
              all ? "" : " ...; Tab lists them");
    buffer_release(&list);
    return false;
}

/* What the program does without a screen. */
static bool is_for_shell(const char *typed)
{
    static const char *const names[] = {"sweep", "basins", "eval"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i], typed) == 0)
            return true;
    return false;
}

static bool fail_unknown(const struct names *names, const char *typed, struct error *error)
{
    const char *list[NAMES_MAX];
    char hint[NAMES_HINT];

    if (is_for_shell(typed))
        return error_set(error, "%s has no screen; in a shell: ttydescent %s --help", typed, typed);
    for (size_t i = 0; i < names->count; i++)
        list[i] = setting_shown(names->meant[i].name);
    return error_set(
        error, "there is no command '%s'%s", typed,
        names_hint(names_nearest(list, names->count, typed), "; Tab lists them", hint));
}

/* By its beginning. */
static bool find_begun(const struct names *names, const char *typed, struct meant *meant,
                       struct error *error)
{
    const struct meant *one = NULL;
    struct candidates told;
    size_t count = beginning(names, 0, names->values, typed, &one, &told);

    if (count == 0)
        count = beginning(names, names->values, names->count, typed, &one, &told);
    if (count > 1)
        return fail_ambiguous(typed, &told, error);
    if (count == 0)
        return fail_unknown(names, typed, error);
    *meant = *one;
    return true;
}

bool names_find(const struct app *app, const char *typed, struct meant *meant, struct error *error)
{
    struct names names;

    typed += strspn(typed, "-"); /* as on the command line */
    names_init(&names, app);
    const struct meant *found = exactly(&names, typed, strcmp);
    if (!found)
        found = exactly(&names, typed, strcasecmp);
    if (found)
        *meant = *found;
    else if (strlen(typed) < PREFIX_LEAST)
        return fail_unknown(&names, typed, error);
    return found || find_begun(&names, typed, meant, error);
}

/* --- completing --- */

static void complete_from(const struct names *names, size_t from, size_t to, const char *typed,
                          size_t length, struct candidates *candidates)
{
    for (size_t i = from; i < to; i++)
        if (strlen(names->meant[i].name) > 1 && begins(&names->meant[i], typed, length))
            candidates_add(candidates, setting_shown(names->meant[i].name));
}

void names_complete(const struct app *app, const char *typed, size_t length,
                    struct candidates *candidates)
{
    struct names names;

    names_init(&names, app);
    complete_from(&names, 0, names.values, typed, length, candidates);
    if (candidates->count == 0)
        complete_from(&names, names.values, names.count, typed, length, candidates);
}
