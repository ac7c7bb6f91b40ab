#include "run/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "method/method.h"
#include "problem/dataset.h"
#include "problem/grid.h"
#include "problem/learning.h"
#include "problem/model.h"
#include "problem/objective.h"
#include "run/scenario_data.h"

/* The rate of a rule of one's own on a formula of one's own. */
static const double fallback_rate = 0.01;

bool scenario_init(struct scenario *scenario)
{
    *scenario = (struct scenario){
        .surface = table_find(&surfaces, SURFACE_DEFAULT),
        .n = 2,
        .seed = 1,
        .jobs = 1,
        .optimizer = table_row(&optimizers, 0),
        .schedule.kind = table_find(&schedules, "constant"),
        .steps = -1,
    };
    criteria_init(&scenario->criteria);
    scenario->parameter[0] = strdup("x");
    scenario->parameter[1] = strdup("y");
    if (scenario->parameter[0] && scenario->parameter[1])
        return true;
    scenario_release(scenario);
    return false;
}

void scenario_release(struct scenario *scenario)
{
    for (int i = 0; i < scenario->n; i++)
        free(scenario->parameter[i]);
    free(scenario->function);
    free(scenario->loss);
    dataset_release(scenario->data);
    free(scenario->data_name);
    scenario_leave_grid(scenario);
    free(scenario->missing);
    free(scenario->columns);
    free(scenario->label);
    free(scenario->standardize);
    free(scenario->rule);
    *scenario = (struct scenario){.steps = -1};
}

/* strdup of a text that may be absent; *ok turns false where memory runs out. */
static char *copy_text(const char *text, bool *ok)
{
    char *copy = text ? strdup(text) : NULL;
    *ok = *ok && (copy || !text);
    return copy;
}

bool scenario_copy(struct scenario *to, const struct scenario *from)
{
    bool ok = true;
    *to = *from;
    to->data = from->data ? dataset_share(from->data) : NULL;
    to->grid = from->grid ? grid_share(from->grid) : NULL;
    to->grid_name = copy_text(from->grid_name, &ok);
    to->function = copy_text(from->function, &ok);
    to->loss = copy_text(from->loss, &ok);
    to->data_name = copy_text(from->data_name, &ok);
    to->missing = copy_text(from->missing, &ok);
    to->columns = copy_text(from->columns, &ok);
    to->label = copy_text(from->label, &ok);
    to->standardize = copy_text(from->standardize, &ok);
    to->rule = copy_text(from->rule, &ok);
    for (int i = 0; i < from->n; i++)
        to->parameter[i] = copy_text(from->parameter[i], &ok);
    if (!ok)
        scenario_release(to);
    return ok;
}

bool scenario_set(struct scenario *scenario, const char *key, const char *value,
                  struct error *error)
{
    const struct scenario_key *row = table_need(&scenario_keys, setting_name(key), error);
    return row && (row->set(scenario, value, error) || error_in(error, key));
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool scenario_learns(const struct scenario *scenario)
{
    return scenario->model || scenario->loss;
}

bool scenario_counts(const struct scenario *scenario, const struct scenario_key *key)
{
    return !key->of_data || scenario_learns(scenario) || (key->of_file && scenario->grid);
}

/* The same columns in the same units. */
static bool same_columns(const struct scenario *a, const struct scenario *b)
{
    return a->data == b->data && same_text(a->columns, b->columns) &&
           same_text(a->label, b->label) && same_text(a->standardize, b->standardize);
}

static bool same_rows(const struct scenario *a, const struct scenario *b)
{
    return a->validation == b->validation && (a->validation == 0 || a->seed == b->seed);
}

bool scenario_alike(const struct scenario *a, const struct scenario *b)
{
    if (a->surface != b->surface || a->model != b->model || a->grid != b->grid || a->n != b->n ||
        !same_text(a->function, b->function) || !same_text(a->loss, b->loss))
        return false;
    for (int i = 0; i < a->n; i++)
        if (!same_text(a->parameter[i], b->parameter[i]))
            return false;
    return !scenario_learns(a) || same_columns(a, b);
}

bool scenario_same_objective(const struct scenario *a, const struct scenario *b)
{
    return scenario_alike(a, b) && (!scenario_learns(a) || same_rows(a, b));
}

void scenario_begin_at(struct scenario *scenario, const double *x)
{
    memcpy(scenario->start, x, (size_t)scenario->n * sizeof *x);
    scenario->start_count = scenario->n;
}

int scenario_find(const struct scenario *scenario, const char *name)
{
    for (int i = 0; i < scenario->n; i++)
        if (strcmp(scenario->parameter[i], name) == 0)
            return i;
    return -1;
}

static struct objective *learn(const struct scenario *scenario, struct error *error)
{
    const struct task task = {
        .data = scenario->data,
        .columns = scenario->columns,
        .labels = scenario->label,
        .standardize = scenario->standardize,
        .validation = scenario->validation,
        .seed = scenario->seed,
        .model = scenario->model,
        .loss = scenario->model ? scenario->model->loss : scenario->loss,
        .parameter = (const char *const *)scenario->parameter,
        .n = scenario->n,
        .jobs = scenario->jobs,
    };
    return objective_learn(&task, error);
}

struct objective *scenario_objective(const struct scenario *scenario, struct error *error)
{
    if (!scenario_check(scenario, error))
        return NULL;
    if (scenario->surface)
        return objective_from_surface(scenario->surface, error);
    bool learns = scenario_learns(scenario);
    const char *const *parameter = (const char *const *)scenario->parameter;
    struct objective *objective =
        learns           ? learn(scenario, error)
        : scenario->grid ? objective_over_grid(scenario->grid, scenario->function, parameter, error)
                         : objective_create(scenario->function, strlen(scenario->function),
                                            parameter, scenario->n, error);
    if (!objective)
        error_in(error, !learns ? "function" : scenario->loss ? "loss" : "model");
    return objective;
}

const char *scenario_optimizer_name(const struct scenario *scenario)
{
    if (scenario->optimizer)
        return scenario->optimizer->name;
    return scenario->rule_name[0] ? scenario->rule_name : "rule";
}

/* Whose rate is recommended: that of what is minimised, for optimizers that follow its gradient, or
 * else the optimizer's, which is a length on a grid. */
struct advice {
    const char *owner;
    double rate;
};

static struct advice advise(const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    bool follows = optimizer_follows_gradient(optimizer);
    if (scenario->surface && follows)
        return (struct advice){scenario->surface->name, scenario->surface->rate};
    if (scenario->model && follows)
        return (struct advice){scenario->model->name, scenario->model->rate};
    if (scenario->grid && follows)
        return (struct advice){scenario->grid->name, scenario->grid->rate};
    if (scenario->grid && optimizer->is_length)
        return (struct advice){scenario->grid->name, optimizer->rate * scenario->grid->length};
    return optimizer ? (struct advice){optimizer->name, optimizer->rate}
                     : (struct advice){"default", fallback_rate};
}

double scenario_rate(const struct scenario *scenario)
{
    return scenario->lr > 0 ? scenario->lr : advise(scenario).rate;
}

const char *scenario_rate_owner(const struct scenario *scenario)
{
    return advise(scenario).owner;
}

void scenario_criteria(const struct scenario *scenario, struct criteria *in_force)
{
    *in_force = scenario->criteria;
    if (!scenario->stop_given && scenario->steps < 0)
        in_force->armed[CRITERION_GRAD] = in_force->armed[CRITERION_CYCLE] = true;
    if (scenario->steps < 0)
        in_force->armed[CRITERION_REST] = true;
    const struct method *method = scenario->optimizer ? scenario->optimizer->method : NULL;
    in_force->to_rounding = method && method->quadratic;
    double cap = in_force->armed[CRITERION_STEPS] ? in_force->value[CRITERION_STEPS] : INFINITY;
    if (scenario->steps >= 0)
        cap = fmin(cap, (double)scenario->steps);
    bool ends = in_force->armed[CRITERION_EPOCHS] && scenario_learns(scenario);
    if (ends && !isfinite(cap))
        return;
    in_force->armed[CRITERION_STEPS] = true;
    in_force->value[CRITERION_STEPS] = isfinite(cap) ? cap : SCENARIO_MAX_STEPS;
}

void scenario_cap_steps(struct scenario *scenario)
{
    struct criteria *stops = &scenario->criteria;
    if (scenario->steps < 0)
        return;
    double cap = stops->armed[CRITERION_STEPS] ? stops->value[CRITERION_STEPS] : INFINITY;
    stops->armed[CRITERION_STEPS] = true;
    stops->value[CRITERION_STEPS] = fmin(cap, (double)scenario->steps);
    scenario->steps = -1;
}

int scenario_hypers(const struct scenario *scenario, const char *names[RULE_MAX_HYPER],
                    double values[RULE_MAX_HYPER])
{
    const struct optimizer *optimizer = scenario->optimizer;
    int count = optimizer ? optimizer_hypers(optimizer) : scenario->set_count;
    for (int i = 0; i < count; i++) {
        names[i] = optimizer ? optimizer->hyper[i].name : scenario->set[i].name;
        values[i] = optimizer ? optimizer->hyper[i].value : scenario->set[i].value;
    }
    for (int i = 0; optimizer && i < scenario->set_count; i++) {
        int hyper = optimizer_hyper(optimizer, scenario->set[i].name);
        if (hyper >= 0)
            values[hyper] = scenario->set[i].value;
    }
    return count;
}

/* The way to begin that was chosen, or the model's own. Returns false where there is neither. */
static bool choose_init(const struct scenario *scenario, struct init_choice *choice)
{
    *choice = scenario->init;
    if (!choice->init && scenario->model)
        return init_parse(choice, scenario->model->init, NULL);
    return choice->init;
}

void scenario_start(const struct scenario *scenario, double *x)
{
    struct init_choice init;
    bool drawn = scenario->start_count == 0 && choose_init(scenario, &init);
    if (drawn)
        init_draw(&init, scenario->model, scenario->seed, x, scenario->n);
    for (int i = 0; i < scenario->n && !drawn; i++) {
        if (i < scenario->start_count)
            x[i] = scenario->start[i];
        else if (scenario->surface)
            x[i] = i < scenario->surface->n ? scenario->surface->start[i] : 1;
        else if (scenario->grid)
            x[i] = i < 2 ? scenario->grid->start[i] : 1;
        else
            x[i] = scenario->loss ? 0 : 1;
    }
}

void scenario_range(const struct scenario *scenario, int i, double range[2])
{
    static const double reach = 5;
    double x[PARAMETERS_MAX];
    if (scenario->surface) {
        memcpy(range, scenario->surface->window + 2 * i, 2 * sizeof *range);
        return;
    }
    if (scenario->grid) {
        const struct grid_axis *axis = &scenario->grid->axis[i];
        range[0] = axis->at[0];
        range[1] = axis->at[axis->count - 1];
        return;
    }
    scenario_start(scenario, x);
    range[0] = x[i] - reach;
    range[1] = x[i] + reach;
}

bool scenario_get(const struct scenario *scenario, const struct scenario_key *key,
                  struct buffer *out)
{
    return scenario_counts(scenario, key) && key->get(scenario, out);
}

const struct scenario_key *scenario_next(const struct scenario *scenario, size_t *i,
                                         struct buffer *value)
{
    while (*i < scenario_keys.count) {
        const struct scenario_key *key = table_row(&scenario_keys, (*i)++);
        buffer_clear(value);
        if (scenario_get(scenario, key, value))
            return key;
    }
    return NULL;
}

void scenario_options(const struct scenario *scenario, struct buffer *out)
{
    struct buffer value = {0};
    const struct scenario_key *key;
    for (size_t i = 0; (key = scenario_next(scenario, &i, &value));)
        setting_option(key->head.name, buffer_string(&value), out);
    out->failed = out->failed || value.failed;
    buffer_release(&value);
}
