/* Frames, fields and paths to draw with, for the tests of the view. */
#ifndef TESTS_UNIT_DRAWING_H
#define TESTS_UNIT_DRAWING_H

#include "check.h"

#include "base/buffer.h"
#include "cells/colormap.h"
#include "cells/frame.h"
#include "out/text.h"
#include "run/trajectory.h"
#include "view/landscape.h"
#include "view/path.h"

/* Looks that tests compare: rich, and as poor as it gets. */
static const struct display rich = {.colors = 256, .blocks = true, .braille = true};
static const struct display bare = {.colors = 0};

/* A blank frame; frame_release. */
static inline struct frame frame_of(int rows, int columns)
{
    struct frame frame = {0};
    assert_true(frame_resize(&frame, rows, columns));
    return frame;
}

/* Fails the test, showing the frame, where its text is not `want` (a line a row, no trailing
 * blanks). */
static inline void check_frame(const struct frame *frame, const char *want)
{
    struct buffer text = {0};
    text_from_frame(frame, &text);
    if (strcmp(buffer_string(&text), want) != 0)
        fail_msg("got\n%sexpected\n%s", buffer_string(&text), want);
    buffer_release(&text);
}

static inline uint32_t glyph_at(struct frame *frame, int row, int column)
{
    const struct cell *cell = frame_cell(frame, row, column);
    assert_non_null(cell);
    return cell->glyph;
}

/* Is the dot of the braille picture set? Dots are 2 x 4 a cell. */
static inline bool dot_at(struct frame *frame, int x, int y)
{
    static const unsigned bit[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    uint32_t glyph = glyph_at(frame, y / 4, x / 2);
    return glyph >= 0x2800 && glyph < 0x2900 && (glyph & bit[y % 4][x % 2]);
}

static inline int dot_count(struct frame *frame)
{
    int count = 0;
    for (int y = 0; y < 4 * frame->rows; y++)
        for (int x = 0; x < 2 * frame->columns; x++)
            count += dot_at(frame, x, y);
    return count;
}

/* Makes room for the values of a map of that many cells, 1 x 2 a cell; landscape_release. */
static inline struct landscape landscape_of(int rows, int columns)
{
    struct landscape landscape = {0};
    const struct viewport viewport = {0, columns, 0, 2 * rows, columns, rows};
    assert_true(landscape_resize(&landscape, &viewport));
    return landscape;
}

/* A path through x[count][2] with those losses (NULL: all 0); trajectory_release. */
static inline struct trajectory path_of(size_t count, int n, double x[][2], const double *loss)
{
    struct trajectory path;
    assert_true(trajectory_init(&path, n));
    for (size_t i = 0; i < count; i++) {
        struct sample sample = {.step = (long)i, .loss = loss ? loss[i] : 0};
        for (int axis = 0; axis < n && x; axis++)
            sample.x[axis] = x[i][axis];
        trajectory_add(&path, &sample);
    }
    return path;
}

/* Relative luminance of 0xRRGGBB as WCAG 2.2 defines it. */
static inline double luminance_of(int rgb)
{
    static const double weight[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (rgb >> 8 * i & 0xFF) / 255.0;
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Contrast of two colours by their luminances (WCAG 2.2): 1 to 21. */
static inline double contrast_of(double luminance_a, double luminance_b)
{
    double high = fmax(luminance_a, luminance_b), low = fmin(luminance_a, luminance_b);
    return (high + 0.05) / (low + 0.05);
}

/* Draws the head of a run that is alone. Returns false where there is none. */
static inline bool head_at(struct canvas *canvas, const struct drawn_run *run,
                           const struct stars *stars, const struct projection *projection, int *row,
                           int *column)
{
    struct heads heads = {.count = 0};
    if (!path_head(canvas, run, stars, projection, &heads))
        return false;
    assert_int_equal(heads.count, 1);
    *row = heads.at[0].row;
    *column = heads.at[0].column;
    return true;
}

#endif
