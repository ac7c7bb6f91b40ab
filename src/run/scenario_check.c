/* What the keys of a scenario say only together. */
#include "run/scenario.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "problem/grid.h"
#include "problem/model.h"
#include "run/scenario_data.h"

static bool has_parameters(const struct scenario *scenario, const char *const *names, int n)
{
    bool same = scenario->n == n;
    for (int i = 0; same && i < n; i++)
        same = strcmp(scenario->parameter[i], names[i]) == 0;
    return same;
}

/* What brings the parameters, and their names. */
struct owner {
    const char *kind, *name, *instead; /* `instead`: the key that goes with params */
    int n;
    const char *parameter[PARAMETERS_MAX];
    char axis[2][NAME_SIZE];
};

/* n is 0 where nothing brings them. */
static void find_owner(const struct scenario *scenario, struct owner *owner)
{
    const struct surface *surface = scenario->surface;
    const struct model *model = scenario->model;
    *owner = (struct owner){.instead = "function"};
    if (model)
        *owner = (struct owner){
            .kind = "model", .name = model->name, .instead = "loss", .n = model_parameters(model)};
    else if (surface)
        *owner = (struct owner){
            .kind = "surface", .name = surface->name, .instead = "function", .n = surface->n};
    else if (scenario->grid)
        *owner = (struct owner){
            .kind = "grid", .name = scenario->grid->name, .instead = "function", .n = 2};
    if (scenario->grid)
        scenario_grid_parameters(scenario->grid, owner->axis);
    for (int i = 0; i < owner->n; i++)
        owner->parameter[i] = model     ? model->parameter[i].name
                              : surface ? surface_parameter[i]
                                        : owner->axis[i];
}

/* A surface, a model and a grid bring their parameters. */
static bool check_parameters(const struct scenario *scenario, struct error *error)
{
    struct owner owner;
    struct buffer list = {0};
    find_owner(scenario, &owner);
    if (owner.n == 0 || has_parameters(scenario, owner.parameter, owner.n))
        return true;
    for (int i = 0; i < owner.n; i++)
        buffer_format(&list, "%s%s", i > 0 ? "," : "", owner.parameter[i]);
    error_set(error, "the parameters of the %s %s are %s; params goes with %s", owner.kind,
              owner.name, buffer_string(&list), owner.instead);
    buffer_release(&list);
    return false;
}

/* Without data nothing is to be said of it. */
static bool check_nothing_of_data(const struct scenario *scenario, struct error *error)
{
    struct buffer value = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        if (!scenario_counts(scenario, key) && key->get(scenario, &value))
            ok = error_set(error, "%s goes with data: " SETTING("data FILE.csv"), key->head.name) ||
                 error_in(error, key->head.name);
    }
    buffer_release(&value);
    for (int i = 0; ok && i < CRITERION_COUNT; i++)
        if (scenario->criteria.armed[i] && criterion_is_of_data(i))
            ok = error_set(error, "stop %s goes with data: " SETTING("data FILE.csv"),
                           table_name(&criteria, (size_t)i)) ||
                 error_in(error, "stop");
    return ok;
}

static bool check_data(const struct scenario *scenario, struct error *error)
{
    bool stops = scenario->criteria.armed[CRITERION_VALIDATION];
    if (scenario_learns(scenario) && !scenario->data)
        return error_set(error, "%s%s needs data: " SETTING("data FILE.csv"),
                         scenario->model ? "the model " : "a loss",
                         scenario->model ? scenario->model->name : "") ||
               error_in(error, scenario->model ? "model" : "loss");
    if (!scenario->data)
        return check_nothing_of_data(scenario, error);
    if (scenario_learns(scenario) && stops && scenario->validation == 0)
        return error_set(error,
                         "stop validation needs rows held out: " SETTING("validation 0.25")) ||
               error_in(error, "stop");
    return true;
}

static bool check_start(const struct scenario *scenario, struct error *error)
{
    if (scenario->start_count == 0 || scenario->start_count == scenario->n)
        return true;
    return error_set(error, "start has %d number%s, but there %s %d parameter%s",
                     scenario->start_count, scenario->start_count == 1 ? "" : "s",
                     scenario->n == 1 ? "is" : "are", scenario->n, scenario->n == 1 ? "" : "s");
}

static bool check_init(const struct scenario *scenario, struct error *error)
{
    if (!scenario->init.init || !scenario->init.init->needs_fans || scenario->model)
        return true;
    return error_set(error,
                     "init %s needs a model: of a formula's parameters nobody knows what "
                     "they connect",
                     scenario->init.init->name);
}

bool scenario_check(const struct scenario *scenario, struct error *error)
{
    return (check_start(scenario, error) || error_in(error, "start")) &&
           (check_init(scenario, error) || error_in(error, "init")) &&
           (check_parameters(scenario, error) || error_in(error, "params")) &&
           check_data(scenario, error);
}
