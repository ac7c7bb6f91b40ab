#include "drawing.h"

#include "view/heatmap.h"
#include "view/hills.h"

static const struct bearing north = {{1, 0}, {0, 1}}, south = {{-1, 0}, {0, -1}};
static const struct display deep = {.colors = FRAME_RGB, .blocks = true, .braille = true};

enum { ROWS = 10, COLUMNS = 20 };

/* Level i across, j down. */
static struct landscape plain(double across, double down)
{
    struct landscape landscape = landscape_of(ROWS, COLUMNS);
    for (int row = 0; row < 2 * ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            landscape.field[row * COLUMNS + column] = across * column + down * row;
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 10, INFINITY));
    return landscape;
}

static double middle_shade(const struct landscape *landscape, const struct bearing *bearing)
{
    struct hills hills;
    assert_true(hills_init(&hills, landscape, bearing));
    double shade = (double)hills.shade[ROWS * COLUMNS + COLUMNS / 2];
    hills_release(&hills);
    return shade;
}

/* The light comes from the upper left of who looks on, whichever way that is. */
static void test_light(void **state)
{
    (void)state;
    struct landscape level = plain(0, 0), to_left = plain(1, 0), to_right = plain(-1, 0);
    struct landscape to_top = plain(0, 1), to_bottom = plain(0, -1);
    double even = middle_shade(&level, &north);
    assert_true(even > 0.6 && even < 0.9);
    assert_true(middle_shade(&level, &south) == even);
    assert_true(middle_shade(&to_left, &north) > middle_shade(&to_right, &north) + 0.1);
    assert_true(fabs(middle_shade(&to_left, &north) - middle_shade(&to_right, &south)) < 1e-3);
    assert_true(fabs(middle_shade(&to_bottom, &north) - middle_shade(&to_top, &south)) < 1e-3);
    struct landscape *all[] = {&level, &to_left, &to_right, &to_top, &to_bottom};
    for (size_t i = 0; i < COUNT(all); i++)
        landscape_release(all[i]);
}

/* Slopes that the landscape has decide, whatever the neighbours are; where they are not finite the
 * neighbours do. */
static void test_known_slopes(void **state)
{
    (void)state;
    struct landscape l = plain(1, 0);
    enum { PIXELS = 2 * ROWS * COLUMNS };
    double by_neighbours = middle_shade(&l, &north);
    l.slope = calloc(2 * PIXELS, sizeof *l.slope);
    assert_non_null(l.slope);
    for (int i = 0; i < PIXELS; i++)
        l.slope[i] = 1;
    assert_true(fabs(middle_shade(&l, &north) - by_neighbours) < 1e-6);
    for (int i = 0; i < PIXELS; i++)
        l.slope[i] = -1;
    struct landscape other = plain(-1, 0);
    assert_true(fabs(middle_shade(&l, &north) - middle_shade(&other, &north)) < 1e-6);
    for (int i = 0; i < PIXELS; i++)
        l.slope[i] = NAN;
    assert_true(middle_shade(&l, &north) == by_neighbours);
    landscape_release(&l);
    landscape_release(&other);
}

/* Pixels beside what is undefined have a light, too. */
static void test_undefined(void **state)
{
    (void)state;
    struct landscape l = plain(1, 0);
    struct hills hills;
    for (int i = 0; i < 2 * ROWS * COLUMNS; i += 3)
        l.field[i] = NAN;
    assert_true(landscape_cut(&l, SCALE_LINEAR, 10, INFINITY));
    assert_true(hills_init(&hills, &l, &north));
    for (int i = 0; i < 2 * ROWS * COLUMNS; i++) {
        assert_true(hills.shade[i] >= 0 && hills.shade[i] <= 1);
        assert_true(isnan(hills.level[i]) == isnan(l.field[i]));
    }
    hills_release(&hills);
    landscape_release(&l);
}

/* Shades rise in lightness, and on all of them path and letters can be read. */
static void test_contrast(void **state)
{
    (void)state;
    static const int looks[] = {256, FRAME_RGB};
    for (size_t look = 0; look < COUNT(looks); look++)
        for (size_t i = 0; i < colormaps.count; i++)
            for (int band = 0; band < LANDSCAPE_MAX_BANDS; band++) {
                const struct colormap *map = table_row(&colormaps, i);
                const struct display display = {.colors = looks[look], .blocks = true};
                int color = colormap_color(map, &display, LANDSCAPE_MAX_BANDS, band);
                double before = -1;
                for (int shade = 0; shade < HILLS_SHADES; shade++) {
                    int lit = hills_color(&display, color, shade);
                    double lightness = palette_lightness(lit);
                    if (looks[look] == FRAME_RGB && lightness + 1e-9 < before)
                        fail_msg("%s, band %d, shade %d is darker", map->name, band, shade);
                    before = lightness;
                    if (palette_contrast(colormap_path(map, &display, lit), lit) < 3 ||
                        palette_contrast(palette_ink(&display, lit), lit) < 4.5)
                        fail_msg("%s, band %d, shade %d: path %.2f, ink %.2f", map->name, band,
                                 shade, palette_contrast(colormap_path(map, &display, lit), lit),
                                 palette_contrast(palette_ink(&display, lit), lit));
                }
            }
}

/* A lit map has the bands of the map: every colour is a shade of a band that the cell has without
 * light. */
static void test_map(void **state)
{
    (void)state;
    const struct colormap *map = table_row(&colormaps, 0);
    const struct rectangle area = {0, 0, ROWS, COLUMNS};
    struct landscape l = plain(1, 0.7);
    struct frame flat = frame_of(ROWS, COLUMNS), lit = frame_of(ROWS, COLUMNS);
    struct hills hills;
    assert_true(hills_init(&hills, &l, &north));
    heatmap_draw(&flat, area, &deep, &l, map);
    heatmap_draw_lit(&lit, area, &deep, &l, map, &hills);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        const struct cell *a = &flat.cells[i], *b = &lit.cells[i];
        bool fg = false, bg = false;
        for (int shade = 0; shade < HILLS_SHADES; shade++) {
            int of_ink = hills_color(&deep, a->fg, shade),
                of_ground = hills_color(&deep, a->bg, shade);
            fg = fg || b->fg == of_ink || b->fg == of_ground;
            bg = bg || b->bg == of_ink || b->bg == of_ground;
        }
        assert_true(fg && bg);
    }
    hills_release(&hills);
    frame_release(&flat);
    frame_release(&lit);
    landscape_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_light),     cmocka_unit_test(test_known_slopes),
        cmocka_unit_test(test_undefined), cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
