#include "emulator.h"

#include "out/ansi.h"

/* Shown by a terminal line by line, the output is the frame, and a line ends with the pen reset, so
 * that what follows is not coloured. */
static void check_shown(const struct frame *frame)
{
    struct buffer out = {0};
    struct emulator emulator;
    emulator_init(&emulator, frame->rows, frame->columns);
    ansi_from_frame(frame, &out);
    for (char *line = out.data, *end; line && *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        assert_null(strpbrk(line, "HCJK\r\b"));
        emulator_show(&emulator, line);
        assert_true(emulator_is_plain(&emulator));
        emulator.row++;
        emulator.column = 0;
    }
    assert_int_equal(emulator.row, frame->rows);
    assert_true(frame_equal(frame, &emulator.frame));
    frame_release(&emulator.frame);
    buffer_release(&out);
}

static void test_codes(void **state)
{
    (void)state;
    static const struct {
        struct cell cell[3];
        const char *out;
    } cases[] = {
        {{{'a', -1, -1, 0}, {'b', -1, -1, 0}, {' ', -1, -1, 0}}, "ab\n"},
        {{{'a', 1, -1, 0}, {'b', 1, -1, 0}, {'c', 9, -1, 0}}, "\033[31mab\033[91mc\033[m\n"},
        {{{'a', 215, 17, 0}, {'b', -1, 17, 0}, {'c', -1, 8, 0}},
         "\033[38;5;215;48;5;17ma\033[39mb\033[100mc\033[m\n"},
        {{{'a', FRAME_RGB, 17, 0}, {'b', FRAME_RGB | 0x0102FF, 17, 0}, {'c', 255, FRAME_RGB, 0}},
         "\033[38;2;0;0;0;48;5;17ma\033[38;2;1;2;255mb\033[38;5;255;48;2;0;0;0mc\033[m\n"},
        {{{'a', -1, -1, CELL_BOLD}, {'b', 2, -1, CELL_BOLD}, {'c', 2, -1, 0}},
         "\033[1ma\033[32mb\033[22mc\033[m\n"},
        {{{'a', -1, -1, 7}, {' ', -1, 4, 0}, {' ', -1, -1, 0}},
         "\033[1;4;7ma\033[22;24;27;44m \033[m\n"},
        {{{' ', 3, -1, 0}, {' ', -1, -1, CELL_REVERSE}, {0x28FF, -1, -1, 0}},
         "\033[33m \033[7;39m \033[m⣿\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 3);
        struct buffer out = {0};
        memcpy(frame.cells, cases[i].cell, sizeof cases[i].cell);
        ansi_from_frame(&frame, &out);
        assert_string_equal(buffer_string(&out), cases[i].out);
        check_shown(&frame);
        buffer_release(&out);
        frame_release(&frame);
    }
}

/* Of the palette, or of 24 bits. */
static int any_color(uint64_t *random, int most)
{
    int color = check_below(random, most + 1) - 1;
    return color < 256 ? color : color | FRAME_RGB;
}

/* Every colour on and under every attribute, after every other kind of cell. */
static void test_random_frames(void **state)
{
    (void)state;
    static const uint32_t glyphs[] = {' ', ' ', 'x', 0x3BA, 0x2588, 0x28FF};
    static const int colors[] = {0, 8, 16, 256, FRAME_RGB};
    uint64_t random = 17;
    for (int round = 0; round < 200; round++) {
        struct frame frame = frame_of(1 + check_below(&random, 9), 1 + check_below(&random, 40));
        int most = colors[round % 5], chance = 1 + check_below(&random, 9);
        struct cell cell = {.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};
        for (int i = 0; i < frame.rows * frame.columns; i++) {
            cell.glyph = glyphs[check_below(&random, (int)COUNT(glyphs))];
            if (check_below(&random, chance) == 0) {
                cell.fg = any_color(&random, most);
                cell.bg = any_color(&random, most);
                cell.attributes = check_below(&random, 2) * check_below(&random, 8);
            }
            frame.cells[i] = cell;
        }
        check_shown(&frame);
        frame_release(&frame);
    }
}

static void test_empty(void **state)
{
    (void)state;
    struct frame none = {0}, blank = frame_of(2, 3);
    struct buffer out = {0};
    ansi_from_frame(&none, &out);
    assert_string_equal(buffer_string(&out), "");
    ansi_from_frame(&blank, &out);
    assert_string_equal(buffer_string(&out), "\n\n");
    buffer_release(&out);
    frame_release(&blank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_random_frames),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
