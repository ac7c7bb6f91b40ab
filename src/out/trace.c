#include "out/trace.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

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

void trace_begin(struct buffer *out, enum trace_format format, const char *const *parameter,
                 int n)
{
    if (format == TRACE_JSON) {
        buffer_text(out, "[\n");
        return;
    }
    buffer_text(out, "step");
    for (int i = 0; i < n; i++)
        buffer_format(out, ",%s", parameter[i]);
    buffer_text(out, ",loss,grad_norm,lr\n");
}

static void json_row(struct buffer *out, const char *const *parameter, int n,
                     const struct sample *sample, bool first)
{
    buffer_format(out, "%s  {\"step\": %ld", first ? "" : ",\n", sample->step);
    for (int i = 0; i < n; i++)
        json_number(out, parameter[i], sample->x[i]);
    json_number(out, "loss", sample->loss);
    json_number(out, "grad_norm", sample->grad_norm);
    json_number(out, "lr", sample->lr);
    buffer_format(out, ", \"evaluations\": %ld, \"trials\": %ld", sample->evaluations,
                  sample->trials);
    buffer_text(out, "}");
}

void trace_row(struct buffer *out, enum trace_format format, const char *const *parameter, int n,
               const struct sample *sample, bool first)
{
    if (format == TRACE_JSON) {
        json_row(out, parameter, n, sample, first);
        return;
    }
    buffer_format(out, "%ld", sample->step);
    for (int i = 0; i < n; i++)
        csv_number(out, sample->x[i]);
    csv_number(out, sample->loss);
    csv_number(out, sample->grad_norm);
    csv_number(out, sample->lr);
    buffer_text(out, "\n");
}

void trace_change(struct buffer *out, long step, const char *key, const char *value)
{
    buffer_format(out, "# after step %ld: %s ", step, key);
    text_sanitize(value, strlen(value), out);
    buffer_text(out, "\n");
}

void trace_end(struct buffer *out, enum trace_format format)
{
    if (format == TRACE_JSON)
        buffer_text(out, "\n]\n");
}
