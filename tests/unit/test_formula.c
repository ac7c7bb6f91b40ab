/* Values and exact derivatives: of every function and operator, at kinks, at large arguments. */
#include "check.h"
#include "foreign.h"

#include <ctype.h>

#include "base/error.h"
#include "formula/formula.h"
#include "formula/syntax.h"

static const char *const xy[] = {"x", "y"};
static const struct formula_names names = {.name = xy, .parameters = 2, .foreign = &foreign_cubic};

enum { F, FX, FY, FXX, FXY, FYY, ALL };

static const char *const which[ALL] = {"value", "d/dx", "d/dy", "d2/dx2", "d2/dxdy", "d2/dy2"};

static struct formula *compile(const char *text)
{
    struct error error = {0};
    struct formula *formula = formula_compile(text, strlen(text), &names, &error);
    if (!formula)
        fail_msg("'%s': %d:%d: %s", text, error.line, error.column, error.message);
    return formula;
}

/* The outputs of one of the formula's programs at (x, y). */
static void run(const struct program *program, double x, double y, double *out)
{
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, program, 1));
    *evaluator_input(&evaluator, 0) = x;
    *evaluator_input(&evaluator, 1) = y;
    evaluator_run(&evaluator, 1);
    for (size_t i = 0; i < program->outputs; i++)
        out[i] = *evaluator_output(&evaluator, i);
    evaluator_release(&evaluator);
}

/* Everything at (x, y); the three programs agree on what they share. */
static void derivatives(const struct formula *formula, double x, double y, double out[ALL])
{
    double value, gradient[3];
    assert_int_equal(formula->hessian.outputs, ALL);
    assert_int_equal(formula->gradient.outputs, 3);
    run(&formula->value, x, y, &value);
    run(&formula->gradient, x, y, gradient);
    run(&formula->hessian, x, y, out);
    assert_true(check_same_bits(value, out[F]));
    for (int i = 0; i < 3; i++)
        assert_true(check_same_bits(gradient[i], out[i]));
}

/* The first `count` of value and derivatives are want[count]. */
static void check(const char *text, double x, double y, const double *want, int count)
{
    struct formula *formula = compile(text);
    double got[ALL];
    derivatives(formula, x, y, got);
    for (int i = 0; i < count; i++)
        if (!check_is_near(got[i], want[i], 1e-12, 0))
            fail_msg("%s at (%g, %g), %s: got %.17g, expected %.17g", text, x, y, which[i], got[i],
                     want[i]);
    formula_free(formula);
}

/* --- every function, by hand --- */

static bool seen[64]; /* which rows of the table of functions a formula was checked for */

/* Marks the functions that the text calls. */
static void mark(const char *text)
{
    for (size_t i = 0; i < functions.count; i++) {
        const char *name = table_name(&functions, i);
        size_t length = strlen(name);
        for (const char *at = text; (at = strstr(at, name)); at += length)
            if (at[length] == '(' && (at == text || !isalnum((unsigned char)at[-1])))
                seen[i] = true;
    }
}

/* A formula, and what it and its derivatives are at (x, y): f, fx, fy, fxx, fxy, fyy. Derived on
 * paper, in forms other than the program's where there are any. */
#define ROW(text, ...)                                                                             \
    do {                                                                                           \
        mark(text);                                                                                \
        check(text, x, y, (const double[ALL]){__VA_ARGS__}, ALL);                                  \
    } while (0)

/* The same for a formula in x alone: f, f', f''. */
#define ROW1(text, f, f1, f2) ROW(text, f, f1, 0, f2, 0, 0)

static void at_any_number(double x, double y)
{
    ROW1("sin(x)", sin(x), cos(x), -sin(x));
    ROW1("cos(x)", cos(x), -sin(x), -cos(x));
    ROW1("tan(x)", sin(x) / cos(x), pow(cos(x), -2), 2 * sin(x) * pow(cos(x), -3));
    ROW1("atan(x)", atan(x), 1 / (1 + x * x), -2 * x * pow(1 + x * x, -2));
    ROW1("sinh(x)", sinh(x), cosh(x), sinh(x));
    ROW1("cosh(x)", cosh(x), sinh(x), cosh(x));
    ROW1("tanh(x)", tanh(x), pow(cosh(x), -2), -2 * sinh(x) * pow(cosh(x), -3));
    ROW1("exp(x)", exp(x), exp(x), exp(x));
    ROW1("expm1(x)", expm1(x), exp(x), exp(x));
    ROW1("cbrt(x)", cbrt(x), pow(fabs(x), -2 / 3.0) / 3, cbrt(x) * -2 / (9 * x * x));
    ROW1("abs(x)", x < 0 ? -x : x, x < 0 ? -1 : 1, 0);
    ROW1("sign(x)", x < 0 ? -1 : 1, 0, 0);
    ROW1("relu(x)", x < 0 ? 0 : x, x < 0 ? 0 : 1, 0);
    ROW1("step(x)", x < 0 ? 0 : 1, 0, 0);
    ROW1("floor(x)", (double)(int)(x + 100) - 100, 0, 0);
    ROW1("ceil(x)", 100 - (double)(int)(100 - x), 0, 0);
    ROW1("trunc(x)", (double)(int)x, 0, 0);
    ROW1("round(x)", (double)(int)(x < 0 ? x - 0.5 : x + 0.5), 0, 0);
    ROW1("erf(x)", erf(x), 2 / sqrt(M_PI) * exp(-x * x), -4 / sqrt(M_PI) * x * exp(-x * x));
    ROW1("sigmoid(x)", (1 + tanh(x / 2)) / 2, pow(cosh(x / 2), -2) / 4,
         sinh(x / 2) * pow(cosh(x / 2), -3) / -4);
    ROW1("softplus(x)", log(1 + exp(x)), 1 / (1 + exp(-x)), exp(x) * pow(1 + exp(x), -2));
    ROW1("2^x", exp2(x), exp2(x) * M_LN2, exp2(x) * M_LN2 * M_LN2);
    ROW1("e^x", exp(x), exp(x), exp(x));
    ROW1("pi*x + e", M_PI * x + M_E, M_PI, 0);
    ROW1("-x", -x, -1, 0);
    ROW1("+x", x, 1, 0);
    ROW1("-x^2", -x * x, -2 * x, -2);
    ROW1("2^3^2*x", 512 * x, 512, 0);
    ROW1("3*-x", -3 * x, -3, 0);
    ROW1("2^-x", 1 / exp2(x), -M_LN2 / exp2(x), M_LN2 * M_LN2 / exp2(x));
    ROW1("sum(i, 1, 3, x^i)", x + x * x + x * x * x, 1 + 2 * x + 3 * x * x, 2 + 6 * x);
    ROW1("prod(i, 1, 2, x - i)", (x - 1) * (x - 2), 2 * x - 3, 2);
    ROW1("a = x+1; a^2", x * x + 2 * x + 1, 2 * (x + 1), 2);
}

static void at_positive_number(double x, double y)
{
    ROW1("log(x)", log(x), 1 / x, -pow(x, -2));
    ROW1("ln(x)", log(x), 1 / x, -pow(x, -2));
    ROW1("log10(x)", log10(x), M_LOG10E / x, -M_LOG10E * pow(x, -2));
    ROW1("log2(x)", log2(x), M_LOG2E / x, -M_LOG2E * pow(x, -2));
    ROW1("log1p(x)", log1p(x), 1 / (1 + x), -pow(1 + x, -2));
    ROW1("sqrt(x)", sqrt(x), pow(x, -0.5) / 2, pow(x, -1.5) / -4);
    ROW1("log(-x*-x)", 2 * log(x), 2 / x, -2 * pow(x, -2));
}

static void inside_unit(double x, double y)
{
    ROW1("asin(x)", asin(x), pow(1 - x * x, -0.5), x * pow(1 - x * x, -1.5));
    ROW1("acos(x)", acos(x), -pow(1 - x * x, -0.5), -x * pow(1 - x * x, -1.5));
    ROW1("log1p(x)", log1p(x), 1 / (1 + x), -pow(1 + x, -2));
}

/* x and y are positive and not equal, and neither is 1. */
static void at_pair(double x, double y)
{
    double r = hypot(x, y), p = pow(x, y), l = log(x);
    ROW("x+y", x + y, 1, 1, 0, 0, 0);
    ROW("x-y", x - y, 1, -1, 0, 0, 0);
    ROW("x*y", x * y, y, x, 0, 1, 0);
    ROW("-x*-y", x * y, y, x, 0, 1, 0);
    ROW("-(x*y)", -x * y, -y, -x, 0, -1, 0);
    ROW("x/y", x / y, 1 / y, -x / (y * y), 0, -pow(y, -2), 2 * x * pow(y, -3));
    ROW("x^y", p, y * p / x, p * l, y * (y - 1) * p / (x * x), p / x * (1 + y * l), p * l * l);
    ROW("pow(x,y)", p, y * p / x, p * l, y * (y - 1) * p / (x * x), p / x * (1 + y * l), p * l * l);
    ROW("hypot(x,y)", r, x / r, y / r, y * y / pow(r, 3), -x * y / pow(r, 3), x * x / pow(r, 3));
    ROW("atan2(x,y)", atan2(x, y), y / (r * r), -x / (r * r), -2 * x * y / pow(r, 4),
        (x - y) * (x + y) / pow(r, 4), 2 * x * y / pow(r, 4));
    ROW("min(x,y)", x < y ? x : y, x < y, y < x, 0, 0, 0);
    ROW("max(x,y)", x < y ? y : x, x > y, y > x, 0, 0, 0);
    ROW("min(x,y,1)", fmin(x, fmin(y, 1)), x < fmin(y, 1), y < fmin(x, 1), 0, 0, 0);
    ROW("max(1,x,y)", fmax(x, fmax(y, 1)), x > fmax(y, 1), y > fmax(x, 1), 0, 0, 0);
    ROW("max(1,x,y,0.5*x,0.5)", fmax(x, fmax(y, 1)), x > fmax(y, 1), y > fmax(x, 1), 0, 0, 0);
    ROW("mod(x,y)", fmod(x, y), 1, -round((x - fmod(x, y)) / y), 0, 0, 0);
    ROW("if(x<y,x*y,x)", x < y ? x * y : x, x < y ? y : 1, x < y ? x : 0, 0, x < y, 0);
    ROW("a = x*y; b = a + x; a*b", x * x * y * (y + 1), 2 * x * y * (y + 1), x * x * (2 * y + 1),
        2 * y * (y + 1), 2 * x * (2 * y + 1), 2 * x * x);
    ROW("x<y", x < y, 0, 0, 0, 0, 0);
    ROW("x<=y", x <= y, 0, 0, 0, 0, 0);
    ROW("x>y", x > y, 0, 0, 0, 0, 0);
    ROW("x>=y", x >= y, 0, 0, 0, 0, 0);
    ROW("x==y", 0, 0, 0, 0, 0, 0);
    ROW("x!=y", 1, 0, 0, 0, 0, 0);
    ROW("x<=x and x>=x and x==x and not (x!=x)", 1, 0, 0, 0, 0, 0);
    ROW("x<x or x>x", 0, 0, 0, 0, 0, 0);
    ROW("x>1 and y>1", x > 1 && y > 1, 0, 0, 0, 0, 0);
    ROW("x>1 or y>1", x > 1 || y > 1, 0, 0, 0, 0, 0);
    ROW("not x>1", x < 1, 0, 0, 0, 0, 0);
    ROW("not not (3*x)", 1, 0, 0, 0, 0, 0);
}

/* The foreign function is a^3 b/2 - a b^2 + 2 a + b^3. */
static void of_foreign(double x, double y)
{
    double f = x * x * x * y / 2 - x * y * y + 2 * x + y * y * y;
    double fx = 1.5 * x * x * y - y * y + 2, fy = x * x * x / 2 - 2 * x * y + 3 * y * y;
    double fxx = 3 * x * y, fxy = 1.5 * x * x - 2 * y, fyy = 6 * y - 2 * x;
    ROW("grid(x,y)", f, fx, fy, fxx, fxy, fyy);
    ROW("grid(y,x)", x * y * y * y / 2 - x * x * y + 2 * y + x * x * x,
        y * y * y / 2 - 2 * x * y + 3 * x * x, 1.5 * x * y * y - x * x + 2, 6 * x - 2 * y,
        1.5 * y * y - 2 * x, 3 * x * y);
    ROW("grid(2*x,y)", 4 * x * x * x * y - 2 * x * y * y + 4 * x + y * y * y,
        12 * x * x * y - 2 * y * y + 4, 4 * x * x * x - 4 * x * y + 3 * y * y, 24 * x * y,
        12 * x * x - 4 * y, 6 * y - 4 * x);
    ROW("x*grid(1,2)", 7 * x, 7, 0, 0, 0, 0);
    ROW("grid_x(x,y)", fx, fxx, fxy, 3 * y, 3 * x, -2);
    ROW("grid_y(x,y)", fy, fxy, fyy, 3 * x, -2, 6);
    ROW("grid_xx(x,y)", fxx, 3 * y, 3 * x, 0, 3, 0);
    ROW("grid_xy(x,y)", fxy, 3 * x, -2, 3, 0, 0);
    ROW("grid_yy(x,y)", fyy, -2, 6, 0, 0, 0);
    ROW("grid_xxx(x,y)", 3 * y, 0, 3, 0, 0, 0);
    ROW("grid_xxy(x,y)", 3 * x, 3, 0, 0, 0, 0);
    ROW("grid_xyy(x,y)", -2, 0, 0, 0, 0, 0);
    ROW("grid_yyy(x,y)", 6, 0, 0, 0, 0, 0);
    ROW("grid_xxxy(x,y)", 3, 0, 0, 0, 0, 0);
    ROW("grid_xxyy(x,y)", 0, 0, 0, 0, 0, 0);
    ROW("grid_xyyy(x,y)", 0, 0, 0, 0, 0, 0);
    ROW("grid_xxxyy(x,y)", 0, 0, 0, 0, 0, 0);
    ROW("grid_xxyyy(x,y)", 0, 0, 0, 0, 0, 0);
    ROW("grid_xxxyyy(x,y)", 0, 0, 0, 0, 0, 0);
}

static void test_functions(void **state)
{
    (void)state;
    static const double any[] = {-4.5, -1.25, -0.3, -1e-6, 0.01, 0.7, 1.5, 6};
    static const double positive[] = {1e-9, 0.01, 0.3, 0.9, 1.7, 40, 1e9};
    static const double unit[] = {-0.999, -0.6, -0.1, 0.01, 0.3, 0.7, 0.9};
    static const double pairs[] = {0.3, 0.7, 2.25, 1.5, 0.1, 3, 4, 0.2};
    for (size_t i = 0; i < COUNT(any); i++)
        at_any_number(any[i], 0.5);
    for (size_t i = 0; i < COUNT(positive); i++)
        at_positive_number(positive[i], 0.5);
    for (size_t i = 0; i < COUNT(unit); i++)
        inside_unit(unit[i], 0.5);
    for (size_t i = 0; i < COUNT(pairs); i += 2) {
        at_pair(pairs[i], pairs[i + 1]);
        at_pair(pairs[i + 1], pairs[i]);
        of_foreign(pairs[i], pairs[i + 1]);
    }
    assert_in_range(functions.count, 29, COUNT(seen));
    for (size_t i = 0; i < functions.count; i++)
        if (!seen[i])
            fail_msg("no row above calls %s()", table_name(&functions, i));
}

/* x^n, which is a product, a square root or a call of pow, depending on n. */
static void test_powers(void **state)
{
    (void)state;
    static const double exponents[] = {-20, -17, -16, -7, -2, -1, -0.5, 0,  0.5, 1,
                                       1.5, 2,   2.5, 3,  4,  5,  9,    16, 17,  31};
    for (size_t i = 0; i < COUNT(exponents); i++) {
        double n = exponents[i], x = -1.3;
        char text[2][32];
        snprintf(text[0], sizeof text[0], "x^%g", n);
        snprintf(text[1], sizeof text[1], "pow(x, %g)", n);
        for (int k = 0; k < 2; k++)
            for (double sign = n == floor(n) ? -1 : 1; sign <= 1; sign += 2)
                check(text[k], sign * -x, 0,
                      (double[]){pow(-sign * x, n), n * pow(-sign * x, n - 1), 0,
                                 n * (n - 1) * pow(-sign * x, n - 2), 0, 0},
                      ALL);
    }
}

/* --- kinks and singular points --- */

/* An exact 0 in the chain rule wins over an infinity; ties are shared; slopes at corners are 0. */
static void test_kinks(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, y, want[3];
    } rows[] = {
        {"abs(x)", 0, 0, {0, 0, 0}},
        {"abs(x)", -0.0, 0, {0, 0, 0}},
        {"abs(x-y)", 2, 2, {0, 0, 0}},
        {"relu(x)", 0, 0, {0, 0, 0}},
        {"relu(-x)", 0, 0, {0, 0, 0}},
        {"sign(x)", 0, 0, {0, 0, 0}},
        {"step(x)", 0, 0, {0, 0, 0}},
        {"min(x,y)", 3, 3, {3, 0.5, 0.5}},
        {"max(x,y)", 3, 3, {3, 0.5, 0.5}},
        {"max(x,0)", 0, 0, {0, 0.5, 0}},
        {"min(x,x)", 3, 0, {3, 1, 0}},
        {"max(2*x,y^2)", 2, 2, {4, 1, 2}},
        {"min(x,y,3)", 3, 3, {3, 1 / 3.0, 1 / 3.0}},
        {"max(3,x,y)", 3, 3, {3, 1 / 3.0, 1 / 3.0}},
        {"sqrt(x^2+y^2)", 0, 0, {0, 0, 0}},
        {"hypot(x,y)", 0, 0, {0, 0, 0}},
        {"sqrt(abs(x))", 0, 0, {0, 0, 0}},
        {"abs(x)^1.5", 0, 0, {0, 0, 0}},
        {"cbrt(x^2)", 0, 0, {0, 0, 0}},
        {"(x^2)^0.25", 0, 0, {0, 0, 0}},
        {"x^y", 0, 2, {0, 0, 0}},
        {"x^y", 0, 1, {0, 1, 0}},
        {"pow(x,0)", 0, 0, {1, 0, 0}},
        {"x^3", 0, 0, {0, 0, 0}},
        {"sqrt(x)", 0, 0, {0, INFINITY, 0}},
        {"x*abs(x)", 0, 0, {0, 0, 0}},
        {"if(x>0,x*log(x),0)", 0, 0, {0, 0, 0}},
        {"if(x==0,1,sin(x)/x)", 0, 0, {1, 0, 0}},
        {"if(x<0,exp(1000*x),x)", 5, 0, {5, 1, 0}},
        {"if(x<0,exp(1000*x),x)", 0, 0, {0, 1, 0}},
        {"if(0.5,x,y)", 2, 7, {2, 1, 0}}, /* whatever is not 0 is true */
        {"if(y-7,x,y)", 2, 7, {7, 0, 1}},
        {"0*log(y) + x", 2, 3, {2, 1, 0}},
        {"2*(1e308*x)", 0.25, 0, {5e307, INFINITY, 0}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check(rows[i].text, rows[i].x, rows[i].y, rows[i].want, 3);
}

/* Ackley's minimum is a corner: exp(-0.2 sqrt(r²/2)) has slope 0/0 there. */
static void test_ackley(void **state)
{
    (void)state;
    struct formula *formula =
        compile("-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + 20 + e");
    double got[3];
    run(&formula->gradient, 0, 0, got);
    assert_true(fabs(got[F]) < 1e-14);
    assert_true(got[FX] == 0 && got[FY] == 0);
    run(&formula->gradient, -0.0, 1e-3, got);
    assert_true(got[FX] == 0 && got[FY] > 0);
    formula_free(formula);
}

/* Whole numbers near x: halves, signs, and what is whole already. */
static void test_whole(void **state)
{
    (void)state;
    static const struct {
        double x, floor, ceil, trunc, round;
    } rows[] = {
        {2, 2, 2, 2, 2},
        {-2, -2, -2, -2, -2},
        {0.5, 0, 1, 0, 1},
        {1.5, 1, 2, 1, 2},
        {2.5, 2, 3, 2, 3},
        {-0.5, -1, -0.0, -0.0, -1},
        {-2.5, -3, -2, -2, -3},
        {-2.4, -3, -2, -2, -2},
        {0.49999999999999994, 0, 1, 0, 0},
        {1e300, 1e300, 1e300, 1e300, 1e300},
        {-0.0, -0.0, -0.0, -0.0, -0.0},
        {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY},
        {NAN, NAN, NAN, NAN, NAN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const double none = 0;
        check("floor(x)", rows[i].x, none, &rows[i].floor, 1);
        check("ceil(x)", rows[i].x, none, &rows[i].ceil, 1);
        check("trunc(x)", rows[i].x, none, &rows[i].trunc, 1);
        check("round(x)", rows[i].x, none, &rows[i].round, 1);
    }
}

/* Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1. */
static void test_erf(void **state)
{
    (void)state;
    static const double rows[][2] = {
        {0, 0},
        {0.5, 0.5204998778},
        {1, 0.8427007929},
        {1.5, 0.9661051465},
        {2, 0.9953222650},
        {INFINITY, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (double sign = -1; sign <= 1; sign += 2) {
            struct formula *formula = compile("erf(x)");
            double value;
            run(&formula->value, sign * rows[i][0], 0, &value);
            check_near("erf", value, sign * rows[i][1], 1e-10, 1);
            formula_free(formula);
        }
}

/* mod(x,y): value and slopes. The rest is exact, where x - y*floor(x/y) would round. */
static void test_mod(void **state)
{
    (void)state;
    static const struct {
        double x, y, want[3];
    } rows[] = {
        {5, 3, {2, 1, -1}},
        {-5, 3, {1, 1, 2}},
        {5, -3, {-1, 1, 2}},
        {-5, -3, {-2, 1, -1}},
        {6, 3, {0, 1, -2}},
        {-6, 3, {0, 1, 2}},
        {0, 3, {0, 1, 0}},
        {5.5, 2, {1.5, 1, -2}},
        {1e15 + 0.125, 0.5, {0.125, 1, -2e15}},
        {3, 0.1, {0.09999999999999984, 1, -29}}, /* 0.1 is a little more than a tenth */
        {5, 0, {NAN, 1, NAN}},
        {INFINITY, 3, {NAN, 1, NAN}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check("mod(x,y)", rows[i].x, rows[i].y, rows[i].want, 3);
    struct formula *formula = compile("mod(x,3)");
    double value;
    run(&formula->value, -6, 0, &value);
    assert_true(check_same_bits(value, 0.0));
    formula_free(formula);
}

/* A sum and a product are what they are written out, bit for bit. */
static void test_series(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"sum(i, 1, 4, sin(i*x)/i)", "sin(x) + sin(2*x)/2 + sin(3*x)/3 + sin(4*x)/4"},
        {"prod(k, -1, 1, x + k*y)", "(x - y)*(x + 0*y)*(x + y)"},
        {"sum(i, 2, 2, x^i)", "x^2"},
        {"sum(i, 1, 0, x^i) + y", "y"},
        {"prod(i, 5, -5, x^i)*y", "y"},
        {"n = 2; m = n^2; sum(i, n, m - 1, i*x)", "2*x + 3*x"},
        {"sum(i, 1, 2*3 - 3, i)*x", "6*x"},
        {"sum(i, 1, 3, sum(j, 1, i, x^i*y^j))",
         "x*y + (x^2*y + x^2*y^2) + (x^3*y + x^3*y^2 + x^3*y^3)"},
        {"sum(i, 1, 2, prod(j, i, i + 1, x + j))", "(x + 1)*(x + 2) + (x + 2)*(x + 3)"},
        {"sum(i, 1, 2, sum(i, 3, 4, i*x))", "(3*x + 4*x) + (3*x + 4*x)"}, /* the inner one hides */
        {"sum(y, 1, 2, x^y) + y", "x + x^2 + y"},
        {"sum(i, sum(i, 1, 2, i), 4, i*x)", "3*x + 4*x"},
        {"sum(i, 1, 3, 2)", "6"},
        {"a = sum(i, 1, 2, x*i); a*a", "a = x + 2*x; a*a"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct formula *series = compile(rows[i][0]), *written = compile(rows[i][1]);
        double got[ALL], want[ALL];
        derivatives(series, 0.7, -1.3, got);
        derivatives(written, 0.7, -1.3, want);
        for (int k = 0; k < ALL; k++)
            if (!check_same_bits(got[k], want[k]))
                fail_msg("%s, %s: %.17g, not %.17g", rows[i][0], which[k], got[k], want[k]);
        formula_free(series);
        formula_free(written);
    }
}

/* Where a value is not finite, nothing makes it so. */
static void test_not_finite(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, y, value;
    } rows[] = {
        {"log(x)", -1, 0, NAN},
        {"log(x)", 0, 0, -INFINITY},
        {"sqrt(x)", -1, 0, NAN},
        {"asin(x)", 2, 0, NAN},
        {"1/x", 0, 0, INFINITY},
        {"x/x", 0, 0, NAN},
        {"0/x", 0, 0, NAN},
        {"0*(1/x)", 0, 0, NAN},
        {"1/x - 1/x", 0, 0, NAN},
        {"0*log(x)", -1, 0, NAN},
        {"exp(x)", 1000, 0, INFINITY},
        {"x^y", -8, 0.5, NAN},
        {"min(x,log(y))", 1, -1, NAN},
        {"max(log(y),x)", 1, -1, NAN},
        {"max(x,log(y))", 1, -1, NAN},
        {"abs(log(x))", -1, 0, NAN},
        {"sign(log(x))", -1, 0, NAN},
        {"0^x", -1, 0, INFINITY},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check(rows[i].text, rows[i].x, rows[i].y, &rows[i].value, 1);
}

/* --- large and small arguments --- */

/* Value, first and second derivative where a plain form overflows or loses all digits. */
static void test_stable_forms(void **state)
{
    (void)state;
    const double tiny = exp(-700), small = 4 * exp(-80); /* sech²(40) = 4 e^-80 (1 - 2 e^-80 …) */
    const struct {
        const char *text;
        double x, value, first, second;
    } rows[] = {
        {"softplus(x)", 1000, 1000, 1, 0},
        {"softplus(x)", -1000, 0, 0, 0},
        {"softplus(x)", -700, tiny, tiny, tiny},
        {"softplus(x)", 700, 700, 1, tiny},
        {"sigmoid(x)", 1000, 1, 0, 0},
        {"sigmoid(x)", -1000, 0, 0, 0},
        {"sigmoid(x)", -700, tiny, tiny, tiny},
        {"sigmoid(x)", 700, 1, tiny, -tiny},
        {"tanh(x)", 1000, 1, 0, 0},
        {"tanh(x)", -1000, -1, 0, 0},
        {"tanh(x)", 40, 1, small, -2 * small},
        {"tanh(x)", -40, -1, small, 2 * small},
        {"log1p(x)", 1e-20, 1e-20, 1, -1},
        {"expm1(x)", 1e-20, 1e-20, 1, 1},
        {"asin(1-x)", 0x1p-40, asin(1 - 0x1p-40), -1 / sqrt(0x1p-39 - 0x1p-80),
         (1 - 0x1p-40) * pow(0x1p-39 - 0x1p-80, -1.5)}, /* 1-(1-x)² = 2x - x² */
        {"x^2", 1e160, INFINITY, 2e160, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check(rows[i].text, rows[i].x, 0,
              (double[]){rows[i].value, rows[i].first, 0, rows[i].second, 0, 0}, ALL);
    check("hypot(3*x,4*y)", 1e200, 1e200, (double[]){5e200, 1.8, 3.2}, 3);
}

/* --- names, errors, limits --- */

static void check_error(const char *text, const struct formula_names *among, int line, int column,
                        const char *message)
{
    struct error error = {0};
    if (formula_compile(text, strlen(text), among, &error))
        fail_msg("'%s' was accepted", text);
    if (error.line != line || error.column != column || strcmp(error.message, message) != 0)
        fail_msg("'%s': %d:%d: %s", text, error.line, error.column, error.message);
    assert_null(formula_compile(text, strlen(text), among, NULL));
}

static void test_errors(void **state)
{
    (void)state;
    static const char *const many[] = {"weight", "bias", "c", "d", "f", "g", "h", "i", "j"};
    static const struct formula_names nine = {.name = many, .parameters = 2, .variables = 7},
                                      none = {.name = many};
    check_error("c*grid(c,d)", &nine, 1, 3, "there is no grid here: " SETTING("grid FILE.csv"));
    check_error("x + z", &names, 1, 5,
                "there is no 'z'; the names are x, y (more: " SETTING("params x,z") ")");
    check_error("x +\n  inf", &names, 2, 3,
                "there is no 'inf'; the names are x, y (more: " SETTING("params x,inf") ")");
    check_error("nan", &names, 1, 1,
                "there is no 'nan'; the names are x, y (more: " SETTING("params nan") ")");
    check_error("X", &names, 1, 1,
                "there is no 'X'; the names are x, y (more: " SETTING("params X") ")");
    check_error("c = pi; z + y*x^c + y*w", &names, 1, 9,
                "there is no 'z'; the names are x, y (more: " SETTING("params x,y,z,w") ")");
    check_error("xx", &names, 1, 1,
                "there is no 'xx'; to multiply, write x*x; the names are x, y "
                "(more: " SETTING("params xx") ")");
    check_error("2*πxy", &names, 1, 3,
                "there is no 'πxy'; to multiply, write π*x*y; the names are "
                "x, y (more: " SETTING("params πxy") ")");
    check_error("xz", &names, 1, 1,
                "there is no 'xz'; the names are x, y (more: " SETTING("params xz") ")");
    check_error("x + PI", &names, 1, 5, "there is no 'PI'; did you mean 'pi'?");
    check_error("α*x", &names, 1, 1,
                "there is no 'α'; the names are x, y (more: " SETTING("params x,α") ")");
    check_error("sin(a)", &none, 1, 5, "there is no 'a'");
    check_error("wieght*c", &nine, 1, 1, "there is no 'wieght'; did you mean 'weight'?");
    check_error("x", &nine, 1, 1,
                "there is no 'x'; the names are weight, bias, c, d, f, g, h, i… "
                "(more: " SETTING("params x") ")");
    check_error("a = b; b = 1; a", &names, 1, 5, "there is no 'b'; the names are x, y");
    check_error("a = a + 1; a", &names, 1, 5, "there is no 'a'; the names are x, y");
    check_error("weight = 2; c", &nine, 1, 1, "'weight' is a parameter and can't be assigned");
    check_error("a = 1; x = 2; a", &names, 1, 8, "'x' is a parameter and can't be assigned");
    check_error("sum(i, 1, 3, i*x) + i", &names, 1, 21,
                "there is no 'i'; the names are x, y (more: " SETTING("params x,i") ")");
    check_error("sum(i, 1, 3, i*z)", &names, 1, 16,
                "there is no 'z'; the names are x, y (more: " SETTING("params z") ")");
    check_error("sum(i, 1, 0, i*z)", &names, 1, 16,
                "there is no 'z'; the names are x, y (more: " SETTING("params z") ")");
    check_error("sum(i, 1, x, y)", &names, 1, 11,
                "a bound of a sum or a product has to be a constant");
    check_error("sum(i, 2 + x, 3, y)", &names, 1, 8,
                "a bound of a sum or a product has to be a constant");
    check_error("prod(i, 1, 5/2, y)", &names, 1, 12,
                "a bound of a sum or a product has to be whole, not 2.5");
    check_error("sum(i, 1/0, 5, y)", &names, 1, 8,
                "a bound of a sum or a product has to be whole, not inf");
    check_error("x + sum(i, 1, 100000, x)", &names, 1, 5, "sum of 100000 terms: at most 4096");
    check_error("prod(i, 0, 4096, x)", &names, 1, 1, "prod of 4097 terms: at most 4096");
    check_error("sum(i, 1, 4096, sum(j, 1, i, x))", &names, 1, 17,
                "written out, the sums and products have more than 65536 terms");
    static const char *const greek[] = {"α", "γ_1", "βeta"};
    static const struct formula_names three = {.name = greek, .parameters = 3};
    check_error("β", &three, 1, 1,
                "there is no 'β'; the names are α, γ_1, βeta (more: " SETTING("params β") ")");
    check_error("α + γ_2", &three, 1, 5, "there is no 'γ_2'; did you mean 'γ_1'?");
    check_error("beta", &three, 1, 1, "there is no 'beta'; did you mean 'βeta'?");
    check_error("x +", &names, 1, 4, "expected a value, not the end");
    check_error("", &names, 1, 1, "expected a value, not the end");
}

static void test_name_ok(void **state)
{
    (void)state;
    static const char *const good[] = {"x",  "_",  "w1", "Loss_2", "norma", "λ",
                                       "θ₁", "Δx", "µ",  "α_2",    "Ω",     "ϵ"};
    static const char *const bad[] = {"",    "1x", "a b", "a-b", "ж",    "x\x1b", "sin",  "if",
                                      "min", "pi", "e",   "and", "norm", "dot",   "or",   "not",
                                      "sum", "π",  "₁x",  "x²",  "mod",  "ln",    "\xce", "ά"};
    struct error error = {0};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(formula_name_ok(good[i], &error));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct formula_names one = {.name = &bad[i], .parameters = 1};
        assert_false(formula_name_ok(bad[i], &error));
        check_harmless_message(&error);
        check_error("1", &one, 0, 0, error.message);
    }
    char longest[NAME_SIZE + 1] = {0};
    memset(longest, 'a', NAME_SIZE - 1);
    assert_true(formula_name_ok(longest, NULL));
    longest[NAME_SIZE - 1] = 'a';
    assert_false(formula_name_ok(longest, NULL));
}

/* About the most that the limits allow to differentiate: 4,000 terms, 16 parameters. */
static void test_largest(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "b", "c", "d", "g", "h", "i", "j",
                                          "k", "l", "m", "n", "o", "p", "q", "r"};
    static const struct formula_names sixteen = {.name = letters, .parameters = 16};
    static char text[32 * 1024];
    size_t size = (size_t)sprintf(text, "t = r;");
    for (int i = 0; i < 1360; i++)
        size += (size_t)sprintf(text + size, "t = atan2(t, %s);", letters[i % 16]);
    sprintf(text + size, "t");
    struct error error = {0};
    struct formula *formula = formula_compile(text, strlen(text), &sixteen, &error);
    if (!formula)
        fail_msg("%d:%d: %s", error.line, error.column, error.message);
    assert_int_equal(formula->hessian.outputs, 1 + 16 + 16 * 17 / 2);
    formula_free(formula);
}

/* The longest sum there may be. */
static void test_longest_sum(void **state)
{
    (void)state;
    const double n = 4096;
    check("sum(i, 1, 4096, i*x^2)", 1, 0,
          (double[ALL]){n * (n + 1) / 2, n * (n + 1), 0, n * (n + 1), 0, 0}, ALL);
    check("sum(i, 1, 64, sum(j, 1, 64, (x-i*j)^2))", 0, 0,
          (double[ALL]){89440.0 * 89440, -2 * 2080.0 * 2080, 0, 2 * n, 0, 0}, ALL);
}

/* h[i][j] stands where the header says, whichever way round, and is d2f/didj. */
static void test_hessian_output(void **state)
{
    (void)state;
    static const char *const abcd[] = {"a", "b", "c", "d"};
    static const struct formula_names four = {.name = abcd, .parameters = 3, .variables = 1};
    const char *text = "1*a*a + 2*a*b + 3*a*c + 4*b*b + 5*b*c + 6*c*c + a*d";
    static const double want[3][3] = {{2, 2, 3}, {2, 8, 5}, {3, 5, 12}};
    struct formula *formula = formula_compile(text, strlen(text), &four, NULL);
    assert_non_null(formula);
    assert_string_equal(formula->text, text);
    assert_int_equal(formula->hessian.outputs, 1 + 3 + 6);
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, &formula->hessian, 1));
    *evaluator_input(&evaluator, 3) = 7;
    evaluator_run(&evaluator, 1);
    assert_true(*evaluator_output(&evaluator, 1) == 7);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            assert_true(*evaluator_output(&evaluator, formula_hessian_output(formula, i, j)) ==
                        want[i][j]);
    evaluator_release(&evaluator);
    formula_free(formula);
    formula_free(NULL);
}

/* A part is what its name stands for, whatever comes after it. */
static void test_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part; /* NULL: the last */
        double value;            /* at x = 2, y = 3; NAN: there is none */
    } rows[] = {
        {"a = x + y; b = a^2; b - y", "a", 5},
        {"a = x + y; b = a^2; b - y", "b", 25},
        {"a = x + y; b = a^2; b - y", NULL, 25},
        {"a = x + y; b = a^2; b - y", "c", NAN},
        {"a = x; c = a*y; c + 1", "c", 6},
        {"x + y", NULL, NAN},
        {"a = x; 1/0*a", "a", 2},
        {"y = x; y", NULL, NAN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct formula *formula = formula_compile(rows[i].text, strlen(rows[i].text), &names, NULL);
        struct program program = {0};
        struct error error = {0};
        bool known = formula && formula_part(formula, rows[i].part, &program, &error);
        assert_int_equal(known, !isnan(rows[i].value));
        assert_int_equal(known || !formula, error.message[0] == '\0');
        if (known) {
            struct evaluator evaluator;
            assert_true(evaluator_init(&evaluator, &program, 1));
            *evaluator_input(&evaluator, 0) = 2;
            *evaluator_input(&evaluator, 1) = 3;
            evaluator_run(&evaluator, 1);
            check_near(rows[i].text, *evaluator_output(&evaluator, 0), rows[i].value, 0, 1);
            evaluator_release(&evaluator);
        }
        program_release(&program);
        formula_free(formula);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_powers),       cmocka_unit_test(test_kinks),
        cmocka_unit_test(test_ackley),       cmocka_unit_test(test_whole),
        cmocka_unit_test(test_mod),          cmocka_unit_test(test_erf),
        cmocka_unit_test(test_series),       cmocka_unit_test(test_not_finite),
        cmocka_unit_test(test_stable_forms), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_name_ok),      cmocka_unit_test(test_largest),
        cmocka_unit_test(test_longest_sum),  cmocka_unit_test(test_hessian_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
