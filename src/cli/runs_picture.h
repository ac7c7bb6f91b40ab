/* Pictures of many runs: swarms and races as a screen shows them at their end, without a
 * terminal. */
#ifndef CLI_RUNS_PICTURE_H
#define CLI_RUNS_PICTURE_H

struct arguments;
struct race;

/* --snapshot of the commands swarm, of so many runs, and race, which all have entered. Return the
 * exit status. */
int runs_picture_swarm(struct arguments *arguments, long count);
int runs_picture_race(struct arguments *arguments, struct race *race, long trials);

/* --format summary of swarm: a paragraph. */
int runs_summary_swarm(struct arguments *arguments, long count);

#endif
