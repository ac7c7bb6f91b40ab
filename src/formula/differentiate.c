/* Reverse accumulation: the adjoint of a node is the derivative of f by that node; each node
 * passes its own on to its operands, times its partial derivative by that operand. */
#include <stdlib.h>

#include "formula/graph.h"

struct tape {
    struct graph *graph;
    node_id *adjoint; /* [f + 1], NODE_NONE where f does not depend on the node */
};

static node_id number(struct tape *tape, double value)
{
    return graph_constant(tape->graph, value);
}

static node_id unary(struct tape *tape, enum op op, node_id a)
{
    return graph_unary(tape->graph, op, a);
}

static node_id binary(struct tape *tape, enum op op, node_id a, node_id b)
{
    return graph_binary(tape->graph, op, a, b);
}

static node_id scaled(struct tape *tape, double factor, node_id a)
{
    return binary(tape, OP_MUL, number(tape, factor), a);
}

static node_id inverse(struct tape *tape, node_id a)
{
    return binary(tape, OP_DIV, number(tape, 1), a);
}

/* 1 + sign * a^2 */
static node_id one_and_square(struct tape *tape, double sign, node_id a)
{
    return binary(tape, sign > 0 ? OP_ADD : OP_SUB, number(tape, 1), binary(tape, OP_MUL, a, a));
}

/* exp(-a^2) */
static node_id bell(struct tape *tape, node_id a)
{
    return unary(tape, OP_EXP, unary(tape, OP_NEG, binary(tape, OP_MUL, a, a)));
}

/* The derivative of a node of one operand `a`, the node itself being `y`. */
static node_id partial_unary(struct tape *tape, enum op op, node_id a, node_id y)
{
    switch (op) {
    case OP_NEG:
        return number(tape, -1);
    case OP_SQRT:
        return binary(tape, OP_DIV, number(tape, 0.5), y);
    case OP_CBRT:
        return inverse(tape, scaled(tape, 3, binary(tape, OP_MUL, y, y)));
    case OP_EXP:
        return y;
    case OP_EXPM1:
        return unary(tape, OP_EXP, a);
    case OP_LOG:
        return inverse(tape, a);
    case OP_LOG1P:
        return inverse(tape, binary(tape, OP_ADD, number(tape, 1), a));
    case OP_LOG2:
        return inverse(tape, scaled(tape, log(2), a));
    case OP_LOG10:
        return inverse(tape, scaled(tape, log(10), a));
    case OP_SIN:
        return unary(tape, OP_COS, a);
    case OP_COS:
        return unary(tape, OP_NEG, unary(tape, OP_SIN, a));
    case OP_TAN:
        return one_and_square(tape, 1, y);
    case OP_ASIN:
        return inverse(tape, unary(tape, OP_CIRCLE, a));
    case OP_ACOS:
        return binary(tape, OP_DIV, number(tape, -1), unary(tape, OP_CIRCLE, a));
    case OP_CIRCLE:
        return unary(tape, OP_NEG, binary(tape, OP_DIV, a, y));
    case OP_ATAN:
        return inverse(tape, one_and_square(tape, 1, a));
    case OP_SINH:
        return unary(tape, OP_COSH, a);
    case OP_COSH:
        return unary(tape, OP_SINH, a);
    case OP_TANH:
        return unary(tape, OP_SECH2, a);
    case OP_SECH2:
        return scaled(tape, -2, binary(tape, OP_MUL, unary(tape, OP_TANH, a), y));
    case OP_SIGMOID: /* y (1 - y), without losing digits in the second derivative near 0 */
        return scaled(tape, 0.25, unary(tape, OP_SECH2, scaled(tape, 0.5, a)));
    case OP_SOFTPLUS:
        return unary(tape, OP_SIGMOID, a);
    case OP_LOG_COSH:
        return unary(tape, OP_TANH, a);
    case OP_LOG_1M_EXP:
        return binary(tape, OP_DIV, unary(tape, OP_EXP, a), unary(tape, OP_EXPM1, a));
    case OP_POSITIVE:
        return number(tape, 1);
    case OP_ERF:
        return scaled(tape, M_2_SQRTPI, bell(tape, a));
    case OP_ERFC:
        return scaled(tape, -M_2_SQRTPI, bell(tape, a));
    case OP_ABS:
        return unary(tape, OP_SIGN, a);
    default: /* SIGN, FLOOR, NOT and so on: steps, whose derivative is taken to be 0 everywhere */
        return number(tape, 0);
    }
}

/* Adds derivative * adjoint of node `id` to the adjoint of its operand. */
static void pass(struct tape *tape, node_id id, node_id operand, node_id derivative)
{
    if (tape->graph->failed || tape->graph->nodes[operand].op == OP_CONSTANT)
        return;
    node_id share = graph_chain(tape->graph, tape->adjoint[id], derivative);
    node_id *sum = &tape->adjoint[operand];
    *sum = *sum == NODE_NONE ? share : binary(tape, OP_ADD, *sum, share);
}

/* a^b: b a^(b-1) by a, and a^b log a by b. */
static void pass_power(struct tape *tape, node_id id, node_id a, node_id b)
{
    node_id less = binary(tape, OP_SUB, b, number(tape, 1));
    pass(tape, id, a, graph_chain(tape->graph, b, graph_power(tape->graph, a, less)));
    if (tape->graph->failed || tape->graph->nodes[b].op == OP_CONSTANT)
        return;
    pass(tape, id, b, graph_chain(tape->graph, id, unary(tape, OP_LOG, a)));
}

/* atan2(a, b): b / h^2 by a, -a / h^2 by b, with h = hypot(a, b), whose square may overflow. */
static void pass_atan2(struct tape *tape, node_id id, node_id a, node_id b)
{
    node_id length = binary(tape, OP_HYPOT, a, b);
    pass(tape, id, a, binary(tape, OP_DIV, binary(tape, OP_SHARE, b, a), length));
    pass(tape, id, b,
         unary(tape, OP_NEG, binary(tape, OP_DIV, binary(tape, OP_SHARE, a, b), length)));
}

/* s = a/h of h = hypot(a, b), with c = b/h: c^2/h by a, -s c/h by b, and nothing cancels. */
static void pass_share(struct tape *tape, node_id id, node_id a, node_id b)
{
    node_id other = binary(tape, OP_SHARE, b, a);
    node_id turn = binary(tape, OP_DIV, other, binary(tape, OP_HYPOT, a, b));
    pass(tape, id, a, binary(tape, OP_MUL, other, turn));
    pass(tape, id, b, unary(tape, OP_NEG, binary(tape, OP_MUL, id, turn)));
}

/* By how many operands of min(min(a, b), c) its value is taken: nodes of another operation count as
 * one. */
static node_id takers(struct tape *tape, enum op op, node_id id)
{
    const struct node node = tape->graph->nodes[id];
    if (node.op != op)
        return number(tape, 1);
    node_id a = node.operand[0], b = node.operand[1];
    node_id first = takers(tape, op, a), second = takers(tape, op, b);
    node_id less = binary(tape, OP_LT, a, b), more = binary(tape, OP_LT, b, a);
    return graph_if(tape->graph, op == OP_MIN ? less : more, first,
                    graph_if(tape->graph, op == OP_MIN ? more : less, second,
                             binary(tape, OP_ADD, first, second)));
}

/* min, max: the one that is taken passes everything on; a tie is shared in equal parts, also one of
 * three, which is a pair one of which is a pair. */
static void pass_extreme(struct tape *tape, node_id id, enum op op, node_id a, node_id b)
{
    struct graph *graph = tape->graph;
    node_id one = number(tape, 1), none = number(tape, 0);
    node_id less = binary(tape, OP_LT, a, b), more = binary(tape, OP_LT, b, a);
    node_id first = op == OP_MIN ? less : more, second = op == OP_MIN ? more : less;
    node_id in_a = takers(tape, op, a), in_b = takers(tape, op, b);
    node_id both = binary(tape, OP_ADD, in_a, in_b);
    node_id part_a = binary(tape, OP_DIV, in_a, both), part_b = binary(tape, OP_DIV, in_b, both);
    pass(tape, id, a, graph_if(graph, first, one, graph_if(graph, second, none, part_a)));
    pass(tape, id, b, graph_if(graph, second, one, graph_if(graph, first, none, part_b)));
}

/* a - b floor(a/b): the whole quotient is taken back from the value, so that they agree at a
 * jump. */
static void pass_mod(struct tape *tape, node_id id, node_id a, node_id b)
{
    node_id quotient = binary(tape, OP_DIV, binary(tape, OP_SUB, a, id), b);
    pass(tape, id, a, number(tape, 1));
    pass(tape, id, b, unary(tape, OP_NEG, unary(tape, OP_ROUND, quotient)));
}

static void pass_foreign(struct tape *tape, node_id id, node_id a, node_id b)
{
    unsigned order = (unsigned)tape->graph->nodes[id].constant;
    unsigned i = foreign_by_first(order), j = foreign_by_second(order);
    if (i < FOREIGN_MOST)
        pass(tape, id, a, graph_foreign(tape->graph, foreign_order(i + 1, j), a, b));
    if (j < FOREIGN_MOST)
        pass(tape, id, b, graph_foreign(tape->graph, foreign_order(i, j + 1), a, b));
}

static void pass_binary(struct tape *tape, node_id id, enum op op, node_id a, node_id b)
{
    switch (op) {
    case OP_ADD:
    case OP_SUB:
        pass(tape, id, a, number(tape, 1));
        pass(tape, id, b, number(tape, op == OP_ADD ? 1 : -1));
        break;
    case OP_MUL:
    case OP_CHAIN:
        pass(tape, id, a, b);
        pass(tape, id, b, a);
        break;
    case OP_DIV:
        pass(tape, id, a, inverse(tape, b));
        pass(tape, id, b, unary(tape, OP_NEG, binary(tape, OP_DIV, id, b)));
        break;
    case OP_POW:
        pass_power(tape, id, a, b);
        break;
    case OP_ATAN2:
        pass_atan2(tape, id, a, b);
        break;
    case OP_HYPOT:
        pass(tape, id, a, binary(tape, OP_SHARE, a, b));
        pass(tape, id, b, binary(tape, OP_SHARE, b, a));
        break;
    case OP_SHARE:
        pass_share(tape, id, a, b);
        break;
    case OP_LOG_ADD:
        pass(tape, id, a, unary(tape, OP_SIGMOID, binary(tape, OP_SUB, a, b)));
        pass(tape, id, b, unary(tape, OP_SIGMOID, binary(tape, OP_SUB, b, a)));
        break;
    case OP_MOD:
        pass_mod(tape, id, a, b);
        break;
    case OP_MIN:
    case OP_MAX:
        pass_extreme(tape, id, op, a, b);
        break;
    case OP_FOREIGN:
        pass_foreign(tape, id, a, b);
        break;
    default: /* comparisons and logic are steps */
        break;
    }
}

static void pass_if(struct tape *tape, node_id id, const struct node *node)
{
    node_id one = number(tape, 1), none = number(tape, 0);
    pass(tape, id, node->operand[1], graph_if(tape->graph, node->operand[0], one, none));
    pass(tape, id, node->operand[2], graph_if(tape->graph, node->operand[0], none, one));
}

static void pass_on(struct tape *tape, node_id id)
{
    struct node node = tape->graph->nodes[id]; /* a copy: the graph grows */
    node_id a = node.operand[0], b = node.operand[1];
    switch (op_info[node.op].operands) {
    case 1:
        pass(tape, id, a, partial_unary(tape, node.op, a, id));
        break;
    case 2:
        pass_binary(tape, id, node.op, a, b);
        break;
    case 3:
        pass_if(tape, id, &node);
        break;
    }
}

bool graph_gradient(struct graph *graph, node_id f, int count, node_id *gradient)
{
    for (int i = 0; i < count; i++)
        gradient[i] = NODE_NONE;
    struct tape tape = {graph, NULL};
    if (f == NODE_NONE || !(tape.adjoint = malloc(((size_t)f + 1) * sizeof *tape.adjoint))) {
        graph->failed = true;
        return false;
    }
    for (node_id i = 0; i < f; i++)
        tape.adjoint[i] = NODE_NONE;
    tape.adjoint[f] = graph_constant(graph, 1);
    for (node_id i = f; i >= 0 && !graph->failed; i--)
        if (tape.adjoint[i] != NODE_NONE)
            pass_on(&tape, i);
    for (int i = 0; i < count; i++) {
        node_id input = graph_input(graph, i);
        bool reached = !graph->failed && input <= f && tape.adjoint[input] != NODE_NONE;
        gradient[i] = reached ? tape.adjoint[input] : graph_constant(graph, 0);
    }
    free(tape.adjoint);
    return !graph->failed;
}
