#include "check.h"

#include <float.h>

#include "view/viewport.h"

static const struct viewport home = {-2, 6, 1, 5, 80, 20};

static void test_project(void **state)
{
    (void)state;
    static const struct {
        double x, y, column, row;
    } cases[] = {
        {-2, 5, 0, 0}, {6, 1, 80, 20}, {2, 3, 40, 10}, {-2.1, 5.2, -1, -1}, {14, -3, 160, 40},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double column, row;
        viewport_project(&home, cases[i].x, cases[i].y, &column, &row);
        check_near("column", column, cases[i].column, 1e-12, 1);
        check_near("row", row, cases[i].row, 1e-12, 1);
    }
    double column, row; /* the edges, and what rounding takes to them, are in the last cells */
    viewport_project(&home, 6, 1 + 1e-16, &column, &row);
    assert_true((int)column == home.columns - 1 && (int)row == home.rows - 1);
}

/* The point of a cell is projected into the middle of the cell, in any window. */
static void test_unproject(void **state)
{
    (void)state;
    static const struct viewport views[] = {
        {-2, 6, 1, 5, 80, 20},
        {0, 1, 0, 1, 1, 1},
        {-1e12, 1e12, -1e-12, 1e-12, 300, 100},
        {1e9, 1e9 + 1, -1e9 - 1, -1e9, 7, 3},
    };
    for (size_t i = 0; i < COUNT(views); i++)
        for (int row = 0; row < views[i].rows; row++)
            for (int column = 0; column < views[i].columns; column++) {
                double x, y, across, down;
                viewport_unproject(&views[i], column, row, &x, &y);
                assert_true(x > views[i].x0 && x < views[i].x1);
                assert_true(y > views[i].y0 && y < views[i].y1);
                viewport_project(&views[i], x, y, &across, &down);
                check_near("column", across, column + 0.5, 1e-5, 1);
                check_near("row", down, row + 0.5, 1e-5, 1);
            }
}

static void check_window(const struct viewport *viewport, double x0, double x1, double y0,
                         double y1)
{
    check_near("x0", viewport->x0, x0, 1e-12, 1e-12);
    check_near("x1", viewport->x1, x1, 1e-12, 1e-12);
    check_near("y0", viewport->y0, y0, 1e-12, 1e-12);
    check_near("y1", viewport->y1, y1, 1e-12, 1e-12);
}

/* It grows about its middle, along one axis, and only where it has to. */
static void test_to_scale(void **state)
{
    static const struct {
        struct viewport given, grown;
    } rows[] = {
        {{0, 40, 0, 40, 40, 20}, {0, 40, 0, 40, 40, 20}},
        {{-5, 5, -5, 5, 80, 20}, {-10, 10, -5, 5, 80, 20}},
        {{-5, 5, -5, 5, 20, 20}, {-5, 5, -10, 10, 20, 20}},
        {{1, 3, 10, 14, 10, 5}, {0, 4, 10, 14, 10, 5}},
        {{-1e307, 1e307, -1, 1, 40, 20}, {-1e307, 1e307, -1e307, 1e307, 40, 20}},
        {{0, 1, 0, 3, 0, 0}, {0, 1, 0, 3, 0, 0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct viewport viewport = rows[i].given;
        const struct viewport *want = &rows[i].grown;

        viewport_to_scale(&viewport);
        check_window(&viewport, want->x0, want->x1, want->y0, want->y1);
        assert_true(viewport.rows == 0 || viewport_is_to_scale(&viewport));
    }
}

static void test_pan(void **state)
{
    (void)state;
    struct viewport viewport = home;
    viewport_pan(&viewport, 0.25, 0);
    check_window(&viewport, 0, 8, 1, 5);
    viewport_pan(&viewport, 0, -0.5);
    check_window(&viewport, 0, 8, -1, 3);
    viewport_pan(&viewport, -0.25, 0.5);
    check_window(&viewport, home.x0, home.x1, home.y0, home.y1);
    assert_int_equal(viewport.columns, home.columns);
    assert_int_equal(viewport.rows, home.rows);
}

/* Far out doubles are too coarse for the window: there it stops. */
static void test_pan_stays_resolved(void **state)
{
    (void)state;
    struct viewport viewport = {0, 1, 0, 1, 80, 20};
    for (int i = 0; i < 400; i++)
        viewport_pan(&viewport, pow(2, i), -pow(2, i));
    double width = viewport.x1 - viewport.x0, height = viewport.y1 - viewport.y0;
    check_near("width", width, 1, 1e-3, 1);
    check_near("height", height, 1, 1e-3, 1);
    assert_true(viewport.x1 > 1e6);
    struct viewport before = viewport;
    viewport_pan(&viewport, NAN, 0);
    viewport_pan(&viewport, 0, INFINITY);
    assert_memory_equal(&viewport, &before, sizeof before);
}

static void test_zoom_keeps_its_centre(void **state)
{
    (void)state;
    static const double centres[][2] = {{2, 3}, {-2, 5}, {0.5, 4.9}, {100, -50}};
    static const double factors[] = {0.5, 2, 0.01, 1, 30};
    for (size_t c = 0; c < COUNT(centres); c++)
        for (size_t f = 0; f < COUNT(factors); f++) {
            struct viewport viewport = home;
            double x = centres[c][0], y = centres[c][1], column, row, now_column, now_row;
            viewport_project(&viewport, x, y, &column, &row);
            viewport_zoom(&viewport, factors[f], x, y);
            viewport_project(&viewport, x, y, &now_column, &now_row);
            check_near("column", now_column, column, 1e-9, 1);
            check_near("row", now_row, row, 1e-9, 1);
            check_near("width", viewport.x1 - viewport.x0, 8 * factors[f], 1e-9, 1e-9);
            check_near("height", viewport.y1 - viewport.y0, 4 * factors[f], 1e-9, 1e-9);
        }
}

/* Zoomed in or out without end, the window stays one that can be calculated with. */
static void test_zoom_limits(void **state)
{
    (void)state;
    static const double centres[][2] = {{0, 0}, {1, 1}, {-1e6, 3}, {1e9, 1e9}};
    for (size_t c = 0; c < COUNT(centres); c++) {
        double x = centres[c][0], y = centres[c][1];
        struct viewport in = {x - 2, x + 2, y - 1, y + 1, 80, 20}, out = in;
        for (int i = 0; i < 200; i++) {
            viewport_zoom(&in, 0.5, x, y);
            viewport_zoom(&out, 2, x, y);
        }
        assert_true(in.x1 - in.x0 >= 0.99e-12 && in.y1 - in.y0 >= 0.99e-12);
        assert_true(in.x1 - in.x0 >= 1000 * DBL_EPSILON * fabs(x));
        assert_true(in.x1 - in.x0 < fmax(1e-11, 1e-8 * fabs(x)));
        assert_true(out.x1 - out.x0 <= 1.01e12 && out.y1 - out.y0 <= 1.01e12);
        assert_true(out.x1 - out.x0 > 0.99e12);
        /* The proportions are those of the start, as far as doubles resolve them. */
        check_near("in", (in.x1 - in.x0) / (in.y1 - in.y0), 2, 1e-3, 1);
        check_near("out", (out.x1 - out.x0) / (out.y1 - out.y0), 2, 1e-9, 1);
    }
}

static void test_zoom_out_of_bounds_goes_back(void **state)
{
    (void)state;
    struct viewport small = {0, 1e-20, 0, 1e-20, 80, 20},
                    large = {-1e20, 1e20, -1e20, 1e20, 80, 20};
    viewport_zoom(&small, 0.5, 0, 0);
    assert_true(small.x1 == 1e-20);
    viewport_zoom(&small, 2, 0, 0);
    check_near("larger", small.x1, 2e-20, 1e-12, 1e-20);
    viewport_zoom(&large, 2, 0, 0);
    assert_true(large.x1 == 1e20);
    viewport_zoom(&large, 0.5, 0, 0);
    check_near("smaller", large.x1, 0.5e20, 1e-12, 1);
}

static void test_zoom_refuses(void **state)
{
    (void)state;
    static const double arguments[][3] = {
        {0.5, NAN, 0}, {0.5, 0, INFINITY}, {0.5, -INFINITY, 0}, {0, 1, 1}, {-1, 1, 1}, {NAN, 1, 1},
    };
    for (size_t i = 0; i < COUNT(arguments); i++) {
        struct viewport viewport = home;
        viewport_zoom(&viewport, arguments[i][0], arguments[i][1], arguments[i][2]);
        assert_memory_equal(&viewport, &home, sizeof home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_project),
        cmocka_unit_test(test_unproject),
        cmocka_unit_test(test_to_scale),
        cmocka_unit_test(test_pan),
        cmocka_unit_test(test_pan_stays_resolved),
        cmocka_unit_test(test_zoom_keeps_its_centre),
        cmocka_unit_test(test_zoom_limits),
        cmocka_unit_test(test_zoom_out_of_bounds_goes_back),
        cmocka_unit_test(test_zoom_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
