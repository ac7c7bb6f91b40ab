/* A plane through the space of an objective's parameters, of which the map shows a part: the slice
 * along two parameters, or along two directions of any kind.
 *
 * (u, v) are its world coordinates: x = origin + u*across + v*up. across and up are orthonormal. */
#ifndef ENGINE_PLANE_H
#define ENGINE_PLANE_H

#include <stdbool.h>

#include "formula/formula.h"

struct trajectory;

struct plane {
    int n;       /* parameters; of one there is no `up`, and v is 0 */
    int axis[2]; /* the parameters that across and up are; both -1: directions of another kind; the
                  * second alone -1: n is 1 */
    double origin[FORMULA_MAX_PARAMETERS], across[FORMULA_MAX_PARAMETERS],
        up[FORMULA_MAX_PARAMETERS]; /* [n] */
};

/* The slice through x[n] along the parameters i and j, i != j; where n is 1, along the one. u and v
 * are the values of these parameters. */
void plane_axes(struct plane *plane, const double *x, int n, int i, int j);

/* The plane through x[n], n > 1, along the two directions in which the path has moved most: the
 * leading eigenvectors of the sum of d d' over its samples at x + d, of those that have not run
 * away (Li et al. 2018, arXiv:1712.09913, section 7.2). The component of a direction that is
 * largest in size is positive. Where the path has fewer directions, the coordinate that is most
 * nearly at right angles takes the place. part[2]: the part of the sum of |d|^2 that lies along
 * each; 0 where the path has no length. */
void plane_principal(struct plane *plane, const struct trajectory *path, const double *x,
                     double part[2]);

/* The coordinates (u, v) of the point of the plane that is nearest to x[n]. */
void plane_project(const struct plane *plane, const double *x, double at[2]);

/* The point x[n] at (u, v). */
void plane_point(const struct plane *plane, const double at[2], double *x);

/* How far x[n] is from the plane. NaN where that can't be said. */
double plane_distance(const struct plane *plane, const double *x);

/* Are they the same, bit for bit? */
bool plane_equal(const struct plane *a, const struct plane *b);

#endif
