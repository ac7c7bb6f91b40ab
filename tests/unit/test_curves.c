/* The loss curves of a run on data. */
#include "drawing.h"

#include "cells/theme.h"
#include "view/curves.h"

static const struct display blocks = {.colors = 256, .blocks = true};
static const struct track of_loss = {.id = QUANTITY_LOSS, .data = true};
static const struct display mono = {.blocks = true, .braille = true};

/* A run with the losses given, an epoch of so many steps. Validation NULL: none; batch NULL: those
 * of all rows. */
static struct trajectory run_of(size_t count, const double *loss, const double *validation,
                                const double *batch, long per_epoch)
{
    struct trajectory path = path_of(0, 1, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        long step = (long)i;
        struct sample sample = {.step = step,
                                .epoch = (step + per_epoch - 1) / per_epoch,
                                .loss = loss[i],
                                .batch_loss = NAN,
                                .validation = validation ? validation[i] : NAN};
        if (i > 0)
            sample.batch_loss = batch ? batch[i] : loss[i - 1];
        trajectory_add(&path, &sample);
    }
    return path;
}

static struct frame draw(const struct trajectory *path, int rows, int columns,
                         const struct display *display, bool logarithmic)
{
    struct frame frame = frame_of(rows, columns);
    struct curves curves;
    curves_init(&curves, path, &of_loss, columns, display, logarithmic, INFINITY);
    curves_draw(&curves, &frame, (struct rectangle){0, 0, rows, columns}, display);
    return frame;
}

/* Linear from 0 to 4: heights in quarters. */
static const double loss[] = {4, 3, 2, 1, 1, 0}, validation[] = {4, 3, 3, 3, 4, 4};
static const double batch[] = {NAN, 1, 5, 0.4, 2, 3};

static void test_pictures(void **state)
{
    (void)state;
    static const struct {
        const double *validation, *batch;
        long per_epoch;
        const struct display *display;
        int rows, columns;
        const char *screen;
    } cases[] = {
        /* The training loss alone: a line reaches from one column to the next. */
        {NULL, NULL, 1, &blocks, 5, 6, "*\n *\n  *\n   **\n     *\n"},
        {NULL, NULL, 1, &bare, 5, 6, "*\n *\n  *\n   **\n     *\n"},
        {NULL, NULL, 1, &bare, 3, 6, "*\n **\n   ***\n"},
        {NULL, NULL, 1, &bare, 9, 6, "*\n *\n *\n  *\n  *\n   *\n   **\n     *\n     *\n"},
        /* In dots: rows 0, 1, 2, 2, 2, 3 of four, each with the one below. */
        {NULL, NULL, 1, &rich, 1, 3, "⠳⣤⣤\n"},
        /* Where both are they take turns, the training loss in the first column. */
        {validation, NULL, 1, &bare, 5, 6, "*   oo\n ooo\n  *\n   **\n     *\n"},
        {validation, NULL, 1, &rich, 1, 3, "⠳⣶⣿\n"},
        /* Without colour the dashes of the validation loss begin in the second cell. */
        {validation, NULL, 1, &mono, 1, 3, "⠳⣶⣤\n"},
        /* Mini-batches are behind; those beyond the range of the lines are not there. */
        {NULL, batch, 2, &bare, 5, 6, "*\n *   .\n  * .\n . **\n   . *\n"},
        {NULL, batch, 2, &blocks, 5, 6, "*\n *   ·\n  * ·\n · **\n   · *\n"},
        {NULL, batch, 1, &blocks, 5, 6, "*\n *\n  *\n   **\n     *\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path =
            run_of(COUNT(loss), loss, cases[i].validation, cases[i].batch, cases[i].per_epoch);
        struct frame frame = draw(&path, cases[i].rows, cases[i].columns, cases[i].display, false);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
        trajectory_release(&path);
    }
}

/* A column of two steps or more has from the least to the greatest batch loss, thinned out. */
static void test_batches_of_a_span(void **state)
{
    (void)state;
    static const double falling[] = {4, 0, 0, 0, 0, 0, 0}, wild[] = {NAN, 1, 4, 4, 0, 9, -9};
    static const double none[] = {NAN, 5, 6, -1, -2, NAN, NAN};
    struct trajectory path = run_of(7, falling, NULL, wild, 4);
    struct frame frame = draw(&path, 5, 4, &blocks, false);
    check_frame(&frame, "* ·\n * ·\n *·\n * ·\n ***\n");
    frame_release(&frame);
    frame = draw(&path, 5, 4, &bare, false);
    check_frame(&frame, "* .\n *\n *.\n *\n ***\n");
    frame_release(&frame);
    trajectory_release(&path);
    path = run_of(7, falling, NULL, none, 4);
    frame = draw(&path, 5, 4, &blocks, false);
    check_frame(&frame, "*\n *\n *\n *\n ***\n");
    frame_release(&frame);
    trajectory_release(&path);
}

static void test_colors(void **state)
{
    (void)state;
    static const struct display looks[] = {
        {.colors = 256, .blocks = true, .braille = true},
        {.colors = 256, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK},
        {.colors = 256, .blocks = true, .braille = true, .backdrop = BACKDROP_LIGHT},
        {.colors = 16, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK},
        {.colors = 8, .blocks = true, .braille = true},
        {.colors = 8, .blocks = true, .braille = true, .backdrop = BACKDROP_LIGHT},
    };
    struct trajectory path = run_of(COUNT(loss), loss, validation, NULL, 1);
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct frame frame = draw(&path, 1, 3, &looks[i], false);
        const struct theme *theme = theme_for(&looks[i]);
        assert_int_equal(frame_cell(&frame, 0, 0)->fg, theme->live);
        assert_int_equal(frame_cell(&frame, 0, 1)->fg, theme->first);
        assert_int_equal(frame_cell(&frame, 0, 2)->fg, theme->live);
        assert_string_equal(curve_mark(CURVE_TRAINING, &looks[i]), theme->named ? "" : "⠒");
        frame_release(&frame);
    }
    trajectory_release(&path);
}

/* Where colours cannot tell the curves apart, glyphs do. */
static void test_marks(void **state)
{
    (void)state;
    static const struct display *const poor[] = {&blocks, &mono, &bare};
    for (size_t i = 0; i < COUNT(poor); i++)
        for (enum curve a = CURVE_TRAINING; a <= CURVE_BATCH; a++) {
            assert_true(*curve_mark(a, poor[i]));
            for (enum curve b = CURVE_TRAINING; b < a; b++)
                assert_string_not_equal(curve_mark(a, poor[i]), curve_mark(b, poor[i]));
        }
}

/* What has no height is a gap, and nothing else. */
static void test_gaps(void **state)
{
    (void)state;
    static const double broken[] = {4, 4, NAN, 0, INFINITY, 4}, empty[] = {NAN, NAN};
    struct trajectory path = run_of(COUNT(broken), broken, NULL, NULL, 1);
    struct frame frame = draw(&path, 3, 6, &bare, false);
    check_frame(&frame, "**   *\n\n   *\n");
    frame_release(&frame);
    trajectory_release(&path);
    path = run_of(COUNT(empty), empty, NULL, empty, 2);
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        frame = draw(&path, 3, 6, &rich, logarithmic);
        check_frame(&frame, "\n\n\n");
        frame_release(&frame);
    }
    trajectory_release(&path);
    path = run_of(0, NULL, NULL, NULL, 1);
    frame = draw(&path, 3, 6, &rich, true);
    check_frame(&frame, "\n\n\n");
    frame_release(&frame);
    trajectory_release(&path);
}

/* Both lines share one range, and positive losses are measured from 0. */
static void test_range(void **state)
{
    (void)state;
    static const double low[] = {8, 0.5, 0.2}, high[] = {30, 2, 1.5}, far[] = {NAN, 1e-9, 1e9};
    struct trajectory path = run_of(3, low, high, far, 2);
    struct curves curves;
    curves_init(&curves, &path, &of_loss, 22, &rich, true, INFINITY);
    assert_true(curves.range.low == -1 && curves.range.high == 2 && curves.range.floor == 0);
    curves_init(&curves, &path, &of_loss, 22, &rich, false, INFINITY);
    assert_true(curves.range.low == 0 && curves.range.high == 30);
    trajectory_release(&path);
}

/* A run down a well that is high above the floor is seen to fall. */
static void test_flat(void **state)
{
    (void)state;
    static const struct {
        double from, to, floor;
        int samples;
        bool logarithmic;
    } cases[] = {
        {17.3, 16.08, INFINITY, 60, false}, {-15, -24.16, -1440, 60, false},
        {17.3, 16.08, INFINITY, 24, true}, /* it may still fall far */
        {17.3, 8, INFINITY, 60, true},      {-15, -24.16, -24.17, 60, true},
        {1, 0.999, INFINITY, 60, true},     {1, 1, INFINITY, 60, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double fall[60];
        struct curves curves;
        for (int k = 0; k < cases[i].samples; k++)
            fall[k] = cases[i].to + (cases[i].from - cases[i].to) * exp(-k);
        fall[cases[i].samples - 1] = cases[i].to;
        struct trajectory path = run_of((size_t)cases[i].samples, fall, NULL, NULL, 1);
        curves_init(&curves, &path, &of_loss, 22, &rich, true, cases[i].floor);
        assert_int_equal(curves.range.logarithmic, cases[i].logarithmic);
        trajectory_release(&path);
    }
}

/* A long noisy run: one more step changes the newest cells alone, but when the span doubles, the
 * path is thinned, or the range grows. */
static void test_only_the_newest_changes(void **state)
{
    (void)state;
    enum { ROWS = 8, COLUMNS = 22, STEPS = 5000 };
    struct trajectory path = path_of(0, 1, NULL, NULL);
    struct frame before = frame_of(ROWS, COLUMNS);
    uint64_t random = 9;
    int redrawn = 0;
    for (long step = 0; step <= STEPS; step++) {
        double full = 0.02 + exp(-(double)step / 300);
        trajectory_add(&path,
                       &(struct sample){.step = step,
                                        .epoch = (step + 4) / 5,
                                        .loss = full,
                                        .validation = full + 0.1,
                                        .batch_loss = full * check_uniform(&random, 0.5, 2)});
        struct frame now = draw(&path, ROWS, COLUMNS, &rich, true);
        int changed = 0;
        for (int i = 0; i < ROWS * COLUMNS; i++)
            changed += memcmp(&now.cells[i].glyph, &before.cells[i].glyph, 4) != 0;
        redrawn += changed > 2 * ROWS;
        frame_release(&before);
        before = now;
    }
    assert_in_range(redrawn, 5, 15);
    frame_release(&before);
    trajectory_release(&path);
}

/* From the smallest panel to ones that are larger than all columns; nothing is drawn outside. */
static void test_every_size(void **state)
{
    (void)state;
    static const struct display *const looks[] = {&rich, &blocks, &mono, &bare};
    struct trajectory path = run_of(COUNT(loss), loss, validation, batch, 2);
    for (int rows = 1; rows <= 12; rows++)
        for (int columns = 1; columns <= 70; columns++) {
            const struct display *display = looks[(size_t)(rows + columns) % COUNT(looks)];
            struct frame frame = frame_of(rows + 2, columns + 2);
            struct curves curves;
            curves_init(&curves, &path, &of_loss, columns, display, columns % 2, INFINITY);
            curves_draw(&curves, &frame, (struct rectangle){1, 1, rows, columns}, display);
            for (int row = 0; row < rows + 2; row++)
                for (int column = 0; column < columns + 2; column++)
                    if (row == 0 || column == 0 || row > rows || column > columns)
                        assert_int_equal(glyph_at(&frame, row, column), ' ');
            frame_release(&frame);
        }
    trajectory_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),   cmocka_unit_test(test_batches_of_a_span),
        cmocka_unit_test(test_colors),     cmocka_unit_test(test_marks),
        cmocka_unit_test(test_gaps),       cmocka_unit_test(test_range),
        cmocka_unit_test(test_flat),       cmocka_unit_test(test_only_the_newest_changes),
        cmocka_unit_test(test_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
