/* R^2 and accuracy, by hand; and which column is the target. */
#include "learn.h"

#include "problem/score.h"

#define FOUR "x,y,k\n1,1,0\n2,3,0\n3,2,1\n4,6,1\n"

/* The score of a loss at w, b: NAN for none. */
static void check_score(const struct setting *settings, double w, double b, double r2,
                        double accuracy)
{
    struct simulation *simulation = learn_text(FOUR, settings);
    struct objective *objective = simulation_objective(simulation);
    double x[2] = {w, b};
    assert_int_equal(score_has_r2(objective), !isnan(r2));
    assert_int_equal(score_has_accuracy(objective), !isnan(accuracy));
    check_near("r2", score_r2(objective, x), r2, 1e-15, 1);
    check_near("accuracy", score_accuracy(objective, x), accuracy, 0, 0);
    simulation_free(simulation);
}

/* y has the mean 3 and the variation 4 + 0 + 1 + 9 = 14. */
static void test_r2(void **state)
{
    (void)state;
    /* residuals of y = x: 0, 1, -1, 2 */
    check_score(SETTINGS({"model", "linear"}), 1, 0, 1 - 6.0 / 14, NAN);
    check_score(SETTINGS({"model", "linear"}), 0, 3, 0, NAN);
    /* half of the square, and a penalty on the parameters: the residuals are the same */
    check_score(SETTINGS({"loss", "0.5*(y - w*x - b)^2 + 0.1*w^2"}, {"params", "w,b"}), 1, 0,
                1 - 6.0 / 14, NAN);
    /* another name, told by the parabola: in x the curvature is that of w */
    check_score(SETTINGS({"columns", "t=y"}, {"loss", "z = w*x + b; (z - t)^2"}, {"params", "w,b"}),
                1, 0, 1 - 6.0 / 14, NAN);
    /* standardized columns: w = 0 is the mean, whatever the scale */
    check_score(SETTINGS({"standardize", "all"}), 0, 0, 0, NAN);
}

static void test_accuracy(void **state)
{
    (void)state;
    /* k is 1 from x = 3 on; z = x - 2.5 tells all, z = x - 1.5 one less */
    const struct setting *logistic = SETTINGS({"columns", "y=k"}, {"model", "logistic"});
    check_score(logistic, 1, -2.5, NAN, 1);
    check_score(logistic, 1, -1.5, NAN, 0.75);
    check_score(logistic, -1, 2.5, NAN, 0);
    /* a line through classes has both; the variation of k is 1; residuals of z = x/4: 1/4, 1/2,
     * -1/4, 0; at x = 2 both are as good, which is told to be 0 */
    check_score(SETTINGS({"columns", "y=k"}, {"model", "linear"}), 0.25, 0, 1 - 0.375, 1);
    /* cross-entropy as it is in textbooks, and a hinge */
    check_score(
        SETTINGS({"loss", "p = sigmoid(w*x + b); -k*log(p) - (1-k)*log(1-p)"}, {"params", "w,b"}),
        1, -1.5, NAN, 0.75);
    check_score(
        SETTINGS({"columns", "y=k"}, {"loss", "relu(1 - (2*y - 1)*(w*x + b))"}, {"params", "w,b"}),
        1, -1.5, NAN, 0.75);
}

static void test_neither(void **state)
{
    (void)state;
    check_score(SETTINGS({"loss", "abs(w*x + b - y)"}, {"params", "w,b"}), 1, 0, NAN, NAN);
    check_score(SETTINGS({"loss", "(x + w)^2 + (k - b)^2"}, {"params", "w,b"}), 1, 0, NAN, NAN);

    struct simulation *level =
        learn_text("x,y\n1,0.1\n2,0.1\n3,0.1\n", SETTINGS({"model", "linear"}));
    assert_true(score_lacks_variation(simulation_objective(level)));
    assert_false(score_has_r2(simulation_objective(level)));
    simulation_free(level);

    struct simulation *simulation = simulate(SETTINGS({"surface", "bowl"}));
    assert_false(score_lacks_variation(simulation_objective(simulation)));
    struct objective *objective = simulation_objective(simulation);
    assert_false(score_has_r2(objective) || score_has_accuracy(objective));
    assert_true(isnan(score_r2(objective, NULL)) && isnan(score_accuracy(objective, NULL)));
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_r2),
        cmocka_unit_test(test_accuracy),
        cmocka_unit_test(test_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
