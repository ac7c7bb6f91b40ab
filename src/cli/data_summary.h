/* What the summary of a run says besides where data was learnt from. */
#ifndef CLI_DATA_SUMMARY_H
#define CLI_DATA_SUMMARY_H

struct session;
struct simulation;
struct buffer;

/* The rows and columns, how they are scaled and taken; nothing without data. */
void data_summary_data(struct simulation *simulation, struct buffer *out);

/* The diagnosis of the curves, the parameters in raw units, the condition numbers with what they
 * cost, the regret of a run in its first pass; nothing without data. */
void data_summary_result(struct session *session, struct buffer *out);

#endif
