#include "run/scenario_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/range.h"
#include "base/reader.h"
#include "problem/dataset.h"
#include "problem/grid.h"
#include "problem/interrupt.h"
#include "problem/learning.h"
#include "problem/model.h"
#include "problem/variables.h"

/* --- texts that are kept as typed --- */

/* Replaces *text by a copy of the value. */
static bool replace_text(char **text, const char *value, struct error *error)
{
    char *copy = strdup(value);
    if (!copy)
        return error_memory(error);
    free(*text);
    *text = copy;
    return true;
}

/* `none` undoes a list. */
static bool clear_text(char **text)
{
    free(*text);
    *text = NULL;
    return true;
}

bool scenario_get_text(const char *text, struct buffer *out)
{
    if (!text)
        return false;
    buffer_text(out, text);
    return true;
}

/* --- what is learnt from --- */

bool scenario_open_file(const struct scenario *scenario, const char *name, struct reader *reader,
                        struct error *error)
{
    const struct interrupt *interrupt = scenario->interrupt;
    if (!scenario->open_data)
        return error_set(error, "no file can be opened here");
    if (!scenario->open_data(name, reader, error))
        return false;
    if (interrupt) {
        reader->given_up = interrupt->given_up;
        reader->to = interrupt->to;
    }
    return true;
}

/* The file of that name, read as it is said to be written. */
static struct dataset *read_data(const struct scenario *scenario, const char *name,
                                 const struct dialect *dialect, struct error *error)
{
    struct reader reader;
    return scenario_open_file(scenario, name, &reader, error)
               ? dataset_read(&reader, dialect, error)
               : NULL;
}

static bool choose_model(struct scenario *scenario, const struct model *model, struct error *error)
{
    char names[PARAMETERS_MAX][NAME_SIZE];
    int n = model_parameters(model);
    for (int i = 0; i < n; i++)
        strcpy(names[i], model->parameter[i].name);
    if (!scenario_parameters(scenario, names, n, error))
        return false;
    scenario_minimise(scenario, NULL, NULL, model, NULL);
    return true;
}

/* What was said of the columns of another file. */
static void forget_columns(struct scenario *scenario)
{
    clear_text(&scenario->columns);
    clear_text(&scenario->label);
    clear_text(&scenario->standardize);
}

/* Data alone is learnt from with a straight line. */
bool set_data(struct scenario *scenario, const char *value, struct error *error)
{
    struct dialect dialect = scenario->dialect;
    dialect.missing = scenario->missing;
    bool other = scenario->data_name && strcmp(scenario->data_name, value) != 0;
    struct dataset *data = scenario->data_is_fresh && scenario->data && !other
                               ? dataset_share(scenario->data)
                               : read_data(scenario, value, &dialect, error);
    if (!data)
        return false;
    if (!replace_text(&scenario->data_name, value, error) ||
        (!scenario_learns(scenario) &&
         !choose_model(scenario, table_find(&models, "linear"), error))) {
        dataset_release(data);
        return false;
    }
    dataset_release(scenario->data);
    scenario->data = data;
    if (other)
        forget_columns(scenario);
    return true;
}

bool get_data(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->data_name, out);
}

/* --- how the file is written --- */

/* Reads the file that there is once more, as it is now said to be written. */
static bool read_again(struct scenario *scenario, const struct dialect *dialect,
                       struct error *error)
{
    const char *name = scenario->grid ? scenario->grid_name : scenario->data_name;
    struct dataset *data = NULL;
    struct grid *grid = NULL;
    if (!name)
        return true;
    if (strcmp(name, "-") == 0)
        return error_set(error, "standard input was read already: say it on the command line");
    if (scenario->grid)
        grid = scenario_read_grid(scenario, name, dialect, error);
    else
        data = read_data(scenario, name, dialect, error);
    if (grid) {
        grid_release(scenario->grid);
        scenario->grid = grid;
    } else if (data) {
        dataset_release(scenario->data);
        scenario->data = data;
    }
    return grid || data;
}

static bool set_dialect(struct scenario *scenario, struct dialect dialect, struct error *error)
{
    dialect.missing = scenario->missing;
    if (!read_again(scenario, &dialect, error))
        return false;
    dialect.missing = NULL;
    scenario->dialect = dialect;
    return true;
}

static bool get_word(const struct table *table, int value, struct buffer *out)
{
    for (size_t i = 1; i < table->count; i++) {
        const struct dialect_word *word = table_row(table, i);
        if (word->value == value)
            return scenario_get_text(word->name, out);
    }
    return false;
}

/* A key whose value is a word of the table and is that field of the dialect. */
#define DIALECT_KEY(field, type, table)                                                            \
    bool set_##field(struct scenario *scenario, const char *value, struct error *error)            \
    {                                                                                              \
        const struct dialect_word *word = table_need(&table, value, error);                        \
        struct dialect dialect = scenario->dialect;                                                \
        dialect.field = word ? (type)word->value : dialect.field;                                  \
        return word && set_dialect(scenario, dialect, error);                                      \
    }                                                                                              \
                                                                                                   \
    bool get_##field(const struct scenario *scenario, struct buffer *out)                          \
    {                                                                                              \
        return get_word(&table, (int)scenario->dialect.field, out);                                \
    }

DIALECT_KEY(header, enum dialect_header, dialect_headers)
DIALECT_KEY(separator, char, dialect_separators)
DIALECT_KEY(decimal, char, dialect_decimals)

bool set_missing(struct scenario *scenario, const char *value, struct error *error)
{
    bool none = strcmp(value, "none") == 0;
    struct dialect dialect = scenario->dialect;
    dialect.missing = none ? NULL : value;
    if ((!none && !dialect_check_missing(value, error)) || !read_again(scenario, &dialect, error))
        return false;
    return none ? clear_text(&scenario->missing) : replace_text(&scenario->missing, value, error);
}

bool get_missing(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->missing, out);
}

/* --- its columns --- */

/* A key whose value is a list, which is checked, and kept as typed. */
#define LIST_KEY(field, check)                                                                     \
    bool set_##field(struct scenario *scenario, const char *value, struct error *error)            \
    {                                                                                              \
        if (strcmp(value, "none") == 0)                                                            \
            return clear_text(&scenario->field);                                                   \
        return check(value, error) && replace_text(&scenario->field, value, error);                \
    }                                                                                              \
                                                                                                   \
    bool get_##field(const struct scenario *scenario, struct buffer *out)                          \
    {                                                                                              \
        return scenario_get_text(scenario->field, out);                                            \
    }

LIST_KEY(columns, variables_check_columns)
LIST_KEY(label, variables_check_labels)
LIST_KEY(standardize, selection_check_standardize)

bool set_validation(struct scenario *scenario, const char *value, struct error *error)
{
    static const struct range range = {.least = 0, .most = 1, .open_most = true};
    double part;
    if (!number_parse(value, &part, error) || !range_check(&range, "validation", part, error))
        return false;
    scenario->validation = part;
    return true;
}

bool get_validation(const struct scenario *scenario, struct buffer *out)
{
    bool said = scenario->validation > 0;
    if (said)
        number_append(out, scenario->validation);
    return said;
}

/* --- what is minimised --- */

bool set_model(struct scenario *scenario, const char *value, struct error *error)
{
    const struct model *model = table_need(&models, value, error);
    return model && choose_model(scenario, model, error);
}

bool get_model(const struct scenario *scenario, struct buffer *out)
{
    return scenario->model && scenario_get_text(scenario->model->name, out);
}

bool set_loss(struct scenario *scenario, const char *value, struct error *error)
{
    char *loss = scenario_formula(value, error);
    if (!loss && scenario->data)
        variables_explain(scenario->data, value, error);
    if (!loss)
        return false;
    scenario_minimise(scenario, NULL, NULL, NULL, loss);
    return true;
}

bool get_loss(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->loss, out);
}

/* The later of init and start wins. */
bool set_init(struct scenario *scenario, const char *value, struct error *error)
{
    if (!init_parse(&scenario->init, value, error))
        return false;
    scenario->start_count = 0;
    return true;
}

bool get_init(const struct scenario *scenario, struct buffer *out)
{
    if (!scenario->init.init || scenario->start_count > 0)
        return false;
    init_spec(&scenario->init, out);
    return true;
}

/* --- rows a step --- */

bool set_batch(struct scenario *scenario, const char *value, struct error *error)
{
    return number_parse_count(value, 0, DATASET_MAX_ROWS, &scenario->batch, error);
}

bool get_batch(const struct scenario *scenario, struct buffer *out)
{
    bool said = scenario->batch > 0;
    if (said)
        buffer_format(out, "%ld", scenario->batch);
    return said;
}

bool set_no_shuffle(struct scenario *scenario, const char *value, struct error *error)
{
    bool on = strcmp(value, "on") == 0;
    if (!on && strcmp(value, "off") != 0)
        return error_set(error, "no-shuffle is on or off, not '%s'", value);
    scenario->no_shuffle = on;
    return true;
}

bool get_no_shuffle(const struct scenario *scenario, struct buffer *out)
{
    return scenario->no_shuffle && scenario_get_text("on", out);
}

/* A shorthand for batch, stop and schedule, which say otherwise after it. */
bool set_online(struct scenario *scenario, const char *value, struct error *error)
{
    if (strcmp(value, "on") != 0)
        return error_set(error, "online takes no value; batch, stop and schedule say otherwise");
    if (!scenario_learns(scenario))
        return error_set(error, "online is for learning from data");
    if (!schedule_parse(&scenario->schedule, "inverse-square-root", error))
        return false;
    scenario->batch = 1;
    scenario->criteria.armed[CRITERION_EPOCHS] = true;
    scenario->criteria.value[CRITERION_EPOCHS] = 1;
    scenario->stop_given = true;
    return true;
}

/* batch, stop and schedule say it. */
bool get_online(const struct scenario *scenario, struct buffer *out)
{
    (void)scenario, (void)out;
    return false;
}
