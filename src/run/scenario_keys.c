/* The keys of a scenario: how each is set, and how it is written down. A setter changes the
 * scenario only when nothing can fail any more. */
#include "run/scenario.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "base/number.h"
#include "base/pairs.h"
#include "base/range.h"
#include "base/text.h"
#include "formula/syntax.h"
#include "method/rule.h"
#include "problem/model.h"
#include "run/quantity.h"
#include "run/scenario_data.h"

/* --- what is minimised --- */

void scenario_minimise(struct scenario *scenario, const struct surface *surface, char *function,
                       const struct model *model, char *loss)
{
    if (!function || !scenario_calls_grid(function))
        scenario_leave_grid(scenario);
    free(scenario->function);
    free(scenario->loss);
    scenario->surface = surface;
    scenario->function = function;
    scenario->model = model;
    scenario->loss = loss;
}

bool scenario_parameters(struct scenario *scenario, char items[][NAME_SIZE], int count,
                         struct error *error)
{
    char *copy[PARAMETERS_MAX] = {NULL};
    bool ok = true;
    for (int i = 0; i < count; i++) {
        copy[i] = strdup(items[i]);
        ok = ok && copy[i];
    }
    char **old = ok ? scenario->parameter : copy;
    for (int i = 0; i < (ok ? scenario->n : count); i++)
        free(old[i]);
    if (!ok)
        return error_memory(error);
    memcpy(scenario->parameter, copy, sizeof copy);
    scenario->n = count;
    return true;
}

/* Are the parameters the first n of x, y, z? */
static bool are_first(const struct scenario *scenario, int n)
{
    bool same = scenario->n == n;
    for (int i = 0; same && i < n; i++)
        same = strcmp(scenario->parameter[i], surface_parameter[i]) == 0;
    return same;
}

static bool use_first(struct scenario *scenario, int n, struct error *error)
{
    char names[SURFACE_MAX_PARAMETERS][NAME_SIZE];
    for (int i = 0; i < n; i++)
        strcpy(names[i], surface_parameter[i]);
    return are_first(scenario, n) || scenario_parameters(scenario, names, n, error);
}

static bool set_surface(struct scenario *scenario, const char *value, struct error *error)
{
    const struct surface *surface = table_need(&surfaces, value, error);
    if (!surface || !use_first(scenario, surface->n, error))
        return false;
    scenario_minimise(scenario, surface, NULL, NULL, NULL);
    return true;
}

static bool get_surface(const struct scenario *scenario, struct buffer *out)
{
    return scenario->surface && strcmp(scenario->surface->name, SURFACE_DEFAULT) != 0 &&
           scenario_get_text(scenario->surface->name, out);
}

char *scenario_formula(const char *value, struct error *error)
{
    struct syntax syntax;
    bool ok = syntax_parse(&syntax, value, strlen(value), SYNTAX_FORMULA, error);
    syntax_release(&syntax);
    char *copy = ok ? strdup(value) : NULL;
    if (ok && !copy)
        error_memory(error);
    return copy;
}

/* The parameters of a model, of a loss or of a surface mean nothing to a function. */
static bool set_function(struct scenario *scenario, const char *value, struct error *error)
{
    const struct surface *surface = scenario->surface;
    bool alien = scenario_learns(scenario) || (surface && are_first(scenario, surface->n)) ||
                 (scenario->grid && !scenario_calls_grid(value));
    char *function = scenario_formula(value, error);
    if (!function)
        return false;
    if (alien && !use_first(scenario, 2, error)) {
        free(function);
        return false;
    }
    scenario_minimise(scenario, NULL, function, NULL, NULL);
    return true;
}

static bool get_function(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->function, out);
}

static bool set_params(struct scenario *scenario, const char *value, struct error *error)
{
    char items[PARAMETERS_MAX][NAME_SIZE];
    int count = list_names(value, items, PARAMETERS_MAX, "names", error);
    for (int i = 0; i < count; i++) {
        if (!formula_name_ok(items[i], error))
            return false;
        if (quantity_is_reserved(items[i]))
            return error_set(error, "'%s' is a number of every run, not a parameter's name",
                             items[i]);
        for (int j = 0; j < i; j++)
            if (strcmp(items[i], items[j]) == 0)
                return error_set(error, "the parameter '%s' is named twice", items[i]);
    }
    return count > 0 && scenario_parameters(scenario, items, count, error);
}

static bool get_params(const struct scenario *scenario, struct buffer *out)
{
    const struct surface *surface = scenario->surface;
    if (are_first(scenario, 2) || scenario->model || scenario->grid ||
        (surface && are_first(scenario, surface->n)))
        return false;
    for (int i = 0; i < scenario->n; i++)
        buffer_format(out, "%s%s", i > 0 ? "," : "", scenario->parameter[i]);
    return true;
}

static bool set_start(struct scenario *scenario, const char *value, struct error *error)
{
    double start[PARAMETERS_MAX];
    int count = list_numbers(value, start, PARAMETERS_MAX, "a number a parameter", error);
    if (count < 0)
        return false;
    memcpy(scenario->start, start, (size_t)count * sizeof *start);
    scenario->start_count = count;
    return true;
}

static bool get_start(const struct scenario *scenario, struct buffer *out)
{
    list_append(out, scenario->start, scenario->start_count);
    return scenario->start_count > 0;
}

static bool set_seed(struct scenario *scenario, const char *value, struct error *error)
{
    static const long most = 9007199254740991; /* 2^53 - 1: no two seeds are read as one number */
    long seed;
    if (!number_parse_count(value, 0, most, &seed, error))
        return false;
    scenario->seed = (uint64_t)seed;
    return true;
}

static bool get_seed(const struct scenario *scenario, struct buffer *out)
{
    if (scenario->seed == 1)
        return false;
    buffer_format(out, "%llu", (unsigned long long)scenario->seed);
    return true;
}

/* --- the optimizer --- */

static bool is_among(char names[][NAME_SIZE], int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Drops the values set for names other than these. */
static void keep_set(struct scenario *scenario, char names[][NAME_SIZE], int count)
{
    int kept = 0;
    for (int i = 0; i < scenario->set_count; i++)
        if (is_among(names, count, scenario->set[i].name))
            scenario->set[kept++] = scenario->set[i];
    scenario->set_count = kept;
}

/* Drops the values set that the optimizer does not have, or does not allow. */
static void choose_optimizer(struct scenario *scenario, const struct optimizer *optimizer)
{
    char names[RULE_MAX_HYPER][NAME_SIZE];
    int count = 0;
    for (int i = 0; i < scenario->set_count; i++) {
        int hyper = optimizer_hyper(optimizer, scenario->set[i].name);
        const struct hyperparameter *row = hyper < 0 ? NULL : &optimizer->hyper[hyper];
        if (row && range_check(&row->range, row->name, scenario->set[i].value, NULL))
            strcpy(names[count++], scenario->set[i].name);
    }
    keep_set(scenario, names, count);
    free(scenario->rule);
    scenario->rule = NULL;
    scenario->optimizer = optimizer;
}

static bool get_optimizer(const struct scenario *scenario, struct buffer *out)
{
    return scenario->optimizer && scenario->optimizer != table_row(&optimizers, 0) &&
           scenario_get_text(scenario->optimizer->name, out);
}

static bool set_rule(struct scenario *scenario, const char *value, struct error *error)
{
    char names[RULE_MAX_HYPER][NAME_SIZE];
    int count = rule_free_names(value, strlen(value), names, error);
    if (count < 0)
        return false;
    char *rule = strdup(value);
    if (!rule)
        return error_memory(error);
    free(scenario->rule);
    scenario->rule = rule;
    scenario->optimizer = NULL;
    keep_set(scenario, names, count);
    return true;
}

static bool get_rule(const struct scenario *scenario, struct buffer *out)
{
    return scenario_get_text(scenario->rule, out);
}

/* A name that would do for a row of the table of optimizers. */
static bool set_name(struct scenario *scenario, const char *value, struct error *error)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-";
    size_t length = strlen(value);
    if (strspn(value, letters) != length || length >= NAME_SIZE)
        return error_set(error, "a name has up to %d letters, digits, '_' and '-'", NAME_SIZE - 1);
    strcpy(scenario->rule_name, value);
    return true;
}

static bool get_name(const struct scenario *scenario, struct buffer *out)
{
    buffer_text(out, scenario->rule_name);
    return scenario->rule_name[0] != '\0';
}

static bool no_such_hyper(const char *owner, char names[][NAME_SIZE], int count,
                          const struct pair *pair, struct error *error)
{
    const char *list[RULE_MAX_HYPER], *name = pair->name;
    char value[NUMBER_SIZE];
    if (table_find(&scenario_keys, setting_name(name)))
        return error_set(error, "%s is a setting of its own: " SETTING("%s %s"), name,
                         setting_name(name), number_short(value, pair->value, 17));
    for (int i = 0; i < count; i++)
        list[i] = names[i];
    if (count == 0)
        return error_set(error, "%s has no hyperparameter to set", owner);
    char hint[NAMES_HINT];
    struct buffer all = {0};
    buffer_text(&all, "; it has ");
    names_list(&all, list, (size_t)count, " and ");
    error_set(error, "%s has no '%s'%s", owner, name,
              names_hint(names_nearest(list, (size_t)count, name), buffer_string(&all), hint));
    buffer_release(&all);
    return false;
}

/* Checks that the optimizer or the rule has such a hyperparameter and allows the value. */
static bool check_hyper(const struct scenario *scenario, const struct pair *pair,
                        struct error *error)
{
    char names[RULE_MAX_HYPER][NAME_SIZE];
    const struct optimizer *optimizer = scenario->optimizer;
    int count = 0;
    if (optimizer)
        for (; count < optimizer_hypers(optimizer); count++)
            strcpy(names[count], optimizer->hyper[count].name);
    else
        count = rule_free_names(scenario->rule, strlen(scenario->rule), names, error);
    if (count < 0)
        return false;
    if (!is_among(names, count, pair->name))
        return no_such_hyper(optimizer ? optimizer->name : "the rule", names, count, pair, error);
    if (!optimizer)
        return true;
    const struct hyperparameter *row = &optimizer->hyper[optimizer_hyper(optimizer, pair->name)];
    return range_check(&row->range, row->name, pair->value, error);
}

/* There is always room: set[] holds names of the optimizer or the rule only. */
static void store_hyper(struct scenario *scenario, const char *name, double value)
{
    int i = 0;
    while (i < scenario->set_count && strcmp(scenario->set[i].name, name) != 0)
        i++;
    if (i == scenario->set_count)
        scenario->set_count++;
    strcpy(scenario->set[i].name, name);
    scenario->set[i].value = value;
}

static bool check_hypers(const struct scenario *scenario, const char *list, struct error *error)
{
    struct pair pair;
    do {
        if (!pairs_need(&list, &pair, error) || !check_hyper(scenario, &pair, error))
            return false;
    } while (*list != '\0');
    return true;
}

static void store_hypers(struct scenario *scenario, const char *list)
{
    struct pair pair;
    while (*list != '\0' && pairs_need(&list, &pair, NULL))
        store_hyper(scenario, pair.name, pair.value);
}

static bool set_set(struct scenario *scenario, const char *value, struct error *error)
{
    if (strcmp(value, "none") == 0) {
        scenario->set_count = 0;
        return true;
    }
    if (!check_hypers(scenario, value, error))
        return false;
    store_hypers(scenario, value);
    return true;
}

/* "adam" or "adam:beta1=0.8,eps=1e-6" */
static bool set_optimizer(struct scenario *scenario, const char *value, struct error *error)
{
    char name[NAME_SIZE];
    size_t length = strcspn(value, ":");
    snprintf(name, sizeof name, "%.*s", (int)length, value);
    const char *hypers = value[length] ? value + length + 1 : NULL;
    const struct scenario other = {.optimizer = table_need(&optimizers, name, error)};
    if (!other.optimizer || (hypers && !check_hypers(&other, hypers, error)))
        return false;
    choose_optimizer(scenario, other.optimizer);
    if (hypers)
        store_hypers(scenario, hypers);
    return true;
}

static bool get_set(const struct scenario *scenario, struct buffer *out)
{
    for (int i = 0; i < scenario->set_count; i++)
        pairs_append(out, i == 0, scenario->set[i].name, scenario->set[i].value);
    return scenario->set_count > 0;
}

/* A shorthand for `set beta=…`. Plain descent becomes descent with momentum. */
static bool set_momentum(struct scenario *scenario, const char *value, struct error *error)
{
    struct pair pair = {.name = "beta"};
    if (!number_parse(value, &pair.value, error))
        return false;
    const struct optimizer *optimizer = scenario->optimizer;
    const struct optimizer *momentum = table_find(&optimizers, "momentum");
    bool plain = optimizer && optimizer->plain;
    if (plain && pair.value == 0)
        return true;
    if (plain) {
        if (!range_check(&momentum->hyper[0].range, "momentum", pair.value, error))
            return false;
        choose_optimizer(scenario, momentum);
    } else if (optimizer && optimizer_hyper(optimizer, "beta") < 0) {
        if (optimizer_hyper(optimizer, "momentum") < 0)
            return error_set(error, "%s has no momentum to set", optimizer->name);
        strcpy(pair.name, "momentum");
    }
    if (!check_hyper(scenario, &pair, error))
        return false;
    store_hyper(scenario, pair.name, pair.value);
    return true;
}

/* optimizer and set say it. */
static bool get_momentum(const struct scenario *scenario, struct buffer *out)
{
    (void)scenario;
    (void)out;
    return false;
}

/* --- rate, gradient, end --- */

static bool set_number(double *to, const char *value, const char *name, bool above_zero,
                       struct error *error)
{
    struct range range = {.least = 0, .most = DBL_MAX, .open_least = above_zero};
    double number;
    if (!number_parse(value, &number, error) || !range_check(&range, name, number, error))
        return false;
    *to = number;
    return true;
}

static bool get_number(double number, struct buffer *out)
{
    if (number != 0)
        number_append(out, number);
    return number != 0;
}

static bool set_lr(struct scenario *scenario, const char *value, struct error *error)
{
    if (strcmp(value, "auto") == 0) {
        scenario->lr = 0;
        return true;
    }
    return set_number(&scenario->lr, value, "lr", true, error);
}

static bool get_lr(const struct scenario *scenario, struct buffer *out)
{
    return get_number(scenario->lr, out);
}

static bool set_schedule(struct scenario *scenario, const char *value, struct error *error)
{
    return schedule_parse(&scenario->schedule, value, error);
}

static bool get_schedule(const struct scenario *scenario, struct buffer *out)
{
    if (schedule_is_constant(&scenario->schedule))
        return false;
    schedule_spec(&scenario->schedule, out);
    return true;
}

/* A key whose value is a number, 0 or above, of which 0 is the default. */
#define AMOUNT_KEY(field, name_)                                                                   \
    static bool set_##field(struct scenario *scenario, const char *value, struct error *error)     \
    {                                                                                              \
        return set_number(&scenario->field, value, name_, false, error);                           \
    }                                                                                              \
                                                                                                   \
    static bool get_##field(const struct scenario *scenario, struct buffer *out)                   \
    {                                                                                              \
        return get_number(scenario->field, out);                                                   \
    }

AMOUNT_KEY(clip, "clip")
AMOUNT_KEY(clip_value, "clip-value")
AMOUNT_KEY(noise, "noise")
AMOUNT_KEY(l2, "l2")

static bool set_steps(struct scenario *scenario, const char *value, struct error *error)
{
    if (strcmp(value, "none") == 0) {
        scenario->steps = -1;
        return true;
    }
    return number_parse_count(value, 0, 1000000000000000, &scenario->steps, error);
}

static bool get_steps(const struct scenario *scenario, struct buffer *out)
{
    if (scenario->steps >= 0)
        buffer_format(out, "%ld", scenario->steps);
    return scenario->steps >= 0;
}

static bool set_stop(struct scenario *scenario, const char *value, struct error *error)
{
    struct criteria made;
    bool none = strcmp(value, "none") == 0;
    criteria_init(&made);
    if (!none && !criteria_parse(&made, value, error))
        return false;
    scenario->criteria = made;
    scenario->stop_given = !none;
    return true;
}

static bool get_stop(const struct scenario *scenario, struct buffer *out)
{
    if (!scenario->stop_given)
        return false;
    struct criteria said = scenario->criteria;
    size_t before = out->size;
    for (int i = 0; i < CRITERION_COUNT && !scenario_learns(scenario); i++)
        said.armed[i] = said.armed[i] && !criterion_is_of_data(i);
    criteria_list(&said, out);
    if (out->size == before) /* only what is armed anyway was named */
        buffer_text(out, "diverge");
    return true;
}

#define KEY_AS(name_, id, argument_, meaning_)                                                     \
    SETTING_HEAD(name_, argument_, meaning_), .set = set_##id, .get = get_##id
#define KEY(id, argument_, meaning_) KEY_AS(#id, id, argument_, meaning_)
#define DATA_KEY(id, argument_, meaning_) KEY(id, argument_, meaning_), .of_data = true

/* One thing is minimised; data come only with what reads them, which a formula of the parameters
 * alone does not, though it may call a grid. */
enum { OBJECTIVES = 1, SOURCES = 2, ROWS = 4, GRIDS = 8 };

static const struct scenario_key rows[] = {
    {KEY(surface, "NAME", "descend on a built-in surface"), .rivals = OBJECTIVES | SOURCES,
     .head.choices = &surfaces},
    {DATA_KEY(header, "auto|on|off", "does a line of the file name its columns?"), .of_file = true,
     .head.choices = &dialect_headers},
    {DATA_KEY(separator, "NAME", "auto, comma, semicolon, tab, space or pipe"), .of_file = true,
     .head.choices = &dialect_separators},
    {DATA_KEY(decimal, "auto|point|comma", "the decimal sign of the file"), .of_file = true,
     .head.choices = &dialect_decimals},
    {DATA_KEY(missing, "TEXT,...", "what stands for a missing value: NA,-999"), .of_file = true},
    {KEY(grid, "FILE[:COLUMN]", "descend on a table: rows x,y,value, or a matrix"),
     .rivals = SOURCES | GRIDS, .names_file = true, .of_file = true, .of_loss = true},
    {KEY(function, "FORMULA", "descend on a formula such as 'x^2 + 3*y^2'"),
     .rivals = OBJECTIVES | ROWS, .is_formula = true, .of_loss = true},
    {DATA_KEY(data, "FILE", "learn from the rows of a CSV file (-: stdin)"),
     .rivals = SOURCES | ROWS, .names_file = true, .of_file = true, .of_loss = true},
    {DATA_KEY(columns, "NAME=COLUMN,...", "names for columns: x=flipper_length_mm"),
     .of_loss = true},
    {DATA_KEY(label, "NAME=COLUMN:TEXT", "a variable: 1 where the column has this text"),
     .of_loss = true},
    {DATA_KEY(standardize, "COLUMNS", "mean 0, deviation 1 (alone: all columns)"),
     .head.bare = "all"},
    {DATA_KEY(validation, "PART", "hold out this part of the rows (0.25)")},
    {KEY(model, "NAME", "learn with a built-in model (default linear)"),
     .rivals = OBJECTIVES | GRIDS, .of_loss = true, .head.choices = &models},
    {KEY(loss, "FORMULA", "a loss of a row, such as '(w*x + b - y)^2'"),
     .rivals = OBJECTIVES | GRIDS, .is_formula = true, .of_loss = true},
    {KEY(params, "NAMES", "the formula's parameters (default x,y)")},
    {KEY(init, "NAME=VALUE", "how parameters begin: zeros, xavier ..."), .told = true,
     .head.choices = &inits},
    {KEY(start, "X,Y", "start at this point")},
    {KEY(seed, "N", "seed of everything random (default 1)"), .told = true},
    {KEY(optimizer, "NAME[:SET]", "descend with a built-in optimizer"), .brings_rate = true,
     .head.choices = &optimizers, .live = true, .reset = "gd"},
    {KEY(rule, "RULE", "descend by a rule such as 'theta = theta - lr*g'"), .is_formula = true,
     .live_alone = true, .replaces_last = true, .live = true},
    {KEY(name, "NAME", "what the rule is called"), .live = true, .reset = ""},
    {KEY(set, "NAME=VALUE", "set a hyperparameter of optimizer or rule"), .head.of_hypers = true,
     .live = true, .reset = "none"},
    {KEY(lr, "RATE", "learning rate; auto: the recommended one"), .of_rate = true,
     .keeps_rate = true, .last_counts = true, .live = true, .reset = "auto"},
    {KEY(momentum, "BETA", "same as set beta=BETA; turns gd into momentum"), .keeps_rate = true,
     .live = true},
    {DATA_KEY(online, "on", "one pass, a row a step, rate over its root"), .head.bare = "on"},
    {KEY(schedule, "SPEC", "change the rate: NAME:KEY=VALUE,..."), .of_rate = true,
     .last_counts = true, .told = true, .head.choices = &schedules, .live = true,
     .reset = "constant"},
    {KEY(clip, "NORM", "scale gradients down to this norm (0: off)"), .last_counts = true,
     .told = true, .live = true, .reset = "0"},
    {KEY_AS("clip-value", clip_value, "LIMIT",
            "cut each coordinate's gradient at +-LIMIT (0: off)"),
     .last_counts = true, .told = true, .live = true, .reset = "0"},
    {KEY(noise, "SIGMA", "add normal noise to the gradient (0: off)"), .last_counts = true,
     .told = true, .live = true, .reset = "0"},
    {KEY(l2, "LAMBDA", "add LAMBDA times the parameters to the gradient"), .last_counts = true,
     .told = true, .live = true, .reset = "0"},
    {DATA_KEY(batch, "N", "rows a step: 1 is stochastic descent, 0 takes all"), .last_counts = true,
     .live = true, .reset = "0"},
    {KEY_AS("no-shuffle", no_shuffle, "on|off", "take the rows in the order of the file"),
     .last_counts = true, .of_data = true, .head.bare = "on", .live = true, .reset = "off"},
    {KEY(steps, "N", "make exactly N steps; with stop, N at most"), .live = true, .reset = "none"},
    {KEY(stop, "NAME=VALUE,...", "end the run at grad, plateau, params, loss ..."), .live = true,
     .reset = "none"},
};

const struct table scenario_keys = TABLE("setting", rows);
