#include "engine/variables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "engine/dataset.h"
#include "engine/pairs.h"
#include "formula/formula.h"

/* Reads the next NAME=COLUMN, or where `labelled` NAME=COLUMN:TEXT, which is cut in two. */
static bool next_pair(const char **list, bool labelled, struct pair *pair, char **label,
                      struct error *error)
{
    const char *form = labelled ? "NAME=COLUMN:TEXT" : "NAME=COLUMN";
    *label = NULL;
    if (!pairs_next_text(list, pair, error))
        return false;
    if (!pair->has_value)
        return error_set(error, "'%s' stands alone: expected %s", pair->name, form);
    if (!formula_name_ok(pair->name, error))
        return false;
    if (!labelled)
        return true;
    char *colon = strchr(pair->text, ':');
    if (!colon || colon[1] == '\0')
        return error_set(error, "'%s' is no label: expected %s", pair->text, form);
    *colon = '\0';
    *label = colon + 1;
    return true;
}

static bool check(const char *list, bool labelled, struct error *error)
{
    struct pair pair;
    char *label;
    do {
        if (!next_pair(&list, labelled, &pair, &label, error))
            return false;
    } while (*list != '\0');
    return true;
}

bool variables_check_columns(const char *columns, struct error *error)
{
    return check(columns, false, error);
}

bool variables_check_labels(const char *labels, struct error *error)
{
    return check(labels, true, error);
}

/* The column that is meant by its name or by `#` and its number. */
static bool find_column(const struct dataset *dataset, const char *text, size_t *column,
                        struct error *error)
{
    long number;
    int found = dataset_find(dataset, text);
    if (found < 0 && text[0] == '#' &&
        number_parse_count(text + 1, 1, (long)dataset_columns(dataset), &number, NULL))
        found = (int)number - 1;
    if (found < 0)
        found = dataset_need(dataset, text, error);
    *column = (size_t)found;
    return found >= 0;
}

const struct variable *variables_find(const struct variables *variables, const char *name)
{
    for (size_t i = 0; i < variables->count; i++)
        if (strcmp(variables->list[i].name, name) == 0)
            return &variables->list[i];
    return NULL;
}

static bool add(struct variables *variables, const struct variable *variable, struct error *error)
{
    struct variable *list =
        realloc(variables->list, (variables->count + 1) * sizeof *variables->list);
    if (!list)
        return error_memory(error);
    variables->list = list;
    list[variables->count++] = *variable;
    return true;
}

static bool add_listed(struct variables *variables, const struct dataset *dataset, const char *list,
                       bool labelled, struct error *error)
{
    struct pair pair;
    char *label;
    while (list && *list != '\0') {
        struct variable variable = {.labelled = labelled};
        if (!next_pair(&list, labelled, &pair, &label, error) ||
            !find_column(dataset, pair.text, &variable.column, error))
            return false;
        snprintf(variable.name, sizeof variable.name, "%s", pair.name);
        snprintf(variable.label, sizeof variable.label, "%s", labelled ? label : "");
        if (variables_find(variables, variable.name))
            return error_set(error, "the variable '%s' is named twice", variable.name);
        if (!add(variables, &variable, error))
            return false;
    }
    return true;
}

static bool add_plain(struct variables *variables, const struct dataset *dataset,
                      struct error *error)
{
    for (size_t i = 0; i < dataset_columns(dataset); i++) {
        struct variable variable = {.column = i};
        const char *name = dataset_name(dataset, i);
        if (!formula_name_ok(name, NULL) || variables_find(variables, name))
            continue;
        snprintf(variable.name, sizeof variable.name, "%s", name);
        if (!add(variables, &variable, error))
            return false;
    }
    return true;
}

bool variables_of(struct variables *variables, const struct dataset *dataset, const char *columns,
                  const char *labels, struct error *error)
{
    *variables = (struct variables){0};
    if (add_listed(variables, dataset, columns, false, error) &&
        add_listed(variables, dataset, labels, true, error) && add_plain(variables, dataset, error))
        return true;
    variables_release(variables);
    return false;
}

void variables_release(struct variables *variables)
{
    free(variables->list);
    *variables = (struct variables){0};
}
