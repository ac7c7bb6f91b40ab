/* What theory says of descents, and that descents do it. */
#include "shipped.h"
#include "simulate.h"

#include "insight/theory.h"
#include "insight/verdict.h"

static void test_tunings(void **state)
{
    (void)state;
    /* kappa 100: (100-1)/(100+1); ((10-1)/(10+1))^2 = 81/121; r = sqrt(301). */
    struct tuning gd = tuning_gd(100, 1), momentum = tuning_momentum(100, 1);
    struct tuning nesterov = tuning_nesterov(100, 1);
    check_near("gd", gd.lr, 2.0 / 101, 1e-14, 0);
    check_near("gd", gd.contraction, 99.0 / 101, 1e-14, 0);
    check_near("momentum", momentum.beta, 81.0 / 121, 1e-14, 0);
    check_near("momentum", momentum.lr, 4.0 / 121, 1e-14, 0); /* (2/(sqrt L + sqrt mu))^2 */
    check_near("momentum", momentum.contraction, 9.0 / 11, 1e-14, 0);
    check_near("nesterov", nesterov.lr, 4.0 / 301, 1e-14, 0);
    check_near("nesterov", nesterov.contraction, 1 - 2 / sqrt(301), 1e-14, 0);
}

static void test_radius(void **state)
{
    (void)state;
    check_near("two roots", tuning_radius(5, 6), 3, 1e-15, 0);
    check_near("negative", tuning_radius(-5, 6), 3, 1e-15, 0);
    check_near("a pair", tuning_radius(0, 0.25), 0.5, 1e-15, 0);
    check_near("one root", tuning_radius(-0.75, 0), 0.75, 1e-15, 0);
}

/* The slowest direction rules in the long run, and a momentum beyond the best one oscillates, so
 * the settings here leave one real root in front. */
static void test_predicted_is_measured(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"gd", "0.05"},
        {"momentum", "0.02"},
        {"nesterov", "0.02"},
        {"qhm", "0.1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "ravine"}, {"optimizer", rows[i][0]}, {"lr", rows[i][1]},
                              {"steps", "400"}));
        struct theory theory;
        if (i > 0)
            assert_true(simulation_set(simulation, "set", "beta=0.3", NULL));
        simulation_run(simulation, 400);
        theory = theory_on(simulation);
        assert_true(theory.known);
        check_near("condition", theory.condition, 10, 1e-12, 0);
        check_near(rows[i][0], theory.measured, theory.predicted, 1e-6, 0);
        simulation_free(simulation);
    }
}

/* The curvature that counts is that of the regularised function: 1 + 0.5. */
static void test_l2(void **state)
{
    (void)state;
    struct theory theory;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"l2", "0.5"}, {"lr", "0.1"}, {"steps", "60"}));
    simulation_run(simulation, 60);
    theory = theory_on(simulation);
    check_near("predicted", theory.predicted, 0.85, 1e-12, 0);
    check_near("measured", theory.measured, 0.85, 1e-9, 0);
    simulation_free(simulation);
}

/* Swings even out in what is measured, and noise and mini-batches are not measured at all. */
static void test_measured(void **state)
{
    (void)state;
    struct theory theory;
    struct simulation *simulation = simulate(
        SETTINGS({"surface", "ravine"}, {"momentum", "0.9"}, {"lr", "0.1"}, {"steps", "200"}));
    simulation_run(simulation, 200);
    theory = theory_on(simulation);
    assert_int_equal(theory.window, 50);
    check_near("swings", theory.measured, sqrt(0.9), 0.02, 0);
    assert_true(simulation_set(simulation, "noise", "0.1", NULL));
    theory = theory_on(simulation);
    assert_true(isnan(theory.measured));
    simulation_free(simulation);
    char path[SHIPPED_PATH];
    simulation = simulate(SETTINGS({"data", shipped("line.csv", path)}, {"steps", "50"}));
    simulation_run(simulation, 50);
    theory = theory_on(simulation);
    check_near("data", theory.measured, theory.predicted, 0.06, 0);
    check_set(simulation, "batch", "10");
    theory = theory_on(simulation);
    assert_true(isnan(theory.measured));
    simulation_free(simulation);
}

/* No Hessian, no theory; and no "nan". */
static void test_no_curvature(void **state)
{
    (void)state;
    struct theory theory;
    struct theory_words words;
    struct simulation *simulation = simulate(SETTINGS({"function", "log(x)"}, {"start", "-1,1"}));
    theory = theory_on(simulation);
    theory_say(&theory, &words);
    assert_int_equal(words.count, 1);
    assert_string_equal(words.line[0].what, "curvature");
    assert_string_equal(words.line[0].text, "unknown here, so theory is silent");
    simulation_free(simulation);
}

static void test_unknown(void **state)
{
    (void)state;
    struct theory theory;
    struct simulation *simulation = simulate(SETTINGS({"surface", "saddle"}, {"steps", "3"}));
    theory = theory_on(simulation);
    assert_false(theory.known);
    assert_true(isnan(theory.measured));
    simulation_free(simulation);
    simulation = simulate(SETTINGS({"surface", "bowl"}, {"optimizer", "adam"}));
    theory = theory_on(simulation);
    assert_true(theory.known);
    assert_true(isnan(theory.predicted));
    simulation_free(simulation);
}

/* At a rate: the ravine's 0.175 * 1 and 0.175 * 10; the bowl's 0.1; past the best rate the steep
 * end rules; and the flat one alone, where nothing less would do. */
static void test_beta_at_a_rate(void **state)
{
    (void)state;
    static const struct {
        double lr, steepest, flattest, beta;
    } rows[] = {
        {0.175, 10, 1, 0.3},                      /* (1 - sqrt 0.175)^2 = 0.338 */
        {0.1, 1, 1, 0.5},                         /* (1 - sqrt 0.1)^2 = 0.468 */
        {3.5, 1, 0.9, 0.8},                       /* (1 - sqrt 3.5)^2 = 0.758 */
        {0.0175, 100, 1, 0.8},                    /* (1 - sqrt 0.0175)^2 = 0.753 */
        {0.001, 1000, 0.4, 0.95},                 /* 0.960 */
        {0.001, 1, 1e-9, 0.99},   {1, 1, 1, 0.1}, /* 0 would be none */
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_near("beta", tuning_beta_at(rows[i].lr, rows[i].steepest, rows[i].flattest),
                   rows[i].beta, 1e-15, 0);
}

/* The beta of every surface: the run comes to a rest of the same kind, in fewer steps; or does not
 * rest with it either. */
static void test_surfaces_have_a_beta(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *surface = table_row(&surfaces, i);
        char beta[40];
        struct verdict verdicts[2];
        long steps[2];
        snprintf(beta, sizeof beta, "%.17g", surface->beta);
        for (int k = 0; k < 2; k++) {
            struct simulation *simulation =
                simulate_to_end(SETTINGS({"surface", surface->name}, {"momentum", k ? beta : "0"}));
            verdicts[k] = verdict_on(simulation);
            steps[k] = simulation_now(simulation)->step;
            simulation_free(simulation);
        }
        bool same = verdicts[0].ending == verdicts[1].ending || verdicts[0].ending == ENDING_CAP;
        bool rests = verdicts[0].ending != ENDING_CYCLING;
        if (!same || (rests && steps[1] >= steps[0]))
            fail_msg("%s: %ld steps, %ld with %s: %s", surface->name, steps[0], steps[1], beta,
                     verdicts[1].sentence);
    }
}

/* The limits of the table are where the recurrences leave the unit circle. */
static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        double hyper[RULE_MAX_HYPER], trace, det;
        if (!row->recurrence)
            continue;
        for (int j = 0; j < optimizer_hypers(row); j++)
            hyper[j] = row->hyper[j].value;
        double limit = row->limit(hyper);
        row->recurrence(hyper, 0.999 * limit, &trace, &det);
        assert_true(tuning_radius(trace, det) < 1);
        row->recurrence(hyper, 1.001 * limit, &trace, &det);
        assert_true(tuning_radius(trace, det) > 1);
    }
}

/* f = a*x^2: L = 2a, so 1/(2a) lands at once, 1/a cycles for ever, and beyond it diverges. */
static void test_boundary(void **state)
{
    (void)state;
    static const struct {
        double part; /* of 1/a */
        enum ending ending;
    } rows[] = {
        {0.5, ENDING_GLOBAL_MINIMUM},
        {0.9, ENDING_GLOBAL_MINIMUM},
        {1, ENDING_CYCLING},
        {1.1, ENDING_DIVERGED},
    };
    static const double as[] = {0.5, 1, 4, 64};
    for (size_t i = 0; i < COUNT(rows) * COUNT(as); i++) {
        double a = as[i / COUNT(rows)], part = rows[i % COUNT(rows)].part;
        char function[40], lr[40];
        struct verdict verdict;
        snprintf(function, sizeof function, "%g*x^2", a);
        snprintf(lr, sizeof lr, "%.17g", part / a);
        struct simulation *simulation =
            simulate(SETTINGS({"function", function}, {"params", "x"}, {"start", "1"}, {"lr", lr}));
        simulation_run(simulation, 100000);
        verdict = verdict_on(simulation);
        if (verdict.ending != rows[i % COUNT(rows)].ending)
            fail_msg("a = %g, lr = %s: %s", a, lr, verdict.sentence);
        if (part == 0.5)
            assert_int_equal(simulation_now(simulation)->step, 1);
        simulation_free(simulation);
    }
}

/* With momentum the limit is 2(1+beta)/L; L = 2a. */
static void test_boundary_momentum(void **state)
{
    (void)state;
    static const double as[] = {0.5, 3}, parts[] = {0.97, 1.03};
    for (size_t i = 0; i < COUNT(as) * COUNT(parts); i++) {
        double a = as[i / 2], part = parts[i % 2];
        char function[40], lr[40];
        snprintf(function, sizeof function, "%g*x^2", a);
        snprintf(lr, sizeof lr, "%.17g", part * 2 * 1.5 / (2 * a));
        struct simulation *simulation =
            simulate(SETTINGS({"function", function}, {"params", "x"}, {"start", "1"}, {"lr", lr},
                              {"momentum", "0.5"}, {"stop", "grad"}));
        int ended = simulation_run(simulation, 100000);
        assert_int_equal(ended, part < 1 ? CRITERION_GRAD : CRITERION_DIVERGE);
        simulation_free(simulation);
    }
}

/* Steps to a millionth of the loss at (1, 1), at 1/L and with the best heavy ball. */
static void test_condition(void **state)
{
    (void)state;
    static const struct {
        double condition;
        long gd, momentum;
    } rows[] = {{10, 55, 16}, {100, 458, 58}, {1000, 3452, 204}};
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        bool heavy = i % 2;
        double condition = rows[i / 2].condition;
        struct tuning best = tuning_momentum(condition, 1);
        char function[64], lr[40], beta[40], loss[40];
        snprintf(function, sizeof function, "(%g*x^2+y^2)/2", condition);
        snprintf(lr, sizeof lr, "%.17g", heavy ? best.lr : 1 / condition);
        snprintf(beta, sizeof beta, "%.17g", heavy ? best.beta : 0);
        snprintf(loss, sizeof loss, "loss=%.17g", 1e-6 * (condition + 1) / 2);
        struct simulation *simulation =
            simulate(SETTINGS({"function", function}, {"start", "1,1"}, {"lr", lr},
                              {"momentum", beta}, {"stop", loss}));
        assert_int_equal(simulation_run(simulation, 10000), CRITERION_LOSS);
        assert_int_equal(simulation_now(simulation)->step,
                         heavy ? rows[i / 2].momentum : rows[i / 2].gd);
        simulation_free(simulation);
    }
}

/* Rosenbrock with momentum at 0.005 diverges, and with clipped gradients it does not. */
static void test_clipping(void **state)
{
    (void)state;
    static const char *const clips[][2] = {{"clip", "0"}, {"clip", "1"}, {"clip-value", "1"}};
    for (size_t i = 0; i < COUNT(clips); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"start", "-1.2,1"}, {"lr", "0.005"}, {"momentum", "0.9"},
                              {clips[i][0], clips[i][1]}, {"steps", "2000"}));
        int ended = simulation_run(simulation, 2000);
        assert_int_equal(ended, i == 0 ? CRITERION_DIVERGE : CRITERION_STEPS);
        if (i > 0)
            assert_true(simulation_now(simulation)->loss < 1);
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tunings),
        cmocka_unit_test(test_radius),
        cmocka_unit_test(test_predicted_is_measured),
        cmocka_unit_test(test_l2),
        cmocka_unit_test(test_measured),
        cmocka_unit_test(test_no_curvature),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_beta_at_a_rate),
        cmocka_unit_test(test_surfaces_have_a_beta),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_boundary_momentum),
        cmocka_unit_test(test_condition),
        cmocka_unit_test(test_clipping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
