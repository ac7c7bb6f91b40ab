#include "check.h"

#include "base/buffer.h"
#include "base/error.h"

static void test_set_and_at(void **state)
{
    (void)state;
    struct error error;
    assert_false(error_at(&error, 3, 7, "no %s at %d", "value", 5));
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 7);
    assert_string_equal(error.message, "no value at 5");
    assert_false(error_set(&error, "plain"));
    assert_int_equal(error.line, 0);
    assert_int_equal(error.column, 0);
    assert_string_equal(error.message, "plain");
    assert_false(error_memory(&error));
    assert_string_equal(error.message, "out of memory");
    assert_false(error_set(NULL, "%s", "nobody listens"));
    assert_false(error_at(NULL, 1, 1, "%s", "nobody listens"));
    assert_false(error_memory(NULL));
}

static void test_in_file(void **state)
{
    (void)state;
    struct error error = {.line = 5, .column = 5};
    char path[2000] = {0};
    assert_false(error_in_file(&error, "a.csv", 7, 3, "no %s", "value"));
    assert_string_equal(error.message, "a.csv: line 7, column 3: no value");
    assert_int_equal(error.line, 0);
    assert_int_equal(error.column, 0);
    assert_false(error_in_file(&error, "a\n.csv", 7, 0, "no\tvalue"));
    assert_string_equal(error.message, "a?.csv: line 7: no?value");
    assert_false(error_in_file(&error, "-", 0, 0, "no value"));
    assert_string_equal(error.message, "standard input: no value");
    assert_false(error_in_file(NULL, "a", 1, 1, "nobody listens"));
    for (size_t i = 0; i + 1 < sizeof path; i++)
        path[i] = i % 10 == 0 ? '/' : 'n';
    assert_false(error_in_file(&error, path, 1000000, 4000000, "%-140s.", "no value"));
    assert_int_equal(strncmp(error.message, "…/nnnnnnnnn/", strlen("…/nnnnnnnnn/")), 0);
    assert_int_equal(error.message[strlen(error.message) - 1], '.'); /* the reason is whole */
}

static void test_foreign_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *foreign, *shown;
    } rows[] = {
        {"a\x1b[2Jb", "a?[2Jb"},
        {"tab\tline\nreturn\r", "tab?line?return?"},
        {"\x7f\x01\x1f", "???"},
        {"\xc2\x9b", "?"},           /* CSI as a C1 control */
        {"\xff\xc0\xaf", "???"},     /* no UTF-8 */
        {"\xe2\x80\xaeltr", "?ltr"}, /* right-to-left override */
        {"e\xcc\x81", "e"},          /* a combining accent */
        {"\xe4\xb8\xad", "\xe4\xb8\xad"},
        {"é∇λ", "é∇λ"},
        {"%s%n", "%s%n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error;
        error_set(&error, "%s", rows[i].foreign);
        assert_string_equal(error.message, rows[i].shown);
    }
}

/* A message that does not fit ends at a code point, wherever the end falls. */
static void test_long_messages(void **state)
{
    (void)state;
    for (int shift = 0; shift < 4; shift++) {
        struct buffer text = {0};
        buffer_fill(&text, 'a', (size_t)shift);
        while (text.size < 2000)
            buffer_text(&text, "∇");
        struct error error;
        error_set(&error, "%s", buffer_string(&text));
        size_t size = strlen(error.message);
        assert_in_range(size, 252, 255);
        assert_int_equal((size - (size_t)shift) % 3, 0);
        assert_memory_equal(error.message, text.data, size);
        buffer_release(&text);
    }
}

/* An error may be put into the words of another, or of itself. */
static void test_message_of_itself(void **state)
{
    (void)state;
    struct error error;
    error_at(&error, 1, 2, "inner");
    error_set(&error, "outer: %s", error.message);
    assert_string_equal(error.message, "outer: inner");
}

static void test_setting(void **state)
{
    (void)state;
    struct error error;
    error_set(&error, "inner");
    assert_null(error.setting);
    assert_false(error_in(&error, "rule"));
    assert_string_equal(error.setting, "rule");
    assert_false(error_in(&error, "function")); /* the closer one stays */
    assert_string_equal(error.setting, "rule");
    error_at(&error, 1, 1, "another");
    assert_null(error.setting);
    assert_false(error_in(NULL, "rule"));
}

/* A setting in a message, as it is typed at the command line and at the prompt. */
static void test_settings(void **state)
{
    (void)state;
    static const struct {
        const char *message, *option, *command;
    } rows[] = {
        {"", "", ""},
        {"no setting", "no setting", "no setting"},
        {SETTING("lr"), "--lr", ":rate"},
        {"say " SETTING("lr 0.1") " or " SETTING("set a=1") ".", "say --lr 0.1 or --set a=1.",
         "say :rate 0.1 or :set a=1."},
        {"is it " SETTING("missing N A") "?", "is it --missing 'N A'?", "is it :missing N A?"},
        {"say " SETTING("data a b.csv") " " SETTING("model linear") "  " SETTING("lr 1"),
         "say --data 'a b.csv' --model linear  --lr 1",
         "say :data a b.csv --model linear  :rate 1"},
        {"a message that is cut: \x0eset a=", "a message that is cut: --set a=",
         "a message that is cut: :set a="},
        {"foreign \x0f and \x0e", "foreign  and --", "foreign  and :"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error;
        char within[20];
        struct buffer out = {0};
        error_set(&error, "%s", rows[i].message);
        error_settings(error.message, SETTING_AS_OPTION, &out);
        assert_string_equal(buffer_string(&out), rows[i].option);
        buffer_clear(&out);
        error_settings(error.message, SETTING_AS_COMMAND, &out);
        assert_string_equal(buffer_string(&out), rows[i].command);
        snprintf(within, sizeof within, "%.*s", 15, rows[i].message);
        error_settings_within(within, sizeof within, SETTING_AS_COMMAND);
        assert_int_equal(strncmp(within, rows[i].command, 13), 0);
        buffer_release(&out);
    }
}

static void test_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t offset;
        int line, column;
    } rows[] = {
        {"", 0, 1, 1},       {"abc", 0, 1, 1},       {"abc", 2, 1, 3},       {"abc", 3, 1, 4},
        {"abc", 99, 1, 4},   {"a\nb", 1, 1, 2},      {"a\nb", 2, 2, 1},      {"a\nb\n", 4, 3, 1},
        {"\n\n\n", 3, 4, 1}, {"a\r\nb", 3, 2, 1},    {"\t\tx", 2, 1, 3},     {"λ+", 2, 1, 2},
        {"∇∇x", 6, 1, 3},    {"\xff\xfe+", 2, 1, 3}, {"\xe2\x88+", 2, 1, 3},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int line, column;
        error_place(rows[i].text, strlen(rows[i].text), rows[i].offset, &line, &column);
        assert_int_equal(line, rows[i].line);
        assert_int_equal(column, rows[i].column);
    }
}

static void check_shown(int line, int column, const char *text, const char *expected)
{
    struct error error;
    struct buffer out = {0};
    error_at(&error, line, column, "m");
    error_show(&error, text, strlen(text), &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_release(&out);
}

static void test_show(void **state)
{
    (void)state;
    check_shown(0, 0, "2 + + x", "m\n");
    check_shown(1, 5, "2 * * x", "line 1, column 5: m\n  2 * * x\n      ^\n");
    check_shown(1, 1, "", "line 1, column 1: m\n  \n  ^\n");
    check_shown(1, 4, "2 +", "line 1, column 4: m\n  2 +\n     ^\n");
    check_shown(2, 2, "a\nbcd\ne", "line 2, column 2: m\n  bcd\n   ^\n");
    check_shown(3, 1, "a\nb\n", "line 3, column 1: m\n  \n  ^\n");
    check_shown(1, 3, "ab\r\ncd", "line 1, column 3: m\n  ab\n    ^\n");
    check_shown(9, 1, "a", "line 9, column 1: m\n  \n  ^\n");
    check_shown(1, 3, "\t\tx", "line 1, column 3: m\n  ??x\n    ^\n");
    check_shown(1, 3, "λ∇x", "line 1, column 3: m\n  λ∇x\n    ^\n");
    check_shown(1, 2, "\x1b\xff\x07", "line 1, column 2: m\n  ???\n   ^\n");
}

/* Wherever the place is in a long line, the caret stands under it, within the excerpt. */
static void test_show_long_line(void **state)
{
    (void)state;
    char text[5001];
    for (int i = 0; i < 5000; i++)
        text[i] = (char)('a' + i % 26);
    text[5000] = '\0';
    for (int column = 1; column <= 5000; column += column < 200 ? 1 : 97) {
        struct error error;
        struct buffer out = {0};
        error_at(&error, 1, column, "m");
        error_show(&error, text, 5000, &out);
        const char *excerpt = strchr(out.data, '\n') + 1, *under = strchr(excerpt, '\n') + 1;
        size_t at = strcspn(under, "^");
        assert_true(under - excerpt <= 2 + 72 + 1);
        assert_true(at < (size_t)(under - excerpt) - 1);
        assert_int_equal(excerpt[at], text[column - 1]);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_and_at),
        cmocka_unit_test(test_in_file),
        cmocka_unit_test(test_foreign_bytes),
        cmocka_unit_test(test_long_messages),
        cmocka_unit_test(test_message_of_itself),
        cmocka_unit_test(test_setting),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_show_long_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
