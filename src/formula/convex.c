#include "formula/convex.h"

#include <float.h>
#include <stdlib.h>

/* What is known of a node wherever it is defined, which is on a convex set as soon as any of
 * CONVEX, CONCAVE is known. */
enum {
    FIXED = 1 << 0,  /* does not depend on a parameter */
    CONVEX = 1 << 1, /* both: affine */
    CONCAVE = 1 << 2,
    NONNEGATIVE = 1 << 3,
    NONPOSITIVE = 1 << 4,
    ROOT = 1 << 5,       /* not negative, and its square root is convex */
    LOG_CONVEX = 1 << 6, /* positive, and its logarithm is convex */
    LOG_CONCAVE = 1 << 7,
    POLYNOMIAL = 1 << 8, /* of the parameters, with coefficients that are fixed */
    TOTAL = 1 << 9,      /* defined everywhere */
    AFFINE = CONVEX | CONCAVE
};

struct proof {
    const struct graph *graph;
    int parameters;
    struct fact {
        unsigned known;
        node_id base; /* the node is base^exponent, exponent >= 1 */
        int exponent;
    } * fact; /* [f + 1] */
};

static unsigned known(const struct proof *proof, node_id a)
{
    return a == NODE_NONE ? 0 : proof->fact[a].known;
}

static bool all(unsigned known, unsigned wanted)
{
    return (known & wanted) == wanted;
}

static unsigned when(bool condition, unsigned flags)
{
    return condition ? flags : 0;
}

/* The number that a node is, NAN where it is none. */
static double number_of(const struct proof *proof, node_id a)
{
    const struct node *node = &proof->graph->nodes[a];
    return node->op == OP_CONSTANT ? node->constant : NAN;
}

/* --- functions of one operand --- */

static unsigned negative(unsigned a)
{
    return (a & (FIXED | POLYNOMIAL | TOTAL)) | when(a & CONVEX, CONCAVE) |
           when(a & CONCAVE, CONVEX) | when(a & NONNEGATIVE, NONPOSITIVE) |
           when(a & NONPOSITIVE, NONNEGATIVE);
}

/* Is the absolute value convex? */
static bool has_convex_size(unsigned a)
{
    return all(a, AFFINE) || all(a, CONVEX | NONNEGATIVE) || all(a, CONCAVE | NONPOSITIVE);
}

/* abs, cosh, even powers: convex, rising right of 0 and falling left of it. */
static unsigned even(unsigned a)
{
    return NONNEGATIVE | when(has_convex_size(a), CONVEX);
}

/* sinh, odd powers: rising, concave left of 0 and convex right of it. */
static unsigned odd(unsigned a)
{
    return (a & (NONNEGATIVE | NONPOSITIVE)) | when(all(a, CONVEX | NONNEGATIVE), CONVEX) |
           when(all(a, CONCAVE | NONPOSITIVE), CONCAVE);
}

/* tanh, atan, erf, cbrt: rising, convex left of 0 and concave right of it. */
static unsigned flat(unsigned a)
{
    return (a & (NONNEGATIVE | NONPOSITIVE)) | when(all(a, CONVEX | NONPOSITIVE), CONVEX) |
           when(all(a, CONCAVE | NONNEGATIVE), CONCAVE);
}

/* exp and the like: e^u is convex and rising, and its logarithm is u. */
static unsigned exponential(unsigned a)
{
    return NONNEGATIVE | when(a & CONVEX, CONVEX | LOG_CONVEX | ROOT) |
           when(a & CONCAVE, LOG_CONCAVE);
}

/* log: concave and rising. */
static unsigned logarithm(unsigned a)
{
    return when(a & (CONCAVE | LOG_CONCAVE), CONCAVE) | when(a & LOG_CONVEX, CONVEX);
}

static unsigned square_root(unsigned a)
{
    return NONNEGATIVE | when(a & CONCAVE, CONCAVE) | when(a & ROOT, CONVEX) |
           (a & (LOG_CONVEX | LOG_CONCAVE));
}

/* 1/(1 + e^-u): convex where u <= 0, concave where u >= 0, and its logarithm concave and rising. */
static unsigned logistic(unsigned a)
{
    return NONNEGATIVE | (flat(a) & AFFINE) | when(a & CONCAVE, LOG_CONCAVE);
}

static unsigned unary(enum op op, unsigned a)
{
    switch (op) {
    case OP_NEG:
        return negative(a);
    case OP_EXP:
        return exponential(a);
    case OP_EXPM1:
        return when(a & CONVEX, CONVEX) | (a & (NONNEGATIVE | NONPOSITIVE));
    case OP_LOG:
    case OP_LOG2:
    case OP_LOG10:
        return logarithm(a);
    case OP_LOG1P: /* 1 + u is log-convex where u is */
        return when(a & CONCAVE, CONCAVE) | when(a & LOG_CONVEX, CONVEX) |
               (a & (NONNEGATIVE | NONPOSITIVE));
    case OP_SOFTPLUS:
        return NONNEGATIVE | when(a & CONVEX, CONVEX);
    case OP_SIGMOID:
        return logistic(a);
    case OP_SQRT:
        return square_root(a);
    case OP_LOG_1M_EXP: /* log(1 - e^u), for u < 0: concave and falling */
        return NONPOSITIVE | when(a & CONVEX, CONCAVE);
    case OP_POSITIVE: /* u where it is not negative */
        return NONNEGATIVE | (a & CONCAVE) |
               when(all(a, AFFINE) || all(a, CONVEX | NONNEGATIVE), CONVEX);
    case OP_COSH:
        return even(a) | when(all(a, AFFINE), LOG_CONVEX);
    case OP_ABS:
    case OP_LOG_COSH:
        return even(a);
    case OP_SINH:
        return odd(a);
    case OP_TANH:
    case OP_ATAN:
    case OP_ERF:
    case OP_CBRT:
        return flat(a);
    case OP_ERFC: /* 1 - erf(u) */
        return NONNEGATIVE | (negative(flat(a)) & AFFINE);
    default:
        return 0;
    }
}

/* --- sums, products, powers --- */

static unsigned sum(unsigned a, unsigned b)
{
    return a & b & (AFFINE | NONNEGATIVE | NONPOSITIVE | ROOT | LOG_CONVEX | POLYNOMIAL);
}

/* What stays of b times a positive number: all of it. */
static unsigned scaled(const struct proof *proof, node_id factor, node_id b)
{
    unsigned a = known(proof, factor), to = known(proof, b);
    double by = number_of(proof, factor);
    if (by > 0)
        return to;
    if (a & NONNEGATIVE)
        return to & ~(unsigned)(LOG_CONVEX | LOG_CONCAVE);
    if (a & NONPOSITIVE)
        return negative(to);
    return when(all(to, AFFINE), AFFINE) | (to & POLYNOMIAL);
}

/* u^n for a whole n >= 2. */
static unsigned whole_power(unsigned u, int n)
{
    unsigned power = n % 2 ? odd(u) : even(u);
    return power | (u & (POLYNOMIAL | LOG_CONVEX | LOG_CONCAVE)) |
           when(has_convex_size(u) && (n % 2 == 0 || (u & NONNEGATIVE)), ROOT);
}

/* Are both powers of one base, which is written to *base? That of |u| counts as one with an even
 * power of u. */
static bool joins(const struct proof *proof, const struct fact *x, const struct fact *y,
                  node_id *base)
{
    const struct node *size = &proof->graph->nodes[x->base];
    bool even_y = y->exponent % 2 == 0;
    *base = x->base;
    return x->base == y->base || (size->op == OP_ABS && size->operand[0] == y->base && even_y);
}

/* Is a the node 1 + u? */
static bool is_one_and(const struct proof *proof, node_id a, node_id u)
{
    const struct node *nodes = proof->graph->nodes, *sum = &nodes[a], *term = &nodes[u];
    node_id first = sum->operand[0], second = sum->operand[1];
    if (sum->op == OP_SUB)
        return number_of(proof, first) == 1 && term->op == OP_NEG && term->operand[0] == second;
    return sum->op == OP_ADD && ((number_of(proof, first) == 1 && second == u) ||
                                 (number_of(proof, second) == 1 && first == u));
}

/* a*log(a), convex where a is affine. */
static bool is_entropy(const struct proof *proof, node_id a, node_id b)
{
    const struct node *node = &proof->graph->nodes[b];
    node_id u = node->operand[0];
    if (!all(known(proof, a), AFFINE))
        return false;
    if (node->op == OP_LOG1P)
        return is_one_and(proof, a, u);
    return u == a && (node->op == OP_LOG || node->op == OP_LOG2 || node->op == OP_LOG10);
}

/* sqrt(c^2 + u^2) - c in the form u * (u / (sqrt(c^2 + u^2) + c)): rising with |u| and convex. */
static bool is_hypot_less(const struct proof *proof, node_id u, node_id b)
{
    const struct node *nodes = proof->graph->nodes, *ratio = &nodes[b];
    if (ratio->op != OP_DIV || ratio->operand[0] != u || nodes[ratio->operand[1]].op != OP_ADD)
        return false;
    const node_id *term = nodes[ratio->operand[1]].operand;
    for (int i = 0; i < 2; i++) {
        const struct node *side = &nodes[term[i]];
        node_id c = term[1 - i];
        bool of_both = (side->operand[0] == u && side->operand[1] == c) ||
                       (side->operand[0] == c && side->operand[1] == u);
        if (side->op == OP_HYPOT && of_both && number_of(proof, c) > 0)
            return has_convex_size(known(proof, u));
    }
    return false;
}

static unsigned product(struct proof *proof, node_id id, node_id a, node_id b)
{
    const struct fact x = proof->fact[a], y = proof->fact[b];
    struct fact *fact = &proof->fact[id];
    node_id base;
    if ((joins(proof, &x, &y, &base) || joins(proof, &y, &x, &base)) &&
        x.exponent + y.exponent <= 1 << 16) {
        fact->base = base;
        fact->exponent = x.exponent + y.exponent;
        return whole_power(known(proof, fact->base), fact->exponent);
    }
    if (x.known & FIXED)
        return scaled(proof, a, b);
    if (y.known & FIXED)
        return scaled(proof, b, a);
    unsigned same = (x.known & y.known) & (LOG_CONVEX | LOG_CONCAVE | POLYNOMIAL);
    bool signs = (x.known & y.known) & (NONNEGATIVE | NONPOSITIVE);
    bool opposite = (x.known & negative(y.known)) & (NONNEGATIVE | NONPOSITIVE);
    return same | when(signs, NONNEGATIVE) | when(opposite, NONPOSITIVE) |
           when(same & LOG_CONVEX, CONVEX) |
           when(is_entropy(proof, a, b) || is_entropy(proof, b, a), CONVEX) |
           when(is_hypot_less(proof, a, b) || is_hypot_less(proof, b, a), NONNEGATIVE | CONVEX);
}

static unsigned quotient(const struct proof *proof, node_id a, node_id b)
{
    unsigned x = known(proof, a), y = known(proof, b), log = 0;
    double by = number_of(proof, b);
    if (by > 0 || by < 0)
        return by > 0 ? x : negative(x);
    if (y & FIXED)
        return when(all(x, AFFINE), AFFINE) | (x & POLYNOMIAL) |
               when(x & y & (NONNEGATIVE | NONPOSITIVE), NONNEGATIVE);
    if ((x & LOG_CONVEX) && (y & LOG_CONCAVE))
        log |= LOG_CONVEX | CONVEX;
    if ((x & LOG_CONCAVE) && (y & LOG_CONVEX))
        log |= LOG_CONCAVE;
    bool inverse = (x & FIXED) && all(y, CONCAVE | NONNEGATIVE);
    return log | when(x & y & (NONNEGATIVE | NONPOSITIVE), NONNEGATIVE) |
           when(inverse && (x & NONNEGATIVE), CONVEX) | when(inverse && (x & NONPOSITIVE), CONCAVE);
}

/* u^p for a number p that is not whole: u >= 0 where it is defined, but for p < 0 not 0. */
static unsigned broken_power(unsigned u, double p)
{
    bool inside = all(u, AFFINE) || all(u, CONVEX | NONNEGATIVE);
    return NONNEGATIVE | when(p > 1 && inside, CONVEX | when(p >= 2, ROOT)) |
           when(p > 0.5 && (u & ROOT), CONVEX) | when(p > 0 && p < 1 && (u & CONCAVE), CONCAVE) |
           when(p < 0 && (u & CONCAVE), CONVEX) | when(p > 0, u & (LOG_CONVEX | LOG_CONCAVE));
}

static unsigned power(const struct proof *proof, node_id a, node_id b)
{
    double base = number_of(proof, a), exponent = number_of(proof, b);
    unsigned u = known(proof, a), v = known(proof, b);
    if (base > 0 && isfinite(base))
        return exponential(base >= 1 ? v : negative(v));
    if (!isfinite(exponent))
        return 0;
    if (exponent != floor(exponent))
        return broken_power(u, exponent);
    if (exponent >= 2)
        return whole_power(u, fmod(exponent, 2) == 0 ? 2 : 3) & ~(unsigned)POLYNOMIAL;
    return when(fmod(exponent, 2) == 0, NONNEGATIVE) |
           when(exponent < 0 && all(u, CONCAVE | NONNEGATIVE), CONVEX);
}

/* --- nodes --- */

/* relu is rising and convex; where its operand is not defined it is 0. Otherwise a condition must
 * not depend on the parameters. */
static unsigned chosen(const struct proof *proof, const struct node *node)
{
    const struct node *condition = &proof->graph->nodes[node->operand[0]];
    unsigned yes = known(proof, node->operand[1]), no = known(proof, node->operand[2]);
    bool relu = condition->op == OP_LT && number_of(proof, condition->operand[0]) == 0 &&
                condition->operand[1] == node->operand[1] &&
                number_of(proof, node->operand[2]) == 0;
    if (known(proof, node->operand[0]) & FIXED)
        return yes & no & ~(unsigned)FIXED;
    return when(relu, NONNEGATIVE | when(yes & TOTAL, yes & CONVEX));
}

/* Is the node c*softplus(u), c fixed? */
static bool is_weighted(const struct proof *proof, node_id a, node_id *c, node_id *u)
{
    const struct node *nodes = proof->graph->nodes, *product = &nodes[a];
    for (int i = 0; i < 2 && product->op == OP_MUL; i++) {
        const struct node *factor = &nodes[product->operand[i]];
        *c = product->operand[1 - i];
        *u = factor->operand[0];
        if (factor->op == OP_SOFTPLUS && (known(proof, *c) & FIXED))
            return true;
    }
    return false;
}

/* Is b the node 1 - a? */
static bool is_complement(const struct proof *proof, node_id a, node_id b)
{
    const struct node *node = &proof->graph->nodes[b];
    return node->op == OP_SUB && number_of(proof, node->operand[0]) == 1 && node->operand[1] == a;
}

/* Is b the node -a? */
static bool is_negative(const struct proof *proof, node_id a, node_id b)
{
    const struct node *node = &proof->graph->nodes[b];
    return node->op == OP_NEG && node->operand[0] == a;
}

/* v*softplus(-u) + (1-v)*softplus(u), the cross-entropy of a class v, is softplus(u) - v*u. */
static bool is_cross_entropy(const struct proof *proof, node_id a, node_id b)
{
    node_id c, d, u, w;
    return is_weighted(proof, a, &c, &u) && is_weighted(proof, b, &d, &w) &&
           (is_complement(proof, c, d) || is_complement(proof, d, c)) &&
           (is_negative(proof, u, w) || is_negative(proof, w, u)) && all(known(proof, u), AFFINE);
}

static unsigned difference(const struct proof *proof, node_id a, node_id b)
{
    const struct node *first = &proof->graph->nodes[a];
    return sum(known(proof, a), negative(known(proof, b))) |
           when(first->op == OP_NEG && is_cross_entropy(proof, first->operand[0], b), CONCAVE);
}

static unsigned binary(struct proof *proof, node_id id, const struct node *node)
{
    node_id a = node->operand[0], b = node->operand[1];
    unsigned x = known(proof, a), y = known(proof, b), signs = NONNEGATIVE | NONPOSITIVE;
    switch (node->op) {
    case OP_ADD:
        return sum(x, y) | when(is_cross_entropy(proof, a, b), CONVEX);
    case OP_SUB:
        return difference(proof, a, b);
    case OP_MUL:
        return product(proof, id, a, b);
    case OP_DIV:
        return quotient(proof, a, b);
    case OP_POW:
        return power(proof, a, b);
    case OP_LOG_ADD: /* log(e^x + e^y) */
        return x & y & CONVEX;
    case OP_HYPOT:
        return NONNEGATIVE | when(has_convex_size(x) && has_convex_size(y), CONVEX);
    case OP_MAX:
        return (x & y & (CONVEX | signs)) | ((x | y) & NONNEGATIVE);
    case OP_MIN:
        return (x & y & (CONCAVE | signs)) | ((x | y) & NONPOSITIVE);
    default:
        return 0;
    }
}

/* What is known of any number. */
static unsigned number(double value)
{
    return FIXED | AFFINE | POLYNOMIAL | TOTAL | when(value >= 0, NONNEGATIVE | ROOT) |
           when(value <= 0, NONPOSITIVE) | when(value > 0, LOG_CONVEX | LOG_CONCAVE);
}

static bool is_fixed(const struct proof *proof, const struct node *node)
{
    bool fixed = true;
    for (int i = 0; i < op_info[node->op].operands; i++)
        fixed = fixed && (known(proof, node->operand[i]) & FIXED);
    return fixed;
}

static bool is_total(const struct proof *proof, const struct node *node)
{
    unsigned a = known(proof, node->operand[0]);
    bool total = true;
    for (int i = 0; i < op_info[node->op].operands; i++)
        total = total && (known(proof, node->operand[i]) & TOTAL);
    switch (node->op) {
    case OP_SQRT:
    case OP_LOG1P:
        return total && (a & NONNEGATIVE);
    case OP_LOG:
    case OP_LOG2:
    case OP_LOG10:
        return total && (a & (LOG_CONVEX | LOG_CONCAVE));
    case OP_DIV:
        return total && fabs(number_of(proof, node->operand[1])) > 0;
    case OP_POW:
    case OP_MOD:
    case OP_POSITIVE:
    case OP_LOG_1M_EXP:
    case OP_CIRCLE:
    case OP_TAN:
    case OP_ASIN:
    case OP_ACOS:
    case OP_FOREIGN:
        return false;
    default:
        return total;
    }
}

static unsigned judge(struct proof *proof, node_id id)
{
    const struct node *node = &proof->graph->nodes[id];
    if (node->op == OP_CONSTANT)
        return number(node->constant);
    if (node->op == OP_INPUT)
        return TOTAL | AFFINE | POLYNOMIAL | when(node->operand[0] >= proof->parameters, FIXED);
    unsigned always = when(is_fixed(proof, node), FIXED | AFFINE | POLYNOMIAL | TOTAL) |
                      when(is_total(proof, node), TOTAL);
    switch (op_info[node->op].operands) {
    case 1:
        return always | unary(node->op, known(proof, node->operand[0]));
    case 2:
        return always | binary(proof, id, node);
    default:
        return always | (node->op == OP_IF ? chosen(proof, node) : 0);
    }
}

/* --- constant second derivatives --- */

/* Is s[n*n], of which the lower half counts, positive semidefinite to rounding? By elimination, the
 * largest pivot first; the diagonal is 1 or 0. s is overwritten. */
static bool is_semidefinite(double *s, int n)
{
    const double rounding = 4 * n * DBL_EPSILON;
    for (int k = 0; k < n; k++) {
        int most = 0;
        for (int i = 1; i < n; i++)
            if (s[i * n + i] > s[most * n + most])
                most = i;
        double pivot = s[most * n + most];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (pivot <= rounding && fabs(s[i * n + j]) > rounding)
                    return false;
        if (pivot <= rounding)
            return true;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (i != most && j != most)
                    s[i * n + j] -= s[i * n + most] * s[j * n + most] / pivot;
        for (int i = 0; i < n; i++)
            s[i * n + most] = s[most * n + i] = 0;
    }
    return true;
}

/* A polynomial with a constant Hessian is of the second degree. */
static bool is_quadratic(const struct proof *proof, const node_id *hessian)
{
    enum { MOST = 16 };
    double h[MOST * MOST], s[MOST * MOST];
    int n = proof->parameters;
    if (n > MOST)
        return false;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            h[i * n + j] = h[j * n + i] = number_of(proof, *hessian++);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double size = sqrt(h[i * n + i]) * sqrt(h[j * n + j]);
            s[i * n + j] = size > 0 ? h[i * n + j] / size : h[i * n + j];
            if (!isfinite(s[i * n + j]) || !(size >= 0) || (size == 0 && h[i * n + j] != 0))
                return false;
        }
    return is_semidefinite(s, n);
}

bool convex_prove(const struct graph *graph, node_id f, int parameters, const node_id *hessian,
                  bool *convex)
{
    struct proof proof = {graph, parameters, malloc(((size_t)f + 1) * sizeof *proof.fact)};
    if (!proof.fact)
        return false;
    for (node_id i = 0; i <= f; i++) {
        proof.fact[i].base = i;
        proof.fact[i].exponent = 1;
        proof.fact[i].known = judge(&proof, i);
    }
    unsigned of_f = known(&proof, f);
    *convex = (of_f & CONVEX) || ((of_f & POLYNOMIAL) && is_quadratic(&proof, hessian));
    free(proof.fact);
    return true;
}
