/* A run as a table of its steps. CSV: the header `step,<parameters>,loss,grad_norm,lr`, with data
 * `batch_loss,epoch` and where rows are held out `validation` besides, and numbers of 17
 * significant digits (not finite: inf, -inf, nan). JSON: one array of objects, not finite
 * as null, with the evaluations and trial steps so far besides. Rows are appended one at a time,
 * so that a long run needs no memory. */
#ifndef OUT_TRACE_H
#define OUT_TRACE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "run/trajectory.h"

struct simulation;

enum trace_format { TRACE_CSV, TRACE_JSON };

/* What a trace is of. */
struct trace {
    enum trace_format format;
    const char *const *parameter; /* [n], borrowed */
    int n;
    bool data, validation; /* adds `batch_loss,epoch`, and `validation` */
};

/* The trace of a simulation, whose names are borrowed. */
struct trace trace_of(struct simulation *simulation, enum trace_format format);

void trace_begin(const struct trace *trace, struct buffer *out);
void trace_row(const struct trace *trace, const struct sample *sample, bool first,
               struct buffer *out);
/* A change of a setting after a step, as a comment: `# after step 20: lr 0.05`. CSV alone. */
void trace_change(struct buffer *out, long step, const char *key, const char *value);
void trace_end(const struct trace *trace, struct buffer *out);

#endif
