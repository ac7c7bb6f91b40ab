/* Sums of squares: what is one, and that the residuals' squares are the formula and their slopes
 * its gradient. */
#include "check.h"

#include "base/error.h"
#include "formula/squares.h"

static const char *const xy[] = {"x", "y"};
static const struct formula_names names = {.name = xy, .parameters = 2};

/* Those that are; how many residuals, and the constant that they leave out. */
static const struct {
    const char *text;
    size_t count;
    double constant;
} squares[] = {
    {"x^2", 1, 0},
    {"x*x+y*y", 2, 0},
    {"(1-x)^2+100*(y-x^2)^2", 2, 0},
    {"(10*x^2+y^2)/2", 2, 0},
    {"3*(x^2+2*(y-1)^2)+7", 2, 7},
    {"(x^2+y^2)-1e3", 2, -1000},
    {"2*x*x", 1, 0},
    {"(x*y)^2", 1, 0},
    {"x*y*x*y", 1, 0},
    {"x^4+y^6", 2, 0},
    {"(x-y)^2/9", 1, 0},
    {"x^2/(1+y^2)^2", 1, 0},
    {"(x-3)^20", 1, 0},
    {"-(-(x^2))", 1, 0},
    {"x^2-(-3*y^2)", 2, 0},
    {"u=x-2; v=exp(y)-x; u^2+v^2", 2, 0},
    {"exp(x)*exp(x)", 1, 0},
    {"(-x)*(-x)", 1, 0},
    {"sum(i,1,5,(x*i-sin(y))^2)", 5, 0},
};

/* Those that are none, though some are never negative. */
static const char *const others[] = {
    "x",      "x^3",           "x^2+y", "x^2-y^2",    "-x^2",  "x^2*y",        "exp(x)",
    "abs(x)", "x^2+2*x*y+y^2", "5",     "-2*(x-1)^2", "x^2/y", "log(x)^3+y^2",
};

static double sum_of_squares(const struct squares *sum, const double *x, double *g)
{
    struct evaluator evaluator;
    double f = 0;
    assert_true(evaluator_init(&evaluator, &sum->program, 1));
    *evaluator_input(&evaluator, 0) = x[0];
    *evaluator_input(&evaluator, 1) = x[1];
    evaluator_run(&evaluator, 1);
    g[0] = g[1] = 0;
    for (size_t k = 0; k < sum->count; k++) {
        double r = *evaluator_output(&evaluator, k);
        f += r * r;
        for (size_t i = 0; i < 2; i++)
            g[i] += 2 * r * *evaluator_output(&evaluator, sum->count + 2 * k + i);
    }
    evaluator_release(&evaluator);
    return f;
}

static void check_squares(const char *text, size_t count, double constant)
{
    static const double x[2] = {0.7, -1.3};
    struct error error;
    struct evaluator evaluator;
    struct formula *formula = formula_compile(text, strlen(text), &names, &error);
    struct squares *sum = squares_compile(formula, &error);
    double g[2];
    if (!sum)
        fail_msg("%s: %s", text, error.message);
    assert_int_equal(sum->count, count);
    assert_true(evaluator_init(&evaluator, &formula->gradient, 1));
    *evaluator_input(&evaluator, 0) = x[0];
    *evaluator_input(&evaluator, 1) = x[1];
    evaluator_run(&evaluator, 1);
    double f = sum_of_squares(sum, x, g);
    check_near(text, f + constant, *evaluator_output(&evaluator, 0), 1e-14, 1);
    check_near(text, g[0], *evaluator_output(&evaluator, 1), 1e-13, 1);
    check_near(text, g[1], *evaluator_output(&evaluator, 2), 1e-13, 1);
    evaluator_release(&evaluator);
    formula_free(formula);
    squares_free(sum);
}

static void test_squares(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(squares); i++)
        check_squares(squares[i].text, squares[i].count, squares[i].constant);
}

static void test_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++) {
        struct error error = {0};
        struct formula *formula = formula_compile(others[i], strlen(others[i]), &names, &error);
        if (squares_compile(formula, &error))
            fail_msg("%s is taken for a sum of squares", others[i]);
        assert_non_null(strstr(error.message, "sum of squares"));
        formula_free(formula);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_squares),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
