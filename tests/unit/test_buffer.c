#include "check.h"

#include "base/array.h"
#include "base/buffer.h"

static void test_grows(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    for (int i = 0; i < 1000; i++)
        buffer_add(&buffer, "abc", 3);
    assert_int_equal(buffer.size, 3000);
    for (size_t i = 0; i < buffer.size; i++)
        assert_int_equal(buffer.data[i], "abc"[i % 3]);
    assert_int_equal(buffer.data[3000], '\0');
    assert_false(buffer.failed);
    buffer_release(&buffer);
    assert_null(buffer.data);
    assert_int_equal(buffer.size, 0);
}

static void test_adds(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_text(&buffer, "a");
    buffer_add(&buffer, "", 0);
    buffer_fill(&buffer, '-', 0);
    buffer_fill(&buffer, '-', 3);
    buffer_format(&buffer, "%d/%s", 42, "x");
    buffer_format(&buffer, "%s", "");
    buffer_number(&buffer, 0.1);
    buffer_glyph(&buffer, 0x20AC);
    assert_string_equal(buffer_string(&buffer), "a---42/x0.10000000000000001€");
    assert_int_equal(buffer.size, strlen(buffer.data));
    buffer_release(&buffer);
}

static void test_counts(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_count(&buffer, 0);
    buffer_count(&buffer, 10);
    buffer_count(&buffer, 4294967295u);
    assert_string_equal(buffer_string(&buffer), "0104294967295");
    buffer_release(&buffer);
}

/* Whatever room there is: none, too little, just enough for the NUL, more. */
static void test_formats_at_every_size(void **state)
{
    (void)state;
    for (size_t before = 0; before < 140; before++) {
        struct buffer buffer = {0};
        buffer_fill(&buffer, '-', before);
        buffer_format(&buffer, "%s%d", "twelve bytes", 7);
        assert_int_equal(buffer.size, before + 13);
        assert_string_equal(buffer.data + before, "twelve bytes7");
        buffer_release(&buffer);
    }
}

static void test_nul_bytes(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add(&buffer, "a\0b", 3);
    buffer_glyph(&buffer, 0);
    assert_int_equal(buffer.size, 4);
    assert_memory_equal(buffer.data, "a\0b\0\0", 5);
    buffer_release(&buffer);
}

static void test_long_format(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_format(&buffer, "%0*d", 100000, 7);
    assert_int_equal(buffer.size, 100000);
    assert_int_equal(buffer.data[99999], '7');
    assert_int_equal(buffer.data[100000], '\0');
    buffer_release(&buffer);
}

static void test_clear_keeps_memory(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_clear(&buffer);
    buffer_text(&buffer, "some text");
    const char *data = buffer.data;
    buffer_clear(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    buffer_text(&buffer, "other");
    assert_ptr_equal(buffer.data, data);
    assert_string_equal(buffer_string(&buffer), "other");
    buffer_release(&buffer);
}

/* After a failure the contents stay, and additions do nothing. */
static void test_failure_sticks(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_text(&buffer, "kept");
    buffer_fill(&buffer, 'x', SIZE_MAX);
    assert_true(buffer.failed);
    buffer_text(&buffer, "y");
    buffer_format(&buffer, "%d", 1);
    buffer_fill(&buffer, 'z', 1);
    assert_string_equal(buffer_string(&buffer), "kept");
    buffer_release(&buffer);
    assert_false(buffer.failed);
}

/* An array keeps its items and moves only where there is no room left. */
static void test_array(void **state)
{
    (void)state;
    size_t capacity = 0;
    int *items = array_reserve(NULL, &capacity, 0, sizeof *items);
    assert_non_null(items);
    for (size_t i = 0; i < 1000; i++) {
        size_t before = capacity;
        items = array_reserve(items, &capacity, i + 1, sizeof *items);
        assert_true(capacity >= i + 1 && (capacity == before || before == i));
        items[i] = (int)i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    size_t before = capacity;
    assert_null(array_reserve(items, &capacity, SIZE_MAX / 4, sizeof *items));
    assert_int_equal(capacity, before);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),
        cmocka_unit_test(test_adds),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_formats_at_every_size),
        cmocka_unit_test(test_nul_bytes),
        cmocka_unit_test(test_long_format),
        cmocka_unit_test(test_clear_keeps_memory),
        cmocka_unit_test(test_failure_sticks),
        cmocka_unit_test(test_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
