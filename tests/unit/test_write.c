#include "drawing.h"

#include "cells/write.h"

static const struct style plain = {FRAME_DEFAULT, 0};

static void test_left(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *text, *blocks, *ascii;
    } cases[] = {
        {10, "ravine", "ravine\n", "ravine\n"},
        {6, "ravine", "ravine\n", "ravine\n"},
        {5, "ravine", "ravi…\n", "ra...\n"},
        {1, "ravine", "r\n", "r\n"},
        {0, "ravine", "\n", "\n"},
        {-3, "ravine", "\n", "\n"},
        {6, "10*x^2 + y", "10*x^…\n", "10*...\n"},
        {6, "κβλκβλκ", "κβλκβ…\n", "???...\n"},
        /* Never in mid-number: "12.5" is left out whole. */
        {6, "x 12.50 y", "x …\n", "x ...\n"},
        {8, "x 12.50 y", "x 12.50…\n", "x ...\n"},
        {5, "1234567", "1234…\n", "12...\n"}, /* nothing else would be left */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 12);
        int used = write_left(&frame, 0, 0, cases[i].columns, cases[i].text, plain, &rich);
        check_frame(&frame, cases[i].blocks);
        assert_true(used <= (cases[i].columns > 0 ? cases[i].columns : 0));
        if (strncmp(cases[i].ascii, "???", 3) != 0) {
            frame_clear(&frame);
            write_left(&frame, 0, 0, cases[i].columns, cases[i].text, plain, &bare);
            check_frame(&frame, cases[i].ascii);
        }
        frame_release(&frame);
    }
}

static void test_left_in_style(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 8);
    int used = write_left(&frame, 0, 2, 4, "ravine", (struct style){9, CELL_BOLD}, &rich);
    check_frame(&frame, "  rav…\n");
    assert_int_equal(used, 4);
    for (int i = 0; i < 8; i++) {
        bool written = i >= 2 && i < 6;
        assert_int_equal(frame.cells[i].fg, written ? 9 : FRAME_DEFAULT);
        assert_int_equal(frame.cells[i].attributes, written ? CELL_BOLD : 0);
    }
    frame_release(&frame);
}

static void test_right(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *text, *screen;
        int used;
    } cases[] = {
        {10, "1.75", "       1.75\n", 4},
        {4, "1.75", " 1.75\n", 4},
        {3, "1.75", "\n", 0},
        {0, "1.75", "\n", 0},
        {-1, "1.75", "\n", 0},
        {5, "", "\n", 0},
        {6, "|∇f|", "   |∇f|\n", 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 12);
        int used = write_right(&frame, 0, 1, cases[i].columns, cases[i].text, plain);
        assert_int_equal(used, cases[i].used);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
}

static void test_wrapped(void **state)
{
    (void)state;
    static const struct {
        int rows, columns;
        const char *text, *screen;
        int used;
    } cases[] = {
        {3, 12, "zigzagging across the valley", "zigzagging\nacross the\nvalley\n", 3},
        {2, 12, "zigzagging across the valley", "zigzagging\nacross the…\n\n", 2},
        {1, 12, "zigzagging across the valley", "zigzagging…\n\n\n", 1},
        {3, 12, "short", "short\n\n\n", 1},
        {3, 12, "", "\n\n\n", 0},
        {3, 4, "abcdefgh", "abcd\nefgh\n\n", 2},
        {3, 5, "ab   cd e", "ab\ncd e\n\n", 2},
        {3, 1, "abcd", "a\nb\nc\n", 3},
        {1, 12, "κ is twelve now", "κ is twelve…\n\n\n", 1},
        {0, 12, "short", "\n\n\n", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(3, 12);
        const struct rectangle area = {0, 0, cases[i].rows, cases[i].columns};
        int used = write_wrapped(&frame, area, cases[i].text, plain, &rich);
        check_frame(&frame, cases[i].screen);
        assert_int_equal(used, cases[i].used);
        frame_release(&frame);
    }
}

/* Random text in random areas stays in its area. */
static void test_stays_inside(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "of", "1.75", "valley", "∇f", " ", "", "\033[2J"};
    enum { ROWS = 6, COLUMNS = 20 };
    uint64_t random = 5;
    for (int round = 0; round < 3000; round++) {
        char text[200] = "";
        for (int i = check_below(&random, 12); i > 0; i--)
            strcat(strcat(text, words[check_below(&random, (int)COUNT(words))]), " ");
        struct frame frame = frame_of(ROWS, COLUMNS);
        struct rectangle area = {check_below(&random, ROWS), check_below(&random, COLUMNS), 0, 0};
        area.rows = 1 + check_below(&random, ROWS - area.row);
        area.columns = 1 + check_below(&random, COLUMNS - area.column);
        const struct display *display = round % 2 ? &rich : &bare;
        if (round % 3 == 0)
            write_left(&frame, area.row, area.column, area.columns, text, plain, display);
        else if (round % 3 == 1)
            write_right(&frame, area.row, area.column, area.columns, text, plain);
        else
            assert_true(write_wrapped(&frame, area, text, plain, display) <= area.rows);
        frame_blank(&frame, area.row, area.column, area.rows, area.columns);
        check_frame(&frame, "\n\n\n\n\n\n");
        frame_release(&frame);
    }
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(write_width(""), 0);
    assert_int_equal(write_width("rate·λ"), 6);
    assert_int_equal(write_width("\xff\033"), 2);
}

/* No half of a wide glyph is written, and a line that is too narrow for one takes one all the
 * same. */
static void test_wide(void **state)
{
    (void)state;
    struct frame frame = frame_of(3, 5);
    const struct style style = {FRAME_DEFAULT, 0};
    const char *rest;

    assert_int_equal(write_width("勾配x"), 5);
    write_left(&frame, 0, 0, 4, "勾配降下法", style, &rich);
    write_right(&frame, 1, 0, 5, "勾配", style);
    check_frame(&frame, "勾…\n 勾配\n\n");
    assert_int_equal(write_line("勾配 x", 3, &rest), 3);
    assert_string_equal(rest, "配 x");
    for (int columns = 1; columns <= 2; columns++)
        assert_int_equal(write_lines("勾配", columns), 2);
    frame_release(&frame);
}

/* Whole clauses from the beginning, and whole items. */
static void test_clauses(void **state)
{
    (void)state;
    static const char text[] = "saddle at (1, 2): curvature -5 one way, 3 the other; wait";
    static const struct {
        int rows, columns;
        const char *text, *whole;
    } cases[] = {
        {1, 80, text, text},
        {1, 56, text, "saddle at (1, 2): curvature -5 one way, 3 the other"},
        {1, 50, text, "saddle at (1, 2): curvature -5 one way"},
        {1, 30, text, "saddle at (1, 2)"},
        {1, 15, text, ""},
        {2, 10, text, "saddle at (1, 2)"},
        {4, 20, text, text},
        {1, 8, "1:2:3", "1:2:3"},
        {1, 4, "1:2:3", ""},
        {0, 80, text, ""},
        {1, 0, "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t length = write_clauses(cases[i].text, cases[i].rows, cases[i].columns);
        assert_int_equal(length, strlen(cases[i].whole));
        assert_memory_equal(cases[i].text, cases[i].whole, length);
    }
    assert_int_equal(write_items("one  two  three", 15), 15);
    assert_int_equal(write_items("one  two  three", 14), strlen("one  two"));
    assert_int_equal(write_items("one  two  three", 7), strlen("one"));
    assert_int_equal(write_items("one  two  three", 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wide),          cmocka_unit_test(test_left),
        cmocka_unit_test(test_left_in_style), cmocka_unit_test(test_right),
        cmocka_unit_test(test_wrapped),       cmocka_unit_test(test_stays_inside),
        cmocka_unit_test(test_width),         cmocka_unit_test(test_clauses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
