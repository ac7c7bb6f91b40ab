/* A grid: values at all crossings of two axes, such as a terrain or a slice of a loss that was
 * computed elsewhere, and the surface through them. Immutable; it may have several owners.
 *
 * The surface is the bicubic spline (C. de Boor, "Bicubic spline interpolation", Journal of
 * Mathematics and Physics 41, 1962, 212-218, doi:10.1002/sapm1962411212): in each cell a polynomial
 * of degree 3 in x and in y, with the value, both slopes and the twist at the corners that make it
 * twice continuously differentiable everywhere. The ends are not knots (C. de Boor, A Practical
 * Guide to Splines, 1978, chapter IV), so that a polynomial of that degree is met exactly; of three
 * points it is a parabola, of two a line. At the crossings it has their values, bit for bit.
 * Outside the axes it is not defined. Its third derivatives jump at the lines of the grid, where
 * they are those to the right and above. */
#ifndef PROBLEM_GRID_H
#define PROBLEM_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "formula/foreign.h"

struct buffer;
struct dialect;
struct error;
struct reader;

enum { GRID_MAX_POINTS = 1000000, GRID_UNIT = 16 };

/* What the file calls an axis, or the values. */
struct grid_label {
    char name[NAME_SIZE]; /* of the formula language; of the values any text, "": none */
    char unit[GRID_UNIT]; /* "m" of `x (m)` or `x [m]`; "": none */
};

struct grid_axis {
    struct grid_label label;
    size_t count; /* at least 2 */
    double *at;   /* owned [count], ascending */
};

/* At a crossing: the value, the slopes along the first and the second axis, and the twist, the
 * second derivative by both. */
struct grid_node {
    double f, fx, fy, fxy;
};

struct grid {
    size_t owners;
    /* Of the file, without its folder and ending; "grid" where it has none, or a long one. */
    char name[NAME_SIZE];
    struct grid_axis axis[2]; /* across, up */
    struct grid_label label;  /* of the values */
    struct grid_node *node;   /* owned [axis[1].count * axis[0].count]: rows along the first axis */
    struct foreign foreign;   /* the surface, for formulas */
    double rate; /* at which plain descent is stable at nine of ten crossings, and at half of them a
                  * step is at most a tenth of the grid's size: 1, 2 or 5 times a power of ten */
    double length;   /* a tenth of its shorter axis, likewise: as long as 1 is on most surfaces */
    double start[2]; /* high and steep; plain descent from there stays inside, where it can */
};

/* Reads a file as it is said to be written (NULL: all is to be found out; see dataset.h). Takes the
 * reader over. Rows of x, y and value, in any order, where the first two columns are all crossings
 * of two axes; `value` names another column of values than the third, NULL does not, and the rest
 * is not read. Or a matrix, whose first row is that of the least y. Its axes count from 0 unless
 * coordinates stand over its columns (names that are numbers and ascend or descend) or before its
 * rows (a column without a name, or whose corner is empty or counts the columns, as gnuplot writes
 * it).
 *
 * Returns NULL with the error, which names file and line, where the file is no such table, a value
 * is missing or no number, a crossing is missing or there twice, or there are more than
 * GRID_MAX_POINTS. */
struct grid *grid_read(struct reader *reader, const struct dialect *asked, const char *value,
                       struct error *error);

/* From ascending axes x[columns] and y[rows] and values f[rows * columns], row by row; all copied.
 * Returns NULL with the error where an axis has fewer than two points or does not ascend, or where
 * the surface's slopes are no numbers any more. */
struct grid *grid_create(const double *x, size_t columns, const double *y, size_t rows,
                         const double *f, struct error *error);

/* One more owner. Returns the grid. One less: the last one frees it; NULL is allowed. */
struct grid *grid_share(struct grid *grid);
void grid_release(struct grid *grid);

/* Have both axes one unit? Where none is named, they have where one is at most four times as long
 * as the other. */
bool grid_has_one_unit(const struct grid *grid);

/* Append "height (m)", nothing of what has no name; "87 x 61 points"; and "the bicubic spline
 * through 87 x 61 points of height (m)". */
void grid_label_write(const struct grid_label *label, struct buffer *out);
void grid_describe(const struct grid *grid, struct buffer *out);
void grid_explain(const struct grid *grid, struct buffer *out);

#endif
