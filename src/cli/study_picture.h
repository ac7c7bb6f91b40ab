/* Pictures of studies: basins and sweeps as a screen shows them, without a terminal. */
#ifndef CLI_STUDY_PICTURE_H
#define CLI_STUDY_PICTURE_H

struct arguments;

/* --snapshot of the commands basins and sweep. Return the exit status. */
int study_picture_basins(struct arguments *arguments);
int study_picture_sweep(struct arguments *arguments);

/* --format summary: a paragraph on them. */
int study_summary_basins(struct arguments *arguments);
int study_summary_sweep(struct arguments *arguments);

/* --plot of sweep: the same of tables that were written before. */
int study_picture_plot(struct arguments *arguments);

#endif
