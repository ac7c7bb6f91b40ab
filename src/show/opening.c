#include "show/opening.h"

const char opening_text[] =
    "surface himmelblau\n"
    "start 0,-3.9\n"
    "optimizer momentum\n"
    "set beta=0.7\n"
    "lr 0.006\n"
    "say Press space: the ball rolls. Then m, r, space: where to without momentum?\n"
    "at 1\n"
    "say\n";
