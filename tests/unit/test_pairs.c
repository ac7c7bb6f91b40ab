/* Lists of NAME=VALUE, ranges, and numbers written as short as they are exact. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/pairs.h"
#include "base/range.h"

/* The list read and written again, an item without a value as its name alone. */
static const char *read_again(const char *list, struct buffer *out, struct error *error)
{
    bool first = true;
    buffer_clear(out);
    do {
        struct pair pair;
        if (!pairs_next(&list, &pair, error))
            return NULL;
        if (pair.has_value)
            pairs_append(out, first, pair.name, pair.value);
        else
            buffer_format(out, "%s%s", first ? "" : ",", pair.name);
        first = false;
    } while (*list != '\0');
    return buffer_string(out);
}

static void test_lists(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a=1", "a=1"},
        {"a", "a"},
        {"a=1,b=2.5,c", "a=1,b=2.5,c"},
        {"  a = 1 ,\tb\n= -2e-3 ", "a=1,b=-0.002"},
        {"beta1=0.9,beta1=0.8", "beta1=0.9,beta1=0.8"},
        {"rate-1=.5", "rate-1=0.5"},
    };
    struct buffer out = {0};
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(read_again(rows[i][0], &out, NULL), rows[i][1]);
    buffer_release(&out);
}

static void test_lists_that_are_refused(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", "expected NAME=VALUE"},
        {"   ", "expected NAME=VALUE"},
        {",a=1", "expected NAME=VALUE"},
        {"a=1,,b=2", "expected NAME=VALUE"},
        {"a=1,", "expected another NAME=VALUE after the last comma"},
        {"a=1, \t", "expected another NAME=VALUE after the last comma"},
        {"=1", "expected a name before '=1'"},
        {"a=", "'' is no number for a"},
        {"a=one", "'one' is no number for a"},
        {"a=1=2", "'1=2' is no number for a"},
        {"a=1 2", "'1 2' is no number for a"},
        {"a=nan", "'nan' is no number for a"},
        {"a=1e999", "'1e999' is no number for a"},
        {"a=0x10", "'0x10' is no number for a"},
        {"a=1;b=2", "'1;b=2' is no number for a"},
    };
    struct buffer out = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        assert_null(read_again(rows[i][0], &out, &error));
        assert_string_equal(error.message, rows[i][1]);
        assert_null(read_again(rows[i][0], &out, NULL));
    }
    buffer_release(&out);
}

static void test_lengths(void **state)
{
    (void)state;
    char list[512];
    struct buffer out = {0};
    for (size_t length = 1; length < 300; length++) {
        struct error error = {0};
        memset(list, 'n', length);
        strcpy(list + length, "=1");
        bool ok = read_again(list, &out, &error) != NULL;
        assert_int_equal(ok, length < NAME_SIZE);
        assert_true(ok || strstr(error.message, "too long"));
    }
    buffer_release(&out);
}

static void test_hostile_text_is_made_harmless(void **state)
{
    (void)state;
    struct error error = {0};
    struct buffer out = {0};
    assert_null(read_again("\x1b[31m=\xff\x07", &out, &error));
    check_harmless_message(&error);
    buffer_release(&out);
}

static void test_a_value_that_must_be_there(void **state)
{
    (void)state;
    struct pair pair;
    struct error error = {0};
    const char *list = "a=3,b";
    assert_true(pairs_need(&list, &pair, &error));
    assert_true(pair.value == 3);
    assert_false(pairs_need(&list, &pair, &error));
    assert_string_equal(error.message, "b needs a value: b=VALUE");
}

static void test_ranges(void **state)
{
    (void)state;
    static const struct {
        struct range range;
        double inside[3], outside[3];
        const char *message;
    } rows[] = {
        {{0, 1, false, false, false}, {0, 0.5, 1}, {-1e-9, 1.1, NAN}, "v must be from 0 to 1"},
        {{0, 1, false, true, false}, {0, 0.5, 0.99}, {-1, 1, NAN}, "v must be from 0 to below 1"},
        {{0, 1, true, true, false},
         {0.1, 0.5, 0.9},
         {0, 1, NAN},
         "v must be from above 0 to below 1"},
        {{0, 1.7976931348623157e308, true, false, false},
         {1e-300, 1, 1e300},
         {0, -1, INFINITY},
         "v must be above 0"},
        {{2, 1.7976931348623157e308, false, false, false},
         {2, 3, 4},
         {1.9, NAN, INFINITY},
         "v must be at least 2"},
        {{-1.7976931348623157e308, 2, false, true, false},
         {-1e9, 0, 1.9},
         {2, NAN, -INFINITY},
         "v must be below 2"},
        {{-1.7976931348623157e308, 2, false, false, false},
         {-1e9, 0, 2},
         {3, NAN, -INFINITY},
         "v must be at most 2"},
        {{1, 9, false, false, true}, {1, 5, 9}, {1.5, -0.5, 9.5}, "v must be a whole number"},
        {{-1.7976931348623157e308, 1.7976931348623157e308, false, false, false},
         {-1e308, 0, 1e308},
         {NAN, INFINITY, -INFINITY},
         "v must be a finite number"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int k = 0; k < 3; k++) {
            struct error error = {0};
            assert_true(range_check(&rows[i].range, "v", rows[i].inside[k], &error));
            assert_false(range_check(&rows[i].range, "v", rows[i].outside[k], &error));
            assert_string_equal(error.message, rows[i].message);
        }
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } rows[] = {
        {0, "0"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {1e-8, "1e-08"},
        {0.175, "0.175"},
        {100, "100"},
        {123456.75, "123456.75"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer out = {0};
        number_append(&out, rows[i].number);
        assert_string_equal(buffer_string(&out), rows[i].text);
        buffer_release(&out);
    }
}

static void test_numbers_come_back(void **state)
{
    (void)state;
    uint64_t random = 11;
    struct buffer out = {0};
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = check_random(&random);
        double number;
        struct pair pair;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        buffer_clear(&out);
        pairs_append(&out, true, "x", number);
        const char *list = buffer_string(&out);
        assert_true(pairs_need(&list, &pair, NULL));
        assert_true(check_same_bits(pair.value, number));
    }
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_lists_that_are_refused),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_hostile_text_is_made_harmless),
        cmocka_unit_test(test_a_value_that_must_be_there),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_numbers_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
