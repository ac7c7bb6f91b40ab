#include "engine/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "engine/dataset.h"
#include "engine/learning.h"
#include "engine/model.h"
#include "engine/objective.h"

/* The rate of a rule of one's own on a formula of one's own. */
static const double fallback_rate = 0.01;

bool scenario_init(struct scenario *scenario)
{
    *scenario = (struct scenario){
        .surface = table_find(&surfaces, "rosenbrock"),
        .n = 2,
        .seed = 1,
        .optimizer = table_find(&optimizers, "gd"),
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
    to->function = copy_text(from->function, &ok);
    to->loss = copy_text(from->loss, &ok);
    to->data_name = copy_text(from->data_name, &ok);
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
    const struct scenario_key *row = table_need(&scenario_keys, key, error);
    return row && row->set(scenario, value, error);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool scenario_learns(const struct scenario *scenario)
{
    return scenario->model || scenario->loss;
}

/* The same rows in the same units. */
static bool same_lesson(const struct scenario *a, const struct scenario *b)
{
    return a->data == b->data && same_text(a->columns, b->columns) &&
           same_text(a->label, b->label) && same_text(a->standardize, b->standardize) &&
           a->validation == b->validation && (a->validation == 0 || a->seed == b->seed);
}

bool scenario_same_objective(const struct scenario *a, const struct scenario *b)
{
    if (a->surface != b->surface || a->model != b->model || a->n != b->n ||
        !same_text(a->function, b->function) || !same_text(a->loss, b->loss))
        return false;
    for (int i = 0; i < a->n; i++)
        if (!same_text(a->parameter[i], b->parameter[i]))
            return false;
    return !scenario_learns(a) || same_lesson(a, b);
}

static bool has_parameters(const struct scenario *scenario, const char *const *names, int n)
{
    bool same = scenario->n == n;
    for (int i = 0; same && i < n; i++)
        same = strcmp(scenario->parameter[i], names[i]) == 0;
    return same;
}

/* A surface and a model bring their parameters. */
static bool check_parameters(const struct scenario *scenario, struct error *error)
{
    const char *names[FORMULA_MAX_PARAMETERS] = {"x", "y"};
    const struct model *model = scenario->model;
    struct buffer list = {0};
    int n = model ? model_parameters(model) : 2;
    for (int i = 0; model && i < n; i++)
        names[i] = model->parameter[i].name;
    if ((!model && !scenario->surface) || has_parameters(scenario, names, n))
        return true;
    for (int i = 0; i < n; i++)
        buffer_format(&list, "%s%s", i > 0 ? "," : "", names[i]);
    error_set(error, "the parameters of the %s %s are %s; params goes with %s",
              model ? "model" : "surface", model ? model->name : scenario->surface->name,
              buffer_string(&list), model ? "loss" : "function");
    buffer_release(&list);
    return false;
}

static bool check_data(const struct scenario *scenario, struct error *error)
{
    const struct criteria *made = &scenario->criteria;
    if (scenario_learns(scenario) && !scenario->data)
        return error_set(error, "%s%s needs data: --data FILE.csv",
                         scenario->model ? "the model " : "a loss",
                         scenario->model ? scenario->model->name : "");
    const struct {
        const char *key;
        bool given;
    } of_data[] = {
        {"columns", scenario->columns},
        {"label", scenario->label},
        {"standardize", scenario->standardize},
        {"validation", scenario->validation > 0},
        {"batch", scenario->batch > 0},
        {"no-shuffle", scenario->no_shuffle},
        {"stop validation", made->armed[CRITERION_VALIDATION]},
        {"stop epochs", made->armed[CRITERION_EPOCHS]},
    };
    for (size_t i = 0; !scenario->data && i < sizeof of_data / sizeof *of_data; i++)
        if (of_data[i].given)
            return error_set(error, "%s goes with data: --data FILE.csv", of_data[i].key);
    if (scenario_learns(scenario) && made->armed[CRITERION_VALIDATION] &&
        scenario->validation == 0)
        return error_set(error, "stop validation needs rows held out: --validation 0.25");
    return true;
}

/* What the keys say only together. */
static bool check_scenario(const struct scenario *scenario, struct error *error)
{
    if (scenario->start_count > 0 && scenario->start_count != scenario->n)
        return error_set(error, "start has %d number%s, but there %s %d parameter%s",
                         scenario->start_count, scenario->start_count == 1 ? "" : "s",
                         scenario->n == 1 ? "is" : "are", scenario->n,
                         scenario->n == 1 ? "" : "s");
    if (scenario->init.init && scenario->init.init->needs_fans && !scenario->model)
        return error_set(error, "init %s needs a model: of a formula's parameters nobody knows what "
                                "they connect",
                         scenario->init.init->name);
    return check_parameters(scenario, error) && check_data(scenario, error);
}

static struct objective *learn(const struct scenario *scenario, struct error *error)
{
    const struct lesson lesson = {
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
    };
    return objective_learn(&lesson, error);
}

struct objective *scenario_objective(const struct scenario *scenario, struct error *error)
{
    if (!check_scenario(scenario, error))
        return NULL;
    if (scenario->surface)
        return objective_from_surface(scenario->surface, error);
    if (scenario_learns(scenario))
        return learn(scenario, error);
    return objective_create(scenario->function, strlen(scenario->function),
                            (const char *const *)scenario->parameter, scenario->n, error);
}

const char *scenario_optimizer_name(const struct scenario *scenario)
{
    if (scenario->optimizer)
        return scenario->optimizer->name;
    return scenario->rule_name[0] ? scenario->rule_name : "rule";
}

double scenario_rate(const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    if (scenario->lr > 0)
        return scenario->lr;
    bool follows = !optimizer || optimizer->follows_gradient;
    if (scenario->surface && follows)
        return scenario->surface->rate;
    if (scenario->model && follows)
        return scenario->model->rate;
    return optimizer ? optimizer->rate : fallback_rate;
}

void scenario_criteria(const struct scenario *scenario, struct criteria *in_force)
{
    *in_force = scenario->criteria;
    if (!scenario->stop_given && scenario->steps < 0)
        in_force->armed[CRITERION_GRAD] = in_force->armed[CRITERION_CYCLE] = true;
    double cap = in_force->armed[CRITERION_STEPS] ? in_force->value[CRITERION_STEPS] : INFINITY;
    if (scenario->steps >= 0)
        cap = fmin(cap, (double)scenario->steps);
    in_force->armed[CRITERION_STEPS] = true;
    in_force->value[CRITERION_STEPS] = isfinite(cap) ? cap : SCENARIO_MAX_STEPS;
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
            x[i] = i < 2 ? scenario->surface->start[i] : 1;
        else
            x[i] = scenario->loss ? 0 : 1;
    }
}

void scenario_window(const struct scenario *scenario, double window[4])
{
    static const double reach = 5;
    if (scenario->has_view) {
        memcpy(window, scenario->view, sizeof scenario->view);
    } else if (scenario->surface) {
        memcpy(window, scenario->surface->window, sizeof scenario->surface->window);
    } else {
        double x[FORMULA_MAX_PARAMETERS] = {0};
        scenario_start(scenario, x);
        for (int i = 0; i < 4; i++)
            window[i] = x[i / 2] + (i % 2 == 0 ? -reach : reach);
    }
}

static bool is_plain(const char *value)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_.,:=+-/@%";
    return value[0] != '\0' && value[strspn(value, plain)] == '\0';
}

/* Single quotes keep everything but themselves: ' becomes '\''. */
static void append_quoted(struct buffer *out, const char *value)
{
    if (is_plain(value)) {
        buffer_text(out, value);
        return;
    }
    buffer_text(out, "'");
    for (; *value != '\0'; value++) {
        if (*value == '\'')
            buffer_text(out, "'\\''");
        else
            buffer_add(out, value, 1);
    }
    buffer_text(out, "'");
}

void scenario_options(const struct scenario *scenario, struct buffer *out)
{
    struct buffer value;
    buffer_init(&value);
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        buffer_clear(&value);
        if (!key->get(scenario, &value))
            continue;
        buffer_format(out, " --%s ", key->name);
        append_quoted(out, buffer_string(&value));
    }
    out->failed = out->failed || value.failed;
    buffer_release(&value);
}
