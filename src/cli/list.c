/* `list` and `show`: what there is, from the tables themselves. */
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "app/actions.h"
#include "app/commands.h"
#include "app/keys.h"
#include "base/number.h"
#include "base/text.h"
#include "cells/colormap.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "formula/syntax.h"
#include "insight/predicate.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "method/schedule.h"
#include "problem/init.h"
#include "problem/model.h"
#include "problem/surface.h"
#include "run/criteria.h"
#include "run/quantity.h"
#include "show/demos.h"
#include "view/landscape.h"
#include "view/layout.h"

/* A table that can be listed, what is said of a row in one line, and in full. */
struct catalogue {
    const char *name; /* "surfaces" */
    const struct table *table;
    size_t meaning; /* where in a row what it means stands; of a key, the name of the action */
    void (*show)(const void *row, struct buffer *out);
};

/* --- parts of a page --- */

static void field(struct buffer *out, const char *label, const char *text)
{
    if (!text)
        return;
    buffer_format(out, "\n%s\n", label);
    output_wrapped(out, text, 0, 2);
}

/* "(1, 2)", of numbers that are `apart` from each other; one stands alone. */
static void point(struct buffer *out, const double *x, int n, int apart)
{
    char number[NUMBER_SIZE];
    for (int i = 0; i < n; i++)
        buffer_format(out, "%s%s",
                      i       ? ", "
                      : n > 1 ? "("
                              : "",
                      number_short(number, x[i * apart], 8));
    buffer_text(out, n > 1 ? ")" : "");
}

/* --- surfaces --- */

static void show_minima(const struct surface *surface, struct buffer *out)
{
    char least[NUMBER_SIZE];
    if (!surface->bounded) {
        buffer_text(out, "\nminima\n  none: the function has no least value\n");
        return;
    }
    buffer_format(out, "\nminima%s, where f = %s\n",
                  surface->in_window   ? " in the window (there are lower ones outside)"
                  : surface->continuum ? ": infinitely many, side by side"
                                       : "",
                  number_short(least, surface->least, 8));
    for (int i = 0; i < surface->minimum_count; i++) {
        buffer_text(out, "  ");
        point(out, surface->minima[i], surface->n, 1);
        buffer_text(out, "\n");
    }
}

static void surface_show(const void *row, struct buffer *out)
{
    const struct surface *surface = row;
    char rate[NUMBER_SIZE], beta[NUMBER_SIZE];
    buffer_format(out, "%s: %s\n", surface->name, surface->title);
    field(out, "formula", surface->formula);
    buffer_text(out, "\nwindow\n  ");
    point(out, surface->window, surface->n, 2);
    buffer_text(out, " to ");
    point(out, surface->window + 1, surface->n, 2);
    buffer_text(out, "\n\nstart\n  ");
    point(out, surface->start, surface->n, 1);
    buffer_format(out, ", rate %s for plain descent, beta %s with momentum\n",
                  number_short(rate, surface->rate, 6), number_short(beta, surface->beta, 6));
    show_minima(surface, out);
    field(out, "teaches", surface->teaches);
    field(out, "source", surface->source);
}

/* --- optimizers --- */

static void show_range(struct buffer *out, const struct hyperparameter *hyper)
{
    char least[NUMBER_SIZE], most[NUMBER_SIZE];
    const struct range *range = &hyper->range;
    bool from_finite = range->least > -DBL_MAX, to_finite = range->most < DBL_MAX;
    number_short(least, from_finite ? range->least : -INFINITY, 6);
    number_short(most, to_finite ? range->most : INFINITY, 6);
    buffer_format(out, "%s%s, %s%s", range->open_least || !from_finite ? "(" : "[", least, most,
                  range->open_most || !to_finite ? ")" : "]");
}

static void optimizer_show(const void *row, struct buffer *out)
{
    const struct optimizer *optimizer = row;
    char number[NUMBER_SIZE];
    buffer_format(out, "%s: %s\n", optimizer->name, optimizer->title);
    field(out, "rule, for each coordinate", optimizer->rule);
    field(out, "method", optimizer->method ? optimizer->method->outline : NULL);
    if (optimizer_hypers(optimizer) > 0)
        buffer_text(out, "\nhyperparameters\n");
    for (int i = 0; i < optimizer_hypers(optimizer); i++) {
        const struct hyperparameter *hyper = &optimizer->hyper[i];
        buffer_format(out, "  %-10s %-8s in ", hyper->name, number_short(number, hyper->value, 6));
        show_range(out, hyper);
        buffer_format(out, "  %s\n", hyper->meaning);
    }
    if (optimizer->rate == 0)
        field(out, "rate",
              optimizer->method ? "none to set: every step finds its own length"
                                : "none to set: the rule finds it from the loss");
    else
        buffer_format(out, "\nrecommended rate\n  %s%s\n", number_short(number, optimizer->rate, 6),
                      optimizer->follows_gradient ? ", or the surface's own" : "");
    field(out, "when to use it", optimizer->when);
    field(out, "source", optimizer->source);
}

/* --- models --- */

static void model_show(const void *row, struct buffer *out)
{
    const struct model *model = row;
    char rate[NUMBER_SIZE];
    buffer_format(out, "%s: %s\n", model->name, model->title);
    field(out, "loss of a row", model->loss);
    buffer_text(out, "\ncolumns\n ");
    for (int i = 0; model->column[i]; i++)
        buffer_format(out, " %s", model->column[i]);
    buffer_text(out, "\n\nparameters, and what they are for raw columns\n");
    for (int i = 0; i < model_parameters(model); i++)
        buffer_format(out, "  %-4s %s\n", model->parameter[i].name, model->parameter[i].raw);
    buffer_format(out, "\nbegin\n  %s, rate %s\n", model->init, number_short(rate, model->rate, 6));
    field(out, "minimum",
          model->convex ? "the loss is convex: a minimum is the global one"
                        : "the loss may have several");
    field(out, "teaches", model->teaches);
    field(out, "source", model->source);
}

/* --- schedules --- */

/* "0.1", or the words with the default first: "rel|abs". */
static const char *schedule_value(const struct schedule_key *key, char text[NUMBER_SIZE])
{
    if (!key->words)
        return number_short(text, key->value, 6);
    int chosen = (int)key->value;
    snprintf(text, NUMBER_SIZE, "%s|%s", key->words[chosen], key->words[1 - chosen]);
    return text;
}

static void show_schedule_key(const struct schedule_key *key, struct buffer *out)
{
    char text[NUMBER_SIZE];
    buffer_format(out, "  %-14s %-10s %s\n", key->name, schedule_value(key, text), key->meaning);
}

static void schedule_show(const void *row, struct buffer *out)
{
    const struct schedule_kind *kind = row;
    struct buffer rate = {0};
    buffer_format(out, "%s: %s\n", kind->name, kind->meaning);
    buffer_format(&rate, "%s%s", kind->formula ? kind->formula : "", kind->note ? kind->note : "");
    field(out, "rate of step k + 1", rate.size > 0 ? rate.data : NULL);
    buffer_release(&rate);
    if (kind->key[0].name)
        buffer_text(out, "\nsettings\n");
    for (int i = 0; i < SCHEDULE_MAX_KEYS && kind->key[i].name; i++)
        show_schedule_key(&kind->key[i], out);
    field(out, "for example", kind->example);
    field(out, "source", kind->source);
}

/* --- quantities --- */

/* "first_grad, first_plateau, ...", where a row stands for some. */
static void names_of(const struct quantity *quantity, struct buffer *out)
{
    struct quantity_list list;
    quantity_list(&list, NULL);
    for (int i = 0; i < list.count; i++)
        if (list.item[i].quantity == quantity)
            buffer_format(out, "%s%s", out->size > 0 ? ", " : "", list.item[i].name);
}

/* "global_minimum, local_minimum, ...". */
static void words_of(struct buffer *out)
{
    for (int i = 0; i < ENDING_COUNT; i++)
        buffer_format(out, "%s%s", i > 0 ? ", " : "", ending_word(i));
}

static void quantity_show(const void *row, struct buffer *out)
{
    static const char *const kinds[] = {"a number", "a whole number", "one of the words "};
    static const char *const columns[] = {"in each row", "in each object of JSON",
                                          "in the last object of JSON"};
    const struct quantity *quantity = row;
    struct buffer kind = {0}, names = {0}, need = {0};
    buffer_format(out, "%s: %s\n", quantity->name, quantity->meaning);
    buffer_text(&kind, kinds[quantity->kind]);
    if (quantity->kind == QUANTITY_WORD)
        words_of(&kind);
    names_of(quantity, &names);
    error_settings(quantity_need(quantity->when), SETTING_AS_OPTION, &need);
    field(out, "names", quantity->each == QUANTITY_EACH_CRITERION ? buffer_string(&names) : NULL);
    field(out, "is", buffer_string(&kind));
    field(out, "there is one with", quantity->when ? buffer_string(&need) : NULL);
    field(out, "called on the screen", quantity->label);
    field(out, "called in a check, too", quantity->alias);
    field(out, "in a trace", columns[quantity->column]);
    buffer_release(&kind);
    buffer_release(&names);
    buffer_release(&need);
}

/* --- all of them --- */

static const struct catalogue catalogues[] = {
    {"demos", &demos, offsetof(struct demo, shows), NULL},
    {"surfaces", &surfaces, offsetof(struct surface, teaches), surface_show},
    {"models", &models, offsetof(struct model, teaches), model_show},
    {"optimizers", &optimizers, offsetof(struct optimizer, when), optimizer_show},
    {"schedules", &schedules, offsetof(struct schedule_kind, meaning), schedule_show},
    {"inits", &inits, offsetof(struct init, meaning), NULL},
    {"criteria", &criteria, offsetof(struct criterion, meaning), NULL},
    {"functions", &functions, offsetof(struct function, meaning), NULL},
    {"constants", &constants, offsetof(struct constant, meaning), NULL},
    {"rules", &rule_words, offsetof(struct rule_word, meaning), NULL},
    {"colormaps", &colormaps, offsetof(struct colormap, source), NULL},
    {"scales", &scales, offsetof(struct scale, meaning), NULL},
    {"pictures", &show_modes, offsetof(struct show_mode, meaning), NULL},
    {"scenario", &scenario_keys, offsetof(struct setting_head, meaning), NULL},
    {"view", &view_settings, offsetof(struct setting_head, meaning), NULL},
    {"quantities", &quantities, offsetof(struct quantity, meaning), quantity_show},
    {"options", &options, offsetof(struct setting_head, meaning), NULL},
    {"commands", &subcommands, offsetof(struct subcommand, meaning), NULL},
    {"actions", &actions, offsetof(struct action, meaning), NULL},
    {"keys", &keys, offsetof(struct key, action), NULL},
    {"prompt", &commands, offsetof(struct command, meaning), NULL},
};

static const struct table catalogue_table = TABLE("list", catalogues);

/* What a row means, in one line. */
static const char *summary(const struct catalogue *catalogue, const void *row)
{
    const char *meaning = *(const char *const *)((const char *)row + catalogue->meaning);
    if (catalogue->table != &keys)
        return meaning;
    const struct action *action = table_find(&actions, meaning);
    return action->meaning;
}

/* --- the commands --- */

static void list_rows(const struct catalogue *catalogue, struct buffer *out)
{
    const struct table *table = catalogue->table;
    for (size_t i = 0; i < table->count; i++) {
        char name[NAME_SIZE + 24];
        if (table == &surfaces || table == &demos) /* keys tell the same numbers */
            snprintf(name, sizeof name, "%2zu  %s", i + 1, table_name(table, i));
        else
            snprintf(name, sizeof name, "%s", table_name(table, i));
        output_entry(out, name, summary(catalogue, table_row(table, i)), 20);
    }
}

static void list_csv(const struct catalogue *catalogue, struct buffer *out)
{
    const struct table *table = catalogue->table;
    buffer_text(out, "name,meaning\n");
    for (size_t i = 0; i < table->count; i++) {
        text_csv(table_name(table, i), out);
        buffer_text(out, ",");
        text_csv(summary(catalogue, table_row(table, i)), out);
        buffer_text(out, "\n");
    }
}

static void list_catalogues(struct buffer *out)
{
    buffer_text(out, "ttydescent list NAME, where NAME is one of\n\n");
    for (size_t i = 0; i < catalogue_table.count; i++)
        buffer_format(out, "  %-12s %3zu\n", catalogues[i].name, catalogues[i].table->count);
    buffer_text(out,
                "\nttydescent show NAME tells all of one surface, model, optimizer, schedule or "
                "quantity.\n");
}

static int finish(struct buffer *out)
{
    output_transliterate(out);
    bool written = output_flush(out);
    buffer_release(out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int command_list(struct arguments *arguments)
{
    int format = arguments_format(arguments);
    struct buffer out = {0};
    struct error error;
    if (format < 0)
        return EXIT_USAGE;
    if (arguments->operand_count == 0) {
        list_catalogues(&out);
        return finish(&out);
    }
    const struct catalogue *catalogue = table_need(&catalogue_table, arguments->operand[0], &error);
    if (!catalogue)
        return report_error(NULL, &error, "", 0);
    (format == 1 ? list_csv : list_rows)(catalogue, &out);
    return finish(&out);
}

/* A row without a page of its own: its name and its line. A rule stands between two pages. */
static void show_row(const struct catalogue *catalogue, const void *row, struct buffer *out)
{
    if (out->size > 0)
        buffer_text(out, "\n------------------------------\n\n");
    if (catalogue->show)
        catalogue->show(row, out);
    else
        buffer_format(out, "%s: %s\n", *(const char *const *)row, summary(catalogue, row));
}

static const char *nearest_of_all(const char *name)
{
    const char *near = NULL;
    for (size_t i = 0; i < catalogue_table.count && !near; i++)
        near = table_nearest(catalogues[i].table, name);
    return near;
}

int command_show(struct arguments *arguments)
{
    if (arguments->operand_count == 0) {
        report(
            "show what? A surface, a model, an optimizer, a schedule, a quantity: see `ttydescent list`");
        return EXIT_USAGE;
    }
    const char *name = arguments->operand[0];
    struct buffer out = {0};
    for (size_t i = 0; i < catalogue_table.count; i++) {
        const void *row = table_find(catalogues[i].table, name);
        if (row && (catalogues[i].show || out.size == 0))
            show_row(&catalogues[i], row, &out);
    }
    struct quantity_item item; /* as first_grad, which is no row of its own */
    if (out.size == 0 && quantity_find(&item, name))
        quantity_show(item.quantity, &out);
    if (out.size > 0 || out.failed)
        return finish(&out);
    char hint[NAMES_HINT];
    report("there is no '%s'%s", name,
           names_hint(nearest_of_all(name), "; `ttydescent list` tells what there is", hint));
    return EXIT_USAGE;
}
