#include "view/mosaic.h"

#include <math.h>

#include "view/landscape.h"

enum {
    FIRST = 0x2580,
    LAST = 0x259F,
    GLYPHS = LAST - FIRST + 1,
    FIRST_SEXTANT = 0x1FB00,
    SEXTANTS = 60,
    BLOCKS = GLYPHS + SEXTANTS,
    UPPER_HALF = MOSAIC_UPPER,
    LOWER_HALF = 0x2584,
    FULL = MOSAIC_FULL,
    HALF = MOSAIC_PARTS / 2
};

enum mosaic_kind mosaic_kind(const struct display *display)
{
    if (display->sextants)
        return MOSAIC_SEXTANTS;
    return display->braille ? MOSAIC_EIGHTHS : display->blocks ? MOSAIC_HALVES : MOSAIC_WHOLE;
}

/* --- the block elements --- */

#define ROW_OF_PARTS UINT64_C(0xFF)
#define COLUMN_OF_PARTS UINT64_C(0x0101010101010101)
#define UPPER(rows) (~UINT64_C(0) >> (MOSAIC_PARTS * (MOSAIC_PARTS - (rows))))
#define LOWER(rows) (~UINT64_C(0) << (MOSAIC_PARTS * (MOSAIC_PARTS - (rows))))
#define LEFT(columns) (COLUMN_OF_PARTS * (ROW_OF_PARTS >> (MOSAIC_PARTS - (columns))))
#define RIGHT(columns) (~LEFT(MOSAIC_PARTS - (columns)))
#define QUADRANT(vertical, horizontal) (vertical(4) & horizontal(4))

/* A sixth is a half of three parts of the eight, in the middle of two. Bit 0 is the one at the top
 * left, bit 1 the one beside it. */
#define SIXTH(n, bit, rows, half) ((n) >> (bit)&1 ? (rows)&half(4) : 0)
#define SIXTHS(n, bit, rows) (SIXTH(n, bit, rows, LEFT) | SIXTH(n, (bit) + 1, rows, RIGHT))
#define SEXTANT(n)                                                                                 \
    (SIXTHS(n, 0, UPPER(3)) | SIXTHS(n, 2, UPPER(5) & LOWER(5)) | SIXTHS(n, 4, LOWER(3)))
#define FIVE_FROM(n)                                                                               \
    SEXTANT(n), SEXTANT((n) + 1), SEXTANT((n) + 2), SEXTANT((n) + 3), SEXTANT((n) + 4)

/* What the blocks cover: the glyphs from FIRST on, of which shades have 0, and then the sextants,
 * in Unicode's order, which is that of their bits without the halves. */
static const uint64_t cover[BLOCKS] = {
    [0x00] = UPPER(4),
    [0x01] = LOWER(1),
    [0x02] = LOWER(2),
    [0x03] = LOWER(3),
    [0x04] = LOWER(4),
    [0x05] = LOWER(5),
    [0x06] = LOWER(6),
    [0x07] = LOWER(7),
    [0x08] = UPPER(8),
    [0x09] = LEFT(7),
    [0x0A] = LEFT(6),
    [0x0B] = LEFT(5),
    [0x0C] = LEFT(4),
    [0x0D] = LEFT(3),
    [0x0E] = LEFT(2),
    [0x0F] = LEFT(1),
    [0x10] = RIGHT(4),
    [0x14] = UPPER(1),
    [0x15] = RIGHT(1),
    [0x16] = QUADRANT(LOWER, LEFT),
    [0x17] = QUADRANT(LOWER, RIGHT),
    [0x18] = QUADRANT(UPPER, LEFT),
    [0x19] = LEFT(4) | LOWER(4),
    [0x1A] = QUADRANT(UPPER, LEFT) | QUADRANT(LOWER, RIGHT),
    [0x1B] = LEFT(4) | UPPER(4),
    [0x1C] = RIGHT(4) | UPPER(4),
    [0x1D] = QUADRANT(UPPER, RIGHT),
    [0x1E] = QUADRANT(UPPER, RIGHT) | QUADRANT(LOWER, LEFT),
    [0x1F] = RIGHT(4) | LOWER(4),
    FIVE_FROM(1),
    FIVE_FROM(6),
    FIVE_FROM(11),
    FIVE_FROM(16),
    FIVE_FROM(22),
    FIVE_FROM(27),
    FIVE_FROM(32),
    FIVE_FROM(37),
    FIVE_FROM(43),
    FIVE_FROM(48),
    FIVE_FROM(53),
    FIVE_FROM(58),
};

/* The block of a glyph, or -1. */
static int block_of(uint32_t glyph)
{
    if (glyph >= FIRST_SEXTANT && glyph < FIRST_SEXTANT + SEXTANTS)
        return (int)(GLYPHS + glyph - FIRST_SEXTANT);
    return glyph >= FIRST && glyph <= LAST ? (int)(glyph - FIRST) : -1;
}

static uint32_t glyph_of(int block)
{
    return block < GLYPHS ? FIRST + (uint32_t)block : FIRST_SEXTANT + (uint32_t)(block - GLYPHS);
}

uint64_t mosaic_cover(uint32_t glyph)
{
    int block = block_of(glyph);

    return block < 0 ? 0 : cover[block];
}

/* By sums of ever more neighbouring bits (Warren, Hacker's Delight, 2013, section 5-1). */
int mosaic_count(uint64_t parts)
{
    parts -= parts >> 1 & UINT64_C(0x5555555555555555);
    parts = (parts & UINT64_C(0x3333333333333333)) + (parts >> 2 & UINT64_C(0x3333333333333333));
    parts = (parts + (parts >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (int)(parts * UINT64_C(0x0101010101010101) >> 56);
}

/* The glyph that covers all other parts, a sextant for a sextant; 0: there is none. */
static uint32_t inverse_of(uint32_t glyph)
{
    uint64_t rest = ~mosaic_cover(glyph);
    bool sextant = block_of(glyph) >= GLYPHS;

    for (int i = sextant ? GLYPHS : 0; i < (sextant ? BLOCKS : GLYPHS); i++)
        if (rest && cover[i] == rest)
            return glyph_of(i);
    return 0;
}

/* Exchanges ink and ground where there is a glyph for that. */
static void exchange(struct tile *tile)
{
    uint32_t inverse = inverse_of(tile->glyph);

    if (inverse)
        *tile = (struct tile){inverse, tile->ground, tile->ink};
}

/* --- a tile --- */

struct tile mosaic_plain(int band)
{
    return (struct tile){' ', (uint8_t)band, (uint8_t)band};
}

struct tile mosaic_halves(uint8_t upper, uint8_t lower)
{
    if (upper == lower)
        return mosaic_plain(upper);
    if (upper == LANDSCAPE_UNDEFINED)
        return (struct tile){LOWER_HALF, lower, upper};
    return (struct tile){UPPER_HALF, upper, lower};
}

/* The parts of each band, and how many they are. */
struct shares {
    uint64_t of[LANDSCAPE_MAX_BANDS];
    int count[LANDSCAPE_MAX_BANDS];
    int most; /* the band of most parts */
    int bare; /* the band that is never ink; NO_BAND: each may be */
    enum mosaic_kind kind;
};

enum { NO_BAND = -1 };

static void count_shares(struct shares *shares)
{
    shares->most = 0;
    for (int band = 0; band < LANDSCAPE_MAX_BANDS; band++) {
        shares->count[band] = shares->of[band] ? mosaic_count(shares->of[band]) : 0;
        if (shares->count[band] > shares->count[shares->most])
            shares->most = band;
    }
}

/* A division of a cell, and how many parts have their band. */
struct division {
    int block;
    int ink, ground;
    int right;
};

/* Divisions that no exchange of ink and ground makes of each other: lower and left eighths, which
 * hold the halves, and quadrants. */
static const uint8_t divisions[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x09, 0x0A, 0x0B,
                                    0x0C, 0x0D, 0x0E, 0x0F, 0x16, 0x17, 0x18, 0x1A, 0x1D};

/* May the block be of that band? What is never ink needs the inverse block for the other one. */
static bool may_ink(const struct shares *shares, int band, int block)
{
    return band != shares->bare || inverse_of(glyph_of(block));
}

/* Is it better to divide a cell of these two bands by the block? */
static void try_block(const struct shares *shares, int a, int b, int block, struct division *best)
{
    uint64_t inked = cover[block];
    int more = mosaic_count(inked & shares->of[a]) - mosaic_count(inked & shares->of[b]);

    if (shares->count[b] + more > best->right && may_ink(shares, a, block))
        *best = (struct division){block, a, b, shares->count[b] + more};
    if (shares->count[a] - more > best->right && may_ink(shares, b, block))
        *best = (struct division){block, b, a, shares->count[a] - more};
}

/* Looks for a better one into these two bands. */
static void divide(const struct shares *shares, int a, int b, struct division *best)
{
    for (size_t i = 0; i < sizeof divisions; i++)
        try_block(shares, a, b, divisions[i], best);
    for (int i = GLYPHS; shares->kind == MOSAIC_SEXTANTS && i < BLOCKS; i++)
        try_block(shares, a, b, i, best);
}

static struct tile tile_of(struct shares *shares)
{
    count_shares(shares);
    int most = shares->most;
    struct division best = {.ink = most, .ground = most, .right = shares->count[most]};

    for (int band = 0; band < LANDSCAPE_MAX_BANDS; band++)
        if (band != most && shares->count[band])
            divide(shares, band, most, &best);
    if (best.ink == best.ground)
        return mosaic_plain(most);
    return (struct tile){glyph_of(best.block), (uint8_t)best.ink, (uint8_t)best.ground};
}

struct tile mosaic_tile(const uint8_t band[MOSAIC_CELL], enum mosaic_kind kind)
{
    struct shares shares = {.bare = NO_BAND, .kind = kind};

    for (int i = 0; i < MOSAIC_CELL; i++)
        shares.of[band[i]] |= UINT64_C(1) << i;
    return tile_of(&shares);
}

/* --- a tile of samples --- */

/* The different samples of a cell, at most as many as there may be bands: those that come later
 * count as the first one. */
struct palette {
    uint8_t sample[LANDSCAPE_MAX_BANDS];
    int count;
};

static int entry_of(struct palette *palette, uint8_t sample)
{
    for (int i = 0; i < palette->count; i++)
        if (palette->sample[i] == sample)
            return i;
    if (palette->count == LANDSCAPE_MAX_BANDS)
        return 0;
    palette->sample[palette->count] = sample;
    return palette->count++;
}

static uint64_t sample_parts(int i)
{
    const uint64_t half = ROW_OF_PARTS >> HALF;

    return half << (i / MOSAIC_ACROSS * MOSAIC_PARTS + i % MOSAIC_ACROSS * HALF);
}

static uint8_t most_of(const uint8_t *sample, int count)
{
    uint8_t most = sample[0];
    int of_most = 0;

    for (int i = 0; i < count; i++) {
        int same = 0;

        for (int k = 0; k < count; k++)
            same += sample[k] == sample[i];
        if (same > of_most) {
            of_most = same;
            most = sample[i];
        }
    }
    return most;
}

static bool all_alike(const uint8_t sample[MOSAIC_SAMPLES])
{
    for (int i = 1; i < MOSAIC_SAMPLES; i++)
        if (sample[i] != sample[0])
            return false;
    return true;
}

static struct tile best_of(const uint8_t sample[MOSAIC_SAMPLES], enum mosaic_kind kind,
                           uint8_t none)
{
    struct shares shares = {.bare = NO_BAND, .kind = kind};
    struct palette palette = {.count = 0};

    for (int i = 0; i < MOSAIC_SAMPLES; i++)
        shares.of[entry_of(&palette, sample[i])] |= sample_parts(i);
    for (int i = 0; i < palette.count; i++)
        if (palette.sample[i] == none)
            shares.bare = i;
    struct tile tile = tile_of(&shares);
    if (tile.ink != tile.ground && tile.ink == shares.bare)
        exchange(&tile);
    return (struct tile){tile.glyph, palette.sample[tile.ink], palette.sample[tile.ground]};
}

static struct tile halves_of(const uint8_t sample[MOSAIC_SAMPLES], uint8_t none)
{
    uint8_t upper = most_of(sample, MOSAIC_SAMPLES / 2);
    uint8_t lower = most_of(sample + MOSAIC_SAMPLES / 2, MOSAIC_SAMPLES / 2);

    if (upper == lower)
        return mosaic_plain(upper);
    if (upper == none)
        return (struct tile){LOWER_HALF, lower, upper};
    return (struct tile){UPPER_HALF, upper, lower};
}

struct tile mosaic_sampled(const uint8_t sample[MOSAIC_SAMPLES], enum mosaic_kind kind,
                           uint8_t none)
{
    if (all_alike(sample))
        return mosaic_plain(sample[0]);
    if (kind == MOSAIC_EIGHTHS || kind == MOSAIC_SEXTANTS)
        return best_of(sample, kind, none);
    if (kind == MOSAIC_HALVES)
        return halves_of(sample, none);
    return mosaic_plain(most_of(sample, MOSAIC_SAMPLES));
}

/* --- all tiles --- */

/* The pixels of a cell, and those around it; beyond the edge once more those at the edge. */
enum { DOWN = 4, ACROSS = 3 };

struct around {
    size_t line[DOWN]; /* where the rows of pixels begin */
    int column[ACROSS];
    int lowest, highest; /* bands; `highest` is LANDSCAPE_UNDEFINED where a value is */
};

static int within(int i, int count)
{
    return i < 0 ? 0 : i < count ? i : count - 1;
}

static void look_around(struct around *around, const struct landscape *landscape, int row,
                        int column)
{
    for (int i = 0; i < DOWN; i++)
        around->line[i] =
            (size_t)within(2 * row - 1 + i, landscape->rows) * (size_t)landscape->columns;
    for (int k = 0; k < ACROSS; k++)
        around->column[k] = within(column - 1 + k, landscape->columns);
    around->lowest = LANDSCAPE_UNDEFINED;
    around->highest = 0;
    for (int i = 0; i < DOWN; i++)
        for (int k = 0; k < ACROSS; k++) {
            int band = landscape->band[around->line[i] + (size_t)around->column[k]];

            around->lowest = band < around->lowest ? band : around->lowest;
            around->highest = band > around->highest ? band : around->highest;
        }
}

/* Takes their values; returns false where one is not finite. */
static bool take_values(const struct around *around, const struct landscape *landscape,
                        double value[DOWN][ACROSS])
{
    bool finite = true;

    for (int i = 0; i < DOWN; i++)
        for (int k = 0; k < ACROSS; k++) {
            value[i][k] = landscape->field[around->line[i] + (size_t)around->column[k]];
            finite = finite && isfinite(value[i][k]);
        }
    return finite;
}

/* The middles of the parts between the middles of two pixels: which row of parts begins with which
 * row of pixels, and how far on to the next each part is. Across, the first half of the parts lies
 * between the first two pixels, and the other half between the others. */
static const int above_row[MOSAIC_PARTS] = {0, 0, 1, 1, 1, 1, 2, 2};
static const double below[MOSAIC_PARTS] = {5 / 8., 7 / 8., 1 / 8., 3 / 8.,
                                           5 / 8., 7 / 8., 1 / 8., 3 / 8.};
static const double right[MOSAIC_PARTS] = {9 / 16., 11 / 16., 13 / 16., 15 / 16.,
                                           1 / 16., 3 / 16.,  5 / 16.,  7 / 16.};

static double mix(double first, double second, double weight)
{
    return (1 - weight) * first + weight * second;
}

/* The parts of a row above a level: bit i is part i. line[]: values above the middles of the
 * pixels. */
static uint64_t parts_above(const double line[ACROSS], double level)
{
    uint64_t parts = 0;

    for (int k = 0; k + 1 < ACROSS; k++) {
        bool first = line[k] > level, second = line[k + 1] > level;

        if (first && second)
            parts |= (ROW_OF_PARTS >> HALF) << k * HALF;
        for (int i = k * HALF; first != second && i < (k + 1) * HALF; i++)
            parts |= (uint64_t)(mix(line[k], line[k + 1], right[i]) > level) << i;
    }
    return parts;
}

/* of[b]: the parts of band b. */
static void part_bands(const struct around *around, const double value[DOWN][ACROSS],
                       const double *threshold, uint64_t of[LANDSCAPE_MAX_BANDS])
{
    uint64_t above[LANDSCAPE_MAX_BANDS] = {0}, left = ~UINT64_C(0);
    double line[ACROSS];

    for (int row = 0; row < MOSAIC_PARTS; row++) {
        const double *upper = value[above_row[row]], *lower = value[above_row[row] + 1];

        for (int k = 0; k < ACROSS; k++)
            line[k] = mix(upper[k], lower[k], below[row]);
        for (int b = around->lowest; b < around->highest; b++)
            above[b] |= parts_above(line, threshold[b]) << row * MOSAIC_PARTS;
    }
    for (int b = around->lowest; b <= around->highest; b++) {
        of[b] = left & ~above[b];
        left &= above[b];
    }
}

static struct tile halves_at(const struct landscape *landscape, int row, int column)
{
    size_t upper = (size_t)(2 * row) * (size_t)landscape->columns + (size_t)column;

    return mosaic_halves(landscape->band[upper],
                         landscape->band[upper + (size_t)landscape->columns]);
}

static struct tile divided(const struct landscape *landscape, int row, int column)
{
    double value[DOWN][ACROSS];
    struct shares shares = {.bare = NO_BAND, .kind = landscape->kind};
    struct around around;

    look_around(&around, landscape, row, column);
    if (around.lowest == around.highest)
        return mosaic_plain(around.lowest);
    if (!take_values(&around, landscape, value))
        return halves_at(landscape, row, column);
    part_bands(&around, value, landscape->threshold, shares.of);
    return tile_of(&shares);
}

static struct tile tile_at(const struct landscape *landscape, int row, int column)
{
    if (landscape->kind == MOSAIC_EIGHTHS || landscape->kind == MOSAIC_SEXTANTS)
        return divided(landscape, row, column);
    if (landscape->kind == MOSAIC_HALVES)
        return halves_at(landscape, row, column);
    return mosaic_plain(landscape_cell(landscape, row, column));
}

/* --- few pairs in a row --- */

struct pair {
    int ink, ground;
};

static const struct pair no_pair = {-1, -1};

static bool is_plain(const struct tile *tile)
{
    return tile->ink == tile->ground;
}

/* The pair that a plain cell begins: its band is the ground, and the ink is that of the next of the
 * `count` cells from it on in which there is another band. */
static struct pair plain_pair(const struct tile *tile, int count)
{
    int band = tile->ground;

    for (int i = 1; i < count && tile[i].ground != LANDSCAPE_UNDEFINED; i++) {
        if (tile[i].ink != band)
            return (struct pair){tile[i].ink, band};
        if (tile[i].ground != band)
            return (struct pair){tile[i].ground, band};
    }
    return (struct pair){band, band};
}

/* Makes the tile one of that pair; returns false where that can't be. */
static bool join(struct tile *tile, struct pair pair)
{
    if (is_plain(tile) && (tile->ink == pair.ground || tile->ink == pair.ink)) {
        uint32_t glyph = tile->ink == pair.ground ? ' ' : FULL;
        *tile = (struct tile){glyph, (uint8_t)pair.ink, (uint8_t)pair.ground};
    } else if (tile->ink == pair.ground && tile->ground == pair.ink) {
        exchange(tile);
    }
    return tile->ink == pair.ink && tile->ground == pair.ground;
}

/* Each tile has the pair of the one before, where that will do. */
static void pair_up(struct tile *tile, int count)
{
    struct pair pair = no_pair;

    for (; count > 0; tile++, count--) {
        if (tile->ground == LANDSCAPE_UNDEFINED) {
            pair = no_pair;
        } else if (!join(tile, pair)) {
            pair =
                is_plain(tile) ? plain_pair(tile, count) : (struct pair){tile->ink, tile->ground};
            join(tile, pair);
        }
    }
}

void mosaic_lay(struct landscape *landscape)
{
    int columns = landscape->columns;

    for (int row = 0; row < landscape->rows / 2; row++) {
        struct tile *line = &landscape->tile[(size_t)row * (size_t)columns];

        for (int column = 0; column < columns; column++)
            line[column] = tile_at(landscape, row, column);
        if (landscape->kind != MOSAIC_WHOLE)
            pair_up(line, columns);
    }
}
