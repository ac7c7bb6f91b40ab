/* The operators and functions of a formula's text with their nodes, in the order of evaluation:
 * what is needed to say which of them has no finite result. */
#ifndef FORMULA_CALLS_H
#define FORMULA_CALLS_H

#include "formula/formula.h"
#include "formula/syntax.h"

struct call {
    const char *name;         /* "log", "^": that of the table of functions */
    const char *text;         /* where it stands in the text that was parsed */
    node_id node, operand[2]; /* NODE_NONE where there is none */
};

struct calls {
    struct call *list; /* [count], owned */
    size_t count, room;
    bool failed; /* out of memory */
};

void calls_add(struct calls *calls, const struct syntax_node *call, node_id node, node_id a,
               node_id b);
void calls_release(struct calls *calls);

/* The first call on which f depends at these inputs and whose operands are finite but its result is
 * not, told in *blame without its place; NULL where there is none, or no memory. */
const struct call *calls_blame(const struct calls *calls, const struct graph *graph, node_id f,
                               const double *inputs, struct formula_blame *blame);

#endif
