/* Is a formula convex in its parameters, everywhere where it is defined, and is it defined on a
 * convex set? Then every minimum is a global one.
 *
 * "Yes" is a proof; "no" may only mean that the rules don't see it. The rules are those of
 * disciplined convex programming (Grant, Boyd, Ye, Disciplined convex programming, 2006; Boyd and
 * Vandenberghe, Convex optimization, 2004, 3.2): a convex function that does not decrease, of a
 * convex one; that does not increase, of a concave one; of an affine one; sums of them. Besides:
 * norms (the root of a sum of squares), sums of exponentials under a logarithm (3.5), x*log(x), the
 * cross-entropy of a class, and polynomials whose second derivatives are constant and positive
 * semidefinite. A variable that is no parameter is a constant whose sign is unknown. */
#ifndef FORMULA_CONVEX_H
#define FORMULA_CONVEX_H

#include "formula/graph.h"

/* Of node f; the first `parameters` inputs are the parameters. `hessian` are its second
 * derivatives, nodes of the same graph: h[i][j] for i <= j, row by row. False when memory runs
 * out. */
bool convex_prove(const struct graph *graph, node_id f, int parameters, const node_id *hessian,
                  bool *convex);

#endif
