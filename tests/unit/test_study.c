/* What a study is made of: settings that are varied, and what became of a run. */
#include "simulate.h"

#include <limits.h>

#include "study/cases.h"
#include "study/outcome.h"
#include "study/study.h"
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

static void check_refused_by(const char *optimizer, const char *text, const char *message)
{
    struct scenario scenario;
    struct vary vary;
    struct error error = {0};
    scenario_of(&scenario, SETTINGS({"surface", "ravine"}, {"optimizer", optimizer}));
    assert_false(vary_read(&vary, text, &scenario, &error) && vary_check(&vary, &scenario, &error));
    assert_non_null(strstr(error.message, message));
    vary_release(&vary);
    scenario_release(&scenario);
}

static void check_refused(const char *text, const char *message)
{
    check_refused_by("adam", text, message);
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
    check_refused("lr=0.1,-1", "lr must be above 0");
    check_refused("beta1=0.9,2", "beta1 must be");
    check_refused("start=1,2", "start has 1 number");
    check_refused_by("newton", "lr=1,2",
                     "newton has no rate, each step finds its own length; it has c, ");
    check_refused_by("bfgs", "rate=1,2", "bfgs has no rate");
    check_refused_by("newton", "beta=0.1,0.2", "newton has no momentum");
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

/* --- cases --- */

static void begin_cases(struct cases *cases, const struct setting *settings)
{
    struct scenario scenario;
    scenario_of(&scenario, settings);
    assert_true(cases_begin(cases, &scenario, NULL));
    scenario_release(&scenario);
}

static bool vary(struct cases *cases, const char *text, struct error *error)
{
    struct vary vary;
    assert_true(vary_read(&vary, text, &cases->base, error));
    return cases_vary(cases, &vary, error);
}

static void check_case(const struct cases *cases, size_t i, double lr, double x, uint64_t seed)
{
    struct scenario scenario;
    double start[PARAMETERS_MAX];
    assert_true(cases_scenario(cases, i, &scenario, NULL));
    scenario_start(&scenario, start);
    assert_true(scenario.lr == lr && start[0] == x && scenario.seed == seed);
    cases_start(cases, i, start);
    assert_true(start[0] == x && cases_seed(cases, i) == seed);
    scenario_release(&scenario);
}

static void test_cases(void **state)
{
    (void)state;
    struct cases cases;
    begin_cases(&cases, SETTINGS({"surface", "ravine"}, {"seed", "7"}, {"steps", "30"}));
    assert_int_equal(cases_count(&cases), 1);
    cases_grid(&cases, (const int[]){0, 1}, (double[2][2]){{-2, 2}, {0, 3}}, 4, 3);
    cases.seeds = 2;
    assert_true(vary(&cases, "lr=0.1,0.2", NULL) && vary(&cases, "noise=0,1,2", NULL));
    assert_int_equal(cases_count(&cases), 4 * 3 * 2 * 3 * 2);
    check_case(&cases, 0, 0.1, -1.5, 7);
    check_case(&cases, 1, 0.1, -1.5, 8);
    check_case(&cases, 6, 0.2, -1.5, 7);
    check_case(&cases, 12, 0.1, -0.5, 7);
    assert_int_equal(cases_value(&cases, 5, 1), 2);
    double start[2];
    cases_start(&cases, 143, start);
    assert_true(start[0] == 1.5 && start[1] == 2.5);
    cases_release(&cases);
}

static void test_varied_seed(void **state)
{
    (void)state;
    struct cases cases;
    struct error error;
    begin_cases(&cases, SETTINGS({"surface", "ravine"}, {"noise", "0.1"}, {"steps", "20"}));
    assert_true(vary(&cases, "seed=3,9,3", NULL));
    check_case(&cases, 1, 0, 3.5, 9);
    struct study *study = study_create(&cases, 0, NULL, 3, &error);
    struct outcome outcome[3];
    assert_true(study_advance(study, LONG_MAX, &error));
    for (size_t i = 0; i < 3; i++)
        assert_true(study_outcome(study, i, &outcome[i]));
    assert_true(outcome[0].loss == outcome[2].loss && outcome[0].loss != outcome[1].loss);
    study_free(study);
    cases_release(&cases);
}

static void test_too_many_cases(void **state)
{
    (void)state;
    struct cases cases;
    struct error error;
    begin_cases(&cases, SETTINGS({"surface", "ravine"}));
    assert_true(vary(&cases, "lr=1:2:4000", &error));
    assert_false(vary(&cases, "lr=1,2", &error));
    assert_non_null(strstr(error.message, "lr is varied twice"));
    assert_false(vary(&cases, "noise=1:2:4000", &error));
    assert_non_null(strstr(error.message, "more than 10000000 cases"));
    cases_release(&cases);
}

/* --- studies --- */

static void check_alone(const struct cases *cases, const struct study *study, size_t i,
                        size_t number)
{
    struct scenario scenario;
    struct outcome outcome, alone;
    assert_true(study_outcome(study, i, &outcome));
    assert_true(cases_scenario(cases, number, &scenario, NULL));
    assert_true(outcome_of(&alone, &scenario, NULL));
    for (int k = 0; k < scenario.n; k++)
        assert_true(check_same_bits(outcome.end[k], alone.end[k]) &&
                    check_same_bits(outcome.start[k], alone.start[k]));
    assert_true(check_same_bits(outcome.loss, alone.loss));
    assert_int_equal(outcome.steps, alone.steps);
    assert_int_equal(outcome.evaluations, alone.evaluations);
    assert_int_equal(outcome.ending, alone.ending);
    scenario_release(&scenario);
}

static void begin_sweep(struct cases *cases)
{
    begin_cases(cases, SETTINGS({"surface", "himmelblau"}, {"optimizer", "momentum"},
                                {"noise", "0.1"}, {"steps", "200"}));
    assert_true(vary(cases, "lr=1e-3:0.1:log:4", NULL) && vary(cases, "beta=0,0.9", NULL));
    cases->seeds = 3;
}

/* In slices, in an order of its own. */
static void test_advance(void **state)
{
    (void)state;
    static const size_t order[] = {23, 0, 7, 16, 8, 1};
    struct cases cases;
    struct error error;
    begin_sweep(&cases);
    struct study *study = study_create(&cases, 0, order, 6, &error);
    double x[PARAMETERS_MAX], loss;
    assert_non_null(study);
    assert_false(study_now(study, 5, x, &loss));
    long slices = 0;
    for (; study_ended(study) < study_count(study); slices++)
        if (!study_advance(study, 100, &error))
            fail_msg("%s", error.message);
    assert_true(slices > 3);
    long evaluations = 0;
    for (size_t i = 0; i < 6; i++) {
        struct outcome outcome;
        check_alone(&cases, study, i, order[i]);
        study_outcome(study, i, &outcome);
        evaluations += outcome.evaluations;
    }
    assert_int_equal(study_evaluations(study), evaluations);
    study_free(study);
    cases_release(&cases);
}

/* All of them together. */
static void test_step(void **state)
{
    (void)state;
    struct cases cases;
    struct error error;
    begin_sweep(&cases);
    struct study *study = study_create(&cases, 4, NULL, 12, &error);
    double x[PARAMETERS_MAX], loss;
    struct outcome outcome;
    assert_non_null(study);
    assert_true(study_step(study, 7, &error) && study_now(study, 0, x, &loss));
    assert_false(study_outcome(study, 0, &outcome));
    for (int i = 0; i < 200; i++)
        assert_true(study_step(study, 1, &error));
    assert_int_equal(study_ended(study), 12);
    for (size_t i = 0; i < 12; i++)
        check_alone(&cases, study, i, 4 + i);
    study_free(study);
    cases_release(&cases);
}

/* A case that can't be run. */
static void test_refused_case(void **state)
{
    (void)state;
    struct cases cases;
    struct error error = {0};
    begin_cases(&cases, SETTINGS({"surface", "ravine"}));
    assert_true(vary(&cases, "lr=0.1,-1", NULL));
    struct study *study = study_create(&cases, 0, NULL, 2, &error);
    assert_false(study_advance(study, LONG_MAX, &error));
    assert_true(error.message[0]);
    assert_int_equal(study_ended(study), 1);
    study_free(study);
    cases_release(&cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_outcome),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_varied_seed),
        cmocka_unit_test(test_too_many_cases),
        cmocka_unit_test(test_advance),
        cmocka_unit_test(test_step),
        cmocka_unit_test(test_refused_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
