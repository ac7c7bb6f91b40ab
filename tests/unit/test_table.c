#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/table.h"

static const struct row {
    const char *name;
    int value;
} rows[] = {
    {"rosenbrock", 1}, {"sphere", 2}, {"rastrigin", 3}, {"gd", 4}, {"booth", 5}, {"both", 6},
};

static const struct table surfaces = TABLE("surface", rows);

static void test_find(void **state)
{
    (void)state;
    assert_int_equal(surfaces.count, COUNT(rows));
    for (size_t i = 0; i < surfaces.count; i++) {
        assert_ptr_equal(table_row(&surfaces, i), &rows[i]);
        assert_string_equal(table_name(&surfaces, i), rows[i].name);
        assert_ptr_equal(table_find(&surfaces, rows[i].name), &rows[i]);
        assert_ptr_equal(table_need(&surfaces, rows[i].name, NULL), &rows[i]);
        assert_int_equal(table_index(&surfaces, &rows[i]), i);
    }
    assert_null(table_find(&surfaces, "spher"));
    assert_null(table_find(&surfaces, ""));
    assert_null(table_find(&surfaces, "Sphere"));
}

static void test_need(void **state)
{
    (void)state;
    struct error error;
    assert_null(table_need(&surfaces, "rosenbrok", &error));
    assert_string_equal(error.message,
                        "there is no surface 'rosenbrok'; did you mean 'rosenbrock'?");
    assert_int_equal(error.line, 0);
    assert_null(table_need(&surfaces, "zzzz\x1b", &error));
    assert_string_equal(error.message, "there is no surface 'zzzz?'");
    assert_null(table_need(&surfaces, "zzzz", NULL));
}

static void test_hint(void **state)
{
    (void)state;
    char hint[NAMES_HINT], name[3 * NAME_SIZE] = {0};
    assert_string_equal(names_hint("sphere", "; see the list", hint), "; did you mean 'sphere'?");
    assert_string_equal(names_hint(NULL, "; see the list", hint), "; see the list");
    assert_string_equal(names_hint(NULL, "", hint), "");
    memset(name, 'a', sizeof name - 1);
    names_hint(name, "", hint);
    assert_non_null(strstr(hint, "aaa…'?")); /* what is too long is cut, the rest is whole */
}

static void test_list(void **state)
{
    (void)state;
    static const char *const names[] = {"x1", "x2", "y", NULL};
    static const char *const lists[] = {"", "x1", "x1 or x2", "x1, x2 or y", "x1, x2 or y"};
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct buffer out = {0};
        names_list(&out, names, i, " or ");
        assert_string_equal(buffer_string(&out), lists[i]);
        buffer_release(&out);
    }
}

static void test_walk(void **state)
{
    (void)state;
    int count = (int)COUNT(rows);
    for (int from = 0; from < count; from++)
        for (int by = -3 * count; by <= 3 * count; by++)
            assert_ptr_equal(table_walk(&surfaces, &rows[from], by),
                             &rows[(from + by + 3 * count) % count]);
}

static void test_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"sphere", "sphere"},
        {"Sphere", "sphere"},
        {"shpere", "sphere"},
        {"spere", "sphere"},
        {"sphhere", "sphere"},
        {"sp", NULL},
        {"gb", "gd"},
        {"g", "gd"},
        {"gdd", "gd"},
        {"dg", "gd"},
        {"xy", NULL},
        {"rosenbruck", "rosenbrock"},
        {"rosnbrok", "rosenbrock"},
        {"roenbrc", NULL},
        {"rbrock", NULL},
        {"boooth", "booth"},
        {"bth", "both"},
        {"", NULL},
        {"sphere-and-a-tail", NULL},
        {"rosen", "rosenbrock"},
        {"a-word-of-more-than-forty-eight-letters-that-is-near-to-nothing", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *nearest = table_nearest(&surfaces, cases[i].word);
        if (!nearest != !cases[i].nearest || (nearest && strcmp(nearest, cases[i].nearest) != 0))
            fail_msg("'%s' is nearest to '%s'", cases[i].word, nearest ? nearest : "nothing");
    }
}

static void test_names_nearest(void **state)
{
    (void)state;
    static const char *const names[] = {"weight", "bias"};
    assert_string_equal(names_nearest(names, 2, "wieght"), "weight");
    assert_string_equal(names_nearest(names, 2, "bais"), "bias");
    assert_null(names_nearest(names, 2, "x"));
    assert_null(names_nearest(names, 0, "bias"));
    assert_null(names_nearest(NULL, 0, "bias"));
    char word[201] = {0}; /* a third of its length is more than any distance that is measured */
    memset(word, 'b', sizeof word - 1);
    assert_null(names_nearest(names, 2, word));
}

/* From letter to letter nothing is guessed. */
static void test_one_letter(void **state)
{
    (void)state;
    static const char *const names[] = {"x", "y"};
    assert_null(names_nearest(names, 2, "z"));
    assert_null(names_nearest(names, 2, "x1"));
    assert_string_equal(names_nearest(names, 2, "y"), "y");
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(names_distance("beta", "beta"), 0);
    assert_int_equal(names_distance("beta", "bta"), 1);
    assert_int_equal(names_distance("beta", "btea"), 1);
    assert_int_equal(names_distance("beta", "theta"), 2);
    assert_int_equal(names_distance("", "x"), 1);
    assert_int_equal(names_distance("α", "β"), 1); /* letters, not bytes */
    assert_int_equal(names_distance("βeta", "eβta"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),          cmocka_unit_test(test_hint),
        cmocka_unit_test(test_list),          cmocka_unit_test(test_need),
        cmocka_unit_test(test_walk),          cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_names_nearest), cmocka_unit_test(test_one_letter),
        cmocka_unit_test(test_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
