/* The menu of studies: one key, and the next one says which. */
#include "app/actions.h"
#include "app/keys.h"
#include "play.h"

static void test_the_menu_is_left(void **state)
{
    static const struct {
        const char *keys, *shows;
        enum app_mode mode;
    } rows[] = {
        {"g", "x explain", MODE_CHOOSE},
        {"gq", "space run", MODE_WATCH},
        {"g<Esc>", "space run", MODE_WATCH},
        {"gx", "the slope promised", MODE_EXPLAIN},
        {"gxq", "space run", MODE_WATCH},
        {"gk", "k is no key here", MODE_CHOOSE},
        {"gkx", "the slope promised", MODE_EXPLAIN},
        {"g ", "space is no key here", MODE_CHOOSE},
        {"g<Left>", "which study?", MODE_CHOOSE},
        {"3g", "takes no number", MODE_WATCH},
        {"?/many runs<Enter><Enter>", "which study?", MODE_CHOOSE},
        {"?/go back from<Enter><Enter>", "space run", MODE_WATCH},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_leads("surface bowl", rows[i].keys, rows[i].mode, rows[i].shows);
}

/* Each study is told in the help by both of its keys, and no key of the menu is given twice. */
static void test_the_keys_of_the_menu(void **state)
{
    struct buffer text = {0};

    (void)state;
    for (size_t i = 0; i < keys.count; i++) {
        const struct key *key = table_row(&keys, i);

        if (key->mode != MODE_CHOOSE)
            continue;
        assert_ptr_equal(keys_find(MODE_CHOOSE, key->code), key);
        assert_non_null(table_find(&actions, key->action));
    }
    keys_of_action("no-study", &text);
    assert_string_equal(buffer_string(&text), "g q g Esc");
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_menu_is_left),
        cmocka_unit_test(test_the_keys_of_the_menu),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
