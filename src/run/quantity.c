#include "run/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "run/scenario.h"

struct observation observation_of(const struct sample *now, const struct criteria_state *seen)
{
    return (struct observation){.now = now,
                                .seen = seen,
                                .lambda_max = NAN,
                                .lambda_min = NAN,
                                .kappa = NAN,
                                .lr_lambda = NAN,
                                .r2 = NAN,
                                .accuracy = NAN,
                                .verdict = NAN,
                                .distance = NAN};
}

/* --- values --- */

/* A function that reads a member, as `member` is reached from an observation. */
#define READ(name, member)                                                                         \
    static double read_##name(const struct observation *observation, int i)                        \
    {                                                                                              \
        (void)i;                                                                                   \
        return (double)observation->member;                                                        \
    }

READ(step, now->step)
READ(loss, now->loss)
READ(grad_norm, now->grad_norm)
READ(lr, now->lr)
READ(batch_loss, now->batch_loss)
READ(epoch, now->epoch)
READ(validation, now->validation)
READ(evaluations, now->evaluations)
READ(trials, now->trials)
READ(hessians, now->hessians)
READ(lambda_max, lambda_max)
READ(lambda_min, lambda_min)
READ(kappa, kappa)
READ(lr_lambda, lr_lambda)
READ(distance, distance)
READ(r2, r2)
READ(accuracy, accuracy)
READ(verdict, verdict)

static double read_parameter(const struct observation *observation, int i)
{
    return observation->now->x[i];
}

/* A step that may not have come. */
static double step_or_none(long step)
{
    return step >= 0 ? (double)step : NAN;
}

static double read_first(const struct observation *observation, int i)
{
    return observation->seen ? step_or_none(observation->seen->first[i]) : NAN;
}

static double read_settled(const struct observation *observation, int i)
{
    return observation->seen ? step_or_none(observation->seen->since[i]) : NAN;
}

/* --- rows --- */

static const struct quantity rows[QUANTITY_COUNT] = {
    [QUANTITY_STEP] = {.name = "step",
                       .alias = "steps",
                       .title = "steps",
                       .meaning = "steps made so far",
                       .reading = "",
                       .kind = QUANTITY_WHOLE,
                       .value = read_step},
    [QUANTITY_PARAMETERS] = {.name = "parameters",
                             .meaning = "the point: a number for each parameter, by its name",
                             .each = QUANTITY_EACH_PARAMETER,
                             .value = read_parameter},
    [QUANTITY_LOSS] = {.name = "loss",
                       .meaning = "the value of the function; of data, the mean over the rows",
                       .reading = "lower is better",
                       .value = read_loss},
    [QUANTITY_GRAD_NORM] = {.name = "grad_norm",
                            .label = "|∇f|",
                            .ascii = "|grad|",
                            .title = "|gradient|",
                            .meaning = "length of the gradient, that of an l2 penalty included",
                            .reading = "how steep it is here; 0 where the run can rest",
                            .value = read_grad_norm},
    [QUANTITY_LR] = {.name = "lr",
                     .label = "rate",
                     .meaning = "the rate, or the length found, that led here",
                     .reading = "how far a step goes for a slope of 1",
                     .value = read_lr},
    [QUANTITY_BATCH_LOSS] = {.name = "batch_loss",
                             .meaning = "loss of the rows of the last step, before the step",
                             .when = QUANTITY_WITH_DATA,
                             .value = read_batch_loss},
    [QUANTITY_EPOCH] = {.name = "epoch",
                        .meaning = "passes through the rows so far",
                        .reading = "",
                        .kind = QUANTITY_WHOLE,
                        .when = QUANTITY_WITH_DATA,
                        .value = read_epoch},
    [QUANTITY_VALIDATION] = {.name = "validation",
                             .brief = "val",
                             .meaning = "loss of the rows held out",
                             .reading = "rises while the loss falls: overfitting",
                             .when = QUANTITY_WITH_VALIDATION,
                             .value = read_validation},
    [QUANTITY_EVALUATIONS] = {.name = "evaluations",
                              .meaning = "values, gradients and Hessians asked for so far",
                              .kind = QUANTITY_WHOLE,
                              .column = COLUMN_JSON,
                              .value = read_evaluations},
    [QUANTITY_TRIALS] = {.name = "trials",
                         .meaning = "points that line searches have tried so far",
                         .kind = QUANTITY_WHOLE,
                         .column = COLUMN_JSON,
                         .value = read_trials},
    [QUANTITY_HESSIANS] = {.name = "hessians",
                           .meaning = "how many of the evaluations were Hessians",
                           .kind = QUANTITY_WHOLE,
                           .column = COLUMN_LAST,
                           .value = read_hessians},
    [QUANTITY_LAMBDA_MAX] = {.name = "lambda_max",
                             .label = "λ",
                             .ascii = "L",
                             .meaning = "the steepest curvature: largest eigenvalue of the Hessian",
                             .reading = "how sharply it curves where it curves most",
                             .column = COLUMN_LAST,
                             .needs = OBSERVED_CURVATURE,
                             .value = read_lambda_max},
    [QUANTITY_LAMBDA_MIN] = {.name = "lambda_min",
                             .meaning = "the flattest curvature: least eigenvalue of the Hessian",
                             .column = COLUMN_LAST,
                             .needs = OBSERVED_CURVATURE,
                             .value = read_lambda_min},
    [QUANTITY_KAPPA] = {.name = "kappa",
                        .label = "κ",
                        .ascii = "kappa",
                        .meaning = "condition number: steepest over flattest curvature",
                        .reading = "1: a round bowl; 1000: a narrow ravine, slow",
                        .column = COLUMN_LAST,
                        .needs = OBSERVED_CURVATURE,
                        .value = read_kappa},
    [QUANTITY_LR_LAMBDA] = {.name = "lr_lambda",
                            .label = "rate·λ",
                            .ascii = "rate*L",
                            .brief = "rate",
                            .meaning = "rate of the next step times the steepest curvature",
                            .reading = "above its limit, 2 for plain descent, swings grow",
                            .when = QUANTITY_WITH_RATE,
                            .column = COLUMN_LAST,
                            .needs = OBSERVED_CURVATURE,
                            .value = read_lr_lambda},
    [QUANTITY_DISTANCE] = {.name = "distance",
                           .meaning = "how far the nearest known minimum is",
                           .reading = "",
                           .when = QUANTITY_WITH_MINIMA,
                           .column = COLUMN_LAST,
                           .needs = OBSERVED_DISTANCE,
                           .value = read_distance},
    [QUANTITY_R2] = {.name = "r2",
                     .label = "R²",
                     .ascii = "R^2",
                     .meaning = "part of the target's variance that a squared loss explains",
                     .reading = "1: all of it, 0: no better than the mean",
                     .when = QUANTITY_WITH_R2,
                     .column = COLUMN_LAST,
                     .needs = OBSERVED_SCORE,
                     .value = read_r2},
    [QUANTITY_ACCURACY] = {.name = "accuracy",
                           .meaning = "part of the rows that is told right, of a target of 0 and 1",
                           .reading = "1: every row is told right",
                           .when = QUANTITY_WITH_ACCURACY,
                           .column = COLUMN_LAST,
                           .needs = OBSERVED_SCORE,
                           .value = read_accuracy},
    [QUANTITY_FIRST] = {.name = "first",
                        .meaning = "the step at which a criterion was first met: first_grad ...",
                        .kind = QUANTITY_WHOLE,
                        .each = QUANTITY_EACH_CRITERION,
                        .column = COLUMN_LAST,
                        .value = read_first},
    [QUANTITY_SETTLED] = {.name = "settled",
                          .meaning = "the step from which on it has held: settled_grad ...",
                          .kind = QUANTITY_WHOLE,
                          .each = QUANTITY_EACH_CRITERION,
                          .column = COLUMN_LAST,
                          .value = read_settled},
    [QUANTITY_VERDICT] = {.name = "verdict",
                          .meaning = "what the run has come to: verdict == saddle",
                          .kind = QUANTITY_WORD,
                          .column = COLUMN_LAST,
                          .needs = OBSERVED_VERDICT,
                          .value = read_verdict},
};

const struct table quantities = TABLE("quantity", rows);

/* --- names --- */

const char *quantity_label(enum quantity_id id, bool ascii)
{
    const struct quantity *row = &rows[id];
    const char *label = row->label ? row->label : row->name;
    return ascii && row->ascii ? row->ascii : label;
}

const char *quantity_brief(enum quantity_id id, bool ascii)
{
    return rows[id].brief ? rows[id].brief : quantity_label(id, ascii);
}

const char *quantity_title(enum quantity_id id)
{
    return rows[id].title ? rows[id].title : rows[id].name;
}

/* --- which count --- */

void quantity_scope(struct quantity_scope *scope, const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    bool data = scenario_learns(scenario);
    *scope = (struct quantity_scope){
        .n = scenario->n,
        .parameter = (const char *const *)scenario->parameter,
        .data = data,
        .validation = data && scenario->validation > 0,
        .r2 = data,
        .accuracy = data,
        .rate = !optimizer || optimizer->rate > 0,
        .minima = scenario->surface && scenario->surface->minimum_count > 0,
    };
}

bool quantity_counts(enum quantity_when when, const struct quantity_scope *scope)
{
    const bool there[] = {
        [QUANTITY_ALWAYS] = true,
        [QUANTITY_WITH_DATA] = scope->data,
        [QUANTITY_WITH_VALIDATION] = scope->validation,
        [QUANTITY_WITH_R2] = scope->r2,
        [QUANTITY_WITH_ACCURACY] = scope->accuracy,
        [QUANTITY_WITH_RATE] = scope->rate,
        [QUANTITY_WITH_MINIMA] = scope->minima,
    };
    return there[when];
}

const char *quantity_need(enum quantity_when when)
{
    static const char *const needs[] = {
        [QUANTITY_ALWAYS] = "nothing",
        [QUANTITY_WITH_DATA] = "data to learn from (" SETTING("data") ")",
        [QUANTITY_WITH_VALIDATION] = "rows held out (" SETTING("validation") ")",
        [QUANTITY_WITH_R2] = "data and a squared loss (" SETTING("data") ")",
        [QUANTITY_WITH_ACCURACY] = "data with a target of 0 and 1 (" SETTING("data") ")",
        [QUANTITY_WITH_RATE] = "an optimizer with a rate",
        [QUANTITY_WITH_MINIMA] = "a surface whose minima are known",
    };
    return needs[when];
}

static bool is_parameter(const struct quantity_scope *scope, const char *name)
{
    for (int i = 0; scope && i < scope->n; i++)
        if (strcmp(scope->parameter[i], name) == 0)
            return true;
    return false;
}

/* Adds one, if it counts and no parameter has its name. `of` is the parameter or criterion. */
static void add(struct quantity_list *list, const struct quantity_scope *scope,
                struct quantity_item item, const char *of)
{
    const struct quantity *row = item.quantity;
    bool parameter = row->each == QUANTITY_EACH_PARAMETER;
    snprintf(item.name, sizeof item.name, "%s%s%s", parameter ? "" : row->name,
             parameter || !of ? "" : "_", of ? of : "");
    if ((!scope || quantity_counts(item.when, scope)) &&
        (parameter || !is_parameter(scope, item.name)))
        list->item[list->count++] = item;
}

static void add_row(struct quantity_list *list, const struct quantity_scope *scope,
                    const struct quantity *row)
{
    struct quantity_item item = {.quantity = row, .when = row->when};
    int n = scope ? scope->n : 0;
    if (row->each == QUANTITY_SINGLE)
        add(list, scope, item, NULL);
    for (; row->each == QUANTITY_EACH_PARAMETER && item.i < n; item.i++)
        add(list, scope, item, scope->parameter[item.i]);
    for (; row->each == QUANTITY_EACH_CRITERION && item.i < CRITERION_COUNT; item.i++) {
        item.when = criterion_is_of_data(item.i) ? QUANTITY_WITH_DATA : row->when;
        if (!criterion_is_cap(item.i))
            add(list, scope, item, table_name(&criteria, (size_t)item.i));
    }
}

void quantity_list(struct quantity_list *list, const struct quantity_scope *scope)
{
    list->count = 0;
    for (int id = 0; id < QUANTITY_COUNT; id++)
        add_row(list, scope, &rows[id]);
}

unsigned quantity_needs(const struct quantity_list *list)
{
    unsigned needs = 0;
    for (int i = 0; i < list->count; i++)
        needs |= list->item[i].quantity->needs;
    return needs;
}

bool quantity_find(struct quantity_item *found, const char *name)
{
    struct quantity_list list;
    quantity_list(&list, NULL);
    for (int i = 0; i < list.count; i++) {
        const char *alias = list.item[i].quantity->alias;
        *found = list.item[i];
        if (strcmp(name, found->name) == 0 || (alias && strcmp(name, alias) == 0))
            return true;
    }
    return false;
}

bool quantity_is_reserved(const char *name)
{
    struct quantity_item item;
    return quantity_find(&item, name) && item.quantity->column != COLUMN_LAST;
}
