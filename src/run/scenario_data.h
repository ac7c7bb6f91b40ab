/* The keys of a scenario that are about data, and what they share with the other keys; for the
 * table of keys (scenario_keys.c) alone. */
#ifndef RUN_SCENARIO_DATA_H
#define RUN_SCENARIO_DATA_H

#include "method/rule.h"
#include "run/scenario.h"

/* Makes one of the four, the others being NULL, what is minimised; takes the texts over. A grid is
 * left, unless the function calls it. */
void scenario_minimise(struct scenario *scenario, const struct surface *surface, char *function,
                       const struct model *model, char *loss);

/* Gives it these parameters. On failure nothing has changed. */
bool scenario_parameters(struct scenario *scenario, char items[][NAME_SIZE], int count,
                         struct error *error);

/* A copy of the formula, to be freed, once its syntax has been checked; else NULL with the
 * error. */
char *scenario_formula(const char *value, struct error *error);

/* Does the function call the grid? */
bool scenario_calls_grid(const char *function);

/* What its parameters are called: as its axes; one that has the name of a quantity gets a _ behind
 * it. */
void scenario_grid_parameters(const struct grid *grid, char names[2][NAME_SIZE]);

void scenario_leave_grid(struct scenario *scenario);

/* The grid in the file of that name, or "FILE:COLUMN" with the values in that column, read as it is
 * said to be written; NULL with the error. */
struct grid *scenario_read_grid(const struct scenario *scenario, const char *name,
                                const struct dialect *dialect, struct error *error);

/* Opens the file of that name to be read, unless the user gives that up. Returns false with the
 * error. */
bool scenario_open_file(const struct scenario *scenario, const char *name, struct reader *reader,
                        struct error *error);

/* Appends the text; returns false where it is NULL, as the `get` of a key does. */
bool scenario_get_text(const char *text, struct buffer *out);

#define SCENARIO_KEY(name)                                                                         \
    bool set_##name(struct scenario *scenario, const char *value, struct error *error);            \
    bool get_##name(const struct scenario *scenario, struct buffer *out);

SCENARIO_KEY(header)
SCENARIO_KEY(separator)
SCENARIO_KEY(decimal)
SCENARIO_KEY(missing)
SCENARIO_KEY(data)
SCENARIO_KEY(grid)
SCENARIO_KEY(columns)
SCENARIO_KEY(label)
SCENARIO_KEY(standardize)
SCENARIO_KEY(validation)
SCENARIO_KEY(model)
SCENARIO_KEY(loss)
SCENARIO_KEY(init)
SCENARIO_KEY(batch)
SCENARIO_KEY(no_shuffle)
SCENARIO_KEY(online)

#undef SCENARIO_KEY

#endif
