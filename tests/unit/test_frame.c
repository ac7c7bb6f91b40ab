#include "drawing.h"

static void check_blank(const struct cell *cell)
{
    assert_non_null(cell);
    assert_int_equal(cell->glyph, ' ');
    assert_int_equal(cell->fg, FRAME_DEFAULT);
    assert_int_equal(cell->bg, FRAME_DEFAULT);
    assert_int_equal(cell->attributes, 0);
}

static void test_resize_blanks(void **state)
{
    (void)state;
    static const int sizes[][2] = {{2, 3}, {1, 1}, {30, 100}, {100, 30}, {5, 0}, {0, 5}, {4, 4}};
    struct frame frame = {0};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        int rows = sizes[i][0], columns = sizes[i][1];
        assert_true(frame_resize(&frame, rows, columns));
        assert_int_equal(frame.rows, rows && columns ? rows : 0);
        assert_int_equal(frame.columns, rows && columns ? columns : 0);
        for (int cell = 0; cell < frame.rows * frame.columns; cell++) {
            check_blank(&frame.cells[cell]);
            frame.cells[cell] = (struct cell){.glyph = 'x', .fg = 1, .bg = 2, .attributes = 3};
        }
    }
    assert_true(frame_resize(&frame, -1, -1));
    assert_int_equal(frame.rows, 0);
    frame_release(&frame);
    assert_null(frame.cells);
}

static void test_clear(void **state)
{
    (void)state;
    struct frame frame = frame_of(2, 3);
    frame_text(&frame, 1, 0, 3, "abc", 1, 2, CELL_BOLD);
    frame.cursor_row = frame.cursor_column = 1;
    frame.cursor_visible = true;
    frame_clear(&frame);
    for (int i = 0; i < 6; i++)
        check_blank(&frame.cells[i]);
    assert_int_equal(frame.cursor_row, 0);
    assert_int_equal(frame.cursor_column, 0);
    assert_false(frame.cursor_visible);
    frame_release(&frame);
}

static void test_cell(void **state)
{
    (void)state;
    struct frame frame = frame_of(2, 3);
    assert_ptr_equal(frame_cell(&frame, 0, 0), &frame.cells[0]);
    assert_ptr_equal(frame_cell(&frame, 1, 2), &frame.cells[5]);
    static const int outside[][2] = {{-1, 0}, {0, -1}, {2, 0}, {0, 3}, {1, 3}};
    for (size_t i = 0; i < COUNT(outside); i++) {
        assert_null(frame_cell(&frame, outside[i][0], outside[i][1]));
        frame_glyph(&frame, outside[i][0], outside[i][1], 'x', 1, 1, 0);
    }
    check_frame(&frame, "\n\n");
    frame_release(&frame);
}

static void test_text(void **state)
{
    (void)state;
    static const struct {
        int row, column, columns;
        const char *text, *screen;
        int used;
    } cases[] = {
        {0, 0, 6, "abc", "abc\n\n", 3},
        {1, 2, 6, "abc", "\n  abc\n", 3},
        {1, 4, 6, "abc", "\n    ab\n", 2},
        {0, 1, 2, "abc", " ab\n\n", 2},
        {0, 0, 0, "abc", "\n\n", 0},
        {0, 0, -1, "abc", "\n\n", 0},
        {0, 9, 6, "abc", "\n\n", 0},
        {2, 0, 6, "abc", "\n\n", 3},
        {0, -1, 6, "abc", "bc\n\n", 3},
        {0, 0, 6, "", "\n\n", 0},
        {0, 0, 6, "|∇f|", "|∇f|\n\n", 4},
        {0, 0, 2, "κβλ", "κβ\n\n", 2},
        {0, 0, 6, "a\033[2J\n", "a?[2J?\n\n", 6},
        {0, 0, 6, "\xff\xe2\x88z", "???z\n\n", 4},
        {0, 0, 6, "a\u0301\u202eb", "á?b\n\n", 3}, /* combining, bidirectional */
        {0, 0, 3, "cafe\u0301", "caf\n\n", 3},
        {0, 2, 9, "cafe\u0301", "  café\n\n", 4}, /* at the edge */
        {0, 0, 6, "x\u0301a\u0323\u0302", "xậ\n\n", 2},
        {0, 3, 6, "\u0301a", "   a\n\n", 1},
        {0, 0, 6, "勾配x", "勾配x\n\n", 5},
        {0, 0, 3, "勾配x", "勾\n\n", 2}, /* no half of one */
        {0, 3, 9, "勾配x", "   勾\n\n", 4},
        {0, -1, 9, "勾配x", " 配x\n\n", 5},
        {0, 0, 6, "か\u3099a", "がa\n\n", 3},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(2, 6);
        int used = frame_text(&frame, cases[i].row, cases[i].column, cases[i].columns,
                              cases[i].text, 7, FRAME_DEFAULT, 0);
        assert_int_equal(used, cases[i].used);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
}

static void test_background_is_kept(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 2);
    frame_glyph(&frame, 0, 0, 'a', 3, 40, CELL_BOLD);
    frame_text(&frame, 0, 0, 2, "bc", 5, FRAME_DEFAULT, CELL_UNDERLINE);
    assert_int_equal(frame.cells[0].bg, 40);
    assert_int_equal(frame.cells[0].fg, 5);
    assert_int_equal(frame.cells[0].attributes, CELL_UNDERLINE);
    assert_int_equal(frame.cells[1].bg, FRAME_DEFAULT);
    frame_glyph(&frame, 0, 0, 'd', FRAME_DEFAULT, 41, 0);
    assert_int_equal(frame.cells[0].bg, 41);
    assert_int_equal(frame.cells[0].fg, FRAME_DEFAULT);
    frame_release(&frame);
}

static void test_blank(void **state)
{
    (void)state;
    static const struct {
        int row, column, rows, columns;
        const char *screen;
    } cases[] = {
        {1, 1, 1, 2, "abcd\na  d\nabcd\n"},
        {-1, -1, 2, 3, "  cd\nabcd\nabcd\n"},
        {2, 3, 9, 9, "abcd\nabcd\nabc\n"},
        {0, 0, 0, 4, "abcd\nabcd\nabcd\n"},
        {0, 0, 3, 4, "\n\n\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(3, 4);
        for (int row = 0; row < 3; row++)
            frame_text(&frame, row, 0, 4, "abcd", 1, 2, CELL_BOLD);
        frame_blank(&frame, cases[i].row, cases[i].column, cases[i].rows, cases[i].columns);
        check_frame(&frame, cases[i].screen);
        for (int cell = 0; cell < 12; cell++)
            if (frame.cells[cell].glyph == ' ')
                check_blank(&frame.cells[cell]);
        frame_release(&frame);
    }
}

static void test_equal(void **state)
{
    (void)state;
    struct frame a = frame_of(2, 3), b = frame_of(2, 3);
    struct cell *cells = b.cells;
    static const struct cell others[] = {
        {'y', -1, -1, 0}, {' ', 9, -1, 0}, {' ', -1, 9, 0}, {' ', -1, -1, CELL_REVERSE}};
    assert_true(frame_equal(&a, &b));
    for (size_t i = 0; i < COUNT(others); i++) {
        cells[5] = others[i];
        assert_false(frame_equal(&a, &b));
        assert_false(frame_equal(&b, &a));
        cells[5] = cells[4];
        assert_true(frame_equal(&a, &b));
    }
    const struct frame shapes[] = {{2, 3, cells, 1, 0, false, false},
                                   {2, 3, cells, 0, 1, false, false},
                                   {2, 3, cells, 0, 0, true, false},
                                   {3, 2, cells, 0, 0, false, false},
                                   {1, 3, cells, 0, 0, false, false}};
    for (size_t i = 0; i < COUNT(shapes); i++)
        assert_false(frame_equal(&a, &shapes[i]) || frame_equal(&shapes[i], &a));
    frame_release(&a);
    frame_release(&b);
}

/* What is written over a half of a wide glyph leaves a blank of the other half. */
static void test_halves(void **state)
{
    static const struct {
        int column;
        const char *text, *screen;
    } cases[] = {{0, "x", "x 配\n"},  {1, "x", " x配\n"},   {1, "中", " 中\n"},
                 {2, "中", "勾中\n"}, {3, "中", "勾 中\n"}, {1, "xy", " xy\n"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 6);
        frame_text(&frame, 0, 0, 6, "勾配", -1, -1, 0);
        frame_text(&frame, 0, cases[i].column, 6, cases[i].text, -1, 5, 0);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
    struct frame frame = frame_of(1, 6);
    frame_text(&frame, 0, 0, 6, "勾配", -1, -1, 0);
    frame_blank(&frame, 0, 1, 1, 2);
    check_frame(&frame, "\n");
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resize_blanks), cmocka_unit_test(test_clear),
        cmocka_unit_test(test_cell),          cmocka_unit_test(test_text),
        cmocka_unit_test(test_halves),        cmocka_unit_test(test_background_is_kept),
        cmocka_unit_test(test_blank),         cmocka_unit_test(test_equal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
