#include "view/colormap.h"

#include <math.h>

/* The 10-colour lists of magma, inferno, viridis, mako and cividis and magma's 12 are fitted to
 * the published maps within the 256 colours; the other 12-colour lists add the two entries that
 * fill the largest gaps. */
static const struct colormap rows[] = {
    {.name = "magma",
     .few = {16, 17, 54, 90, 126, 168, 203, 209, 222, 229, -1},
     .many = {16, 232, 17, 54, 90, 126, 168, 203, 209, 216, 222, 229, -1},
     .light = 51,
     .dark = 19,
     .source = "Nathaniel Smith and Stéfan van der Walt, matplotlib, 2015"},
    {.name = "inferno",
     .few = {16, 17, 53, 89, 125, 167, 202, 214, 221, 229, -1},
     .many = {16, 17, 53, 89, 125, 161, 167, 202, 208, 214, 221, 229, -1},
     .light = 51,
     .dark = 19,
     .source = "Nathaniel Smith and Stéfan van der Walt, matplotlib, 2015"},
    {.name = "viridis",
     .few = {53, 54, 61, 31, 67, 36, 42, 113, 191, 226, -1},
     .many = {53, 54, 61, 31, 67, 36, 72, 42, 113, 149, 191, 226, -1},
     .light = 217,
     .dark = 52,
     .source = "Nathaniel Smith, Stéfan van der Walt and Eric Firing, matplotlib, 2015"},
    {.name = "mako",
     .few = {232, 234, 60, 61, 31, 67, 73, 80, 151, 195, -1},
     .many = {232, 234, 237, 60, 61, 31, 67, 73, 80, 151, 158, 195, -1},
     .light = 217,
     .dark = 52,
     .source = "Michael Waskom, seaborn, 2020"},
    {.name = "cividis",
     .few = {235, 24, 60, 242, 243, 102, 144, 179, 185, 220, -1},
     .many = {235, 237, 24, 60, 242, 243, 102, 247, 144, 179, 185, 220, -1},
     .light = 51,
     .dark = 19,
     .source = "Nuñez, Anderton and Renslow, 2018, doi:10.1371/journal.pone.0199239"},
    {.name = "greys",
     .few = {232, 234, 237, 239, 242, 244, 247, 249, 252, 255, -1},
     .many = {232, 234, 236, 238, 240, 242, 244, 246, 248, 250, 252, 255, -1},
     .light = 51,
     .dark = 19,
     .source = "the palette's own ramp"},
};

const struct table colormaps = TABLE("colormap", rows);

/* Lightness rises through these in xterm's values and in VGA's. */
static const int16_t ramp_16[] = {0, 4, 5, 13, 11, 15};
static const int16_t ramp_8[] = {0, 4, 5, 3, 7};

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

/* The entry of a list of `count` colours for a band of `bands`. */
static int pick(const int16_t *list, int count, int bands, int band)
{
    int last = bands > 1 ? bands - 1 : 1;
    int i = bands == count ? band : (band * (count - 1) + last / 2) / last;

    return list[i < 0 ? 0 : i >= count ? count - 1 : i];
}

int colormap_color(const struct colormap *colormap, const struct display *display, int bands,
                   int band)
{
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
    return colormap->dark;
}

uint32_t colormap_shade(const struct display *display, int bands, int band)
{
    static const uint32_t shades[COLORMAP_SHADES] = {' ', 0x2591, 0x2592, 0x2593, 0x2588};
    static const char ascii[] = " .:-=+#%";
    int count = display->blocks ? COLORMAP_SHADES : COLORMAP_ASCII_SHADES;
    int last = bands > 1 ? bands - 1 : 1;
    int i = bands == count ? band : (band * (count - 1) + last / 2) / last;

    i = i < 0 ? 0 : i >= count ? count - 1 : i;
    return display->blocks ? shades[i] : (uint32_t)ascii[i];
}

static void palette_rgb(int color, double rgb[3])
{
    static const unsigned char low[16][3] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},
        {0, 0, 238},     {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
        {127, 127, 127}, {255, 0, 0},   {0, 255, 0},   {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
    };
    static const double cube[6] = {0, 95, 135, 175, 215, 255};

    if (color < 16) {
        for (int i = 0; i < 3; i++) {
            rgb[i] = low[color][i];
        }
    } else if (color < 232) {
        rgb[0] = cube[(color - 16) / 36];
        rgb[1] = cube[(color - 16) / 6 % 6];
        rgb[2] = cube[(color - 16) % 6];
    } else {
        rgb[0] = rgb[1] = rgb[2] = 8 + 10 * (color - 232);
    }
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
    double rgb[3];

    palette_rgb(color < 0 ? 0 : color > 255 ? 255 : color, rgb);
    for (int i = 0; i < 3; i++)
        rgb[i] /= 255;
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
