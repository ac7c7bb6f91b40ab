/* Syntax tree to graph: the one place where names get a meaning, and where sums and products
 * become their terms. */
#ifndef FORMULA_LOWER_H
#define FORMULA_LOWER_H

#include "formula/syntax.h"

struct error;

enum {
    LOWER_MAX_SERIES = 4096,   /* terms of one sum or product */
    LOWER_MAX_UNROLLED = 65536 /* numbers, names, operators and calls in all terms of all of them */
};

/* What the lowering asks its caller. Both return NODE_NONE after setting the error. */
struct lower_scope {
    void *context;
    /* The node that a name stands for. Constants (pi, e) have been tried before. */
    node_id (*name)(void *context, struct span name, struct error *error);
    /* The value of norm(a), dot(a, b) or hv(a); NULL where these are not allowed. */
    node_id (*reduce)(void *context, const struct syntax_node *call, struct error *error);
    /* What has been unrolled so far; one count for all expressions of a text, 0 at first. */
    int *unrolled;
    /* Told of every operator and function when its node stands, of a sum or a product each time a
     * term joins it; may be NULL. The operands are nodes, too, of which two are enough: what takes
     * more does not fail. */
    void (*built)(void *context, const struct syntax_node *call, node_id node,
                  const node_id *operand, int count);
};

/* Lowers the expression at node `root` of `syntax`. Returns NODE_NONE with the error set. */
node_id lower_expression(struct graph *graph, const struct syntax *syntax, int root,
                         const struct lower_scope *scope, struct error *error);

#endif
