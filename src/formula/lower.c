#include "formula/lower.h"

#include "base/error.h"

struct lowering {
    struct graph *graph;
    const struct syntax *syntax;
    const struct lower_scope *scope;
    struct error *error;
    double index[SYNTAX_MAX_LEVELS]; /* of the sums and products around the node, outermost first */
    int levels;
};

static node_id lower(struct lowering *lowering, int root);

static node_id lower_constant(struct graph *graph, struct span name)
{
    for (size_t i = 0; i < constants.count; i++) {
        const struct constant *constant = table_row(&constants, i);
        if (span_is(name, constant->name))
            return graph_constant(graph, constant->value);
    }
    return NODE_NONE;
}

static node_id lower_name(struct lowering *lowering, struct span name)
{
    node_id constant = lower_constant(lowering->graph, name);
    if (constant != NODE_NONE || lowering->graph->failed)
        return constant;
    return lowering->scope->name(lowering->scope->context, name, lowering->error);
}

/* --- sums and products --- */

static bool lower_bound(struct lowering *lowering, int root, double *value)
{
    struct span span = syntax_start(lowering->syntax, root);
    node_id bound = lower(lowering, root);
    if (bound == NODE_NONE)
        return false;
    const struct node *node = &lowering->graph->nodes[bound];
    if (node->op != OP_CONSTANT)
        return syntax_error(lowering->syntax, span, lowering->error,
                            "a bound of a sum or a product has to be a constant");
    *value = node->constant;
    return (isfinite(*value) && *value == floor(*value)) ||
           syntax_error(lowering->syntax, span, lowering->error,
                        "a bound of a sum or a product has to be whole, not %g", *value);
}

/* Looks up the names below a node, of which nothing is lowered. */
static bool check_names(struct lowering *lowering, int root)
{
    const struct syntax_node *node = &lowering->syntax->nodes[root];
    if (node->kind == SYNTAX_NAME)
        return lower_name(lowering, node->span) != NODE_NONE;
    bool ok = true;
    for (int i = 0; node->kind == SYNTAX_CALL && ok && i < 3 && node->operand[i] >= 0; i++)
        ok = check_names(lowering, node->operand[i]);
    return ok;
}

/* The node of an operator or a function. */
static node_id build(struct lowering *lowering, const struct syntax_node *call,
                     const node_id *operand, int count)
{
    node_id result = call->function->build(lowering->graph, operand, count);
    if (result == NODE_NONE && !lowering->graph->failed)
        syntax_error(lowering->syntax, call->span, lowering->error,
                     "there is no grid here: " SETTING("grid FILE.csv"));
    if (lowering->scope->built && result != NODE_NONE)
        lowering->scope->built(lowering->scope->context, call, result, operand, count);
    return result;
}

/* The terms one after the other, joined from the left. */
static node_id lower_terms(struct lowering *lowering, const struct syntax_node *series,
                           double first, int count)
{
    node_id pair[2] = {NODE_NONE, NODE_NONE};
    int outer = lowering->levels;
    for (int i = 0; i < count; i++) {
        lowering->index[series->level] = first + i;
        lowering->levels = series->level + 1;
        pair[1] = lower(lowering, series->operand[2]);
        lowering->levels = outer;
        if (pair[1] == NODE_NONE)
            return NODE_NONE;
        if (*lowering->scope->unrolled > LOWER_MAX_UNROLLED) {
            syntax_error(lowering->syntax, series->span, lowering->error,
                         "written out, the sums and products have more than %d terms",
                         LOWER_MAX_UNROLLED);
            return NODE_NONE;
        }
        pair[0] = i == 0 ? pair[1] : build(lowering, series, pair, 2);
    }
    return pair[0];
}

static node_id lower_series(struct lowering *lowering, const struct syntax_node *series)
{
    double first, last;
    if (!lower_bound(lowering, series->operand[0], &first) ||
        !lower_bound(lowering, series->operand[1], &last))
        return NODE_NONE;
    if (last < first)
        return check_names(lowering, series->operand[2])
                   ? series->function->build(lowering->graph, NULL, 0)
                   : NODE_NONE;
    double count = last - first + 1;
    if (count <= LOWER_MAX_SERIES)
        return lower_terms(lowering, series, first, (int)count);
    syntax_error(lowering->syntax, series->span, lowering->error, "%.*s of %.15g terms: at most %d",
                 (int)series->span.length, series->span.text, count, LOWER_MAX_SERIES);
    return NODE_NONE;
}

/* --- expressions --- */

static node_id lower_call(struct lowering *lowering, const struct syntax_node *node)
{
    node_id operand[3];
    int count = 0;
    if (!node->function)
        return lowering->scope->reduce(lowering->scope->context, node, lowering->error);
    if (node->function->most == FUNCTION_SERIES)
        return lower_series(lowering, node);
    for (; count < 3 && node->operand[count] >= 0; count++)
        if ((operand[count] = lower(lowering, node->operand[count])) == NODE_NONE)
            return NODE_NONE;
    return build(lowering, node, operand, count);
}

/* The recursion is as deep as the tree: SYNTAX_MAX_NODES at the most, for a long sum. */
static node_id lower(struct lowering *lowering, int root)
{
    const struct syntax_node *node = &lowering->syntax->nodes[root];
    *lowering->scope->unrolled += lowering->levels > 0;
    switch (node->kind) {
    case SYNTAX_NUMBER:
        return graph_constant(lowering->graph, node->number);
    case SYNTAX_NAME:
        return lower_name(lowering, node->span);
    case SYNTAX_INDEX:
        return graph_constant(lowering->graph, lowering->index[node->level]);
    default:
        return lower_call(lowering, node);
    }
}

node_id lower_expression(struct graph *graph, const struct syntax *syntax, int root,
                         const struct lower_scope *scope, struct error *error)
{
    struct lowering lowering = {.graph = graph, .syntax = syntax, .scope = scope, .error = error};
    return lower(&lowering, root);
}
