/* The bands as cells of a frame. */
#include "drawing.h"

#include "view/heatmap.h"
#include "view/mosaic.h"

enum { ROWS = 12, COLUMNS = 40 };

static const struct display looks[] = {
    {256, true, true, false}, {256, true, false, false}, {256, false, false, false},
    {16, true, true, false},  {8, true, true, false},    {0, true, true, false},
    {0, true, false, false},  {0, false, false, true},
};

/* Two hills, of which no value is known in the lower left corner. */
static struct landscape hills(const struct display *display)
{
    struct landscape landscape = landscape_of(ROWS, COLUMNS);

    for (int row = 0; row < 2 * ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            double x = column - 11.3, y = row - 7.7, z = column - 28.1;
            bool known = column > 10 || row < 17;
            landscape.field[row * COLUMNS + column] =
                known ? fmin(x * x + y * y, z * z + 2 * y * y) : NAN;
        }
    assert_true(
        landscape_cut(&landscape, SCALE_MIXED, colormap_bands(display, COLUMNS, ROWS), INFINITY));
    return landscape;
}

static struct frame draw(const struct landscape *landscape, const struct display *display)
{
    struct frame frame = frame_of(ROWS, COLUMNS);

    heatmap_draw(&frame, (struct rectangle){0, 0, ROWS, COLUMNS}, display, landscape,
                 table_row(&colormaps, 0));
    return frame;
}

/* The cell shows the tile, with ink and ground as they are or exchanged. */
static void check_tile(const struct cell *cell, const struct tile *tile,
                       const struct display *display, int bands)
{
    const struct colormap *colormap = table_row(&colormaps, 0);
    int ink = colormap_color(colormap, display, bands, tile->ink);
    int ground = colormap_color(colormap, display, bands, tile->ground);

    if (cell->glyph == ' ')
        assert_true(ink == ground && cell->bg == ink);
    else if (cell->glyph == 0x2588)
        assert_true(ink == ground && cell->fg == ink);
    else if (cell->glyph == tile->glyph)
        assert_true(cell->fg == ink && cell->bg == ground);
    else
        assert_true(cell->glyph == tile->inverse && cell->fg == ground && cell->bg == ink);
}

/* However pairs of colours are chosen, what is seen are the tiles. */
static void test_tiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct landscape landscape = hills(&looks[i]);
        struct frame frame = draw(&landscape, &looks[i]);

        for (int cell = 0; cell < ROWS * COLUMNS && looks[i].colors > 0; cell++) {
            int at = cell / COLUMNS * 2 * COLUMNS + cell % COLUMNS;
            struct tile halves = mosaic_halves(landscape.band[at], landscape.band[at + COLUMNS]);
            struct tile tile =
                looks[i].braille ? landscape.tile[cell]
                : looks[i].blocks
                    ? halves
                    : mosaic_plain(landscape_cell(&landscape, cell / COLUMNS, cell % COLUMNS));
            if (tile.ground != LANDSCAPE_UNDEFINED)
                check_tile(&frame.cells[cell], &tile, &looks[i], landscape.bands);
        }
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* In any look: of what is undefined nothing looks like a band, and all of it is hatched. */
static void test_undefined(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct landscape landscape = hills(&looks[i]);
        struct frame frame = draw(&landscape, &looks[i]);
        uint32_t hatch = looks[i].braille ? 0x2571 : '/';

        for (int row = 0; row < ROWS; row++)
            for (int column = 0; column < COLUMNS; column++) {
                const struct cell *cell = frame_cell(&frame, row, column);
                bool undefined = row > 8 && column <= 10, half = row == 8 && column <= 10;

                if (undefined)
                    assert_true(cell->glyph == hatch && cell->bg == FRAME_DEFAULT);
                else if (!half)
                    assert_true(cell->glyph != hatch);
                else if (looks[i].colors == 0 || !looks[i].blocks)
                    assert_true(cell->glyph == hatch);
                else
                    assert_true(cell->glyph == 0x2580 && cell->bg == FRAME_DEFAULT);
            }
        for (int band = 0; band < landscape.bands; band++)
            assert_true(colormap_shade(&looks[i], landscape.bands, band) != hatch);
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* Where one band is around, cells are blanks of one pair, which take few bytes. */
static void test_blanks(void **state)
{
    const struct display *display = &looks[0];
    struct landscape landscape = hills(display);
    struct frame frame;
    int blanks = 0;

    (void)state;
    for (int i = 0; i < 2 * ROWS * COLUMNS; i++)
        landscape.field[i] = i % COLUMNS < 20 ? 1 : 2;
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 2, INFINITY));
    frame = draw(&landscape, display);
    for (int column = 0; column < 19; column++)
        assert_true(frame.cells[column].glyph == ' ' &&
                    frame.cells[column].fg == frame.cells[0].fg &&
                    frame.cells[column].bg == frame.cells[0].bg);
    for (int i = 0; i < ROWS * COLUMNS; i++)
        blanks += frame.cells[i].glyph == ' ';
    assert_true(blanks >= ROWS * 19);
    frame_release(&frame);
    landscape_release(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiles),
        cmocka_unit_test(test_undefined),
        cmocka_unit_test(test_blanks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
