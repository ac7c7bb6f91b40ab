/* The losses of a run, or what else its samples tell, as curves that share their columns and their
 * range.
 *
 * A column stands for a span of steps; when the columns are used up the span doubles, so that
 * nothing ever scrolls: in a run only the newest column changes. */
#ifndef VIEW_LOSSES_H
#define VIEW_LOSSES_H

#include <stdbool.h>

#include "run/trajectory.h"
#include "view/tracks.h"

enum { LOSSES_COLUMNS = 64 };

/* The steps that columns stand for: first to last of the runs that share them. */
struct losses_reach {
    long first, last;
};

/* Of one path; of an empty one the last is -1. */
struct losses_reach losses_reach(const struct trajectory *trajectory);

/* Sets value[i] to that at the end of the span of column i; NAN where that is not known. At most
 * `width` columns are used, and `width` is at least 2. Returns how many are used. */
int losses_columns(struct losses_reach reach, const struct series *series, int width,
                   double *value);

/* The column of a step, or -1 where there is none. */
int losses_column_of(const struct trajectory *trajectory, int width, long step);

/* The steps that the first and the last of `width` columns stand for. False where there are no
 * columns or no steps. */
bool losses_steps(struct losses_reach reach, int width, long *low, long *high);

/* The least and the greatest batch loss in the span of each column; NAN where there is no batch
 * loss, and in the columns that are not used. */
void losses_batches(const struct trajectory *trajectory, int width, double *least, double *most);

/* What heights stand for: a range that rarely changes. */
struct losses_range {
    bool logarithmic; /* heights are log10(loss - floor) */
    double floor;
    bool ranged;      /* is there a loss that has a height? */
    double low, high; /* ranged: of the heights */
};

/* Of finite losses: the least, the least that is above it, the greatest. least > most: there is
 * none. And how many samples the longest series has. */
struct extremes {
    double least, next, most;
    size_t samples;
};
extern const struct extremes extremes_none;

/* Adds all samples of a series: not only those that columns show, as the range would jump with the
 * newest. */
void extremes_add(struct extremes *extremes, const struct series *series);

/* Finds the range of these, as below. */
void losses_range_of(struct losses_range *range, struct extremes extremes, bool logarithmic,
                     double floor);

/* Finds the range that `count` series share. `floor` is the least known loss; it is not finite
 * where none is known. A logarithmic range is whole decades, 1, 2, 3, 5, 8, 12 or 16 of them below
 * the greatest loss, so that it seldom changes; a linear one ends at round numbers: 1, 2 or 5 times
 * a power of ten. Where after many samples the losses are still within a factor of two above the
 * floor, as in a well that is high above the map's least value, a logarithmic curve would be level:
 * it is linear then. */
void losses_range_init(struct losses_range *range, const struct series *series, size_t count,
                       bool logarithmic, double floor);

/* The range of what is compared with a limit, from 0 to a quarter above the limit, or where it goes
 * there to the double. */
void losses_range_to_limit(struct losses_range *range, const struct series *series,
                           const struct series *limit);

/* The height of a loss, from 0 at the low end of the range to 1 at its high end. A loss below the
 * range has the height 0, one above it 1, one that is not finite -1. */
double losses_height(const struct losses_range *range, double loss);

#endif
