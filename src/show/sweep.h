/* A sweep: a map on which every patch is a whole run from the present start, with its own values of
 * two settings. Its colour is a quantity of that run; over it lie the border and the optimum that
 * theory gives. */
#ifndef SHOW_SWEEP_H
#define SHOW_SWEEP_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "show/fill.h"
#include "show/mesh.h"
#include "show/minima.h"
#include "show/picture.h"
#include "show/session.h"
#include "view/board.h"
#include "view/patches.h"

struct setting_list;

/* What the colour stands for: the rows of the table `sweep_quantities`. */
enum sweep_quantity { SWEEP_STEPS, SWEEP_EVALUATIONS, SWEEP_LOSS, SWEEP_END, SWEEP_QUANTITIES };
extern const struct table sweep_quantities;

/* A setting that is varied along an axis: its first value and its last one. */
struct sweep_axis {
    char name[NAME_SIZE]; /* as vary_read takes it; "": there is none */
    double from, to;
    bool logarithmic;
    double least, most; /* what it may be */
};

struct sweep_cell {
    uint16_t basin; /* enum basin */
    uint8_t ending;
    int steps, evaluations;
    double loss;
};

enum { SWEEP_BANDS = 10, SWEEP_ROWS = 512 };

/* The cells, however they came about, and what is drawn of them. */
struct sweep_map {
    struct sweep_axis axis[2];
    size_t columns, rows;    /* of patches */
    struct sweep_cell *cell; /* [rows * columns], owned */
    uint16_t *kind;          /* the same, of `patches`; owned */
    uint16_t *stale;         /* what is shown until more is known; owned, or NULL */
    const struct mesh *mesh; /* that makes them, or NULL */
    struct minima minima;
    enum sweep_quantity quantity;
    size_t known;                  /* cells */
    double bound[SWEEP_BANDS - 1]; /* the quantity's greatest value in each band but the last */
    int bands;
    bool has_best, has_theory, crossed;
    bool moved; /* the cross, from where the run is */
    size_t best;
    double theory[2], cross[2];   /* values of the two settings */
    double border[SWEEP_ROWS][2]; /* from below up, as parts of the map */
    int border_points;
    bool border_here; /* told by the curvature at the present point, as no minimum is known */
    long cap;         /* of steps; 0: not known */
    struct patches patches;
    struct board board;
    char sentence[240];
};

/* Fills patches, board and sentence for a board of that size. */
void sweep_map_fill(struct sweep_map *map, const struct rectangle *board,
                    const struct display *display);
void sweep_map_release(struct sweep_map *map);

/* Appends a paragraph on it. */
void sweep_map_tell(struct sweep_map *map, struct buffer *out);

/* The value number i of an axis of `count` patches; where a value is along it, from 0 to 1. */
double sweep_value(const struct sweep_axis *axis, size_t i, size_t count);
double sweep_part(const struct sweep_axis *axis, double value, size_t count);

struct sweep {
    struct mesh mesh;
    struct buffer told;       /* what the mesh was made of */
    char usual[2][NAME_SIZE]; /* the settings that were chosen without a word */
    struct sweep_axis home[2];
    struct sweep_map map;
};

/* Chooses the axes: the settings that `spec` names, "lr beta" or "lr=1e-3:1:log beta=0:0.99", and
 * without one the rate and a momentum; and their ranges. Returns false with the error, also where
 * there is nothing to vary. */
bool sweep_open(struct sweep *sweep, struct session *session, const char *spec,
                struct error *error);
void sweep_release(struct sweep *sweep);

/* Other settings along the axes: the next or the previous two. Returns false where there are
 * none. */
bool sweep_turn(struct sweep *sweep, struct session *session, int by, struct error *error);

/* As those of basins (show/basins.h). */
bool sweep_follow(struct sweep *sweep, struct session *session, const struct layout *layout,
                  const struct display *display, struct error *error);
bool sweep_advance(struct sweep *sweep, long evaluations, struct error *error);
bool sweep_moving(const struct sweep *sweep);
void sweep_move(struct sweep *sweep, const struct layout *layout, double right, double up);
const struct sweep_cell *sweep_under(const struct sweep_map *map);

/* Scales the ranges by 2^-halvings about the cross; 0: they are again as they were chosen. */
void sweep_zoom(struct sweep *sweep, double halvings);

/* Puts the cross onto a place of the map, parts of it from the left and from below. */
void sweep_point(struct sweep *sweep, double right, double up);

/* Puts what there is to see into the scene: patches, board and sentence, borrowed from *sweep. */
void sweep_put(struct sweep *sweep, const struct display *display, struct filled *filled);

/* The settings of the patch under the cross, as they are set; none where it has not been moved. */
void sweep_settings(const struct sweep *sweep, const struct session *session,
                    struct setting_list *list);

#endif
