/* Frames written without ncurses: what a terminal then shows is the frame, in few bytes. */
#include "emulator.h"

#include <locale.h>

#include "term/direct.h"

enum { ROWS = 9, COLUMNS = 30 };

static const struct display deep = {.colors = FRAME_RGB, .blocks = true, .braille = true};

/* A terminal, and what the program knows of it. */
struct pair {
    struct emulator emulator;
    struct frame shown;
    struct direct direct;
    struct buffer out;
};

static void begin(struct pair *pair)
{
    *pair = (struct pair){.shown = frame_of(ROWS, COLUMNS)};
    emulator_init(&pair->emulator, ROWS, COLUMNS);
    pair->direct = (struct direct){.display = &deep, .out = &pair->out, .column = -1};
}

static void end(struct pair *pair)
{
    frame_release(&pair->emulator.frame);
    frame_release(&pair->shown);
    buffer_release(&pair->out);
}

/* What shows nothing of its foreground looks the same in each. */
static bool looks_same(const struct cell *a, const struct cell *b)
{
    bool ink = a->glyph != ' ' || (a->attributes & (CELL_REVERSE | CELL_UNDERLINE));
    return a->glyph == b->glyph && a->bg == b->bg &&
           (!ink || (a->fg == b->fg && a->attributes == b->attributes));
}

/* Shows the frame; returns the bytes that this took. */
static size_t show(struct pair *pair, const struct frame *frame, bool whole)
{
    buffer_clear(&pair->out);
    direct_frame(&pair->direct, &pair->shown, frame, whole);
    emulator_show(&pair->emulator, buffer_string(&pair->out));
    assert_true(emulator_is_plain(&pair->emulator));
    assert_int_equal(pair->emulator.row, frame->cursor_row);
    assert_int_equal(pair->emulator.column, frame->cursor_column);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        if (!looks_same(&frame->cells[i], &pair->emulator.frame.cells[i]))
            fail_msg("row %d column %d after '%s'", i / COLUMNS, i % COLUMNS,
                     buffer_string(&pair->out));
    }
    for (int i = 0; i < ROWS * COLUMNS; i++)
        assert_true(looks_same(&frame->cells[i], &pair->shown.cells[i]));
    return pair->out.size;
}

static void test_the_shortest_ways(void **state)
{
    static const struct {
        const char *before, *after; /* of the fourth row */
        const char *bytes;          /* the cursor goes home afterwards */
    } rows[] = {
        {"same", "same", "\033[1;1H"},
        {"step 1", "step 2", "\033[4;6H2\033[1;1H"},
        {"1 and 1", "2 and 2", "\033[4;1H2\033[5C2\033[1;1H"}, /* over five */
        {"1 or 1", "2 or 2", "\033[4;1H2 or 2\033[1;1H"},      /* four are written again */
        {"a long line", "a", "\033[4;2H\033[K\033[1;1H"},
        {"abcd", "a", "\033[4;2H   \033[1;1H"},
        {"123456789012345678901234567890", "12345678901234567890123456789x",
         "\033[4;30Hx\033[1;1H"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct frame frame = frame_of(ROWS, COLUMNS);
        struct pair pair;
        begin(&pair);
        frame_text(&frame, 3, 0, COLUMNS, rows[i].before, -1, -1, 0);
        show(&pair, &frame, true);
        frame_clear(&frame);
        frame_text(&frame, 3, 0, COLUMNS, rows[i].after, -1, -1, 0);
        show(&pair, &frame, false);
        /* The cursor is home already where nothing else is to be done. */
        assert_string_equal(buffer_string(&pair.out), i == 0 ? "" : rows[i].bytes);
        end(&pair);
        frame_release(&frame);
    }
}

/* Colours are named where they change; a blank does not ask for its foreground. */
static void test_few_colors(void **state)
{
    static const struct cell cells[] = {
        {0x2580, FRAME_RGB | 1, FRAME_RGB | 2, 0},
        {' ', FRAME_RGB | 3, FRAME_RGB | 2, 0},
        {0x2580, FRAME_RGB | 1, FRAME_RGB | 2, 0},
        {0x2584, FRAME_RGB | 1, 17, CELL_BOLD},
        {' ', 9, FRAME_DEFAULT, 0},
    };
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct pair pair;
    (void)state;
    begin(&pair);
    show(&pair, &frame, true);
    memcpy(frame_cell(&frame, 1, 0), cells, sizeof cells);
    show(&pair, &frame, false);
    assert_string_equal(
        buffer_string(&pair.out),
        "\r\n\033[38;2;0;0;1;48;2;0;0;2m▀ ▀\033[1;48;5;17m▄\033[49m \033[m\033[1;1H");
    end(&pair);
    frame_release(&frame);
}

static struct cell any_cell(uint64_t *random)
{
    static const uint32_t glyphs[] = {' ', ' ', ' ', 'x', '1', 0x3BA, 0x2588, 0x28FF, 0x4E2D};
    static const int colors[] = {FRAME_DEFAULT, FRAME_DEFAULT, 3, 12, 208, FRAME_RGB | 0x10203};
    struct cell cell = {.glyph = glyphs[check_below(random, COUNT(glyphs))],
                        .fg = FRAME_DEFAULT,
                        .bg = FRAME_DEFAULT};
    if (check_below(random, 2)) {
        cell.fg = colors[check_below(random, COUNT(colors))];
        cell.bg = colors[check_below(random, COUNT(colors))];
        cell.attributes = check_below(random, 2) * check_below(random, 8);
    }
    return cell;
}

/* Wide glyphs go into two cells. */
static void put_cell(struct frame *frame, int at, const struct cell *cell)
{
    frame_glyph(frame, at / COLUMNS, at % COLUMNS, cell->glyph, cell->fg, cell->bg,
                cell->attributes);
}

/* Frames that differ from the last in a few places, in stretches, in all. */
static void test_random_frames(void **state)
{
    struct frame frame = frame_of(ROWS, COLUMNS);
    uint64_t random = 5;
    struct pair pair;
    (void)state;
    begin(&pair);
    for (int round = 0; round < 500; round++) {
        for (int change = check_below(&random, 12); change > 0; change--) {
            int at = check_below(&random, ROWS * COLUMNS), length = check_below(&random, 40);
            struct cell cell = any_cell(&random);
            for (; length > 0 && at < ROWS * COLUMNS; length--, at++) {
                put_cell(&frame, at, &cell);
                if (check_below(&random, 3) == 0)
                    cell = any_cell(&random);
            }
        }
        frame.cursor_row = check_below(&random, ROWS);
        frame.cursor_column = check_below(&random, COLUMNS);
        show(&pair, &frame, round == 0 || check_below(&random, 20) == 0);
        assert_int_equal(show(&pair, &frame, false), 0);
    }
    end(&pair);
    frame_release(&frame);
}

/* Of a larger frame the rest is cut, of a smaller one it is blank. */
static void test_other_sizes(void **state)
{
    struct frame small = frame_of(2, 4), large = frame_of(ROWS + 3, COLUMNS + 5);
    struct pair pair;
    (void)state;
    begin(&pair);
    for (int i = 0; i < large.rows * large.columns; i++)
        large.cells[i].glyph = 'L';
    for (int i = 0; i < small.rows * small.columns; i++)
        small.cells[i].glyph = 's';
    large.cursor_row = ROWS + 2;
    large.cursor_column = -3;
    direct_frame(&pair.direct, &pair.shown, &large, true);
    direct_frame(&pair.direct, &pair.shown, &small, false);
    emulator_show(&pair.emulator, buffer_string(&pair.out));
    check_frame(&pair.emulator.frame, "ssss\nssss\n\n\n\n\n\n\n\n");
    end(&pair);
    frame_release(&small);
    frame_release(&large);
}

/* A letter and its mark are one cell, which the terminal gets as one code point. */
static void test_marked_letters(void **state)
{
    struct pair pair;
    struct frame frame = frame_of(ROWS, COLUMNS);
    (void)state;
    begin(&pair);
    frame_text(&frame, 2, 3, COLUMNS, "longueur (me\u0301tres) u\u0308ber", 5, FRAME_DEFAULT, 0);
    show(&pair, &frame, true);
    assert_non_null(strstr(buffer_string(&pair.out), "(métres) über"));
    frame_release(&frame);
    end(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marked_letters), cmocka_unit_test(test_the_shortest_ways),
        cmocka_unit_test(test_few_colors),     cmocka_unit_test(test_random_frames),
        cmocka_unit_test(test_other_sizes),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
