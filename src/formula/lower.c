#include "formula/lower.h"

static node_id lower_constant(struct graph *graph, struct span name)
{
    for (size_t i = 0; i < constants.count; i++) {
        const struct constant *constant = table_row(&constants, i);
        if (span_is(name, constant->name))
            return graph_constant(graph, constant->value);
    }
    return NODE_NONE;
}

/* The recursion is as deep as the tree: SYNTAX_MAX_NODES at the most, for a long sum. */
node_id lower_expression(struct graph *graph, const struct syntax *syntax, int root,
                         const struct lower_scope *scope, struct error *error)
{
    const struct syntax_node *node = &syntax->nodes[root];
    if (node->kind == SYNTAX_NUMBER)
        return graph_constant(graph, node->number);
    if (node->kind == SYNTAX_NAME) {
        node_id constant = lower_constant(graph, node->span);
        return constant != NODE_NONE ? constant : scope->name(scope->context, node->span, error);
    }
    if (!node->function)
        return scope->reduce(scope->context, node, error);
    node_id operand[3];
    int count = 0;
    for (; count < 3 && node->operand[count] >= 0; count++) {
        operand[count] = lower_expression(graph, syntax, node->operand[count], scope, error);
        if (operand[count] == NODE_NONE)
            return NODE_NONE;
    }
    return node->function->build(graph, operand, count);
}
