#include "out/trace.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "insight/observe.h"
#include "run/simulation.h"

/* A string of JSON. Names of parameters are identifiers, but a foreign byte must not break it. */
static void json_string(struct buffer *out, const char *text)
{
    buffer_text(out, "\"");
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            buffer_format(out, "\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            buffer_format(out, "\\u%04x", (unsigned)*c);
        else
            buffer_add(out, c, 1);
    }
    buffer_text(out, "\"");
}

/* The columns that the format has. */
static bool has_column(enum trace_format format, const struct quantity *quantity)
{
    return quantity->column == COLUMN_ALWAYS || format == TRACE_JSON;
}

struct trace trace_for(enum trace_format format, const struct quantity_scope *scope)
{
    struct trace trace = {.format = format};
    struct quantity_list *columns = &trace.columns;
    quantity_list(columns, scope);
    int kept = 0;
    for (int i = 0; i < columns->count; i++)
        if (has_column(format, columns->item[i].quantity))
            columns->item[kept++] = columns->item[i];
    columns->count = kept;
    return trace;
}

struct trace trace_of(struct simulation *simulation, enum trace_format format)
{
    struct quantity_scope scope;
    quantity_scope(&scope, simulation_scenario(simulation));
    return trace_for(format, &scope);
}

void trace_begin(const struct trace *trace, struct buffer *out)
{
    if (trace->format == TRACE_JSON) {
        buffer_text(out, "[\n");
        return;
    }
    for (int i = 0; i < trace->columns.count; i++)
        buffer_format(out, "%s%s", i > 0 ? "," : "", trace->columns.item[i].name);
    buffer_text(out, "\n");
}

static void add_number(struct buffer *out, enum quantity_kind kind, double number)
{
    if (kind == QUANTITY_WHOLE && isfinite(number))
        buffer_format(out, "%ld", (long)number);
    else
        buffer_number(out, number);
}

static void csv_row(const struct trace *trace, const struct observation *observation,
                    struct buffer *out)
{
    for (int i = 0; i < trace->columns.count; i++) {
        const struct quantity_item *item = &trace->columns.item[i];
        buffer_text(out, i > 0 ? "," : "");
        add_number(out, item->quantity->kind, quantity_value(item, observation));
    }
    buffer_text(out, "\n");
}

static void json_member(const struct quantity_item *item, const struct observation *observation,
                        struct buffer *out)
{
    double number = quantity_value(item, observation);
    json_string(out, item->name);
    buffer_text(out, ": ");
    if (!isfinite(number))
        buffer_text(out, "null");
    else if (item->quantity->kind == QUANTITY_WORD)
        json_string(out, observation->verdict_word);
    else
        add_number(out, item->quantity->kind, number);
}

static void json_row(const struct trace *trace, const struct observation *observation, bool first,
                     struct buffer *out)
{
    const char *before = first ? "  {" : ",\n  {";
    for (int i = 0; i < trace->columns.count; i++) {
        const struct quantity_item *item = &trace->columns.item[i];
        if (item->quantity->column == COLUMN_LAST && !observation->last)
            continue;
        buffer_text(out, before);
        json_member(item, observation, out);
        before = ", ";
    }
    buffer_text(out, "}");
}

void trace_observed(const struct trace *trace, const struct observation *observation, bool first,
                    struct buffer *out)
{
    if (trace->format == TRACE_JSON)
        json_row(trace, observation, first, out);
    else
        csv_row(trace, observation, out);
}

void trace_row(const struct trace *trace, const struct sample *sample, bool first,
               struct buffer *out)
{
    const struct observation observation = observation_of(sample, NULL);
    trace_observed(trace, &observation, first, out);
}

void trace_changes(const struct trace *trace, const struct experiment *experiment, long step,
                   size_t *next, struct buffer *out)
{
    for (; *next < experiment->count && experiment->change[*next].step <= step; ++*next) {
        const struct change *change = &experiment->change[*next];
        if (trace->format == TRACE_JSON || change->step == 0 ||
            !experiment_matters(experiment, *next))
            continue;
        buffer_format(out, "# after step %ld: %s ", change->step, change->key);
        text_sanitize(change->value, strlen(change->value), out);
        buffer_text(out, "\n");
    }
}

/* How many steps there are to where something is to be said: a row, or a change. */
static long silent(const struct experiment *experiment, size_t next, long step, long every)
{
    long most = every - step % every;
    if (next < experiment->count && experiment->change[next].step - step < most)
        return experiment->change[next].step - step;
    return most;
}

bool trace_play(const struct trace *trace, struct simulation *simulation, long to, long every,
                bool (*drain)(void *context, struct buffer *out), void *context, struct buffer *out)
{
    const struct experiment *experiment = simulation_experiment(simulation);
    const struct sample *now = simulation_now(simulation);
    struct analysis analysis = {0};
    size_t next = 0;
    bool made = true, drained = true;
    while (made && drained) {
        bool ended = !simulation_goes_on(simulation, to);
        const struct observation here =
            observe(simulation, &analysis, ended ? quantity_needs(&trace->columns) : 0);
        if (ended || now->step % every == 0)
            trace_observed(trace, &here, now->step == 0, out);
        trace_changes(trace, experiment, now->step, &next, out);
        drained = !drain || drain(context, out);
        made = simulation_play(simulation, to, silent(experiment, next, now->step, every)) > 0;
    }
    return drained;
}

void trace_end(const struct trace *trace, struct buffer *out)
{
    if (trace->format == TRACE_JSON)
        buffer_text(out, "\n]\n");
}
