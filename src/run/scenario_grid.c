/* The key `grid`: a table of values that is descended on. */
#include "run/scenario_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/reader.h"
#include "formula/lexer.h"
#include "problem/grid.h"
#include "run/quantity.h"

/* Its names are words of the language, so wherever one of them stands before a parenthesis it is a
 * call. */
bool scenario_calls_grid(const char *function)
{
    static const char word[] = "grid";
    bool calls = false;
    for (const char *at = function; *at && !calls;) {
        size_t length = lexer_name(at, strlen(at));
        const char *behind = at + length + strspn(at + length, " \t\r\n");
        calls = length > 0 && strncmp(at, word, strlen(word)) == 0 && *behind == '(';
        at += length > 0 ? length : 1;
    }
    return calls;
}

void scenario_leave_grid(struct scenario *scenario)
{
    grid_release(scenario->grid);
    free(scenario->grid_name);
    scenario->grid = NULL;
    scenario->grid_name = NULL;
}

/* "FILE:COLUMN", where there is no file of the whole name. */
static struct grid *read_column(const struct scenario *scenario, const char *name,
                                const struct dialect *dialect, struct error *error)
{
    const char *colon = strrchr(name, ':');
    struct reader reader;
    struct grid *grid = NULL;
    if (!colon || colon[1] == '\0')
        return NULL;
    char *file = strndup(name, (size_t)(colon - name));
    if (!file)
        error_memory(error);
    else if (scenario_open_file(scenario, file, &reader, error))
        grid = grid_read(&reader, dialect, colon + 1, error);
    free(file);
    return grid;
}

struct grid *scenario_read_grid(const struct scenario *scenario, const char *name,
                                const struct dialect *dialect, struct error *error)
{
    struct reader reader;
    if (!scenario->open_data)
        error_set(error, "no file can be opened here");
    else if (scenario_open_file(scenario, name, &reader, error))
        return grid_read(&reader, dialect, NULL, error);
    else
        return read_column(scenario, name, dialect, error);
    return NULL;
}

void scenario_grid_parameters(const struct grid *grid, char names[2][NAME_SIZE])
{
    for (int i = 0; i < 2; i++) {
        const char *name = grid->axis[i].label.name;
        bool reserved = quantity_is_reserved(name) && strlen(name) + 1 < NAME_SIZE;
        strcpy(names[i], name);
        strcat(names[i], reserved ? "_" : "");
    }
}

static bool take_parameters(struct scenario *scenario, const struct grid *grid, struct error *error)
{
    char names[2][NAME_SIZE];
    scenario_grid_parameters(grid, names);
    return scenario_parameters(scenario, names, 2, error);
}

bool set_grid(struct scenario *scenario, const char *value, struct error *error)
{
    struct dialect dialect = scenario->dialect;
    dialect.missing = scenario->missing;
    struct grid *grid = scenario_read_grid(scenario, value, &dialect, error);
    char *name = grid ? strdup(value) : NULL;
    if (!name || !take_parameters(scenario, grid, error)) {
        if (grid && !name)
            error_memory(error);
        grid_release(grid);
        free(name);
        return false;
    }
    scenario_minimise(scenario, NULL, NULL, NULL, NULL);
    scenario->grid = grid;
    scenario->grid_name = name;
    return true;
}

bool get_grid(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->grid_name, out);
}
