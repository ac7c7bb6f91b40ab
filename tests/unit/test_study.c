/* What a study is made of: settings that are varied, and what became of a run. */
#include "simulate.h"

#include "study/outcome.h"
#include "study/vary.h"

static void begin(struct scenario *scenario)
{
    scenario_of(scenario, SETTINGS({"surface", "ravine"}, {"optimizer", "adam"}));
}

static void check_values(const char *text, const double *value, size_t count)
{
    struct scenario scenario;
    struct vary vary;
    struct error error;
    begin(&scenario);
    if (!vary_read(&vary, text, &scenario, &error))
        fail_msg("%s: %s", text, error.message);
    assert_int_equal(vary.count, count);
    for (size_t i = 0; i < count; i++)
        check_near(text, vary.value[i], value[i], 1e-15, 0);
    assert_true(vary.value[0] == value[0] && vary.value[count - 1] == value[count - 1]);
    vary_release(&vary);
    scenario_release(&scenario);
}

static void test_values(void **state)
{
    (void)state;
    check_values("lr=1:3:5", (const double[]){1, 1.5, 2, 2.5, 3}, 5);
    check_values("lr=3:1:3", (const double[]){3, 2, 1}, 3);
    check_values("beta1=1e-3:1:log:4", (const double[]){1e-3, 1e-2, 1e-1, 1}, 4);
    check_values("noise=0.5,0,2", (const double[]){0.5, 0, 2}, 3);
    check_values("rate=0.1:0.2:2", (const double[]){0.1, 0.2}, 2);
}

static void check_refused(const char *text, const char *message)
{
    struct scenario scenario;
    struct vary vary;
    struct error error = {0};
    begin(&scenario);
    assert_false(vary_read(&vary, text, &scenario, &error));
    assert_non_null(strstr(error.message, message));
    vary_release(&vary);
    scenario_release(&scenario);
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("lr", "expected NAME=FROM:TO:COUNT");
    check_refused("=1,2", "expected NAME=");
    check_refused("lr=1:2", "expected NAME=");
    check_refused("lr=1:2:log", "'log' is not a number");
    check_refused("lr=1:2:1", "2");
    check_refused("lr=1:2:3:4", "expected NAME=");
    check_refused("lr=-1:2:log:3", "same sign");
    check_refused("lr=0:2:log:3", "same sign");
    check_refused("lr=a,b", "'a' is no number");
    check_refused("lrr=1,2", "there is no");
    check_refused("lr=1:2:99999", "4096");
}

/* Each value reaches the run, by the name of a setting, of a hyperparameter, or as momentum. */
static void test_set(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer, *vary, *plain_key, *plain_value;
    } rows[] = {
        {"gd", "lr=0.05,0.1", "lr", "0.1"},
        {"gd", "beta=0,0.5", "momentum", "0.5"},
        {"momentum", "beta=0,0.5", "momentum", "0.5"},
        {"adam", "beta2=0.9,0.99", "set", "beta2=0.99"},
        {"gd", "clip=1,0.5", "clip", "0.5"},
        {"gd", "seed=3,4", "seed", "4"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario varied, plain;
        struct vary vary;
        struct outcome a, b;
        scenario_of(&varied, SETTINGS({"surface", "beale"}, {"optimizer", rows[i].optimizer},
                                      {"noise", "0.1"}, {"steps", "50"}));
        assert_true(scenario_copy(&plain, &varied));
        assert_true(vary_read(&vary, rows[i].vary, &varied, NULL));
        assert_true(vary_set(&vary, 1, &varied, NULL));
        scenario_put(&plain, rows[i].plain_key, rows[i].plain_value);
        assert_true(outcome_of(&a, &varied, NULL) && outcome_of(&b, &plain, NULL));
        assert_true(check_same_bits(a.end[0], b.end[0]) && check_same_bits(a.loss, b.loss));
        assert_int_equal(a.steps, b.steps);
        vary_release(&vary);
        scenario_release(&varied);
        scenario_release(&plain);
    }
}

static void test_outcome(void **state)
{
    (void)state;
    struct scenario scenario;
    struct outcome outcome;
    scenario_of(&scenario, SETTINGS({"surface", "ravine"}, {"lr", "0.175"}));
    scenario_begin_at(&scenario, (const double[]){1, 2});
    assert_true(outcome_of(&outcome, &scenario, NULL));
    assert_true(outcome.start[0] == 1 && outcome.start[1] == 2);
    assert_int_equal(outcome.ending, ENDING_GLOBAL_MINIMUM);
    assert_int_equal(outcome.evaluations, outcome.steps + 1);
    assert_false(outcome.ran_away);
    scenario_put(&scenario, "lr", "0.3");
    assert_true(outcome_of(&outcome, &scenario, NULL));
    assert_int_equal(outcome.ending, ENDING_DIVERGED);
    assert_true(outcome.ran_away);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_outcome),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
