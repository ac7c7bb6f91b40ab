/* What the quasi-Newton methods have in common: pairs of a step s and the change y of the gradient
 * in it, and the diagonal that they begin with. */
#ifndef METHOD_QUASI_H
#define METHOD_QUASI_H

#include "method/search.h"

/* diagonal[n]: the size of the exact second derivatives along the axes where the step begins, for
 * which one Hessian is taken. Where such a one vanishes, definite_scale and definite_guess stand
 * in. Returns the first length to try along -g/diagonal: 1 / the curvature there. Where the Hessian
 * is not finite the diagonal is 1 throughout.
 *
 * *reach: a hundredth of what the inverse of that diagonal must be multiplied by to be right along
 * the flattest direction, at most 1e4; 0 where the Hessian is not definite. A first matrix that
 * leads too far there is mended by one line search, one that does not lead far enough by many steps
 * (Nocedal and Wright, section 6.1, on the self-correcting properties of BFGS). */
double quasi_begin(const struct method_step *step, double *diagonal, double *reach,
                   double *direction);

/* The pair from the step before, which began at x with gradient g, to this one. Returns s'y, or 0
 * where that is not positive beyond rounding: then nothing can be learnt from it. */
double quasi_pair(const struct method_step *step, const double *x, const double *g, double *s,
                  double *y);

/* s'y / y'D^-1 y: the scale of the inverse that fits the pair, beside the diagonal D (Nocedal and
 * Wright, Numerical Optimization, 2006, equation 6.20 in coordinates of unit curvature). */
double quasi_scale(const double *y, const double *diagonal, double sy, int n);

/* Searches along the direction by the Wolfe conditions, with what the rounding of x does to f, and
 * ends the step: `first` is the first length to try, `fresh` as for search_finish. Returns the
 * length. */
double quasi_search(struct method_step *step, const double *diagonal, const double *direction,
                    double first, bool fresh);

#endif
