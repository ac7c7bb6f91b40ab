#include "view/losses.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "base/number.h"

/* So many decades a range may have. */
static const double decades[] = {1, 2, 3, 5, 8, 12, 16};

/* Which steps the columns stand for: column 0 the first step, column c > 0 the `span` steps that
 * end with step first + c * span. A trajectory that drops samples keeps those of a power of two. */
struct mapping {
    long first, span;
};

static struct mapping mapping_for(struct losses_reach reach, int width)
{
    struct mapping mapping = {.first = reach.first, .span = 1};

    while (width > 1 && reach.last - mapping.first > mapping.span * (width - 1))
        mapping.span *= 2;
    return mapping;
}

struct losses_reach losses_reach(const struct trajectory *trajectory)
{
    bool empty = trajectory_length(trajectory) == 0;

    return (struct losses_reach){empty ? 0 : trajectory_at(trajectory, 0)->step, trajectory->last};
}

static int column_of(struct mapping mapping, long step)
{
    return (int)((step - mapping.first + mapping.span - 1) / mapping.span);
}

static int usable(int width)
{
    return width < 2 ? 0 : width < LOSSES_COLUMNS ? width : LOSSES_COLUMNS;
}

int losses_columns(struct losses_reach reach, const struct series *series, int width, double *value)
{
    struct mapping mapping = mapping_for(reach, usable(width));
    size_t count = usable(width) ? series->count : 0;
    int columns = 0;
    long end = LONG_MIN; /* of the last column's span */

    for (size_t i = 0; i < count; i++) {
        if (series->step[i] <= end) {
            value[columns - 1] = series->value[i];
            continue;
        }
        int column = column_of(mapping, series->step[i]);
        /* A span without a sample, which a thinned path may leave, repeats the one before. */
        bool known = i > 0 && series->step[i] - series->step[i - 1] <= series->reach;
        for (; columns < column; columns++)
            value[columns] = known ? value[columns - 1] : NAN;
        value[column] = series->value[i];
        columns = column + 1;
        end = mapping.first + column * mapping.span;
    }
    return columns;
}

int losses_column_of(const struct trajectory *trajectory, int width, long step)
{
    struct mapping mapping = mapping_for(losses_reach(trajectory), usable(width));

    if (usable(width) == 0 || step < mapping.first || step > trajectory->last)
        return -1;
    return column_of(mapping, step);
}

bool losses_steps(struct losses_reach reach, int width, long *low, long *high)
{
    struct mapping mapping = mapping_for(reach, usable(width));

    *low = mapping.first;
    *high = mapping.first + mapping.span * (usable(width) - 1);
    return usable(width) > 0 && reach.last >= reach.first;
}

void losses_batches(const struct trajectory *trajectory, int width, double *least, double *most)
{
    struct mapping mapping = mapping_for(losses_reach(trajectory), usable(width));
    size_t length = usable(width) ? trajectory_length(trajectory) : 0;

    for (int column = 0; column < LOSSES_COLUMNS; column++)
        least[column] = most[column] = NAN;
    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_at(trajectory, i);
        int column = column_of(mapping, sample->step);
        least[column] = fmin(least[column], sample->batch_loss);
        most[column] = fmax(most[column], sample->batch_loss);
    }
}

static double height_of(const struct losses_range *range, double loss)
{
    double above = loss - range->floor;

    if (!range->logarithmic)
        return loss;
    return above > 0 ? log10(above) : -INFINITY;
}

const struct extremes extremes_none = {INFINITY, INFINITY, -INFINITY, 0};

static void add_loss(struct extremes *extremes, double loss)
{
    if (!isfinite(loss))
        return;
    if (loss < extremes->least) {
        extremes->next = extremes->least;
        extremes->least = loss;
    } else if (loss > extremes->least && loss < extremes->next) {
        extremes->next = loss;
    }
    if (loss > extremes->most)
        extremes->most = loss;
}

void extremes_add(struct extremes *extremes, const struct series *series)
{
    for (size_t i = 0; i < series->count; i++)
        add_loss(extremes, series->value[i]);
    if (series->count > extremes->samples)
        extremes->samples = series->count;
}

static struct extremes extremes_of(const struct series *series, size_t count)
{
    struct extremes extremes = extremes_none;

    for (size_t k = 0; k < count; k++)
        extremes_add(&extremes, &series[k]);
    return extremes;
}

/* What is subtracted: a floor that is known. One that is merely the best seen falls with every
 * step, and all columns would change with it; so positive losses have the floor 0 then. */
static double floor_for(double floor, double least)
{
    if (isfinite(floor) && floor < least)
        return floor;
    return least > 0 ? 0 : least;
}

/* Of what is above the floor, which is the least loss or lower. */
static void log_range(struct losses_range *range, struct extremes extremes)
{
    double low = 0, high = 0;
    double least = extremes.least > range->floor ? extremes.least : extremes.next;

    range->ranged = least <= extremes.most;
    if (range->ranged) {
        low = height_of(range, least);
        high = height_of(range, extremes.most);
    }
    range->high = ceil(high);
    size_t i = 0;
    while (i + 1 < sizeof decades / sizeof *decades && range->high - decades[i] > low)
        i++;
    range->low = range->high - decades[i];
}

static void linear_range(struct losses_range *range, struct extremes extremes)
{
    double least = extremes.least, most = extremes.most;
    double width = fmin(most / 2 - least / 2, DBL_MAX / 16) * 2;
    double step = number_round_up(fmax(width, fmax(fabs(most) * 1e-9, 1e-300)) / 4);

    range->ranged = true;
    range->low = fmax(floor(least / step) * step, -DBL_MAX);
    range->high = fmin(ceil(most / step) * step, DBL_MAX) + 0.0; /* no zero has a minus */
    if (!(range->high > range->low))
        range->high = range->low + step;
}

/* Would logarithms hide how the losses fall? What changes by less than a hundredth is level. */
static bool is_flat(const struct losses_range *range, struct extremes extremes)
{
    enum { MANY = 25 };
    double above = extremes.least - range->floor, spread = extremes.most - extremes.least;

    return extremes.samples >= MANY && spread < above &&
           spread > 0.01 * fmax(fabs(extremes.least), fabs(extremes.most));
}

void losses_range_of(struct losses_range *range, struct extremes extremes, bool logarithmic,
                     double floor)
{
    *range = (struct losses_range){.logarithmic = logarithmic, .high = 1};
    if (extremes.least > extremes.most)
        return;
    range->floor = floor_for(floor, extremes.least);
    range->logarithmic = logarithmic && !is_flat(range, extremes);
    if (range->logarithmic)
        log_range(range, extremes);
    else
        linear_range(range, extremes);
}

void losses_range_init(struct losses_range *range, const struct series *series, size_t count,
                       bool logarithmic, double floor)
{
    losses_range_of(range, extremes_of(series, count), logarithmic, floor);
}

void losses_range_to_limit(struct losses_range *range, const struct series *series,
                           const struct series *limit)
{
    const struct extremes extremes = extremes_of(series, 1), limits = extremes_of(limit, 1);
    double most = limits.most > 0 ? 1.25 * limits.most : fmax(extremes.most, 0);

    *range = (struct losses_range){.ranged = extremes.least <= extremes.most, .high = 1};
    if (!range->ranged || !(most > 0))
        return;
    linear_range(range, (struct extremes){.least = 0, .most = fmin(most, DBL_MAX)});
    range->low = 0;
    if (limits.most > 0)
        range->high = extremes.most > most ? 2 * limits.most : most;
}

double losses_height(const struct losses_range *range, double loss)
{
    double height = height_of(range, loss);

    if (!isfinite(loss))
        return -1;
    height = (height / 2 - range->low / 2) / (range->high / 2 - range->low / 2);
    return height > 0 ? fmin(height, 1) : 0;
}
