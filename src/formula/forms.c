#include "formula/forms.h"

/* --- what a node is --- */

static enum op op_at(const struct graph *graph, node_id a)
{
    return graph->nodes[a].op;
}

/* The operand of the node where it is that operation, else NODE_NONE. */
static node_id under(const struct graph *graph, enum op op, node_id a)
{
    return op_at(graph, a) == op ? graph->nodes[a].operand[0] : NODE_NONE;
}

/* Is it a product of something with itself? Returns that, else NODE_NONE. */
static node_id square_root(const struct graph *graph, node_id a)
{
    const struct node *node = &graph->nodes[a];
    return node->op == OP_MUL && node->operand[0] == node->operand[1] ? node->operand[0]
                                                                      : NODE_NONE;
}

static bool is_positive_constant(const struct graph *graph, node_id a)
{
    const struct node *node = &graph->nodes[a];
    return node->op == OP_CONSTANT && node->constant > 0 && node->finite;
}

/* Of a sum with the constant: the other term, else NODE_NONE. */
static node_id beside(const struct graph *graph, node_id sum, double constant)
{
    const struct node *node = &graph->nodes[sum];
    if (node->op != OP_ADD)
        return NODE_NONE;
    if (graph_is_constant(graph, node->operand[0], constant))
        return node->operand[1];
    return graph_is_constant(graph, node->operand[1], constant) ? node->operand[0] : NODE_NONE;
}

/* --- shorthands; NODE_NONE goes through --- */

static node_id number(struct graph *graph, double value)
{
    return graph_constant(graph, value);
}

static node_id negative(struct graph *graph, node_id a)
{
    return graph_unary(graph, OP_NEG, a);
}

static node_id times(struct graph *graph, double factor, node_id a)
{
    return graph_binary(graph, OP_MUL, number(graph, factor), a);
}

/* --- logarithms of what is positive and may be too large or too small --- */

static node_id log_form(struct graph *graph, node_id a);

/* The logarithm of a positive constant, or of what is positive and has a form. */
static node_id log_of_positive(struct graph *graph, node_id a)
{
    if (is_positive_constant(graph, a))
        return graph_unary(graph, OP_LOG, a);
    return graph->nodes[a].nonnegative ? log_form(graph, a) : NODE_NONE;
}

/* log(p + q) */
static node_id log_of_sum(struct graph *graph, node_id p, node_id q)
{
    node_id log_p = log_of_positive(graph, p);
    node_id log_q = log_p == NODE_NONE ? NODE_NONE : log_of_positive(graph, q);
    if (log_q == NODE_NONE)
        return NODE_NONE;
    if (graph_is_constant(graph, log_p, 0))
        return graph_unary(graph, OP_SOFTPLUS, log_q);
    if (graph_is_constant(graph, log_q, 0))
        return graph_unary(graph, OP_SOFTPLUS, log_p);
    return graph_binary(graph, OP_LOG_ADD, log_p, log_q);
}

/* log(p * q) and log(p / q). */
static node_id log_of_product(struct graph *graph, enum op join, node_id p, node_id q)
{
    node_id log_p = log_of_positive(graph, p);
    node_id log_q = log_p == NODE_NONE ? NODE_NONE : log_of_positive(graph, q);
    return graph_binary(graph, join, log_p, log_q);
}

/* log(tanh(u)) = log((1 - e^-2u) / (1 + e^-2u)) */
static node_id log_of_tanh(struct graph *graph, node_id u)
{
    node_id twice = times(graph, -2, u);
    return graph_binary(graph, OP_SUB, graph_unary(graph, OP_LOG_1M_EXP, twice),
                        graph_unary(graph, OP_SOFTPLUS, twice));
}

/* log(e^u - 1) = u + log(1 - e^-u), log(1 - e^u) */
static node_id log_of_expm1(struct graph *graph, node_id a)
{
    node_id positive = under(graph, OP_EXPM1, a), inner = under(graph, OP_NEG, a);
    node_id turned = inner == NODE_NONE ? NODE_NONE : under(graph, OP_EXPM1, inner);
    if (positive != NODE_NONE)
        return graph_binary(graph, OP_ADD, positive,
                            graph_unary(graph, OP_LOG_1M_EXP, negative(graph, positive)));
    return graph_unary(graph, OP_LOG_1M_EXP, turned);
}

/* A form of log(a) that does without a itself. */
static node_id log_form(struct graph *graph, node_id a)
{
    const struct node node = graph->nodes[a]; /* a copy: the graph grows */
    node_id u = node.operand[0], v = node.operand[1];
    switch (node.op) {
    case OP_EXP:
        return u;
    case OP_SIGMOID:
        return negative(graph, graph_unary(graph, OP_SOFTPLUS, negative(graph, u)));
    case OP_COSH:
        return graph_unary(graph, OP_LOG_COSH, u);
    case OP_TANH:
        return log_of_tanh(graph, u);
    case OP_EXPM1:
    case OP_NEG:
        return log_of_expm1(graph, a);
    case OP_ADD:
        return log_of_sum(graph, u, v);
    case OP_MUL:
        return log_of_product(graph, OP_ADD, u, v);
    case OP_DIV:
        return log_of_product(graph, OP_SUB, u, v);
    default:
        return NODE_NONE;
    }
}

/* log(1 + u) keeps the digits of a small u. */
static node_id log_of_one_and(struct graph *graph, node_id a)
{
    const struct node node = graph->nodes[a];
    node_id u = beside(graph, a, 1);
    if (u != NODE_NONE)
        return graph_unary(graph, OP_LOG1P, u);
    if (node.op == OP_SUB && graph_is_constant(graph, node.operand[0], 1))
        return graph_unary(graph, OP_LOG1P, negative(graph, node.operand[1]));
    return NODE_NONE;
}

/* --- roots --- */

static node_id root_of_power(struct graph *graph, node_id a)
{
    const struct node node = graph->nodes[a];
    node_id u = square_root(graph, a);
    if (u != NODE_NONE)
        return graph_unary(graph, OP_ABS, u);
    const struct node *exponent = node.op == OP_POW ? &graph->nodes[node.operand[1]] : NULL;
    if (!exponent || exponent->op != OP_CONSTANT || fmod(exponent->constant, 2) != 0)
        return NODE_NONE;
    double half = exponent->constant / 2;
    return graph_unary(graph, OP_ABS, graph_power(graph, node.operand[0], number(graph, half)));
}

/* The root of a sum of up to four squares, some of which may be constants, as a side and the rest;
 * of a long sum hypot would cost too much. NODE_NONE where it is none. */
static node_id side_of(struct graph *graph, node_id term, int most)
{
    if (is_positive_constant(graph, term))
        return graph_unary(graph, OP_SQRT, term);
    if (op_at(graph, term) != OP_ADD || most == 1)
        return square_root(graph, term);
    const struct node node = graph->nodes[term];
    node_id a = side_of(graph, node.operand[0], most - 1);
    node_id b = a == NODE_NONE ? NODE_NONE : side_of(graph, node.operand[1], most - 1);
    return graph_binary(graph, OP_HYPOT, a, b);
}

/* --- differences from 1 --- */

/* 1 - u^2 */
static node_id one_less_square(struct graph *graph, node_id u)
{
    const struct node node = graph->nodes[u];
    node_id other;
    switch (node.op) {
    case OP_TANH:
        return graph_unary(graph, OP_SECH2, node.operand[0]);
    case OP_SIN:
    case OP_COS:
        other = graph_unary(graph, node.op == OP_SIN ? OP_COS : OP_SIN, node.operand[0]);
        return graph_binary(graph, OP_MUL, other, other);
    default:
        return NODE_NONE;
    }
}

/* 1 - b */
static node_id one_less(struct graph *graph, node_id b)
{
    const struct node node = graph->nodes[b];
    node_id u = node.operand[0];
    switch (node.op) {
    case OP_MUL:
        return u == node.operand[1] ? one_less_square(graph, u) : NODE_NONE;
    case OP_SIGMOID:
        return graph_unary(graph, OP_SIGMOID, negative(graph, u));
    case OP_EXP:
        return negative(graph, graph_unary(graph, OP_EXPM1, u));
    case OP_TANH:
        return times(graph, 2, graph_unary(graph, OP_SIGMOID, times(graph, -2, u)));
    case OP_ERF:
        return graph_unary(graph, OP_ERFC, u);
    default:
        return NODE_NONE;
    }
}

/* 1 + b */
static node_id one_more(struct graph *graph, node_id b)
{
    const struct node node = graph->nodes[b];
    node_id u = node.operand[0];
    switch (node.op) {
    case OP_TANH:
        return times(graph, 2, graph_unary(graph, OP_SIGMOID, times(graph, 2, u)));
    case OP_EXPM1:
        return graph_unary(graph, OP_EXP, u);
    case OP_ERF:
        return graph_unary(graph, OP_ERFC, negative(graph, u));
    default:
        return NODE_NONE;
    }
}

/* a - 1 */
static node_id less_one(struct graph *graph, node_id a)
{
    const struct node node = graph->nodes[a];
    node_id u = node.operand[0];
    if (node.op == OP_EXP)
        return graph_unary(graph, OP_EXPM1, u);
    if (node.op != OP_MUL || !graph_is_constant(graph, u, 2))
        return NODE_NONE;
    node_id inner = under(graph, OP_SIGMOID, node.operand[1]);
    return inner == NODE_NONE ? NODE_NONE : graph_unary(graph, OP_TANH, times(graph, 0.5, inner));
}

/* sqrt(c^2 + u^2) - c = u * u / (sqrt(c^2 + u^2) + c) */
static node_id hypot_less(struct graph *graph, node_id a, node_id b)
{
    const struct node node = graph->nodes[a];
    bool first = node.operand[0] == b;
    if (op_at(graph, b) != OP_CONSTANT || node.op != OP_HYPOT || (!first && node.operand[1] != b) ||
        !is_positive_constant(graph, b))
        return NODE_NONE;
    node_id u = node.operand[first ? 1 : 0];
    return graph_binary(graph, OP_MUL, u,
                        graph_binary(graph, OP_DIV, u, graph_binary(graph, OP_ADD, a, b)));
}

/* Are both exponentials, one of u and the other of -u? */
static bool are_opposite(const struct graph *graph, node_id a, node_id b)
{
    node_id u = under(graph, OP_EXP, a), v = under(graph, OP_EXP, b);
    return u != NODE_NONE && v != NODE_NONE &&
           (under(graph, OP_NEG, u) == v || under(graph, OP_NEG, v) == u);
}

static node_id difference(struct graph *graph, node_id a, node_id b)
{
    if (graph_is_constant(graph, a, 1))
        return one_less(graph, b);
    if (graph_is_constant(graph, b, 1))
        return op_at(graph, a) == OP_HYPOT ? hypot_less(graph, a, b) : less_one(graph, a);
    if (are_opposite(graph, a, b))
        return times(graph, 2, graph_unary(graph, OP_SINH, under(graph, OP_EXP, a)));
    return hypot_less(graph, a, b);
}

/* a + b, the one way round. */
static node_id sum(struct graph *graph, node_id a, node_id b)
{
    if (graph_is_constant(graph, a, -1))
        return less_one(graph, b);
    if (graph_is_constant(graph, a, 1))
        return one_more(graph, b);
    if (are_opposite(graph, a, b))
        return times(graph, 2, graph_unary(graph, OP_COSH, under(graph, OP_EXP, a)));
    return NODE_NONE;
}

/* --- quotients of exponentials --- */

/* p / (p + q) = sigmoid(log p - log q) */
static node_id share_of(struct graph *graph, node_id p, node_id q)
{
    return graph_unary(graph, OP_SIGMOID, log_of_product(graph, OP_SUB, p, q));
}

/* sinh(u) / cosh(u), (e^u - 1) / (e^u + 1) and (1 - e^u) / (1 + e^u) as a tanh; factors of 2 and
 * signs stand before both. */
static node_id tanh_of(struct graph *graph, node_id a, node_id b)
{
    node_id minus = under(graph, OP_NEG, a), plus = minus != NODE_NONE ? minus : a;
    node_id u = under(graph, OP_EXPM1, plus), one = beside(graph, b, 1);
    if (u != NODE_NONE && one != NODE_NONE && under(graph, OP_EXP, one) == u) {
        node_id half = graph_unary(graph, OP_TANH, times(graph, 0.5, u));
        return minus != NODE_NONE ? negative(graph, half) : half;
    }
    const struct node above = graph->nodes[a], below = graph->nodes[b];
    if (above.op == OP_MUL && below.op == OP_MUL && above.operand[0] == below.operand[0] &&
        graph_is_constant(graph, above.operand[0], 2))
        return tanh_of(graph, above.operand[1], below.operand[1]);
    bool ratio = above.op == OP_SINH && below.op == OP_COSH && above.operand[0] == below.operand[0];
    return ratio ? graph_unary(graph, OP_TANH, above.operand[0]) : NODE_NONE;
}

static node_id quotient(struct graph *graph, node_id a, node_id b)
{
    const struct node node = graph->nodes[b];
    node_id found = tanh_of(graph, a, b);
    if (found != NODE_NONE || node.op != OP_ADD)
        return found;
    if (node.operand[0] == a)
        return share_of(graph, a, node.operand[1]);
    if (node.operand[1] == a)
        return share_of(graph, a, node.operand[0]);
    node_id u = beside(graph, b, 1);
    if (op_at(graph, a) == OP_CONSTANT && u != NODE_NONE && op_at(graph, u) == OP_EXP)
        return graph_binary(graph, OP_MUL, a, share_of(graph, number(graph, 1), u));
    if (op_at(graph, a) != OP_EXP)
        return NODE_NONE;
    return graph_unary(graph, OP_EXP, log_of_product(graph, OP_SUB, a, b));
}

/* --- products whose kinks cancel --- */

/* a * a */
static node_id square(struct graph *graph, node_id a)
{
    const struct node node = graph->nodes[a];
    node_id u = node.operand[0], v = node.operand[1];
    switch (node.op) {
    case OP_ABS:
        return graph_binary(graph, OP_MUL, u, u);
    case OP_SQRT:
        return graph->nodes[u].nonnegative ? u : graph_unary(graph, OP_POSITIVE, u);
    case OP_HYPOT:
        return graph_binary(graph, OP_ADD, graph_binary(graph, OP_MUL, u, u),
                            graph_binary(graph, OP_MUL, v, v));
    default:
        return NODE_NONE;
    }
}

/* a * b, the one way round: of a sign with its number, a cube root with its square. */
static node_id pair(struct graph *graph, node_id a, node_id b)
{
    node_id u = under(graph, OP_SIGN, a);
    if (u != NODE_NONE && u == b)
        return graph_unary(graph, OP_ABS, u);
    if (u != NODE_NONE && u == under(graph, OP_ABS, b))
        return u;
    u = under(graph, OP_CBRT, a);
    return u != NODE_NONE && square_root(graph, b) == a ? u : NODE_NONE;
}

static node_id product(struct graph *graph, node_id a, node_id b)
{
    if (a == b)
        return square(graph, a);
    node_id found = pair(graph, a, b);
    return found != NODE_NONE ? found : pair(graph, b, a);
}

/* --- all of them --- */

node_id forms_unary(struct graph *graph, enum op op, node_id a)
{
    static const struct {
        enum op op;
        double logarithm;
    } bases[] = {{OP_LOG2, M_LN2}, {OP_LOG10, M_LN10}};
    node_id form;
    switch (op) {
    case OP_LOG:
        form = log_form(graph, a);
        return form != NODE_NONE ? form : log_of_one_and(graph, a);
    case OP_LOG1P:
        return log_form(graph, graph_binary(graph, OP_ADD, number(graph, 1), a));
    case OP_LOG2:
    case OP_LOG10:
        form = log_form(graph, a);
        return graph_binary(graph, OP_DIV, form, number(graph, bases[op == OP_LOG10].logarithm));
    case OP_SQRT:
        form = root_of_power(graph, a);
        return form == NODE_NONE && op_at(graph, a) == OP_ADD ? side_of(graph, a, 4) : form;
    case OP_ABS:
        return graph->nodes[a].nonnegative ? a
                                           : graph_unary(graph, OP_ABS, under(graph, OP_NEG, a));
    default:
        return NODE_NONE;
    }
}

node_id forms_binary(struct graph *graph, enum op op, node_id a, node_id b)
{
    node_id form;
    switch (op) {
    case OP_ADD:
        form = sum(graph, a, b);
        return form != NODE_NONE ? form : sum(graph, b, a);
    case OP_SUB:
        return difference(graph, a, b);
    case OP_MUL:
        return product(graph, a, b);
    case OP_DIV:
        return quotient(graph, a, b);
    default:
        return NODE_NONE;
    }
}
