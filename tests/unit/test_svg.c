/* A picture is read back, stroke by stroke, and has to be the frame's cells. */
#include "drawing.h"

#include <ctype.h>

#include "base/text.h"
#include "cells/colormap.h"
#include "out/outline.h"
#include "out/svg.h"
#include "view/canvas.h"
#include "view/mosaic.h"

enum { ROWS = 7, COLUMNS = 23, PARTS = MOSAIC_PARTS, WIDTH = 8, HEIGHT = 16 };
enum { ACROSS = COLUMNS * PARTS, DOWN = ROWS * PARTS };

/* --- outlines --- */

/* Fills what lies within an outline: each of its vertical edges exchanges inside and outside of all
 * places to the right of it. */
static void fill_outline(int color[DOWN][ACROSS], const char *path, int fill)
{
    static bool inside[DOWN][ACROSS];
    int column, row, length, read;

    memset(inside, 0, sizeof inside);
    assert_int_equal(sscanf(path, "M%d %d%n", &column, &row, &read), 2);
    for (path += read; *path != 'z'; path += read) {
        char way = *path;

        assert_true(way == 'h' || way == 'v');
        assert_int_equal(sscanf(path + 1, "%d%n", &length, &read), 1);
        read++;
        int first = length < 0 ? row + length : row, count = abs(length);
        for (int r = first; way == 'v' && r < first + count; r++)
            for (int c = column; c < ACROSS; c++)
                inside[r][c] = !inside[r][c];
        column += way == 'h' ? length : 0;
        row += way == 'v' ? length : 0;
    }
    for (int r = 0; r < DOWN; r++)
        for (int c = 0; c < ACROSS; c++)
            color[r][c] = inside[r][c] ? fill : color[r][c];
}

static void test_outlines_are_the_raster(void **state)
{
    static int color[DOWN][ACROSS], painted[DOWN][ACROSS];
    static bool seen[DOWN * ACROSS];
    uint64_t random = 7;

    (void)state;
    for (int round = 0; round < 20; round++) {
        const struct raster raster = {ACROSS, DOWN, &color[0][0]};
        struct outlines outlines = {.raster = &raster, .seen = seen};
        struct buffer path = {0};
        int fill;

        memset(seen, 0, sizeof seen);
        memset(painted, -1, sizeof painted);
        for (int r = 0; r < DOWN; r++)
            for (int c = 0; c < ACROSS; c++)
                color[r][c] = check_below(&random, 2 + round % 3 * 9) % 3;
        while ((fill = outlines_next(&outlines, &path)) >= 0) {
            fill_outline(painted, buffer_string(&path), fill);
            buffer_clear(&path);
        }
        assert_memory_equal(painted, color, sizeof color);
        buffer_release(&path);
    }
}

/* --- a picture is read back --- */

struct read_back {
    int area[DOWN][ACROSS]; /* 0xRRGGBB */
    struct {
        uint32_t glyph;
        int ink;
        bool bold, underlined;
    } cell[ROWS][COLUMNS];
};

/* The value of an attribute of the element that begins here; NULL where it has none. */
static const char *attribute(const char *element, const char *name)
{
    char wanted[32];

    snprintf(wanted, sizeof wanted, " %s=\"", name);
    const char *at = strstr(element, wanted), *end = strchr(element, '>');
    return at && at < end ? at + strlen(wanted) : NULL;
}

static int number_of(const char *element, const char *name)
{
    const char *value = attribute(element, name);

    assert_non_null(value);
    return (int)strtol(*value == '#' ? value + 1 : value, NULL, *value == '#' ? 16 : 10);
}

static void put_glyph(struct read_back *back, int row, int column, uint32_t glyph, int ink)
{
    assert_in_range(row, 0, ROWS - 1);
    assert_in_range(column, 0, COLUMNS - 1);
    back->cell[row][column].glyph |= glyph;
    back->cell[row][column].ink = ink;
}

/* Dots of 2 x 4 a cell, lines from edge to edge. */
static void read_strokes(struct read_back *back, const char *path, int ink)
{
    int x, y, read = 0;

    for (; *path == 'M'; path += read) {
        assert_int_equal(sscanf(path, "M%d %d%n", &x, &y, &read), 2);
        const char *line = path + read;
        read += (int)strcspn(line, "M\"");
        int row = y / HEIGHT, column = x / WIDTH;
        uint32_t glyph = canvas_braille(x % WIDTH / 4, y % HEIGHT / 4);

        if (strncmp(line, "h8", 2) == 0)
            glyph = 0x2500;
        else if (strncmp(line, "v16", 3) == 0)
            glyph = 0x2502;
        else if (strncmp(line, "l8-16", 5) == 0)
            glyph = 0x2571, row--;
        else
            assert_memory_equal(line, "h0", 2);
        put_glyph(back, row, column, glyph, ink);
    }
}

static uint32_t read_letter(const char **at)
{
    uint32_t glyph;

    if (**at == '&') {
        glyph = strncmp(*at, "&lt;", 4) == 0 ? '<' : '&';
        *at = strchr(*at, ';') + 1;
        return glyph;
    }
    *at += text_decode(*at, strlen(*at), &glyph);
    return glyph;
}

static void read_text(struct read_back *back, const char *element, const char *group)
{
    int x = number_of(element, "x"), row = number_of(element, "y") / HEIGHT, column = x / WIDTH;
    const char *at = strchr(element, '>') + 1;
    int first = column;

    for (; *at != '<'; column++) {
        uint32_t glyph = read_letter(&at);
        if (glyph == ' ')
            continue;
        put_glyph(back, row, column, glyph, number_of(group, "fill"));
        back->cell[row][column].bold = attribute(group, "font-weight");
        back->cell[row][column].underlined = attribute(group, "text-decoration");
    }
    if (attribute(element, "textLength"))
        assert_int_equal(number_of(element, "textLength"), (column - first) * WIDTH);
    else
        assert_int_equal(x % WIDTH, WIDTH / 2);
}

/* Reads the elements one after the other; each that is opened is closed, in order. */
static void read_picture(struct read_back *back, const char *svg)
{
    const char *open[8];
    int depth = 0;

    *back = (struct read_back){0};
    for (const char *at = strchr(svg, '<'); at; at = strchr(at + 1, '<')) {
        const char *end = strchr(at, '>');

        assert_non_null(end);
        if (at[1] == '/') {
            size_t length = strcspn(at + 2, ">");
            assert_true(depth > 0);
            depth--;
            assert_memory_equal(open[depth] + 1, at + 2, length);
            assert_true(isspace((unsigned char)open[depth][1 + length]));
            continue;
        }
        assert_in_range(depth, 0, 7);
        if (attribute(at, "d") && attribute(at, "fill"))
            fill_outline(back->area, attribute(at, "d"), number_of(at, "fill"));
        else if (attribute(at, "d"))
            read_strokes(back, attribute(at, "d"), number_of(at, "stroke"));
        if (strncmp(at, "<text ", 6) == 0)
            read_text(back, at, open[depth - 1]);
        if (end[-1] != '/')
            open[depth++] = at;
    }
    assert_int_equal(depth, 0);
}

/* --- what it has to be --- */

static bool is_area(uint32_t glyph)
{
    return glyph == ' ' || mosaic_cover(glyph) || (glyph >= 0x2591 && glyph <= 0x2593);
}

static void check_cell(const struct read_back *back, const struct cell *cell, int row, int column,
                       int own_ink, int own_ground)
{
    bool reversed = cell->attributes & CELL_REVERSE;
    int fg = cell->fg == FRAME_DEFAULT ? own_ink : palette_rgb(cell->fg);
    int bg = cell->bg == FRAME_DEFAULT ? own_ground : palette_rgb(cell->bg);
    int ink = reversed ? bg : fg, ground = reversed ? fg : bg;
    uint64_t inked = mosaic_cover(cell->glyph);

    for (int i = 0; i < MOSAIC_CELL; i++) {
        int is = back->area[row * PARTS + i / PARTS][column * PARTS + i % PARTS];
        if (cell->glyph == 0x2592)
            assert_int_equal(is & 0xFF, (ground & 0xFF) + ((ink & 0xFF) - (ground & 0xFF)) * 2 / 4);
        else if (cell->glyph != 0x2591 && cell->glyph != 0x2593)
            assert_int_equal(is, inked >> i & 1 ? ink : ground);
    }
    if (is_area(cell->glyph)) {
        assert_int_equal(back->cell[row][column].glyph, 0);
        return;
    }
    assert_int_equal(back->cell[row][column].glyph, cell->glyph);
    assert_int_equal(back->cell[row][column].ink, ink);
    if (cell->glyph < 0x2500) {
        assert_int_equal(back->cell[row][column].bold, (cell->attributes & CELL_BOLD) != 0);
        assert_int_equal(back->cell[row][column].underlined,
                         (cell->attributes & CELL_UNDERLINE) != 0);
    }
}

/* Few styles, so that texts are of more than one letter. */
static struct cell any_cell(uint64_t *random)
{
    static const uint32_t glyphs[] = {' ',    ' ',    'a',    'b',    '<',    '&',
                                      0x3BB,  0x2580, 0x2588, 0x2599, 0x258D, 0x2592,
                                      0x28FF, 0x2803, 0x2500, 0x2502, 0x2571, 0x2605};
    static const int colors[] = {FRAME_DEFAULT, FRAME_DEFAULT, 196, FRAME_RGB | 0x123456};
    struct cell cell = {.glyph = glyphs[check_below(random, COUNT(glyphs))],
                        .fg = colors[check_below(random, COUNT(colors))],
                        .bg = colors[check_below(random, COUNT(colors))]};

    if (check_below(random, 6) == 0)
        cell.attributes = (uint8_t)check_below(random, 8);
    return cell;
}

static void test_a_picture_is_the_frame(void **state)
{
    static struct read_back back;
    uint64_t random = 3;

    (void)state;
    for (int round = 0; round < 40; round++) {
        bool light = round % 2;
        struct frame frame = frame_of(ROWS, COLUMNS);
        struct buffer svg = {0};

        for (int i = 0; i < ROWS * COLUMNS; i++)
            frame.cells[i] = any_cell(&random);
        assert_true(svg_from_frame(&frame, light ? BACKDROP_LIGHT : BACKDROP_DARK, &svg));
        read_picture(&back, buffer_string(&svg));
        for (int i = 0; i < ROWS * COLUMNS; i++)
            check_cell(&back, &frame.cells[i], i / COLUMNS, i % COLUMNS,
                       light ? 0x202020 : 0xD0D0D0, light ? 0xFFFFFF : 0x101014);
        buffer_release(&svg);
        frame_release(&frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outlines_are_the_raster),
        cmocka_unit_test(test_a_picture_is_the_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
