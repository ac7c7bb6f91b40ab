/* The axes of a picture and the legend of the map. */
#include "drawing.h"

#include "view/axes.h"
#include "view/heatmap.h"
#include "view/legend.h"

static const struct style plain = {FRAME_DEFAULT, 0};

static void test_across(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        int columns;
        const char *row;
    } cases[] = {
        {{"x", -5, 5, false}, 40, "   -4      -2       0       2       4  x\n"},
        {{"weight", -2, 2, false},
         40,
         "-2       -1         0         1   weight\n"}, /* 2 would run into it */
        {{"pc 1", 0, 0.04, false}, 30, "0.00         0.02         pc 1\n"},
        {{"a-name-that-is-long", -2, 2, false}, 30, "-2     -1      0      1      2\n"},
        {{"x", 1, 1, false}, 20, "                   x\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, cases[i].columns);
        const struct rectangle area = {0, 0, 1, cases[i].columns};
        axis_across(&cases[i].axis, &rich, &frame, area, plain);
        check_frame(&frame, cases[i].row);
        frame_release(&frame);
    }
}

static void test_up(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        int columns;
        bool drawn;
        const char *rows;
    } cases[] = {
        {{"y", -5, 5, false}, 5, true, "   y\n\n   2\n\n   0\n\n  -2\n\n  -4\n"},
        {{"weight", 0, 1, false}, 5, true, "wei…\n\n\n\n 0.5\n\n\n\n 0.0\n"},
        {{"weight", 0, 1, false}, 3, false, "\n\n\n\n\n\n\n\n\n"}, /* the numbers have no room */
        {{"y", 0, 0, false}, 3, true, " y\n\n\n\n\n\n\n\n\n"},
        {{"loss", -3.5, 1.2, true}, 6, true, " loss\n\n  1e0\n\n 1e-1\n\n 1e-2\n\n 1e-3\n"},
        {{"loss", -0.4, 0.4, true}, 6, true, " loss\n\n\n\n  1e0\n\n\n\n\n"}, /* no halves */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(9, 12);
        const struct rectangle area = {0, 0, 9, cases[i].columns};
        assert_int_equal(axis_up(&cases[i].axis, &rich, &frame, area, plain), cases[i].drawn);
        check_frame(&frame, cases[i].rows);
        frame_release(&frame);
    }
    assert_int_equal(axis_up_columns(&(struct axis){"y", -5, 5, false}, 9), 3);
}

/* A map whose values rise from row to row. */
static struct landscape slope(int rows, int columns, int bands)
{
    struct landscape landscape = landscape_of(rows, columns);
    for (int i = 0; i < landscape.rows * landscape.columns; i++)
        landscape.field[i] = i / landscape.columns;
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, bands, INFINITY));
    return landscape;
}

/* Numbers inside the edge are readable on their bands, and give way to what is drawn over them. */
static void test_edge(void **state)
{
    (void)state;
    const struct colormap *colormap = table_row(&colormaps, 0);
    const struct axis axis = {"y", -5, 5, false};
    struct landscape landscape = slope(9, 20, 10);
    struct frame frame = frame_of(9, 20);
    const struct rectangle area = {0, 0, 9, 20};
    struct canvas canvas;
    struct axis_edge edge;
    heatmap_draw(&frame, area, &rich, &landscape, colormap);
    canvas_init(&canvas, &frame, area, &rich, colormap, landscape.bands);
    axis_edge_init(&edge, &axis, &canvas);
    canvas_mark(&canvas, 0, 6, 1, '@');
    axis_edge_draw(&edge, &canvas);
    static const struct {
        int row;
        const char *text;
    } want[] = {{0, "y"}, {2, "2"}, {4, "0"}, {8, "-4"}};
    for (size_t i = 0; i < COUNT(want); i++)
        for (int k = 0; want[i].text[k]; k++) {
            const struct cell *cell = frame_cell(&frame, want[i].row, k);
            assert_int_equal(cell->glyph, want[i].text[k]);
            assert_true(contrast_of(palette_luminance(cell->fg), palette_luminance(cell->bg)) >=
                        4.5);
        }
    assert_int_not_equal(glyph_at(&frame, 6, 0), '-'); /* -2 is under the mark */
    assert_int_equal(glyph_at(&frame, 6, 1), '@');
    frame_release(&frame);
    landscape_release(&landscape);
}

/* Among shades that are letters a blank ends the number. */
static void test_edge_among_letters(void **state)
{
    (void)state;
    struct landscape landscape = slope(9, 20, COLORMAP_ASCII_SHADES);
    struct frame frame = frame_of(9, 20);
    const struct rectangle area = {0, 0, 9, 20};
    struct canvas canvas;
    struct axis_edge edge;
    heatmap_draw(&frame, area, &bare, &landscape, NULL);
    canvas_init(&canvas, &frame, area, &bare, NULL, landscape.bands);
    axis_edge_init(&edge, &(struct axis){"y", -5, 5, false}, &canvas);
    axis_edge_draw(&edge, &canvas);
    assert_int_equal(glyph_at(&frame, 8, 0), '-');
    assert_int_equal(glyph_at(&frame, 8, 1), '4');
    assert_int_equal(glyph_at(&frame, 8, 2), ' ');
    assert_int_not_equal(glyph_at(&frame, 8, 3), ' ');
    frame_release(&frame);
    landscape_release(&landscape);
}

static void check_legend(const struct landscape *landscape, const struct display *display,
                         int columns, const char *want)
{
    struct frame frame = frame_of(1, columns);
    legend_draw(landscape, landscape->undefined, table_row(&colormaps, 0), display, &frame,
                (struct rectangle){0, 0, 1, columns});
    check_frame(&frame, want);
    frame_release(&frame);
}

static void test_legend(void **state)
{
    (void)state;
    static const struct display mono = {.blocks = true}, eight = {.colors = 8};
    struct landscape landscape = slope(10, 4, 10);
    check_legend(&landscape, &rich, 64,
                 "loss 0    1.5  3.5  5.5  7.5  9.5  12   14   16   18    linear\n");
    check_legend(&landscape, &rich, 45, "loss 0   1.5 3.5 5.5 7.5 9.5 12  14  16  18\n");
    check_legend(&landscape, &rich, 25, "loss 0 1.5 5.5 9.5 14\n");
    check_legend(&landscape, &rich, 9, "\n");
    landscape_release(&landscape);
    landscape = slope(10, 4, COLORMAP_SHADES);
    check_legend(&landscape, &eight, 60, "loss 0       3.5     7.5     12      16       linear\n");
    check_legend(&landscape, &mono, 74,
                 "loss 0           3.5 ░░░░░░░ 7.5 ▒▒▒▒▒▒▒ 12 ▓▓▓▓▓▓▓▓ 16 ████████  linear\n");
    landscape_release(&landscape);
    landscape = slope(8, 4, COLORMAP_ASCII_SHADES);
    check_legend(&landscape, &bare, 80,
                 "loss 0        1.5 .... 3.5 :::: 5.5 ---- 7.5 ==== 9.5 ++++ 12 ##### 14 %%%%%\n");
    landscape_release(&landscape);
}

/* What is undefined somewhere has its hatching in the legend, and before the scale. */
static void test_legend_of_undefined(void **state)
{
    (void)state;
    struct landscape landscape = slope(10, 4, 10);
    landscape.field[0] = NAN;
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 5, INFINITY));
    check_legend(&landscape, &rich, 80,
                 "loss 0       3.5     7.5     12      16       ╱ undefined  linear\n");
    check_legend(&landscape, &bare, 60,
                 "loss 0       3.5 ::: 7.5 === 12 ++++ 16 %%%%  / undefined\n");
    check_legend(&landscape, &rich, 30, "loss 0    3.5  7.5  12   16\n");
    landscape_release(&landscape);
}

/* Each band has its own colour under the number that is its lower level. */
static void test_legend_is_true(void **state)
{
    (void)state;
    const struct colormap *colormap = table_row(&colormaps, 0);
    struct landscape landscape = slope(20, 4, 10);
    for (int i = 0; i < landscape.rows * landscape.columns; i++)
        landscape.field[i] = 1000 + landscape.field[i] / 8; /* digits are needed */
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 10, INFINITY));
    struct frame frame = frame_of(1, 90);
    legend_draw(&landscape, false, colormap, &rich, &frame, (struct rectangle){0, 0, 1, 90});
    for (int band = 0; band < 10; band++) {
        char text[9] = "";
        for (int k = 0; k < 8; k++) {
            const struct cell *cell = frame_cell(&frame, 0, 5 + 8 * band + k);
            assert_int_equal(cell->bg, colormap_color(colormap, &rich, 10, band));
            text[k] = (char)cell->glyph;
        }
        double begins = band ? landscape.threshold[band - 1] : 1000;
        check_near("level", strtod(text, NULL), begins, 0.1, 0);
        assert_true(band == 0 || strcmp(text, "1000") != 0);
    }
    frame_release(&frame);
    landscape_release(&landscape);
}

/* All the same, and nothing that is a number: no level but the one there is. */
static void test_legend_of_a_plain(void **state)
{
    (void)state;
    struct landscape landscape = landscape_of(4, 4);
    for (int i = 0; i < landscape.rows * landscape.columns; i++)
        landscape.field[i] = 2.5;
    assert_true(landscape_cut(&landscape, SCALE_MIXED, 10, INFINITY));
    check_legend(&landscape, &rich, 40, "loss 2.5\n");
    for (int i = 0; i < landscape.rows * landscape.columns; i++)
        landscape.field[i] = NAN;
    assert_true(landscape_cut(&landscape, SCALE_MIXED, 10, INFINITY));
    check_legend(&landscape, &rich, 40, "loss\n");
    landscape_release(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_across),         cmocka_unit_test(test_up),
        cmocka_unit_test(test_edge),           cmocka_unit_test(test_edge_among_letters),
        cmocka_unit_test(test_legend),         cmocka_unit_test(test_legend_of_undefined),
        cmocka_unit_test(test_legend_is_true), cmocka_unit_test(test_legend_of_a_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
