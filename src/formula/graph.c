#include "formula/graph.h"

#include <stdlib.h>
#include <string.h>

#include "formula/forms.h"

enum { FIRST_NODES = 128, LARGEST_PRODUCT = 16 };

void graph_init(struct graph *graph)
{
    *graph = (struct graph){0};
}

void graph_release(struct graph *graph)
{
    free(graph->nodes);
    free(graph->hash);
    graph_init(graph);
}

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static size_t hash_of(const struct node *node)
{
    uint64_t h = bits_of(node->constant) ^ node->op * UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < 3; i++)
        h = (h ^ (uint32_t)node->operand[i]) * UINT64_C(0xBF58476D1CE4E5B9);
    return (size_t)(h ^ h >> 29);
}

static bool same(const struct node *a, const struct node *b)
{
    return a->op == b->op && bits_of(a->constant) == bits_of(b->constant) &&
           memcmp(a->operand, b->operand, sizeof a->operand) == 0;
}

/* The place of the node in the hash: its own, or the free one where it belongs. */
static size_t find_slot(const struct graph *graph, const struct node *node)
{
    size_t mask = graph->hash_size - 1, slot = hash_of(node) & mask;
    while (graph->hash[slot] != NODE_NONE && !same(&graph->nodes[graph->hash[slot]], node))
        slot = (slot + 1) & mask;
    return slot;
}

/* Doubles the room for nodes, and a hash twice as large as that. */
static bool grow(struct graph *graph)
{
    size_t capacity = graph->capacity ? graph->capacity * 2 : FIRST_NODES;
    size_t hash_size = capacity * 2;
    struct node *nodes = NULL;
    node_id *hash = NULL;
    if (capacity <= GRAPH_MAX_NODES && (hash = malloc(hash_size * sizeof *hash)))
        nodes = realloc(graph->nodes, capacity * sizeof *nodes);
    if (!nodes) {
        free(hash);
        graph->failed = true;
        return false;
    }
    free(graph->hash);
    graph->nodes = nodes;
    graph->capacity = capacity;
    graph->hash = hash;
    graph->hash_size = hash_size;
    memset(hash, 0xFF, hash_size * sizeof *hash); /* NODE_NONE */
    for (size_t i = 0; i < graph->count; i++)
        hash[find_slot(graph, &nodes[i])] = (node_id)i;
    return true;
}

/* The id of an equal node, or of a new one. */
static node_id intern(struct graph *graph, const struct node *node)
{
    if (graph->failed || (graph->count == graph->capacity && !grow(graph)))
        return NODE_NONE;
    size_t slot = find_slot(graph, node);
    if (graph->hash[slot] == NODE_NONE) {
        graph->nodes[graph->count] = *node;
        graph->hash[slot] = (node_id)graph->count++;
    }
    return graph->hash[slot];
}

node_id graph_constant(struct graph *graph, double value)
{
    struct node node = {.op = OP_CONSTANT,
                        .finite = isfinite(value),
                        .nonnegative = value >= 0,
                        .constant = value,
                        .operand = {NODE_NONE, NODE_NONE, NODE_NONE}};
    return intern(graph, &node);
}

node_id graph_input(struct graph *graph, int index)
{
    struct node node = {.op = OP_INPUT, .finite = true, .operand = {index, NODE_NONE, NODE_NONE}};
    return intern(graph, &node);
}

static const double *constant_of(const struct graph *graph, node_id a)
{
    const struct node *node = &graph->nodes[a];
    return node->op == OP_CONSTANT ? &node->constant : NULL;
}

bool graph_is_constant(const struct graph *graph, node_id a, double value)
{
    const double *constant = a == NODE_NONE ? NULL : constant_of(graph, a);
    return constant && *constant == value;
}

static bool is_finite(const struct graph *graph, node_id a)
{
    return a == NODE_NONE || graph->nodes[a].finite;
}

static bool is_nonnegative(const struct graph *graph, node_id a)
{
    return a != NODE_NONE && graph->nodes[a].nonnegative;
}

static const bool never_negative[OP_COUNT] = {
    [OP_EXP] = true,  [OP_SQRT] = true,     [OP_COSH] = true,     [OP_SECH2] = true,
    [OP_ABS] = true,  [OP_HYPOT] = true,    [OP_SIGMOID] = true,  [OP_SOFTPLUS] = true,
    [OP_ERFC] = true, [OP_LOG_COSH] = true, [OP_POSITIVE] = true, [OP_ACOS] = true,
    [OP_EQ] = true,   [OP_NE] = true,       [OP_LT] = true,       [OP_LE] = true,
    [OP_AND] = true,  [OP_OR] = true,       [OP_NOT] = true,
};

/* Is it known that the operation's value is never below 0? */
static bool stays_nonnegative(const struct graph *graph, enum op op, node_id a, node_id b,
                              node_id c)
{
    switch (op) {
    case OP_MUL:
        return a == b || (is_nonnegative(graph, a) && is_nonnegative(graph, b));
    case OP_ADD:
    case OP_DIV:
    case OP_MIN:
        return is_nonnegative(graph, a) && is_nonnegative(graph, b);
    case OP_MAX:
        return is_nonnegative(graph, a) || is_nonnegative(graph, b);
    case OP_POW:
    case OP_CBRT:
        return is_nonnegative(graph, a);
    case OP_IF:
        return is_nonnegative(graph, b) && is_nonnegative(graph, c);
    default:
        return never_negative[op];
    }
}

/* An operation as it stands: folded where all operands are constants. */
static node_id plain(struct graph *graph, enum op op, node_id a, node_id b, node_id c)
{
    const node_id operand[3] = {a, b, c};
    double value[3] = {0, 0, 0};
    bool constant = true;
    for (int i = 0; i < op_info[op].operands; i++) {
        if (operand[i] == NODE_NONE)
            return NODE_NONE;
        const double *known = constant_of(graph, operand[i]);
        constant = constant && known;
        value[i] = known ? *known : 0;
    }
    if (constant)
        return graph_constant(graph, op_value(op, value[0], value[1], value[2]));
    struct node node = {.op = (uint8_t)op, .operand = {a, b, c}};
    node.finite =
        op_info[op].finite && is_finite(graph, a) && is_finite(graph, b) && is_finite(graph, c);
    node.nonnegative = stays_nonnegative(graph, op, a, b, c);
    return intern(graph, &node);
}

/* The operand of a negation, or NODE_NONE. */
static node_id negated(const struct graph *graph, node_id a)
{
    return graph->nodes[a].op == OP_NEG ? graph->nodes[a].operand[0] : NODE_NONE;
}

node_id graph_unary(struct graph *graph, enum op op, node_id a)
{
    if (a == NODE_NONE)
        return NODE_NONE;
    if (op == OP_NEG && negated(graph, a) != NODE_NONE)
        return negated(graph, a);
    node_id form = graph->forms ? forms_unary(graph, op, a) : NODE_NONE;
    return form != NODE_NONE ? form : plain(graph, op, a, NODE_NONE, NODE_NONE);
}

static node_id add(struct graph *graph, node_id a, node_id b)
{
    if (graph_is_constant(graph, a, 0))
        return b;
    if (graph_is_constant(graph, b, 0))
        return a;
    if (a == b)
        return graph_binary(graph, OP_MUL, graph_constant(graph, 2), a);
    if (negated(graph, b) != NODE_NONE)
        return graph_binary(graph, OP_SUB, a, negated(graph, b));
    if (negated(graph, a) != NODE_NONE)
        return graph_binary(graph, OP_SUB, b, negated(graph, a));
    return plain(graph, OP_ADD, a < b ? a : b, a < b ? b : a, NODE_NONE);
}

static node_id subtract(struct graph *graph, node_id a, node_id b)
{
    if (graph_is_constant(graph, b, 0))
        return a;
    if (graph_is_constant(graph, a, 0))
        return graph_unary(graph, OP_NEG, b);
    if (a == b && is_finite(graph, a))
        return graph_constant(graph, 0);
    if (negated(graph, b) != NODE_NONE)
        return graph_binary(graph, OP_ADD, a, negated(graph, b));
    return plain(graph, OP_SUB, a, b, NODE_NONE);
}

/* A constant times b, which takes up the sign of b, and twice what is a constant times something:
 * exact, as long as nothing underflows. */
static node_id scale(struct graph *graph, node_id factor, node_id b)
{
    const struct node node = graph->nodes[b];
    double by = graph->nodes[factor].constant;
    const double *inner = node.op == OP_MUL ? constant_of(graph, node.operand[0]) : NULL;
    if (node.op == OP_NEG)
        return graph_binary(graph, OP_MUL, graph_constant(graph, -by), node.operand[0]);
    if (inner && (fabs(by) == 2 || fabs(by) == 0.5) && isfinite(by * *inner))
        return graph_binary(graph, OP_MUL, graph_constant(graph, by * *inner), node.operand[1]);
    return plain(graph, OP_MUL, factor, b, NODE_NONE);
}

static node_id multiply(struct graph *graph, node_id a, node_id b)
{
    if (constant_of(graph, b) && !constant_of(graph, a)) {
        node_id swap = a;
        a = b;
        b = swap;
    }
    if (graph_is_constant(graph, a, 1))
        return b;
    if (graph_is_constant(graph, a, -1))
        return graph_unary(graph, OP_NEG, b);
    if (graph_is_constant(graph, a, 0) && is_finite(graph, b))
        return a;
    if (constant_of(graph, a) && !constant_of(graph, b))
        return scale(graph, a, b);
    if (negated(graph, a) != NODE_NONE)
        return graph_unary(graph, OP_NEG, graph_binary(graph, OP_MUL, negated(graph, a), b));
    if (negated(graph, b) != NODE_NONE)
        return graph_unary(graph, OP_NEG, graph_binary(graph, OP_MUL, a, negated(graph, b)));
    return plain(graph, OP_MUL, a < b ? a : b, a < b ? b : a, NODE_NONE);
}

static node_id divide(struct graph *graph, node_id a, node_id b)
{
    const double *known = constant_of(graph, b);
    if (!known || *known == 0)
        return plain(graph, OP_DIV, a, b, NODE_NONE);
    double by = *known; /* the graph may move */
    if (by == 1)
        return a;
    int exponent;
    if (fabs(frexp(by, &exponent)) == 0.5 && exponent > -1000) /* a power of two: exact */
        return graph_binary(graph, OP_MUL, graph_constant(graph, 1 / by), a);
    node_id quotient = plain(graph, OP_DIV, a, b, NODE_NONE);
    if (quotient != NODE_NONE && !constant_of(graph, quotient))
        graph->nodes[quotient].finite = is_finite(graph, a) && isfinite(by); /* and by is no 0 */
    return quotient;
}

node_id graph_chain(struct graph *graph, node_id a, node_id b)
{
    if (a == NODE_NONE || b == NODE_NONE)
        return NODE_NONE;
    if (graph_is_constant(graph, a, 0) || graph_is_constant(graph, b, 0))
        return graph_constant(graph, 0);
    bool finite_a = is_finite(graph, a), finite_b = is_finite(graph, b);
    if ((finite_a && (finite_b || constant_of(graph, a))) || (finite_b && constant_of(graph, b)))
        return multiply(graph, a, b);
    return plain(graph, OP_CHAIN, a < b ? a : b, a < b ? b : a, NODE_NONE);
}

node_id graph_binary(struct graph *graph, enum op op, node_id a, node_id b)
{
    if (a == NODE_NONE || b == NODE_NONE)
        return NODE_NONE;
    node_id form = graph->forms ? forms_binary(graph, op, a, b) : NODE_NONE;
    if (form != NODE_NONE)
        return form;
    switch (op) {
    case OP_ADD:
        return add(graph, a, b);
    case OP_SUB:
        return subtract(graph, a, b);
    case OP_MUL:
        return multiply(graph, a, b);
    case OP_DIV:
        return divide(graph, a, b);
    case OP_POW:
        return graph_power(graph, a, b);
    case OP_CHAIN:
        return graph_chain(graph, a, b);
    default:
        return plain(graph, op, a, b, NODE_NONE);
    }
}

node_id graph_if(struct graph *graph, node_id condition, node_id yes, node_id no)
{
    if (condition == NODE_NONE || yes == NODE_NONE || no == NODE_NONE)
        return NODE_NONE;
    const double *known = constant_of(graph, condition);
    if (known)
        return *known != 0 ? yes : no;
    if (yes == no)
        return yes;
    return plain(graph, OP_IF, condition, yes, no);
}

double graph_value(const struct graph *graph, const struct node *node, const double *operand)
{
    double value;
    if (node->op != OP_FOREIGN)
        return op_value(node->op, operand[0], operand[1], operand[2]);
    graph->foreign->evaluate(graph->foreign->context, (unsigned)node->constant, operand,
                             operand + 1, &value, 1);
    return value;
}

node_id graph_foreign(struct graph *graph, unsigned order, node_id a, node_id b)
{
    if (!graph->foreign || a == NODE_NONE || b == NODE_NONE)
        return NODE_NONE;
    const struct node node = {.op = OP_FOREIGN, .constant = order, .operand = {a, b, NODE_NONE}};
    const double *known_a = constant_of(graph, a), *known_b = constant_of(graph, b);
    if (!known_a || !known_b)
        return intern(graph, &node);
    const double operand[3] = {*known_a, *known_b, 0};
    return graph_constant(graph, graph_value(graph, &node, operand));
}

/* a^n for n >= 1 by repeated squaring. */
static node_id product(struct graph *graph, node_id a, int n)
{
    if (n == 1)
        return a;
    node_id half = product(graph, a, n / 2);
    node_id square = graph_binary(graph, OP_MUL, half, half);
    return n % 2 ? graph_binary(graph, OP_MUL, square, a) : square;
}

node_id graph_power(struct graph *graph, node_id a, node_id b)
{
    if (a == NODE_NONE || b == NODE_NONE)
        return NODE_NONE;
    const double *exponent = constant_of(graph, b);
    if (graph_is_constant(graph, a, M_E) && !exponent)
        return graph_unary(graph, OP_EXP, b);
    if (!exponent || constant_of(graph, a))
        return plain(graph, OP_POW, a, b, NODE_NONE);
    double n = *exponent;
    if (n == 0)
        return graph_constant(graph, 1);
    if (n == 0.5)
        return graph_unary(graph, OP_SQRT, a);
    if (n != floor(n) || fabs(n) > LARGEST_PRODUCT) {
        node_id power = plain(graph, OP_POW, a, b, NODE_NONE);
        if (power != NODE_NONE && n == floor(n) && n > 0)
            graph->nodes[power].finite = is_finite(graph, a);
        return power;
    }
    if (n < 0) /* of the inverse, whose powers overflow later than those of `a` vanish */
        a = graph_binary(graph, OP_DIV, graph_constant(graph, 1), a);
    return product(graph, a, (int)fabs(n));
}
