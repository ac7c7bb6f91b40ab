#include "check.h"

#include <float.h>
#include <limits.h>
#include <locale.h>

#include "base/number.h"

static void test_aligned(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0.000000"},
        {-0.0, "0.000000"},
        {-0.71234, "-0.712340"},
        {123.45, "123.450000"},
        {0.001, "0.001000"},
        {0.00099, "9.90e-04"},
        {99999.999999, "99999.999999"},
        {100000, "1.00e+05"},
        {-100000, "-1.00e+05"},
        {8.63e-7, "8.63e-07"},
        {DBL_MAX, "1.80e+308"},
        {5e-324, "4.94e-324"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[NUMBER_SIZE];
        assert_ptr_equal(number_aligned(out, cases[i].number), out);
        assert_string_equal(out, cases[i].text);
    }
}

static void test_fixed(void **state)
{
    (void)state;
    static const struct {
        double number;
        int decimals;
        const char *text;
    } cases[] = {
        {3.14159, 3, "3.142"},
        {3.14159, 0, "3"},
        {-0.5, 1, "-0.5"},
        {0.05, 3, "0.050"},
        {-0.0004, 3, "0.000"},
        {-0.0006, 3, "-0.001"},
        {999.9996, 3, "1000.000"},
        {1, 6, "1.000000"},
        {0, 0, "0"},
        {999999999, 2, "999999999.00"},
        {1e9, 2, "1.00e+09"},
        {-1e300, 2, "-1.00e+300"},
        {NAN, 2, "nan"},
        {-INFINITY, 2, "-inf"},
        {-16, 0, "-16"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[NUMBER_SIZE];
        assert_string_equal(number_fixed(out, cases[i].number, cases[i].decimals), cases[i].text);
    }
}

static void test_short(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {1, "1.00e+00"},
        {-12345, "-1.23e+04"},
        {9.996, "1.00e+01"},
        {0.09996, "1.00e-01"},
        {1e-5, "1.00e-05"},
        {1e23, "1.00e+23"},
        {DBL_MIN, "2.23e-308"},
        {-DBL_MAX, "-1.80e+308"},
        {5e-324, "4.94e-324"},
        {INFINITY, "inf"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[NUMBER_SIZE];
        assert_string_equal(number_scientific(out, cases[i].number), cases[i].text);
    }
}

static void test_count(void **state)
{
    (void)state;
    char out[NUMBER_SIZE], want[NUMBER_SIZE];
    static const long numbers[] = {0, 1, -1, 10, 123456, LONG_MAX, LONG_MIN};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        snprintf(want, sizeof want, "%ld", numbers[i]);
        assert_string_equal(number_count(out, numbers[i]), want);
    }
}

/* Whatever the number, each form fits, reads back and is as near as its digits allow. */
static void test_any_number(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 20000; i++) {
        double number = check_uniform(&random, -1, 1) * pow(10, check_uniform(&random, -300, 300));
        char aligned[NUMBER_SIZE], brief[NUMBER_SIZE], fixed[NUMBER_SIZE];
        check_near("aligned", strtod(number_aligned(aligned, number), NULL), number, 0.0051, 0);
        check_near("short", strtod(number_scientific(brief, number), NULL), number, 0.0051, 0);
        assert_true(strlen(aligned) <= 13 && strlen(brief) <= 10);
        double moderate = check_uniform(&random, -1e6, 1e6);
        check_near("fixed", strtod(number_fixed(fixed, moderate, 4), NULL), moderate, 0.51e-4, 1);
    }
}

/* Right-aligned points stand below each other: six characters follow the point, or four and an
 * exponent of two digits. */
static void test_points_align(void **state)
{
    (void)state;
    static const double numbers[] = {0, -0.71, 12345.678, 0.001, 3e-7, -4.2e20, 9.9e5};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        char out[NUMBER_SIZE];
        const char *point = strchr(number_aligned(out, numbers[i]), '.');
        assert_non_null(point);
        assert_int_equal(strlen(point), 7);
    }
}

/* No decimal comma, where a locale that has one is installed. */
static void test_locale(void **state)
{
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "C"};
    char out[NUMBER_SIZE];
    size_t i = 0;
    while (i < COUNT(locales) - 1 && !setlocale(LC_ALL, locales[i]))
        i++;
    assert_string_equal(number_fixed(out, 1234.5, 2), "1234.50");
    assert_string_equal(number_aligned(out, -0.5), "-0.500000");
    assert_string_equal(number_scientific(out, 1e-9), "1.00e-09");
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aligned),    cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_short),      cmocka_unit_test(test_count),
        cmocka_unit_test(test_any_number), cmocka_unit_test(test_points_align),
        cmocka_unit_test(test_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
