#include "drawing.h"

#include "problem/objective.h"
#include "view/path.h"
#include "view/profile.h"

enum { COLUMNS = 40, ROWS = 20 };
static const struct rectangle area = {0, 0, ROWS, COLUMNS};
static const struct stars no_stars;

/* The curve of a formula of x from -5 to 5; landscape_release. */
static struct profile curve_of(struct landscape *landscape, const char *text, bool logarithmic)
{
    static const char *const name[] = {"x"};
    const struct viewport pixels = {-5, 5, 0, 1, PROFILE_ACROSS * COLUMNS, PROFILE_ROWS};
    struct objective *objective = objective_create(text, strlen(text), name, 1, NULL);
    struct profile profile;
    struct plane plane;
    assert_non_null(objective);
    plane_axes(&plane, (double[]){1}, 1, 0, 0);
    *landscape = (struct landscape){0};
    assert_true(landscape_compute(landscape, objective, &plane, &pixels, SCALE_MIXED, 10, 0));
    profile_init(&profile, landscape, logarithmic, NAN);
    objective_free(objective);
    return profile;
}

static struct viewport window_of(const struct profile *profile)
{
    return (struct viewport){-5, 5, profile->heights.low, profile->heights.high, COLUMNS, ROWS};
}

/* All values of the window are seen, with a margin; equal differences are equal heights. */
static void test_linear_heights(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "x^2", false);
    assert_true(profile_row(&profile, 0, ROWS) < ROWS - 1);
    assert_true(profile_row(&profile, 24, ROWS) > 0.5);
    double step = profile_row(&profile, 4, ROWS) - profile_row(&profile, 5, ROWS);
    for (int value = 0; value < 24; value++) {
        double here = profile_row(&profile, value, ROWS),
               next = profile_row(&profile, value + 1, ROWS);
        assert_true(fabs(here - next - step) < 1e-9);
    }
    assert_true(profile_row(&profile, 1e300, ROWS) == 0);
    assert_true(profile_row(&profile, -1e300, ROWS) == ROWS);
    assert_true(isnan(profile_row(&profile, NAN, ROWS)));
    landscape_release(&landscape);
}

/* A peak at the edge of the window does not hide the wells, and the start is seen. */
static void test_peak(void **state)
{
    (void)state;
    static const double starts[] = {1.2, 2, 3, 4.5};
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "x^4-3*x^2", false);
    double well = -2.25;
    assert_true(profile_row(&profile, well, ROWS) - profile_row(&profile, 0, ROWS) > 1.5);
    for (size_t i = 0; i < COUNT(starts); i++) {
        double x = starts[i], loss = x * x * x * x - 3 * x * x;
        profile_init(&profile, &landscape, false, loss);
        assert_true(profile_row(&profile, loss, ROWS) > 1);
        assert_true(profile_row(&profile, well, ROWS) < ROWS);
    }
    landscape_release(&landscape);
    profile = curve_of(&landscape, "sin(3*x)", false); /* nothing is cut off */
    assert_true(profile_row(&profile, 1, ROWS) > 0.5);
    landscape_release(&landscape);
}

/* Where the curve falls out of the window, the wells are not lost; a well that is as deep as that
 * is seen whole. */
static void test_fall(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double well, low; /* NAN: all is seen */
    } cases[] = {
        {"-(16*x^2-24*x+5)*exp(-x)", -3.85, -12},
        {"x^3-x", -0.385, NAN},
        {"-exp(-x)", 0, NAN},
        {"-1000*exp(-(x-2)^2)-exp(-x)", -1000, NAN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct landscape landscape;
        struct profile profile = curve_of(&landscape, cases[i].text, false);
        double low = profile.heights.low;
        if (isnan(cases[i].low))
            assert_true(low < landscape.least);
        else
            assert_true(low < cases[i].well && low > cases[i].low);
        profile_init(&profile, &landscape, false, -40); /* the start is seen */
        assert_true(profile.heights.low < -40);
        landscape_release(&landscape);
    }
}

/* What is near a pole is left out, on both sides, but for the start; a cubic has none. */
static void test_pole(void **state)
{
    (void)state;
    static const char *const poles[] = {"1/x", "tan(x)", "1/(x-1)^3"};
    static const char *const others[] = {
        "x^3-x",          "sin(50*x)+x^2/10",      "sign(x)*x^2+3*sign(x)", "-exp(-x^2/0.001)",
        "-1/(1+100*x^2)", "-(x+sin(x))*exp(-x^2)", "-(x-sin(x))*exp(-x^2)", "-exp(-x)*sin(2*pi*x)"};
    struct landscape landscape;
    for (size_t i = 0; i < COUNT(poles); i++) {
        struct profile profile = curve_of(&landscape, poles[i], false);
        double middle = landscape.upper - landscape.third;
        assert_true(profile.heights.low > landscape.third - 3 * middle);
        assert_true(profile.heights.high < landscape.upper + 3 * middle);
        profile_init(&profile, &landscape, false, 50);
        assert_true(profile_row(&profile, 50, ROWS) > 0);
        landscape_release(&landscape);
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        struct profile profile = curve_of(&landscape, others[i], false);
        assert_true(profile.heights.low < landscape.least);
        landscape_release(&landscape);
    }
}

/* The edge does not lead over a pole: no column of the picture is all of it. */
static void test_edge_at_a_pole(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "1/x", false);
    struct frame frame = frame_of(ROWS, COLUMNS);
    const struct display mono = {.blocks = true, .braille = true};
    profile_draw(&profile, &frame, area, &mono, table_row(&colormaps, 0));
    for (int column = 0; column < COLUMNS; column++) {
        int lines = 0;
        for (int row = 0; row < ROWS; row++) {
            uint32_t glyph = glyph_at(&frame, row, column);
            lines += glyph > 0x2800 && glyph < 0x2900;
        }
        assert_true(lines < ROWS);
    }
    frame_release(&frame);
    landscape_release(&landscape);
}

/* Equal factors are equal heights. */
static void test_logarithmic_heights(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "x^2", true);
    double decade = profile_row(&profile, 0.1, ROWS) - profile_row(&profile, 1, ROWS);
    assert_true(decade > 1);
    assert_true(fabs(profile_row(&profile, 1, ROWS) - profile_row(&profile, 10, ROWS) - decade) <
                1e-9);
    assert_true(profile_row(&profile, 0, ROWS) == ROWS);
    landscape_release(&landscape);
}

static void test_values(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "3*x+1", false);
    for (double x = -4.9; x < 4.9; x += 0.1)
        assert_true(fabs(profile_value(&profile, x) - (3 * x + 1)) < 1e-9);
    assert_true(profile_value(&profile, -100) == landscape.field[0]);
    assert_true(profile_value(&profile, 100) == landscape.field[landscape.columns - 1]);
    assert_true(isnan(profile_value(&profile, NAN)));
    landscape_release(&landscape);
}

/* Is there ground in the middle of a cell? */
static bool is_ground(struct frame *frame, int row, int column)
{
    const struct cell *cell = frame_cell(frame, row, column);
    return cell->bg != FRAME_DEFAULT;
}

/* Below the curve there is ground, above it there is none, whatever the shape. */
static void test_ground(void **state)
{
    (void)state;
    static const char *const formulas[] = {"x^2", "abs(x)", "sin(3*x)", "x", "7", "exp(x)"};
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct landscape landscape;
        struct profile profile = curve_of(&landscape, formulas[i], false);
        struct frame frame = frame_of(ROWS, COLUMNS);
        profile_draw(&profile, &frame, area, &rich, table_row(&colormaps, 0));
        for (int column = 0; column < COLUMNS; column++) {
            const double *pixel = &landscape.field[PROFILE_ACROSS * column];
            double left = profile_row(&profile, pixel[0], ROWS);
            double right = profile_row(&profile, pixel[1], ROWS);
            for (int row = 0; row < ROWS; row++) {
                if (row > fmax(left, right) + 1)
                    assert_true(is_ground(&frame, row, column));
                if (row + 2 < fmin(left, right))
                    assert_false(is_ground(&frame, row, column));
            }
        }
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* Where there is no value the whole height is hatched. */
static void test_undefined(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "log(x)", false);
    struct frame frame = frame_of(ROWS, COLUMNS);
    profile_draw(&profile, &frame, area, &rich, table_row(&colormaps, 0));
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            assert_int_equal(glyph_at(&frame, row, column) == 0x2571, column < COLUMNS / 2);
    assert_true(isnan(profile_value(&profile, -1)));
    frame_release(&frame);
    landscape_release(&landscape);
}

/* The tangent's dots lie on a line through the curve's point, of its slope on the screen. */
static void test_tangent(void **state)
{
    (void)state;
    static const double at[] = {-4, -1, 0, 2.5};
    for (size_t i = 0; i < COUNT(at); i++) {
        struct landscape landscape;
        struct profile profile = curve_of(&landscape, "x^2", false);
        struct frame frame = frame_of(ROWS, COLUMNS);
        struct canvas canvas;
        canvas_init(&canvas, &frame, area, &rich, table_row(&colormaps, 0), 0);
        profile_tangent(&profile, &canvas, at[i], 2 * at[i]);
        double x = (at[i] + 5) * COLUMNS / 10 * DOTS_ACROSS;
        double y = DOTS_DOWN * profile_row(&profile, at[i] * at[i], ROWS);
        double unit = 10.0 / (COLUMNS * DOTS_ACROSS); /* of x, a dot */
        double value =
            DOTS_DOWN * (profile_row(&profile, 1, ROWS) - profile_row(&profile, 2, ROWS));
        double fall = -2 * at[i] * unit * value; /* dots down a dot to the right */
        for (int row = 0; row < DOTS_DOWN * ROWS; row++)
            for (int column = 0; column < DOTS_ACROSS * COLUMNS; column++)
                if (dot_at(&frame, column, row))
                    assert_true(fabs(row + 0.5 - y - fall * (column + 0.5 - x)) <=
                                1.6 * (1 + fabs(fall)));
        assert_true(dot_count(&frame) > 8);
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* Points are on the curve; the arrow to the next step goes along the axis, and a ring is where it
 * lands. */
static void test_step_to_come(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "x^2", false);
    const struct viewport window = window_of(&profile);
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct plane plane;
    struct canvas canvas;
    double x[][2] = {{4.5}, {4}}, next[] = {-2};
    struct trajectory path = path_of(2, 1, x, NULL);
    const struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@', .next = next};
    plane_axes(&plane, (double[]){4}, 1, 0, 0);
    const struct projection projection = {
        .plane = &plane, .viewport = &window, .profile = &profile};
    canvas_init(&canvas, &frame, area, &rich, table_row(&colormaps, 0), 0);
    path_arrows(&canvas, &run, &projection);
    int row = -1, column = -1;
    assert_true(head_at(&canvas, &run, &no_stars, &projection, &row, &column));
    assert_int_equal(column, 36);
    assert_int_equal(row, (int)profile_row(&profile, 16, ROWS));
    assert_int_equal(glyph_at(&frame, row, 12), 0x2190); /* the arrow's tip, at x = -2 */
    assert_int_equal(glyph_at(&frame, (int)profile_row(&profile, 4, ROWS), 12), 0x25CC);
    for (int between = 13; between < 36; between++)
        assert_in_range(glyph_at(&frame, row, between), 0x2800, 0x28FF);
    trajectory_release(&path);
    frame_release(&frame);
    landscape_release(&landscape);
}

/* Every step is a knot, at its place on the curve. */
static void test_knots(void **state)
{
    (void)state;
    struct landscape landscape;
    struct profile profile = curve_of(&landscape, "x^2", false);
    const struct viewport window = window_of(&profile);
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct plane plane;
    struct canvas canvas;
    double x[][2] = {{4}, {-3.5}, {3}, {-2.5}};
    struct trajectory path = path_of(4, 1, x, NULL);
    plane_axes(&plane, (double[]){4}, 1, 0, 0);
    canvas_init(&canvas, &frame, area, &rich, table_row(&colormaps, 0), 0);
    path_draw(&canvas, &(struct drawn_run){.path = &path},
              &(struct projection){.plane = &plane, .viewport = &window, .profile = &profile});
    for (int i = 1; i < 4; i++) {
        int row = (int)profile_row(&profile, x[i][0] * x[i][0], ROWS);
        assert_int_equal(glyph_at(&frame, row, (int)(4 * (x[i][0] + 5))), CANVAS_WIDE_KNOT);
    }
    trajectory_release(&path);
    frame_release(&frame);
    landscape_release(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_linear_heights), cmocka_unit_test(test_peak),
        cmocka_unit_test(test_fall),           cmocka_unit_test(test_pole),
        cmocka_unit_test(test_edge_at_a_pole), cmocka_unit_test(test_logarithmic_heights),
        cmocka_unit_test(test_values),         cmocka_unit_test(test_ground),
        cmocka_unit_test(test_undefined),      cmocka_unit_test(test_tangent),
        cmocka_unit_test(test_step_to_come),   cmocka_unit_test(test_knots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
