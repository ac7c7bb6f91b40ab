#include "check.h"

#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/rng.h"

static const struct {
    const char *text;
    size_t used;
    double value;
} scans[] = {
    {"0", 1, 0},
    {"12", 2, 12},
    {"1.5", 3, 1.5},
    {".5", 2, 0.5},
    {"5.", 2, 5},
    {"5.x", 2, 5},
    {"1e3", 3, 1000},
    {"1E3", 3, 1000},
    {"1e+3", 4, 1000},
    {"1e-3", 4, 0.001},
    {"1.25e2x", 6, 125},
    {"1e", 1, 1},
    {"1e+", 1, 1},
    {"1e-x", 1, 1},
    {"1ee3", 1, 1},
    {"1.2.3", 3, 1.2},
    {"0x10", 1, 0},
    {"1,5", 1, 1},
    {"1'000", 1, 1},
    {"1 2", 1, 1},
    {"1p3", 1, 1},
    {"007", 3, 7},
    {"0.1", 3, 0.1},
    {"4.9406564584124654e-324", 23, 4.9406564584124654e-324},
    {"1e-999", 6, 0},
    {"1.7976931348623157e308", 22, 1.7976931348623157e308},
    {"1e999", 5, HUGE_VAL},
    {"1e99999999999999999999", 22, HUGE_VAL},
    {"", 0, 0},
    {".", 0, 0},
    {".e5", 0, 0},
    {"e5", 0, 0},
    {"-1", 0, 0},
    {"+1", 0, 0},
    {" 1", 0, 0},
    {"inf", 0, 0},
    {"nan", 0, 0},
    {"Infinity", 0, 0},
};

static void test_scan(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(scans); i++) {
        double number = -77;
        size_t used = number_scan(scans[i].text, strlen(scans[i].text), &number);
        if (used != scans[i].used || !(number == (used ? scans[i].value : -77)))
            fail_msg("'%s': used %zu, value %.17g", scans[i].text, used, number);
    }
}

/* Nothing behind the length is read, not even a NUL. */
static void test_scan_is_bounded(void **state)
{
    (void)state;
    static const char text[] = {'1', '2', '.', '5', 'e', '1'};
    static const double values[] = {0, 1, 12, 12, 12.5, 12.5, 125};
    static const size_t used[] = {0, 1, 2, 3, 4, 4, 6};
    for (size_t length = 0; length <= sizeof text; length++) {
        char *copy = malloc(length + (length == 0));
        double number = 0;
        memcpy(copy, text, length);
        assert_int_equal(number_scan(copy, length, &number), used[length]);
        assert_true(number == values[length]);
        free(copy);
    }
}

static void test_scan_long(void **state)
{
    (void)state;
    char text[3000];
    double number;
    memset(text, '0', sizeof text);
    text[sizeof text - 1] = '5';
    assert_int_equal(number_scan(text, sizeof text, &number), sizeof text);
    assert_true(number == 5);
    text[10] = '.';
    assert_int_equal(number_scan(text, sizeof text, &number), sizeof text);
    assert_true(number == 0);
    memset(text, '9', sizeof text);
    assert_int_equal(number_scan(text, sizeof text, &number), sizeof text);
    assert_true(isinf(number));
    text[1] = '.';
    assert_int_equal(number_scan(text, sizeof text, &number), sizeof text);
    assert_true(number == 10);
}

/* About the length up to which no memory is asked for. */
static void test_scan_at_a_limit(void **state)
{
    (void)state;
    for (size_t size = 50; size < 80; size++) {
        double number;
        char *text = malloc(size);
        assert_non_null(text);
        memset(text, '0', size);
        text[1] = '.';
        text[2] = '5';
        assert_int_equal(number_scan(text, size, &number), size);
        assert_true(number == 0.5);
        free(text);
    }
}

/* Decimal numbers as strtod reads them, to the last bit, about the length where ways part. */
static void test_scan_as_strtod(void **state)
{
    (void)state;
    uint64_t random = 9;
    for (int k = 0; k < 200000; k++) {
        char text[32];
        double number = 0;
        int size = 1 + check_below(&random, 20), point = check_below(&random, 30);
        for (int i = 0; i < size; i++)
            text[i] = i == point ? '.' : (char)('0' + check_below(&random, 10));
        if (point < size && size == 1)
            continue;
        text[size] = '\0';
        double expected = strtod(text, NULL);
        assert_int_equal(number_scan(text, (size_t)size, &number), size);
        if (!check_same_bits(number, expected))
            fail_msg("'%s' is %.17g, not %.17g", text, number, expected);
    }
}

static void test_parse(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
        const char *message; /* NULL: is a number */
    } rows[] = {
        {"1", 1, NULL},
        {"-2.5e-3", -2.5e-3, NULL},
        {"+.5", 0.5, NULL},
        {"", 0, "'' is not a number"},
        {"-", 0, "'-' is not a number"},
        {"--1", 0, "'--1' is not a number"},
        {"+-1", 0, "'+-1' is not a number"},
        {" 1", 0, "' 1' is not a number"},
        {"1 ", 0, "'1 ' is not a number"},
        {"1,5", 0, "'1,5' is not a number: the decimal sign is a point"},
        {"0x10", 0, "'0x10' is not a number"},
        {"inf", 0, "'inf' is not a number"},
        {"-nan", 0, "'-nan' is not a number"},
        {"1e999", 0, "'1e999' is too large for a number"},
        {"-1e999", 0, "'-1e999' is too large for a number"},
        {"1\x1b[m", 0, "'1?[m' is not a number"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        double number = -77;
        bool ok = number_parse(rows[i].text, &number, &error);
        assert_int_equal(ok, rows[i].message == NULL);
        assert_true(number == (ok ? rows[i].value : -77));
        assert_string_equal(error.message, ok ? "" : rows[i].message);
    }
    double number;
    assert_true(number_parse("-0", &number, NULL) && signbit(number));
}

static void test_parse_count(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long least, most, value;
        const char *message;
    } rows[] = {
        {"5", 0, 10, 5, NULL},
        {"0", 0, 10, 0, NULL},
        {"10", 0, 10, 10, NULL},
        {"-3", -3, 3, -3, NULL},
        {"1e3", 0, 10000, 1000, NULL},
        {"2.0", 0, 10, 2, NULL},
        {"11", 0, 10, 0, "'11' is not between 0 and 10"},
        {"-1", 0, 10, 0, "'-1' is not between 0 and 10"},
        {"1.5", 0, 10, 0, "'1.5' is not a whole number"},
        {"x", 0, 10, 0, "'x' is not a number"},
        {"1e300", 0, LONG_MAX, 0, "'1e300' is not between 0 and 9223372036854775807"},
        {"9223372036854775808", 0, LONG_MAX, 0,
         "'9223372036854775808' is not between 0 and 9223372036854775807"},
        {"-9223372036854775808", LONG_MIN, 0, LONG_MIN, NULL},
        {"9223372036854774784", 0, LONG_MAX, 9223372036854774784, NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        long number = -77;
        bool ok = number_parse_count(rows[i].text, rows[i].least, rows[i].most, &number, &error);
        assert_string_equal(error.message, rows[i].message ? rows[i].message : "");
        assert_int_equal(ok, rows[i].message == NULL);
        assert_int_equal(number, ok ? rows[i].value : -77);
    }
}

/* Every double survives writing and reading, and fits its room. */
static void check_round_trip(double number)
{
    char text[NUMBER_SIZE];
    double back = 0;
    assert_ptr_equal(number_write(text, number), text);
    assert_true(strlen(text) < NUMBER_SIZE);
    assert_null(strchr(text, ','));
    if (!number_parse(text, &back, NULL) || memcmp(&back, &number, sizeof back) != 0)
        fail_msg("%s comes back as %.17g", text, back);
}

static void test_round_trip(void **state)
{
    (void)state;
    static const double numbers[] = {0,
                                     -0.0,
                                     1,
                                     0.1,
                                     1.0 / 3,
                                     5e-324,
                                     -2.2250738585072014e-308,
                                     1.7976931348623157e308,
                                     -1.7976931348623157e308,
                                     1e23};
    uint64_t random = 1;
    for (size_t i = 0; i < COUNT(numbers); i++)
        check_round_trip(numbers[i]);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = check_random(&random);
        double number;
        memcpy(&number, &bits, sizeof number);
        if (isfinite(number))
            check_round_trip(number);
    }
}

static void test_write(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits;
        const char *text;
    } rows[] = {
        {0.175, 17, "0.17499999999999999"},
        {1e300 * 1e10, 17, "inf"},
        {-1e300 * 1e10, 17, "-inf"},
        {0.175, 3, "0.175"},
        {1.528e-7, 4, "1.528e-07"},
        {-3.779388, 7, "-3.779388"},
        {1234567, 3, "1.23e+06"},
        {0, 5, "0"},
        {-0.0, 5, "-0"},
        {1, 1, "1"},
        {0.999, 2, "1"},
        {NAN, 3, "nan"},
        {-NAN, 17, "nan"},
        {HUGE_VAL, 1, "inf"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[NUMBER_SIZE];
        assert_string_equal(number_short(text, rows[i].number, rows[i].digits), rows[i].text);
        if (rows[i].digits == 17)
            assert_string_equal(number_write(text, rows[i].number), rows[i].text);
    }
}

static void test_round_up(void **state)
{
    (void)state;
    static const struct {
        double number, rounded;
    } rows[] = {
        {1, 1},     {1.01, 2},   {2, 2},    {3, 5},        {5, 5},           {5.1, 10},
        {0.1, 0.1}, {0.07, 0.1}, {90, 100}, {123456, 2e5}, {3e-300, 5e-300}, {1.5e300, 2e300},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_near("rounded up", number_round_up(rows[i].number), rows[i].rounded, 1e-15, 0);
}

static void test_next(void **state)
{
    static const double list[] = {1, 2, 5};
    static const struct {
        double value;
        int by;
        double next;
    } rows[] = {{1, 1, 2},  {1.5, 1, 2}, {5, 1, 5},  {7, 1, 7},  {0, 1, 1}, {2 - 1e-12, 1, 5},
                {5, -1, 2}, {4, -1, 2},  {1, -1, 1}, {0, -1, 1}, {9, -1, 5}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_true(number_next(list, 3, rows[i].value, rows[i].by) == rows[i].next);
}

/* A locale whose decimal separator is no point, or NULL where the system has none. */
static const char *foreign_locale(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",  "fr_FR.UTF-8", "es_ES.UTF-8",
                                        "pt_BR.UTF-8", "ru_RU.UTF-8", "de_DE",       "ps_AF.UTF-8"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (setlocale(LC_ALL, names[i]) && strcmp(localeconv()->decimal_point, ".") != 0)
            return names[i];
    return NULL;
}

/* What printf writes, to the last digit: numbers of all sizes, and those that lie near a half of
 * the last digit or on it. */
static void check_as_printf(double number)
{
    char ours[NUMBER_SIZE], theirs[400];

    for (int digits = 1; digits <= 15; digits++) {
        snprintf(theirs, sizeof theirs, "%.*g", digits, number);
        if (fabs(number) < 1 || !strchr(theirs, 'e'))
            assert_string_equal(number_short(ours, number, digits), theirs);
    }
    for (int decimals = 0; decimals <= 6 && fabs(number) < 1e9; decimals++) {
        snprintf(theirs, sizeof theirs, "%.*f", decimals, number);
        bool nothing = theirs[strspn(theirs, "-0.")] == '\0';
        number_fixed(ours, number, decimals);
        assert_string_equal(ours, theirs + (nothing && *theirs == '-'));
    }
    snprintf(theirs, sizeof theirs, "%.2e", number);
    assert_string_equal(number_scientific(ours, number), number == 0 ? "0" : theirs);
}

static void test_as_printf(void **state)
{
    struct rng rng = {0};

    (void)state;
    rng_seed(&rng, 7, 0);
    for (int i = 0; i < 20000; i++) {
        double spread = rng_uniform(&rng), sign = i % 2 ? 1 : -1;
        check_as_printf(sign * rng_uniform(&rng) * pow(10, 40 * spread - 20));
        double half = (floor(rng_uniform(&rng) * 1e6) + 0.5) / pow(10, floor(9 * spread));
        check_as_printf(sign * half);
        check_as_printf(nextafter(half, 0));
        check_as_printf(nextafter(half, INFINITY));
    }
    for (int e = -320; e <= 308; e++) {
        char text[8];
        snprintf(text, sizeof text, "1e%d", e);
        check_as_printf(strtod(text, NULL));
    }
}

static void test_counts(void **state)
{
    static const struct {
        long number;
        const char *text;
    } cases[] = {{0, "0"},
                 {7, "7"},
                 {-10, "-10"},
                 {1234567890, "1234567890"},
                 {LONG_MAX, "9223372036854775807"},
                 {LONG_MIN, "-9223372036854775808"}};
    char text[NUMBER_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(number_count(text, cases[i].number), cases[i].text);
}

static void test_locale(void **state)
{
    if (!foreign_locale())
        skip();
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_not_equal(text, "0.5");
    test_scan(state);
    test_scan_long(state);
    test_parse(state);
    test_parse_count(state);
    test_round_trip(state);
    test_write(state);
}

static int restore_locale(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan),
        cmocka_unit_test(test_scan_is_bounded),
        cmocka_unit_test(test_scan_long),
        cmocka_unit_test(test_scan_at_a_limit),
        cmocka_unit_test(test_scan_as_strtod),
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_count),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_as_printf),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_round_up),
        cmocka_unit_test(test_next),
        cmocka_unit_test_teardown(test_locale, restore_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
