#include "formula/squares.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { MOST_RESIDUALS = 4096, MOST_FACTORS = 64, MOST_POWER = 1000 };

/* The residuals found so far. */
struct finder {
    struct graph *graph;
    size_t count;
    node_id *residual; /* [MOST_RESIDUALS] */
};

static const struct node *node_of(const struct finder *finder, node_id id)
{
    return &finder->graph->nodes[id];
}

static bool is_constant(const struct finder *finder, node_id id)
{
    return node_of(finder, id)->op == OP_CONSTANT;
}

/* --- a product, as factors and how often each stands in it --- */

struct product {
    double constant;
    int factors;
    node_id factor[MOST_FACTORS];
    int power[MOST_FACTORS]; /* below 0: it divides */
};

static bool add_factor(struct product *product, node_id factor, int power)
{
    int i = 0;
    while (i < product->factors && product->factor[i] != factor)
        i++;
    if (i == MOST_FACTORS)
        return false;
    if (i == product->factors) {
        product->factor[product->factors++] = factor;
        product->power[i] = 0;
    }
    product->power[i] += power;
    return true;
}

/* The whole exponent of a power, or 0. */
static int exponent_of(const struct finder *finder, const struct node *node)
{
    if (node->op != OP_POW || !is_constant(finder, node->operand[1]))
        return 0;
    double exponent = node_of(finder, node->operand[1])->constant;
    bool whole = exponent == floor(exponent) && fabs(exponent) <= MOST_POWER;
    return whole ? (int)exponent : 0;
}

static bool factorise(const struct finder *finder, node_id id, int power, struct product *product)
{
    const struct node *node = node_of(finder, id);
    int exponent = exponent_of(finder, node);
    switch (node->op) {
    case OP_CONSTANT:
        product->constant *= power > 0 ? node->constant : 1 / node->constant;
        return true;
    case OP_NEG:
        product->constant = -product->constant;
        return factorise(finder, node->operand[0], power, product);
    case OP_MUL:
        return factorise(finder, node->operand[0], power, product) &&
               factorise(finder, node->operand[1], power, product);
    case OP_DIV:
        return factorise(finder, node->operand[0], power, product) &&
               factorise(finder, node->operand[1], -power, product);
    default:
        return exponent != 0 && abs(power * exponent) <= MOST_POWER
                   ? add_factor(product, node->operand[0], power * exponent)
                   : add_factor(product, id, power);
    }
}

/* The node whose square the product is, or NODE_NONE where it is none. */
static node_id root_of(struct finder *finder, const struct product *product)
{
    if (!(product->constant >= 0 && isfinite(product->constant)))
        return NODE_NONE;
    node_id root = graph_constant(finder->graph, sqrt(product->constant));
    for (int i = 0; i < product->factors; i++) {
        if (product->power[i] % 2 != 0)
            return NODE_NONE;
        node_id exponent = graph_constant(finder->graph, product->power[i] / 2);
        node_id factor = graph_power(finder->graph, product->factor[i], exponent);
        root = graph_binary(finder->graph, OP_MUL, root, factor);
    }
    return root;
}

static bool add_square(struct finder *finder, node_id id, double weight)
{
    struct product product = {.constant = weight};
    if (finder->count == MOST_RESIDUALS || !factorise(finder, id, 1, &product))
        return false;
    node_id root = root_of(finder, &product);
    if (root == NODE_NONE)
        return false;
    finder->residual[finder->count++] = root;
    return true;
}

/* --- a sum --- */

/* Adds the residuals of weight * node. Returns false where they are not to be found. */
static bool find(struct finder *finder, node_id id, double weight)
{
    const struct node node = *node_of(finder, id); /* a copy: the graph grows */
    node_id a = node.operand[0], b = node.operand[1];
    switch (node.op) {
    case OP_CONSTANT: /* it moves no minimum */
        return true;
    case OP_NEG:
        return find(finder, a, -weight);
    case OP_ADD:
        return find(finder, a, weight) && find(finder, b, weight);
    case OP_SUB:
        return find(finder, a, weight) && find(finder, b, -weight);
    case OP_MUL:
        if (is_constant(finder, a))
            return find(finder, b, weight * node_of(finder, a)->constant);
        break;
    case OP_DIV:
        if (is_constant(finder, b))
            return find(finder, a, weight / node_of(finder, b)->constant);
        break;
    }
    return add_square(finder, id, weight);
}

/* --- the program --- */

static bool build(struct squares *squares, const struct finder *finder,
                  const struct formula_names *names)
{
    size_t n = (size_t)names->parameters, count = finder->count;
    node_id *out = malloc(count * (1 + n) * sizeof *out);
    bool ok = out;
    for (size_t k = 0; ok && k < count; k++) {
        out[k] = finder->residual[k];
        ok = graph_gradient(finder->graph, out[k], names->parameters, out + count + k * n);
    }
    squares->count = count;
    ok = ok && program_build(&squares->program, finder->graph, n + (size_t)names->variables, false,
                             out, count * (1 + n));
    free(out);
    return ok;
}

static bool compile(struct squares *squares, struct finder *finder, const struct formula *formula,
                    struct error *error)
{
    node_id f =
        formula_lower(finder->graph, formula->text, strlen(formula->text), &formula->names, error);
    if (f == NODE_NONE)
        return false;
    bool found = find(finder, f, 1) && finder->count > 0;
    if (finder->graph->failed || (found && !build(squares, finder, &formula->names)))
        return error_memory(error);
    return found || error_set(error, "levenberg-marquardt needs a loss that is a sum of squares, "
                                     "such as (y - (w*x + b))^2");
}

struct squares *squares_compile(const struct formula *formula, struct error *error)
{
    struct squares *squares = calloc(1, sizeof *squares);
    struct graph graph;
    graph_init(&graph);
    struct finder finder = {.graph = &graph,
                            .residual = malloc(MOST_RESIDUALS * sizeof *finder.residual)};
    bool ok = squares && finder.residual ? compile(squares, &finder, formula, error)
                                         : error_memory(error);
    free(finder.residual);
    graph_release(&graph);
    if (ok)
        return squares;
    squares_free(squares);
    return NULL;
}

void squares_free(struct squares *squares)
{
    if (!squares)
        return;
    program_release(&squares->program);
    free(squares);
}
