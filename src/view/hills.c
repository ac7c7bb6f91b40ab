#include "view/hills.h"

#include <math.h>
#include <stdlib.h>

const double hills_height = 0.40;

/* Where the light comes from: to the right, ahead, up; and that of what is turned away from it. */
static const double light[3] = {-0.50, -0.35, 0.79}, ambient = 0.15;

static float level_at(const struct hills *hills, int row, int column)
{
    if (row < 0 || column < 0 || row >= hills->rows || column >= hills->columns)
        return NAN;
    return hills->level[(size_t)row * (size_t)hills->columns + (size_t)column];
}

/* How much the level rises from a pixel to the next, between its neighbours that there are. */
static double rise(float before, float here, float after)
{
    if (!isnan(before) && !isnan(after))
        return ((double)after - (double)before) / 2;
    if (!isnan(after))
        return (double)after - (double)here;
    return isnan(before) ? 0 : (double)here - (double)before;
}

/* How much the level rises from a pixel to the next one to the right, and to the one above. */
struct slope {
    double right, above;
};

static struct slope between_pixels(const struct hills *hills, int row, int column)
{
    float here = level_at(hills, row, column);

    return (struct slope){
        rise(level_at(hills, row, column - 1), here, level_at(hills, row, column + 1)),
        rise(level_at(hills, row + 1, column), here, level_at(hills, row - 1, column))};
}

/* By the slopes of the values: what half a pixel either way makes of the level, in their
 * direction. */
static struct slope slope_at(const struct hills *hills, const struct landscape *landscape, int row,
                             int column)
{
    size_t count = (size_t)hills->columns * (size_t)hills->rows;
    size_t at = (size_t)row * (size_t)hills->columns + (size_t)column;

    if (!landscape->slope)
        return between_pixels(hills, row, column);
    double right = (double)landscape->slope[at], above = (double)landscape->slope[count + at];
    double steep = hypot(right, above), value = landscape->field[at];
    if (!isfinite(value) || !isfinite(steep))
        return between_pixels(hills, row, column);
    double rises = landscape_level(landscape, value + steep / 2) -
                   landscape_level(landscape, value - steep / 2);

    return steep > 0 ? (struct slope){rises * right / steep, rises * above / steep}
                     : (struct slope){0, 0};
}

static double light_at(const struct hills *hills, const struct landscape *landscape,
                       const struct bearing *bearing, int row, int column)
{
    struct slope slope = slope_at(hills, landscape, row, column);
    double steep = hills_height * hypot(hills->columns, hills->rows) / 2;
    double east = -steep * slope.right, north = -steep * slope.above;
    double right = east * bearing->right[0] + north * bearing->right[1];
    double ahead = east * bearing->ahead[0] + north * bearing->ahead[1];
    double lit =
        (right * light[0] + ahead * light[1] + light[2]) / sqrt(1 + east * east + north * north);

    return ambient + (1 - ambient) * fmax(lit, 0);
}

bool hills_init(struct hills *hills, const struct landscape *landscape,
                const struct bearing *bearing)
{
    size_t count = (size_t)landscape->columns * (size_t)landscape->rows;

    *hills = (struct hills){landscape->columns, landscape->rows, NULL, NULL};
    hills->level = malloc((2 * count + 1) * sizeof *hills->level);
    if (!hills->level)
        return false;
    hills->shade = hills->level + count;
    for (size_t i = 0; i < count; i++)
        hills->level[i] = (float)landscape_level(landscape, landscape->field[i]);
    for (int row = 0; row < hills->rows; row++)
        for (int column = 0; column < hills->columns; column++)
            hills->shade[(size_t)row * (size_t)hills->columns + (size_t)column] =
                (float)light_at(hills, landscape, bearing, row, column);
    return true;
}

void hills_release(struct hills *hills)
{
    free(hills->level);
    *hills = (struct hills){0};
}

int hills_shade(float lit)
{
    int shade = (int)(lit * HILLS_SHADES);

    return shade < 0 ? 0 : shade < HILLS_SHADES ? shade : HILLS_SHADES - 1;
}

int hills_color(const struct display *display, int color, int shade)
{
    const double level = 0.78 * HILLS_SHADES, dark = 0.42, bright = 0.25;
    double part = (shade + 0.5) / level;
    double of_color = part < 1 ? dark + (1 - dark) * part : 1 + bright * fmin((part - 1) / 0.28, 1);

    return color_lit(display, color, of_color);
}
