#include "out/trace.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "problem/learning.h"
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

static void json_number(struct buffer *out, const char *name, double number)
{
    buffer_text(out, ", ");
    json_string(out, name);
    buffer_text(out, ": ");
    if (isfinite(number))
        buffer_number(out, number);
    else
        buffer_text(out, "null");
}

static void csv_number(struct buffer *out, double number)
{
    buffer_text(out, ",");
    buffer_number(out, number);
}

struct trace trace_of(struct simulation *simulation, enum trace_format format)
{
    const struct objective *objective = simulation_objective(simulation);
    return (struct trace){
        .format = format,
        .parameter = (const char *const *)objective->parameter,
        .n = objective->n,
        .data = objective->learning,
        .validation = objective->learning && objective->learning->held.rows > 0,
    };
}

void trace_begin(const struct trace *trace, struct buffer *out)
{
    if (trace->format == TRACE_JSON) {
        buffer_text(out, "[\n");
        return;
    }
    buffer_text(out, "step");
    for (int i = 0; i < trace->n; i++)
        buffer_format(out, ",%s", trace->parameter[i]);
    buffer_format(out, ",loss,grad_norm,lr%s%s\n", trace->data ? ",batch_loss,epoch" : "",
                  trace->validation ? ",validation" : "");
}

static void json_row(const struct trace *trace, const struct sample *sample, bool first,
                     struct buffer *out)
{
    buffer_format(out, "%s  {\"step\": %ld", first ? "" : ",\n", sample->step);
    for (int i = 0; i < trace->n; i++)
        json_number(out, trace->parameter[i], sample->x[i]);
    json_number(out, "loss", sample->loss);
    json_number(out, "grad_norm", sample->grad_norm);
    json_number(out, "lr", sample->lr);
    if (trace->data) {
        json_number(out, "batch_loss", sample->batch_loss);
        buffer_format(out, ", \"epoch\": %ld", sample->epoch);
    }
    if (trace->validation)
        json_number(out, "validation", sample->validation);
    buffer_format(out, ", \"evaluations\": %ld, \"trials\": %ld", sample->evaluations,
                  sample->trials);
    buffer_text(out, "}");
}

void trace_row(const struct trace *trace, const struct sample *sample, bool first,
               struct buffer *out)
{
    if (trace->format == TRACE_JSON) {
        json_row(trace, sample, first, out);
        return;
    }
    buffer_format(out, "%ld", sample->step);
    for (int i = 0; i < trace->n; i++)
        csv_number(out, sample->x[i]);
    csv_number(out, sample->loss);
    csv_number(out, sample->grad_norm);
    csv_number(out, sample->lr);
    if (trace->data) {
        csv_number(out, sample->batch_loss);
        buffer_format(out, ",%ld", sample->epoch);
    }
    if (trace->validation)
        csv_number(out, sample->validation);
    buffer_text(out, "\n");
}

void trace_change(struct buffer *out, long step, const char *key, const char *value)
{
    buffer_format(out, "# after step %ld: %s ", step, key);
    text_sanitize(value, strlen(value), out);
    buffer_text(out, "\n");
}

void trace_end(const struct trace *trace, struct buffer *out)
{
    if (trace->format == TRACE_JSON)
        buffer_text(out, "\n]\n");
}
