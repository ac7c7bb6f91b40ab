/* The diagnosis of a run on data: what its loss curves show, and why.
 *
 * Medians and means keep noise and spikes from deciding. The level of a quarter of the steps is the
 * median of its losses; a sample that stands for many steps weighs as many. Where no quarter is
 * named, the level is that of the last one. The loss now is the median of the newest five losses (a
 * sentence tells the newest itself). The least loss is the least mean over a sixteenth of the
 * samples: over five samples at least, over three at the ends.
 *
 * The rules, of which the first that holds decides:
 *
 *   unknown       There are fewer than 12 samples, or none in one of the quarters; or the loss at
 *                 the start is not finite, or it and all levels are 0: there is nothing to learn.
 *                 Not after a divergence, in a cycle, nor where the run has come to rest: then
 *                 the start and the newest loss tell.
 *   unstable      The run is lost (ending_is_lost), and the loss is not below that at the start;
 *                 or the loss is not finite;
 *                 or is now, and newest, more than 1.5 times the loss at the start;
 *                 or has in the last half of the steps three times or more risen by more than a
 *                 factor of three and a twentieth of the loss at the start, and fallen back as
 *                 much, and its peak in the last quarter is more than half of that in the quarter
 *                 before;
 *                 or, from 40 steps on, its level is more than twice that of an earlier quarter;
 *                 or the run goes round in a cycle. Swings and rises of a run that has come to rest
 *                 at a minimum are past.
 *   overfitting   The validation loss's level, and what it is now, are more than 10 % above its
 *                 least, and the training loss's level is more than 10 % below what it was there;
 *                 or the validation loss's level, and what it is now, are more than twice the
 *                 training loss's level, that is further above it than a tenth of the loss at
 *                 the start, and at most 10 % below that of the quarter before.
 *   spike         In the last half of the steps a loss is more than three times each loss before it.
 *                 The losses before it reach back to half of its steps, and are eight samples at
 *                 least. The two samples just before it are left out: a spike may rise over three.
 *   stuck         The run has come to rest where some neighbour is lower, or on a plain;
 *                 or the least loss is at most 5 % below the loss at the start, and the run has not
 *                 come to rest at a minimum.
 *   underfitting  At rest, or from 40 steps on, the loss has levelled off below the loss at the
 *                 start, but at more than a third of it: its level differs from that of the quarter
 *                 before by at most 2 % and at most a fifth of what it has fallen in all. What is
 *                 left may be noise of the rows that no model can learn; the sentence says so.
 *   healthy       None of these.
 *
 * Losses are measured from 0, or where one is negative, from a zero that lies below the least by a
 * tenth of the fall from the start and a hundredth of the loss there. A rise by less than a
 * billionth of the loss at the start is none.
 *
 * The 10 % are the generalization loss of Prechelt, "Early stopping - but when?" (1998).
 * Textbooks call a wide gap overfitting, too, so it is one here. */
#ifndef INSIGHT_DIAGNOSIS_H
#define INSIGHT_DIAGNOSIS_H

#include "insight/verdict.h"

struct trajectory;

enum { DIAGNOSIS_COLUMNS = 76 }; /* the longest sentence */

/* In the order of the rules. */
enum diagnosis_kind {
    DIAGNOSIS_UNKNOWN,
    DIAGNOSIS_UNSTABLE,
    DIAGNOSIS_OVERFITTING,
    DIAGNOSIS_SPIKE,
    DIAGNOSIS_STUCK,
    DIAGNOSIS_UNDERFITTING,
    DIAGNOSIS_HEALTHY
};

/* "unknown", "unstable", "overfitting", "spike", "stuck", "underfitting", "healthy". */
const char *diagnosis_name(enum diagnosis_kind kind);

/* Their names and meanings, in that order. */
extern const struct table diagnosis_table;

struct diagnosis {
    enum diagnosis_kind kind;
    char sentence[DIAGNOSIS_COLUMNS + 1]; /* "overfitting: validation 0.31 was 0.22 at epoch 40" */
};

/* What the path's losses and, where they are not NaN, its validation losses show. The sentence is
 * printable ASCII of at most DIAGNOSIS_COLUMNS columns, without a full stop. `ending` is that of
 * the verdict, ENDING_RUNNING where there is none. Without a rate there is no advice about it. */
void diagnosis_of(struct diagnosis *diagnosis, const struct trajectory *path, enum ending ending,
                  bool has_rate);

/* The same beside a verdict: where a run has reached its cap, what there is counts. */
void diagnosis_beside(struct diagnosis *diagnosis, const struct trajectory *path,
                      const struct verdict *verdict, bool has_rate);

#endif
