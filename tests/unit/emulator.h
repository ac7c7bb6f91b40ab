/* A terminal of 24 bits that knows what the program writes directly, and fails the test at anything
 * else: glyphs, CR, LF straight down, BS, cursor addressing (CUP) and moves to the right (CUF),
 * erasing of everything (ED) and to the end of a row (EL), and SGR with the colours and attributes
 * of ECMA-48, 16 bright colours, the 256 and those of 24 bits. */
#ifndef TESTS_UNIT_EMULATOR_H
#define TESTS_UNIT_EMULATOR_H

#include "drawing.h"

#include "base/text.h"

struct emulator {
    struct frame frame; /* what is shown; frame_release */
    struct cell pen;
    int row, column; /* column == frame.columns: behind the last */
};

static inline void emulator_reset_pen(struct emulator *emulator)
{
    emulator->pen = (struct cell){.glyph = ' ', .fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};
}

static inline void emulator_init(struct emulator *emulator, int rows, int columns)
{
    *emulator = (struct emulator){.frame = frame_of(rows, columns)};
    emulator_reset_pen(emulator);
}

static inline int emulator_code(const char **at)
{
    char *end;
    long code = strtol(*at, &end, 10);
    if (end == *at || (*end != ';' && *end != 'm'))
        fail_msg("no SGR code: %.20s", *at);
    *at = *end == ';' ? end + 1 : end;
    return (int)code;
}

static inline int emulator_indexed_color(const char **at)
{
    int kind = emulator_code(at), color = emulator_code(at);
    if (kind == 2) {
        for (int part = 0; part < 2; part++)
            color = color << 8 | emulator_code(at);
        return FRAME_RGB | color;
    }
    assert_int_equal(kind, 5);
    assert_in_range(color, 16, 255); /* those below have a shorter form */
    return color;
}

static inline bool emulator_attribute(struct emulator *emulator, int code)
{
    static const struct {
        int code;
        int set, cleared;
    } rows[] = {{1, CELL_BOLD, 0},  {4, CELL_UNDERLINE, 0},  {7, CELL_REVERSE, 0},
                {22, 0, CELL_BOLD}, {24, 0, CELL_UNDERLINE}, {27, 0, CELL_REVERSE}};
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].code == code) {
            emulator->pen.attributes = (emulator->pen.attributes | rows[i].set) & ~rows[i].cleared;
            return true;
        }
    return false;
}

static inline void emulator_sgr(struct emulator *emulator, const char **at)
{
    int code = emulator_code(at), tens = code / 10, digit = code % 10;
    bool back = tens == 4 || tens == 10;
    int32_t ground = emulator->pen.bg, *color = back ? &ground : &emulator->pen.fg;
    if (emulator_attribute(emulator, code))
        return;
    if ((tens == 3 || tens == 4) && digit == 8)
        *color = emulator_indexed_color(at);
    else if ((tens == 3 || tens == 4) && digit == 9)
        *color = FRAME_DEFAULT;
    else if ((tens == 3 || tens == 4) && digit < 8)
        *color = digit;
    else if ((tens == 9 || tens == 10) && digit < 8)
        *color = 8 + digit;
    else
        fail_msg("SGR code %d", code);
    emulator->pen.bg = ground;
}

static inline void emulator_erase(struct emulator *emulator, int row, int column)
{
    for (; column < emulator->frame.columns; column++)
        *frame_cell(&emulator->frame, row, column) =
            (struct cell){.glyph = ' ', .fg = FRAME_DEFAULT, .bg = emulator->pen.bg};
}

/* A sequence other than SGR, with up to two numbers. */
static inline void emulator_control(struct emulator *emulator, char final, const int number[2])
{
    if (final == 'H') {
        emulator->row = number[0] ? number[0] - 1 : 0;
        emulator->column = number[1] ? number[1] - 1 : 0;
    } else if (final == 'C') {
        emulator->column += number[0] ? number[0] : 1;
        assert_true(emulator->column < emulator->frame.columns);
    } else if (final == 'J' && number[0] == 2) {
        for (int row = 0; row < emulator->frame.rows; row++)
            emulator_erase(emulator, row, 0);
    } else if (final == 'K' && number[0] == 0) {
        emulator_erase(emulator, emulator->row, emulator->column);
    } else {
        fail_msg("control sequence %c with %d", final, number[0]);
    }
}

/* Returns what comes after it. */
static inline const char *emulator_escape(struct emulator *emulator, const char *at)
{
    int number[2] = {0};
    assert_int_equal(at[1], '[');
    at += 2;
    const char *end = at + strspn(at, "0123456789;");
    if (*end == 'm') {
        if (at == end)
            emulator_reset_pen(emulator);
        while (*at != 'm')
            emulator_sgr(emulator, &at);
    } else {
        sscanf(at, "%d;%d", &number[0], &number[1]);
        emulator_control(emulator, *end, number);
    }
    return end + 1;
}

/* A glyph that loses a half is a blank. */
static inline void emulator_part(struct emulator *emulator, int row, int column)
{
    struct cell *cell = frame_cell(&emulator->frame, row, column);
    if (cell && cell->glyph == FRAME_BEHIND) {
        cell->glyph = ' ';
        cell[-1].glyph = ' ';
    }
}

/* Ideographs fill two columns. */
static inline void emulator_glyph(struct emulator *emulator, uint32_t glyph)
{
    int columns = glyph >= 0x3000 && glyph <= 0x9FFF ? 2 : 1;
    assert_true(glyph >= ' ');
    emulator_part(emulator, emulator->row, emulator->column);
    emulator_part(emulator, emulator->row, emulator->column + columns);
    for (int i = 0; i < columns; i++) {
        struct cell *cell = frame_cell(&emulator->frame, emulator->row, emulator->column++);
        assert_non_null(cell);
        *cell = emulator->pen;
        cell->glyph = i == 0 ? glyph : FRAME_BEHIND;
    }
}

static inline void emulator_show(struct emulator *emulator, const char *text)
{
    while (*text) {
        uint32_t glyph;
        if (*text == '\033') {
            text = emulator_escape(emulator, text);
            continue;
        }
        text += text_decode(text, strlen(text), &glyph);
        if (glyph == '\r')
            emulator->column = 0;
        else if (glyph == '\b')
            assert_true(emulator->column-- < emulator->frame.columns); /* else terminals differ */
        else if (glyph == '\n')
            assert_true(++emulator->row < emulator->frame.rows);
        else
            emulator_glyph(emulator, glyph);
    }
}

/* Have the colours and attributes been set back? */
static inline bool emulator_is_plain(const struct emulator *emulator)
{
    const struct cell *pen = &emulator->pen;
    return pen->fg == FRAME_DEFAULT && pen->bg == FRAME_DEFAULT && pen->attributes == 0;
}

#endif
