/* The marks on the map: what is drawn, and what it stands for. */
#ifndef VIEW_MARKS_H
#define VIEW_MARKS_H

#include <stdint.h>

#include "base/table.h"

/* The rows of the table `marks`. */
enum map_mark {
    MAP_NOW,
    MAP_START,
    MAP_MINIMUM,
    MAP_HIDDEN,
    MAP_LEFT,
    MAP_RIGHT,
    MAP_ABOVE,
    MAP_BELOW,
    MAP_CROSS,
    MAP_FLOW,
    MAP_SIGN,
    MAP_DOWNHILL
};

struct mark {
    const char *name;    /* "●" */
    const char *meaning; /* NULL: that of the row before holds for it, too */
    uint32_t glyph, ascii;
};

extern const struct table marks;

const struct mark *mark_row(enum map_mark mark);

#endif
