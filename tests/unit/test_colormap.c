#include "drawing.h"

/* The palette as xterm's 256colres.h and charproc.c have it, computed here anew: 0xRRGGBB. */
static int palette_entry(int color)
{
    static const int low[16] = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    };
    int rgb = 0;
    if (color >= FRAME_RGB)
        return color - FRAME_RGB;
    if (color < 16)
        return low[color];
    if (color >= 232)
        return (8 + 10 * (color - 232)) * 0x010101;
    for (int part = 36; part > 0; part /= 6) {
        int cube = (color - 16) / part % 6;
        rgb = rgb << 8 | (cube ? 55 + 40 * cube : 0);
    }
    return rgb;
}

static double luminance(int color)
{
    return luminance_of(palette_entry(color));
}

static void test_luminance(void **state)
{
    (void)state;
    for (int color = 0; color < 256; color++)
        check_near("luminance", palette_luminance(color), luminance(color), 1e-12, 1e-3);
    /* By hand: black, white, pure red is its weight. */
    check_near("black", palette_luminance(16), 0, 0, 0);
    check_near("white", palette_luminance(231), 1, 1e-12, 1);
    check_near("red", palette_luminance(196), 0.2126, 1e-12, 1);
}

/* L* of black is 0, of white 100, of sRGB grey 128 (entry 244) 53.585 (published tables: 53.59). */
static void test_lightness(void **state)
{
    (void)state;
    check_near("black", palette_lightness(0), 0, 0, 0);
    check_near("white", palette_lightness(15), 100, 1e-12, 1);
    check_near("grey", palette_lightness(244), 53.585, 1e-4, 1);
    /* (0, 0, 8), of entry 232 the darkest grey, is on the straight part: 903.3 Y. */
    check_near("dark", palette_lightness(232), luminance(232) * 24389 / 27, 1e-9, 1);
}

/* Looks, and how many bands a map of a size has. */
static void test_band_count(void **state)
{
    (void)state;
    static const struct {
        struct display display;
        int columns, rows, bands;
    } cases[] = {
        {{.colors = FRAME_RGB, .blocks = true}, 54, 19, 10},
        {{.colors = FRAME_RGB, .blocks = true}, 80, 26, 12},
        {{.colors = 256, .blocks = true}, 54, 19, 10},
        {{.colors = 256, .blocks = true}, 80, 26, 12},
        {{.colors = 256, .blocks = true}, 79, 26, 10},
        {{.colors = 256, .blocks = true}, 80, 25, 10},
        {{.colors = 16, .blocks = true}, 200, 50, 6},
        {{.colors = 8, .blocks = true}, 200, 50, 5},
        {{.colors = 0, .blocks = true}, 200, 50, 5},
        {{.colors = 0}, 200, 50, 8},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int bands = colormap_bands(&cases[i].display, cases[i].columns, cases[i].rows);
        assert_int_equal(bands, cases[i].bands);
        assert_true(bands <= LANDSCAPE_MAX_BANDS);
    }
}

/* A look with colours, and its numbers of bands. */
static const struct {
    struct display display;
    int bands;
} ramps[] = {
    {{.colors = 256, .blocks = true}, 10},       {{.colors = 256, .blocks = true}, 12},
    {{.colors = 16, .blocks = true}, 6},         {{.colors = 8, .blocks = true}, 5},
    {{.colors = FRAME_RGB, .blocks = true}, 10}, {{.colors = FRAME_RGB, .blocks = true}, 12},
};

/* Does the display have the colour? */
static void check_has(const struct display *display, int color)
{
    if (color >= FRAME_RGB)
        assert_in_range(color, FRAME_RGB, display->colors >= FRAME_RGB ? 2 * FRAME_RGB - 1 : 0);
    else
        assert_in_range(color, 0, display->colors - 1);
}

/* Upon every band of every colormap in every number of colours the path holds 3 to 1 and has no
 * band's colour; of 256 colours and more it is one hue in two lightnesses. */
static void test_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < colormaps.count * COUNT(ramps); i++) {
        const struct colormap *map = table_row(&colormaps, i / COUNT(ramps));
        const struct display *display = &ramps[i % COUNT(ramps)].display;
        int bands = ramps[i % COUNT(ramps)].bands;
        for (int band = 0; band < bands; band++) {
            int ground = colormap_color(map, display, bands, band);
            int color = colormap_path(map, display, ground);
            if (palette_contrast(color, ground) < 3)
                fail_msg("%s: %g on %d", map->name, palette_contrast(color, ground), ground);
            check_has(display, color);
            for (int other = 0; other < bands && display->colors >= 256; other++)
                assert_int_not_equal(color, colormap_color(map, display, bands, other));
            if (display->colors >= 256)
                assert_true(color == map->light || color == map->dark);
            else
                assert_int_equal(color, palette_ink(display, ground));
        }
    }
    check_near("black on white", palette_contrast(16, 231), 21, 1e-12, 1);
    check_near("white on black", palette_contrast(231, 16), 21, 1e-12, 1);
}

/* The maps as they are published: of 256 values number 0, 9, 26, 60, 94, 128, 162, 196, 230 and 255
 * (matplotlib 3.6, lib/matplotlib/_cm_listed.py; seaborn 0.12, seaborn/cm.py). The map by straight
 * lines was compared with all 256: it is off by at most 2.2 of 255 (magma), 6.1 (inferno), 6.7
 * (viridis), 3.1 (mako), 9.7 (cividis). */
static void test_published_maps(void **state)
{
    (void)state;
    static const int number[] = {0, 9, 26, 60, 94, 128, 162, 196, 230, 255};
    static const struct {
        const char *name;
        int color[COUNT(number)];
    } maps[] = {
        {"magma",
         {0x000004, 0x040414, 0x150E38, 0x4A1079, 0x802582, 0xB73779, 0xE95462, 0xFC9065, 0xFECF92,
          0xFCFDBF}},
        {"inferno",
         {0x000004, 0x040314, 0x180C3C, 0x510E6C, 0x87216B, 0xBC3754, 0xE65D2F, 0xFB9606, 0xF6D746,
          0xFCFFA4}},
        {"viridis",
         {0x440154, 0x470E61, 0x482576, 0x3D4E8A, 0x2D718E, 0x21918C, 0x2AB07F, 0x67CC5C, 0xBDDF26,
          0xFDE725}},
        {"mako",
         {0x0B0405, 0x150A12, 0x26172B, 0x3D3164, 0x3C5397, 0x357BA3, 0x35A1AB, 0x50C6AD, 0xA9E1BD,
          0xDEF5E5}},
        {"cividis",
         {0x00224E, 0x00295D, 0x0C3470, 0x3F4C6C, 0x5F636F, 0x7D7C78, 0x9D9576, 0xC0B16A, 0xE5CF52,
          0xFEE838}},
    };
    for (size_t i = 0; i < COUNT(maps) * COUNT(number); i++) {
        size_t m = i / COUNT(number), n = i % COUNT(number);
        const struct colormap *map = table_find(&colormaps, maps[m].name);
        int color = colormap_rgb(map, number[n] / 255.0), most = number[n] % 255 ? 10 : 0;
        for (int shift = 0; shift < 24; shift += 8)
            if (abs((color >> shift & 0xFF) - (maps[m].color[n] >> shift & 0xFF)) > most)
                fail_msg("%s at %d: %06X", map->name, number[n], (unsigned)(color - FRAME_RGB));
    }
}

/* Every value is lighter than the one before, and what is beyond is the end. */
static void test_a_map_rises_all_the_way(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormaps.count; m++) {
        const struct colormap *map = table_row(&colormaps, m);
        double before = -1;
        for (int i = 0; i < 64; i++) {
            double now = palette_lightness(colormap_rgb(map, i / 63.0));
            if (now <= before)
                fail_msg("%s does not rise at %d of 63", map->name, i);
            before = now;
        }
        assert_int_equal(colormap_rgb(map, -1), colormap_rgb(map, 0));
        assert_int_equal(colormap_rgb(map, 2), colormap_rgb(map, 1));
        assert_int_equal(colormap_rgb(map, 1), FRAME_RGB | map->anchor[COLORMAP_ANCHORS - 1]);
    }
}

/* Through every list of every colormap: in the palette, and lighter band by band. Two neighbours
 * differ by at least 1 in L*, about what is just noticeable. */
static void test_lightness_rises(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormaps.count; m++)
        for (size_t r = 0; r < COUNT(ramps); r++)
            for (int band = 0; band < ramps[r].bands; band++) {
                const struct display *display = &ramps[r].display;
                int color = colormap_color(table_row(&colormaps, m), display, ramps[r].bands, band);
                check_has(display, color);
                if (band == 0)
                    continue;
                int below =
                    colormap_color(table_row(&colormaps, m), display, ramps[r].bands, band - 1);
                double rise = palette_lightness(color) - palette_lightness(below);
                if (rise < 1)
                    fail_msg("%s, %d bands: L* rises by %g from %d to %d",
                             table_name(&colormaps, m), ramps[r].bands, rise, below, color);
            }
}

/* The ink of the path can be read on every band: 4.5 to 1 at least. In 8 colours white is written
 * bold, which terminals show as entry 15. */
static void test_contrast(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormaps.count; m++)
        for (size_t r = 0; r < COUNT(ramps); r++)
            for (int band = 0; band < ramps[r].bands; band++) {
                const struct display *display = &ramps[r].display;
                int color = colormap_color(table_row(&colormaps, m), display, ramps[r].bands, band);
                int ink = palette_ink(display, color);
                check_has(display, ink);
                double written = luminance(display->colors == 8 && ink == 7 ? 15 : ink);
                double contrast = contrast_of(written, luminance(color));
                if (contrast < 4.5)
                    fail_msg("%s: %d on %d has %g to 1", table_name(&colormaps, m), ink, color,
                             contrast);
            }
}

/* On any colour of the palette one of black and white will do. */
static void test_ink_on_any_color(void **state)
{
    (void)state;
    const struct display display = {.colors = 256};
    for (int color = 0; color < 256; color++) {
        int ink = palette_ink(&display, color);
        assert_true(ink == 16 || ink == 231);
        assert_true(contrast_of(luminance(ink), luminance(color)) >= 4.5);
    }
}

/* Fewer or more bands than a ramp has: still in order, the darkest first and the lightest last. */
static void test_other_numbers_of_bands(void **state)
{
    (void)state;
    for (size_t r = 0; r < COUNT(ramps); r++) {
        const struct display *display = &ramps[r].display;
        const struct colormap *map = table_row(&colormaps, 0);
        for (int bands = 2; bands <= LANDSCAPE_MAX_BANDS; bands++) {
            double before = -1;
            for (int band = 0; band < bands; band++) {
                double now = palette_lightness(colormap_color(map, display, bands, band));
                assert_true(now >= before);
                before = now;
            }
            int full = bands > 10 && display->colors >= 256 ? 12 : ramps[r].bands;
            full = bands <= 10 && display->colors >= 256 ? 10 : full;
            int lightest = colormap_color(map, display, full, full - 1);
            assert_int_equal(colormap_color(map, display, bands, bands - 1), lightest);
            assert_int_equal(colormap_color(map, display, bands, 0),
                             colormap_color(map, display, full, 0));
            assert_int_equal(colormap_color(map, display, bands, 99), lightest);
        }
        assert_int_equal(colormap_color(map, display, 1, 0), colormap_color(map, display, 2, 0));
    }
}

static void test_shades(void **state)
{
    (void)state;
    static const uint32_t blocks[] = {' ', 0x2591, 0x2592, 0x2593, 0x2588};
    const struct display with_blocks = {.blocks = true};
    for (int band = 0; band < COLORMAP_SHADES; band++)
        assert_int_equal(colormap_shade(&with_blocks, COLORMAP_SHADES, band), blocks[band]);
    for (int band = 0; band < COLORMAP_ASCII_SHADES; band++) {
        uint32_t shade = colormap_shade(&bare, COLORMAP_ASCII_SHADES, band);
        assert_in_range(shade, ' ', '~');
        assert_null(strchr("oO@*<>^v", (int)shade)); /* those mark the path */
        for (int other = 0; other < band; other++)
            assert_int_not_equal(shade, colormap_shade(&bare, COLORMAP_ASCII_SHADES, other));
    }
    assert_int_equal(colormap_shade(&bare, COLORMAP_ASCII_SHADES, 0), ' ');
    assert_int_equal(colormap_shade(&bare, 12, 11), '%');
    assert_int_equal(colormap_shade(&bare, 1, 0), ' ');
    assert_int_equal(colormap_shade(&with_blocks, 5, 99), 0x2588);
}

static void test_rows(void **state)
{
    (void)state;
    assert_true(colormaps.count >= 4);
    for (size_t m = 0; m < colormaps.count; m++) {
        const struct colormap *map = table_row(&colormaps, m);
        assert_int_equal(strspn(map->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(map->name));
        assert_true(strlen(map->source) > 0);
        assert_int_equal(map->few[10], -1);
        assert_int_equal(map->many[12], -1);
    }
}

/* Upon each band of the quiet map every run's colour has 3 to 1, in 256 colours and in 24 bits;
 * they differ, and the bands rise. */
static void test_quiet(void **state)
{
    (void)state;
    static const int depths[] = {256, 1 << 24};
    for (size_t depth = 0; depth < COUNT(depths); depth++)
        for (int bands = 10; bands <= 12; bands += 2) {
            const struct display display = {
                .colors = depths[depth], .blocks = true, .braille = true};
            double before = -1;
            for (int band = 0; band < bands; band++) {
                int color = colormap_color(&colormap_quiet, &display, bands, band);
                assert_true(palette_lightness(color) > before);
                before = palette_lightness(color);
                for (int run = 0; run < RUN_COLORS; run++)
                    assert_true(palette_contrast(run_color(&display, run), color) >= 3);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quiet),
        cmocka_unit_test(test_luminance),
        cmocka_unit_test(test_lightness),
        cmocka_unit_test(test_band_count),
        cmocka_unit_test(test_path),
        cmocka_unit_test(test_published_maps),
        cmocka_unit_test(test_a_map_rises_all_the_way),
        cmocka_unit_test(test_lightness_rises),
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_ink_on_any_color),
        cmocka_unit_test(test_other_numbers_of_bands),
        cmocka_unit_test(test_shades),
        cmocka_unit_test(test_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
