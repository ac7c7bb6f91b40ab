/* A cloud of dots on the map: many points at once, each of a kind that has a colour. Without
 * braille a cell has the letter of its kind. */
#ifndef VIEW_DOTS_H
#define VIEW_DOTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "view/canvas.h"
#include "view/projection.h"

enum { DOTS_KINDS = 208 };

/* Borrowed. Of several kinds in a cell the least has it. */
struct dots {
    size_t count;
    int n;
    const double *x;     /* [count * n], point after point */
    const uint8_t *kind; /* [count] */
    struct dot_kind {
        int color;   /* taken where it stands out; 0: black or white */
        char letter; /* 0: dots of this kind are not seen */
    } look[DOTS_KINDS];
    const double *mark; /* [marks][PARAMETERS_MAX]: the places of the letters of the last kinds, */
    int marks, first;   /* from this kind on */
};

void dots_draw(const struct dots *dots, struct canvas *canvas, const struct projection *projection);

/* The letters of the places. */
void dots_letters(const struct dots *dots, struct canvas *canvas,
                  const struct projection *projection);

#endif
