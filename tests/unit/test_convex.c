/* What is proved to be convex, what must not be, and that a proof is never wrong. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "formula/formula.h"

/* Parameters x and y, columns u and v. */
static const char *const xyuv[] = {"x", "y", "u", "v"};
static const struct formula_names names = {.name = xyuv, .parameters = 2, .variables = 2};

static struct formula *compile(const char *text)
{
    struct error error = {0};
    struct formula *formula = formula_compile(text, strlen(text), &names, &error);
    if (!formula)
        fail_msg("'%s': column %d: %s", text, error.column, error.message);
    return formula;
}

static bool is_convex(const char *text)
{
    struct formula *formula = compile(text);
    bool convex = formula->convex;
    formula_free(formula);
    return convex;
}

static const char *const convex[] = {
    "3",
    "x - 2*y + 1",
    "x^2 + y^2",
    "(10*x^2 + y^2)/2",
    "exp(x) + exp(-x) + y^2",
    "log(1 + exp(x)) + y^4",
    "(x + 2*y - 7)^2 + (2*x + y - 5)^2",         /* Booth */
    "0.26*(x^2 + y^2) - 0.48*x*y",               /* Matyas */
    "x^2 + y^2 + (0.5*x + y)^2 + (0.5*x + y)^4", /* Zakharov */
    "(x - 1)^2 + (y - 1)^2 - x*y",               /* Trid */
    "x^2 + 2*x*y + y^2",
    "0.01*x^2 + 0.06*x*y + 0.09*y^2",
    "sum(i, 1, 5, (i*x + y - 1/i)^2)",
    "abs(x) + abs(y)",
    "abs(x - 1)^3 + abs(y)^1.5",
    "hypot(x, y) + hypot(x - 3, y)",
    "sqrt(x^2 + y^2)",
    "sqrt(1 + x^2) + sqrt(0.01 + (x - y)^2)",
    "(1 + x^2 + y^2)^0.75",
    "hypot(1, x) + cosh(y)",
    "max(x, y, -x - y)",
    "max(x, y, 0)^2",
    "max(abs(x), abs(y))",
    "-min(x, y, 3)",
    "relu(1 - x)^2 + relu(y - 1)",
    "softplus(2*x - y) + softplus(-x)",
    "log(exp(x) + exp(y) + exp(-x - y))",
    "log(cosh(x)) + log1p(exp(x^2))",
    "x*log(x) + y*log(y)",
    "x*log(x) + (1 - x)*log(1 - x) + (1 + y)*log2(1 + y)",
    "(1 + x*u)*log1p(x*u) + y*log10(y)",
    "-log(x) - log(1 - x - y)",
    "-sqrt(x) - sqrt(1 - y^2)",
    "-log(1 - x^2 - y^2)",
    "1/sqrt(x) + x^-0.5 + 2^y + 0.5^x",
    "x^20 + y^6 + (x + y)^10",
    "exp(x)*exp(y^2)/3",
    "1/(sigmoid(x)) - log(1/(1 + exp(-y)))",
    "-log(sigmoid(x)) - log(1 - sigmoid(x + y))",
    "x^2/4 - (-(y^2))",
    "√(x²+1);",
    "sqrt(1 + x^2) - 1 + sqrt(y^2 + 0.01) - 0.1", /* pseudo-Huber */
    "abs(x)^5 + x^2*abs(x)",
    "-log(1 - exp(x)) + sqrt(y)^2",
    "log2(exp(x) + exp(2*y)) - log(exp(x)/(exp(x) + exp(y)))",
    "x^2.5 - x",
    /* With columns, whose signs are unknown: linear, ridge, logistic, Poisson, hinge, quantile. */
    "(x*u + y - v)^2",
    "(x*u + y - v)^2 + 0.1*(x^2 + y^2)",
    "abs(x*u/v + y*log(u) - v)",
    "p = x*u + y; softplus(p) - v*p",
    "p = x*u + y; exp(p) - v*p",
    "p = sigmoid(x*u + y); -(v*log(p) + (1 - v)*log(1 - p))",
    "p = 1/(1 + exp(-(x*u + y))); -v*log(p) - (1 - v)*log(1 - p)",
    "p = sigmoid(-x*u - y); -v*log(p) - (1 - v)*log(1 - p) + x^2",
    "relu(1 - v*(x*u + y))",
    "r = v - x*u - y; max(0.9*r, -0.1*r)",
    "r = v - x*u; hypot(1, r) + u^2*x^2",
    "if(u > 0, (x - v)^2, abs(y))",
    "if(v == 1, softplus(-x), softplus(x))",
};

static const char *const other[] = {
    "x*y",
    "x^2 - y^2",
    "-x^2",
    "x^3 + y^2",
    "(x*y)^2",
    "x^2*y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", /* Himmelblau */
    "(1 - x)^2 + 100*(y - x^2)^2",        /* Rosenbrock */
    "x^2 + y^2 + 2.0001*x*y",
    "x^2 + 3*x*y + y^2",
    "x^2 - abs(y)",
    "x^2 + floor(y)",
    "x^2 + sign(y)",
    "x^2 + 0*floor(y) + step(x)",
    "(x < y) + x^2",
    "not x",
    "mod(x, 2) + y^2",
    "log(x^2 + 1)",
    "log(x)",
    "-log(x^2)",
    "-log(x^2 + y^2)",
    "-log(hypot(x, y))",
    "sqrt(abs(x))",
    "sqrt(x) + y^2",
    "sqrt(exp(x) - 1)",
    "cbrt(x^2)",
    "abs(x)^0.5",
    "1/x",
    "1/x^2 + y^2",
    "1/(1 + x^2)",
    "1/(1 - x^2)",
    "-1/(x^2 + y^2 + 1)",
    "x^2/y",
    "x/(1 + abs(x))",
    "exp(-x^2)",
    "exp(-x)*x",
    "x*exp(x)",
    "sin(x) + x^2",
    "x^2 - cos(2*pi*x)", /* Rastrigin in one parameter */
    "-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + 20 + e",
    "tan(x)",
    "tanh(x)^2",
    "sigmoid(x)",
    "(sigmoid(x) - 1)^2",
    "atan(x) + erf(y)",
    "atan2(x, y)",
    "min(x^2, (y - 1)^2)",
    "max(x, y)^2",
    "max(-x^2, y)",
    "abs(x^2 - 1)",
    "(x^2 - 1)^2",
    "abs(x) - abs(y)",
    "hypot(x^2 - 1, y)",
    "cosh(x^2 - 1)",
    "sinh(x)",
    "x^2.5 - abs(x)",
    "if(x > 0, x^2, -x)",
    "if(x > 0, x, 0)*y",
    "relu(relu(x) - 1) - relu(x)",
    "relu(5 - sqrt(x))", /* 0 where the root is not defined */
    "relu(-log(x))",
    "sqrt(x^2 - 1)^2",
    "log(1 - exp(x))",
    "exp(x)/(exp(x) + exp(y))",
    "x^2*abs(y)",
    "x*abs(x)",
    "x^3*abs(x)",
    "x*(x/(hypot(2, x) + 1))",
    "x*log(1 - x)",
    "(1 + x)*log(1 - x)",
    "(1 - x)*log(x)",
    "(2 + x)*log(1 + x)",
    "x*log(y)",
    "x^2*log(x^2)",
    "1 - erf(x)",
    "x^y",
    "(-2)^x",
    "softplus(x)*softplus(-x)",
    "log(exp(x) - exp(y))",
    "log1p(x^2)",
    "expm1(x)^2",
    "prod(i, 1, 3, x - i)",
    "u*x^2 + y^2",
    "v*abs(x)",
    "(x*u)^2*v",
    "(x*u + y)*(x - v)",
    "log(u + exp(x))",
    "p = sigmoid(x*u + y); v*log(p) + (1 - v)*log(1 - p)",
    "p = sigmoid(x*u + y); -v*log(p) - (2 - v)*log(1 - p)",
    "p = sigmoid(x*u + y); -v*log(p) - (1 - u)*log(1 - p)",
    "p = sigmoid(x*u + y^2); -v*log(p) - (1 - v)*log(1 - p)",
    "p = sigmoid(x*u + y); -v*log(p) + (1 - v)*log(1 - p)",
    "if(u > 0, x^2, -x^2)",
    "if(x > u, x - u, 0)",
};

static void test_proved(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(convex); i++)
        if (!is_convex(convex[i]))
            fail_msg("%s is convex", convex[i]);
}

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(other); i++)
        if (is_convex(other[i]))
            fail_msg("%s is not convex", other[i]);
}

/* --- random formulas --- */

static double value_at(struct evaluator *evaluator, double x, double y, double u, double v)
{
    *evaluator_input(evaluator, 0) = x;
    *evaluator_input(evaluator, 1) = y;
    *evaluator_input(evaluator, 2) = u;
    *evaluator_input(evaluator, 3) = v;
    evaluator_run(evaluator, 1);
    return *evaluator_output(evaluator, 0);
}

/* Does f lie on or below its chords, and is it defined between points where it is? */
static void check_chords(const char *text, uint64_t *random)
{
    struct formula *formula = compile(text);
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, &formula->value, 1));
    for (int i = 0; i < 60; i++) {
        double size = i % 3 == 0 ? 0.3 : i % 3 == 1 ? 2 : 8, p[2], q[2];
        double u = check_uniform(random, -2, 2), v = check_uniform(random, -2, 2);
        for (int k = 0; k < 2; k++) {
            p[k] = check_uniform(random, -size, size);
            q[k] = check_uniform(random, -size, size);
        }
        double a = value_at(&evaluator, p[0], p[1], u, v),
               b = value_at(&evaluator, q[0], q[1], u, v);
        double m = value_at(&evaluator, (p[0] + q[0]) / 2, (p[1] + q[1]) / 2, u, v);
        if (!isfinite(a) || !isfinite(b))
            continue;
        if (!(m <= a / 2 + b / 2 + 1e-9 * (1 + fabs(a) + fabs(b))))
            fail_msg(
                "%s is not convex: %.17g at (%g, %g), %.17g at (%g, %g), %.17g between, u %g, v %g",
                text, a, p[0], p[1], b, q[0], q[1], m, u, v);
    }
    evaluator_release(&evaluator);
    formula_free(formula);
}

static void test_chords(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (size_t i = 0; i < COUNT(convex); i++)
        check_chords(convex[i], &random);
}

/* Formulas of random operations on the quantities made before. */
static void make_formula(uint64_t *random, struct buffer *text)
{
    static const char letters[] = "xyuvabcdfghij";
    static const char *const operations[] = {
        "A+B",
        "A+B",
        "A-B",
        "A*B",
        "A*A",
        "A^2",
        "A^3",
        "A^4",
        "A^1.5",
        "A^0.7",
        "A^-0.5",
        "A^18",
        "A/B",
        "1/A",
        "exp(A)",
        "log(A)",
        "log1p(A)",
        "sqrt(A)",
        "abs(A)",
        "relu(A)",
        "softplus(A)",
        "cosh(A)",
        "sinh(A)",
        "tanh(A)",
        "sigmoid(A)",
        "cbrt(A)",
        "expm1(A)",
        "max(A,B)",
        "min(A,B)",
        "hypot(A,B)",
        "-A",
        "2*A-1",
        "1-A",
        "1+A",
        "A*log(A)",
        "(1-A)*log(1-A)",
        "(1+A)*log1p(B)",
        "(B+1)*log(1+A)",
        "0.5^A",
        "A/3",
        "if(u<v,A,B)",
        "1-sigmoid(A)",
        "atan(A)",
        "sqrt(1+A^2)",
        "B+exp(A)",
        "sqrt(2+A^2)-sqrt(2)",
        "log(exp(A)+exp(B))",
        "log(1-exp(A))",
        "log(cosh(A))",
        "sqrt(A)^2",
        "1-erf(A)",
        "exp(A)/(exp(A)+exp(B))",
        "A*abs(A)",
        "A^2*abs(A)",
        "A^2*abs(B)",
        "hypot(A,B)^2",
    };
    int count = 4, last = 4 + 2 + check_below(random, 5);
    buffer_clear(text);
    for (; count < last; count++) {
        const char *operation = operations[check_below(random, COUNT(operations))];
        char a = letters[check_below(random, count)], b = letters[check_below(random, count)];
        if (check_below(random, 3) > 0) /* rather one of the last */
            a = letters[count - 1];
        buffer_format(text, "%c = ", letters[count]);
        for (const char *c = operation; *c; c++)
            buffer_fill(text, *c == 'A' ? a : *c == 'B' ? b : *c, 1);
        buffer_text(text, "; ");
    }
    buffer_fill(text, letters[count - 1], 1);
}

static void test_random(void **state)
{
    (void)state;
    uint64_t random = 7;
    struct buffer text = {0};
    int proved = 0;
    for (int i = 0; i < 20000; i++) {
        make_formula(&random, &text);
        if (is_convex(buffer_string(&text))) {
            check_chords(buffer_string(&text), &random);
            proved++;
        }
    }
    assert_in_range(proved, 5000, 18000);
    buffer_release(&text);
}

/* Semidefinite quadratics in many parameters: the sum of squares of random linear functions, with
 * and without a little less than nothing. */
static void test_quadratics(void **state)
{
    (void)state;
    static const char *const eight[] = {"a", "b", "c", "d", "f", "g", "h", "i"};
    static const struct formula_names many = {.name = eight, .parameters = 8};
    uint64_t random = 3;
    struct buffer text = {0};
    for (int i = 0; i < 200; i++) {
        double h[8][8] = {{0}};
        int rank = 1 + i % 8;
        for (int r = 0; r < rank; r++) {
            double w[8];
            for (int k = 0; k < 8; k++)
                w[k] = check_below(&random, 19) - 9;
            for (int k = 0; k < 64; k++)
                h[k / 8][k % 8] += w[k / 8] * w[k % 8];
        }
        bool broken = i % 2;
        h[i % 8][i % 8] = broken ? -1 : h[i % 8][i % 8];
        buffer_clear(&text);
        for (int k = 0; k < 64; k++)
            buffer_format(&text, "%+g*%s*%s", h[k / 8][k % 8], eight[k / 8], eight[k % 8]);
        struct formula *formula = formula_compile(buffer_string(&text), text.size, &many, NULL);
        assert_int_equal(formula->convex, !broken);
        formula_free(formula);
    }
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proved),     cmocka_unit_test(test_refused),
        cmocka_unit_test(test_chords),     cmocka_unit_test(test_random),
        cmocka_unit_test(test_quadratics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
