/* A study: the runs of its cases, made in slices, so that whoever shows or writes them stays free
 * to do other things. Each comes out bit for bit as it does alone (study/outcome.h).
 *
 * There are two ways to go on. study_advance makes a part of the runs to their ends, and then the
 * next part: so that a map fills, in the order that was given. study_step makes the next steps of
 * all of them: so that they are seen to move.
 *
 * Runs on data give way to whom the base scenario's `interrupt` tells of (problem/interrupt.h):
 * both ways return early then, and what was interrupted is made the next time. */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include <stdbool.h>
#include <stddef.h>

#include "study/cases.h"
#include "study/outcome.h"

struct error;
struct study;

/* The runs number 0 to count - 1 are those of the cases order[0] to order[count - 1], or where that
 * is NULL, of `first` and those behind it. The cases and the order are borrowed and must outlive
 * the study. Returns NULL with the error as simulation_create gives it. Free with study_free. */
struct study *study_create(const struct cases *cases, size_t first, const size_t *order,
                           size_t count, struct error *error);
void study_free(struct study *study);

/* Goes on for about so many evaluations, which are what a study's time is counted in: a Hessian
 * counts n of them (sample_cost). Returns false with the error where a case can't be run; nothing
 * more can be made of the study then. */
bool study_advance(struct study *study, long evaluations, struct error *error);

/* Makes the next `steps` steps of each run that has not ended. Returns false as above. */
bool study_step(struct study *study, long steps, struct error *error);

/* Was that interrupted, so that not all have made them? With 0 steps they go on. */
bool study_behind(const struct study *study);

size_t study_count(const struct study *study);
size_t study_ended(const struct study *study);     /* how many runs have */
long study_evaluations(const struct study *study); /* made by all runs so far */

/* What became of run i. Returns false while it has not ended. */
bool study_outcome(const struct study *study, size_t i, struct outcome *outcome);

/* Where run i is now: x[n], and its loss. Returns false where it has not begun. */
bool study_now(const struct study *study, size_t i, double *x, double *loss);

#endif
