#include "view/marks.h"

static const struct mark rows[] = {
    [MAP_NOW] = {"●", "where the run is now; a ★ inverted: it has come to that minimum", 0x25CF,
                 '@'},
    [MAP_START] = {"○", "where the run began; the line between them is its path", 0x25CB, 'O'},
    [MAP_MINIMUM] = {"★", "a minimum that is known", 0x2605, '*'},
    [MAP_HIDDEN] = {"☆", "the same, behind a hill of the relief", 0x2606, '*'},
    [MAP_LEFT] = {"◀", "the run is outside the window, this way", 0x25C0, '<'},
    [MAP_RIGHT] = {"▶", NULL, 0x25B6, '>'},
    [MAP_ABOVE] = {"▲", NULL, 0x25B2, '^'},
    [MAP_BELOW] = {"▼", NULL, 0x25BC, 'v'},
    [MAP_CROSS] = {"┼", "where the start is being placed", 0x253C, '+'},
    [MAP_FLOW] = {"⠤", "a thin line: the gradient flow from the start (:flow)", 0x2824, '~'},
    [MAP_SIGN] = {"⠂", "dotted: a curvature is 0; upward on one side (:curvature)", 0x2802, 'x'},
    [MAP_DOWNHILL] = {"→", "downhill; longer where that is steeper (:field)", 0x2192, '>'},
};

const struct table marks = TABLE("mark", rows);

const struct mark *mark_row(enum map_mark mark)
{
    return &rows[mark];
}
