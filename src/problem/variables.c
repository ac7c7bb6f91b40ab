#include "problem/variables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/pairs.h"
#include "base/text.h"
#include "formula/formula.h"
#include "problem/dataset.h"

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

/* The column that is meant by its name or by `#` and its number, or by `row`. */
static bool find_column(const struct dataset *dataset, const char *text, size_t *column,
                        struct error *error)
{
    long number;
    int found = dataset_find(dataset, text);
    if (found < 0 && text[0] == '#' &&
        number_parse_count(text + 1, 1, (long)dataset_columns(dataset), &number, NULL))
        found = (int)number - 1;
    bool row = found < 0 && strcmp(text, "row") == 0;
    if (found < 0 && !row)
        found = dataset_need(dataset, text, error);
    *column = row ? DATASET_ROW : (size_t)found;
    return found >= 0 || row;
}

const struct variable *variables_find(const struct variables *variables, const char *name)
{
    for (size_t i = 0; i < variables->count; i++)
        if (strcmp(variables->list[i].name, name) == 0)
            return &variables->list[i];
    return NULL;
}

static bool append(struct variables *variables, const struct variable *variable,
                   struct error *error)
{
    size_t count = variables->count, room = count > 0 ? 2 * count : 16;
    if ((count & (count - 1)) == 0 && (count == 0 || count >= 16)) { /* it is full */
        struct variable *list = realloc(variables->list, room * sizeof *list);
        if (!list)
            return error_memory(error);
        variables->list = list;
    }
    variables->list[variables->count++] = *variable;
    return true;
}

bool variables_add(struct variables *variables, const struct variable *variable,
                   struct error *error)
{
    if (!append(variables, variable, error))
        return false;
    memmove(variables->list + 1, variables->list, (variables->count - 1) * sizeof *variables->list);
    variables->list[0] = *variable;
    return true;
}

static bool add_listed(struct variables *variables, const struct dataset *dataset, const char *list,
                       bool labelled, struct error *error)
{
    struct pair pair;
    char *label;
    while (list && *list != '\0') {
        struct variable variable = {.listed = true, .labelled = labelled};
        if (!next_pair(&list, labelled, &pair, &label, error) ||
            !find_column(dataset, pair.text, &variable.column, error))
            return false;
        snprintf(variable.name, sizeof variable.name, "%s", pair.name);
        snprintf(variable.label, sizeof variable.label, "%s", labelled ? label : "");
        if (variables_find(variables, variable.name))
            return error_set(error, "the variable '%s' is named twice", variable.name);
        if (!append(variables, &variable, error))
            return false;
    }
    return true;
}

/* A column under its own name, where it can have that and nothing in the lists does. */
static bool add_plain(struct variables *variables, const struct variables *listed, const char *name,
                      size_t column, struct error *error)
{
    struct variable variable = {.column = column};
    if (!formula_name_ok(name, NULL) || strlen(name) >= sizeof variable.name ||
        variables_find(listed, name))
        return true;
    strcpy(variable.name, name);
    return append(variables, &variable, error);
}

static bool add_columns(struct variables *variables, const struct dataset *dataset,
                        struct error *error)
{
    struct variables listed = {.count = variables->count};
    bool ok = true;
    for (size_t i = 0; ok && i < dataset_columns(dataset); i++) {
        listed.list = variables->list; /* it may have moved */
        if (dataset_find(dataset, dataset_name(dataset, i)) == (int)i)
            ok = add_plain(variables, &listed, dataset_name(dataset, i), i, error);
    }
    listed.list = variables->list;
    if (ok && dataset_find(dataset, "row") < 0)
        ok = add_plain(variables, &listed, "row", DATASET_ROW, error);
    return ok;
}

bool variables_of(struct variables *variables, const struct dataset *dataset, const char *columns,
                  const char *labels, struct error *error)
{
    *variables = (struct variables){0};
    if ((add_listed(variables, dataset, columns, false, error) || error_in(error, "columns")) &&
        (add_listed(variables, dataset, labels, true, error) || error_in(error, "label")) &&
        add_columns(variables, dataset, error))
        return true;
    variables_release(variables);
    return false;
}

void variables_release(struct variables *variables)
{
    free(variables->list);
    *variables = (struct variables){0};
}

/* --- names that are none of the language --- */

/* Out State, Grad.Rate: what nobody writes for anything else. */
static bool is_worth_explaining(const char *name)
{
    size_t letters = 0;
    for (const char *c = name; *c; c++)
        letters += text_is_letter(*c);
    return letters > 0 && strlen(name) > 2 && !formula_name_ok(name, NULL);
}

/* "Out_State" of "Out State", "sum_" of "sum". */
static void make_identifier(const char *name, char *out, size_t size)
{
    snprintf(out, size, "%s%.40s", text_is_letter(name[0]) ? "" : "c_", name);
    for (char *c = out; *c; c++)
        if (!text_is_letter(*c) && !text_is_digit(*c))
            *c = '_';
    if (!formula_name_ok(out, NULL))
        strcat(out, "_");
}

void variables_explain(const struct dataset *dataset, const char *formula, struct error *error)
{
    char identifier[NAME_SIZE], shown[NAME_SIZE];
    for (size_t i = 0; error && i < dataset_columns(dataset); i++) {
        const char *name = dataset_name(dataset, i);
        const char *found = is_worth_explaining(name) ? strstr(formula, name) : NULL;
        if (!found)
            continue;
        int line, column;
        error_place(formula, strlen(formula), (size_t)(found - formula), &line, &column);
        make_identifier(name, identifier, sizeof identifier);
        text_head(name, shown, sizeof shown);
        error_at(
            error, line, column,
            "'%s' is a column, but no name in a formula: " SETTING("columns %s=%s") " gives it one",
            shown, identifier, shown);
        return;
    }
}
