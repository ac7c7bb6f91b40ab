#include "drawing.h"

#include <float.h>

#include "problem/surface.h"
#include "view/sparkline.h"

static const struct track of_loss = {.id = QUANTITY_LOSS};

static struct sparkline sparkline_of(const double *loss, size_t count, int width, bool logarithmic,
                                     double floor)
{
    struct sparkline sparkline;
    struct trajectory path = path_of(count, 1, NULL, loss);
    sparkline_init(&sparkline, &path, &of_loss, width, logarithmic, floor);
    trajectory_release(&path);
    return sparkline;
}

/* Ranges are whole decades above the floor, or steps of 1, 2 or 5 times a power of ten, of which
 * the range of the losses holds four or more. */
static void test_ranges(void **state)
{
    (void)state;
    static const struct {
        double loss[4];
        size_t count;
        bool logarithmic;
        double floor, low, high; /* NAN: no range */
    } cases[] = {
        {{50, 20, 3, 0.5}, 4, true, INFINITY, -1, 2},
        {{50, 20, 3, 0.5}, 4, true, 0, -1, 2},
        {{50, 20, 3, 0.5}, 4, true, -INFINITY, -1, 2}, /* nothing is measured from there */
        {{1050, 1020, 1003, 1000.5}, 4, true, 1000, -1, 2},
        {{-50, -80, -97, -99.5}, 4, true, -100, -1, 2},
        {{1, 1, 1, 1}, 4, true, 0, -1, 0},
        {{100, 1e-30, 1, 1}, 4, true, 0, -14, 2}, /* no more than 16 decades */
        {{1, 0, NAN, INFINITY}, 4, true, 0, -1, 0},
        {{0, 0, 0, 0}, 4, true, 0, NAN, NAN},
        {{50, 20, 3, 0.5}, 4, false, INFINITY, 0, 60}, /* 49.5 / 4 = 12.4: steps of 20 */
        {{-3, -1, 2, 4}, 4, false, INFINITY, -4, 4},
        {{0.71, 0.72, 0.73, 0.745}, 4, false, INFINITY, 0.71, 0.75},
        {{NAN, INFINITY, -INFINITY, NAN}, 4, true, INFINITY, NAN, NAN},
        {{NAN, INFINITY, -INFINITY, NAN}, 4, false, INFINITY, NAN, NAN},
        {{7}, 1, true, INFINITY, 0, 1},
        {{0}, 0, true, INFINITY, NAN, NAN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sparkline sparkline =
            sparkline_of(cases[i].loss, cases[i].count, 20, cases[i].logarithmic, cases[i].floor);
        assert_int_equal(sparkline.columns, cases[i].count);
        const struct losses_range *range = &sparkline.range;
        assert_int_equal(range->ranged, !isnan(cases[i].low));
        if (range->ranged && (!check_is_near(range->low, cases[i].low, 1e-12, 1) ||
                              !check_is_near(range->high, cases[i].high, 1e-12, 1)))
            fail_msg("case %zu: %g to %g", i, range->low, range->high);
    }
}

/* Heights by hand: log10(50) = 1.699 of the range -1 to 2 is (1.699 + 1) / 3 = 0.8997. */
static void test_heights(void **state)
{
    (void)state;
    static const struct {
        double loss[4];
        bool logarithmic;
        double floor, height[4];
    } cases[] = {
        {{50, 10, 1, 0.5}, true, 0, {0.89965667, 2.0 / 3, 1.0 / 3, 0.23299}},
        {{50, 20, 3, 0.5}, false, INFINITY, {50.0 / 60, 20.0 / 60, 3.0 / 60, 0.5 / 60}},
        {{10, 1, 0, -INFINITY}, true, 0, {1, 0, 0, -1}},
        {{10, NAN, INFINITY, 1}, true, 0, {1, -1, -1, 0}},
        {{10, NAN, INFINITY, -10}, false, INFINITY, {1, -1, -1, 0}},
        {{DBL_MAX, 0, -DBL_MAX, 0}, false, INFINITY, {1, 0.5, 0, 0.5}},
        {{0, 0, 0, 0}, true, 0, {0, 0, 0, 0}},
        {{5, 5, 5, 5}, false, INFINITY, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sparkline sparkline =
            sparkline_of(cases[i].loss, 4, 20, cases[i].logarithmic, cases[i].floor);
        for (int column = 0; column < 4; column++) {
            double height = sparkline_height(&sparkline, column);
            if (!check_is_near(height, cases[i].height[column], 1e-4, 1))
                fail_msg("case %zu, column %d: %g", i, column, height);
        }
    }
}

/* A lower loss is never drawn higher, whatever the numbers, and heights are 0 to 1. */
static void test_order(void **state)
{
    (void)state;
    uint64_t random = 11;
    for (int round = 0; round < 400; round++) {
        double loss[30];
        int reach = round % 310;
        for (size_t i = 0; i < COUNT(loss); i++)
            loss[i] = check_uniform(&random, round % 3 ? 0 : -1, 1) *
                      pow(10, check_uniform(&random, -reach, reach));
        double floor = round % 2 ? INFINITY : round % 5 - 2.0;
        struct sparkline sparkline = sparkline_of(loss, COUNT(loss), 40, round % 4 < 2, floor);
        assert_true(sparkline.range.low < sparkline.range.high);
        for (int a = 0; a < sparkline.columns; a++) {
            double height = sparkline_height(&sparkline, a);
            assert_true(height <= 1 && (height >= 0) == isfinite(sparkline.value[a]));
            for (int b = 0; b < a; b++)
                if (sparkline.value[a] <= sparkline.value[b] && isfinite(sparkline.value[b]))
                    assert_true(height <= sparkline_height(&sparkline, b));
        }
    }
}

/* The span of a column doubles when the columns are used up: column c ends with step c * span. */
static void test_columns(void **state)
{
    (void)state;
    static const struct {
        long steps;
        int width, columns;
        long span;
    } cases[] = {
        {0, 20, 1, 1},   {1, 20, 2, 1},   {19, 20, 20, 1},     {20, 20, 11, 2},
        {38, 20, 20, 2}, {39, 20, 11, 4}, {500, 20, 17, 32},   {5000, 20, 11, 512},
        {63, 99, 64, 1}, {64, 99, 33, 2}, {3, 2, 2, 4},        {3, 1, 0, 1},
        {3, 0, 0, 1},    {3, -5, 0, 1},   {5000, 64, 41, 128},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sparkline sparkline;
        struct trajectory path = path_of(0, 1, NULL, NULL);
        for (long step = 0; step <= cases[i].steps; step++)
            trajectory_add(&path, &(struct sample){.step = step, .loss = (double)step});
        sparkline_init(&sparkline, &path, &of_loss, cases[i].width, false, INFINITY);
        if (sparkline.columns != cases[i].columns)
            fail_msg("case %zu: %d columns", i, sparkline.columns);
        for (int c = 0; c + 1 < sparkline.columns; c++)
            assert_int_equal(sparkline.value[c], c * cases[i].span);
        if (sparkline.columns)
            assert_int_equal(sparkline.value[sparkline.columns - 1], cases[i].steps);
        trajectory_release(&path);
    }
}

/* One more step changes the newest column alone, but when the span doubles or the range grows. */
static void test_only_the_newest_changes(void **state)
{
    (void)state;
    struct sparkline before = {0};
    struct trajectory path = path_of(0, 1, NULL, NULL);
    int redrawn = 0;
    for (long step = 0; step < 640; step++) {
        struct sparkline now;
        trajectory_add(&path,
                       &(struct sample){.step = step, .loss = pow(10, 2 - (double)step / 80)});
        sparkline_init(&now, &path, &of_loss, 20, true, 0);
        bool same = true;
        for (int c = 0; c + 1 < now.columns && c < before.columns; c++)
            same = same && sparkline_height(&now, c) == sparkline_height(&before, c);
        redrawn += step > 0 && !same;
        before = now;
    }
    /* Spans of 2, 4, … 64 steps, and 8 decades. */
    assert_in_range(redrawn, 8, 14);
    trajectory_release(&path);
}

/* What else samples tell: of a path from (0, 0) on along x, bowl's minimum in (0, 0). */
static void test_tracks(void **state)
{
    (void)state;
    const struct surface *bowl = table_find(&surfaces, "bowl");
    const struct track distance = {.id = QUANTITY_DISTANCE, .surface = bowl},
                       slope = {.id = QUANTITY_GRAD_NORM};
    struct trajectory path = path_of(0, 2, NULL, NULL);
    double value[LOSSES_COLUMNS];
    struct series series;
    long low, high;
    assert_false(losses_steps(losses_reach(&path), 20, &low, &high));
    assert_int_equal(losses_column_of(&path, 20, 0), -1);
    for (long step = 0; step < 5; step++)
        trajectory_add(
            &path, &(struct sample){.step = step, .grad_norm = 2, .x = {3.0 * (double)step, 0}});
    series_read(&series, &distance, &path);
    assert_int_equal(losses_columns(losses_reach(&path), &series, 20, value), 5);
    for (int c = 0; c < 5; c++)
        assert_float_equal(value[c], 3 * c, 1e-12);
    series_read(&series, &slope, &path);
    assert_int_equal(losses_columns(losses_reach(&path), &series, 20, value), 5);
    assert_float_equal(value[4], 2, 0);
    assert_true(losses_steps(losses_reach(&path), 20, &low, &high));
    assert_true(low == 0 && high == 19);
    assert_int_equal(losses_column_of(&path, 20, 3), 3);
    assert_true(losses_steps(losses_reach(&path), 4, &low, &high)); /* two steps a column */
    assert_true(low == 0 && high == 6);
    assert_int_equal(losses_column_of(&path, 4, 3), 2);
    assert_int_equal(losses_column_of(&path, 4, 5), -1);
    trajectory_release(&path);
}

/* What the gauge has said: notes of steps that are wanted, and the present point; where notes are
 * further apart than they are taken there is a gap. */
static void test_notes_of_the_gauge(void **state)
{
    (void)state;
    static const long noted[] = {0, 1, 4, 5, 9};
    struct gauges gauges = {0};
    struct stability stability = {.known = true, .has_limit = true, .limit = 2};
    const struct track rate = {.id = QUANTITY_LR_LAMBDA, .gauges = &gauges, .now = &stability},
                       limit = {.id = QUANTITY_LR_LAMBDA,
                                .gauges = &gauges,
                                .now = &stability,
                                .limit = true};
    struct trajectory path = path_of(7, 1, NULL, NULL);
    struct series series;
    double value[LOSSES_COLUMNS];
    for (size_t i = 0; i < COUNT(noted); i++) {
        stability.rate = (double)noted[i] / 10;
        gauges_note(&gauges, noted[i], &stability, 1);
    }
    stability.rate = 3;
    stability.has_limit = false;
    series_read(&series, &rate, &path); /* whose last step is 6 */
    assert_int_equal(losses_columns(losses_reach(&path), &series, 20, value), 7);
    static const double want[] = {0, 0.1, NAN, NAN, 0.4, 0.5, 3};
    for (int c = 0; c < 7; c++)
        assert_true(isnan(want[c]) ? isnan(value[c]) : fabs(value[c] - want[c]) < 1e-12);
    series_read(&series, &limit, &path);
    losses_columns(losses_reach(&path), &series, 20, value);
    assert_true(value[5] == 2 && isnan(value[6]));
    trajectory_release(&path);
}

/* From 0 to a quarter above the limit, or to its double where it is exceeded; of what has no limit
 * to a round number. */
static void test_range_to_a_limit(void **state)
{
    (void)state;
    static const struct {
        double rate, limit, high; /* NAN: no range */
    } cases[] = {
        {0.3, 3.6, 4.5},    {3.7, 3.6, 4.5}, {4.6, 3.6, 7.2}, {1e300, 2, 4}, {0.3, NAN, 0.3},
        {INFINITY, 2, 2.5}, {NAN, 2, NAN},   {-1, 2, 2.5},    {0, NAN, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        static struct series rate, limit;
        struct losses_range range;
        rate.count = limit.count = 1;
        rate.value[0] = cases[i].rate;
        limit.value[0] = cases[i].limit;
        losses_range_to_limit(&range, &rate, &limit);
        assert_int_equal(range.ranged, isfinite(cases[i].rate));
        if (range.ranged && (range.low != 0 || !(fabs(range.high - cases[i].high) < 1e-9)))
            fail_msg("case %zu: %g to %g", i, range.low, range.high);
    }
}

static void test_draw(void **state)
{
    (void)state;
    /* Of 16 eighths: 1 + round(15 * height). Heights 1, 2/3, 1/3, 0 and nothing for NaN. */
    static const double loss[] = {100, 10, 1, 0.1, NAN};
    static const struct rectangle area = {1, 2, 2, 6}, narrow = {1, 2, 2, 2};
    struct sparkline sparkline = sparkline_of(loss, COUNT(loss), 6, true, 0);
    struct frame frame = frame_of(4, 10);
    sparkline_draw(&sparkline, &frame, area, &rich, 215);
    check_frame(&frame, "\n  █▃\n  ██▆▁\n\n");
    assert_int_equal(frame_cell(&frame, 1, 2)->fg, 215);
    frame_clear(&frame);
    sparkline_draw(&sparkline, &frame, area, &bare, FRAME_DEFAULT);
    check_frame(&frame, "\n  #:\n  ##|.\n\n");
    frame_clear(&frame);
    sparkline_draw(&sparkline, &frame, narrow, &rich, 215);
    check_frame(&frame, "\n  █▃\n  ██\n\n");
    frame_release(&frame);
}

static void test_bar(void **state)
{
    (void)state;
    static const struct {
        double fraction;
        const char *blocks, *ascii;
    } cases[] = {
        {0, "····\n", "....\n"},        {1, "████\n", "####\n"},
        {0.5, "██··\n", "##..\n"},      {0.25 + 0.125, "█▌··\n", "##..\n"},
        {3 / 32.0, "▍···\n", "-...\n"}, {2, "████\n", "####\n"},
        {INFINITY, "████\n", "####\n"}, {-1, "····\n", "....\n"},
        {NAN, "····\n", "....\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 4);
        bar_draw(&frame, 0, 0, 4, cases[i].fraction, &rich, 215, 245);
        check_frame(&frame, cases[i].blocks);
        for (int c = 0; c < 4; c++)
            assert_int_equal(frame.cells[c].fg, frame.cells[c].glyph == 0xB7 ? 245 : 215);
        bar_draw(&frame, 0, 0, 4, cases[i].fraction, &bare, 1, 2);
        check_frame(&frame, cases[i].ascii);
        frame_release(&frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_heights),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_only_the_newest_changes),
        cmocka_unit_test(test_tracks),
        cmocka_unit_test(test_notes_of_the_gauge),
        cmocka_unit_test(test_range_to_a_limit),
        cmocka_unit_test(test_draw),
        cmocka_unit_test(test_bar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
