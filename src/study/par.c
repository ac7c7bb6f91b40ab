#include "study/par.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "method/optimizer.h"
#include "problem/objective.h"
#include "study/outcome.h"

/* So far up the way from the lowest end to the start the target is. */
static const double part = 0.01;

/* All that may change in mid-run as it is when nothing is said. */
static bool forget_settings(struct scenario *scenario, struct error *error)
{
    bool ok = true;
    for (size_t i = 0; ok && i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        if (key->live && key->reset)
            ok = scenario_set(scenario, key->head.name, key->reset, error);
    }
    return ok;
}

bool par_begin(struct par *par, const struct scenario *scenario, const double *x,
               const double range[2][2], struct error *error)
{
    *par = (struct par){.evaluations = -1, .lowest = {INFINITY, INFINITY}, .edge = INFINITY};
    memcpy(par->range, range, sizeof par->range);
    if (!scenario_copy(&par->base, scenario))
        return error_memory(error);
    struct objective *objective =
        forget_settings(&par->base, error) ? scenario_objective(&par->base, error) : NULL;
    if (!objective)
        return false;
    scenario_begin_at(&par->base, x);
    par->first = par->least = objective_value(objective, x);
    objective_free(objective);
    return true;
}

void par_release(struct par *par)
{
    scenario_release(&par->base);
    *par = (struct par){.done = true};
}

/* Runs the next optimizer to that end; *there: could it run, as not all can on any function?
 * Returns false with the error when memory runs out. */
static bool run(const struct par *par, const char *stop, struct outcome *outcome, bool *there,
                struct error *error)
{
    struct scenario scenario;
    struct error reason = {0};
    if (!scenario_copy(&scenario, &par->base))
        return error_memory(error);
    *there = scenario_set(&scenario, "optimizer", table_name(&optimizers, par->next), &reason) &&
             scenario_set(&scenario, "stop", stop, &reason) &&
             outcome_of(outcome, &scenario, &reason);
    scenario_release(&scenario);
    return *there || !reason.memory || error_memory(error);
}

/* Is the end no higher than the start, and where one can walk to, at a cost within the bound? */
static bool counts(const struct par *par, const struct outcome *outcome)
{
    bool there = outcome->loss <= par->first && outcome->evaluations <= PAR_EVALUATIONS;
    for (int i = 0; i < par->base.n; i++)
        there = there && outcome->end[i] >= par->range[i][0] && outcome->end[i] <= par->range[i][1];
    return there;
}

static void find_target(struct par *par)
{
    par->known = true;
    par->least = isfinite(par->lowest[true]) ? par->lowest[true] : par->lowest[false];
    par->done = !isfinite(par->least) || (par->edge < par->least && !isfinite(par->lowest[true]));
    par->target = par->done ? -INFINITY : par->least + part * (par->first - par->least);
    par->next = 0;
}

/* The lowest end. */
static bool look_for_end(struct par *par, struct error *error)
{
    struct outcome outcome;
    bool there;
    char stop[64];
    snprintf(stop, sizeof stop, "grad=1e-6,evaluations=%d", PAR_EVALUATIONS);
    if (!run(par, stop, &outcome, &there, error))
        return false;
    if (there && counts(par, &outcome)) {
        double *lowest =
            outcome.ending == ENDING_EDGE ? &par->edge : &par->lowest[outcome_settled(&outcome)];
        *lowest = fmin(*lowest, outcome.loss);
    }
    if (++par->next == optimizers.count)
        find_target(par);
    return true;
}

/* The fewest evaluations to the target. */
static bool look_for_way(struct par *par, struct error *error)
{
    struct outcome outcome;
    struct buffer stop = {0};
    bool there;
    buffer_text(&stop, "loss=");
    number_append(&stop, par->target);
    buffer_format(&stop, ",evaluations=%d", PAR_EVALUATIONS);
    bool ok =
        stop.failed ? error_memory(error) : run(par, buffer_string(&stop), &outcome, &there, error);
    buffer_release(&stop);
    if (!ok)
        return false;
    bool fewer = there && (par->evaluations < 0 || outcome.evaluations < par->evaluations);
    if (fewer && outcome.loss <= par->target && counts(par, &outcome)) {
        par->evaluations = outcome.evaluations;
        par->optimizer = table_name(&optimizers, par->next);
    }
    par->done = ++par->next == optimizers.count;
    return true;
}

bool par_advance(struct par *par, struct error *error)
{
    if (par->done)
        return true;
    return par->known ? look_for_way(par, error) : look_for_end(par, error);
}

void par_compare(const struct par *par, long evaluations, struct buffer *out)
{
    long over = evaluations - par->evaluations;

    if (par->evaluations < 0)
        buffer_text(out, "no optimizer comes so far down in as many as it may");
    else if (over == 0)
        buffer_text(out, "par");
    else
        buffer_format(out, "%ld %s par", labs(over), over > 0 ? "over" : "under");
    if (par->evaluations >= 0)
        buffer_format(out, ", which %s makes with %ld", par->optimizer, par->evaluations);
}
