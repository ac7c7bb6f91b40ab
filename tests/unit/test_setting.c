/* Settings: what is meant, how they are written, lists with texts of their own. */
#include "base/setting.h"

#include "check.h"

static void test_what_a_name_alone_means(void **state)
{
    static const struct setting_head bare = {.name = "contours", .bare = "on"};
    static const struct setting_head other = {.name = "lr"};

    (void)state;
    assert_string_equal(setting_value(&bare, ""), "on");
    assert_string_equal(setting_value(&bare, "off"), "off");
    assert_string_equal(setting_value(&other, ""), "");
    assert_string_equal(setting_value(NULL, ""), "");
}

static void test_written(void **state)
{
    struct buffer out = {0};

    (void)state;
    setting_line("params", "a b", &out);
    setting_option("lr", "0.1", &out);
    setting_option("function", "x^2 + 'y", &out);
    assert_string_equal(buffer_string(&out), "params a b\n --lr 0.1 --function 'x^2 + '\\''y'");
    buffer_release(&out);
}

/* A list grows, its texts move, and all is there in the order in which it came. */
static void test_list(void **state)
{
    struct setting setting[SETTING_LIST_MAX];
    struct setting_list list = {0};
    char key[16], value[200];

    (void)state;
    assert_int_equal(setting_list_all(&list, setting), 0);
    for (int i = 0; i < SETTING_LIST_MAX; i++) {
        snprintf(key, sizeof key, "key%d", i);
        snprintf(value, sizeof value, "%*d", 6 * i, i);
        setting_list_add(&list, key, i == 7 ? "" : value);
    }
    assert_int_equal(setting_list_all(&list, setting), SETTING_LIST_MAX);
    for (int i = 0; i < SETTING_LIST_MAX; i++) {
        snprintf(key, sizeof key, "key%d", i);
        snprintf(value, sizeof value, "%*d", 6 * i, i);
        assert_string_equal(setting[i].key, key);
        assert_string_equal(setting[i].value, i == 7 ? "" : value);
    }
    setting_list_release(&list);
    assert_int_equal(setting_list_all(&list, setting), 0);
}

/* What there was no room for is no part of the list. */
static void test_list_without_memory(void **state)
{
    struct setting setting[SETTING_LIST_MAX];
    struct setting_list list = {0};

    (void)state;
    setting_list_add(&list, "lr", "0.1");
    list.text.failed = true;
    setting_list_add(&list, "noise", "1");
    assert_int_equal(setting_list_all(&list, setting), 1);
    assert_string_equal(setting[0].value, "0.1");
    setting_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_name_alone_means),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
