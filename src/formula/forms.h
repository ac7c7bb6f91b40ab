/* Forms of the same value that keep their digits where the typed one loses them, and that have no
 * kink where the typed one has one that cancels: log(sigmoid(u)) is -softplus(-u), abs(u)^2 is u^2.
 *
 * A form is good to rounding wherever the typed one is; where that overflows, or subtracts what is
 * nearly equal, it still is, and so are its derivatives. */
#ifndef FORMULA_FORMS_H
#define FORMULA_FORMS_H

#include "formula/graph.h"

/* The better form of op(a), of op(a, b), or NODE_NONE where there is none. */
node_id forms_unary(struct graph *graph, enum op op, node_id a);
node_id forms_binary(struct graph *graph, enum op op, node_id a, node_id b);

#endif
