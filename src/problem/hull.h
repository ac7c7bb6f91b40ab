/* Convex hulls of a few vectors. */
#ifndef PROBLEM_HULL_H
#define PROBLEM_HULL_H

#include "base/linear.h"

enum { HULL_MOST = 64 }; /* points */

/* The point of the convex hull of points[count*n] (row by row) that is nearest to 0, into
 * nearest[n]: of the slopes on all sides of a kink it is 0 exactly where no direction is downhill
 * on all of them, and otherwise its opposite is the steepest such (Wolfe, Finding the nearest point
 * in a polytope, 1976, doi:10.1007/BF01580381). What is rounding beside the longest of the points
 * is 0. 1 <= count <= HULL_MOST, 1 <= n <= PARAMETERS_MAX; all finite. */
void hull_nearest(const double *points, int count, int n, double *nearest);

#endif
