/* The grammar of formulas and rules, their limits, and every error with its place. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "formula/syntax.h"

/* --- trees --- */

/* The tree as text: (operator operand …). */
static void show_node(const struct syntax *syntax, int index, struct buffer *out)
{
    const struct syntax_node *node = &syntax->nodes[index];
    if (node->kind == SYNTAX_NUMBER) {
        buffer_number(out, node->number);
        return;
    }
    if (node->kind != SYNTAX_CALL) {
        buffer_add(out, node->span.text, node->span.length);
        return;
    }
    if (node->function)
        buffer_format(out, "(%s", node->function->name);
    else
        buffer_format(out, "(%.*s", (int)node->span.length, node->span.text);
    for (int i = 0; i < 3 && node->operand[i] >= 0; i++) {
        assert_true(node->operand[i] < index);
        buffer_text(out, " ");
        show_node(syntax, node->operand[i], out);
    }
    buffer_text(out, ")");
}

static void show_statements(const struct syntax *syntax, struct buffer *out)
{
    for (size_t i = 0; i < syntax->statement_count; i++) {
        const struct syntax_statement *statement = &syntax->statements[i];
        buffer_text(out, i ? "; " : "");
        if (statement->name.length > 0)
            buffer_format(out, "%.*s = ", (int)statement->name.length, statement->name.text);
        show_node(syntax, statement->root, out);
    }
}

static void check_tree(enum syntax_form form, const char *text, const char *tree)
{
    struct syntax syntax;
    struct error error;
    struct buffer out = {0};
    if (!syntax_parse(&syntax, text, strlen(text), form, &error))
        fail_msg("'%s': %d:%d: %s", text, error.line, error.column, error.message);
    show_statements(&syntax, &out);
    if (strcmp(buffer_string(&out), tree) != 0)
        fail_msg("'%s' became %s", text, buffer_string(&out));
    buffer_release(&out);
    syntax_release(&syntax);
}

static void test_precedence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tree;
    } rows[] = {
        {"-x^2", "(- (^ x 2))"},
        {"2^3^2", "(^ 2 (^ 3 2))"},
        {"2^-x", "(^ 2 (- x))"},
        {"2^-x^2", "(^ 2 (- (^ x 2)))"},
        {"2^+x", "(^ 2 x)"},
        {"2*-x", "(* 2 (- x))"},
        {"2--x", "(- 2 (- x))"},
        {"--x", "(- (- x))"},
        {"-+-x", "(- (- x))"},
        {"(-x)^2", "(^ (- x) 2)"},
        {"-x*y", "(* (- x) y)"},
        {"-x+y", "(+ (- x) y)"},
        {"x-y-z", "(- (- x y) z)"},
        {"x-(y-z)", "(- x (- y z))"},
        {"x/y/z", "(/ (/ x y) z)"},
        {"x/y*z", "(* (/ x y) z)"},
        {"x+y*z", "(+ x (* y z))"},
        {"x*y+z", "(+ (* x y) z)"},
        {"x*y^z", "(* x (^ y z))"},
        {"x^y*z", "(* (^ x y) z)"},
        {"1+2<3*4", "(< (+ 1 2) (* 3 4))"},
        {"-x<y", "(< (- x) y)"},
        {"x==y", "(== x y)"},
        {"x!=y and x<=y", "(and (!= x y) (<= x y))"},
        {"x>=y or x>y", "(or (>= x y) (> x y))"},
        {"a or b and c", "(or a (and b c))"},
        {"a and b or c", "(or (and a b) c)"},
        {"a or b or c", "(or (or a b) c)"},
        {"a and b and c", "(and (and a b) c)"},
        {"not a and b", "(and (not a) b)"},
        {"not a == b", "(not (== a b))"},
        {"not not a", "(not (not a))"},
        {"(not a) == b", "(== (not a) b)"},
        {"(a<b)<c", "(< (< a b) c)"},
        {"(a or b) and c", "(and (or a b) c)"},
        {"sin(x)^2", "(^ (sin x) 2)"},
        {"-sin(x)", "(- (sin x))"},
        {"sin (x)", "(sin x)"},
        {"atan2(y,x)", "(atan2 y x)"},
        {"if(x<0,-x,x)", "(if (< x 0) (- x) x)"},
        {"max(a,b,c) + min(a,b)", "(+ (max (max a b) c) (min a b))"},
        {"min(a,b+1,c,d,2)", "(min (min (min (min a (+ b 1)) c) d) 2)"},
        {"sum(i, 1, 2*3, x^i)", "(sum 1 (* 2 3) (^ x i))"},
        {"prod(k, -1, n, (x))^2", "(^ (prod (- 1) n x) 2)"},
        {"((x))", "x"},
        {"pi*e", "(* pi e)"},
        {" x\n\t+\r\ny ", "(+ x y)"},
        {"x²", "(^ x 2)"},
        {"-x²*y⁻¹", "(* (- (^ x 2)) (^ y -1))"},
        {"2^x²", "(^ 2 (^ x 2))"},
        {"(x+y)³", "(^ (+ x y) 3)"},
        {"sin(x)²", "(^ (sin x) 2)"},
        {"x**2**y", "(^ x (^ 2 y))"},
        {"2·x × y ÷ z − 1", "(- (/ (* (* 2 x) y) z) 1)"},
        {"x ≤ y or x ≠ 1", "(or (<= x y) (!= x 1))"},
        {"√2*x", "(* (sqrt 2) x)"},
        {"√(x+1)²", "(^ (sqrt (+ x 1)) 2)"},
        {"2^√x", "(^ 2 (sqrt x))"},
        {"-√√∛x", "(- (sqrt (sqrt (cbrt x))))"},
        {"√sin(x)", "(sqrt (sin x))"},
        {"π*α_1 + Δx", "(+ (* π α_1) Δx)"},
        {"x²+1;", "(+ (^ x 2) 1)"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_tree(SYNTAX_FORMULA, rows[i].text, rows[i].tree);
}

static void test_statements(void **state)
{
    (void)state;
    check_tree(SYNTAX_FORMULA, "a = x+1; a^2", "a = (+ x 1); (^ a 2)");
    check_tree(SYNTAX_FORMULA, "a = x+1; a^2 ; ", "a = (+ x 1); (^ a 2)");
    check_tree(SYNTAX_FORMULA, "α = x; α", "α = x; α");
    check_tree(SYNTAX_FORMULA, "a=1;b=a==1;b", "a = 1; b = (== a 1); b");
    check_tree(SYNTAX_FORMULA, "a = 1; a = a + 1; a", "a = 1; a = (+ a 1); a");
    check_tree(SYNTAX_FORMULA, "norm = x; norm", "norm = x; norm");
    check_tree(SYNTAX_RULE, "theta = theta - lr*g", "theta = (- theta (* lr g))");
    check_tree(SYNTAX_RULE, "v = beta*v + g;\ntheta = theta - lr*v;\n",
               "v = (+ (* beta v) g); theta = (- theta (* lr v))");
    check_tree(SYNTAX_RULE, "a = norm(g) + dot(g, v)", "a = (+ (norm g) (dot g v))");
}

/* The spans of the tree point into the text. */
static void test_spans(void **state)
{
    (void)state;
    const char *text = "alpha = 1.5;\n  sin(alpha) - y";
    struct syntax syntax;
    assert_true(syntax_parse(&syntax, text, strlen(text), SYNTAX_FORMULA, NULL));
    assert_ptr_equal(syntax.statements[0].name.text, text);
    assert_int_equal(syntax.statements[0].name.length, 5);
    const struct syntax_node *root = &syntax.nodes[syntax.statements[1].root];
    assert_ptr_equal(root->span.text, text + 26);
    assert_true(span_is(root->span, "-"));
    assert_false(span_is(root->span, ""));
    assert_false(span_is(root->span, "--"));
    struct error error;
    assert_false(syntax_error(&syntax, root->span, &error, "no %s", "minus"));
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 14);
    assert_string_equal(error.message, "no minus");
    syntax_release(&syntax);
    assert_null(syntax.nodes);
    syntax_release(&syntax);
}

/* --- errors --- */

/* The caret of error_show stands `column` places into the excerpt, two columns in. */
static void check_caret(const struct error *error, const char *text)
{
    struct buffer out = {0};
    error_show(error, text, strlen(text), &out);
    const char *caret = strrchr(out.data, '^'), *start = caret;
    assert_string_equal(caret, "^\n");
    while (start[-1] == ' ')
        start--;
    assert_int_equal(start[-1], '\n');
    assert_int_equal(caret - start, error->column + 1);
    buffer_release(&out);
}

static void check_error(enum syntax_form form, const char *text, int line, int column,
                        const char *message)
{
    struct syntax syntax;
    struct error error = {0};
    if (syntax_parse(&syntax, text, strlen(text), form, &error))
        fail_msg("'%s' was accepted", text);
    if (error.line != line || error.column != column || strcmp(error.message, message) != 0)
        fail_msg("'%s': %d:%d: %s", text, error.line, error.column, error.message);
    assert_null(syntax.nodes);
    assert_null(syntax.statements);
    check_caret(&error, text);
    assert_false(syntax_parse(&syntax, text, strlen(text), form, NULL));
}

/* A text, and where and why it is refused. */
struct refused {
    const char *text;
    int line, column;
    const char *message;
};

static void check_refused(enum syntax_form form, const struct refused *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_error(form, rows[i].text, rows[i].line, rows[i].column, rows[i].message);
}

static void test_formula_errors(void **state)
{
    (void)state;
    static const struct refused rows[] = {
        {"", 1, 1, "expected a value, not the end"},
        {" \n ", 1, 1, "expected a value, not the end"},
        {"x +", 1, 4, "expected a value, not the end"},
        {"x +  ", 1, 4, "expected a value, not the end"},
        {"2 * * x", 1, 5, "expected a value, not '*'"},
        {"x\n+\n* y", 3, 1, "expected a value, not '*'"},
        {"2x", 1, 2, "expected an operator after the number; write 2*x"},
        {"x y", 1, 3, "expected an operator or the end, not 'y'; to multiply, write x*y"},
        {"x)", 1, 2, "expected an operator or the end, not ')'"},
        {"x, y", 1, 2, "expected an operator or the end, not ','"},
        {"(x", 1, 3, "expected an operator or ')', not the end"},
        {"(x y)", 1, 4, "expected an operator or ')', not 'y'; to multiply, write x*y"},
        {"(x, y)", 1, 3, "expected an operator or ')', not ','"},
        {"()", 1, 2, "expected a value, not ')'"},
        {"(", 1, 2, "expected a value, not the end"},
        {"2^", 1, 3, "expected a value, not the end"},
        {"x ^ * 2", 1, 5, "expected a value, not '*'"},
        {"not", 1, 4, "expected a value, not the end"},
        {"x and", 1, 6, "expected a value, not the end"},
        {"or x", 1, 1, "expected a value, not 'or'"},
        {"x and and y", 1, 7, "expected a value, not 'and'"},
        {"1 + not x", 1, 5, "expected a value, not 'not'"},
        {"a < b < c", 1, 7, "comparisons don't chain; write a < b and b < c"},
        {"a == b == c", 1, 8, "comparisons don't chain; write a < b and b < c"},
        {"sin", 1, 1, "'sin' is a function: write sin(…)"},
        {"1 + sin * x", 1, 5, "'sin' is a function: write sin(…)"},
        {"sin()", 1, 5, "expected a value, not ')'"},
        {"sin(x", 1, 6, "expected an operator, ',' or ')', not the end"},
        {"sin(x y)", 1, 7, "expected an operator, ',' or ')', not 'y'; to multiply, write x*y"},
        {"sin(x, y)", 1, 8, "sin takes 1 operand"},
        {"x + atan2(y)", 1, 5, "atan2 takes 2 operands, not 1"},
        {"hypot(x, y, 1)", 1, 13, "hypot takes 2 operands at most"},
        {"max(x)", 1, 1, "max takes 2 operands or more, not 1"},
        {"if(x, y, 1, 2)", 1, 13, "if takes 3 operands at most"},
        {"if(x, y)", 1, 1, "if takes 3 operands, not 2"},
        {"sin(x,)", 1, 7, "sin takes 1 operand"},
        {"max(x,)", 1, 7, "expected a value, not ')'"},
        {"sum(x)", 1, 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
        {"sum()", 1, 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
        {"prod(i=1, 3, i)", 1, 6, "prod begins with a name of its own: prod(i, 1, 10, x^i)"},
        {"sum(x+1, 1, 2, x)", 1, 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
        {"sum(e, 1, 2, x)", 1, 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
        {"sum(or, 1, 2, x)", 1, 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
        {"sum(i, 1, 2)", 1, 12, "expected an operator or ',', not ')'"},
        {"sum(i, 1, 2, x, y)", 1, 15, "expected an operator or ')', not ','"},
        {"sum(i, 1, 2, x", 1, 15, "expected an operator or ')', not the end"},
        {"sum(i, 1,, x)", 1, 10, "expected a value, not ','"},
        {"x + sum", 1, 5, "'sum' is a function: write sum(…)"},
        {"y + sine(x)", 1, 5, "there is no function 'sine'; did you mean 'sin'?"},
        {"norm(x)", 1, 1, "there is no function 'norm'; write sqrt(x^2 + y^2)"},
        {"√x²", 1, 1, "this has two meanings; write √(x^2) or (√x)^2"},
        {"1 + ∛x^2", 1, 5, "this has two meanings; write ∛(x^2) or (∛x)^2"},
        {"x²^3", 1, 3, "this has two meanings; write (x^2)^3 or x^(2^3)"},
        {"x² ³", 1, 4, "this has two meanings; write (x^2)^3 or x^(2^3)"},
        {"√", 1, 2, "expected a value, not the end"},
        {"√-1", 1, 2, "expected a value, not '-'"},
        {"²x", 1, 1, "expected a value, not '²'"},
        {"a = 1", 1, 6,
         "expected ';' and the value of the formula, not the end; or leave out 'a ='"},
        {"x = 1; α = 1", 1, 13,
         "expected ';' and the value of the formula, not the end; or leave out 'α ='"},
        {"a = 1;", 1, 7, "expected a value, not the end"},
        {"a = ; a", 1, 5, "expected a value, not ';'"},
        {"a = 1 b = 2; a", 1, 7, "expected ';' before 'b ='"},
        {"a = b = 1; a", 1, 7, "expected an operator or '==', not '='"},
        {"x = 1 = 2", 1, 7, "expected an operator or '==', not '='"},
        {"x + 1 = 2", 1, 7, "expected an operator or '==', not '='"},
        {"1 = x", 1, 3, "expected an operator or '==', not '='"},
        {"x; y", 1, 4, "expected the end, not 'y'; name the parts before the last: a = …; …"},
        {"x;;", 1, 3, "expected the end, not ';'; name the parts before the last: a = …; …"},
        {"π = 1; π", 1, 1, "'π' is a constant and can't be assigned: take another name"},
        {"; x", 1, 1, "expected a value, not ';'"},
        {"a = 1;; a", 1, 7, "expected a value, not ';'"},
        {"e = 2; e", 1, 1, "'e' is a constant and can't be assigned: take another name"},
        {"a = 1; pi = 3; a", 1, 8, "'pi' is a constant and can't be assigned: take another name"},
        {"sin = 2; sin", 1, 1, "'sin' is a function and can't be assigned: take another name"},
        {"and = 2; 1", 1, 1, "expected a value, not 'and'"},
        {"ж = 1", 1, 1, "unexpected character 'ж'; a name has Latin and Greek letters"},
        {"a = 1;\n\n  b = a &", 3, 9, "unexpected '&'; the words are not, and, or"},
        {"x + \x1b[31m", 1, 5, "unexpected character U+001B"},
        {"x + \xff", 1, 5, "byte 0xFF is not UTF-8"},
        {"0x10", 1, 1, "numbers are decimal, without 0x"},
        {"1e999", 1, 1, "the number is too large"},
    };
    check_refused(SYNTAX_FORMULA, rows, COUNT(rows));
}

static void test_rule_errors(void **state)
{
    (void)state;
    static const struct refused rows[] = {
        {"", 1, 1, "expected an assignment like theta = theta - lr*g, not the end"},
        {"theta - g", 1, 1, "expected an assignment like theta = theta - lr*g, not 'theta'"},
        {"v = g; v", 1, 8, "expected an assignment like theta = theta - lr*g, not 'v'"},
        {"v = g;;", 1, 7, "expected an assignment like theta = theta - lr*g, not ';'"},
        {"v = g v", 1, 7, "expected an operator or ';', not 'v'; to multiply, write g*v"},
        {"v = norm()", 1, 10, "expected a value, not ')'"},
        {"v = norm(g, v)", 1, 13, "norm takes 1 operand"},
        {"v = dot(g)", 1, 5, "dot takes 2 operands, not 1"},
        {"v = dot(g, v, t)", 1, 15, "dot takes 2 operands at most"},
        {"v = sum(i, 1, 2, i*norm(g))", 1, 20,
         "norm can't stand in a sum or a product: give it a name before"},
        {"exp = g", 1, 1, "'exp' is a function and can't be assigned: take another name"},
    };
    check_refused(SYNTAX_RULE, rows, COUNT(rows));
}

/* A NUL ends neither the text nor the error. */
static void test_nul(void **state)
{
    (void)state;
    struct syntax syntax;
    struct error error;
    assert_false(syntax_parse(&syntax, "x\0+ (", 6, SYNTAX_FORMULA, &error));
    assert_int_equal(error.column, 2);
    assert_string_equal(error.message, "unexpected character U+0000");
}

/* --- limits --- */

/* `before`, `count` times; then `middle`; then `after`, `count` times. */
static void repeat(struct buffer *out, const char *before, const char *middle, const char *after,
                   int count)
{
    buffer_clear(out);
    for (int i = 0; i < count; i++)
        buffer_text(out, before);
    buffer_text(out, middle);
    for (int i = 0; i < count; i++)
        buffer_text(out, after);
}

static bool accepts(const struct buffer *text, struct error *error)
{
    struct syntax syntax;
    bool ok = syntax_parse(&syntax, text->data, text->size, SYNTAX_FORMULA, error);
    syntax_release(&syntax);
    return ok;
}

/* Whatever nests may be nested 256 deep and no deeper; much deeper is the same error. */
static void test_depth(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } rows[] = {
        {"(", ")"}, {"sin(", ")"},   {"-", ""},    {"+", ""}, {"not ", ""},
        {"2^", ""}, {"max(1,", ")"}, {"1+(", ")"}, {"√", ""},
    };
    struct buffer text = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        repeat(&text, rows[i].before, "x", rows[i].after, SYNTAX_MAX_DEPTH);
        if (!accepts(&text, &error))
            fail_msg("256 times '%s': %s", rows[i].before, error.message);
        for (int count = SYNTAX_MAX_DEPTH + 1; count <= 10000; count += 9743) {
            repeat(&text, rows[i].before, "x", rows[i].after, count);
            if (text.size > SYNTAX_MAX_TEXT)
                continue;
            if (accepts(&text, &error))
                fail_msg("%d times '%s' was accepted", count, rows[i].before);
            assert_string_equal(error.message, "nested deeper than 256 levels");
            assert_int_equal(error.line, 1);
            assert_in_range(error.column, 1, 257 * strlen(rows[i].before) + 1);
        }
    }
    struct error error;
    repeat(&text, "(", "x", ")", 10000);
    assert_false(accepts(&text, &error));
    assert_int_equal(error.column, 258);
    buffer_release(&text);
}

/* Eight sums in one another, and not nine. */
static void test_levels(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct error error = {0};
    repeat(&text, "sum(i, 1, 1, ", "i", ")", SYNTAX_MAX_LEVELS);
    assert_true(accepts(&text, &error));
    repeat(&text, "sum(i, 1, 1, ", "i", ")", SYNTAX_MAX_LEVELS + 1);
    assert_false(accepts(&text, &error));
    assert_string_equal(error.message, "more than 8 sums and products in one another");
    assert_int_equal(error.column, SYNTAX_MAX_LEVELS * 13 + 1);
    repeat(&text, "sum(i, ", "1", ", 1, i)", SYNTAX_MAX_LEVELS + 1); /* next to one another */
    assert_true(accepts(&text, &error));
    buffer_release(&text);
}

/* A sum of n names is 2n - 1 nodes. */
static void test_nodes(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct error error = {0};
    repeat(&text, "x+", "x", "", 2047);
    assert_true(accepts(&text, &error));
    repeat(&text, "x+", "-x", "", 2047);
    assert_true(accepts(&text, &error));
    repeat(&text, "x+", "x", "", 2048);
    assert_false(accepts(&text, &error));
    assert_string_equal(error.message, "the text has more than 4096 terms");
    assert_int_equal(error.column, 4096); /* the 2,048th operator is the 4,097th node */
    repeat(&text, "x+", "x", "", 30000);
    assert_false(accepts(&text, &error));
    buffer_release(&text);
}

static void test_length(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct error error = {0};
    buffer_fill(&text, ' ', SYNTAX_MAX_TEXT - 1);
    buffer_text(&text, "x");
    assert_int_equal(text.size, 65536);
    assert_true(accepts(&text, &error));
    buffer_text(&text, " ");
    assert_false(accepts(&text, &error));
    assert_string_equal(error.message, "the text is longer than 65536 bytes");
    assert_int_equal(error.line, 1);
    assert_int_equal(error.column, 1);
    buffer_release(&text);
}

/* A token of any length is shown in a message of bounded length. */
static void test_long_tokens(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct error error = {0};
    buffer_text(&text, "x ");
    buffer_fill(&text, '0', 60000);
    assert_false(accepts(&text, &error));
    assert_int_equal(error.column, 3);
    assert_memory_equal(error.message, "expected an operator or the end, not '000", 41);
    buffer_clear(&text);
    buffer_fill(&text, '9', 60000);
    assert_false(accepts(&text, &error));
    assert_string_equal(error.message, "the number is too large");
    buffer_clear(&text);
    buffer_fill(&text, 'n', 64);
    assert_false(accepts(&text, &error));
    assert_string_equal(error.message, "the name is longer than 63 bytes");
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_precedence),  cmocka_unit_test(test_statements),
        cmocka_unit_test(test_spans),       cmocka_unit_test(test_formula_errors),
        cmocka_unit_test(test_rule_errors), cmocka_unit_test(test_nul),
        cmocka_unit_test(test_depth),       cmocka_unit_test(test_nodes),
        cmocka_unit_test(test_levels),      cmocka_unit_test(test_length),
        cmocka_unit_test(test_long_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
