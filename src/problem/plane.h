/* A plane through the space of an objective's parameters, of which the map shows a part: the slice
 * along two parameters, or along two other directions.
 *
 * (u, v) are its world coordinates: x = origin + u*across + v*up. across and up are orthonormal. */
#ifndef PROBLEM_PLANE_H
#define PROBLEM_PLANE_H

#include <stdbool.h>

#include "formula/formula.h"

enum plane_kind {
    PLANE_SLICE,    /* along parameters */
    PLANE_PRINCIPAL /* along the directions in which a path has moved most */
};

struct plane {
    enum plane_kind kind;
    int n;       /* parameters; of one there is no `up`, and v is 0 */
    int axis[2]; /* of a slice: the parameters that across and up are; of one the second is 0 */
    double origin[PARAMETERS_MAX], across[PARAMETERS_MAX], up[PARAMETERS_MAX]; /* [n] */
};

/* The slice through x[n] along the parameters i and j, i != j; where n is 1, along the one. u and v
 * are the values of these parameters. */
void plane_axes(struct plane *plane, const double *x, int n, int i, int j);

/* Is it along parameters, which are then its world coordinates? */
bool plane_is_slice(const struct plane *plane);

/* The coordinates (u, v) of the point of the plane that is nearest to x[n]. */
void plane_project(const struct plane *plane, const double *x, double at[2]);

/* The point x[n] at (u, v). */
void plane_point(const struct plane *plane, const double at[2], double *x);

/* How far x[n] is from the plane. NaN where that can't be said. */
double plane_distance(const struct plane *plane, const double *x);

/* Are they the same, bit for bit? */
bool plane_equal(const struct plane *a, const struct plane *b);

#endif
