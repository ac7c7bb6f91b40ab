#include "cli/summary.h"

#include "base/buffer.h"
#include "base/number.h"
#include "cli/report.h"
#include "engine/simulation.h"
#include "engine/theory.h"
#include "engine/verdict.h"

static void label(struct buffer *out, const char *name)
{
    buffer_format(out, "%-13s ", name);
}

static void number_line(struct buffer *out, const char *name, double number, int digits)
{
    char text[NUMBER_SIZE];
    label(out, name);
    buffer_format(out, "%s\n", number_short(text, number, digits));
}

static void write_optimizer(const struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    char text[NUMBER_SIZE];
    label(out, "optimizer");
    buffer_text(out, scenario_optimizer_name(scenario));
    if (!scenario->optimizer || !scenario->optimizer->method)
        buffer_format(out, ", rate %s", number_short(text, scenario_rate(scenario), 6));
    int count = scenario_hypers(scenario, names, values);
    for (int i = 0; i < count; i++)
        buffer_format(out, ", %s %s", names[i], number_short(text, values[i], 6));
    if (scenario->rule) {
        buffer_text(out, "\n");
        label(out, "rule");
        output_line(out, scenario->rule);
    } else {
        buffer_text(out, "\n");
    }
}

static void write_schedule(const struct scenario *scenario, struct buffer *out)
{
    if (schedule_is_constant(&scenario->schedule))
        return;
    label(out, "schedule");
    schedule_spec(&scenario->schedule, out);
    buffer_text(out, "\n");
}

static void write_point(const struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    const struct sample *now = simulation_now(simulation);
    label(out, "steps");
    buffer_format(out, "%ld, %ld evaluations", now->step, simulation_evaluations(simulation));
    if (simulation_trials(simulation) > 0)
        buffer_format(out, ", %ld trial steps", simulation_trials(simulation));
    buffer_text(out, "\n");
    for (int i = 0; i < scenario->n; i++)
        number_line(out, scenario->parameter[i], now->x[i], 10);
    number_line(out, "loss", now->loss, 10);
    number_line(out, "|gradient|", now->grad_norm, 4);
}

/* What a criterion saw: when it was first met, and since when it has held. */
static void write_criterion(const struct simulation *simulation, int id, struct buffer *out)
{
    const struct criterion *criterion = table_row(&criteria, (size_t)id);
    const struct criteria_state *state = simulation_criteria(simulation);
    long first = state->first[id], since = state->since[id];
    if (first < 0)
        return;
    label(out, criterion->name);
    buffer_format(out, "first met at step %ld", first);
    if (since < 0)
        buffer_text(out, ", not met at the end\n");
    else if (since == first)
        buffer_text(out, " and held from there on\n");
    else
        buffer_format(out, ", settled from step %ld\n", since);
}

/* Which criterion ended the run. */
static void write_end(const struct simulation *simulation, struct buffer *out)
{
    int id = simulation_ended(simulation);
    const struct criterion *criterion = id < 0 ? NULL : table_row(&criteria, (size_t)id);
    char text[NUMBER_SIZE];
    if (!criterion)
        return;
    label(out, "ended by");
    buffer_format(out, "%s=%s\n", criterion->name,
                  number_short(text, simulation_stops(simulation)->value[id], 6));
}

void summary_write(struct simulation *simulation, struct buffer *out)
{
    struct verdict verdict;
    const struct objective *objective = simulation_objective(simulation);
    label(out, objective->surface ? objective->surface->name : "function");
    buffer_text(out, "f = ");
    output_line(out, objective->formula->text);
    write_optimizer(simulation, out);
    write_schedule(simulation_scenario(simulation), out);
    write_point(simulation, out);
    for (int id = 0; id < CRITERION_COUNT; id++)
        if (id != CRITERION_STEPS && id != CRITERION_EVALUATIONS)
            write_criterion(simulation, id, out);
    verdict_on(&verdict, simulation);
    write_end(simulation, out);
    label(out, "verdict");
    buffer_format(out, "%s\n", verdict.sentence);
}

static void explain_line(void *to, const char *what, const char *value)
{
    struct buffer *out = to;
    label(out, what);
    buffer_format(out, "%s\n", value);
}

void summary_explain(struct simulation *simulation, struct buffer *out)
{
    struct theory theory;
    theory_at(&theory, simulation);
    theory_lines(&theory, explain_line, out);
}
