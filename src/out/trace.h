/* A run as a table of its steps, whose columns are rows of the table of quantities
 * (run/quantity.h). CSV: a header of names, `step,<parameters>,loss,grad_norm,lr` and more of data,
 * and numbers of 17 significant digits (not finite: inf, -inf, nan). JSON: one array of objects,
 * not finite as null; they have more members, and the last object of a run that has ended has those
 * that are found then, such as the verdict. Rows are appended one at a time, so that a long run
 * needs no memory. */
#ifndef OUT_TRACE_H
#define OUT_TRACE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "run/quantity.h"

struct experiment;
struct simulation;

enum trace_format { TRACE_CSV, TRACE_JSON };

struct trace {
    enum trace_format format;
    struct quantity_list columns;
};

/* The trace of such a run, and that of a simulation. */
struct trace trace_for(enum trace_format format, const struct quantity_scope *scope);
struct trace trace_of(struct simulation *simulation, enum trace_format format);

void trace_begin(const struct trace *trace, struct buffer *out);
void trace_row(const struct trace *trace, const struct sample *sample, bool first,
               struct buffer *out);
/* The same of more than a sample, for the last row of a run. */
void trace_observed(const struct trace *trace, const struct observation *observation, bool first,
                    struct buffer *out);
/* The changes of settings after steps up to this one, from number *next on, which begins at 0, as
 * comments: `# after step 20: lr 0.05`. With those of step 0 the run began. CSV alone. */
void trace_changes(const struct trace *trace, const struct experiment *experiment, long step,
                   size_t *next, struct buffer *out);
/* Plays a run (simulation_play), with the row of every `every`th step and of the last, and the
 * changes. Where `drain` is given, it is called with the context after each row, may take away what
 * has been appended, and returns false where the run is to end there. Returns whether that never
 * was. */
bool trace_play(const struct trace *trace, struct simulation *simulation, long to, long every,
                bool (*drain)(void *context, struct buffer *out), void *context,
                struct buffer *out);
void trace_end(const struct trace *trace, struct buffer *out);

#endif
