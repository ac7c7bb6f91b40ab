/* Distinct texts and their first places. */
#include "check.h"

#include "problem/string_pool.h"

static void test_add(void **state)
{
    (void)state;
    struct string_pool texts = {0};
    assert_int_equal(string_pool_find(&texts, "a"), STRING_POOL_NONE);
    assert_int_equal(string_pool_size(&texts), 0);
    assert_int_equal(string_pool_add(&texts, "Adelie", 2, 1), 0);
    assert_int_equal(string_pool_add(&texts, "Gentoo", 3, 5), 1);
    assert_int_equal(string_pool_add(&texts, "Adelie", 4, 1), 0); /* its place stays the first */
    assert_int_equal(string_pool_add(&texts, "", 5, 1), 2);
    assert_int_equal(string_pool_find(&texts, "Gentoo"), 1);
    assert_int_equal(string_pool_find(&texts, "Gento"), STRING_POOL_NONE);
    assert_int_equal(string_pool_find(&texts, "gentoo"), STRING_POOL_NONE);
    assert_int_equal(string_pool_find(&texts, ""), 2);
    assert_int_equal(texts.count, 3);
    assert_string_equal(string_pool_at(&texts, 1), "Gentoo");
    assert_int_equal(texts.entry[0].line, 2);
    assert_int_equal(texts.entry[1].line, 3);
    assert_int_equal(texts.entry[1].column, 5);
    string_pool_release(&texts);
    assert_int_equal(texts.count, 0);
}

/* Through many doublings of the table every text keeps its number. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 50000 };
    struct string_pool texts = {0};
    char text[16];
    for (long i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "row %ld", i);
        assert_int_equal(string_pool_add(&texts, text, i, 1), i);
    }
    for (long i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "row %ld", i);
        assert_int_equal(string_pool_find(&texts, text), i);
        assert_string_equal(string_pool_at(&texts, (size_t)i), text);
        assert_int_equal(texts.entry[i].line, i);
    }
    assert_int_equal(string_pool_find(&texts, "row 50000"), STRING_POOL_NONE);
    assert_in_range(string_pool_size(&texts), MANY * 40, MANY * 120);
    string_pool_release(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
