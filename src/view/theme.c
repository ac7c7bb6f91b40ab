#include "view/theme.h"

static const struct theme dark_256 = {245, 252, 255, 215, 203, 80, 141};
static const struct theme light_256 = {242, 236, 232, 130, 160, 23, 92};
/* Where a palette entry may be anything, the terminal's own foreground is the safe choice. */
static const struct theme dark_16 = {7, FRAME_DEFAULT, 15, 11, 9, 14, 13};
static const struct theme light_16 = {8, FRAME_DEFAULT, 0, 5, 1, 4, 2};
static const struct theme dark_8 = {FRAME_DEFAULT, FRAME_DEFAULT, FRAME_DEFAULT, 3, 1, 6, 5};
static const struct theme light_8 = {FRAME_DEFAULT, FRAME_DEFAULT, FRAME_DEFAULT, 5, 1, 4, 2};
static const struct theme none = {FRAME_DEFAULT, FRAME_DEFAULT, FRAME_DEFAULT, FRAME_DEFAULT,
                                  FRAME_DEFAULT, FRAME_DEFAULT, FRAME_DEFAULT};

const struct theme *theme_for(const struct display *display)
{
    if (display->colors >= 256)
        return display->light ? &light_256 : &dark_256;
    if (display->colors >= 16)
        return display->light ? &light_16 : &dark_16;
    if (display->colors >= 8)
        return display->light ? &light_8 : &dark_8;
    return &none;
}
