#include "formula/print.h"

#include <assert.h>
#include <ctype.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "formula/syntax.h"

/* How tightly a text holds together: what needs more than it has gets parentheses. */
enum level { OR, AND, NOT, COMPARISON, SUM, PRODUCT, NEGATION, POWER, PRIMARY };

/* What is longer than the first, in numbers, names and operators, is a part; what is used twice is
 * one from the second on, or, of products, which are read at a glance, from the third. So a text
 * has at most three such operands, and one factor or term each. */
enum { LONG = 40, SHARED = 6, SHARED_PRODUCT = 10, FACTORS = 4 * LONG };

/* --- what the language lacks or writes in its own way --- */

/* @ and # stand for the first and the second operand. */
static const struct shape {
    const char *text;
    enum level level, operand; /* of the whole; which its operands need */
} shapes[OP_COUNT] = {
    [OP_POW] = {"@^#", POWER, PRIMARY},
    [OP_SECH2] = {"1 - tanh(@)^2", SUM, OR},
    [OP_LOG_COSH] = {"log(cosh(@))", PRIMARY, OR},
    [OP_LOG_ADD] = {"log(exp(@) + exp(#))", PRIMARY, OR},
    [OP_LOG_1M_EXP] = {"log(1 - exp(@))", PRIMARY, OR},
    [OP_POSITIVE] = {"sqrt(@)^2", POWER, OR},
    [OP_CIRCLE] = {"sqrt(1 - @^2)", PRIMARY, PRIMARY},
    [OP_ERFC] = {"1 - erf(@)", SUM, OR},
    [OP_SHARE] = {"@/hypot(@, #)", PRODUCT, POWER},
    [OP_EQ] = {"@ == #", COMPARISON, SUM},
    [OP_NE] = {"@ != #", COMPARISON, SUM},
    [OP_LT] = {"@ < #", COMPARISON, SUM},
    [OP_LE] = {"@ <= #", COMPARISON, SUM},
    [OP_AND] = {"@ and #", AND, NOT},
    [OP_OR] = {"@ or #", OR, AND},
    [OP_NOT] = {"not @", NOT, COMPARISON},
};

static bool is_sum(enum op op)
{
    return op == OP_ADD || op == OP_SUB;
}

static bool is_product(enum op op)
{
    return op == OP_MUL || op == OP_CHAIN || op == OP_DIV || op == OP_NEG;
}

/* --- parts --- */

struct need {
    node_id user; /* the last that needed the node */
    int users;
    int weight; /* numbers, names and operators in its text */
};

static int operands_of(const struct node *node)
{
    return op_info[node->op].operands;
}

static void use(struct need *need, node_id node, node_id user, int users)
{
    if (need[node].user == user)
        return;
    need[node].user = user;
    need[node].users += users;
}

/* `root`: nobody but who asks for it needs the node. */
static bool is_part(const struct node *node, const struct need *need, bool root)
{
    int shared = is_product(node->op) ? SHARED_PRODUCT : SHARED;
    return operands_of(node) > 0 &&
           ((need->weight > LONG && !root) || (need->users > 1 && need->weight >= shared));
}

static void add_part(struct print *print, node_id node)
{
    print->part_of[node] = (int)print->parts;
    print->part[print->parts++] = node;
}

/* Counts by how many nodes each is used that the roots need; a root is used by whoever asks for it.
 * What a product is made of is used as often as the product, as it is written flat. */
static void count_users(const struct graph *graph, const node_id *root, size_t count,
                        struct need *need)
{
    for (size_t i = 0; i < count; i++)
        use(need, root[i], (node_id)(graph->count + i), 1);
    for (node_id i = (node_id)graph->count; i-- > 0;) {
        int users = is_product(graph->nodes[i].op) && need[i].users > 1 ? 2 : 1;
        for (int k = 0; need[i].users > 0 && k < operands_of(&graph->nodes[i]); k++)
            use(need, graph->nodes[i].operand[k], i, users);
    }
}

/* A letter with which no name of the caller's is a part's name. */
static char free_letter(const struct formula_names *names)
{
    const char *letter = "tuvw";
    for (int i = 0; i < names->parameters + names->variables && letter[1]; i++)
        if (names->name[i][0] == *letter && isdigit((unsigned char)names->name[i][1])) {
            letter++;
            i = -1;
        }
    return *letter;
}

/* --- numbers --- */

/* A constant as people write it: above * pi^turns / below. */
struct written {
    double above;
    int turns; /* from -2 to 2 */
    int below; /* from 1 on */
};

/* Are they the same but for the rounding of some operations? */
static bool is_nearly(double a, double b)
{
    return fabs(a - b) <= 2 * DBL_EPSILON * fabs(b);
}

/* The number itself where it has few digits, or the least fraction that it is, over *below; NAN:
 * neither. */
static double short_of(double number, int *below)
{
    enum { MOST = 99, LARGE = 10000 };
    char text[NUMBER_SIZE];
    double near = strtod(number_short(text, number, 5), NULL);
    *below = 1;
    if (is_nearly(near, number))
        return near;
    while (++*below <= MOST && fabs(number) < LARGE)
        if (is_nearly(nearbyint(number * *below), number * *below))
            return nearbyint(number * *below);
    return NAN;
}

/* A fraction, or a multiple of pi or of its square or of their inverses, where these are short and
 * the number is not. */
static struct written written_of(double number)
{
    static const struct {
        int turns;
        double of;
    } tries[] = {{0, 1}, {1, M_PI}, {-1, 1 / M_PI}, {2, M_PI * M_PI}, {-2, 1 / (M_PI * M_PI)}};
    for (size_t i = 0; isfinite(number) && i < sizeof tries / sizeof *tries; i++) {
        struct written written = {.turns = tries[i].turns};
        written.above = short_of(number / tries[i].of, &written.below);
        if (!isnan(written.above))
            return written;
    }
    return (struct written){number, 0, 1};
}

static void write_number(double number, struct buffer *out)
{
    if (isnan(number))
        buffer_text(out, "(0/0)");
    else if (isinf(number))
        buffer_text(out, number > 0 ? "(1/0)" : "(-1/0)");
    else
        number_append(out, number);
}

/* --- products --- */

struct factor {
    node_id base;
    int power;
};

struct product {
    double constant;
    struct factor factor[FACTORS];
    size_t count;
};

static void write_node(const struct print *print, node_id node, enum level level, bool defining,
                       struct buffer *out);

static void add_factor(struct product *product, node_id base, int power)
{
    for (size_t i = 0; i < product->count; i++)
        if (product->factor[i].base == base) {
            product->factor[i].power += power;
            return;
        }
    assert(product->count < FACTORS);
    product->factor[product->count++] = (struct factor){base, power};
}

/* Multiplies the product by node^power. `defining`: the node is the part that is being written. */
static void gather(const struct print *print, node_id id, int power, bool defining,
                   struct product *product)
{
    const struct node *node = &print->graph->nodes[id];
    const node_id *operand = node->operand;
    if (node->op == OP_CONSTANT) {
        for (int i = 0; i < abs(power); i++)
            product->constant =
                power > 0 ? product->constant * node->constant : product->constant / node->constant;
    } else if (!is_product(node->op) || (!defining && print->part_of[id] >= 0)) {
        add_factor(product, id, power);
    } else if (node->op == OP_NEG) {
        product->constant *= power % 2 ? -1 : 1;
        gather(print, operand[0], power, false, product);
    } else if (operand[0] == operand[1] && node->op != OP_DIV) {
        gather(print, operand[0], 2 * power, false, product);
    } else {
        gather(print, operand[0], power, false, product);
        gather(print, operand[1], node->op == OP_DIV ? -power : power, false, product);
    }
}

static int by_base(const void *a, const void *b)
{
    const struct factor *x = a, *y = b;
    return (x->base > y->base) - (x->base < y->base);
}

static void write_factor(const struct print *print, const struct factor *factor, struct buffer *out)
{
    int power = abs(factor->power);
    write_node(print, factor->base, power == 1 ? NEGATION : PRIMARY, false, out);
    if (power != 1)
        buffer_format(out, "^%d", power);
}

/* A text of factors or divisors, and how many there are. */
struct side {
    struct buffer text;
    int count;
};

static void add_number(struct side *side, double number)
{
    buffer_text(&side->text, side->count++ > 0 ? "*" : "");
    write_number(number, &side->text);
}

static void add_pi(struct side *side, int power)
{
    if (power > 0)
        buffer_format(&side->text, "%spi%s", side->count++ > 0 ? "*" : "", power > 1 ? "^2" : "");
}

/* The factors with positive powers, or those with negative ones. */
static void add_factors(const struct print *print, const struct product *product, bool positive,
                        struct side *side)
{
    for (size_t i = 0; i < product->count; i++) {
        const struct factor *factor = &product->factor[i];
        if (factor->power == 0 || (factor->power > 0) != positive)
            continue;
        buffer_text(&side->text, side->count++ > 0 ? "*" : "");
        write_factor(print, factor, &side->text);
    }
}

/* The product of a size, without its sign. */
static void write_product(const struct print *print, struct product *product, struct buffer *out)
{
    struct side above = {{0}, 0}, below = {{0}, 0};
    qsort(product->factor, product->count, sizeof *product->factor, by_base);
    const struct written size = written_of(fabs(product->constant));
    if (size.above != 1)
        add_number(&above, size.above);
    add_pi(&above, size.turns);
    add_factors(print, product, true, &above);
    if (above.count == 0)
        add_number(&above, 1);
    if (size.below > 1)
        add_number(&below, size.below);
    add_pi(&below, -size.turns);
    add_factors(print, product, false, &below);
    buffer_text(out, buffer_string(&above.text));
    if (below.count > 0)
        buffer_format(out, below.count > 1 ? "/(%s)" : "/%s", buffer_string(&below.text));
    out->failed = out->failed || above.text.failed || below.text.failed;
    buffer_release(&above.text);
    buffer_release(&below.text);
}

static void product_of(const struct print *print, node_id id, bool defining, double sign,
                       struct product *product)
{
    *product = (struct product){.constant = sign};
    gather(print, id, 1, defining, product);
}

/* --- choosing the parts --- */

/* Of a product as it is written, flat. Operands come first in a graph, so their weights are
 * known. */
static int weight_of(const struct print *print, const struct need *need, node_id id)
{
    const struct node *node = &print->graph->nodes[id];
    struct product product;
    int weight = 1;
    for (int k = 0; k < operands_of(node); k++)
        weight += need[node->operand[k]].weight;
    if (!is_product(node->op) || weight > LONG)
        return weight;
    product_of(print, id, true, 1, &product);
    weight = product.constant != 1;
    for (size_t i = 0; i < product.count; i++)
        weight += need[product.factor[i].base].weight + (abs(product.factor[i].power) != 1);
    return weight;
}

static void choose_parts(struct print *print, struct need *need)
{
    for (node_id i = 0; (size_t)i < print->graph->count; i++) {
        const struct node *node = &print->graph->nodes[i];
        need[i].weight = weight_of(print, need, i);
        bool root = need[i].users == 1 && (size_t)need[i].user >= print->graph->count;
        if (need[i].users == 0 || !is_part(node, &need[i], root))
            continue;
        add_part(print, i);
        need[i].weight = 1;
    }
}

bool print_init(struct print *print, const struct graph *graph, const struct formula_names *names,
                const node_id *root, size_t count)
{
    *print = (struct print){graph, names, .letter = free_letter(names)};
    struct need *need = calloc(graph->count + 1, sizeof *need);
    print->part_of = malloc((graph->count + 1) * sizeof *print->part_of);
    print->part = malloc((graph->count + 1) * sizeof *print->part);
    bool ok = need && print->part_of && print->part;
    for (size_t i = 0; ok && i < graph->count; i++) {
        need[i].user = NODE_NONE;
        print->part_of[i] = -1;
    }
    if (ok) {
        count_users(graph, root, count, need);
        choose_parts(print, need);
    }
    free(need);
    return ok;
}

void print_release(struct print *print)
{
    free(print->part_of);
    free(print->part);
    *print = (struct print){0};
}

/* --- sums --- */

struct term {
    node_id node;
    double times; /* so often it is added; 0 where it was cancelled */
};

struct terms {
    struct term term[FACTORS];
    size_t count;
};

static void term_product(const struct print *print, const struct term *term,
                         struct product *product)
{
    product_of(print, term->node, false, term->times, product);
    qsort(product->factor, product->count, sizeof *product->factor, by_base);
}

/* Are they the same but for their constants? */
static bool alike(const struct product *a, const struct product *b)
{
    bool same = a->count == b->count && isfinite(a->constant) && isfinite(b->constant);
    for (size_t i = 0; same && i < a->count; i++)
        same = a->factor[i].base == b->factor[i].base && a->factor[i].power == b->factor[i].power;
    return same;
}

/* Adds the term to one that differs from it in a constant alone, or as one more. */
static void add_term(const struct print *print, const struct term *term, struct terms *terms)
{
    struct product product, other;
    term_product(print, term, &product);
    for (size_t i = 0; i < terms->count; i++) {
        term_product(print, &(struct term){terms->term[i].node, 1}, &other);
        if (!alike(&product, &other) || other.constant == 0)
            continue;
        terms->term[i].times += product.constant / other.constant;
        return;
    }
    assert(terms->count < FACTORS);
    terms->term[terms->count++] = *term;
}

static void gather_terms(const struct print *print, node_id id, double sign, bool defining,
                         struct terms *terms)
{
    const struct node *node = &print->graph->nodes[id];
    bool whole = !defining && print->part_of[id] >= 0;
    if (!whole && is_sum(node->op)) {
        gather_terms(print, node->operand[0], sign, false, terms);
        gather_terms(print, node->operand[1], node->op == OP_SUB ? -sign : sign, false, terms);
    } else if (!whole && node->op == OP_NEG) {
        gather_terms(print, node->operand[0], -sign, false, terms);
    } else {
        add_term(print, &(struct term){id, sign}, terms);
    }
}

/* How well a term leads a sum: at its best it is positive and no constant. */
static int rank_of(const struct product *product)
{
    return (signbit(product->constant) ? 2 : 0) + (product->count == 0);
}

/* Terms that are written as a sum; those of a factor that they have in common without it. */
struct sum {
    const struct print *print;
    struct terms terms;
    bool written[FACTORS];
};

/* Is it read at a glance? Such factors are left where they are. */
static bool is_plain(const struct print *print, node_id base)
{
    return print->graph->nodes[base].op == OP_INPUT && print->part_of[base] < 0;
}

static bool has_factor(const struct product *product, node_id base)
{
    for (size_t i = 0; i < product->count; i++)
        if (product->factor[i].base == base && product->factor[i].power == 1)
            return true;
    return false;
}

/* The factor of term number `at` that most of the terms after it have, too, with a constant of the
 * same size; NODE_NONE: there is none, or these terms are nothing else. */
static node_id common_factor(const struct sum *sum, size_t at)
{
    struct product product, other;
    term_product(sum->print, &sum->terms.term[at], &product);
    for (size_t k = 0; k < product.count; k++) {
        node_id base = product.factor[k].base;
        if (product.factor[k].power != 1 || is_plain(sum->print, base))
            continue;
        for (size_t i = at + 1; i < sum->terms.count; i++) {
            term_product(sum->print, &sum->terms.term[i], &other);
            if (!sum->written[i] && sum->terms.term[i].times != 0 && has_factor(&other, base) &&
                fabs(other.constant) == fabs(product.constant))
                return base;
        }
    }
    return NODE_NONE;
}

static void remove_factor(struct product *product, node_id base)
{
    for (size_t i = 0; i < product->count; i++)
        if (product->factor[i].base == base)
            product->factor[i].power -= 1;
}

/* "(y^3 - 1)": the terms from number `at` on that have the factor, without it and their constant.
 * They are written then. */
static void write_others(struct sum *sum, size_t at, node_id base, struct buffer *out)
{
    struct product first, product;
    term_product(sum->print, &sum->terms.term[at], &first);
    for (size_t i = at; i < sum->terms.count; i++) {
        term_product(sum->print, &sum->terms.term[i], &product);
        if (sum->written[i] || sum->terms.term[i].times == 0 || !has_factor(&product, base) ||
            fabs(product.constant) != fabs(first.constant))
            continue;
        sum->written[i] = true;
        bool negative = signbit(product.constant) != signbit(first.constant);
        buffer_text(out, i == at ? "(" : negative ? " - " : " + ");
        product.constant = 1;
        remove_factor(&product, base);
        write_product(sum->print, &product, out);
    }
    buffer_text(out, ")");
}

/* A term, or where it has a factor in common with others, all of these: "2*t3*(y^3 - 1)". */
static void write_term(struct sum *sum, size_t at, bool first, struct buffer *out)
{
    struct product product;
    node_id base = common_factor(sum, at);
    term_product(sum->print, &sum->terms.term[at], &product);
    bool negative = signbit(product.constant);
    buffer_text(out, first ? (negative ? "-" : "") : negative ? " - " : " + ");
    sum->written[at] = base == NODE_NONE;
    if (base == NODE_NONE) {
        write_product(sum->print, &product, out);
        return;
    }
    struct product common = {fabs(product.constant), {{base, 1}}, 1};
    write_product(sum->print, &common, out);
    buffer_text(out, "*");
    write_others(sum, at, base, out);
}

/* One term leads; the rest keep their order, the constant behind them. */
static void write_sum(const struct print *print, node_id id, bool defining, struct buffer *out)
{
    struct sum sum = {.print = print};
    struct product product;
    size_t before = out->size, lead = 0;
    int best = 4;
    gather_terms(print, id, 1, defining, &sum.terms);
    for (size_t i = sum.terms.count; i-- > 0;) {
        term_product(print, &sum.terms.term[i], &product);
        if (sum.terms.term[i].times != 0 && rank_of(&product) <= best) {
            best = rank_of(&product);
            lead = i;
        }
    }
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < sum.terms.count; i++) {
            term_product(print, &sum.terms.term[i], &product);
            int turn = i == lead ? 0 : product.count == 0 ? 2 : 1;
            if (turn == pass && sum.terms.term[i].times != 0 && !sum.written[i])
                write_term(&sum, i, out->size == before, out);
        }
    buffer_text(out, out->size == before ? "0" : "");
}

/* --- everything --- */

static void write_shape(const struct print *print, const struct node *node, struct buffer *out)
{
    const struct shape *shape = &shapes[node->op];
    for (const char *at = shape->text; *at; at++) {
        if (*at == '@' || *at == '#')
            write_node(print, node->operand[*at == '#'], shape->operand, false, out);
        else
            buffer_add(out, at, 1);
    }
}

/* "grid_xy" */
static void write_foreign(const struct node *node, struct buffer *out)
{
    unsigned order = (unsigned)node->constant;
    buffer_text(out, order ? "grid_" : "grid");
    for (unsigned i = foreign_by_first(order); i > 0; i--)
        buffer_text(out, "x");
    for (unsigned i = foreign_by_second(order); i > 0; i--)
        buffer_text(out, "y");
}

static void write_name(const struct node *node, struct buffer *out)
{
    if (node->op == OP_FOREIGN) {
        write_foreign(node, out);
        return;
    }
    for (const char *c = op_info[node->op].name; *c; c++)
        buffer_format(out, "%c", tolower((unsigned char)*c));
}

static void write_call(const struct print *print, const struct node *node, struct buffer *out)
{
    write_name(node, out);
    for (int i = 0; i < operands_of(node); i++) {
        buffer_text(out, i ? ", " : "(");
        write_node(print, node->operand[i], OR, false, out);
    }
    buffer_text(out, ")");
}

/* How tightly the node's text holds together. */
static enum level level_of(const struct print *print, node_id id, bool defining)
{
    const struct node *node = &print->graph->nodes[id];
    if (node->op == OP_INPUT || (!defining && print->part_of[id] >= 0))
        return PRIMARY;
    if (is_sum(node->op))
        return SUM;
    if (shapes[node->op].text)
        return shapes[node->op].level;
    if (node->op != OP_CONSTANT && !is_product(node->op))
        return PRIMARY;
    struct product product;
    product_of(print, id, defining, 1, &product);
    if (signbit(product.constant))
        return SUM;
    const struct written size = written_of(product.constant);
    bool alone = product.count == 0 && isfinite(product.constant);
    return alone && size.turns == 0 && size.below == 1 ? PRIMARY : PRODUCT;
}

static void write_plain(const struct print *print, node_id id, bool defining, struct buffer *out)
{
    const struct node *node = &print->graph->nodes[id];
    struct product product;
    if (!defining && print->part_of[id] >= 0)
        buffer_format(out, "%c%d", print->letter, print->part_of[id] + 1);
    else if (node->op == OP_INPUT)
        buffer_text(out, print->names->name[node->operand[0]]);
    else if (is_sum(node->op))
        write_sum(print, id, defining, out);
    else if (shapes[node->op].text)
        write_shape(print, node, out);
    else if (node->op != OP_CONSTANT && !is_product(node->op))
        write_call(print, node, out);
    else {
        product_of(print, id, defining, 1, &product);
        buffer_text(out, signbit(product.constant) ? "-" : "");
        write_product(print, &product, out);
    }
}

static void write_node(const struct print *print, node_id node, enum level level, bool defining,
                       struct buffer *out)
{
    bool loose = level_of(print, node, defining) < level;
    buffer_text(out, loose ? "(" : "");
    write_plain(print, node, defining, out);
    buffer_text(out, loose ? ")" : "");
}

void print_part(const struct print *print, size_t number, struct buffer *out)
{
    buffer_format(out, "%c%zu = ", print->letter, number + 1);
    write_node(print, print->part[number], OR, true, out);
}

void print_node(const struct print *print, node_id node, struct buffer *out)
{
    write_node(print, node, OR, false, out);
}
