#include "show/luggage.h"

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

bool luggage_init(struct luggage *luggage, const struct scenario *scenario)
{
    *luggage = (struct luggage){.lr = calloc(optimizers.count + 1, sizeof *luggage->lr),
                                .rate_set = scenario->lr > 0};
    return luggage->lr;
}

void luggage_release(struct luggage *luggage)
{
    free(luggage->lr);
    *luggage = (struct luggage){0};
}

bool luggage_copy(struct luggage *to, const struct luggage *from)
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
    pairs_number(out, value);
    buffer_text(out, "\n");
}

void luggage_write(const struct luggage *luggage, struct buffer *out)
{
    for (size_t i = 0; i < optimizers.count; i++)
        write_left(table_name(&optimizers, i), luggage->lr[i], out);
    write_left(rule_name, luggage->lr[slot_of(NULL)], out);
    write_left(beta_name, luggage->beta, out);
}

bool luggage_read(struct luggage *luggage, const char *text, struct error *error)
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
        luggage->beta = value;
    else
        luggage->lr[slot_of(optimizer)] = value;
    luggage->rate_set = luggage->rate_set || !beta;
    return true;
}

double luggage_beta_of(const struct scenario *scenario)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];

    if (!scenario->optimizer || !scenario->optimizer->best_beta)
        return 0;
    scenario_hypers(scenario, names, values);
    return values[0];
}

struct leaving luggage_leaving(const struct scenario *scenario)
{
    return (struct leaving){scenario->optimizer, scenario->lr, luggage_beta_of(scenario)};
}

void luggage_note(struct luggage *luggage, const struct leaving *old,
                  const struct scenario *scenario, bool alike)
{
    luggage->rate_set = luggage->rate_set || scenario->lr > 0;
    if (scenario->optimizer == old->optimizer)
        return;
    if (alike || !optimizer_follows_gradient(old->optimizer))
        luggage->lr[slot_of(old->optimizer)] = old->lr;
    if (alike && old->beta > 0)
        luggage->beta = old->beta;
}

void luggage_forget(struct luggage *luggage)
{
    for (size_t i = 0; i < optimizers.count; i++)
        if (optimizer_follows_gradient(table_row(&optimizers, i)))
            luggage->lr[i] = 0;
    luggage->lr[slot_of(NULL)] = 0;
    luggage->beta = 0;
}

void luggage_carry(struct luggage *luggage, const struct scenario *scenario,
                   const struct optimizer *optimizer)
{
    if (optimizer_follows_gradient(scenario->optimizer) && optimizer_follows_gradient(optimizer))
        luggage->lr[slot_of(optimizer)] = scenario->lr;
}

static struct buffer *pack(struct packed *packed, const char *key)
{
    packed->setting[packed->count].key = key;
    return &packed->text[packed->count++];
}

/* Nothing where the optimizer has no rate, or where all rates are the recommended ones. */
static void pack_rate(const struct luggage *luggage, const struct scenario *scenario, bool alike,
                      struct packed *packed)
{
    const struct optimizer *optimizer = scenario->optimizer;
    bool fits = alike || !optimizer_follows_gradient(optimizer);
    double lr = fits ? luggage->lr[slot_of(optimizer)] : 0;

    if (!luggage->rate_set || (optimizer && optimizer->rate == 0))
        return;
    if (lr > 0)
        pairs_number(pack(packed, "lr"), lr);
    else
        buffer_text(pack(packed, "lr"), "auto");
}

/* Nothing where the optimizer has no such beta, or one is set. */
static void pack_beta(const struct luggage *luggage, const struct scenario *scenario,
                      struct packed *packed)
{
    bool wants = luggage->beta > 0 && scenario->optimizer && scenario->optimizer->best_beta;

    for (int i = 0; i < scenario->set_count; i++)
        wants = wants && strcmp(scenario->set[i].name, "beta") != 0;
    if (wants)
        pairs_append(pack(packed, "set"), true, "beta", luggage->beta);
}

void luggage_pack(const struct luggage *luggage, const struct scenario *scenario, bool alike,
                  bool with_rate, struct packed *packed)
{
    *packed = (struct packed){0};
    if (alike)
        pack_beta(luggage, scenario, packed);
    if (with_rate)
        pack_rate(luggage, scenario, alike, packed);
    for (size_t i = 0; i < packed->count; i++)
        packed->setting[i].value = buffer_string(&packed->text[i]);
}

void packed_release(struct packed *packed)
{
    for (size_t i = 0; i < packed->count; i++)
        buffer_release(&packed->text[i]);
}
