#include "cli/summary.h"

#include "base/buffer.h"
#include "base/number.h"
#include "engine/simulation.h"
#include "engine/verdict.h"

static void label(struct buffer *out, const char *name)
{
    buffer_format(out, "%-12s ", name);
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
    const struct optimizer *optimizer = scenario->optimizer;
    char text[NUMBER_SIZE];
    label(out, "optimizer");
    buffer_text(out, optimizer ? optimizer->name : scenario->rule);
    if (!optimizer || !optimizer->method)
        buffer_format(out, ", rate %s", number_short(text, scenario_rate(scenario), 6));
    for (int i = 0; optimizer && i < optimizer_hypers(optimizer); i++) {
        const char *name = optimizer->hyper[i].name;
        bool found;
        double value = simulation_hyper(simulation, name, &found);
        buffer_format(out, ", %s %s", name, number_short(text, value, 6));
    }
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

void summary_write(struct simulation *simulation, struct buffer *out)
{
    struct verdict verdict;
    const struct objective *objective = simulation_objective(simulation);
    label(out, objective->surface ? objective->surface->name : "function");
    buffer_format(out, "f = %s\n", objective->formula->text);
    write_optimizer(simulation, out);
    write_point(simulation, out);
    for (int id = 0; id < CRITERION_COUNT; id++)
        if (id != CRITERION_STEPS)
            write_criterion(simulation, id, out);
    verdict_on(&verdict, simulation);
    label(out, "verdict");
    buffer_format(out, "%s\n", verdict.sentence);
}
