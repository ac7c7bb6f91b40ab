/* A curve over the steps as lines: of the loss of a run on data the training loss and the
 * validation loss, and behind them, where there are mini-batches, from the least to the greatest of
 * the batch losses; of the gauge its limit, dotted; of anything else one line.
 *
 * With braille a line is made of dots, 2 x 4 in a cell and two of them high, else of characters.
 * A cell that both lines cross has the dots of both, and in every second such cell the colour of
 * the other line. A line hides what is behind its cells. Without colour the validation loss is
 * dashed. */
#ifndef VIEW_CURVES_H
#define VIEW_CURVES_H

#include <stdbool.h>

#include "cells/frame.h"
#include "cells/write.h"
#include "run/trajectory.h"
#include "view/layout.h"
#include "view/losses.h"

enum curve { CURVE_TRAINING, CURVE_VALIDATION, CURVE_LIMIT, CURVE_BATCH, CURVE_KINDS };

struct curves {
    bool shown[CURVE_KINDS];
    int used[CURVE_BATCH]; /* columns of dots, or where there is no braille of characters */
    double value[CURVE_BATCH][LOSSES_COLUMNS];
    double batch_least[LOSSES_COLUMNS], batch_most[LOSSES_COLUMNS];
    struct extremes extremes;  /* of the first line: the training loss, or the only one */
    struct losses_range range; /* of the lines */
};

/* The columns that a cell has. */
int curves_across(const struct display *display);

/* The curves of a track for at most `width` cells. There are mini-batches where an epoch has
 * several steps. The last two as for losses_range_init. */
void curves_init(struct curves *curves, const struct trajectory *trajectory,
                 const struct track *track, int width, const struct display *display,
                 bool logarithmic, double floor);

void curves_draw(const struct curves *curves, struct frame *frame, struct rectangle area,
                 const struct display *display);

/* The rows of dots, or of characters, that a curve has in a column, from the top; none where bottom
 * is above top. */
struct curve_stretch {
    int top, bottom;
};

/* Those of the line through value[], which reaches to where it was one column before. */
struct curve_stretch curve_line(const struct losses_range *range, const double *value, int column,
                                int rows);

/* A line of dots is two of them high, so that it is seen from far. */
struct curve_stretch curve_thick(struct curve_stretch stretch, int rows);

enum { CURVES_ROWS_MOST = 64 /* of cells */ };

/* A mark on a curve: of the least validation loss, and of a catapult on the gauge's. */
enum { CURVES_BEST = 0x25C6, CURVES_CATAPULT = 0x25B2 };
struct curve_sign {
    enum curve curve;
    uint32_t glyph, ascii;
    struct style style;
};

struct curve_sign curve_best_sign(const struct display *display);
struct curve_sign curve_catapult_sign(const struct display *display);

/* Puts it where the curve is at a step. */
void curves_mark(const struct curves *curves, const struct trajectory *trajectory, long step,
                 const struct curve_sign *sign, struct frame *frame, struct rectangle area,
                 const struct display *display);

/* What a curve looks like: its style, and a glyph where its name in that style does not tell it
 * ("" where it does). */
struct style curve_style(enum curve curve, const struct display *display);
const char *curve_mark(enum curve curve, const struct display *display);

#endif
