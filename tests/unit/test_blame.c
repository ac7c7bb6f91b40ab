/* Which operation leaves its domain, and where it stands. */
#include "check.h"

#include "base/error.h"
#include "learn.h"
#include "problem/objective.h"
#include "run/simulation.h"

static const char *const xy[] = {"x", "y"};

static const struct {
    const char *text;
    double x, y;
    enum formula_fault fault;
    const char *call;
    int column;
} blamed[] = {
    {"log(x)", -0.2, 0, FORMULA_DOMAIN, "log(-0.2)", 1},
    {"y^2 + log(x-1)", 0.5, 0, FORMULA_DOMAIN, "log(-0.5)", 7},
    {"ln(x)", 0, 0, FORMULA_POLE, "ln(0)", 1},
    {"log2(x)", -1, 0, FORMULA_DOMAIN, "log2(-1)", 1},
    {"log10(x)", -1, 0, FORMULA_DOMAIN, "log10(-1)", 1},
    {"log1p(x)", -2, 0, FORMULA_DOMAIN, "log1p(-2)", 1},
    {"log1p(x)", -1, 0, FORMULA_POLE, "log1p(-1)", 1},
    {"log(1+x)", -2, 0, FORMULA_DOMAIN, "log(-1)", 1},
    {"sqrt(x)", -4, 0, FORMULA_DOMAIN, "sqrt(-4)", 1},
    {"sqrt(x)^2", -4, 0, FORMULA_DOMAIN, "sqrt(-4)", 1},
    {"asin(x)", 1.5, 0, FORMULA_DOMAIN, "asin(1.5)", 1},
    {"acos(x)", 1.5, 0, FORMULA_DOMAIN, "acos(1.5)", 1},
    {"acos(x)", 1.00001, 0, FORMULA_DOMAIN, "acos(1.00001)", 1},
    {"asin(x)", -1 - 2.220446049250313e-16, 0, FORMULA_DOMAIN, "asin(-1.0000000000000002)", 1},
    {"pow(x,y)", -37.2, 1.0004, FORMULA_DOMAIN, "pow(-37.2,1.0004)", 1},
    {"x^y", -1.9996, -1.0004, FORMULA_DOMAIN, "(-1.9996)^(-1.0004)", 2},
    {"log(x)", -1e-9, 0, FORMULA_DOMAIN, "log(-1e-09)", 1},
    {"x^(1/3)", -0.2, 0, FORMULA_DOMAIN, "(-0.2)^0.333", 2},
    {"x^0.5", -0.2, 0, FORMULA_DOMAIN, "(-0.2)^0.5", 2},
    {"pow(x,y)", -0.2, -0.5, FORMULA_DOMAIN, "pow(-0.2,-0.5)", 1},
    {"1/x", 0, 0, FORMULA_POLE, "1/0", 2},
    {"y + x/x", 0, 1, FORMULA_DOMAIN, "0/0", 6},
    {"x^-2", 0, 0, FORMULA_POLE, "0^(-2)", 2},
    {"mod(x,y)", 1, 0, FORMULA_DOMAIN, "mod(1,0)", 1},
    {"exp(x)", 1000, 0, FORMULA_OVERFLOW, "exp(1000)", 1},
    {"cosh(x)", -1000, 0, FORMULA_OVERFLOW, "cosh(-1000)", 1},
    {"x^2", 1e200, 0, FORMULA_OVERFLOW, "1e+200^2", 2},
    {"x*y", 1e200, 1e200, FORMULA_OVERFLOW, "1e+200*1e+200", 2},
    {"exp(x) - exp(x)", 1000, 0, FORMULA_OVERFLOW, "exp(1000)", 1},
    {"0*log(x)", 0, 0, FORMULA_POLE, "log(0)", 3},
    /* What the value does not depend on there is not to blame. */
    {"if(x>0, sqrt(x), log(x))", -1, 0, FORMULA_DOMAIN, "log(-1)", 18},
    {"if(x>0, log(x), 1/y)", -1, 0, FORMULA_POLE, "1/0", 18},
    {"softplus(x) + log(1+exp(x)) + log(y)", 1000, -1, FORMULA_DOMAIN, "log(-1)", 31},
    /* Named parts and sums. */
    {"p = x*y; q = log(p); q^2 + p", 1, -2, FORMULA_DOMAIN, "log(-2)", 14},
    {"sum(i, 1, 3, log(x-i))", 2.5, 0, FORMULA_DOMAIN, "log(-0.5)", 14},
    {"y + prod(i, 1, 3, x*i)", 1e200, 0, FORMULA_OVERFLOW, "prod(1e+200,2e+200)", 5},
    {"max(x, log(y), 3)", 1, -1, FORMULA_DOMAIN, "log(-1)", 8},
};

static struct objective *objective_of(const char *text)
{
    struct error error = {0};
    struct objective *objective = objective_create(text, strlen(text), xy, 2, &error);
    if (!objective)
        fail_msg("%s: %s", text, error.message);
    return objective;
}

static void test_blamed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(blamed); i++) {
        struct objective *objective = objective_of(blamed[i].text);
        const double x[2] = {blamed[i].x, blamed[i].y};
        struct formula_blame blame = {.text = "nothing"};
        size_t row;
        bool found = objective_blame(objective, x, &blame, &row);
        if (!found || strcmp(blame.text, blamed[i].call) != 0 || blame.fault != blamed[i].fault ||
            blame.column != blamed[i].column || blame.line != 1)
            fail_msg("%s: %s, fault %d, column %d", blamed[i].text, blame.text, blame.fault,
                     blame.column);
        assert_int_equal(row, 0);
        objective_free(objective);
    }
}

static void test_fields(void **state)
{
    (void)state;
    struct objective *objective = objective_of("y +\n  x^(1/3)");
    struct formula_blame blame;
    size_t row;
    assert_true(objective_blame(objective, (double[2]){-8, 1}, &blame, &row));
    assert_string_equal(blame.name, "^");
    assert_int_equal(blame.operands, 2);
    assert_true(blame.operand[0] == -8 && blame.operand[1] == 1 / 3.0);
    assert_string_equal(blame.instead, "cbrt");
    assert_true(blame.line == 2 && blame.column == 4);
    objective_free(objective);
}

/* Powers of thirds, exactly or as people round them, have a cube root left of 0. */
static void test_thirds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool cbrt;
    } rows[] = {
        {"x^(1/3)", true},  {"x^(2/3)", true},  {"pow(x, 5/3)", true}, {"x^0.333", true},
        {"x^-(1/3)", true}, {"x^0.5", false},   {"x^0.25", false},     {"x^1.5", false},
        {"x^0.3", false},   {"x^0.999", false}, {"log(x)", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct objective *objective = objective_of(rows[i].text);
        struct formula_blame blame;
        size_t row;
        assert_true(objective_blame(objective, (double[2]){-8, 1}, &blame, &row));
        if ((blame.instead != NULL) != rows[i].cbrt)
            fail_msg("%s: %s", rows[i].text, blame.instead ? blame.instead : "nothing");
        objective_free(objective);
    }
}

static void test_nothing_to_blame(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, y;
    } fine[] = {
        {"x^2 + y", 1, 2},          {"if(x>0, log(x), 1)", -1, 0},
        {"log(1+exp(x))", 1000, 0}, {"x + y", INFINITY, 0},
        {"log(x)", NAN, 0},
    };
    for (size_t i = 0; i < COUNT(fine); i++) {
        struct objective *objective = objective_of(fine[i].text);
        struct formula_blame blame;
        size_t row;
        if (objective_blame(objective, (double[2]){fine[i].x, fine[i].y}, &blame, &row))
            fail_msg("%s: %s", fine[i].text, blame.text);
        objective_free(objective);
    }
}

/* With data: the first row where it happens. */
static void test_rows(void **state)
{
    (void)state;
    static const struct setting settings[] = {
        {"loss", "(log(w*x) - y)^2"}, {"params", "w"}, {"start", "2"}, {NULL, NULL}};
    struct simulation *simulation = learn_text("x,y\n1,1\n2,1\n-3,1\n-4,1\n", settings);
    struct objective *objective = simulation_objective(simulation);
    struct formula_blame blame;
    size_t row;
    assert_true(objective_blame(objective, (double[1]){2}, &blame, &row));
    assert_string_equal(blame.text, "log(-6)");
    assert_int_equal(row, 2);
    assert_int_equal(blame.column, 2);
    assert_true(objective_blame(objective, (double[1]){-2}, &blame, &row));
    assert_string_equal(blame.text, "log(-2)");
    assert_int_equal(row, 0);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blamed), cmocka_unit_test(test_fields),
        cmocka_unit_test(test_thirds), cmocka_unit_test(test_nothing_to_blame),
        cmocka_unit_test(test_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
