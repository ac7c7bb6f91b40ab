/* Test functions of the literature, as people write them, against values and gradients that were
 * computed with 40 digits from definitions of their own. */
#include "check.h"

#include "base/error.h"
#include "formula/formula.h"

enum { MOST = 3 };

static const struct {
    const char *name, *text;
    const char *parameters[MOST];
    double x[MOST], want[1 + MOST]; /* the value, and the gradient */
} rows[] = {
    {"Ackley",
     "-20*exp(-0.2*√((x₁²+x₂²+x₃²)/3)) − exp((cos(2*π*x₁)+cos(2*π*x₂)+cos(2*π*x₃))/3) + 20 + e;",
     {"x₁", "x₂", "x₃"},
     {0.3, -1.7, 2.2},
     {7.3352854592621406, 1.9763091240207652, 0.7804203825057588, 3.1124034284600219}},
    {"Griewank",
     "1 + (x₁²+x₂²+x₃²)÷4000 − cos(x₁)·cos(x₂/√2)·cos(x₃/√3)",
     {"x₁", "x₂", "x₃"},
     {3.1, -40.5, 7.25},
     {1.8949568892544978, 0.021082829443810953, 0.10599552893563747, -0.46249049500135514}},
    {"Styblinski-Tang",
     "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
     {"x", "y"},
     {-2.9, 2.75},
     {-64.195246875, 0.12200000000000306, 0.09375}},
    {"Michalewicz",
     "−(sin(x)*sin(x²/π)^20 + sin(y)*sin(2*y²/π)^20)",
     {"x", "y"},
     {2.1, 1.6},
     {-1.6175765935000667, -2.5589217221352653, 2.3496725075220423}},
    {"Schwefel",
     "418.9829*3 - α*sin(√abs(α)) - β*sin(√abs(β)) - γ*sin(√abs(γ))",
     {"α", "β", "γ"},
     {420.5, -302.25, 25.5},
     {561.52113285017118, -0.11826152141471117, 0.069622291380439754, 0.10789570611640647}},
    {"Levy",
     "w = 1 + (x-1)/4; v = 1 + (y-1)/4; sin(π*w)² + (w-1)²*(1 + 10*sin(π*w+1)²) + (v-1)²*(1 + sin(2*π*v)²)",
     {"x", "y"},
     {-3.3, 4.8},
     {7.7341145573393837, 5.5996131100111399, -0.31291158717286913}},
    {"Zakharov",
     "s = sum(i, 1, 1, 0.5*i*x₁) + sum(i, 2, 2, 0.5*i*x₂); x₁² + x₂² + s² + s⁴",
     {"x₁", "x₂"},
     {-1.5, 3.25},
     {58.125, 30.75, 74.0}},
    {"Dixon-Price",
     "(x₁−1)² + 2*(2*x₂²−x₁)² + 3*(2*x₃²−x₂)²",
     {"x₁", "x₂", "x₃"},
     {2.5, -1.25, 0.75},
     {19.953125, 0.5, -26.75, 42.75}},
    {"Trid",
     "(x₁−1)² + (x₂−1)² + (x₃−1)² − x₂*x₁ − x₃*x₂",
     {"x₁", "x₂", "x₃"},
     {3.0, 4.5, -2.0},
     {20.75, -0.5, 6.0, -10.5}},
    {"Alpine",
     "abs(x*sin(x) + 0.1*x) + abs(y*sin(y) + 0.1*y)",
     {"x", "y"},
     {7.5, -4.2},
     {11.865618069947612, 3.6377648605374324, -3.0306712220445258}},
    {"Shubert",
     "sum(i, 1, 5, i*cos((i+1)*x + i)) * sum(i, 1, 5, i*cos((i+1)*y + i))",
     {"x", "y"},
     {-1.4, 0.8},
     {47.44974027136217, -30.251911522582144, 39.801833597393795}},
    {"Weierstrass",
     "sum(k, 0, 8, 0.5^k*(cos(2*π*3^k*(x+0.5)) + cos(2*π*3^k*(y+0.5)))) - 2*sum(k, 0, 8, 0.5^k*cos(π*3^k))",
     {"x", "y"},
     {0.125, -0.3125},
     {3.4581997333429396, 332.71292502903922, -132.11516565596255}},
    {"Shekel's foxholes",
     "1/(0.002 + sum(j, 0, 24, 1/(j + 1 + (x - 16*(mod(j, 5) - 2))^6 + (y - 16*(floor(j/5) - 2))^6)))",
     {"x", "y"},
     {-31.5, -15.25},
     {6.1178107370882095, 0.18293759020879144, 1.3891931973047244}},
    {"perm",
     "sum(k, 1, 3, ((1 + 10)*(x₁^k - 1) + (2 + 10)*(x₂^k - (1/2)^k) + (3 + 10)*(x₃^k - (1/3)^k))^2)",
     {"x₁", "x₂", "x₃"},
     {0.5, -1.5, 2.0},
     {7150.7250728737997, 2142.6319444444444, 3444.75, 22882.888888888889}},
    {"Vandermonde",
     "prod(i, 1, 3, prod(j, i + 1, 4, (x^j - y^i)^2 + 1))",
     {"x", "y"},
     {1.1, 0.9},
     {4.7910973551980529, 102.40559259484243, -36.374515864146278}},
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct formula_names names = {.name = rows[i].parameters};
        struct error error = {0};
        struct evaluator evaluator;
        while (names.parameters < MOST && rows[i].parameters[names.parameters])
            names.parameters++;
        struct formula *formula =
            formula_compile(rows[i].text, strlen(rows[i].text), &names, &error);
        if (!formula)
            fail_msg("%s: column %d: %s", rows[i].name, error.column, error.message);
        assert_true(evaluator_init(&evaluator, &formula->gradient, 1));
        for (int k = 0; k < names.parameters; k++)
            *evaluator_input(&evaluator, (size_t)k) = rows[i].x[k];
        evaluator_run(&evaluator, 1);
        for (int k = 0; k <= names.parameters; k++)
            check_near(rows[i].name, *evaluator_output(&evaluator, (size_t)k), rows[i].want[k],
                       1e-11, fabs(rows[i].want[0]));
        evaluator_release(&evaluator);
        formula_free(formula);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
