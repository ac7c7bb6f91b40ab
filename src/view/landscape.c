#include "view/landscape.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static const struct scale rows[] = {
    [SCALE_MIXED] = {"mixed", "the mean of rank and logarithm: detail in valleys and on hills"},
    [SCALE_LOG] = {"log", "by the logarithm above the least known value"},
    [SCALE_RANK] = {"rank", "every band covers the same area"},
    [SCALE_LINEAR] = {"linear", "every band covers the same range of values"},
};

const struct table scales = TABLE("scale", rows);

/* Room for so many pixels. */
static bool reserve(struct landscape *landscape, size_t count)
{
    double *field = realloc(landscape->field, count * sizeof *field);
    uint8_t *band = field ? realloc(landscape->band, count * sizeof *band) : NULL;
    struct tile *tile = band ? realloc(landscape->tile, count / 2 * sizeof *tile) : NULL;

    if (field)
        landscape->field = field;
    if (band)
        landscape->band = band;
    if (tile)
        landscape->tile = tile;
    return tile;
}

bool landscape_resize(struct landscape *landscape, const struct viewport *viewport)
{
    int columns = viewport->columns, pixel_rows = 2 * viewport->rows;
    size_t count = (size_t)columns * (size_t)pixel_rows;
    size_t held = (size_t)landscape->columns * (size_t)landscape->rows;

    landscape->valid = false;
    free(landscape->slope);
    landscape->slope = NULL;
    if (count > held && !reserve(landscape, count))
        return false;
    landscape->viewport = *viewport;
    landscape->columns = columns;
    landscape->rows = pixel_rows;
    return true;
}

void landscape_release(struct landscape *landscape)
{
    free(landscape->field);
    free(landscape->band);
    free(landscape->tile);
    free(landscape->slope);
    *landscape = (struct landscape){0};
}

/* What levels are made of: the finite values in ascending order, and the ends of the scales. */
struct ladder {
    enum scale_id scale;
    const double *sorted;
    size_t count;
    double floor;    /* at or below all values */
    double low;      /* where the logarithm begins, above the floor */
    double log_span; /* log(highest / low) */
};

static double above(const struct ladder *ladder, double value)
{
    double d = value - ladder->floor;

    return d < DBL_MAX ? d : DBL_MAX;
}

static void ladder_init(struct ladder *ladder, enum scale_id scale, const double *sorted,
                        size_t count, double floor)
{
    double high;

    ladder->scale = scale;
    ladder->sorted = sorted;
    ladder->count = count;
    ladder->floor = floor < sorted[0] ? floor : sorted[0];
    /* The lowest hundredth of the field makes no bands: else a pixel that happens to hit a
     * minimum would stretch the logarithm over nothing. */
    high = above(ladder, sorted[count - 1]);
    ladder->low = fmax(above(ladder, sorted[count / 100]), high * 1e-9);
    ladder->log_span = ladder->low > 0 ? log(high / ladder->low) : 0;
}

static double ladder_log(const struct ladder *ladder, double value)
{
    double d = above(ladder, value);

    return ladder->log_span > 0 && d > ladder->low ? log(d / ladder->low) / ladder->log_span : 0;
}

/* The level of the i-th lowest value: 0 to 1, ascending with i. */
static double ladder_level(const struct ladder *ladder, size_t i)
{
    double value = ladder->sorted[i];
    double rank = (double)i / (double)ladder->count;
    double least = ladder->sorted[0], most = ladder->sorted[ladder->count - 1];

    switch (ladder->scale) {
    case SCALE_LOG:
        return ladder_log(ladder, value);
    case SCALE_RANK:
        return rank;
    case SCALE_LINEAR:
        return (value / 2 - least / 2) / (most / 2 - least / 2);
    case SCALE_MIXED:
        break;
    }
    return (rank + ladder_log(ladder, value)) / 2;
}

/* Equal but for rounding, as the values of a pixel and of its mirror image are. */
static bool alike(double a, double b)
{
    return fabs(a / 2 - b / 2) <= 1e-13 * fmax(fabs(a), fabs(b));
}

/* The middle between the i-th value, i > 0, and the one before; where these are alike, between
 * the next two that are not: above if there are such, else below. */
static double boundary(const struct ladder *ladder, size_t i)
{
    const double *v = ladder->sorted;
    size_t at = i;

    while (at < ladder->count && alike(v[at - 1], v[at]))
        at++;
    if (at == ladder->count) {
        at = i;
        while (at > 1 && alike(v[at - 1], v[at]))
            at--;
    }
    return v[at - 1] / 2 + v[at] / 2;
}

/* The boundary below the first value of the ladder that reaches `level`. */
static double ladder_threshold(const struct ladder *ladder, double level)
{
    size_t low = 0,
           high = ladder->count - 1; /* level(low) < level <= level(high) or high is last */

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (ladder_level(ladder, middle) < level) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return boundary(ladder, high);
}

/* Doubles as integers in the same order, and back (Herf, Stereopsis, 2001). */
static uint64_t key_of(double value)
{
    union {
        double number;
        uint64_t bits;
    } u = {.number = value};

    return u.bits ^ (u.bits >> 63 ? UINT64_MAX : (uint64_t)1 << 63);
}

static double value_of(uint64_t key)
{
    union {
        uint64_t bits;
        double number;
    } u = {.bits = key ^ (key >> 63 ? (uint64_t)1 << 63 : UINT64_MAX)};

    return u.number;
}

enum { RADIX_BITS = 11, RADIX = 1 << RADIX_BITS };

/* One pass of a radix sort: stable, by the digit that begins at bit `shift`. */
static void radix_pass(const uint64_t *from, uint64_t *to, size_t count, int shift)
{
    size_t begin[RADIX] = {0}, sum = 0;

    for (size_t i = 0; i < count; i++)
        begin[from[i] >> shift & (RADIX - 1)]++;
    for (size_t digit = 0; digit < RADIX; digit++) {
        size_t here = begin[digit];
        begin[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[begin[from[i] >> shift & (RADIX - 1)]++] = from[i];
}

/* Writes the finite values of field[count] in ascending order into sorted[count] and returns how
 * many there are; keys[2 * count] is room to work in. */
static size_t sort_finite(const double *field, size_t count, uint64_t *keys, double *sorted)
{
    uint64_t *from = keys, *to = keys + count;
    size_t finite = 0;

    for (size_t i = 0; i < count; i++) {
        if (isfinite(field[i]))
            from[finite++] = key_of(field[i]);
    }
    for (int shift = 0; shift < 64; shift += RADIX_BITS) {
        radix_pass(from, to, finite, shift);
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < finite; i++)
        sorted[i] = value_of(from[i]);
    return finite;
}

static void set_thresholds(struct landscape *landscape, const double *sorted, size_t count,
                           double floor)
{
    struct ladder ladder = {0};
    bool flat = count == 0 || !(sorted[0] < sorted[count - 1]);

    landscape->least = count ? sorted[0] : INFINITY;
    landscape->greatest = count ? sorted[count - 1] : -INFINITY;
    landscape->third = count ? sorted[count / 3] : NAN;
    landscape->median = count ? sorted[count / 2] : NAN;
    landscape->upper = count ? sorted[count - 1 - count / 3] : NAN;
    if (!flat) {
        ladder_init(&ladder, landscape->scale, sorted, count, floor);
    }
    for (int i = 0; i < landscape->bands - 1; i++) {
        double level = (double)(i + 1) / landscape->bands;
        landscape->threshold[i] = flat ? INFINITY : ladder_threshold(&ladder, level);
    }
}

/* Where no value at all is finite, an infinite one is none either: there is nothing to be high or
 * low beside. */
static bool is_undefined(const struct landscape *landscape, double value)
{
    return isnan(value) || landscape->least > landscape->greatest;
}

int landscape_band(const struct landscape *landscape, double value)
{
    int low = 0, high = landscape->bands - 1;

    if (is_undefined(landscape, value))
        return LANDSCAPE_UNDEFINED;
    if (isinf(value))
        return value > 0 ? high : low;
    while (low < high) {
        int middle = (low + high) / 2;
        if (landscape->threshold[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

double landscape_level(const struct landscape *landscape, double value)
{
    int band = landscape_band(landscape, value), bands = landscape->bands;

    if (is_undefined(landscape, value))
        return NAN;
    if (isinf(value))
        return value > 0 ? 1 : 0;
    double low = band > 0 ? landscape->threshold[band - 1] : landscape->least;
    double high = band < bands - 1 ? landscape->threshold[band] : landscape->greatest;
    double span = high / 2 - low / 2;
    double part = span > 0 && isfinite(span) ? (value / 2 - low / 2) / span : 0.5;

    return (band + fmin(fmax(part, 0), 1)) / bands;
}

static void set_bands(struct landscape *landscape, size_t count)
{
    landscape->undefined = false;
    for (size_t i = 0; i < count; i++) {
        landscape->band[i] = (uint8_t)landscape_band(landscape, landscape->field[i]);
        landscape->undefined = landscape->undefined || landscape->band[i] == LANDSCAPE_UNDEFINED;
    }
}

int landscape_cell(const struct landscape *landscape, int row, int column)
{
    size_t at = (size_t)(2 * row) * (size_t)landscape->columns + (size_t)column;
    int upper = landscape->band[at], lower = landscape->band[at + (size_t)landscape->columns];

    if (upper == LANDSCAPE_UNDEFINED || lower == LANDSCAPE_UNDEFINED)
        return LANDSCAPE_UNDEFINED;
    return (upper + lower) / 2;
}

bool landscape_cut(struct landscape *landscape, enum scale_id scale, int bands, double floor)
{
    size_t count = (size_t)landscape->columns * (size_t)landscape->rows;
    uint64_t *keys = malloc((2 * count + 1) * sizeof *keys);
    double *sorted = malloc((count + 1) * sizeof *sorted);
    bool done = keys && sorted;

    if (done) {
        size_t finite = sort_finite(landscape->field, count, keys, sorted);
        landscape->scale = scale;
        landscape->floor = floor;
        landscape->bands = bands < LANDSCAPE_MAX_BANDS ? bands : LANDSCAPE_MAX_BANDS;
        set_thresholds(landscape, sorted, finite, floor);
        set_bands(landscape, count);
        mosaic_lay(landscape);
    }
    landscape->valid = done;
    landscape->cuts++;
    free(keys);
    free(sorted);
    return done;
}

/* The middles of `count` pixels between `from` and `to`. */
static void middles(double *out, int count, double from, double to)
{
    for (int i = 0; i < count; i++) {
        out[i] = from + (i + 0.5) / count * (to - from);
    }
}

/* Where the pixels are across and, behind these, from the top down. Owned; NULL: memory is
 * short. */
static double *pixel_middles(const struct landscape *landscape)
{
    const struct viewport *window = &landscape->viewport;
    size_t count = (size_t)landscape->columns + (size_t)landscape->rows;
    double *u = malloc((count + 1) * sizeof *u);

    if (u) {
        middles(u, landscape->columns, window->x0, window->x1);
        middles(u + landscape->columns, landscape->rows, window->y1, window->y0);
    }
    return u;
}

bool landscape_compute(struct landscape *landscape, struct objective *objective,
                       const struct plane *plane, const struct viewport *viewport,
                       enum scale_id scale, int bands, double floor)
{
    double *u = landscape_resize(landscape, viewport) ? pixel_middles(landscape) : NULL;

    if (!u)
        return false;
    landscape->plane = *plane;
    objective_field(objective, plane, u, (size_t)landscape->columns, u + landscape->columns,
                    (size_t)landscape->rows, landscape->field);
    free(u);
    return landscape_cut(landscape, scale, bands, floor);
}

bool landscape_slope(struct landscape *landscape, struct objective *objective)
{
    const struct viewport *window = &landscape->viewport;
    size_t count = (size_t)landscape->columns * (size_t)landscape->rows;

    if (landscape->slope)
        return true;
    double *u = pixel_middles(landscape);
    float *slope = u ? malloc((2 * count + 1) * sizeof *slope) : NULL;
    bool found = slope && objective_slopes(objective, &landscape->plane, u,
                                           (size_t)landscape->columns, u + landscape->columns,
                                           (size_t)landscape->rows, slope, slope + count);
    float right = (float)((window->x1 - window->x0) / landscape->columns);
    float above = (float)((window->y1 - window->y0) / landscape->rows);
    for (size_t i = 0; found && i < count; i++) {
        slope[i] *= right;
        slope[count + i] *= above;
    }
    free(u);
    if (found)
        landscape->slope = slope;
    else
        free(slope);
    return found;
}
