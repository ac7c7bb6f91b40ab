#include "view/curves.h"

#include <float.h>
#include <math.h>

#include "view/canvas.h"
#include "view/theme.h"

static bool has_batches(const struct trajectory *trajectory, const struct sample *newest)
{
    return newest->epoch < newest->step - trajectory_at(trajectory, 0)->step;
}

void curves_init(struct curves *curves, const struct trajectory *trajectory, int width,
                 const struct display *display, bool logarithmic)
{
    static const struct track lines[] = {{.id = QUANTITY_LOSS}, {.id = QUANTITY_VALIDATION}};
    size_t length = trajectory_length(trajectory);

    *curves = (struct curves){.shown[CURVE_TRAINING] = true};
    if (length > 0) {
        const struct sample *newest = trajectory_at(trajectory, length - 1);
        curves->shown[CURVE_VALIDATION] = !isnan(newest->validation);
        curves->shown[CURVE_BATCH] = has_batches(trajectory, newest);
    }
    width *= display->braille ? DOTS_ACROSS : 1;
    curves->columns = losses_columns(trajectory, &lines[0], width, curves->training);
    losses_columns(trajectory, &lines[1], width, curves->validation);
    losses_batches(trajectory, width, curves->batch_least, curves->batch_most);
    losses_range_init(&curves->range, trajectory, lines, curves->shown[CURVE_VALIDATION] ? 2 : 1,
                      logarithmic, INFINITY);
}

/* The rows of dots, or of characters, that a curve has in a column, from the top; none where bottom
 * is above top. */
struct stretch {
    int top, bottom;
};

static const struct stretch nothing = {0, -1};

/* Of `rows`; -1 where there is no height. */
static int row_of(const struct curves *curves, double loss, int rows)
{
    double height = losses_height(&curves->range, loss);

    return height < 0 ? -1 : (int)((1 - height) * (rows - 1) + 0.5);
}

/* A line reaches to where it was one column before. */
static struct stretch line_in(const struct curves *curves, const double *loss, int column, int rows)
{
    int row = row_of(curves, loss[column], rows);
    int from = column > 0 ? row_of(curves, loss[column - 1], rows) : -1;

    if (row < 0)
        return nothing;
    if (from < 0 || from == row)
        return (struct stretch){row, row};
    return from < row ? (struct stretch){from + 1, row} : (struct stretch){row, from - 1};
}

/* What is beyond the range is left out. */
static struct stretch batches_in(const struct curves *curves, int column, int rows)
{
    double least = curves->batch_least[column], most = fmin(curves->batch_most[column], DBL_MAX);

    if (!isfinite(least) || losses_height(&curves->range, least) >= 1 ||
        losses_height(&curves->range, most) <= 0)
        return nothing;
    return (struct stretch){row_of(curves, most, rows), row_of(curves, least, rows)};
}

static struct stretch stretch_in(const struct curves *curves, enum curve curve, int column,
                                 int rows)
{
    if (!curves->shown[curve] || column >= curves->columns)
        return nothing;
    switch (curve) {
    case CURVE_TRAINING:
        return line_in(curves, curves->training, column, rows);
    case CURVE_VALIDATION:
        return line_in(curves, curves->validation, column, rows);
    case CURVE_BATCH:
        break;
    }
    return batches_in(curves, column, rows);
}

/* What is behind is thinned out: to half of the dots, or a quarter where it has no faint colour. */
static bool has_dot(struct stretch stretch, enum curve curve, int x, int y,
                    const struct display *display)
{
    if (y < stretch.top || y > stretch.bottom)
        return false;
    if (curve != CURVE_BATCH || stretch.top == stretch.bottom)
        return true;
    return display->colors >= 256 ? (x + y) % 2 == 0 : x % 2 == 0 && y % 2 == 0;
}

/* What the dots of a curve make of a cell; 0: there are none. */
static uint32_t dots_of(const struct stretch in[DOTS_ACROSS], enum curve curve, int row,
                        const struct display *display)
{
    uint32_t glyph = 0;

    for (int y = row * DOTS_DOWN; y < (row + 1) * DOTS_DOWN; y++)
        for (int x = 0; x < DOTS_ACROSS; x++)
            if (has_dot(in[x], curve, x, y, display))
                glyph |= canvas_braille(x, y);
    return glyph;
}

/* The style of a cell goes with the line that has its turn there. */
static enum curve top_curve(const uint32_t glyph[CURVE_BATCH + 1], int column)
{
    if (!glyph[CURVE_TRAINING] && !glyph[CURVE_VALIDATION])
        return CURVE_BATCH;
    if (!glyph[CURVE_TRAINING] || !glyph[CURVE_VALIDATION])
        return glyph[CURVE_TRAINING] ? CURVE_TRAINING : CURVE_VALIDATION;
    return column % 2 ? CURVE_VALIDATION : CURVE_TRAINING;
}

static void draw_cell(struct frame *frame, int row, int column, uint32_t glyph, enum curve curve,
                      const struct display *display)
{
    struct style style = curve_style(curve, display);

    if (glyph)
        frame_glyph(frame, row, column, glyph, style.fg, FRAME_DEFAULT, style.attributes);
}

/* Without colour every other cell of the validation loss is left out. */
static bool is_left_out(enum curve curve, int column, const struct display *display)
{
    return curve == CURVE_VALIDATION && display->colors < 8 && column % 2 == 0;
}

static void draw_dots(const struct curves *curves, struct frame *frame, struct rectangle area,
                      int column, const struct display *display)
{
    struct stretch in[CURVE_BATCH + 1][DOTS_ACROSS];

    for (enum curve curve = 0; curve <= CURVE_BATCH; curve++)
        for (int x = 0; x < DOTS_ACROSS; x++)
            in[curve][x] =
                stretch_in(curves, curve, column * DOTS_ACROSS + x, area.rows * DOTS_DOWN);
    for (int row = 0; row < area.rows; row++) {
        uint32_t glyph[CURVE_BATCH + 1];
        for (enum curve curve = 0; curve <= CURVE_BATCH; curve++)
            glyph[curve] =
                is_left_out(curve, column, display) ? 0 : dots_of(in[curve], curve, row, display);
        enum curve top = top_curve(glyph, column);
        uint32_t lines = glyph[CURVE_TRAINING] | glyph[CURVE_VALIDATION];
        draw_cell(frame, area.row + row, area.column + column,
                  top == CURVE_BATCH ? glyph[CURVE_BATCH] : lines, top, display);
    }
}

static uint32_t character(enum curve curve, const struct display *display)
{
    if (curve == CURVE_BATCH)
        return display->blocks ? 0xB7 : '.';
    return curve == CURVE_TRAINING ? '*' : 'o';
}

static void draw_characters(const struct curves *curves, struct frame *frame, struct rectangle area,
                            int column, const struct display *display)
{
    struct stretch in[CURVE_BATCH + 1];

    for (enum curve curve = 0; curve <= CURVE_BATCH; curve++)
        in[curve] = stretch_in(curves, curve, column, area.rows);
    for (int row = 0; row < area.rows; row++) {
        uint32_t glyph[CURVE_BATCH + 1];
        for (enum curve curve = 0; curve <= CURVE_BATCH; curve++)
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

struct style curve_style(enum curve curve, const struct display *display)
{
    const struct theme *theme = theme_for(display);

    switch (curve) {
    case CURVE_TRAINING:
        return (struct style){theme->live, display->colors < 8 ? CELL_BOLD : 0};
    case CURVE_VALIDATION:
        return (struct style){theme->first, 0};
    case CURVE_BATCH:
        break;
    }
    return (struct style){theme->label, 0};
}

const char *curve_mark(enum curve curve, const struct display *display)
{
    static const char *const braille[] = {"⠒⠒", "⠒", "⠔"}, *const ascii[] = {"*", "o", "."};

    if (display->colors >= 8 && display->braille)
        return theme_for(display)->named ? "" : "⠒";
    if (curve == CURVE_BATCH && display->blocks && !display->braille)
        return "·";
    return display->braille ? braille[curve] : ascii[curve];
}
