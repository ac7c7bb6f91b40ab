#include "cli/summary.h"

#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "cli/data_summary.h"
#include "cli/report.h"
#include "insight/theory.h"
#include "problem/grid.h"
#include "run/quantity.h"
#include "show/session.h"

static void write_optimizer(const struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    char text[NUMBER_SIZE];
    output_label(out, "optimizer");
    buffer_text(out, scenario_optimizer_name(scenario));
    if (simulation_has_rate(simulation))
        buffer_format(out, ", rate %s", number_short(text, scenario_rate(scenario), 6));
    int count = scenario_hypers(scenario, names, values);
    for (int i = 0; i < count; i++)
        buffer_format(out, ", %s %s", names[i], number_short(text, values[i], 6));
    if (scenario->rule) {
        buffer_text(out, "\n");
        output_label(out, "rule");
        output_line(out, scenario->rule);
    } else {
        buffer_text(out, "\n");
    }
}

/* What else shaped the run, where it is not as by default. */
static void write_settings(const struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    struct buffer value = {0};
    const struct scenario_key *key;
    for (size_t i = 0; (key = scenario_next(scenario, &i, &value));) {
        if (!key->told)
            continue;
        bool idle = key->of_rate && !simulation_has_rate(simulation);
        output_label(out, key->head.name);
        buffer_format(out, "%s%s\n", buffer_string(&value),
                      idle ? ", without effect: there is no rate" : "");
    }
    out->failed |= value.failed;
    buffer_release(&value);
}

static void write_point(struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const struct objective *objective = simulation_objective(simulation);
    const struct sample *now = simulation_now(simulation);
    output_label(out, quantity_title(QUANTITY_STEP));
    buffer_format(out, "%ld, ", now->step);
    if (objective->learning)
        buffer_format(out, "%ld epoch%s, ", now->epoch, now->epoch == 1 ? "" : "s");
    long evaluations = simulation_evaluations(simulation);
    buffer_format(out, "%ld evaluation%s", evaluations, evaluations == 1 ? "" : "s");
    if (simulation_trials(simulation) > 0)
        buffer_format(out, ", %ld trial step%s", simulation_trials(simulation),
                      simulation_trials(simulation) == 1 ? "" : "s");
    buffer_text(out, "\n");
    for (int i = 0; i < scenario->n; i++)
        output_number(out, scenario->parameter[i], now->x[i], 10);
    output_number(out, quantity_title(QUANTITY_LOSS), now->loss, 10);
    if (objective_held(objective) > 0)
        output_number(out, quantity_title(QUANTITY_VALIDATION), now->validation, 10);
    output_number(out, quantity_title(QUANTITY_GRAD_NORM), now->grad_norm, 4);
}

/* What a criterion saw: when it was first met, and since when it has held. */
static void write_criterion(const struct simulation *simulation, int id, struct buffer *out)
{
    const struct criterion *criterion = table_row(&criteria, (size_t)id);
    const struct criteria_state *state = simulation_criteria(simulation);
    long first = state->first[id], since = state->since[id];
    if (first < 0)
        return;
    output_label(out, criterion->name);
    buffer_format(out, "first met at step %ld", first);
    if (since < 0)
        buffer_text(out, ", not met at the end\n");
    else if (since == first)
        buffer_text(out, " and held from there on\n");
    else
        buffer_format(out, ", settled from step %ld\n", since);
}

/* "5, the last one at step 207 from 2.33 of 2": where the rate times the curvature was above its
 * limit. */
static void write_catapults(struct session *session, struct buffer *out)
{
    const struct catapults *catapults = session_catapults(session);
    size_t kept = catapults_kept(catapults);
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE];
    if (kept == 0)
        return;
    const struct catapult *last = &catapults->last[kept - 1];
    output_label(out, "catapults");
    buffer_format(out, "%zu, the last one at step %ld from rate %s of %s\n", catapults->count,
                  last->at, number_short(rate, last->rate, 3), number_short(limit, last->limit, 4));
}

/* Which criterion ended the run. */
static void write_end(const struct simulation *simulation, struct buffer *out)
{
    int id = simulation_ended(simulation);
    const struct criterion *criterion = id < 0 ? NULL : table_row(&criteria, (size_t)id);
    char text[NUMBER_SIZE];
    if (!criterion)
        return;
    double value = id == CRITERION_GRAD ? simulation_criteria(simulation)->scale.small
                                        : simulation_stops(simulation)->value[id];
    output_label(out, "ended by");
    buffer_format(out, "%s=%s\n", criterion->name, number_short(text, value, 6));
}

void summary_write(struct session *session, struct buffer *out)
{
    struct simulation *simulation = session->simulation;
    const struct objective *objective = simulation_objective(simulation);
    output_label(out, objective_name(objective));
    buffer_text(out, "f = ");
    output_line(out, objective->formula->text);
    if (objective->grid) {
        output_label(out, "grid");
        grid_explain(objective->grid, out);
        buffer_text(out, "\n");
    }
    data_summary_data(simulation, out);
    write_optimizer(simulation, out);
    write_settings(simulation, out);
    write_point(simulation, out);
    for (int id = 0; id < CRITERION_COUNT; id++)
        if (!criterion_is_cap(id))
            write_criterion(simulation, id, out);
    write_catapults(session, out);
    data_summary_result(session, out);
    write_end(simulation, out);
    const struct verdict *verdict = session_verdict(session);
    output_label(out, quantity_title(QUANTITY_VERDICT));
    buffer_format(out, "%s%s%s\n", verdict->sentence, verdict->advice[0] ? "; " : "",
                  verdict->advice);
}

void summary_theory(struct session *session, struct buffer *out)
{
    struct theory theory;
    struct theory_words words;
    theory_at(&theory, session->simulation, session_stability(session));
    theory_say(&theory, &words);
    for (size_t i = 0; i < words.count; i++) {
        output_label(out, words.line[i].what);
        buffer_format(out, "%s\n", words.line[i].text);
    }
}
