/* The parameters in the units of the file, of losses of one's own: they predict on raw columns what
 * the others do on standardized ones. */
#include "learn.h"

#include "problem/learning.h"
#include "problem/raw.h"

#define FIVE "x,y,z,k\n1,10,3,0\n2,30,1,0\n4,20,4,1\n5,60,1,1\n9,80,2,1\n"

static const double at[4] = {0.5, -0.25, 0.75, 1.5};

/* With these settings on standardized columns there are raw parameters, with which the same loss on
 * raw columns is `scale` times as large at every row, so that on average, too. */
static void check_raw(const struct setting *scaled, const struct setting *plain, int y_squares)
{
    struct simulation *a = learn_text(FIVE, scaled), *b = learn_text(FIVE, plain);
    struct objective *standardized = simulation_objective(a), *raw = simulation_objective(b);
    const struct learning *learning = standardized->learning;
    double x[PARAMETERS_MAX], scale = 1;
    if (!raw_parameters(standardized, at, x, NULL))
        fail_msg("%s: no raw parameters", standardized->formula->text);
    int y = learning_find(learning, "y");
    for (int i = 0; i < y_squares; i++)
        scale *= learning->column[y].deviation;
    check_near(standardized->formula->text, objective_value(raw, x),
               scale * objective_value(standardized, at), 1e-12, 1);
    assert_false(raw_parameters(raw, at, x, NULL)); /* nothing is standardized */
    simulation_free(a);
    simulation_free(b);
}

#define CHECK(loss, params, columns, y_squares)                                                    \
    check_raw(SETTINGS({"loss", loss}, {"params", params}, {"standardize", columns}),              \
              SETTINGS({"loss", loss}, {"params", params}), y_squares)

static void test_losses(void **state)
{
    (void)state;
    CHECK("(w*x + b - y)^2", "w,b", "all", 2);
    CHECK("(w*x + b - y)^2", "w,b", "x", 0);
    CHECK("(y - (b + w*x))^2", "w,b", "x,y", 2);
    CHECK("p = b + u*x + v*z; (p - y)^2/2", "u,v,b", "all", 2);
    CHECK("p = u*x + v*z + b; abs(y - p)", "u,v,b", "x,y,z", 1);
    CHECK("r = w*x - y + b; r*r", "w,b", "all", 2);
    CHECK("q = w*x + b; softplus(q) - k*q", "w,b", "all", 0);
    CHECK("q = u*x + v*z + b; -k*log(sigmoid(q)) - (1-k)*log(1-sigmoid(q))", "u,v,b", "all", 0);
    CHECK("(a*(tanh(w*x + b)) - y)^2", "w,b,a", "x", 0);
    CHECK("(2*(w*x + b)/3 - y)^2", "w,b", "all", 2);
}

/* Where the loss does not make up for the scale: no intercept, a square of a column, two parameters
 * in a product, a target inside of something else. */
static void test_none(void **state)
{
    (void)state;
    static const char *const losses[] = {
        "(w*x - y)^2 + 0*b",
        "(w*x^2 + b - y)^2",
        "(w*b*x + b - y)^2",
        "(tanh(w*x + b) - y)^2",
        "(w*x + b*z - y)^2",
        "exp(w*x) + b",
        "(w*x + b - y)^2 + (w - 2*x)^2",
    };
    for (size_t i = 0; i < COUNT(losses); i++) {
        double raw[PARAMETERS_MAX];
        struct simulation *simulation = learn_text(
            FIVE, SETTINGS({"loss", losses[i]}, {"params", "w,b"}, {"standardize", "all"}));
        if (raw_parameters(simulation_objective(simulation), at, raw, NULL))
            fail_msg("%s has raw parameters", losses[i]);
        simulation_free(simulation);
    }
    struct simulation *bowl = simulate(SETTINGS({"surface", "bowl"}));
    double raw[2];
    assert_false(raw_parameters(simulation_objective(bowl), at, raw, NULL));
    simulation_free(bowl);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
