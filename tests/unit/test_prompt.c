/* The line editor: keys in, text and cursor out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app/prompt.h"
#include "base/rng.h"
#include "script.h"

static const struct candidates colours = {.from = 0, .count = 3, .name = {"red", "green", "blue"}};

/* Does what the table of keys says; lines that are entered or given up are closed. */
static void press(struct prompt *prompt, uint32_t code)
{
    const struct key *key = keys_find(MODE_TYPE, code);

    if (!key)
        prompt_type(prompt, code);
    else if (strcmp(key->action, "complete") == 0)
        prompt_complete(prompt, &colours, key->argument);
    else if (strcmp(key->action, "enter") == 0 || strcmp(key->action, "give-up") == 0)
        prompt_close(prompt);
    else if (strcmp(key->action, "redraw") != 0)
        prompt_edit(prompt, (enum prompt_edit)key->argument);
}

static void type(struct prompt *prompt, const char *script)
{
    while (*script) {
        uint32_t key = 0;

        script += script_key(script, &key);
        press(prompt, key);
    }
}

static void test_editing(void **state)
{
    static const struct {
        const char *keys, *text;
        size_t cursor;
    } rows[] = {
        {"", "", 0},
        {"abc", "abc", 3},
        {"abc<Bs>", "ab", 2},
        {"<Bs>a", "a", 1},
        {"abc<Left><Left>x", "axbc", 2},
        {"abc<Left><Left><Left><Left>x", "xabc", 1},
        {"abc<Right>x", "abcx", 4},
        {"abc<Home><Del>", "bc", 0},
        {"abc<Del>", "abc", 3},
        {"abc<Home>x<End>y", "xabcy", 5},
        {"abc<Ctrl-A>x<Ctrl-E>y", "xabcy", 5},
        {"abc<Left><Ctrl-K>", "ab", 2},
        {"abc<Left><Ctrl-U>", "c", 0},
        {"one two  <Ctrl-W>", "one ", 4},
        {"one two<Left><Ctrl-W>", "one o", 4},
        {"one<Ctrl-W><Ctrl-W>", "", 0},
        {"βλ<Left><Bs>x", "xλ", 1},
        {"βλ<Home><Right>x<Del>", "βx", 3},
        {"a<Ctrl-B>b<Ctrl-F>c", "bac", 3},
        {"a<Ctrl-G><Ctrl-Z>b", "ab", 2},
        {"first<Enter>second<Enter><Up>", "second", 6},
        {"first<Enter>second<Enter><Up><Up>", "first", 5},
        {"first<Enter>second<Enter><Up><Up><Up>", "first", 5},
        {"first<Enter>draft<Up><Down>", "draft", 5},
        {"first<Enter>second<Enter><Up><Up><Down>", "second", 6},
        {"first<Enter>draft<Up><Down><Down>", "draft", 5},
        {"same<Enter>same<Enter><Up><Up>", "same", 4},
        {"<Enter><Up>", "", 0},
        {"<Tab>", "red", 3},
        {"<Tab><Tab>", "green", 5},
        {"<Tab><Tab><Tab><Tab>", "", 0},
        {"<Tab><Tab><Tab><Tab><Tab>", "red", 3},
        {"<BackTab>", "blue", 4},
        {"<Tab><BackTab><BackTab>", "blue", 4},
        {"<Tab>x<Tab>", "red", 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct prompt prompt = {0};

        prompt_open(&prompt, "");
        type(&prompt, rows[i].keys);
        assert_string_equal(prompt_text(&prompt), rows[i].text);
        assert_int_equal(prompt.cursor, rows[i].cursor);
        prompt_release(&prompt);
    }
}

/* Completion replaces the word before the cursor and leaves what is after it. */
static void test_completion_in_the_middle(void **state)
{
    static const struct candidates two = {.from = 4, .count = 2, .name = {"one", "other"}};
    struct prompt prompt = {0};
    struct prompt_view view;

    (void)state;
    prompt_open(&prompt, "say o now");
    for (int i = 0; i < 4; i++)
        prompt_edit(&prompt, PROMPT_LEFT);
    prompt_complete(&prompt, &two, 1);
    assert_string_equal(prompt_text(&prompt), "say one now");
    prompt_complete(&prompt, &two, 1);
    assert_string_equal(prompt_text(&prompt), "say other now");
    prompt_show(&prompt, ":", &view);
    assert_string_equal(view.note, "one  other");
    assert_int_equal(view.mark[0], 5);
    assert_int_equal(view.mark[1], 10);
    assert_int_equal(view.cursor, 9);
    prompt_release(&prompt);
}

/* After an error the line is completed anew, and does not go on to the next name. */
static void test_completion_after_an_error(void **state)
{
    struct prompt prompt = {0};

    (void)state;
    prompt_open(&prompt, "");
    prompt_complete(&prompt, &colours, 1);
    prompt_fail(&prompt, "no such colour", 0);
    prompt_complete(&prompt, &(struct candidates){.count = 1, .name = {"redder"}}, 1);
    assert_string_equal(prompt_text(&prompt), "redder");
    prompt_release(&prompt);
}

static void test_nothing_to_complete(void **state)
{
    static const struct candidates none = {0};
    struct prompt prompt = {0};

    (void)state;
    prompt_open(&prompt, "zzz");
    prompt_complete(&prompt, &none, 1);
    prompt_complete(&prompt, &none, -1);
    assert_string_equal(prompt_text(&prompt), "zzz");
    prompt_release(&prompt);
}

/* Pasted text is text: nothing in it is a key, and nothing unseen gets in. */
static void test_paste(void **state)
{
    static const char pasted[] = "a\nb\tc\033\025\u202E\177\xC2\x9B"
                                 "d";
    struct prompt prompt = {0};

    (void)state;
    prompt_open(&prompt, "<>");
    prompt_edit(&prompt, PROMPT_LEFT);
    prompt_paste(&prompt, pasted, strlen(pasted));
    assert_string_equal(prompt_text(&prompt), "<a b cd>");
    prompt_edit(&prompt, PROMPT_ERASE_BEFORE);
    assert_string_equal(prompt_text(&prompt), "<a b c>");
    prompt_release(&prompt);
}

static void test_error_goes_with_the_next_key(void **state)
{
    struct prompt prompt = {0};
    struct prompt_view view;

    (void)state;
    prompt_open(&prompt, "lr x");
    prompt_fail(&prompt, "expected a number", 3);
    prompt_show(&prompt, ":", &view);
    assert_true(view.is_error);
    assert_int_equal(view.caret, 3);
    assert_string_equal(view.note, "expected a number");
    prompt_edit(&prompt, PROMPT_LEFT);
    prompt_show(&prompt, ":", &view);
    assert_false(view.is_error);
    assert_string_equal(view.text, "lr x");
    assert_string_equal(view.note, "");
    prompt_release(&prompt);
}

static void test_limits(void **state)
{
    struct prompt prompt = {0};

    (void)state;
    for (int i = 0; i < 3 * PROMPT_HISTORY; i++) {
        char line[16];

        snprintf(line, sizeof line, "line %d", i);
        prompt_open(&prompt, line);
        prompt_close(&prompt);
    }
    assert_int_equal(prompt.history_count, PROMPT_HISTORY);
    prompt_edit(&prompt, PROMPT_OLDER);
    assert_string_equal(prompt_text(&prompt), "line 191");

    prompt_release(&prompt);
}

/* What is pasted beyond the limit is dropped between two code points, and that is said. */
static void test_a_line_that_is_full(void **state)
{
    struct prompt prompt = {0};
    struct prompt_view view;
    struct buffer most = {0};

    (void)state;
    buffer_fill(&most, 'x', PROMPT_MAX - 3);
    prompt_open(&prompt, "");
    prompt_paste(&prompt, most.data, most.size);
    prompt_show(&prompt, ":", &view);
    assert_false(view.is_error);

    prompt_paste(&prompt, "\u03B2\u03B2", 4);
    prompt_show(&prompt, ":", &view);
    assert_int_equal(prompt.text.size, PROMPT_MAX - 1);
    assert_string_equal(prompt_text(&prompt) + PROMPT_MAX - 3, "\u03B2");
    assert_true(view.is_error);
    assert_non_null(strstr(view.note, "the rest of the pasted text is dropped"));

    prompt_paste(&prompt, "y", 1);
    assert_int_equal(prompt.text.size, PROMPT_MAX);
    prompt_paste(&prompt, "z", 1);
    assert_int_equal(prompt.text.size, PROMPT_MAX);
    assert_string_equal(prompt_text(&prompt) + PROMPT_MAX - 3, "\u03B2y");
    prompt_release(&prompt);
    buffer_release(&most);
}

/* Whatever is typed, the line is UTF-8 and the cursor stands between two code points. */
static void check_line(const struct prompt *prompt)
{
    const char *text = prompt_text(prompt);
    bool between = false;

    assert_int_equal(strlen(text), prompt->text.size);
    for (size_t at = 0; at <= prompt->text.size;) {
        uint32_t glyph = 0;

        between = between || at == prompt->cursor;
        if (at == prompt->text.size)
            break;
        at += text_decode(text + at, prompt->text.size - at, &glyph);
        assert_int_not_equal(glyph, TEXT_INVALID);
    }
    assert_true(between);
}

static void test_monkey(void **state)
{
    struct prompt prompt = {0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 7, RNG_NOISE);
    prompt_open(&prompt, "");
    for (int i = 0; i < 20000; i++) {
        uint64_t r = rng_next(&rng);
        uint32_t key = r % 4 == 0   ? (uint32_t)(KEY_CODE_UP + r / 8 % 14)
                       : r % 4 == 1 ? (uint32_t)(r / 8 % 32)
                       : r % 4 == 2 ? (uint32_t)(0x3B1 + r / 8 % 24)
                                    : (uint32_t)(r >> 8);

        press(&prompt, key);
        check_line(&prompt);
    }
    prompt_release(&prompt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_editing),
        cmocka_unit_test(test_completion_in_the_middle),
        cmocka_unit_test(test_completion_after_an_error),
        cmocka_unit_test(test_nothing_to_complete),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_error_goes_with_the_next_key),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_a_line_that_is_full),
        cmocka_unit_test(test_monkey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
