/* A run's path on the map, and the marks on it. */
#ifndef VIEW_PATH_H
#define VIEW_PATH_H

#include <stdbool.h>

#include "problem/surface.h"
#include "run/trajectory.h"
#include "view/canvas.h"
#include "view/projection.h"

struct told_run;

/* One of the runs on the map. */
struct drawn_run {
    const struct trajectory *path;
    uint32_t glyph, ascii; /* the mark at its last point, with blocks and without; 0: none */
    int color;             /* palette index, taken where it stands out; 0: the hue of the path */
    bool dim;              /* it was left: dashed, in grey */
    bool moves;            /* it is drawn anew in each frame */
    bool whole;            /* it is compared: a line of one width, whatever its age */
    bool thin;             /* and so are many: that is one dot */
    const struct told_run *told; /* where runs are compared, what the table says of it; else NULL */
    /* Where the next step leads, and where the gradient alone would lead: [n], or NULL. */
    const double *next, *pull;
};

/* The mark, as the display has it. */
static inline uint32_t drawn_mark(const struct drawn_run *run, const struct display *display)
{
    return display->blocks ? run->glyph : run->ascii;
}

/* The minima that are marked, [n] each. */
struct stars {
    const double *x[SURFACE_MAX_MINIMA + 1];
    int count;
};

/* So many of the newest points have a line that shows that they are: it has no gaps, and where the
 * map has room and 256 colours it is two dots wide. That of older ones is one dot wide, on a small
 * map dotted; on a large one, which the last row is to read, it is as wide, with a gap after three
 * dots; where there is no braille it is as that of the newest is. A whole line is one dot wide, and
 * two on a large map, where it is not one of many. Of short steps that turn it is one dot wide, so
 * that around a minimum single ones are seen. */
enum { PATH_YOUNG = 32 };

/* So many lines that are compared are many. */
enum { PATH_MANY = 4 };

/* How many points are older. */
size_t path_old(const struct trajectory *path);

/* The line through all points, each seen from above the plane. The ends of longer steps are knots
 * where there is braille. Where there are no colours, or no braille, the trail of a run that is
 * told of is of its small letter: all of it, or its knots and every few points. On a curve it is
 * dots from one to the next of its points, which are all knots. */
void path_draw(struct canvas *canvas, const struct drawn_run *run,
               const struct projection *projection);

/* A path that no steps make: a thin line, black or white, without knots; where it is upon another
 * line both are seen. */
void path_flow(struct canvas *canvas, const struct trajectory *path,
               const struct projection *projection);

/* Draws of it what leads to the points from number `from` to before number `to`. */
void path_extend(struct canvas *canvas, const struct drawn_run *run, size_t from, size_t to,
                 const struct projection *projection);

/* An arrow from one point to another, [n] each, where it is at least a row long. On a curve it goes
 * along the axis, so many rows away from where it begins, and where that is 0 dots lead from its
 * end to where the curve is met. And a line without a tip. */
void path_step(struct canvas *canvas, struct pen *pen, const struct projection *projection,
               const double *from, const double *to, int away);
void path_stroke(struct canvas *canvas, struct pen *pen, const struct projection *projection,
                 const double *from, const double *to);

/* Are there braille and room for arrows? */
bool path_has_arrows(const struct canvas *canvas);

/* From the last point such arrows to `next`, in the hue of the path, and to `pull`, black or white
 * and on a curve a row higher. */
void path_arrows(struct canvas *canvas, const struct drawn_run *run,
                 const struct projection *projection);

/* ★ at each of the minima; ☆ where it is behind a hill. */
void path_minima(struct canvas *canvas, const struct stars *stars,
                 const struct projection *projection);

/* ○ at x[n]. */
void path_start(struct canvas *canvas, const double *x, const struct projection *projection);

/* Where heads are drawn, cells of the area. */
enum { PATH_HEADS = 16 };
struct heads {
    int count;
    struct head {
        int row, column;
    } at[PATH_HEADS];
};

/* The run's mark at its last point, behind a hill ◌, or where that is outside the window an arrow
 * at the edge; where a star is within half a cell, one mark for both, inverted, where the star is:
 * the star, or the run's letter. Beside that where another head is there already: the first one
 * that is drawn has its place. Adds its own to *heads; false where nothing is drawn: there is no
 * mark, or that point is not finite. */
bool path_head(struct canvas *canvas, const struct drawn_run *run, const struct stars *stars,
               const struct projection *projection, struct heads *heads);

/* ┼ at a place that is being chosen, in world coordinates; the same. */
bool path_place(struct canvas *canvas, const double at[2], const struct projection *projection,
                int *row, int *column);

#endif
