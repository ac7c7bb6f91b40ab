/* Pictures of studies: basins and sweeps as a screen shows them, without a terminal. */
#ifndef CLI_STUDY_PICTURE_H
#define CLI_STUDY_PICTURE_H

#include <stdbool.h>

struct arguments;
struct buffer;
struct error;
struct screen_more;
struct session;

/* Writes the screen of the session with what is put before it; *failed and the error are what that
 * leaves where it could not be made. */
int study_picture_write(struct arguments *arguments, struct session *session,
                        const struct screen_more *more, const bool *failed, struct error *error);

/* Writes a text that begins with a capital as a paragraph, with a full stop, and releases it. */
int study_picture_paragraph(struct buffer *text);

/* --snapshot of the commands basins and sweep. Return the exit status. */
int study_picture_basins(struct arguments *arguments);
int study_picture_sweep(struct arguments *arguments);

/* --format summary: a paragraph on them. */
int study_summary_basins(struct arguments *arguments);
int study_summary_sweep(struct arguments *arguments);

/* --plot of sweep: both of tables that were written before. */
int study_picture_plot(struct arguments *arguments);
int study_summary_plot(struct arguments *arguments);

#endif
