/* Where a formula may have a kink or a jump: what the operations that have one switch at. */
#include <stdlib.h>

#include "formula/graph.h"

static node_id difference(struct graph *graph, node_id a, node_id b)
{
    return graph_binary(graph, OP_SUB, a < b ? b : a, a < b ? a : b);
}

/* How far `a` is from the nearest whole number, with a sign. */
static node_id from_whole(struct graph *graph, node_id a)
{
    return graph_binary(graph, OP_SUB, a, graph_unary(graph, OP_ROUND, a));
}

/* atan2(a, b) jumps at a = 0 where b is negative, and has no slope at the origin. */
static node_id branch_cut(struct graph *graph, node_id a, node_id b)
{
    node_id right = graph_binary(graph, OP_LT, graph_constant(graph, 0), b);
    return graph_if(graph, right, graph_binary(graph, OP_HYPOT, a, b), a);
}

static bool is_truth(enum op op)
{
    return op == OP_EQ || op == OP_NE || op == OP_LT || op == OP_LE || op == OP_AND ||
           op == OP_OR || op == OP_NOT;
}

/* A power that is smooth wherever it is finite: a whole number, of which 16 or less are
 * products. */
static bool is_whole(const struct graph *graph, node_id exponent)
{
    const struct node *node = &graph->nodes[exponent];
    return node->op == OP_CONSTANT && node->constant == floor(node->constant);
}

static bool is_nonzero(const struct graph *graph, node_id a)
{
    const struct node *node = &graph->nodes[a];
    return node->op == OP_CONSTANT && node->constant != 0;
}

/* The switch of a node, or NODE_NONE. */
static node_id switch_of(struct graph *graph, node_id id)
{
    const struct node node = graph->nodes[id]; /* a copy: the graph grows */
    node_id a = node.operand[0], b = node.operand[1];
    switch (node.op) {
    case OP_ABS:
    case OP_SIGN:
    case OP_SQRT:
    case OP_CBRT:
        return a;
    case OP_ASIN:
    case OP_ACOS:
        return graph_binary(graph, OP_SUB, graph_constant(graph, 1),
                            graph_binary(graph, OP_MUL, a, a));
    case OP_FLOOR:
    case OP_CEIL:
    case OP_TRUNC:
        return from_whole(graph, a);
    case OP_ROUND:
        return from_whole(graph, graph_binary(graph, OP_ADD, graph_constant(graph, 0.5), a));
    case OP_MOD:
        return from_whole(graph, graph_binary(graph, OP_DIV, a, b));
    case OP_POW:
        return is_whole(graph, b) ? NODE_NONE : a;
    case OP_HYPOT: /* sqrt(c^2 + u^2) never gets to 0 */
        return is_nonzero(graph, a) || is_nonzero(graph, b) ? NODE_NONE : id;
    case OP_POSITIVE:
        return a;
    case OP_ATAN2:
        return branch_cut(graph, a, b);
    case OP_MIN:
    case OP_MAX:
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
        return difference(graph, a, b);
    default:
        return NODE_NONE;
    }
}

/* The switches found so far: no node twice. */
struct list {
    node_id *node;
    size_t count;
};

static void add(struct list *list, const struct graph *graph, node_id id)
{
    if (id != NODE_NONE && graph->nodes[id].op == OP_NEG)
        id = graph->nodes[id].operand[0];
    if (id == NODE_NONE || graph->nodes[id].op == OP_CONSTANT)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (list->node[i] == id)
            return;
    list->node[list->count++] = id;
}

/* if(x, …) and `not x` of a number x switch where it is 0. */
static void add_conditions(struct list *list, const struct graph *graph, node_id id)
{
    const struct node *node = &graph->nodes[id];
    bool one = node->op == OP_IF || node->op == OP_NOT,
         two = node->op == OP_AND || node->op == OP_OR;
    for (int i = 0; i < (two ? 2 : one); i++)
        if (!is_truth(graph->nodes[node->operand[i]].op))
            add(list, graph, node->operand[i]);
}

/* Marks what f is made of. */
static void mark_used(const struct graph *graph, node_id f, bool *used)
{
    used[f] = true;
    for (node_id i = f; i >= 0; i--)
        for (int k = 0; used[i] && k < op_info[graph->nodes[i].op].operands; k++)
            used[graph->nodes[i].operand[k]] = true;
}

node_id *graph_switches(struct graph *graph, node_id f, size_t *count)
{
    struct list list = {malloc(2 * ((size_t)f + 1) * sizeof *list.node), 0};
    bool *used = calloc((size_t)f + 1, sizeof *used);
    if (used && list.node)
        mark_used(graph, f, used);
    for (node_id i = 0; used && list.node && i <= f; i++) {
        if (!used[i])
            continue;
        add(&list, graph, switch_of(graph, i));
        add_conditions(&list, graph, i);
    }
    if (!used || graph->failed) {
        free(list.node);
        list.node = NULL;
    }
    free(used);
    *count = list.node ? list.count : 0;
    return list.node;
}
