/* What is known of a point, and what it costs. */
#include "learn.h"
#include "waiter.h"

#include "cost.h"

static struct asked cost_of(struct simulation *simulation)
{
    return simulation_objective(simulation)->asked;
}

/* Compares what it has cost since `from`, and begins to count anew. */
static void check_cost(const char *what, struct simulation *simulation, struct asked *from,
                       struct asked wanted)
{
    check_asked(what, simulation_objective(simulation), from, wanted);
}

static const struct asked nothing = {0}, gradient = {.gradients = 1}, hessian = {.hessians = 1};

/* A part is found once for a state, whoever asks for it. */
static void test_once_for_a_step(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "rosenbrock"}, {"start", "2,2"}));
    struct analysis analysis = {0};
    struct asked from = cost_of(simulation);
    for (int i = 0; i < 3; i++) {
        simulation_step(simulation);
        check_cost("a step", simulation, &from, gradient);
        analysis_stability(&analysis, simulation);
        check_cost("the gauge", simulation, &from, hessian);
        const struct quadratic *here = analysis_quadratic(&analysis, simulation);
        assert_true(here->n == 2 && here->finite && here->f == simulation_now(simulation)->loss);
        analysis_stability(&analysis, simulation);
        analysis_diagnosis(&analysis, simulation, false);
        check_cost("both again", simulation, &from, nothing);
    }
    simulation_free(simulation);
}

/* Where some curvature is downward, Newton's step shows whether a stationary point is near. */
static void test_near_a_saddle(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "x^2 - y^2 + y^4/100"}, {"start", "0.1,0.001"}));
    struct analysis analysis = {0};
    simulation_step(simulation);
    struct asked from = cost_of(simulation);
    assert_true(analysis_stability(&analysis, simulation)->near_rest);
    check_cost("the gauge", simulation, &from, (struct asked){.hessians = 2});
    check_set(simulation, "lr", "0.03");
    assert_true(analysis_stability(&analysis, simulation)->near_rest);
    check_cost("another rate", simulation, &from, nothing);
    simulation_free(simulation);
}

/* Another rate or optimizer changes no curvature; l2 does, and so does going back. */
static void test_what_changes_forget(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}));
    struct analysis analysis = {0};
    simulation_run(simulation, 20);
    double rate = analysis_stability(&analysis, simulation)->rate;
    struct asked from = cost_of(simulation);
    check_set(simulation, "lr", "0.002");
    double other = analysis_stability(&analysis, simulation)->rate;
    assert_true(other == 0.002 * analysis_quadratic(&analysis, simulation)->values[1]);
    assert_true(other != rate);
    check_set(simulation, "optimizer", "momentum");
    assert_true(analysis_stability(&analysis, simulation)->limit > 2);
    check_cost("settings", simulation, &from, nothing);
    double steepest = analysis_stability(&analysis, simulation)->steepest;
    check_set(simulation, "l2", "10");
    check_near("l2", analysis_stability(&analysis, simulation)->steepest, steepest + 10, 1e-9, 0);
    check_cost("l2", simulation, &from, hessian);
    assert_true(simulation_go(simulation, 19));
    from = cost_of(simulation);
    analysis_stability(&analysis, simulation);
    check_cost("a step back", simulation, &from, hessian);
    simulation_free(simulation);
}

/* At rest a change of the rate leaves what there is as it was found; the words are said anew. */
static void test_verdict_keeps_its_point(void **state)
{
    (void)state;
    struct simulation *simulation = simulate_to_end(SETTINGS({"surface", "bowl"}));
    struct analysis analysis = {0};
    assert_int_equal(analysis_verdict(&analysis, simulation)->ending, ENDING_GLOBAL_MINIMUM);
    assert_int_equal(analysis.verdict.criterion, CRITERION_GRAD);
    struct asked from = cost_of(simulation);
    analysis_verdict(&analysis, simulation);
    check_set(simulation, "lr", "0.01");
    const struct verdict *verdict = analysis_verdict(&analysis, simulation);
    assert_int_equal(verdict->ending, ENDING_GLOBAL_MINIMUM);
    assert_int_equal(verdict->at.kind, POINT_MINIMUM);
    check_cost("another rate", simulation, &from, nothing);
    /* Where the gradient counts as small only below another threshold, it is looked at anew. */
    check_set(simulation, "stop", "grad=1e-30");
    assert_int_equal(analysis_verdict(&analysis, simulation)->ending, ENDING_RUNNING);
    assert_true(cost_of(simulation).hessians > from.hessians);
    simulation_free(simulation);
}

/* A copy is as good as the original, as long as the state is the same. */
static void test_copy(void **state)
{
    (void)state;
    struct simulation *simulation = simulate_to_end(SETTINGS({"surface", "bowl"}));
    struct analysis analysis = {0};
    analysis_verdict(&analysis, simulation);
    struct analysis copy = analysis;
    struct asked from = cost_of(simulation);
    assert_string_equal(analysis_verdict(&copy, simulation)->sentence, analysis.verdict.sentence);
    check_cost("a copy", simulation, &from, nothing);
    simulation_step(simulation);
    check_cost("a step", simulation, &from, gradient);
    assert_int_equal(analysis_verdict(&copy, simulation)->step, simulation_now(simulation)->step);
    assert_int_equal(analysis.verdict.step, simulation_now(simulation)->step - 1);
    simulation_free(simulation);
}

/* What is interrupted is not ready, and not remembered; what was finished before is. */
static void test_not_ready(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("x,y\n1,2\n2,3\n3,5\n", SETTINGS({"model", "linear"}, {"steps", "5"}));
    struct objective *objective = simulation_objective(simulation);
    struct waiter waiter = {.stop = 1};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct analysis analysis = {0};
    simulation_run(simulation, 5);
    objective_listen(objective, &interrupt);
    interrupt_begin(&interrupt);
    assert_null(analysis_quadratic(&analysis, simulation));
    assert_null(analysis_stability(&analysis, simulation));
    assert_null(analysis_verdict(&analysis, simulation));
    assert_null(analysis_diagnosis(&analysis, simulation, true));
    assert_null(analysis_r2(&analysis, simulation));
    assert_non_null(analysis_diagnosis(&analysis, simulation, false));
    assert_true(interrupt_end(&interrupt));

    waiter = (struct waiter){.stop = 2}; /* the Hessian here is found, that at the start is not */
    interrupt_begin(&interrupt);
    assert_null(analysis_verdict(&analysis, simulation));
    assert_true(interrupt_end(&interrupt));
    struct asked from = cost_of(simulation);
    assert_non_null(analysis_quadratic(&analysis, simulation));
    check_cost("the quadratic", simulation, &from, nothing);
    assert_int_equal(analysis_verdict(&analysis, simulation)->ending, ENDING_CAP);
    from = cost_of(simulation);
    double r2 = *analysis_r2(&analysis, simulation);
    assert_true(*analysis_r2(&analysis, simulation) == r2 && r2 > 0.9 && r2 < 1);
    check_cost("R^2", simulation, &from, (struct asked){.others = 1, .rows = 3});
    assert_true(isnan(*analysis_accuracy(&analysis, simulation)));
    check_cost("accuracy", simulation, &from, nothing);
    struct analysis fresh = {0};
    assert_memory_equal(analysis_verdict(&fresh, simulation), &analysis.verdict,
                        sizeof analysis.verdict);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_once_for_a_step),
        cmocka_unit_test(test_near_a_saddle),
        cmocka_unit_test(test_what_changes_forget),
        cmocka_unit_test(test_verdict_keeps_its_point),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_not_ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
