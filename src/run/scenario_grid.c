/* The key `grid`: a table of values that is descended on. */
#include "run/scenario_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/reader.h"
#include "formula/syntax.h"
#include "problem/grid.h"
#include "run/quantity.h"

bool scenario_calls_grid(const char *function)
{
    struct syntax syntax;
    bool calls = false;
    if (!syntax_parse(&syntax, function, strlen(function), SYNTAX_FORMULA, NULL))
        return false;
    for (size_t i = 0; i < syntax.node_count; i++) {
        const struct syntax_node *node = &syntax.nodes[i];
        calls = calls || (node->kind == SYNTAX_CALL && node->function &&
                          strncmp(node->function->name, "grid", 4) == 0);
    }
    syntax_release(&syntax);
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
    char *file = colon && colon[1] ? strndup(name, (size_t)(colon - name)) : NULL;
    struct grid *grid = file && scenario->open_data(file, &reader, error)
                            ? grid_read(&reader, dialect, colon + 1, error)
                            : NULL;
    free(file);
    return grid;
}

struct grid *scenario_read_grid(const struct scenario *scenario, const char *name,
                                const struct dialect *dialect, struct error *error)
{
    struct reader reader;
    if (!scenario->open_data)
        error_set(error, "no file can be opened here");
    else if (scenario->open_data(name, &reader, error))
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
