#include "formula/syntax.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "formula/hints.h"
#include "formula/lexer.h"

struct parser {
    struct syntax *syntax;
    enum syntax_form form;
    size_t offset;      /* behind `token` */
    struct token token; /* the one looked at */
    size_t node_room, statement_room;
    int depth;
    struct span index[SYNTAX_MAX_LEVELS]; /* of the sums and products around the token */
    int levels;
    struct error *error;
};

/* --- operators --- */

static node_id build_neg(struct graph *graph, const node_id *operand, int count)
{
    (void)count;
    return graph_unary(graph, OP_NEG, operand[0]);
}

static node_id build_not(struct graph *graph, const node_id *operand, int count)
{
    (void)count;
    return graph_unary(graph, OP_NOT, operand[0]);
}

#define INFIX(name, op, first, second)                                                             \
    static node_id build_##name(struct graph *graph, const node_id *operand, int count)            \
    {                                                                                              \
        (void)count;                                                                               \
        return graph_binary(graph, op, operand[first], operand[second]);                           \
    }

INFIX(or, OP_OR, 0, 1)
INFIX(and, OP_AND, 0, 1)
INFIX(eq, OP_EQ, 0, 1)
INFIX(ne, OP_NE, 0, 1)
INFIX(lt, OP_LT, 0, 1)
INFIX(le, OP_LE, 0, 1)
INFIX(gt, OP_LT, 1, 0)
INFIX(ge, OP_LE, 1, 0)
INFIX(add, OP_ADD, 0, 1)
INFIX(sub, OP_SUB, 0, 1)
INFIX(mul, OP_MUL, 0, 1)
INFIX(div, OP_DIV, 0, 1)
INFIX(power, OP_POW, 0, 1)

/* Binary operators that group to the left, from the loosest level to the tightest. */
enum level { LEVEL_OR, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_ADD, LEVEL_MUL, LEVEL_UNARY };

static const struct {
    enum level level;
    struct function function;
} infix[] = {
    {LEVEL_OR, {"or", 2, 2, build_or, NULL}},      {LEVEL_AND, {"and", 2, 2, build_and, NULL}},
    {LEVEL_COMPARE, {"==", 2, 2, build_eq, NULL}}, {LEVEL_COMPARE, {"!=", 2, 2, build_ne, NULL}},
    {LEVEL_COMPARE, {"<", 2, 2, build_lt, NULL}},  {LEVEL_COMPARE, {"<=", 2, 2, build_le, NULL}},
    {LEVEL_COMPARE, {">", 2, 2, build_gt, NULL}},  {LEVEL_COMPARE, {">=", 2, 2, build_ge, NULL}},
    {LEVEL_ADD, {"+", 2, 2, build_add, NULL}},     {LEVEL_ADD, {"-", 2, 2, build_sub, NULL}},
    {LEVEL_MUL, {"*", 2, 2, build_mul, NULL}},     {LEVEL_MUL, {"/", 2, 2, build_div, NULL}},
};

static const struct function negation = {"-", 1, 1, build_neg, NULL};
static const struct function logical_not = {"not", 1, 1, build_not, NULL};
static const struct function exponentiation = {"^", 2, 2, build_power, NULL};

static const struct function *infix_at(const struct parser *parser, enum level level)
{
    for (size_t i = 0; i < sizeof infix / sizeof *infix; i++)
        if (infix[i].level == level && token_is(&parser->token, infix[i].function.name))
            return &infix[i].function;
    return NULL;
}

/* --- errors, tokens, nodes --- */

bool span_is(struct span span, const char *name)
{
    return span.length == strlen(name) && memcmp(span.text, name, span.length) == 0;
}

bool span_same(struct span a, struct span b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

struct span syntax_start(const struct syntax *syntax, int root)
{
    const struct syntax_node *node = &syntax->nodes[root];
    while (node->kind == SYNTAX_CALL && syntax->nodes[node->operand[0]].span.text < node->span.text)
        node = &syntax->nodes[node->operand[0]];
    return node->span;
}

bool syntax_error(const struct syntax *syntax, struct span span, struct error *error,
                  const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return lexer_error(syntax->text, syntax->length, (size_t)(span.text - syntax->text), error,
                       "%s", message);
}

static struct span span_of(const struct token *token)
{
    return (struct span){token->text, token->length};
}

/* Every parsing function returns a node, or -1 with the error set. */
static int fail_with_hint(struct parser *parser, const char *expected, const char *hint)
{
    const struct token *found = &parser->token;
    if (found->kind == TOKEN_END)
        syntax_error(parser->syntax, span_of(found), parser->error, "expected %s, not the end%s",
                     expected, hint);
    else
        syntax_error(parser->syntax, span_of(found), parser->error, "expected %s, not '%.*s'%s",
                     expected, (int)found->length, found->text, hint);
    return -1;
}

static int fail_expected(struct parser *parser, const char *expected)
{
    return fail_with_hint(parser, expected, "");
}

static int fail_value(struct parser *parser)
{
    char hint[HINT_SIZE];
    hint_value(parser->syntax->text, &parser->token, hint);
    return fail_with_hint(parser, "a value", hint);
}

/* "expected an operator or …" behind a value. */
static int fail_operator(struct parser *parser, const char *expected)
{
    char hint[HINT_SIZE];
    hint_operator(parser->syntax->text, parser->syntax->length, &parser->token, hint);
    return fail_with_hint(parser, expected, hint);
}

static bool advance(struct parser *parser)
{
    return lexer_next(parser->syntax->text, parser->syntax->length, &parser->offset, &parser->token,
                      parser->error);
}

/* The array, perhaps moved, with room for one more element; NULL, with the error set, leaves it as
 * it was. */
static void *make_room(void *array, size_t count, size_t *room, size_t size, struct error *error)
{
    if (count < *room)
        return array;
    size_t more = *room ? *room * 2 : 16;
    void *grown = realloc(array, more * size);
    if (grown)
        *room = more;
    else
        error_memory(error);
    return grown;
}

static int add_node(struct parser *parser, const struct syntax_node *node)
{
    struct syntax *syntax = parser->syntax;
    if (syntax->node_count == SYNTAX_MAX_NODES) {
        syntax_error(syntax, node->span, parser->error, "the text has more than %d terms",
                     SYNTAX_MAX_NODES);
        return -1;
    }
    struct syntax_node *nodes = make_room(syntax->nodes, syntax->node_count, &parser->node_room,
                                          sizeof *nodes, parser->error);
    if (!nodes)
        return -1;
    syntax->nodes = nodes;
    syntax->nodes[syntax->node_count] = *node;
    return (int)syntax->node_count++;
}

static int add_call(struct parser *parser, struct span span, const struct function *function, int a,
                    int b)
{
    struct syntax_node node = {
        .kind = SYNTAX_CALL, .span = span, .function = function, .operand = {a, b, -1}};
    return add_node(parser, &node);
}

/* Guards the recursion; the whole expression is level 0. Each true is matched by a leave(). */
static bool enter(struct parser *parser)
{
    if (parser->depth > SYNTAX_MAX_DEPTH)
        return syntax_error(parser->syntax, span_of(&parser->token), parser->error,
                            "nested deeper than %d levels", SYNTAX_MAX_DEPTH);
    parser->depth++;
    return true;
}

static void leave(struct parser *parser)
{
    parser->depth--;
}

/* --- expressions --- */

static int parse_level(struct parser *parser, enum level level);

static int parse_expression(struct parser *parser)
{
    if (!enter(parser))
        return -1;
    int node = parse_level(parser, LEVEL_OR);
    leave(parser);
    return node;
}

static int parse_parenthesis(struct parser *parser)
{
    if (!advance(parser))
        return -1;
    int inner = parse_expression(parser);
    if (inner < 0)
        return -1;
    if (!token_is(&parser->token, ")"))
        return fail_operator(parser, "an operator or ')'");
    return advance(parser) ? inner : -1;
}

/* Adds an operand to a call that has `count`. Where a chain has two, they become a call of their
 * own, the first operand of this one. Returns how many there are now, or -1. */
static int add_operand(struct parser *parser, struct syntax_node *call, int count, int operand)
{
    if (count == 2 && call->function && call->function->most == FUNCTION_CHAIN) {
        int inner = add_node(parser, call);
        if (inner < 0)
            return -1;
        call->operand[0] = inner;
        count = 1;
    }
    call->operand[count] = operand;
    return count + 1;
}

/* There are more than `most`; the comma before may have been meant to be a decimal point. */
static int fail_operands(struct parser *parser, struct span name, int most)
{
    const struct syntax *syntax = parser->syntax;
    struct span span = span_of(&parser->token);
    bool decimal =
        hint_is_decimal(syntax->text, syntax->length, (size_t)(span.text - syntax->text) - 1);
    syntax_error(syntax, span, parser->error, "%.*s takes %d operand%s%s", (int)name.length,
                 name.text, most, most == 1 ? "" : "s at most",
                 decimal ? "; decimals have a point: 1.5" : hint_operands(name));
    return -1;
}

/* The operands of a call, from behind "(" to behind ")". Returns how many, or -1. */
static int parse_operands(struct parser *parser, struct syntax_node *call, int most)
{
    int count = 0;
    for (;;) {
        if (count == most)
            return fail_operands(parser, call->span, most);
        int operand = parse_expression(parser);
        count = operand < 0 ? -1 : add_operand(parser, call, count, operand);
        if (count < 0)
            return -1;
        bool more = token_is(&parser->token, ",");
        if (!more && token_is(&parser->token, ";"))
            return fail_with_hint(parser, "an operator, ',' or ')'", "; write , between operands");
        if (!more && !token_is(&parser->token, ")"))
            return fail_operator(parser, "an operator, ',' or ')'");
        if (!advance(parser))
            return -1;
        if (!more)
            return count;
    }
}

/* norm(a), dot(a,b) and hv(a) are words of rules only. */
static int reduction_operands(const struct parser *parser, struct span name)
{
    if (parser->form != SYNTAX_RULE)
        return 0;
    return span_is(name, "norm") || span_is(name, "hv") ? 1 : span_is(name, "dot") ? 2 : 0;
}

static const struct function *find_function(struct span name)
{
    for (size_t i = 0; i < functions.count; i++)
        if (span_is(name, table_name(&functions, i)))
            return table_row(&functions, i);
    return NULL;
}

static bool is_word(struct span name)
{
    return span_is(name, "and") || span_is(name, "or") || span_is(name, "not");
}

static bool is_constant(struct span name)
{
    for (size_t i = 0; i < constants.count; i++)
        if (span_is(name, table_name(&constants, i)))
            return true;
    return false;
}

/* "i,": the index of a sum or a product, which stands for numbers from there on. */
static bool parse_index(struct parser *parser, struct span series)
{
    struct span name = span_of(&parser->token);
    bool free = parser->token.kind == TOKEN_NAME && !is_word(name) && !find_function(name) &&
                !is_constant(name);
    if (parser->levels == SYNTAX_MAX_LEVELS)
        return syntax_error(parser->syntax, series, parser->error,
                            "more than %d sums and products in one another", SYNTAX_MAX_LEVELS);
    if (free && !advance(parser))
        return false;
    if (!free || !token_is(&parser->token, ","))
        return syntax_error(parser->syntax, name, parser->error,
                            "%.*s begins with a name of its own: %.*s(i, 1, 10, x^i)",
                            (int)series.length, series.text, (int)series.length, series.text);
    parser->index[parser->levels] = name;
    return advance(parser);
}

/* An operand of a sum, and what has to stand behind it. */
static int parse_until(struct parser *parser, const char *sign)
{
    char expected[32];
    int operand = parse_expression(parser);
    snprintf(expected, sizeof expected, "an operator or '%s'", sign);
    if (operand >= 0 && !token_is(&parser->token, sign))
        return fail_operator(parser, expected);
    return operand >= 0 && advance(parser) ? operand : -1;
}

/* "(i, first, last, term)": the name is known in the term only. */
static int parse_series(struct parser *parser, struct span name, const struct function *function)
{
    struct syntax_node node = {
        .kind = SYNTAX_CALL, .span = name, .function = function, .level = parser->levels};
    if (!advance(parser) || !parse_index(parser, name) ||
        (node.operand[0] = parse_until(parser, ",")) < 0 ||
        (node.operand[1] = parse_until(parser, ",")) < 0)
        return -1;
    parser->levels++;
    node.operand[2] = parse_until(parser, ")");
    parser->levels--;
    return node.operand[2] < 0 ? -1 : add_node(parser, &node);
}

static int parse_call(struct parser *parser, struct span name)
{
    const struct function *function = find_function(name);
    int reduction = reduction_operands(parser, name);
    if (!function && reduction == 0) {
        hint_function(parser->syntax->text, parser->syntax->length, name,
                      parser->form == SYNTAX_RULE, parser->error);
        return -1;
    }
    if (function && function->most == FUNCTION_SERIES)
        return parse_series(parser, name, function);
    if (!function && parser->levels > 0) {
        syntax_error(parser->syntax, name, parser->error,
                     "%.*s can't stand in a sum or a product: give it a name before",
                     (int)name.length, name.text);
        return -1;
    }
    if (!advance(parser))
        return -1;
    int least = function ? function->least : reduction,
        most = function ? function->most : reduction;
    struct syntax_node node = {
        .kind = SYNTAX_CALL, .span = name, .function = function, .operand = {-1, -1, -1}};
    int count = parse_operands(parser, &node, most);
    if (count < 0)
        return -1;
    if (count < least) {
        syntax_error(parser->syntax, name, parser->error, "%.*s takes %d operands%s, not %d",
                     (int)name.length, name.text, least, most == FUNCTION_CHAIN ? " or more" : "",
                     count);
        return -1;
    }
    return add_node(parser, &node);
}

/* A name that is read: the index of a sum around it, or what a parameter, a part and so on is. */
static int add_name(struct parser *parser, struct span name)
{
    struct syntax_node node = {.kind = SYNTAX_NAME, .span = name, .operand = {-1, -1, -1}};
    for (int i = 0; i < parser->levels; i++)
        if (span_same(parser->index[i], name)) {
            node.kind = SYNTAX_INDEX;
            node.level = i;
        }
    return add_node(parser, &node);
}

static int parse_name(struct parser *parser)
{
    struct span name = span_of(&parser->token);
    if (is_word(name))
        return fail_value(parser);
    if (!advance(parser))
        return -1;
    if (token_is(&parser->token, "("))
        return parse_call(parser, name);
    bool named = parser->form == SYNTAX_PREDICATE && span_is(name, "step");
    if (!named && (find_function(name) || reduction_operands(parser, name) > 0)) {
        hint_alone(parser->syntax->text, parser->syntax->length, name, parser->error);
        return -1;
    }
    return add_name(parser, name);
}

/* The number that the token is. */
static int parse_number(struct parser *parser)
{
    struct syntax_node node = {.kind = SYNTAX_NUMBER,
                               .span = span_of(&parser->token),
                               .number = parser->token.number,
                               .operand = {-1, -1, -1}};
    return advance(parser) ? add_node(parser, &node) : -1;
}

static bool at_power(const struct parser *parser)
{
    return parser->token.kind == TOKEN_POWER || token_is(&parser->token, "^");
}

static int parse_primary(struct parser *parser);

/* "√2", "√(x+1)"; "√x²" might be the root of the square or the square of the root. */
static int parse_root(struct parser *parser, const char *name)
{
    struct span sign = span_of(&parser->token);
    if (!enter(parser) || !advance(parser))
        return -1;
    bool clear = token_is(&parser->token, "(");
    int operand = parse_primary(parser);
    leave(parser);
    if (operand >= 0 && !clear && at_power(parser)) {
        syntax_error(parser->syntax, sign, parser->error,
                     "this has two meanings; write %.*s(x^2) or (%.*sx)^2", (int)sign.length,
                     sign.text, (int)sign.length, sign.text);
        return -1;
    }
    struct span word = {name, strlen(name)};
    return operand < 0 ? -1 : add_call(parser, sign, find_function(word), operand, -1);
}

static int parse_primary(struct parser *parser)
{
    if (parser->token.kind == TOKEN_NUMBER)
        return parse_number(parser);
    if (parser->token.kind == TOKEN_NAME)
        return parse_name(parser);
    if (token_is(&parser->token, "("))
        return parse_parenthesis(parser);
    if (token_is(&parser->token, "√"))
        return parse_root(parser, "sqrt");
    if (token_is(&parser->token, "∛"))
        return parse_root(parser, "cbrt");
    return fail_value(parser);
}

static int parse_unary(struct parser *parser);

/* The superscript behind `base`: alone, since x²^3 might be (x²)^3 or x^(2^3). */
static int parse_superscript(struct parser *parser, int base)
{
    struct span sign = span_of(&parser->token);
    int exponent = parse_number(parser);
    if (exponent >= 0 && at_power(parser)) {
        syntax_error(parser->syntax, span_of(&parser->token), parser->error,
                     "this has two meanings; write (x^2)^3 or x^(2^3)");
        return -1;
    }
    return exponent < 0 ? -1 : add_call(parser, sign, &exponentiation, base, exponent);
}

/* primary [ superscript | "^" unary ]: the right side may begin with a minus, and groups to the
 * right. */
static int parse_power(struct parser *parser)
{
    int base = parse_primary(parser);
    struct span sign = span_of(&parser->token);
    if (base >= 0 && parser->token.kind == TOKEN_POWER)
        return parse_superscript(parser, base);
    if (base < 0 || !token_is(&parser->token, "^"))
        return base;
    if (!enter(parser))
        return -1;
    int exponent = advance(parser) ? parse_unary(parser) : -1;
    leave(parser);
    return exponent < 0 ? -1 : add_call(parser, sign, &exponentiation, base, exponent);
}

/* { "-" | "+" } power */
static int parse_unary(struct parser *parser)
{
    struct span sign = span_of(&parser->token);
    bool minus = token_is(&parser->token, "-"), plus = token_is(&parser->token, "+");
    if (!minus && !plus)
        return parse_power(parser);
    if (!enter(parser))
        return -1;
    int node = advance(parser) ? parse_unary(parser) : -1;
    leave(parser);
    return node >= 0 && minus ? add_call(parser, sign, &negation, node, -1) : node;
}

static int parse_not(struct parser *parser)
{
    struct span sign = span_of(&parser->token);
    if (!token_is(&parser->token, "not"))
        return parse_level(parser, LEVEL_COMPARE);
    if (!enter(parser))
        return -1;
    int node = advance(parser) ? parse_not(parser) : -1;
    leave(parser);
    return node < 0 ? -1 : add_call(parser, sign, &logical_not, node, -1);
}

static int parse_level(struct parser *parser, enum level level)
{
    if (level == LEVEL_UNARY)
        return parse_unary(parser);
    if (level == LEVEL_NOT)
        return parse_not(parser);
    int left = parse_level(parser, level + 1);
    for (bool first = true; left >= 0; first = false) {
        const struct function *function = infix_at(parser, level);
        struct span sign = span_of(&parser->token);
        if (!function)
            break;
        if (level == LEVEL_COMPARE && !first) {
            syntax_error(parser->syntax, sign, parser->error,
                         "comparisons don't chain; write a < b and b < c");
            return -1;
        }
        int right = advance(parser) ? parse_level(parser, level + 1) : -1;
        left = right < 0 ? -1 : add_call(parser, sign, function, left, right);
    }
    return left;
}

/* --- statements --- */

static bool add_statement(struct parser *parser, struct span name, int root)
{
    struct syntax *syntax = parser->syntax;
    struct syntax_statement *statements =
        make_room(syntax->statements, syntax->statement_count, &parser->statement_room,
                  sizeof *statements, parser->error);
    if (!statements)
        return false;
    syntax->statements = statements;
    syntax->statements[syntax->statement_count++] = (struct syntax_statement){name, root};
    return true;
}

/* Is the token a name with "=" behind it? Then moves behind the "=". */
static bool take_assignment(struct parser *parser, struct span *name)
{
    struct token next;
    size_t offset = parser->offset;
    if (parser->token.kind != TOKEN_NAME || is_word(span_of(&parser->token)) ||
        !lexer_next(parser->syntax->text, parser->syntax->length, &offset, &next, NULL) ||
        !token_is(&next, "="))
        return false;
    *name = span_of(&parser->token);
    parser->offset = offset;
    return true;
}

static bool check_assignable(struct parser *parser, struct span name)
{
    bool constant = is_constant(name);
    if (find_function(name) || constant)
        return syntax_error(parser->syntax, name, parser->error,
                            "'%.*s' is a %s and can't be assigned: take another name",
                            (int)name.length, name.text, constant ? "constant" : "function");
    return true;
}

static bool fail_statement(struct parser *parser)
{
    char hint[HINT_SIZE];
    hint_statement(parser->syntax->text, parser->syntax->length, &parser->token, hint);
    return fail_with_hint(parser, "an assignment like theta = theta - lr*g", hint) >= 0;
}

/* One statement, up to ";" or the end. Sets *last on the final expression of a formula. */
static bool parse_statement(struct parser *parser, bool *last)
{
    struct span name = {parser->token.text, 0};
    bool assigns = take_assignment(parser, &name);
    *last = !assigns;
    if (!assigns && parser->form == SYNTAX_RULE)
        return fail_statement(parser);
    if (assigns && (!check_assignable(parser, name) || !advance(parser)))
        return false;
    int root = parse_expression(parser);
    return root >= 0 && add_statement(parser, name, root);
}

/* At the end of the text behind an assignment: a formula needs a value. */
static bool fail_no_value(struct parser *parser)
{
    const struct syntax_statement *last =
        &parser->syntax->statements[parser->syntax->statement_count - 1];
    return syntax_error(
        parser->syntax, span_of(&parser->token), parser->error,
        "expected ';' and the value of the formula, not the end; or leave out '%.*s ='",
        (int)last->name.length, last->name.text);
}

/* Behind a statement: whether there is another one, or what is wrong. A ';' may end the text. */
static bool parse_separator(struct parser *parser, bool last, bool *more)
{
    struct span next;
    *more = false;
    if (parser->token.kind == TOKEN_END)
        return last || parser->form == SYNTAX_RULE || fail_no_value(parser);
    if (token_is(&parser->token, "="))
        return fail_expected(parser, "an operator or '=='") >= 0;
    if (!last && take_assignment(parser, &next))
        return syntax_error(parser->syntax, next, parser->error, "expected ';' before '%.*s ='",
                            (int)next.length, next.text);
    if (!token_is(&parser->token, ";"))
        return fail_operator(parser, last ? "an operator or the end" : "an operator or ';'") >= 0;
    if (!advance(parser))
        return false;
    *more = parser->token.kind != TOKEN_END || !(last || parser->form == SYNTAX_RULE);
    if (*more && last)
        return fail_with_hint(parser, "the end", "; name the parts before the last: a = …; …") >= 0;
    return true;
}

static bool parse_text(struct parser *parser)
{
    struct syntax *syntax = parser->syntax;
    if (syntax->length > SYNTAX_MAX_TEXT)
        return error_at(parser->error, 1, 1, "the text is longer than %d bytes", SYNTAX_MAX_TEXT);
    if (!advance(parser))
        return false;
    bool more = true, last = false;
    while (more)
        if (!parse_statement(parser, &last) || !parse_separator(parser, last, &more))
            return false;
    return true;
}

bool syntax_parse(struct syntax *syntax, const char *text, size_t length, enum syntax_form form,
                  struct error *error)
{
    *syntax = (struct syntax){.text = text, .length = length};
    struct parser parser = {.syntax = syntax, .form = form, .error = error};
    if (parse_text(&parser))
        return true;
    syntax_release(syntax);
    return false;
}

void syntax_release(struct syntax *syntax)
{
    free(syntax->nodes);
    free(syntax->statements);
    *syntax = (struct syntax){0};
}
