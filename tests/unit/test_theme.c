/* Text and marks can be read on the backgrounds that terminals have. */
#include "drawing.h"

#include "cells/theme.h"

enum { LEGIBLE = 45, VISIBLE = 30, FAINT = 20, PALETTES = 5 }; /* contrast, in tenths */

/* The first 8 colours of xterm, of the VGA text mode, of GNOME Terminal (Tango), of Windows
 * Terminal (Campbell), and of Solarized, which is made for backgrounds of its own. */
static const struct {
    int color[8], dark, light;
} palettes[PALETTES] = {
    {{0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5}, 0, 0xFFFFFF},
    {{0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA}, 0, 0xFFFFFF},
    {{0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF}, 0, 0xFFFFFF},
    {{0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC}, 0, 0xFFFFFF},
    {{0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5},
     0x002B36,
     0xFDF6E3},
};

/* Of 16 colours and fewer the palette's own, which must be among its first 8. */
static double luminance_in(int palette, int color)
{
    if (color >= 16)
        return palette_luminance(color);
    assert_in_range(color, 0, 7);
    return luminance_of(palettes[palette].color[color]);
}

static void check_on(const char *what, int color, int palette, int ground, int least)
{
    double contrast = contrast_of(luminance_in(palette, color), luminance_of(ground));
    if (10 * contrast < least)
        fail_msg("%s: colour %d has %.2f : 1 on #%06X", what, color, contrast, (unsigned)ground);
}

/* The lightest grey of at most that luminance. */
static int grey_of(double luminance)
{
    int grey = 0;
    while (luminance_of(grey + 0x010101) <= luminance)
        grey += 0x010101;
    return grey;
}

/* The contrast on each background that may be behind it; the terminal's own foreground is the
 * user's choice. */
static void check_color(const char *what, int color, enum backdrop backdrop, int least)
{
    for (int palette = 0; palette < PALETTES && color != FRAME_DEFAULT; palette++) {
        if (backdrop != BACKDROP_LIGHT)
            check_on(what, color, palette, palettes[palette].dark, least);
        if (backdrop != BACKDROP_DARK)
            check_on(what, color, palette, palettes[palette].light, least);
    }
    /* What is taken to be dark or light is dark or light enough for those of 256 colours. */
    if (color >= 16 && backdrop == BACKDROP_DARK)
        check_on(what, color, 0, grey_of(BACKDROP_DARK_MOST / 1e3), least);
    if (color >= 16 && backdrop == BACKDROP_LIGHT)
        check_on(what, color, 0, grey_of(BACKDROP_LIGHT_LEAST / 1e3) + 0x010101, least);
}

static void test_contrast(void **state)
{
    (void)state;
    static const int colors[] = {256, 16, 8, 0};
    for (size_t i = 0; i < COUNT(colors); i++)
        for (enum backdrop backdrop = BACKDROP_UNKNOWN; backdrop <= BACKDROP_LIGHT; backdrop++) {
            const struct theme *theme =
                theme_for(&(struct display){.colors = colors[i], .backdrop = backdrop});
            int marks = colors[i] < 256 && backdrop == BACKDROP_UNKNOWN ? FAINT : VISIBLE;
            int names = theme->named ? LEGIBLE : marks;
            check_color("label", theme->label, backdrop, LEGIBLE);
            check_color("accent", theme->accent, backdrop, LEGIBLE);
            check_color("warn", theme->warn, backdrop, LEGIBLE);
            check_color("live", theme->live, backdrop, names);
            check_color("first", theme->first, backdrop, names);
            check_color("second", theme->second, backdrop, marks);
            check_color("beyond", theme->beyond, backdrop, marks);
        }
}

/* By hand: no colour is legible on all four backgrounds, so text of an unknown one has none. A
 * luminance for Solarized's light is too low for Solarized's dark. */
static void test_no_color_serves_all(void **state)
{
    (void)state;
    double highest = (luminance_of(0xFDF6E3) + 0.05) / 4.5,
           least = 4.5 * (luminance_of(0x002B36) + 0.05);
    assert_true(highest < least);
    for (int colors = 8; colors <= 256; colors *= 2) {
        const struct theme *theme = theme_for(&(struct display){.colors = colors});
        assert_int_equal(theme->label, FRAME_DEFAULT);
        assert_int_equal(theme->accent, FRAME_DEFAULT);
        assert_int_equal(theme->warn, FRAME_DEFAULT);
        assert_false(theme->named);
    }
}

/* Backgrounds that people have; those of between are as if they were not known. */
static void test_backdrops(void **state)
{
    (void)state;
    static const struct {
        int rgb;
        enum backdrop backdrop;
    } rows[] = {
        {0x000000, BACKDROP_DARK},    {0x002B36, BACKDROP_DARK},    {0x300A24, BACKDROP_DARK},
        {0x282A36, BACKDROP_DARK},    {0x2E3440, BACKDROP_DARK},    {0x555555, BACKDROP_UNKNOWN},
        {0x808080, BACKDROP_UNKNOWN}, {0xCCCCCC, BACKDROP_UNKNOWN}, {0xEEEEEE, BACKDROP_LIGHT},
        {0xFBF1C7, BACKDROP_LIGHT},   {0xFDF6E3, BACKDROP_LIGHT},   {0xFFFFFF, BACKDROP_LIGHT},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double rgb[3];
        for (int part = 0; part < 3; part++)
            rgb[part] = (rows[i].rgb >> (16 - 8 * part) & 0xFF) / 255.0;
        assert_int_equal(backdrop_of(rgb), rows[i].backdrop);
    }
}

static void test_marks_differ(void **state)
{
    (void)state;
    for (int colors = 8; colors <= 256; colors *= 2)
        for (enum backdrop backdrop = BACKDROP_UNKNOWN; backdrop <= BACKDROP_LIGHT; backdrop++) {
            const struct theme *theme =
                theme_for(&(struct display){.colors = colors, .backdrop = backdrop});
            assert_int_not_equal(theme->live, theme->first);
            assert_int_not_equal(theme->live, theme->second);
            assert_int_not_equal(theme->live, theme->beyond);
            assert_int_not_equal(theme->first, theme->second);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_no_color_serves_all),
        cmocka_unit_test(test_backdrops),
        cmocka_unit_test(test_marks_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
