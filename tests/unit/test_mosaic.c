/* Tiles: the block element that divides a cell as its bands do. */
#include "drawing.h"

#include "view/mosaic.h"

enum { SIDE = MOSAIC_PARTS };

/* Is the part covered by the block element? From what Unicode says of each, apart from mosaic.c. */
static bool covers(uint32_t glyph, int row, int column)
{
    /* Quadrants from 0x2596 on: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
    static const int quadrants[] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};

    if (glyph == ' ')
        return false;
    if (glyph == 0x2580)
        return row < 4;
    if (glyph <= 0x2588)
        return row >= SIDE - (int)(glyph - 0x2580);
    if (glyph <= 0x258F)
        return column < (int)(0x2590 - glyph);
    if (glyph == 0x2590)
        return column >= 4;
    if (glyph == 0x2594)
        return row == 0;
    if (glyph == 0x2595)
        return column == SIDE - 1;
    return quadrants[glyph - 0x2596] >> (row / 4 * 2 + column / 4) & 1;
}

/* How many parts of the tile have another band. */
static int wrong_parts(const struct tile *tile, const uint8_t band[MOSAIC_CELL])
{
    int wrong = 0;

    for (int i = 0; i < MOSAIC_CELL; i++)
        wrong += band[i] != (covers(tile->glyph, i / SIDE, i % SIDE) ? tile->ink : tile->ground);
    return wrong;
}

static const uint32_t blocks[] = {0x2580, 0x2581, 0x2582, 0x2583, 0x2584, 0x2585, 0x2586, 0x2587,
                                  0x2588, 0x2589, 0x258A, 0x258B, 0x258C, 0x258D, 0x258E, 0x258F,
                                  0x2590, 0x2594, 0x2595, 0x2596, 0x2597, 0x2598, 0x2599, 0x259A,
                                  0x259B, 0x259C, 0x259D, 0x259E, 0x259F};

static void test_cover(void **state)
{
    static const uint32_t others[] = {' ', 'x', 0x257F, 0x2591, 0x2592, 0x2593, 0x25A0, 0x10FFFF};

    (void)state;
    for (size_t i = 0; i < COUNT(blocks); i++) {
        uint64_t parts = mosaic_cover(blocks[i]);
        int covered = 0;

        for (int part = 0; part < MOSAIC_CELL; part++) {
            assert_int_equal(parts >> part & 1, covers(blocks[i], part / SIDE, part % SIDE));
            covered += covers(blocks[i], part / SIDE, part % SIDE);
        }
        assert_int_equal(mosaic_count(parts), covered);
    }
    for (size_t i = 0; i < COUNT(others); i++)
        assert_true(mosaic_cover(others[i]) == 0);
}

/* What a block element can show is shown as it is, whichever of the bands is the ink. */
static void test_every_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT(blocks); i++) {
        uint8_t band[MOSAIC_CELL];

        for (int part = 0; part < MOSAIC_CELL; part++)
            band[part] = covers(blocks[i / 2], part / SIDE, part % SIDE) == i % 2 ? 3 : 7;
        struct tile tile = mosaic_tile(band, MOSAIC_EIGHTHS);
        assert_int_equal(wrong_parts(&tile, band), 0);
    }
}

/* No other division with these two bands is better; with three, one of them is the most common. */
static void test_best(void **state)
{
    (void)state;
    for (int slope = -12; slope <= 12; slope++)
        for (int offset = 0; offset < 60; offset++) {
            int bands = offset % 2 + 2, count[3] = {0};
            uint8_t band[MOSAIC_CELL];

            for (int i = 0; i < MOSAIC_CELL; i++) {
                int level = 4 * (i / SIDE) + slope * (i % SIDE) + offset - 30;
                band[i] = (uint8_t)(level < 0 ? 0 : level < 12 || bands == 2 ? 1 : 2);
                count[band[i]]++;
            }
            struct tile tile = mosaic_tile(band, MOSAIC_EIGHTHS);
            int most = count[1] > count[0] ? 1 : 0, wrong = wrong_parts(&tile, band);
            most = count[2] > count[most] ? 2 : most;
            assert_true(count[tile.ink] == count[most] || count[tile.ground] == count[most]);
            assert_true(wrong <= MOSAIC_CELL - count[most]);
            for (size_t i = 0; i < 2 * COUNT(blocks); i++) {
                struct tile other = {blocks[i / 2], i % 2 ? tile.ink : tile.ground,
                                     i % 2 ? tile.ground : tile.ink};
                assert_true(wrong <= wrong_parts(&other, band));
            }
        }
}

/* The sixths that a sextant covers, from the top left, as the name says that Unicode 13 gives
 * it. */
static void test_sextants(void **state)
{
    static const struct {
        uint32_t glyph;
        const char *sixths;
    } rows[] = {{0x1FB00, "1"},     {0x1FB01, "2"},    {0x1FB02, "12"},  {0x1FB03, "3"},
                {0x1FB0A, "124"},   {0x1FB13, "35"},   {0x1FB14, "235"}, {0x1FB1E, "6"},
                {0x1FB27, "146"},   {0x1FB28, "1246"}, {0x1FB2D, "56"},  {0x1FB39, "3456"},
                {0x1FB3A, "13456"}, {0x1FB3B, "23456"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t band[MOSAIC_CELL];

        for (int part = 0; part < MOSAIC_CELL; part++) {
            int row = part / SIDE, sixth = (row < 3 ? 0 : row < 5 ? 2 : 4) + part % SIDE / 4;
            bool inked = strchr(rows[i].sixths, '1' + sixth);

            assert_int_equal(mosaic_cover(rows[i].glyph) >> part & 1, inked);
            band[part] = inked ? 4 : 2;
        }
        struct tile tile = mosaic_tile(band, MOSAIC_SEXTANTS);
        uint64_t inked = mosaic_cover(tile.glyph);

        for (int part = 0; part < MOSAIC_CELL; part++)
            assert_int_equal(inked >> part & 1 ? tile.ink : tile.ground, band[part]);
        tile = mosaic_tile(band, MOSAIC_EIGHTHS);
        assert_true(tile.glyph < 0x1FB00);
    }
    assert_true(mosaic_cover(0x1FAFF) == 0 && mosaic_cover(0x1FB3C) == 0);
}

static void test_halves(void **state)
{
    static const struct {
        uint8_t upper, lower;
        struct tile tile;
    } rows[] = {
        {3, 3, {' ', 3, 3}},
        {3, 5, {0x2580, 3, 5}},
        {5, 3, {0x2580, 5, 3}},
        {LANDSCAPE_UNDEFINED, 3, {0x2584, 3, LANDSCAPE_UNDEFINED}},
        {3, LANDSCAPE_UNDEFINED, {0x2580, 3, LANDSCAPE_UNDEFINED}},
        {LANDSCAPE_UNDEFINED, LANDSCAPE_UNDEFINED, {' ', LANDSCAPE_UNDEFINED, LANDSCAPE_UNDEFINED}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct tile tile = mosaic_halves(rows[i].upper, rows[i].lower);

        assert_int_equal(tile.glyph, rows[i].tile.glyph);
        assert_int_equal(tile.ink, rows[i].tile.ink);
        assert_int_equal(tile.ground, rows[i].tile.ground);
    }
}

/* The band that is seen in a part. */
static int seen(const struct tile *tile, int part)
{
    return covers(tile->glyph, part / SIDE, part % SIDE) ? tile->ink : tile->ground;
}

static void check_same(const struct tile *tile, const struct tile *want)
{
    for (int part = 0; part < MOSAIC_CELL; part++)
        assert_int_equal(seen(tile, part), seen(want, part));
}

/* A landscape of ROWS x COLUMNS cells: the field is a plane, rising by so much a pixel. */
enum { ROWS = 6, COLUMNS = 12 };

static struct landscape slope_of(double right, double down)
{
    struct landscape landscape = landscape_of(ROWS, COLUMNS);

    for (int row = 0; row < 2 * ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            landscape.field[row * COLUMNS + column] = right * column + down * row;
    return landscape;
}

/* Inside a plane, the tiles are those of its very values at the middles of the parts. */
static void test_plane(void **state)
{
    static const double slopes[][2] = {{1, 0},       {0, 1},       {1, 0.2987},
                                       {-0.2113, 1}, {1, -0.9431}, {-1, -2.7183}};

    (void)state;
    for (size_t i = 0; i < COUNT(slopes); i++) {
        struct landscape plane = slope_of(slopes[i][0], slopes[i][1]);

        assert_true(landscape_cut(&plane, SCALE_LINEAR, 5, INFINITY));
        for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
            int row = cell / COLUMNS, column = cell % COLUMNS;
            uint8_t band[MOSAIC_CELL];

            if (row == 0 || row == ROWS - 1 || column == 0 || column == COLUMNS - 1)
                continue;
            for (int part = 0; part < MOSAIC_CELL; part++) {
                double x = column + (part % SIDE + 0.5) / SIDE - 0.5;
                double y = 2 * (row + (part / SIDE + 0.5) / SIDE) - 0.5;
                band[part] = (uint8_t)landscape_band(&plane, slopes[i][0] * x + slopes[i][1] * y);
            }
            struct tile tile = mosaic_tile(band, MOSAIC_EIGHTHS);
            check_same(&plane.tile[cell], &tile);
        }
        landscape_release(&plane);
    }
}

/* Next to what is not finite a cell is its two halves. */
static void test_not_finite(void **state)
{
    static const double strange[] = {NAN, INFINITY, -INFINITY};

    (void)state;
    for (size_t i = 0; i < COUNT(strange); i++) {
        struct landscape plane = slope_of(1, 0.3);

        for (int row = 0; row < 2 * ROWS; row++)
            plane.field[row * COLUMNS + 5] = strange[i];
        plane.field[7 * COLUMNS + 5] = 6.5;
        assert_true(landscape_cut(&plane, SCALE_LINEAR, 5, INFINITY));
        for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
            int at = cell / COLUMNS * 2 * COLUMNS + cell % COLUMNS;
            struct tile halves = mosaic_halves(plane.band[at], plane.band[at + COLUMNS]);

            if (cell % COLUMNS < 4 || cell % COLUMNS > 6)
                continue;
            check_same(&plane.tile[cell], &halves);
        }
        landscape_release(&plane);
    }
}

/* Of each kind what is seen are halves, or means of them; and pairs change no more often than bands
 * do. */
static void test_kinds(void **state)
{
    (void)state;
    for (int kind = MOSAIC_HALVES; kind <= MOSAIC_WHOLE; kind++) {
        struct landscape plane = slope_of(1, 0.2987);

        plane.kind = (enum mosaic_kind)kind;
        plane.field[3] = NAN;
        assert_true(landscape_cut(&plane, SCALE_LINEAR, 5, INFINITY));
        for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
            int row = cell / COLUMNS, column = cell % COLUMNS;
            int at = row * 2 * COLUMNS + column;
            struct tile halves = mosaic_halves(plane.band[at], plane.band[at + COLUMNS]);
            struct tile whole = mosaic_plain(landscape_cell(&plane, row, column));
            check_same(&plane.tile[cell], kind == MOSAIC_HALVES ? &halves : &whole);
        }
        landscape_release(&plane);
    }
}

/* A row with one boundary has one pair, and blanks up to there, whatever divides the cell in which
 * it is. */
static void test_pairs(void **state)
{
    static const double heights[] = {0.3, 0.9, 1.1};

    (void)state;
    for (size_t i = 0; i < COUNT(heights); i++) {
        struct landscape step = slope_of(0, 0);

        for (int at = 0; at < 2 * ROWS * COLUMNS; at++)
            step.field[at] = at % COLUMNS < 6 ? 0 : at % COLUMNS > 6 ? 2 : heights[i];
        assert_true(landscape_cut(&step, SCALE_LINEAR, 2, INFINITY));
        for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
            const struct tile *tile = &step.tile[cell], *first = &step.tile[0];

            assert_true(tile->ink == first->ink && tile->ground == first->ground);
            assert_true(cell % COLUMNS > 4 || tile->glyph == ' ');
        }
        landscape_release(&step);
    }
}

/* Samples divided as a block is divided give that block, whichever of the two numbers is inside;
 * what is the terminal's own ground is never ink, and yet as many samples are right where there is
 * an inverse. */
static void test_sampled(void **state)
{
    static const uint32_t glyphs[] = {0x2580, 0x2581, 0x2584, 0x2587, 0x258C, 0x2590,
                                      0x2596, 0x2599, 0x259A, 0x259C, 0x259D, 0x259F};

    (void)state;
    for (size_t i = 0; i < COUNT(glyphs); i++)
        for (int none = 199; none <= 201; none++) {
            uint8_t sample[MOSAIC_SAMPLES];
            int wrong = 0;

            for (int k = 0; k < MOSAIC_SAMPLES; k++)
                sample[k] = covers(glyphs[i], k / 2, k % 2 * 4) ? 201 : 200;
            struct tile tile = mosaic_sampled(sample, MOSAIC_EIGHTHS, (uint8_t)none);
            for (int k = 0; k < MOSAIC_SAMPLES; k++)
                wrong +=
                    sample[k] != (covers(tile.glyph, k / 2, k % 2 * 4) ? tile.ink : tile.ground);
            assert_true(tile.ink != none || tile.ground == none);
            assert_true(wrong == 0 || (none == 201 && glyphs[i] >= 0x2581 && glyphs[i] <= 0x2587));
            assert_in_range(wrong, 0, 4);
        }
}

/* Samples that are alike are one plain cell; with half blocks each half is what most of it is. */
static void test_sampled_kinds(void **state)
{
    static const uint8_t thirds[MOSAIC_SAMPLES] = {7, 7, 7, 7, 7, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9};
    uint8_t same[MOSAIC_SAMPLES];

    (void)state;
    memset(same, 77, sizeof same);
    for (int kind = MOSAIC_EIGHTHS; kind <= MOSAIC_WHOLE; kind++) {
        struct tile tile = mosaic_sampled(same, (enum mosaic_kind)kind, 0);

        assert_true(tile.glyph == ' ' && tile.ink == 77 && tile.ground == 77);
    }
    struct tile halves = mosaic_sampled(thirds, MOSAIC_HALVES, 0);
    assert_true(halves.glyph == 0x2580 && halves.ink == 7 && halves.ground == 5);
    halves = mosaic_sampled(thirds, MOSAIC_HALVES, 7);
    assert_true(halves.glyph == 0x2584 && halves.ink == 5 && halves.ground == 7);
    assert_int_equal(mosaic_sampled(thirds, MOSAIC_WHOLE, 0).ground, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cover),         cmocka_unit_test(test_every_block),
        cmocka_unit_test(test_best),          cmocka_unit_test(test_sextants),
        cmocka_unit_test(test_halves),        cmocka_unit_test(test_plane),
        cmocka_unit_test(test_not_finite),    cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_pairs),         cmocka_unit_test(test_sampled),
        cmocka_unit_test(test_sampled_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
