/* The graph of a formula: nodes that are operations on earlier nodes.
 *
 * Equal nodes are one node (common subexpressions), constants are folded, and what is trivially
 * simpler is simplified while it is built, so a graph is never rewritten: it only grows. An
 * operand has a lower id than its node; the order of the ids is an order of evaluation. */
#ifndef FORMULA_GRAPH_H
#define FORMULA_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formula/foreign.h"
#include "formula/op.h"

typedef int32_t node_id; /* NODE_NONE where something failed: an error that propagates */

enum { NODE_NONE = -1, GRAPH_MAX_NODES = 1 << 20 };

struct node {
    uint8_t op;         /* enum op */
    bool finite;        /* finite inputs give a finite value (overflow of + - * aside) */
    bool nonnegative;   /* its value is never below 0 */
    node_id operand[3]; /* NODE_NONE where there is none; OP_INPUT: [0] is the input's number */
    double constant;    /* OP_CONSTANT; OP_FOREIGN: the order of the derivative */
};

struct graph {
    struct node *nodes;
    size_t count, capacity;
    node_id *hash; /* open addressing; NODE_NONE is free */
    size_t hash_size;
    const struct foreign *foreign; /* borrowed: what OP_FOREIGN is of; NULL, as at first: none */
    bool forms;  /* use those of forms.h; false at first: what is built is what is asked for */
    bool failed; /* out of memory, or beyond GRAPH_MAX_NODES: later nodes are NODE_NONE */
};

void graph_init(struct graph *graph);
void graph_release(struct graph *graph);

/* Each returns the node's id: an old node where an equal one exists. An operand NODE_NONE gives
 * NODE_NONE. */
node_id graph_constant(struct graph *graph, double value);
node_id graph_input(struct graph *graph, int index);
node_id graph_unary(struct graph *graph, enum op op, node_id a);
node_id graph_binary(struct graph *graph, enum op op, node_id a, node_id b);
node_id graph_if(struct graph *graph, node_id condition, node_id yes, node_id no);

/* a^b: products for whole constant exponents up to 16 in size, exp where a is the constant e. */
node_id graph_power(struct graph *graph, node_id a, node_id b);

/* The derivative of that order of the foreign function at (a, b). NODE_NONE where there is none,
 * which is no failure of the graph. */
node_id graph_foreign(struct graph *graph, unsigned order, node_id a, node_id b);

/* The value of an operation, a node that has operands, where these have the values operand[3]. */
double graph_value(const struct graph *graph, const struct node *node, const double *operand);

/* a*b as the chain rule means it: an exact 0 wins over an infinity or a NaN. A plain product
 * where both are known to be finite. */
node_id graph_chain(struct graph *graph, node_id a, node_id b);

bool graph_is_constant(const struct graph *graph, node_id a, double value);

/* The exact gradient of node `f`: gradient[i] = df / d input i, for i < count, as nodes of the
 * same graph (reverse accumulation). Kinks: abs', relu' and sign' are 0 at 0; min and max share a
 * tie in equal parts. Returns false, with every gradient[i] NODE_NONE, when the graph failed. */
bool graph_gradient(struct graph *graph, node_id f, int count, node_id *gradient);

/* The switches of f: nodes of the same graph of which f has a kink or a jump only where one is 0.
 * u of abs(u), sign(u), sqrt(u), cbrt(u), relu(u), u^p with p no whole number; a - b of min, max
 * and comparisons; hypot(a,b) itself; for floor and the like the distance from the next jump. Not
 * every zero is a kink: abs(u)^3 has none to the second order, trunc(u) none at 0. Returns a list
 * to be freed, no node twice; NULL when the graph failed. */
node_id *graph_switches(struct graph *graph, node_id f, size_t *count);

#endif
