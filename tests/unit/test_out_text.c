#include "drawing.h"

static void test_rows(void **state)
{
    (void)state;
    static const struct {
        int rows, columns;
        const char *line[3]; /* what is written into the rows */
        const char *text;
    } cases[] = {
        {1, 5, {"abc"}, "abc\n"},
        {2, 5, {"abcde", "  x"}, "abcde\n  x\n"},
        {3, 5, {"", "a  b", ""}, "\na  b\n\n"},
        {1, 3, {"▁█⣿"}, "▁█⣿\n"},
        {1, 4, {"κ λ "}, "κ λ\n"},
        {1, 1, {" "}, "\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(cases[i].rows, cases[i].columns);
        for (int row = 0; row < cases[i].rows; row++)
            frame_text(&frame, row, 0, 5, cases[i].line[row], 1, 2, CELL_BOLD);
        check_frame(&frame, cases[i].text);
        frame_release(&frame);
    }
}

static void test_empty_frame(void **state)
{
    (void)state;
    struct frame frame = {0};
    check_frame(&frame, "");
}

/* Text is appended to what is in the buffer. */
static void test_appends(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 2);
    struct buffer out = {0};
    buffer_text(&out, "before\n");
    frame_text(&frame, 0, 0, 2, "ab", 1, 1, 0);
    text_from_frame(&frame, &out);
    assert_string_equal(buffer_string(&out), "before\nab\n");
    buffer_release(&out);
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_empty_frame),
        cmocka_unit_test(test_appends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
