#include "cells/colormap.h"

#include <math.h>

/* The anchors are every 17th of the 256 published values, from the first to the last. The 10-colour
 * lists of magma, inferno, viridis, mako and cividis and magma's 12 are fitted to the published
 * maps within the 256 colours; the other 12-colour lists add the two entries that fill the largest
 * gaps. */
static const struct colormap rows[] = {
    {.name = "magma",
     .few = {16, 17, 54, 90, 126, 168, 203, 209, 222, 229, -1},
     .many = {16, 232, 17, 54, 90, 126, 168, 203, 209, 216, 222, 229, -1},
     .anchor = {0x000004, 0x0B0924, 0x20114B, 0x3B0F70, 0x57157E, 0x721F81, 0x8C2981, 0xA8327D,
                0xC43C75, 0xDE4968, 0xF1605D, 0xFA7F5E, 0xFE9F6D, 0xFEBF84, 0xFDDEA0, 0xFCFDBF},
     .light = 51,
     .dark = 19,
     .source = "Nathaniel Smith and Stéfan van der Walt, matplotlib, 2015"},
    {.name = "inferno",
     .few = {16, 17, 53, 89, 125, 167, 202, 214, 221, 229, -1},
     .many = {16, 17, 53, 89, 125, 161, 167, 202, 208, 214, 221, 229, -1},
     .anchor = {0x000004, 0x0C0826, 0x240C4F, 0x420A68, 0x5D126E, 0x781C6D, 0x932667, 0xAE305C,
                0xC73E4C, 0xDD513A, 0xED6925, 0xF8850F, 0xFCA50A, 0xFAC62D, 0xF2E661, 0xFCFFA4},
     .light = 51,
     .dark = 19,
     .source = "Nathaniel Smith and Stéfan van der Walt, matplotlib, 2015"},
    {.name = "viridis",
     .few = {53, 54, 61, 31, 67, 36, 42, 113, 191, 226, -1},
     .many = {53, 54, 61, 31, 67, 36, 72, 42, 113, 149, 191, 226, -1},
     .anchor = {0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
                0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725},
     .light = 217,
     .dark = 52,
     .source = "Nathaniel Smith, Stéfan van der Walt and Eric Firing, matplotlib, 2015"},
    {.name = "mako",
     .few = {232, 234, 60, 61, 31, 67, 73, 80, 151, 195, -1},
     .many = {232, 234, 237, 60, 61, 31, 67, 73, 80, 151, 158, 195, -1},
     .anchor = {0x0B0405, 0x1D111D, 0x2D1D38, 0x382A54, 0x403872, 0x40498E, 0x395D9C, 0x3671A0,
                0x3484A5, 0x3497A9, 0x38AAAC, 0x45BDAD, 0x60CEAC, 0x91DBB4, 0xBBE7C8, 0xDEF5E5},
     .light = 217,
     .dark = 52,
     .source = "Michael Waskom, seaborn, 2020"},
    {.name = "cividis",
     .few = {235, 24, 60, 242, 243, 102, 144, 179, 185, 220, -1},
     .many = {235, 237, 24, 60, 242, 243, 102, 247, 144, 179, 185, 220, -1},
     .anchor = {0x00224E, 0x002E6C, 0x1E3A6F, 0x35456C, 0x47516C, 0x575D6D, 0x666970, 0x757575,
                0x848279, 0x948E77, 0xA59C74, 0xB7A96E, 0xC8B866, 0xDBC75A, 0xEED649, 0xFEE838},
     .light = 51,
     .dark = 19,
     .source = "Nuñez, Anderton and Renslow, 2018, doi:10.1371/journal.pone.0199239"},
    {.name = "greys",
     .few = {232, 234, 237, 239, 242, 244, 247, 249, 252, 255, -1},
     .many = {232, 234, 236, 238, 240, 242, 244, 246, 248, 250, 252, 255, -1},
     .anchor = {0x080808, 0x171717, 0x272727, 0x363636, 0x454545, 0x555555, 0x646464, 0x737373,
                0x838383, 0x929292, 0xA1A1A1, 0xB1B1B1, 0xC0C0C0, 0xCFCFCF, 0xDFDFDF, 0xEEEEEE},
     .light = 51,
     .dark = 19,
     .source = "the palette's own ramp"},
};

const struct table colormaps = TABLE("colormap", rows);

const struct colormap colormap_quiet = {
    .name = "quiet",
    .source = "the palette's own ramp",
    .few = {16, 232, 233, 234, 235, 236, 237, 238, 239, 240, -1},
    .many = {16, 232, 233, 234, 235, 236, 237, 238, 239, 240, 59, 241, -1},
    .anchor = {0x000000, 0x070707, 0x0D0D0D, 0x141414, 0x1A1A1A, 0x212121, 0x272727, 0x2E2E2E,
               0x343434, 0x3B3B3B, 0x414141, 0x484848, 0x4E4E4E, 0x555555, 0x5B5B5B, 0x626262},
    .light = 231,
    .dark = 231,
};

/* On dark grounds and on light ones, and of the first 8 and 16 entries of the palette on black. */
static const int run_bright[RUN_COLORS] = {231, 51, 118, 226, 214, 219, 147, 158, 223};
static const int run_dark[RUN_COLORS] = {FRAME_DEFAULT, 31, 28, 136, 166, 168, 99, 64, 167};
static const int run_8[] = {7, 6, 2, 3, 5, 1}, run_16[] = {15, 14, 10, 11, 13, 9};

enum { RUN_FEW = sizeof run_8 / sizeof *run_8 };

int run_color(const struct display *display, int run)
{
    if (display->colors >= 256)
        return run_bright[run];
    if (display->colors < 8)
        return 0;
    return (display->colors < 16 ? run_8 : run_16)[run > 0 ? 1 + (run - 1) % (RUN_FEW - 1) : 0];
}

int run_color_open(const struct display *display, int run)
{
    bool dark = display->backdrop == BACKDROP_DARK;

    if (run == 0 || display->colors < 8 || (display->colors < 256 && !dark))
        return FRAME_DEFAULT;
    return dark ? run_color(display, run) : run_dark[run];
}

/* Lightness rises through these in xterm's values and in VGA's. */
static const int16_t ramp_16[] = {0, 4, 5, 13, 11, 15};
static const int16_t ramp_8[] = {0, 4, 5, 3, 7};
static const int16_t ramp_quiet[] = {0, 4};

static const double graphics_contrast = 3; /* WCAG 2, 1.4.11 */

enum { FEW_BANDS = 10, MANY_BANDS = 12, LARGE_COLUMNS = 80, LARGE_ROWS = 26 };

int colormap_bands(const struct display *display, int columns, int map_rows)
{
    if (display->colors >= 256) {
        bool large = columns >= LARGE_COLUMNS && map_rows >= LARGE_ROWS;
        return large ? MANY_BANDS : FEW_BANDS;
    }
    if (display->colors >= 16) {
        return (int)(sizeof ramp_16 / sizeof *ramp_16);
    }
    if (display->colors >= 8) {
        return (int)(sizeof ramp_8 / sizeof *ramp_8);
    }
    return display->blocks ? COLORMAP_SHADES : COLORMAP_ASCII_SHADES;
}

bool colormap_is_shaded(const struct colormap *colormap, const struct display *display)
{
    return display->colors < 8 || (display->colors < 256 && colormap == &colormap_quiet);
}

/* The entry of a list of `count` colours for a band of `bands`. */
static int pick(const int16_t *list, int count, int bands, int band)
{
    int last = bands > 1 ? bands - 1 : 1;
    int i = bands == count ? band : (band * (count - 1) + last / 2) / last;

    return list[i < 0 ? 0 : i >= count ? count - 1 : i];
}

int colormap_rgb(const struct colormap *colormap, double at)
{
    double place = fmin(fmax(at, 0), 1) * (COLORMAP_ANCHORS - 1);
    int first = (int)fmin(place, COLORMAP_ANCHORS - 2), color = FRAME_RGB;

    for (int shift = 16; shift >= 0; shift -= 8) {
        int from = colormap->anchor[first] >> shift & 0xFF;
        int to = colormap->anchor[first + 1] >> shift & 0xFF;
        color |= (int)lround(from + (place - first) * (to - from)) << shift;
    }
    return color;
}

int colormap_color(const struct colormap *colormap, const struct display *display, int bands,
                   int band)
{
    if (display->colors >= FRAME_RGB)
        return colormap_rgb(colormap, bands > 1 ? (double)band / (bands - 1) : 0);
    if (colormap_is_shaded(colormap, display))
        return pick(ramp_quiet, (int)(sizeof ramp_quiet / sizeof *ramp_quiet), bands, band);
    if (display->colors < 16) {
        return pick(ramp_8, (int)(sizeof ramp_8 / sizeof *ramp_8), bands, band);
    }
    if (display->colors < 256) {
        return pick(ramp_16, (int)(sizeof ramp_16 / sizeof *ramp_16), bands, band);
    }
    if (bands > FEW_BANDS) {
        return pick(colormap->many, MANY_BANDS, bands, band);
    }
    return pick(colormap->few, FEW_BANDS, bands, band);
}

int colormap_path(const struct colormap *colormap, const struct display *display, int ground)
{
    if (display->colors < 256)
        return palette_ink(display, ground);
    if (palette_contrast(colormap->light, ground) >= graphics_contrast)
        return colormap->light;
    if (palette_contrast(colormap->dark, ground) >= graphics_contrast)
        return colormap->dark;
    return palette_ink(display, ground);
}

uint32_t colormap_shade(const struct display *display, int bands, int band)
{
    static const uint32_t shades[COLORMAP_SHADES] = {' ', 0x2591, 0x2592, 0x2593, 0x2588};
    static const char ascii[] = " .:-=+#%";
    int count =
        (display->blocks ? COLORMAP_SHADES : COLORMAP_ASCII_SHADES) - (display->colors >= 8);
    int last = bands > 1 ? bands - 1 : 1;
    int i = bands == count ? band : (band * (count - 1) + last / 2) / last;

    i = i < 0 ? 0 : i >= count ? count - 1 : i;
    return display->blocks ? shades[i] : (uint32_t)ascii[i];
}

int palette_rgb(int color)
{
    static const int low[16] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD,
                                0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00,
                                0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF};
    static const int cube[6] = {0, 95, 135, 175, 215, 255};
    int place = color - 16;

    if (color >= FRAME_RGB)
        return color & 0xFFFFFF;
    if (color < 16)
        return low[color];
    if (color < 232)
        return cube[place / 36] << 16 | cube[place / 6 % 6] << 8 | cube[place % 6];
    return 0x010101 * (8 + 10 * (color - 232));
}

/* The share of red (0), green (1) or blue (2) in 0xRRGGBB. */
static int share(int rgb, int which)
{
    return rgb >> (16 - 8 * which) & 0xFF;
}

/* How far apart two colours look: red and blue count by how red they are (Riemersma,
 * CompuPhase). */
static double apart(int a, int b)
{
    double red = (share(a, 0) + share(b, 0)) / 2.0;
    const double weight[3] = {2 + red / 256, 4, 2 + (255 - red) / 256};
    double sum = 0;

    for (int i = 0; i < 3; i++)
        sum += weight[i] * (share(a, i) - share(b, i)) * (share(a, i) - share(b, i));
    return sum;
}

/* Of the palette without its first 16 entries, which every terminal mixes as it likes. */
static int nearest_entry(int rgb)
{
    int nearest = 16;

    for (int color = 17; color < 256; color++)
        if (apart(rgb, palette_rgb(color)) < apart(rgb, palette_rgb(nearest)))
            nearest = color;
    return nearest;
}

int color_lit(const struct display *display, int color, double light)
{
    int rgb = 0;

    if (display->colors < 256)
        return color;
    for (int i = 0; i < 3; i++) {
        double part = share(palette_rgb(color), i);
        double lit = light <= 1 ? part * fmax(light, 0) : part + (255 - part) * fmin(light - 1, 1);

        rgb = rgb << 8 | (int)lround(lit);
    }
    return display->colors < FRAME_RGB ? nearest_entry(rgb) : FRAME_RGB | rgb;
}

double rgb_luminance(const double rgb[3])
{
    static const double weight[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double c = rgb[i];
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double palette_luminance(int color)
{
    int parts = palette_rgb(color < 0 ? 0 : color);
    double rgb[3];

    for (int i = 0; i < 3; i++)
        rgb[i] = (parts >> (16 - 8 * i) & 0xFF) / 255.0;
    return rgb_luminance(rgb);
}

double palette_lightness(int color)
{
    double y = palette_luminance(color);

    return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27;
}

double palette_contrast(int a, int b)
{
    double first = palette_luminance(a) + 0.05, second = palette_luminance(b) + 0.05;

    return fmax(first, second) / fmin(first, second);
}

int palette_ink(const struct display *display, int color)
{
    /* White and black are equally readable where (1.05)/(y + 0.05) = (y + 0.05)/0.05. */
    bool white = palette_luminance(color) < 0.1791;

    if (display->colors >= 256) {
        return white ? 231 : 16;
    }
    return white ? (display->colors >= 16 ? 15 : 7) : 0;
}
