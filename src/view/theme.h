/* The colours of text: few, and chosen for the terminal's background. */
#ifndef VIEW_THEME_H
#define VIEW_THEME_H

#include "view/frame.h"

struct theme {
    int label;         /* what stays the same: names of values, units */
    int text;          /* sentences */
    int bright;        /* values; drawn bold */
    int accent;        /* what is alive: optimizer, gauge, sparkline, run mark */
    int warn;          /* beyond a limit, errors */
    int first, second; /* two classes, `first` also a second curve: told apart from each other and
                        * from the accent by everyone */
};

const struct theme *theme_for(const struct display *display);

#endif
