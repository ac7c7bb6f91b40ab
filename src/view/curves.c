#include "view/curves.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "cells/theme.h"
#include "view/canvas.h"

static bool has_batches(const struct trajectory *trajectory, const struct sample *newest)
{
    return newest->epoch < newest->step - trajectory_at(trajectory, 0)->step;
}

/* The limit in force is that of the steps to come. */
static void extend_limit(struct curves *curves, int width)
{
    int *used = &curves->used[CURVE_LIMIT];
    double *limit = curves->value[CURVE_LIMIT];

    for (; *used > 0 && *used < width && *used < LOSSES_COLUMNS; ++*used)
        limit[*used] = limit[*used - 1];
}

int curves_across(const struct display *display)
{
    return display->braille ? DOTS_ACROSS : 1;
}

/* The tracks that are drawn for one, by curve; returns which there are. */
static unsigned tracks_of(const struct trajectory *trajectory, const struct track *track,
                          struct track lines[CURVE_BATCH])
{
    size_t length = trajectory_length(trajectory);
    const struct sample *newest = length > 0 ? trajectory_at(trajectory, length - 1) : NULL;
    bool data = newest && track->data;

    lines[CURVE_TRAINING] = lines[CURVE_LIMIT] = *track;
    lines[CURVE_LIMIT].limit = true;
    lines[CURVE_VALIDATION] = (struct track){.id = QUANTITY_VALIDATION};
    return 1u << CURVE_TRAINING |
           (unsigned)(data && !isnan(newest->validation)) << CURVE_VALIDATION |
           (unsigned)(track->gauges != NULL) << CURVE_LIMIT |
           (unsigned)(data && has_batches(trajectory, newest)) << CURVE_BATCH;
}

void curves_init(struct curves *curves, const struct trajectory *trajectory,
                 const struct track *track, int width, const struct display *display,
                 bool logarithmic, double floor)
{
    struct track lines[CURVE_BATCH];
    struct series series[CURVE_BATCH];
    unsigned shown = tracks_of(trajectory, track, lines);

    *curves = (struct curves){.used = {0}};
    width *= curves_across(display);
    for (int curve = 0; curve < CURVE_KINDS; curve++)
        curves->shown[curve] = shown >> curve & 1;
    for (int curve = 0; curve < CURVE_BATCH; curve++) {
        series[curve].count = 0;
        if (!curves->shown[curve])
            continue;
        series_read(&series[curve], &lines[curve], trajectory);
        int columns =
            losses_columns(losses_reach(trajectory), &series[curve], width, curves->value[curve]);
        curves->used[curve] = columns;
    }
    if (curves->shown[CURVE_LIMIT])
        extend_limit(curves, width);
    if (curves->shown[CURVE_BATCH])
        losses_batches(trajectory, width, curves->batch_least, curves->batch_most);
    struct extremes both = extremes_none;
    extremes_add(&both, &series[CURVE_TRAINING]);
    curves->extremes = both;
    extremes_add(&both, &series[CURVE_VALIDATION]);
    if (curves->shown[CURVE_LIMIT])
        losses_range_to_limit(&curves->range, &series[CURVE_TRAINING], &series[CURVE_LIMIT]);
    else
        losses_range_of(&curves->range, both, logarithmic, floor);
}

static const struct curve_stretch nothing = {0, -1};

/* Of `rows`; -1 where there is no height. */
static int row_of(const struct losses_range *range, double loss, int rows)
{
    double height = losses_height(range, loss);

    return height < 0 ? -1 : (int)((1 - height) * (rows - 1) + 0.5);
}

struct curve_stretch curve_line(const struct losses_range *range, const double *value, int column,
                                int rows)
{
    int row = row_of(range, value[column], rows);
    int from = column > 0 ? row_of(range, value[column - 1], rows) : -1;

    if (row < 0)
        return nothing;
    if (from < 0 || from == row)
        return (struct curve_stretch){row, row};
    return from < row ? (struct curve_stretch){from + 1, row}
                      : (struct curve_stretch){row, from - 1};
}

/* What is beyond the range is left out. */
static struct curve_stretch batches_in(const struct curves *curves, int column, int rows)
{
    double least = curves->batch_least[column], most = fmin(curves->batch_most[column], DBL_MAX);

    if (!isfinite(least) || losses_height(&curves->range, least) >= 1 ||
        losses_height(&curves->range, most) <= 0)
        return nothing;
    return (struct curve_stretch){row_of(&curves->range, most, rows),
                                  row_of(&curves->range, least, rows)};
}

static struct curve_stretch stretch_in(const struct curves *curves, enum curve curve, int column,
                                       int rows)
{
    if (curve == CURVE_BATCH)
        return column < curves->used[CURVE_TRAINING] ? batches_in(curves, column, rows) : nothing;
    if (column >= curves->used[curve])
        return nothing;
    return curve_line(&curves->range, curves->value[curve], column, rows);
}

struct curve_stretch curve_thick(struct curve_stretch stretch, int rows)
{
    if (stretch.top == stretch.bottom && stretch.bottom + 1 < rows)
        stretch.bottom++;
    else if (stretch.top == stretch.bottom)
        stretch.top--;
    return stretch;
}

/* What is behind is thinned out: to half of the dots, or a quarter where it has no faint colour. */
static bool has_dot(struct curve_stretch stretch, enum curve curve, int x, int y,
                    const struct display *display)
{
    if (y < stretch.top || y > stretch.bottom)
        return false;
    if (curve == CURVE_LIMIT)
        return x % 2 == 0;
    if (curve != CURVE_BATCH || stretch.top == stretch.bottom)
        return true;
    return display->colors >= 256 ? (x + y) % 2 == 0 : x % 2 == 0 && y % 2 == 0;
}

/* The style of a cell goes with the line that has its turn there. */
static enum curve top_curve(const uint32_t glyph[CURVE_KINDS], int column)
{
    if (!glyph[CURVE_TRAINING] && !glyph[CURVE_VALIDATION])
        return glyph[CURVE_LIMIT] ? CURVE_LIMIT : CURVE_BATCH;
    if (!glyph[CURVE_TRAINING] || !glyph[CURVE_VALIDATION])
        return glyph[CURVE_TRAINING] ? CURVE_TRAINING : CURVE_VALIDATION;
    return column % 2 ? CURVE_VALIDATION : CURVE_TRAINING;
}

static void draw_cell(struct frame *frame, int row, int column, uint32_t glyph, enum curve curve,
                      const struct display *display)
{
    if (!glyph)
        return;
    struct style style = curve_style(curve, display);
    frame_glyph(frame, row, column, glyph, style.fg, FRAME_DEFAULT, style.attributes);
}

/* Without colour every other cell of the validation loss is left out. */
static bool is_left_out(enum curve curve, int column, const struct display *display)
{
    return curve == CURVE_VALIDATION && display->colors < 8 && column % 2 == 0;
}

/* Adds the dots that a curve has in a column of cells, as a glyph a row. */
static void find_dots(const struct curves *curves, enum curve curve, int column, int rows,
                      const struct display *display, uint32_t glyph[][CURVE_KINDS])
{
    int dots = rows * DOTS_DOWN;

    for (int x = 0; x < DOTS_ACROSS; x++) {
        struct curve_stretch in = stretch_in(curves, curve, column * DOTS_ACROSS + x, dots);
        if (curve < CURVE_LIMIT)
            in = curve_thick(in, dots);
        for (int y = in.top; y <= in.bottom; y++)
            if (has_dot(in, curve, x, y, display))
                glyph[y / DOTS_DOWN][curve] |= canvas_braille(x, y);
    }
}

static void draw_dots(const struct curves *curves, struct frame *frame, struct rectangle area,
                      int column, const struct display *display)
{
    uint32_t dots[CURVES_ROWS_MOST][CURVE_KINDS];
    int rows = area.rows < CURVES_ROWS_MOST ? area.rows : CURVES_ROWS_MOST;

    memset(dots, 0, (size_t)rows * sizeof *dots);
    for (enum curve curve = 0; curve < CURVE_KINDS; curve++)
        if (curves->shown[curve] && !is_left_out(curve, column, display))
            find_dots(curves, curve, column, rows, display, dots);
    for (int row = 0; row < rows; row++) {
        const uint32_t *glyph = dots[row];
        enum curve top = top_curve(glyph, column);
        uint32_t lines = glyph[CURVE_TRAINING] | glyph[CURVE_VALIDATION] | glyph[CURVE_LIMIT];
        draw_cell(frame, area.row + row, area.column + column,
                  top == CURVE_BATCH ? glyph[CURVE_BATCH] : lines, top, display);
    }
}

static uint32_t character(enum curve curve, const struct display *display)
{
    if (curve == CURVE_BATCH)
        return display->blocks ? 0xB7 : '.';
    if (curve == CURVE_LIMIT)
        return '-';
    return curve == CURVE_TRAINING ? '*' : 'o';
}

static void draw_characters(const struct curves *curves, struct frame *frame, struct rectangle area,
                            int column, const struct display *display)
{
    struct curve_stretch in[CURVE_KINDS];

    for (enum curve curve = 0; curve < CURVE_KINDS; curve++)
        in[curve] = stretch_in(curves, curve, column, area.rows);
    for (int row = 0; row < area.rows; row++) {
        uint32_t glyph[CURVE_KINDS];
        for (enum curve curve = 0; curve < CURVE_KINDS; curve++)
            glyph[curve] =
                has_dot(in[curve], curve, column, row, display) ? character(curve, display) : 0;
        enum curve top = top_curve(glyph, column);
        draw_cell(frame, area.row + row, area.column + column, glyph[top], top, display);
    }
}

void curves_draw(const struct curves *curves, struct frame *frame, struct rectangle area,
                 const struct display *display)
{
    for (int column = 0; column < area.columns; column++)
        if (display->braille)
            draw_dots(curves, frame, area, column, display);
        else
            draw_characters(curves, frame, area, column, display);
}

struct curve_sign curve_best_sign(const struct display *display)
{
    return (struct curve_sign){CURVE_VALIDATION, CURVES_BEST, 'V',
                               curve_style(CURVE_VALIDATION, display)};
}

struct curve_sign curve_catapult_sign(const struct display *display)
{
    return (struct curve_sign){CURVE_TRAINING, CURVES_CATAPULT, '^', {theme_for(display)->warn, 0}};
}

void curves_mark(const struct curves *curves, const struct trajectory *trajectory, long step,
                 const struct curve_sign *sign, struct frame *frame, struct rectangle area,
                 const struct display *display)
{
    int across = curves_across(display), down = display->braille ? DOTS_DOWN : 1;
    int column = losses_column_of(trajectory, area.columns * across, step);

    if (column < 0 || column >= curves->used[sign->curve])
        return;
    int row = row_of(&curves->range, curves->value[sign->curve][column], area.rows * down);
    if (row >= 0)
        frame_glyph(frame, area.row + row / down, area.column + column / across,
                    display->blocks ? sign->glyph : sign->ascii, sign->style.fg, FRAME_DEFAULT,
                    sign->style.attributes | CELL_BOLD);
}

struct style curve_style(enum curve curve, const struct display *display)
{
    const struct theme *theme = theme_for(display);

    switch (curve) {
    case CURVE_TRAINING:
        return (struct style){theme->live, display->colors < 8 ? CELL_BOLD : 0};
    case CURVE_VALIDATION:
        return (struct style){theme->first, 0};
    case CURVE_LIMIT:
    case CURVE_BATCH:
    case CURVE_KINDS:
        break;
    }
    return (struct style){theme->label, 0};
}

const char *curve_mark(enum curve curve, const struct display *display)
{
    static const char *const braille[] = {"⠒⠒", "⠒", "⠂", "⠔"}, *const ascii[] = {"*", "o", "-",
                                                                                  "."};

    if (display->colors >= 8 && display->braille)
        return theme_for(display)->named ? "" : "⠒";
    if (curve == CURVE_BATCH && display->blocks && !display->braille)
        return "·";
    return display->braille ? braille[curve] : ascii[curve];
}
