#include "show/left_rates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/pairs.h"

/* Its number in `lr`. */
static size_t slot_of(const struct optimizer *optimizer)
{
    return optimizer ? table_index(&optimizers, optimizer) : optimizers.count;
}

bool left_rates_init(struct left_rates *left_rates, const struct scenario *scenario)
{
    *left_rates = (struct left_rates){.lr = calloc(optimizers.count + 1, sizeof *left_rates->lr),
                                      .rate_set = scenario->lr > 0};
    return left_rates->lr;
}

void left_rates_release(struct left_rates *left_rates)
{
    free(left_rates->lr);
    *left_rates = (struct left_rates){0};
}

bool left_rates_copy(struct left_rates *to, const struct left_rates *from)
{
    *to = *from;
    to->lr = calloc(optimizers.count + 1, sizeof *to->lr);
    if (to->lr && from->lr)
        memcpy(to->lr, from->lr, (optimizers.count + 1) * sizeof *to->lr);
    return to->lr;
}

static const char beta_name[] = "beta", rule_name[] = "rule";

static void write_left(const char *name, double value, struct buffer *out)
{
    if (!(value > 0))
        return;
    buffer_format(out, "left %s ", name);
    number_append(out, value);
    buffer_text(out, "\n");
}

void left_rates_write(const struct left_rates *left_rates, struct buffer *out)
{
    for (size_t i = 0; i < optimizers.count; i++)
        write_left(table_name(&optimizers, i), left_rates->lr[i], out);
    write_left(rule_name, left_rates->lr[slot_of(NULL)], out);
    write_left(beta_name, left_rates->beta, out);
}

bool left_rates_read(struct left_rates *left_rates, const char *text, struct error *error)
{
    char name[NAME_SIZE];
    size_t length = strcspn(text, " \t");
    const struct optimizer *optimizer = NULL;
    double value;

    snprintf(name, sizeof name, "%.*s", (int)length, text);
    bool beta = strcmp(name, beta_name) == 0, rule = strcmp(name, rule_name) == 0;
    if (!beta && !rule && !(optimizer = table_need(&optimizers, name, error)))
        return false;
    if (!number_parse(text + length + strspn(text + length, " \t"), &value, error))
        return false;
    if (!(value > 0))
        return error_set(error, "left %s: the number must be above 0", name);
    if (beta)
        left_rates->beta = value;
    else
        left_rates->lr[slot_of(optimizer)] = value;
    left_rates->rate_set = left_rates->rate_set || !beta;
    return true;
}

double left_rates_beta_of(const struct scenario *scenario)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];

    if (!scenario->optimizer || !scenario->optimizer->best_beta)
        return 0;
    scenario_hypers(scenario, names, values);
    return values[0];
}

struct leaving left_rates_leaving(const struct scenario *scenario)
{
    return (struct leaving){scenario->optimizer, scenario->lr, left_rates_beta_of(scenario)};
}

void left_rates_note(struct left_rates *left_rates, const struct leaving *old,
                     const struct scenario *scenario, bool alike)
{
    left_rates->rate_set = left_rates->rate_set || scenario->lr > 0;
    if (scenario->optimizer == old->optimizer)
        return;
    if (alike || !optimizer_follows_gradient(old->optimizer))
        left_rates->lr[slot_of(old->optimizer)] = old->lr;
    if (alike && old->beta > 0)
        left_rates->beta = old->beta;
}

void left_rates_forget(struct left_rates *left_rates)
{
    for (size_t i = 0; i < optimizers.count; i++)
        if (optimizer_follows_gradient(table_row(&optimizers, i)))
            left_rates->lr[i] = 0;
    left_rates->lr[slot_of(NULL)] = 0;
    left_rates->beta = 0;
}

void left_rates_carry(struct left_rates *left_rates, const struct scenario *scenario,
                      const struct optimizer *optimizer)
{
    if (optimizer_follows_gradient(scenario->optimizer) && optimizer_follows_gradient(optimizer))
        left_rates->lr[slot_of(optimizer)] = scenario->lr;
}

/* Nothing where the optimizer has no rate, or where all rates are the recommended ones. */
static void bring_rate(const struct left_rates *left_rates, const struct scenario *scenario,
                       bool alike, struct setting_list *brought)
{
    const struct optimizer *optimizer = scenario->optimizer;
    bool fits = alike || !optimizer_follows_gradient(optimizer);
    double lr = fits ? left_rates->lr[slot_of(optimizer)] : 0;
    struct buffer value = {0};

    if (!left_rates->rate_set || (optimizer && optimizer->rate == 0))
        return;
    if (lr > 0)
        number_append(&value, lr);
    setting_list_add(brought, "lr", lr > 0 ? buffer_string(&value) : "auto");
    buffer_release(&value);
}

/* Nothing where the optimizer has no such beta, or one is set. */
static void bring_beta(const struct left_rates *left_rates, const struct scenario *scenario,
                       struct setting_list *brought)
{
    bool wants = left_rates->beta > 0 && scenario->optimizer && scenario->optimizer->best_beta;
    struct buffer value = {0};

    for (int i = 0; i < scenario->set_count; i++)
        wants = wants && strcmp(scenario->set[i].name, "beta") != 0;
    if (!wants)
        return;
    pairs_append(&value, true, "beta", left_rates->beta);
    setting_list_add(brought, "set", buffer_string(&value));
    buffer_release(&value);
}

void left_rates_bring(const struct left_rates *left_rates, const struct scenario *scenario,
                      bool alike, bool with_rate, struct setting_list *brought)
{
    if (alike)
        bring_beta(left_rates, scenario, brought);
    if (with_rate)
        bring_rate(left_rates, scenario, alike, brought);
}
