/* The colours of text and marks on the terminal's own background: few, and chosen for it.
 *
 * Sentences and values take the terminal's own foreground, values bold: whoever can read the
 * terminal can read them. The other colours of text have a contrast of 4.5 : 1 or more (WCAG 2.2,
 * 1.4.3) to every background that they may be on: dark ones, such as black and Solarized's dark, or
 * light ones, such as white and Solarized's light. No colour has it to all four, so where the
 * background is not known, text has the foreground alone. Marks have 3 : 1 or more (1.4.11), in few
 * colours on an unknown background 2 : 1. Of 16 colours only the first 8 are used: many palettes
 * have greys in the place of the others. */
#ifndef CELLS_THEME_H
#define CELLS_THEME_H

#include "cells/frame.h"

struct theme {
    /* text; FRAME_DEFAULT is the foreground */
    int label;  /* what stays the same: names of values, units */
    int accent; /* what is alive: the optimizer; headings */
    int warn;   /* errors, numbers beyond a limit; drawn bold */
    /* marks: bars, dots, lines */
    int live;          /* gauge, sparkline, curve of the loss */
    int beyond;        /* the gauge beyond its limit */
    int first, second; /* two classes, `first` also a second curve: told apart from each other and
                        * from `live` by everyone */
    bool named;        /* live and first can be read as text, too: names tell their colours */
};

const struct theme *theme_for(const struct display *display);

#endif
