/* The losses of a run, or what else its samples tell, as curves that share their columns and their range.
 *
 * A column stands for a span of steps; when the columns are used up the span doubles, so that
 * nothing ever scrolls: in a run only the newest column changes. */
#ifndef VIEW_LOSSES_H
#define VIEW_LOSSES_H

#include <stdbool.h>

#include "run/quantity.h"
#include "run/trajectory.h"

struct surface;

enum { LOSSES_COLUMNS = 64 };

/* What a curve is of: a quantity that a sample has, or the distance from the minima of a surface. */
struct track {
    enum quantity_id id;
    const struct surface *surface; /* for QUANTITY_DISTANCE */
};

/* Sets value[i] to that at the end of the span of column i. At most `width` columns are used, and `width`
 * is at least 2. Returns how many are used. */
int losses_columns(const struct trajectory *trajectory, const struct track *track, int width,
                   double *value);

/* The steps that `width` columns stand for, half a column wider at both ends, so that a step is in the
 * middle of its column. False where there are no columns or no steps. */
bool losses_steps(const struct trajectory *trajectory, int width, double *low, double *high);

/* The least and the greatest batch loss in the span of each column; NAN where there is no batch loss,
 * and in the columns that are not used. */
void losses_batches(const struct trajectory *trajectory, int width, double *least, double *most);

/* What heights stand for: a range that rarely changes. */
struct losses_range {
    bool logarithmic; /* heights are log10(loss - floor) */
    double floor;
    bool ranged;      /* is there a loss that has a height? */
    double low, high; /* ranged: of the heights */
};

/* Finds the range that `count` tracks share. `floor` is the least known loss; it is not finite where none
 * is known. A logarithmic range is whole decades, a linear one a round number: 1, 2 or 5 times a power of
 * ten. */
void losses_range_init(struct losses_range *range, const struct trajectory *trajectory,
                       const struct track *track, size_t count, bool logarithmic, double floor);

/* The height of a loss, from 0 at the low end of the range to 1 at its high end. A loss below the range
 * has the height 0, one above it 1, one that is not finite -1. */
double losses_height(const struct losses_range *range, double loss);

#endif
