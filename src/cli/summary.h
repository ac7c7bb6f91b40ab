/* The summary of a run that has ended, for people: what was run, where it ended, the verdict, and
 * what each criterion saw. */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

struct session;
struct buffer;

void summary_write(struct session *session, struct buffer *out);

/* What theory says of the point where it ended (see insight/theory.h). */
void summary_theory(struct session *session, struct buffer *out);

#endif
