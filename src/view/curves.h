/* The loss curves of a run on data: the training loss and the validation loss as lines, and behind
 * them, where there are mini-batches, from the least to the greatest of the batch losses.
 *
 * With braille a line is made of dots, 2 x 4 in a cell, else of characters. A cell that both lines
 * cross has the dots of both, and in every second such cell the colour of the other line. A line hides
 * what is behind its cells. Without colour the validation loss is dashed. */
#ifndef VIEW_CURVES_H
#define VIEW_CURVES_H

#include <stdbool.h>

#include "run/trajectory.h"
#include "view/frame.h"
#include "view/layout.h"
#include "view/losses.h"
#include "view/write.h"

enum curve { CURVE_TRAINING, CURVE_VALIDATION, CURVE_BATCH };

struct curves {
    bool shown[CURVE_BATCH + 1];
    int columns; /* of dots, or where there is no braille of characters */
    double training[LOSSES_COLUMNS], validation[LOSSES_COLUMNS];
    double batch_least[LOSSES_COLUMNS], batch_most[LOSSES_COLUMNS];
    struct losses_range range; /* of the lines */
};

/* The curves for at most `width` cells. There are mini-batches where an epoch has several steps. */
void curves_init(struct curves *curves, const struct trajectory *trajectory, int width,
                 const struct display *display, bool logarithmic);

void curves_draw(const struct curves *curves, struct frame *frame, struct rectangle area,
                 const struct display *display);

/* What a curve looks like: its style, and a glyph where its name in that style does not tell it
 * ("" where it does). */
struct style curve_style(enum curve curve, const struct display *display);
const char *curve_mark(enum curve curve, const struct display *display);

#endif
