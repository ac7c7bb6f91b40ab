#include "cells/theme.h"

enum { OWN = FRAME_DEFAULT };

/* One for each backdrop. */
static const struct theme many[] = {
    [BACKDROP_UNKNOWN] = {OWN, OWN, OWN, 166, 196, 31, 133, false},
    [BACKDROP_DARK] = {247, 215, 209, 215, 203, 80, 141, true},
    [BACKDROP_LIGHT] = {241, 94, 124, 94, 160, 23, 92, true},
};
static const struct theme few[] = {
    [BACKDROP_UNKNOWN] = {OWN, OWN, OWN, OWN, 1, 5, 2, false},
    [BACKDROP_DARK] = {OWN, 6, OWN, 6, 3, 2, 3, true},
    [BACKDROP_LIGHT] = {OWN, OWN, OWN, 5, 1, 4, 1, false},
};
static const struct theme none = {OWN, OWN, OWN, OWN, OWN, OWN, OWN, false};

const struct theme *theme_for(const struct display *display)
{
    if (display->colors >= 256)
        return &many[display->backdrop];
    return display->colors >= 8 ? &few[display->backdrop] : &none;
}
