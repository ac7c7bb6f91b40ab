/* The bands as cells of a frame. */
#include "drawing.h"

#include "view/heatmap.h"
#include "view/mosaic.h"

enum { ROWS = 12, COLUMNS = 40 };

static const struct display looks[] = {
    {.colors = 256, .blocks = true, .braille = true},
    {.colors = 256, .blocks = true},
    {.colors = 256},
    {.colors = 16, .blocks = true, .braille = true},
    {.colors = 8, .blocks = true, .braille = true},
    {.blocks = true, .braille = true},
    {.blocks = true},
    {.backdrop = BACKDROP_DARK},
    {.colors = FRAME_RGB, .blocks = true, .braille = true, .sextants = true},
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
    landscape.kind = mosaic_kind(display);
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

/* What is seen are the tiles, in the colours of their bands. */
static void test_tiles(void **state)
{
    const struct colormap *colormap = table_row(&colormaps, 0);

    (void)state;
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct landscape landscape = hills(&looks[i]);
        struct frame frame = draw(&landscape, &looks[i]);

        for (int at = 0; at < ROWS * COLUMNS && looks[i].colors > 0; at++) {
            const struct tile *tile = &landscape.tile[at];
            const struct cell *cell = &frame.cells[at];

            if (tile->ground == LANDSCAPE_UNDEFINED)
                continue;
            assert_int_equal(cell->glyph, tile->glyph);
            assert_int_equal(cell->fg,
                             colormap_color(colormap, &looks[i], landscape.bands, tile->ink));
            assert_int_equal(cell->bg,
                             colormap_color(colormap, &looks[i], landscape.bands, tile->ground));
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

/* What does not fit into the frame is cut off: the frame is the upper half of a larger one. */
static void test_cut_off(void **state)
{
    struct landscape landscape = hills(&looks[0]);
    struct frame frame = frame_of(2 * ROWS, COLUMNS);

    (void)state;
    frame.rows = ROWS;
    heatmap_draw(&frame, (struct rectangle){ROWS - 2, COLUMNS - 3, ROWS, COLUMNS}, &looks[0],
                 &landscape, table_row(&colormaps, 0));
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            bool drawn = row >= ROWS - 2 && column >= COLUMNS - 3;
            assert_int_equal(frame_cell(&frame, row, column)->bg != FRAME_DEFAULT, drawn);
        }
    frame.rows = 2 * ROWS;
    for (int row = ROWS; row < 2 * ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            assert_int_equal(frame_cell(&frame, row, column)->bg, FRAME_DEFAULT);
    frame_release(&frame);
    landscape_release(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiles),
        cmocka_unit_test(test_undefined),
        cmocka_unit_test(test_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
