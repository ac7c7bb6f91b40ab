/* Syntax tree to graph: the one place where names get a meaning. */
#ifndef FORMULA_LOWER_H
#define FORMULA_LOWER_H

#include "formula/syntax.h"

struct error;

/* What the lowering asks its caller. Both return NODE_NONE after setting the error. */
struct lower_scope {
    void *context;
    /* The node that a name stands for. Constants (pi, e) have been tried before. */
    node_id (*name)(void *context, struct span name, struct error *error);
    /* The value of norm(a) or dot(a, b); NULL where reductions are not allowed. */
    node_id (*reduce)(void *context, const struct syntax_node *call, struct error *error);
};

/* Lowers the expression at node `root` of `syntax`. Returns NODE_NONE with the error set. */
node_id lower_expression(struct graph *graph, const struct syntax *syntax, int root,
                         const struct lower_scope *scope, struct error *error);

#endif
