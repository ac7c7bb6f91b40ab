#include "engine/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
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
    to->function = copy_text(from->function, &ok);
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

/* The parameter of that name, or -1. */
static int find_parameter(const struct scenario *scenario, const char *name)
{
    for (int i = 0; i < scenario->n; i++)
        if (strcmp(scenario->parameter[i], name) == 0)
            return i;
    return -1;
}

static bool is_pca(const struct scenario *scenario)
{
    return scenario->axes[0][0] != '\0' && scenario->axes[1][0] == '\0';
}

static bool check_axes(const struct scenario *scenario, struct error *error)
{
    if (is_pca(scenario))
        return scenario->n > 2 ||
               error_set(error, "axes pca needs more than two parameters, but there %s %d",
                         scenario->n == 1 ? "is" : "are", scenario->n);
    for (int k = 0; k < 2; k++) {
        const char *name = scenario->axes[k];
        if (*name == '\0' || find_parameter(scenario, name) >= 0)
            continue;
        const char *near = names_nearest((const char *const *)scenario->parameter,
                                         (size_t)scenario->n, name);
        if (near)
            return error_set(error, "axes: there is no parameter '%s'; did you mean '%s'?", name,
                             near);
        return error_set(error, "axes: there is no parameter '%s'", name);
    }
    return true;
}

bool scenario_check(const struct scenario *scenario, struct error *error)
{
    if (scenario->start_count > 0 && scenario->start_count != scenario->n)
        return error_set(error, "start has %d number%s, but there %s %d parameter%s",
                         scenario->start_count, scenario->start_count == 1 ? "" : "s",
                         scenario->n == 1 ? "is" : "are", scenario->n,
                         scenario->n == 1 ? "" : "s");
    bool is_plane = scenario->n == 2 && strcmp(scenario->parameter[0], "x") == 0 &&
                    strcmp(scenario->parameter[1], "y") == 0;
    if (scenario->surface && !is_plane)
        return error_set(error, "the parameters of the surface %s are x,y; params goes with function",
                         scenario->surface->name);
    return check_axes(scenario, error);
}

struct objective *scenario_objective(const struct scenario *scenario, struct error *error)
{
    if (!scenario_check(scenario, error))
        return NULL;
    if (scenario->surface)
        return objective_from_surface(scenario->surface, error);
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
    if (scenario->surface && (!optimizer || optimizer->follows_gradient))
        return scenario->surface->rate;
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

void scenario_start(const struct scenario *scenario, double *x)
{
    for (int i = 0; i < scenario->n; i++) {
        if (i < scenario->start_count)
            x[i] = scenario->start[i];
        else
            x[i] = scenario->surface && i < 2 ? scenario->surface->start[i] : 1;
    }
}

void scenario_axes(const struct scenario *scenario, int axis[2])
{
    bool given = scenario->axes[0][0] != '\0';
    for (int k = 0; k < 2; k++)
        axis[k] = given ? find_parameter(scenario, scenario->axes[k]) : k < scenario->n ? k : -1;
    if (is_pca(scenario))
        axis[0] = axis[1] = -1;
}

/* The range where no view is given: the surface's, or around the start; of no parameter, around
 * 0. */
static void default_range(const struct scenario *scenario, int i, double range[2])
{
    static const double reach = 5;
    double x[FORMULA_MAX_PARAMETERS];
    if (scenario->surface && i >= 0 && i < 2) {
        memcpy(range, scenario->surface->window + 2 * i, 2 * sizeof *range);
        return;
    }
    scenario_start(scenario, x);
    double middle = i >= 0 ? x[i] : 0;
    range[0] = middle - reach;
    range[1] = middle + reach;
}

void scenario_window(const struct scenario *scenario, double window[4])
{
    int axis[2];
    scenario_axes(scenario, axis);
    for (int k = 0; k < 2; k++)
        default_range(scenario, axis[k], window + 2 * k);
    if (scenario->has_view)
        memcpy(window, scenario->view, sizeof scenario->view);
}

void scenario_range(const struct scenario *scenario, int i, double range[2])
{
    int axis[2];
    scenario_axes(scenario, axis);
    default_range(scenario, i, range);
    for (int k = 0; k < 2; k++)
        if (scenario->has_view && axis[k] == i)
            memcpy(range, scenario->view + 2 * k, 2 * sizeof *range);
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
