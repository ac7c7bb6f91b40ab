/* A run as a table of its steps. CSV: the header `step,<parameters>,loss,grad_norm,lr` and numbers
 * of 17 significant digits (not finite: inf, -inf, nan). JSON: one array of objects, not finite
 * as null, with the evaluations and trial steps so far besides. Rows are appended one at a time,
 * so that a long run needs no memory. */
#ifndef OUT_TRACE_H
#define OUT_TRACE_H

#include "base/buffer.h"
#include "engine/trajectory.h"

enum trace_format { TRACE_CSV, TRACE_JSON };

void trace_begin(struct buffer *out, enum trace_format format, const char *const *parameter,
                 int n);
void trace_row(struct buffer *out, enum trace_format format, const char *const *parameter, int n,
               const struct sample *sample, bool first);
/* A change of a setting after a step, as a comment: `# after step 20: lr 0.05`. CSV alone. */
void trace_change(struct buffer *out, long step, const char *key, const char *value);
void trace_end(struct buffer *out, enum trace_format format);

#endif
