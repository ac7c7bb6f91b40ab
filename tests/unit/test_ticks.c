#include "check.h"

#include <float.h>

#include "view/ticks.h"

static void check_texts(const struct ticks *ticks, const char *want)
{
    char all[TICKS_MAX * (TICK_SIZE + 1) + 1] = "";
    for (int i = 0; i < ticks->count; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? " " : "",
                 ticks->tick[i].text);
    assert_string_equal(all, want);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        int columns, rows;
        const char *across, *up;
    } cases[] = {
        {-5, 5, 81, 33, "-4 -2 0 2 4", "-4 -2 0 2 4"},
        {-5, 5, 40, 9, "-4 -2 0 2 4", "-4 -2 0 2 4"},
        {-2, 2, 54, 19, "-2 -1 0 1 2", "-2 -1 0 1 2"},
        {-1.2, 3.3, 54, 19, "-1 0 1 2 3", "-1 0 1 2 3"},
        {0, 0.004, 54, 19, "0.000 0.001 0.002 0.003 0.004", "0.000 0.001 0.002 0.003 0.004"},
        {0, 3e5, 54, 19, "0 100000 200000 300000", "0 50000 100000 150000 200000 250000 300000"},
        {0, 5e6, 54, 19, "0 1e6 2e6 3e6 4e6 5e6", "0 1e6 2e6 3e6 4e6 5e6"},
        {-1e-6, 1e-6, 54, 19, "-1.0e-6 -0.5e-6 0 0.5e-6 1.0e-6", "-1.0e-6 -0.5e-6 0 0.5e-6 1.0e-6"},
        {-1e300, 1e300, 54, 19, "-1e300 0 1e300", "-1.0e300 -0.5e300 0 0.5e300 1.0e300"},
        {1, 1.00004, 54, 19, "1.00000 1.00001 1.00002 1.00003 1.00004",
         "1.00000 1.00001 1.00002 1.00003 1.00004"},
        {0, 1, 3, 1, "", ""},
        {1, 1, 54, 19, "", ""},
        {1, 0, 54, 19, "", ""},
        {NAN, 1, 54, 19, "", ""},
        {-DBL_MAX, DBL_MAX, 54, 19, "", ""},
        {0, INFINITY, 54, 19, "", ""},
        {0, 1, 0, 0, "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ticks ticks;
        ticks_across(&ticks, cases[i].low, cases[i].high, cases[i].columns);
        check_texts(&ticks, cases[i].across);
        ticks_up(&ticks, cases[i].low, cases[i].high, cases[i].rows);
        check_texts(&ticks, cases[i].up);
    }
}

static void test_places(void **state)
{
    (void)state;
    struct ticks ticks;
    ticks_across(&ticks, -5, 5, 80);
    static const int columns[] = {7, 23, 40, 56, 72}; /* -4: the columns before and after 8 */
    for (int i = 0; i < ticks.count; i++)
        assert_int_equal(ticks.tick[i].at, columns[i]);
    ticks_up(&ticks, -5, 5, 8);
    static const int rows[] = {7, 4, 0}; /* the lowest is at the lower edge of the last row */
    for (int i = 0; i < ticks.count; i++)
        assert_int_equal(ticks.tick[i].at, rows[i]);
}

static size_t decimals(const char *text)
{
    const char *point = strchr(text, '.');
    return point ? strspn(point + 1, "0123456789") : 0;
}

/* What holds of all: the same decimals (0 alone has none beside an exponent), a step of 1, 2 or 5,
 * each number in the window and in its place, none running into another, the whole of it inside. */
static void check_ticks(const struct ticks *ticks, double low, double high, int cells, bool up)
{
    double step = 0;
    for (int i = 0; i < ticks->count; i++) {
        const struct tick *tick = &ticks->tick[i];
        int width = up ? 1 : (int)strlen(tick->text);
        double value = strtod(tick->text, NULL), near = 1e-6 * (high - low);
        double part = (value - low) / (high - low), middle = tick->at + width / 2.0;
        assert_true(value >= low - near && value <= high + near);
        assert_true(tick->at >= 0 && tick->at + width <= cells);
        bool whole = tick->at > 0 && tick->at + width < cells;
        assert_true(!whole || fabs(middle - (up ? 1 - part : part) * cells) <= 0.51);
        if (i == 0)
            continue;
        const struct tick *before = tick - 1;
        bool has_exponent = strchr(tick->text, 'e') || strchr(before->text, 'e');
        if (!has_exponent || (value != 0 && strcmp(before->text, "0") != 0))
            assert_int_equal(decimals(tick->text), decimals(before->text));
        assert_true(up ? before->at - tick->at >= 2
                       : tick->at - before->at - (int)strlen(before->text) >= 3);
        double now = value - strtod(before->text, NULL);
        assert_true(step == 0 || fabs(now - step) <= 1e-6 * step);
        step = now;
    }
    if (step > 0) {
        double digit = step / pow(10, floor(log10(step * 1.000001)));
        assert_true(fabs(digit - 1) < 1e-5 || fabs(digit - 2) < 1e-5 || fabs(digit - 5) < 1e-5);
    }
}

static void test_all_windows(void **state)
{
    (void)state;
    for (int cells = 1; cells <= 200; cells += 7)
        for (int i = -60; i <= 60; i++)
            for (int offset = -3; offset <= 3; offset++) {
                double span = pow(10, i / 5.0), low = offset * span * 7.3 - span / 3;
                struct ticks ticks;
                ticks_across(&ticks, low, low + span, cells);
                check_ticks(&ticks, low, low + span, cells, false);
                assert_true(ticks.count >= 2 || cells < 50);
                ticks_up(&ticks, low, low + span, cells);
                check_ticks(&ticks, low, low + span, cells, true);
                assert_true(ticks.count >= 2 || cells < 8);
            }
}

static void test_width(void **state)
{
    (void)state;
    struct ticks ticks;
    ticks_across(&ticks, -5, 5, 80);
    assert_int_equal(ticks_width(&ticks), 2);
    ticks_across(&ticks, 1, 1, 80);
    assert_int_equal(ticks_width(&ticks), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_all_windows),
        cmocka_unit_test(test_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
