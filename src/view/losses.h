/* The losses of a run as curves that share their columns and their range.
 *
 * A column stands for a span of steps; when the columns are used up the span doubles, so that
 * nothing ever scrolls: in a run only the newest column changes. */
#ifndef VIEW_LOSSES_H
#define VIEW_LOSSES_H

#include <stdbool.h>

#include "run/trajectory.h"

enum { LOSSES_COLUMNS = 64 };

/* The training or the validation losses at the end of each column's span, for at most `width`
 * columns, 2 at least. Returns how many are used, those of loss[LOSSES_COLUMNS] that are set. */
int losses_columns(const struct trajectory *trajectory, bool validation, int width, double *loss);

/* The least and the greatest batch loss in each column's span; NAN where there is none, as beyond
 * the columns that are used. */
void losses_batches(const struct trajectory *trajectory, int width, double *least, double *most);

/* What heights stand for: a range that rarely changes. */
struct losses_range {
    bool logarithmic; /* heights are log10(loss - floor) */
    double floor;
    bool ranged;      /* is there a loss that has a height? */
    double low, high; /* ranged: of the heights */
};

/* The range of the training losses, and where asked for of the validation losses; those of batches
 * are anywhere. `floor` is the least known loss (not finite: none). A range is whole decades, or
 * linear a round multiple of 1, 2 or 5. */
void losses_range_init(struct losses_range *range, const struct trajectory *trajectory,
                       bool validation, bool logarithmic, double floor);

/* The height of a loss: 0 to 1, which are those of all losses beyond the range, too; or -1 where it
 * is not finite. */
double losses_height(const struct losses_range *range, double loss);

#endif
