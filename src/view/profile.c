#include "view/profile.h"

#include <math.h>

#include "cells/theme.h"
#include "view/heatmap.h"
#include "view/mosaic.h"

/* What is seen below and above the values, in parts of their range. */
static const double margin_below = 0.06, margin_above = 0.04;

/* Of logarithmic heights. */
static const double decades_most = 9;

/* --- heights --- */

static double height_of(const struct losses_range *heights, double value)
{
    return heights->logarithmic ? log10(fmax(value - heights->floor, 0)) : value;
}

/* The least and the greatest height of the pixels. */
static void find_range(const struct landscape *landscape, struct losses_range *heights)
{
    heights->low = INFINITY;
    heights->high = -INFINITY;
    for (int i = 0; i < landscape->columns; i++) {
        double height = height_of(heights, landscape->field[i]);

        if (!isfinite(height))
            continue;
        heights->low = fmin(heights->low, height);
        heights->high = fmax(heights->high, height);
    }
}

enum { PEAKED = 4 };

/* Does the curve leap from below the middle third of its values to above them or back, and over
 * half of their range, from one pixel to the next, and are values far beyond? Next to a pole is the
 * least value or the greatest, and beyond it the sign is another; a smooth well is narrow, but not
 * as steep. */
static bool has_pole(const struct landscape *landscape)
{
    double below = landscape->third, above = landscape->upper;
    double range = landscape->greatest - landscape->least;
    bool leaps = false;

    for (int i = 0; i + 1 < landscape->columns; i++) {
        double here = landscape->field[i], next = landscape->field[i + 1];

        leaps = leaps || (fmin(here, next) < below && fmax(here, next) > above &&
                          fabs(next - here) > range / 2);
    }
    return leaps && range > 2 * PEAKED * (above - below);
}

/* Leaves out what a pole does: what is beyond the middle third by more than its range, and the
 * start. */
static void leave_pole(const struct landscape *landscape, double start,
                       struct losses_range *heights)
{
    const double beyond = 1.6;
    double middle = landscape->upper - landscape->third;

    heights->low = fmin(landscape->third - beyond * middle, start);
    heights->high = fmax(landscape->upper + beyond * middle, start);
}

/* The greatest value that is seen: where more than PEAKED times the range of the lower half is
 * taken up by the upper one, the valleys would be lost below it. */
static double ceiling(const struct landscape *landscape, double start)
{
    const double above = 1.6;
    double least = landscape->least, most = landscape->greatest;
    double low = fmax(landscape->third, start);

    if (!(most - least > PEAKED * (landscape->median - least)) || !(low > least))
        return most;
    return fmin(most, least + above * (low - least));
}

/* The least value that has higher ones at both sides; INFINITY: none has. */
static double lowest_well(const struct landscape *landscape)
{
    const double *field = landscape->field;
    double least = INFINITY;

    for (int i = 1; i + 1 < landscape->columns; i++)
        if (field[i] < field[i - 1] && field[i] < field[i + 1])
            least = fmin(least, field[i]);
    return least;
}

/* The least value that is seen: where the curve leaves the window more than PEAKED times the depth
 * of the lowest well below that, the well would be lost above it. */
static double ground(const struct landscape *landscape, double start, double most)
{
    const double below = 0.6, rounding = 1e-6;
    double least = landscape->least, well = lowest_well(landscape), depth = most - well;

    if (!(depth > rounding * (most - least) && well - least > PEAKED * depth))
        return least;
    return fmin(well - below * depth, start);
}

void profile_init(struct profile *profile, const struct landscape *landscape, bool logarithmic,
                  double start)
{
    struct losses_range *heights = &profile->heights;

    *profile = (struct profile){landscape, {.logarithmic = logarithmic}};
    heights->floor = fmin(landscape->floor, landscape->least);
    find_range(landscape, heights);
    if (!logarithmic && has_pole(landscape))
        leave_pole(landscape, start, heights);
    else if (!logarithmic) {
        heights->high = fmin(heights->high, ceiling(landscape, start));
        heights->low = fmax(heights->low, ground(landscape, start, heights->high));
    }
    if (logarithmic)
        heights->low = fmax(heights->low, heights->high - decades_most);
    if (!(heights->low <= heights->high))
        heights->low = heights->high = 0;
    double span = heights->high - heights->low;
    if (!(span > 1e-12 * fmax(fabs(heights->low), fabs(heights->high)) && isfinite(span)))
        span = fmax(1, fabs(heights->high));
    heights->low -= margin_below * span;
    heights->high += margin_above * span;
    heights->ranged = true;
}

double profile_row(const struct profile *profile, double loss, int rows)
{
    const struct losses_range *heights = &profile->heights;
    double height = height_of(heights, loss);
    double part = (heights->high - height) / (heights->high - heights->low);

    return isnan(loss) ? NAN : fmin(fmax(part, 0), 1) * rows;
}

double profile_value(const struct profile *profile, double x)
{
    const struct landscape *landscape = profile->landscape;
    const struct viewport *window = &landscape->viewport;
    double at = (x - window->x0) / (window->x1 - window->x0) * landscape->columns - 0.5;
    double last = landscape->columns - 1, inside = fmin(fmax(at, 0), last);
    int left = (int)fmin(inside, fmax(last - 1, 0)), right = left < (int)last ? left + 1 : left;
    double part = inside - left;

    if (isnan(x))
        return NAN;
    if (part == 0)
        return landscape->field[left];
    return (1 - part) * landscape->field[left] + part * landscape->field[right];
}

/* --- the ground --- */

/* Samples beside the bands. */
enum { AIR = 254, HATCH = LANDSCAPE_UNDEFINED };

struct ground_cut {
    const struct profile *profile;
    struct frame *frame;
    struct rectangle area;
    const struct display *display;
    int color[LANDSCAPE_MAX_BANDS]; /* of each band, where there is colour */
};

/* The value at a height, counted in eighths of rows from the top. */
static double value_at(const struct ground_cut *cut, int eighth)
{
    const struct losses_range *heights = &cut->profile->heights;
    double part = (eighth + 0.5) / (MOSAIC_DOWN * cut->area.rows);
    double height = heights->high - part * (heights->high - heights->low);

    return heights->logarithmic ? heights->floor + pow(10, height) : height;
}

/* The eighth of a row at which the ground of a column of pixels begins. */
static double top_of(const struct ground_cut *cut, int pixel)
{
    double value = cut->profile->landscape->field[pixel];

    return MOSAIC_DOWN * profile_row(cut->profile, value, cut->area.rows);
}

static void sample(const struct ground_cut *cut, const uint8_t band[MOSAIC_DOWN], int row,
                   int column, uint8_t out[MOSAIC_SAMPLES])
{
    for (int k = 0; k < MOSAIC_ACROSS; k++) {
        double top = top_of(cut, MOSAIC_ACROSS * column + k);

        for (int i = 0; i < MOSAIC_DOWN; i++) {
            double here = MOSAIC_DOWN * row + i + 0.5;

            out[MOSAIC_ACROSS * i + k] = isnan(top) ? HATCH : here < top ? AIR : band[i];
        }
    }
}

static void put(const struct ground_cut *cut, int row, int column, const struct tile *tile)
{
    bool colored = cut->display->colors >= 8;
    uint32_t glyph = tile->glyph;
    int fg = FRAME_DEFAULT, bg = FRAME_DEFAULT;

    if (tile->ground == HATCH || tile->ink == HATCH) {
        glyph = heatmap_hatch(cut->display);
        fg = theme_for(cut->display)->label;
    } else if (colored) {
        fg = tile->ink == AIR ? FRAME_DEFAULT : cut->color[tile->ink];
        bg = tile->ground == AIR ? FRAME_DEFAULT : cut->color[tile->ground];
    } else if (tile->ground != AIR) {
        glyph = colormap_shade(cut->display, cut->profile->landscape->bands, tile->ground);
    }
    frame_glyph(cut->frame, cut->area.row + row, cut->area.column + column, glyph, fg, bg, 0);
}

static void fill_row(const struct ground_cut *cut, int row)
{
    enum mosaic_kind kind = cut->display->colors >= 8 ? mosaic_kind(cut->display) : MOSAIC_WHOLE;
    uint8_t band[MOSAIC_DOWN], samples[MOSAIC_SAMPLES];

    for (int i = 0; i < MOSAIC_DOWN; i++)
        band[i] =
            (uint8_t)landscape_band(cut->profile->landscape, value_at(cut, MOSAIC_DOWN * row + i));
    for (int column = 0; column < cut->area.columns; column++) {
        sample(cut, band, row, column, samples);
        struct tile tile = mosaic_sampled(samples, kind, AIR);
        put(cut, row, column, &tile);
    }
}

/* --- lines --- */

/* Can a band hardly be told from what is behind it? Where the background is not known, it may be
 * either. */
static bool is_faint(const struct ground_cut *cut, int band)
{
    const double least_contrast = 1.5;
    const int black = 16, white = 231;

    if (cut->display->colors < 8)
        return true;
    return (cut->display->backdrop != BACKDROP_LIGHT &&
            palette_contrast(cut->color[band], black) < least_contrast) ||
           (cut->display->backdrop != BACKDROP_DARK &&
            palette_contrast(cut->color[band], white) < least_contrast);
}

/* The edge of the ground, where it would be lost otherwise. */
static void draw_edge(const struct ground_cut *cut, struct canvas *canvas)
{
    const struct landscape *landscape = cut->profile->landscape;
    struct pen pen = {.kind = PEN_INK};
    bool faint[LANDSCAPE_UNDEFINED + 1] = {false};
    double before = NAN;

    for (int band = 0; band < landscape->bands; band++)
        faint[band] = is_faint(cut, band);
    for (int i = 0; i < landscape->columns; i++) {
        double top = top_of(cut, i) * DOTS_DOWN / MOSAIC_DOWN;

        bool leaps = fabs(top - before) >= DOTS_DOWN * cut->area.rows; /* over a pole */
        if (faint[landscape->band[i]] && top > 0 && !leaps)
            canvas_line(canvas, &pen, i - 0.5, before, i + 0.5, top);
        before = top;
    }
}

void profile_draw(const struct profile *profile, struct frame *frame, struct rectangle area,
                  const struct display *display, const struct colormap *colormap)
{
    const struct landscape *landscape = profile->landscape;
    struct ground_cut cut = {profile, frame, area, display, {0}};
    struct canvas canvas;

    for (int band = 0; band < landscape->bands && display->colors >= 8; band++)
        cut.color[band] = colormap_color(colormap, display, landscape->bands, band);
    for (int row = 0; row < area.rows; row++)
        fill_row(&cut, row);
    canvas_init(&canvas, frame, area, display, colormap, landscape->bands);
    draw_edge(&cut, &canvas);
}

void profile_tangent(const struct profile *profile, struct canvas *canvas, double x, double slope)
{
    enum { HALF = 12 }; /* columns to either side, where the line is flat */
    const struct viewport *window = &profile->landscape->viewport;
    int rows = canvas->area.rows, columns = canvas->area.columns;
    double column = (x - window->x0) / (window->x1 - window->x0) * columns;
    double value = profile_value(profile, x), y = profile_row(profile, value, rows);
    double aside = (window->x1 - window->x0) / columns; /* a column */
    double down = profile_row(profile, value - slope * aside / 8, rows) -
                  profile_row(profile, value + slope * aside / 8, rows);
    double fall = -4 * down; /* rows a column to the right */
    double half = HALF / hypot(1, 2 * fall);
    struct pen pen = {.kind = PEN_INK};

    canvas_line(canvas, &pen, DOTS_ACROSS * (column - half), DOTS_DOWN * (y - fall * half),
                DOTS_ACROSS * (column + half), DOTS_DOWN * (y + fall * half));
}
