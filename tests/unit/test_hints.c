/* What is said of texts that people bring along from elsewhere: the place and the way out. */
#include "check.h"

#include "base/error.h"
#include "formula/formula.h"

static const struct {
    const char *text;
    int column;
    const char *message;
} rows[] = {
    {"√x^2", 1, "this has two meanings; write √(x^2) or (√x)^2"},
    {"2π", 2, "expected an operator after the number; write 2*π"},
    {"2πx", 2, "expected an operator after the number; write 2*πx"},
    {"3(x+1)", 2, "expected an operator or the end, not '('; to multiply, write 3*(…)"},
    {"(x)(y)", 4, "expected an operator or the end, not '('; to multiply, write (…)*(…)"},
    {"x 2", 3, "expected an operator or the end, not '2'; to multiply, write x*2"},
    {"1 000", 3, "expected an operator or the end, not '000'; a number has no blank in it"},
    {"1_000*x", 2, "a number has no _ between its digits"},
    {"x²y", 3, "expected an operator or the end, not 'y'; to multiply, write x²*y"},
    {"sin(x)cos(y)", 7,
     "expected an operator or the end, not 'cos'; to multiply, write (…)*cos(…)"},
    {"x%2", 2, "unexpected '%'; the remainder is mod(a, b)"},
    {"x>0 ? x : y", 5, "unexpected '?'; write if(c, a, b)"},
    {"[x]", 1, "unexpected '['; write ( and )"},
    {"x[0]^2", 2, "unexpected '['; each parameter has a name of its own, such as x1"},
    {"np.exp(x)", 1, "a name has no point; write exp(…)"},
    {"np.pi*x", 1, "a name has no point; write pi"},
    {"Math.sin(x)", 1, "a name has no point; write sin(…)"},
    {"Math.PI", 1, "a name has no point; write pi"},
    {"math.pow(x,2)", 1, "a name has no point; write pow(…)"},
    {"np.square(x)", 1, "a name has no point; write x^2"},
    {"np.linalg.norm(x)", 1, "a name has no point; write sqrt(x^2 + y^2)"},
    {"torch.exp(-x)", 1, "a name has no point; write exp(…)"},
    {"std::exp(x)", 4, "unexpected ':'; write what stands right of the '::' alone"},
    {"f(x,y)=x^2+y^2", 1, "there is no function 'f'; write what stands right of the '=' alone"},
    {"f(x) = x", 1, "there is no function 'f'; write what stands right of the '=' alone"},
    {"f=x^2+y^2", 10, "expected ';' and the value of the formula, not the end; or leave out 'f ='"},
    {"y=x^2", 6, "expected ';' and the value of the formula, not the end; or leave out 'y ='"},
    {"=x^2", 1, "expected a value, not '='; leave out the '='"},
    {"z := x^2", 3, "unexpected ':'; write = for :="},
    {"lambda x,y: x**2", 8, "expected an operator or the end, not 'x'; write the formula alone"},
    {"sgn(x)", 1, "there is no function 'sgn'; write sign(…)"},
    {"cot(x)", 1, "there is no function 'cot'; write 1/tan(…)"},
    {"SIN(x)", 1, "there is no function 'SIN'; write sin(…)"},
    {"Sin[x]", 4, "unexpected '['; write sin(…)"},
    {"Exp[-x]", 4, "unexpected '['; write exp(…)"},
    {"1,5*x", 2, "expected an operator or the end, not ','; decimals have a point: 1.5"},
    {"max(1,5*x", 10, "expected an operator, ',' or ')', not the end"},
    {"floot(x)", 1, "there is no function 'floot'; did you mean 'floor'?"},
    {"foo(x)", 1,
     "there is no function 'foo'; there are sin, cos, exp, log, sqrt, abs, max … (all: ttydescent list functions)"},
    {"bar(x,y)+1", 1,
     "there is no function 'bar'; there are sin, cos, exp, log, sqrt, abs, max … (all: ttydescent list functions)"},
    {"x(y+1)", 1, "there is no function 'x'; to multiply, write x*(…)"},
    {"\\frac{x}{2}", 1, "unexpected '\\frac'; write (a)/(b)"},
    {"\\sin(x)", 1, "unexpected '\\sin'; write sin(…)"},
    {"x \\cdot y", 3, "unexpected '\\cdot'; write *"},
    {"\\theta", 1, "unexpected '\\'; write theta without it"},
    {"x^{2}", 3, "unexpected '{'; write ( and )"},
    {"2[x+1]", 2, "unexpected '['; write ( and )"},
    {"x_{1}", 3, "unexpected '{'; each parameter has a name of its own, such as x1"},
    {"sin x", 1, "'sin' is a function: write sin(x)"},
    {"sin 2x", 6, "expected an operator after the number; write 2*x"},
    {"sin^2(x)", 1, "'sin' is a function: write sin(…)^2 for its square"},
    {"exp^x", 1, "'exp' is a function: write exp(…)"},
    {"|x|", 1, "unexpected '|'; did you mean abs(x)?"},
    {"|x| + ||y||", 1, "unexpected '|'; did you mean abs(x)?"},
    {"pow(x;2)", 6, "expected an operator, ',' or ')', not ';'; write , between operands"},
    {"1e-3x", 5, "expected an operator after the number; write 1e-3*x"},
    {"“x^2”", 1, "unexpected '“'; leave out the quotation marks"},
    {"\"x^2\"", 1, "unexpected '\"'; leave out the quotation marks"},
    {"'x^2'", 1, "unexpected '''; leave out the quotation marks"},
    {"x—1", 2, "unexpected '—'; did you mean -?"},
    {"if x>0 then y else 1", 1, "'if' is a function: write if(c, a, b)"},
    {"x if x>0 else y", 3, "expected an operator or the end, not 'if'; write if(c, a, b)"},
    {"x mod 2", 3, "expected an operator or the end, not 'mod'; write mod(a, b)"},
    {"x // 2", 4, "expected a value, not '/'; a whole quotient is floor(a/b)"},
    {"5!", 2, "unexpected '!'; a factorial is prod(i, 1, n, i)"},
    {"x!", 2, "unexpected '!'; a factorial is prod(i, 1, n, i)"},
    {"!x", 1, "unexpected '!'; the words are not, and, or"},
    {"x && y", 3, "unexpected '&'; the words are not, and, or"},
    {"x += 1", 4, "expected a value, not '='; write a = a + b for a += b"},
    {"x -> x^2", 4, "expected a value, not '>'; write what stands right of the '->' alone"},
    {"@(x) x^2", 1, "unexpected '@'; write the formula alone"},
    {"x.^2", 2, "a point behind a name; write ^ without it"},
    {"x.*y", 2, "a point behind a name; write * without it"},
    {"x^2 # comment", 5, "unexpected '#'; a formula has no comments"},
    {"∑x", 1, "unexpected '∑'; write sum(i, a, b, f)"},
    {"½*x", 1, "unexpected '½'; write 1/2"},
    {"x' ", 2, "unexpected '''; derivatives are taken by the program"},
    {"$x^2$", 1, "unexpected '$'; leave it out"},
    {"{x+y}", 1, "unexpected '{'; write ( and )"},
    {"x = 3", 6, "expected ';' and the value of the formula, not the end; or leave out 'x ='"},
    {"PI*x", 1, "there is no 'PI'; did you mean 'pi'?"},
    {"E^x", 1, "there is no 'E'; the names are x, y (more: " SETTING("params x,E") ")"},
    {"sinx", 1,
     "there is no 'sinx'; to call sin, write sin(x); the names are x, y (more: " SETTING(
         "params sinx") ")"},
    {"xy", 1,
     "there is no 'xy'; to multiply, write x*y; the names are x, y (more: " SETTING(
         "params xy") ")"},
    {"X^2", 1, "there is no 'X'; the names are x, y (more: " SETTING("params X") ")"},
    {"2^^x", 3, "expected a value, not '^'"},
    {"x^^2", 3, "expected a value, not '^'"},
    {"sqr(x)", 1, "there is no function 'sqr'; write x^2"},
    {"ln x", 1, "'ln' is a function: write ln(x)"},
    {"log_2(x)", 1, "there is no function 'log_2'; did you mean 'log2'?"},
    {"asinh(x)", 1, "there is no function 'asinh'; write log(x + sqrt(x^2 + 1))"},
    {"(x+1", 5, "expected an operator or ')', not the end"},
    {"x+1)", 4, "expected an operator or the end, not ')'"},
    {"sum(x^i, i, 1, 3)", 5, "sum begins with a name of its own: sum(i, 1, 10, x^i)"},
    {"Sum(i,1,3,x)", 1, "there is no function 'Sum'; write sum(…)"},
    {"sum_{i=1}^3 x^i", 5, "unexpected '{'; write sum(…)"},
    {"é + 1", 1, "unexpected character 'é'; a name has Latin and Greek letters"},
    {"ж", 1, "unexpected character 'ж'; a name has Latin and Greek letters"},
    {"x→x²", 2, "unexpected '→'; write what stands right of it alone"},
    {"θ^2+φ", 1, "there is no 'θ'; the names are x, y (more: " SETTING("params θ,φ") ")"},
    {"x ± 1", 3, "unexpected character '±'"},
    {"x::y", 2, "unexpected ':'; write what stands right of the '::' alone"},
    {"max([x,y])", 5, "unexpected '['; write ( and )"},
    {"return x^2", 8, "expected an operator or the end, not 'x'; write the formula alone"},
    {"sin(x,y)", 7, "sin takes 1 operand"},
    {"sin(1,5*x)", 7, "sin takes 1 operand; decimals have a point: 1.5"},
    {"2x^2+3y", 2, "expected an operator after the number; write 2*x"},
    {"4*x^2 - 2.1x^4", 12, "expected an operator after the number; write 2.1*x"},
    {"x^2 + y^2 where x>0", 11, "expected an operator or the end, not 'where'; write if(c, a, b)"},
    {"1/2x", 4, "expected an operator after the number; write 2*x"},
    {"a=1", 4, "expected ';' and the value of the formula, not the end; or leave out 'a ='"},
    {"x² ²", 4, "this has two meanings; write (x^2)^3 or x^(2^3)"},
    {"x^{2", 3, "unexpected '{'; write ( and )"},
    {"sum_{i=1}^3 x^i", 5, "unexpected '{'; write sum(…)"},
    {"sin(1,5*x)", 7, "sin takes 1 operand; decimals have a point: 1.5"},
    {"atan2(1,5,x)", 11, "atan2 takes 2 operands at most"},
    {"xyx", 1,
     "there is no 'xyx'; to multiply, write x*y*x; the names are x, y (more: " SETTING(
         "params xyx") ")"},
    {"arctan(x)", 1, "there is no function 'arctan'; write atan(…)"},
    {"SQRT(x)", 1, "there is no function 'SQRT'; write sqrt(…)"},
    {"Max(x, y)", 1, "there is no function 'Max'; write max(…)"},
    {"sin 2", 1, "'sin' is a function: write sin(2)"},
    {"cos x + y", 1, "'cos' is a function: write cos(x)"},
    {"if x < 0", 1, "'if' is a function: write if(c, a, b)"},
    {"sin^2", 1, "'sin' is a function: write sin(…)^2 for its square"},
    {"exp^2", 1, "'exp' is a function: write exp(…)"},
    {"x²cos(y)", 3, "expected an operator or the end, not 'cos'; to multiply, write x²*cos(…)"},
    {"√2√3", 3, "expected an operator or the end, not '√'; to multiply, write √2*√…"},
    {"2 √x", 3, "expected an operator or the end, not '√'; to multiply, write 2*√…"},
    {"x z", 3, "expected an operator or the end, not 'z'; to multiply, write x*z"},
    {"(x) 2", 5, "expected an operator or the end, not '2'; to multiply, write (…)*2"},
    {"var x = 1", 5, "expected an operator or the end, not 'x'; write the formula alone"},
    {"x else y", 3, "expected an operator or the end, not 'else'; write if(c, a, b)"},
    {"x = y = 1", 7, "expected an operator or '==', not '='"},
    {"x := y", 3, "unexpected ':'; write = for :="},
    {"a++ + 1", 1, "there is no 'a'; the names are x, y (more: " SETTING("params a") ")"},
    {"f (x, y) = x", 1, "there is no function 'f'; write what stands right of the '=' alone"},
    {"Σ(x)", 1, "there is no function 'Σ'; write sum(i, a, b, f)"},
    {"tanh²(x)", 1, "'tanh' is a function: write tanh(…)^2 for its square"},
    {"x₁(y)", 1, "there is no function 'x₁'; to multiply, write x₁*(…)"},
    {"fun(x) + fun", 1, "there is no function 'fun'; to multiply, write fun*(…)"},
    {"x(1) + x", 1, "there is no function 'x'; each parameter has a name, such as x1"},
    {"x(y) + x", 1, "there is no function 'x'; to multiply, write x*(…)"},
    {"pi(x+1)", 1, "there is no function 'pi'; to multiply, write pi*(…)"},
    {"log(x, 2)", 8, "log takes 1 operand; to base b, write log(x)/log(b)"},
    {"round(x, 2)", 10, "round takes 1 operand; to 2 decimals, write round(100*x)/100"},
    {"sin⁻¹(x)", 1, "'sin' is a function: write sin(…)^-1 for 1/sin(…), asin(…) for its inverse"},
    {"tan^-1(x)", 1, "'tan' is a function: write tan(…)^-1 for 1/tan(…), atan(…) for its inverse"},
    {"x => x*x", 4, "expected a value, not '>'; write >=, or what stands right of the '=>' alone"},
    {"x =< 2", 4, "expected a value, not '<'; write <="},
    {"function(x) x^2", 1, "there is no function 'function'; write the formula alone"},
    {"xsin(y)", 1, "there is no function 'xsin'; write x*sin(…)"},
    {"βlog(x)", 1, "there is no function 'βlog'; write β*log(…)"},
    {"x ≈ y", 3, "unexpected character '≈'"},
    {"rotate(x)", 1,
     "there is no function 'rotate'; there are sin, cos, exp, log, sqrt, abs, max … (all: ttydescent list functions)"},
    {"x.sum()", 1, "a name has no point; write sum(…)"},
    {"A.b*x", 1,
     "a name has no point; for a column, write " SETTING("columns b=A.b") " and b here"},
    {"x.", 2, "a point without digits is not a number"},
    {"`x`", 1, "unexpected '`'; leave out the quotation marks"},
    {"~x", 1, "unexpected '~'; the words are not, and, or"},
    {"x ⇒ y", 3, "unexpected '⇒'; write what stands right of it alone"},
    {"30°", 3, "unexpected '°'; angles are in radians: a degree is pi/180"},
    {"∞", 1, "unexpected '∞'; a formula has no infinity"},
    {"⌊x⌋", 1, "unexpected '⌊'; write floor(x)"},
    {"‖x‖", 1, "unexpected '‖'; write sqrt(x^2 + y^2)"},
    {"∂x", 1, "unexpected '∂'; derivatives are taken by the program"},
    {"x ∧ y", 3, "unexpected '∧'; the words are not, and, or"},
    {"\\left(x\\right)", 1, "unexpected '\\left'; write ( alone"},
    {"\\", 1, "unexpected '\\'; leave it out"},
    {"\\thisisaverylongwordindeed x", 1, "unexpected '\\'; leave it out"},
    {"x==y?1:2", 5, "unexpected '?'; write if(c, a, b)"},
    {"x | y", 3, "unexpected '|'; did you mean abs(x)?"},
    {"x & y", 3, "unexpected '&'; the words are not, and, or"},
    {"pow(x,,2)", 7, "expected a value, not ','"},
};

/* The error of text[length], which is copied so that a sanitizer sees what is read beyond its
 * end. */
static bool refuses(const char *text, size_t length, struct error *error)
{
    static const char *const xy[] = {"x", "y"};
    static const struct formula_names names = {.name = xy, .parameters = 2};
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    struct formula *formula = formula_compile(copy, length, &names, error);
    bool refused = !formula;
    formula_free(formula);
    free(copy);
    return refused;
}

static void test_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        if (!refuses(rows[i].text, strlen(rows[i].text), &error))
            fail_msg("'%s' was accepted", rows[i].text);
        if (error.line != 1 || error.column != rows[i].column ||
            strcmp(error.message, rows[i].message) != 0)
            fail_msg("'%s': %d:%d: %s", rows[i].text, error.line, error.column, error.message);
    }
}

/* A text may end anywhere: what is left of it is read, or refused with a message that can be shown
 * and a place within it. */
static void test_cut_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t length = 0; length < strlen(rows[i].text); length++) {
            struct error error = {0};
            if (!refuses(rows[i].text, length, &error))
                continue;
            assert_int_equal(error.line, 1);
            assert_in_range(error.column, 1, length + 1);
            assert_true(error.message[0] != '\0');
            check_harmless_message(&error);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_cut_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
