/* The picture of the fit: ranges, and what is drawn of points, curve and boundary. */
#include "drawing.h"

#include "base/text.h"
#include "cells/theme.h"
#include "view/fit.h"

/* --- ranges --- */

static void test_range(void **state)
{
    (void)state;
    static const struct {
        double v[3], range[2];
    } rows[] = {
        {{172, 200, 231}, {170, 232}},
        {{2700, 6300, 4000}, {2600, 6400}},
        {{0, 1, 0.5}, {-0.05, 1.05}},
        {{-1, 1, NAN}, {-1.05, 1.05}},
        {{INFINITY, 3, -INFINITY}, {2.68, 3.32}},
        {{5, 5, 5}, {4.45, 5.55}},
        {{0, 0, 0}, {-1.05, 1.05}},
        {{NAN, NAN, INFINITY}, {0, 1}},
        {{1e-310, 0, 0}, {-1.05, 1.05}},
        {{0, 0.25, 4}, {-0.1, 4.1}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double range[2];
        fit_range(rows[i].v, COUNT(rows[i].v), range);
        check_near("low", range[0], rows[i].range[0], 1e-12, 1);
        check_near("high", range[1], rows[i].range[1], 1e-12, 1);
        assert_false(signbit(range[0]) && range[0] == 0);
    }
    double range[2];
    fit_range(NULL, 0, range);
    assert_true(range[0] == 0 && range[1] == 1);
}

/* Whatever the values are, the range holds them with a margin, up to 1e300, and has a finite
 * width. */
static void test_range_holds_all(void **state)
{
    (void)state;
    uint64_t random = 5;
    for (int i = 0; i < 20000; i++) {
        double scale = pow(10, check_below(&random, 580) - 280), v[2], range[2];
        v[0] = check_uniform(&random, -scale, scale);
        v[1] = v[0] + check_uniform(&random, 0, scale) * pow(10, -check_below(&random, 12));
        fit_range(v, 2, range);
        double width = range[1] - range[0];
        if (!(range[0] < v[0] && range[1] > v[1] && isfinite(width) && width > 0))
            fail_msg("%g, %g: the range is %g to %g", v[0], v[1], range[0], range[1]);
        assert_true(v[1] - v[0] < 1e-6 * fabs(v[0]) || width < 1.25 * (v[1] - v[0]));
    }
    const double extreme[] = {-1.7e308, 1.7e308};
    double range[2];
    fit_range(extreme, 2, range);
    assert_true(isfinite(range[1] - range[0]));
}

/* --- small pictures --- */

/* y = x over 0 to 1, three samples. */
static const double rising[] = {0, 0.5, 1};
static const double three_x[] = {0.1, 0.55, 0.9}, three_y[] = {0.9, 0.7, 0.2};

static struct fit curve_of(size_t count, const double *x, const double *y)
{
    return (struct fit){
        .kind = FIT_CURVE,
        .training = {.count = count, .x = x, .y = y},
        .x1 = 1,
        .y1 = 1,
        .x_name = "size",
        .y_name = "price",
        .prediction = rising,
        .samples = 3,
    };
}

/* The right half is above 0.5; two rows of three. */
static const double halves[] = {0, 0.4, 1, 0, 0.4, 1};
static const uint8_t classes[] = {0, 0, 1};

static struct fit boundary_of(size_t count, const double *x, const double *y, const uint8_t *label)
{
    return (struct fit){
        .kind = FIT_BOUNDARY,
        .training = {.count = count, .x = x, .y = y, .label = label},
        .x1 = 1,
        .y1 = 1,
        .x_name = "x1",
        .y_name = "x2",
        .class_name = "Gentoo",
        .prediction = halves,
        .rows = 2,
        .columns = 3,
        .threshold = 0.5,
    };
}

static void check_picture(const struct fit *fit, const struct display *display, int rows,
                          int columns, const char *want)
{
    struct frame frame = frame_of(rows, columns);
    fit_draw(fit, display, &frame, (struct rectangle){0, 0, rows, columns});
    check_frame(&frame, want);
    frame_release(&frame);
}

/* Few points are marks before the curve. */
static void test_curve(void **state)
{
    (void)state;
    const struct fit fit = curve_of(3, three_x, three_y);
    check_picture(&fit, &rich, 6, 22,
                  "price\n"
                  "1   ●            ⢀⣀⠤⠒⠉\n"
                  "             ●⠤⠒⠊⠁\n"
                  "       ⢀⣀⠤⠒⠊⠉\n"
                  "0 ⢀⡠⠤⠒⠉⠁            ●\n"
                  "  0.0      0.5    size\n");
    check_picture(&fit, &bare, 6, 22,
                  "price\n"
                  "1   +            *****\n"
                  "             +****\n"
                  "       ******\n"
                  "0 ******            +\n"
                  "  0.0      0.5    size\n");
}

/* Many points are dots behind the curve, whose cells are its own. */
static void test_crowd(void **state)
{
    (void)state;
    double x[80], y[80];
    for (int i = 0; i < 80; i++) {
        x[i] = (i % 20 + 0.5) / 20;
        y[i] = 1 - (4.5 + i / 20) / 16; /* the second row of four */
    }
    struct fit fit = curve_of(80, x, y);
    check_picture(&fit, &rich, 6, 12,
                  "price\n"
                  "1         ⡠⠊\n"
                  "  ⣿⣿⣿⣿⣿⢀⠔⠉⣿⣿\n"
                  "    ⢀⡠⠒⠁\n"
                  "0 ⡠⠔⠁\n"
                  "  0     size\n");
    check_picture(&fit, &bare, 6, 12,
                  "price\n"
                  "1         **\n"
                  "  .....***..\n"
                  "    ****\n"
                  "0 ***\n"
                  "  0     size\n");
}

/* Classes are told apart by marks; the boundary is where 0.4 and 1 have 0.5 between them, at 23.3
 * of 40 dots. */
static void test_boundary(void **state)
{
    (void)state;
    const struct fit fit = boundary_of(3, three_x, three_y, classes);
    check_picture(&fit, &rich, 7, 24,
                  "x2   × Gentoo  ○ not\n"
                  "1.0   ○        ⢸\n"
                  "               ○\n"
                  "0.5            ⢸\n"
                  "               ⢸\n"
                  "0.0            ⢸      ×\n"
                  "    0.0      0.5      x1\n");
    check_picture(&fit, &bare, 7, 24,
                  "x2   x Gentoo  o not\n"
                  "1.0   o        *\n"
                  "               o\n"
                  "0.5            *\n"
                  "               *\n"
                  "0.0            *      x\n"
                  "    0.0      0.5      x1\n");
}

/* Validation rows have marks of their own, and a legend that leaves where it does not fit. */
static void test_validation(void **state)
{
    (void)state;
    static const double x[] = {0.3, 0.5}, y[] = {0.8, 0.4};
    static const uint8_t label[] = {1, 0};
    struct fit curve = curve_of(3, three_x, three_y), boundary;
    curve.validation = (struct fit_points){2, x, y, NULL};
    boundary = boundary_of(3, three_x, three_y, classes);
    boundary.validation = (struct fit_points){2, x, y, label};
    check_picture(&curve, &bare, 7, 20,
                  "price   o val\n"
                  "1.0  +  o        ***\n"
                  "            + ***\n"
                  "0.5        ***\n"
                  "       **** o\n"
                  "0.0 ****          +\n"
                  "    0.0    0.5  size\n");
    check_picture(&boundary, &rich, 7, 35,
                  "x2   × Gentoo  ○ not  ●+ validation\n"
                  "1.0    ○     +        ⡇\n"
                  "                     ○⡇\n"
                  "0.5                   ⡇\n"
                  "                   ●  ⡇\n"
                  "0.0                   ⡇        ×\n"
                  "    0.0           0.5            x1\n");
    check_picture(&boundary, &bare, 7, 20,
                  "x2   x Gentoo  o not\n"
                  "1.0  o  +    *\n"
                  "            o*\n"
                  "0.5          *\n"
                  "            O*\n"
                  "0.0          *    x\n"
                  "    0.0    0.5    x1\n");
}

/* The kind of most points has the cell; of as many, the validation rows. */
static void test_cells_are_shared(void **state)
{
    (void)state;
    static const struct {
        int count[4]; /* training 0 and 1, validation 0 and 1 */
        uint32_t glyph;
    } rows[] = {
        {{2, 1, 0, 0}, 0x25CB}, {{1, 2, 0, 0}, 0xD7}, {{1, 0, 1, 0}, 0x25CF},
        {{1, 2, 1, 1}, 0xD7},   {{0, 0, 1, 2}, '+'},  {{2, 0, 1, 1}, 0x25CB},
        {{0, 1, 0, 1}, '+'},
    };
    static const double at[] = {0.51, 0.51, 0.51, 0.51};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const int *count = rows[i].count;
        uint8_t training[4] = {0}, validation[4] = {0};
        memset(training, 1, (size_t)count[1]);
        memset(validation, 1, (size_t)count[3]);
        struct fit fit = boundary_of((size_t)(count[0] + count[1]), at, at, training);
        fit.validation = (struct fit_points){(size_t)(count[2] + count[3]), at, at, validation};
        struct frame frame = frame_of(11, 25);
        fit_draw(&fit, &rich, &frame, (struct rectangle){0, 0, 11, 25});
        assert_int_equal(glyph_at(&frame, 5, 14), rows[i].glyph);
        frame_release(&frame);
    }
}

/* In a crowd, classes are dots of two colours, and where there is no colour, marks. */
static void test_crowded_classes(void **state)
{
    (void)state;
    enum { SIDE = 20 };
    double x[SIDE * SIDE], y[SIDE * SIDE];
    uint8_t label[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        x[i] = (i % SIDE + 0.5) / SIDE;
        y[i] = (i / SIDE + 0.5) / SIDE;
        label[i] = x[i] > 0.5;
    }
    const struct fit fit = boundary_of(COUNT(x), x, y, label);
    const struct display mono = {.blocks = true, .braille = true};
    const struct theme *theme = theme_for(&rich);
    struct frame frame = frame_of(12, 24);
    fit_draw(&fit, &rich, &frame, (struct rectangle){0, 0, 12, 24});
    const struct cell *left = frame_cell(&frame, 5, 7), *right = frame_cell(&frame, 5, 20);
    assert_in_range(left->glyph, 0x2801, 0x28FF);
    assert_in_range(right->glyph, 0x2801, 0x28FF);
    assert_int_equal(left->fg, theme->first);
    assert_int_equal(right->fg, theme->second);
    assert_int_equal(glyph_at(&frame, 0, 5), 0x283F); /* the legend, too */
    fit_draw(&fit, &mono, &frame, (struct rectangle){0, 0, 12, 24});
    assert_int_equal(glyph_at(&frame, 5, 7), 0x25CB);
    assert_int_equal(glyph_at(&frame, 5, 20), 0xD7);
    frame_release(&frame);
}

/* --- what changes --- */

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->glyph == b->glyph && a->fg == b->fg && a->bg == b->bg &&
           a->attributes == b->attributes;
}

/* From one step to the next nothing changes but where the curve is or was. */
static void test_only_the_curve_moves(void **state)
{
    (void)state;
    enum { ROWS = 20, COLUMNS = 50, POINTS = 400 };
    const struct rectangle area = {0, 0, ROWS, COLUMNS};
    static const double moved[] = {0.1, 0.4, 0.8};
    double x[POINTS], y[POINTS];
    uint64_t random = 8;
    for (int i = 0; i < POINTS; i++) {
        x[i] = check_uniform(&random, 0, 1);
        y[i] = check_uniform(&random, 0, 1);
    }
    struct fit fit = curve_of(POINTS, x, y);
    struct frame before = frame_of(ROWS, COLUMNS), after = frame_of(ROWS, COLUMNS);
    fit_draw(&fit, &rich, &before, area);
    fit.prediction = moved;
    fit_draw(&fit, &rich, &after, area);
    int changed = 0;
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        const struct cell *a = &before.cells[i], *b = &after.cells[i];
        changed += !same_cell(a, b);
        if (!same_cell(a, b) && !((a->attributes | b->attributes) & CELL_BOLD))
            fail_msg("cell %d has changed", i);
    }
    assert_in_range(changed, 1, 4 * COLUMNS);
    frame_release(&before);
    frame_release(&after);
}

/* --- extremes --- */

/* Data of which nothing can be drawn, or one point; predictions of which some are no numbers. */
static void test_odd_data(void **state)
{
    (void)state;
    static const double odd[] = {NAN, INFINITY, -1e300, 0.5, 1e300};
    static const double broken[] = {0.5, 0.5, NAN, 0.5, 0.5}, none[] = {NAN, INFINITY};
    static const double soaring[] = {0, 1e300}, flat[] = {0.5};
    static const struct {
        const double *prediction;
        int samples;
        const char *row; /* the third of four, below the head */
    } rows[] = {
        {broken, 5, "  ⠉⠉⠉⠉⠉⠁         ⠉⠉⠉⠉⠉"},
        {none, 2, ""},
        {soaring, 2, "  ⡇"},
        {flat, 1, ""},
        {NULL, 0, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char want[200];
        struct fit fit = curve_of(0, NULL, NULL);
        fit.prediction = rows[i].prediction;
        fit.samples = rows[i].samples;
        struct frame frame = frame_of(6, 22);
        struct buffer text = {0};
        fit_draw(&fit, &rich, &frame, (struct rectangle){0, 0, 6, 22});
        text_from_frame(&frame, &text);
        snprintf(want, sizeof want, "\n%s\n", rows[i].row);
        if (!strstr(buffer_string(&text), want))
            fail_msg("curve %zu:\n%s", i, buffer_string(&text));
        buffer_release(&text);
        frame_release(&frame);
    }
    struct fit fit = curve_of(COUNT(odd), odd, odd);
    fit.samples = 0;
    check_picture(&fit, &bare, 4, 10, "price\n\n     +\n 0    size\n");
    fit.x1 = fit.y1 = NAN;
    check_picture(&fit, &bare, 4, 10, "price\n\n\n      size\n");
}

/* On the edges of the window is inside. */
static void test_corners(void **state)
{
    (void)state;
    static const double x[] = {0, 1, 1, 0.5, 1.001, -0.001}, y[] = {0.5, 0.9, 0.1, 0, 0.5, 0.5};
    struct fit fit = curve_of(COUNT(x), x, y);
    fit.samples = 0;
    fit.y_name = fit.x_name = "";
    check_picture(&fit, &bare, 7, 13, "\n1.0         +\n\n0.5 +\n\n0.0     +   +\n    0       1\n");
}

/* A million points: every dot there is, and every one of them counted once. */
static void test_a_million(void **state)
{
    (void)state;
    enum { COUNT_X = 1000, ROWS = 25, COLUMNS = 60 };
    const size_t count = (size_t)COUNT_X * COUNT_X;
    double *x = malloc(count * sizeof *x), *y = malloc(count * sizeof *y);
    assert_true(x && y);
    for (size_t i = 0; i < count; i++) {
        x[i] = ((double)(i % COUNT_X) + 0.5) / COUNT_X;
        y[i] = ((double)(i / COUNT_X) + 0.5) / COUNT_X;
    }
    struct fit fit = curve_of(count, x, y);
    fit.samples = 0;
    fit.y_name = "";
    struct frame frame = frame_of(ROWS, COLUMNS);
    fit_draw(&fit, &rich, &frame, (struct rectangle){0, 0, ROWS, COLUMNS});
    for (int row = 1; row < ROWS - 1; row++)
        for (int column = 4; column < COLUMNS; column++)
            assert_int_equal(glyph_at(&frame, row, column), 0x28FF);
    frame_release(&frame);
    free(x);
    free(y);
}

/* At every size, in every display, nothing is drawn outside the area, and foreign names do no
 * harm. */
static void test_every_size(void **state)
{
    (void)state;
    static const struct display looks[] = {
        {.colors = 256, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK},
        {.colors = 8, .blocks = true},
        {.blocks = true, .braille = true},
        {0}};
    struct fit curve = curve_of(3, three_x, three_y);
    struct fit boundary = boundary_of(3, three_x, three_y, classes);
    curve.x_name = curve.y_name = boundary.class_name = "\033[2J\xff a very long name\u202e";
    curve.validation = boundary.validation = boundary.training;
    for (int rows = 0; rows < 14; rows++)
        for (int columns = 0; columns < 40; columns++) {
            const struct rectangle area = {2, 3, rows, columns};
            const struct display *display = &looks[(rows + columns) % 4];
            struct frame frame = frame_of(18, 46);
            fit_draw(columns % 2 ? &curve : &boundary, display, &frame, area);
            for (int i = 0; i < 18 * 46; i++) {
                int row = i / 46 - 2, column = i % 46 - 3;
                uint32_t glyph = frame.cells[i].glyph;
                assert_int_equal(glyph, text_visible(glyph));
                if (glyph != ' ' && (row < 0 || row >= rows || column < 0 || column >= columns))
                    fail_msg("%dx%d: drawn at %d, %d", columns, rows, column, row);
            }
            frame_release(&frame);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_range_holds_all),
        cmocka_unit_test(test_curve),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_validation),
        cmocka_unit_test(test_cells_are_shared),
        cmocka_unit_test(test_crowded_classes),
        cmocka_unit_test(test_only_the_curve_moves),
        cmocka_unit_test(test_odd_data),
        cmocka_unit_test(test_corners),
        cmocka_unit_test(test_a_million),
        cmocka_unit_test(test_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
