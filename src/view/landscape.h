/* The landscape: an objective's values over a viewport, cut into bands, and these into tiles. */
#ifndef VIEW_LANDSCAPE_H
#define VIEW_LANDSCAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/table.h"
#include "problem/objective.h"
#include "problem/plane.h"
#include "view/mosaic.h"
#include "view/viewport.h"

/* How values become levels: a row of the table `scales`. */
enum scale_id { SCALE_MIXED, SCALE_LOG, SCALE_RANK, SCALE_LINEAR };
struct scale {
    const char *name; /* "mixed", … in the order of enum scale_id */
    const char *meaning;
};
extern const struct table scales;

/* The band of NaN: the point is outside of the objective's domain. */
enum { LANDSCAPE_MAX_BANDS = 12, LANDSCAPE_UNDEFINED = LANDSCAPE_MAX_BANDS };

struct landscape {
    struct plane plane; /* what it was computed for */
    struct viewport viewport;
    enum scale_id scale;
    enum mosaic_kind kind; /* of the tiles; set by the owner before it is cut */
    int bands;
    double floor;
    int columns, rows; /* pixels: viewport.columns x 2 * viewport.rows */
    double *field;     /* [rows * columns], values; owned */
    uint8_t *band;     /* [rows * columns], 0 (lowest) to bands - 1, LANDSCAPE_UNDEFINED; owned */
    struct tile *tile; /* [viewport.rows * viewport.columns]; owned */
    /* [2 * rows * columns]: how values rise by a pixel to the right, and then by one up; owned,
     * NULL before landscape_slope. */
    float *slope;
    double threshold[LANDSCAPE_MAX_BANDS]; /* value between band i and i + 1, i < bands - 1 */
    double least, greatest;                /* finite values in the field */
    double third, median, upper;           /* a third of them is below, a half, two thirds */
    bool undefined;                        /* there are values that are NaN */
    bool fog;                              /* these are what nobody has seen yet */
    bool valid;
    unsigned long cuts; /* how often it was cut: what was drawn of one cut is true until the next */
};

/* Computes field and bands of the plane anew; `floor` is the least known value (a known minimum or
 * the best seen; INFINITY: none). Returns false when memory runs out. */
bool landscape_compute(struct landscape *landscape, struct objective *objective,
                       const struct plane *plane, const struct viewport *viewport,
                       enum scale_id scale, int bands, double floor);

/* The two halves of landscape_compute. landscape_resize makes room for the viewport's pixels;
 * landscape_cut cuts the values in `field` into bands and tiles. Both return false when memory runs
 * out. */
bool landscape_resize(struct landscape *landscape, const struct viewport *viewport);
bool landscape_cut(struct landscape *landscape, enum scale_id scale, int bands, double floor);

/* Finds the slopes of a landscape that was computed of the objective, where it has not got them, by
 * exact gradients. False where there are none (objective_slopes). */
bool landscape_slope(struct landscape *landscape, struct objective *objective);

/* The band of a value: how many thresholds lie below it. LANDSCAPE_UNDEFINED where it is NaN, or no
 * value of the field is finite. */
int landscape_band(const struct landscape *landscape, double value);

/* The level of a value on the scale: 0 at the least one in the field, 1 at the greatest, and a band
 * more at each threshold, between which it rises evenly. NAN where the value is NaN, or none of the
 * field is finite. */
double landscape_level(const struct landscape *landscape, double value);

/* The band of a whole cell: the mean of its two pixels, or LANDSCAPE_UNDEFINED where one of them
 * is. */
int landscape_cell(const struct landscape *landscape, int row, int column);

void landscape_release(struct landscape *landscape);

#endif
