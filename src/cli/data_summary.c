#include "cli/data_summary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/report.h"
#include "insight/conditioning.h"
#include "insight/optimum.h"
#include "insight/regret.h"
#include "method/tuning.h"
#include "problem/dataset.h"
#include "problem/learning.h"
#include "problem/raw.h"
#include "problem/score.h"
#include "run/quantity.h"
#include "show/session.h"

/* --- what was learnt from --- */

static void write_rows(const struct scenario *scenario, const struct learning *learning,
                       struct buffer *out)
{
    output_label(out, "data");
    const char *name =
        strcmp(scenario->data_name, "-") == 0 ? "standard input" : scenario->data_name;
    text_sanitize(name, strlen(name), out);
    buffer_format(out, ", %zu row%s", learning->train.rows, learning->train.rows == 1 ? "" : "s");
    if (learning->held.rows > 0)
        buffer_format(out, " and %zu held out", learning->held.rows);
    if (learning->dropped > 0)
        buffer_format(out, ", %zu dropped for a missing value", learning->dropped);
    buffer_text(out, "; read: ");
    dataset_describe(scenario->data, out);
    buffer_text(out, "\n");
}

/* What nobody has said and may be otherwise. */
static void write_guesses(const struct scenario *scenario, const struct learning *learning,
                          struct buffer *out)
{
    const char *doubt = dataset_doubt(scenario->data);
    if (doubt) {
        output_label(out, "in doubt");
        error_settings(doubt, SETTING_AS_OPTION, out);
        buffer_text(out, "\n");
    }
    if (learning->guessed) {
        output_label(out, "columns");
        learning_tell_columns(learning, out);
        buffer_text(out, "\n");
    }
}

static void write_scales(const struct learning *learning, struct buffer *out)
{
    char mean[NUMBER_SIZE], deviation[NUMBER_SIZE];
    for (size_t i = 0; i < learning->train.columns; i++) {
        const struct learning_column *column = &learning->column[i];
        if (!column->standardized)
            continue;
        output_label(out, "standardized");
        buffer_format(out, "%s, mean %s, deviation %s\n", column->name,
                      number_short(mean, column->mean, 6),
                      number_short(deviation, column->deviation, 6));
    }
}

static void write_batches(const struct scenario *scenario, const struct learning *learning,
                          struct buffer *out)
{
    if (scenario->batch == 0 || (size_t)scenario->batch >= learning->train.rows)
        return;
    output_label(out, "batches");
    buffer_format(out, "%ld row%s, %s\n", scenario->batch, scenario->batch == 1 ? "" : "s",
                  scenario->no_shuffle ? "in the order of the file" : "shuffled every epoch");
}

/* How the first rate stood to the curvature at the start. */
static void write_first_rate(struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = &simulation_experiment(simulation)->first;
    const struct optimizer *optimizer = scenario->optimizer;
    const char *names[RULE_MAX_HYPER];
    double hyper[RULE_MAX_HYPER], x[PARAMETERS_MAX];
    char sentence[120];
    struct objective *objective = simulation_objective(simulation);
    struct quadratic start;
    struct stability stability;
    if (!optimizer || !optimizer->limit || scenario->clip > 0 ||
        !schedule_is_constant(&scenario->schedule))
        return;
    scenario_hypers(scenario, names, hyper);
    scenario_start(scenario, x);
    quadratic_of(&start, objective, scenario->l2, x);
    stability_at(&stability, &start);
    stability_with(&stability, optimizer, hyper, scenario_rate(scenario));
    if (!conditioning_warn(&stability, objective, sentence, sizeof sentence))
        return;
    output_label(out, "unstable");
    error_settings(sentence, SETTING_AS_OPTION, out);
    buffer_text(out, "\n");
}

void data_summary_data(struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const struct learning *learning = simulation_objective(simulation)->learning;
    if (!learning)
        return;
    write_rows(scenario, learning, out);
    write_guesses(scenario, learning, out);
    write_scales(learning, out);
    write_batches(scenario, learning, out);
    write_first_rate(simulation, out);
}

/* --- what came of it --- */

static void write_raw(const struct objective *objective, const double *raw, struct buffer *out)
{
    char name[80];
    for (int i = 0; i < objective->n; i++) {
        snprintf(name, sizeof name, "raw %s", objective->parameter[i]);
        output_number(out, name, raw[i], 10);
    }
}

/* How good it is, in the usual units. */
static void write_score(struct session *session, struct buffer *out)
{
    static const double rounding = 1e-12;
    struct objective *objective = simulation_objective(session->simulation);
    if (score_has_r2(objective)) {
        double r2 = *analysis_r2(session_analysis(session), session->simulation);
        output_number(out, "r2", fabs(r2) < rounding ? 0 : r2, 6);
    }
    if (score_lacks_variation(objective)) {
        output_label(out, "r2");
        buffer_text(out, "none: the target is the same in all rows\n");
    }
    if (score_has_accuracy(objective))
        output_number(out, "accuracy",
                      *analysis_accuracy(session_analysis(session), session->simulation), 6);
}

/* "8.346e+06: a factor of a million in 5.77e+07 steps at best", of plain descent. */
static void write_condition(const char *name, const struct quadratic *quadratic, struct buffer *out)
{
    static const double factor = 1e-6;
    char condition[NUMBER_SIZE], steps[NUMBER_SIZE];
    struct stability stability;
    stability_at(&stability, quadratic);
    if (!isfinite(stability.condition))
        return;
    double contraction = tuning_gd(stability.steepest, stability.flattest).contraction;
    double needed = fmax(1, ceil(log(factor) / log(contraction)));
    output_label(out, name);
    buffer_format(out, "%s: a factor of a million in %s step%s at best\n",
                  number_short(condition, stability.condition, 4), number_short(steps, needed, 3),
                  needed == 1 ? "" : "s");
}

/* Evaluations that don't keep one waiting for long. */
static long most_evaluations(const struct objective *objective)
{
    double work = (double)objective->formula->gradient.length * (double)objective_rows(objective);
    return (long)fmax(100, fmin(5000, 2e9 / work));
}

static void step_until_met(struct simulation *simulation, size_t rows)
{
    struct mean_rows met = {0};
    double paid;
    while (met.count < rows) {
        simulation_step(simulation);
        if (!simulation_met(simulation, &met, &paid))
            break;
    }
}

/* "2.1 after 6 rows, 3.4 after 12, 5.1 after 25, 7.9 after 50": how it has grown, from the same run
 * once more. */
static void write_growth(const struct simulation *simulation, const double *best, size_t rounds,
                         struct buffer *out)
{
    struct error error = {0};
    struct simulation *again = simulation_open(simulation_experiment(simulation), &error);
    out->failed |= !again && error.memory;
    struct regret regret = {0};
    char text[NUMBER_SIZE];
    size_t told = 0;
    for (size_t part = 16; again && part > 1; part /= 2) {
        step_until_met(again, rounds / part);
        if (!regret_of(&regret, again, best) || regret.rounds == told || regret.rounds == rounds)
            continue;
        if (told == 0)
            output_label(out, "on the way");
        buffer_format(out, "%s%s after %zu%s", told == 0 ? "" : ", ",
                      number_short(text, regret.paid - regret.best, 4), regret.rounds,
                      told > 0             ? ""
                      : regret.rounds == 1 ? " row"
                                           : " rows");
        told = regret.rounds;
    }
    if (told > 0)
        buffer_text(out, "\n");
    simulation_free(again);
}

/* At the end of the pass, when it is known what would have been the best. */
static void write_regret(struct simulation *simulation, struct buffer *out)
{
    struct objective *objective = simulation_objective(simulation);
    const double *now = simulation_now(simulation)->x;
    double best[PARAMETERS_MAX];
    char total[NUMBER_SIZE], each[NUMBER_SIZE], root[NUMBER_SIZE];
    struct regret regret;
    if (!regret_of(&regret, simulation, now) || regret.rounds < objective_rows(objective))
        return;
    output_label(out, "regret");
    if (!optimum_from(objective, 0, now, most_evaluations(objective), best)) {
        buffer_text(out, "unknown: no best fixed parameters were found\n");
        return;
    }
    regret_of(&regret, simulation, best);
    double rounds = (double)regret.rounds, sum = regret.paid - regret.best;
    buffer_format(out, "%s after %zu rows: %s a row, %s times the root of their number\n",
                  number_short(total, sum, 4), regret.rounds, number_short(each, sum / rounds, 3),
                  number_short(root, sum / sqrt(rounds), 3));
    output_label(out, "in hindsight");
    buffer_format(out, "the best fixed parameters%s pay %s, not %s\n",
                  objective_is_convex(objective) ? "" : " that were found",
                  number_short(total, regret.best, 4), number_short(each, regret.paid, 4));
    write_growth(simulation, best, regret.rounds, out);
}

void data_summary_result(struct session *session, struct buffer *out)
{
    struct simulation *simulation = session->simulation;
    struct analysis *analysis = session_analysis(session);
    const struct objective *objective = simulation_objective(simulation);
    double raw[PARAMETERS_MAX];
    struct quadratic unscaled;
    struct error error = {0};
    if (!objective->learning)
        return;
    write_score(session, out);
    output_label(out, "diagnosis");
    buffer_format(out, "%s\n", analysis_diagnosis(analysis, simulation, true)->sentence);
    bool has_raw = raw_parameters(objective, simulation_now(simulation)->x, raw, &error);
    if (has_raw)
        write_raw(objective, raw, out);
    write_condition("condition", analysis_quadratic(analysis, simulation), out);
    if (has_raw && conditioning_at(&unscaled, simulation, "none", raw, &error))
        write_condition("raw condition", &unscaled, out);
    out->failed |= error.memory;
    write_regret(simulation, out);
}
