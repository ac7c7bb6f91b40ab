/* The table of optimizers: each row says what it must and descends; test_papers.c has the steps. */
#include "simulate.h"

#include "insight/verdict.h"

static void test_rows_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        struct range rate = {.least = 0, .most = 10, .open_least = true};
        const char *const texts[] = {row->name, row->title, row->when, row->source};
        assert_true(!row->rule != !row->method);
        for (size_t k = 0; k < COUNT(texts); k++)
            assert_true(texts[k] && texts[k][0] != '\0');
        assert_int_equal(strspn(row->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(row->name));
        assert_ptr_equal(table_find(&optimizers, row->name), row);
        assert_true(row->rate == 0 || range_check(&rate, "rate", row->rate, NULL));
        assert_non_null(strpbrk(row->source, "0123456789"));
    }
}

/* Every hyperparameter has a default in its range and a meaning; the rule needs just these. */
static void test_hyperparameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        char names[RULE_MAX_HYPER][NAME_SIZE];
        int count = optimizer_hypers(row);
        if (row->rule)
            assert_int_equal(rule_free_names(row->rule, strlen(row->rule), names, NULL), count);
        for (int k = 0; k < count; k++) {
            const struct hyperparameter *hyper = &row->hyper[k];
            assert_true(range_check(&hyper->range, hyper->name, hyper->value, NULL));
            assert_true(hyper->meaning && hyper->meaning[0] != '\0');
            assert_int_equal(optimizer_hyper(row, hyper->name), k);
            assert_true(row->method || optimizer_hyper(row, names[k]) >= 0);
        }
        assert_int_equal(optimizer_hyper(row, "nothing"), -1);
    }
}

/* Settings that make a rule's steps those it means to make: nothing by chance. */
static struct setting cool(const struct optimizer *row)
{
    return (struct setting){optimizer_hyper(row, "T") >= 0 ? "set" : NULL, "T=0"};
}

/* A row has a rate where its rule reads lr. */
static void test_rates(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        struct simulation *simulation = simulate(SETTINGS({"optimizer", row->name}));
        assert_int_equal(simulation_has_rate(simulation), row->rate > 0);
        simulation_free(simulation);
    }
}

static double run_on_bowl(const struct optimizer *row, const char *lr, long steps)
{
    struct setting rate = {lr ? "lr" : NULL, lr};
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"optimizer", row->name}, lr ? rate : cool(row),
                          lr ? cool(row) : rate));
    simulation_go(simulation, steps);
    double loss = simulation_now(simulation)->loss;
    simulation_free(simulation);
    return loss;
}

static void test_each_descends(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        enum { STEPS = 2000 }; /* some begin with steps of a thousandth */
        double start = run_on_bowl(row, NULL, 0), end = run_on_bowl(row, NULL, STEPS);
        if (!(end < 1e-2 * start))
            fail_msg("%s: at %g after %d steps from %g", row->name, end, STEPS, start);
    }
}

/* With the recommended rate, from where the surface begins, to where a run ends by itself. LAMB's
 * steps are a part of |theta|: away from 0 it needs a rate that falls. */
static void test_recommended_rates(void **state)
{
    (void)state;
    static const struct {
        const char *name, *schedule;
    } rows[] = {
        {"adabelief", "constant"},  {"yogi", "constant"},
        {"adan", "constant"},       {"lamb", "exponential:gamma=0.99"},
        {"prodigy", "constant"},    {"schedule-free", "constant"},
        {"polyak", "constant"},     {"lookahead", "constant"},
        {"adahessian", "constant"}, {"sophia", "constant"},
        {"langevin", "constant"},
    };
    static const char *const places[] = {"bowl", "ravine", "himmelblau"};
    for (size_t i = 0; i < COUNT(rows) * COUNT(places); i++) {
        const char *name = rows[i / 3].name, *surface = places[i % 3];
        struct verdict verdict;
        struct simulation *simulation =
            simulate(SETTINGS({"surface", surface}, {"optimizer", name},
                              {"schedule", i % 3 == 2 ? rows[i / 3].schedule : "constant"},
                              cool(table_find(&optimizers, name))));
        int ended = simulation_run(simulation, 1000000);
        verdict = verdict_on(simulation);
        if (ended != CRITERION_GRAD || verdict.ending != ENDING_GLOBAL_MINIMUM)
            fail_msg("%s on %s: %s", name, surface, verdict.sentence);
        simulation_free(simulation);
    }
}

/* A rule that takes over in mid-run begins as it would begin there: its memory is empty, its step
 * is the first, and where it starts is where it takes over. */
static void test_taking_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        char start[64];
        if (!row->rule)
            continue;
        struct simulation *late =
            simulate(SETTINGS({"surface", "himmelblau"}, {"start", "1,-1"}, {"lr", "0.001"}));
        simulation_go(late, 5);
        const double *x = simulation_now(late)->x;
        snprintf(start, sizeof start, "%.17g,%.17g", x[0], x[1]);
        check_set(late, "optimizer", row->name);
        struct simulation *fresh = simulate(SETTINGS({"surface", "himmelblau"}, {"start", start},
                                                     {"optimizer", row->name}, {"lr", "0.001"}));
        for (int k = 0; k < 20; k++) {
            simulation_step(late);
            simulation_step(fresh);
            if (memcmp(x, simulation_now(fresh)->x, 2 * sizeof *x) != 0)
                fail_msg("%s remembers what was before, step %d", row->name, k);
        }
        simulation_free(late);
        simulation_free(fresh);
    }
}

/* Above 0 the temperature keeps the loss about T/2 a parameter above the least: on the bowl the
 * variance of a step's recurrence is T/(1 - lr/2). */
static void test_langevin_stays_near(void **state)
{
    (void)state;
    double sum = 0;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"optimizer", "langevin"}, {"lr", "0.05"}));
    simulation_go(simulation, 500);
    for (int k = 0; k < 20000; k++) {
        simulation_step(simulation);
        sum += simulation_now(simulation)->loss;
    }
    check_near("mean loss", sum / 20000, 0.1 / (1 - 0.05 / 2), 0.01, 1);
    assert_int_equal(simulation_ended(simulation), CRITERION_STEPS);
    simulation_free(simulation);
}

/* The bowl's curvature is 1: below its limit a rate converges, above it diverges. */
static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        double hyper[RULE_MAX_HYPER];
        char below[32], above[32];
        if (!row->limit)
            continue;
        for (int k = 0; k < optimizer_hypers(row); k++)
            hyper[k] = row->hyper[k].value;
        snprintf(below, sizeof below, "%.17g", 0.95 * row->limit(hyper));
        snprintf(above, sizeof above, "%.17g", 1.05 * row->limit(hyper));
        assert_true(run_on_bowl(row, below, 20000) < 1e-9);
        assert_true(run_on_bowl(row, above, 20000) > 1e9);
    }
}

/* The first steps by the papers alone: v = g; then v = 0.9 g + g; Adam's first step is lr. */
static void test_first_steps_in_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double first, second; /* y, of the gradient y, from -2 */
    } rows[] = {
        {"gd", -1.9, -1.805},          /* times 0.95 a step */
        {"momentum", -1.9, -1.715},    /* v = -2, then -1.8 - 1.9 = -3.7 */
        {"nesterov", -1.9, -1.7195},   /* v = -2, then -1.8 + (-1.9 + 0.09) = -3.61 */
        {"rmsprop", -1.5, -1.1990354}, /* -2/0.2 = -10, then -1.5/sqrt(0.0621) = -6.019292 */
        {"adam", -1.95, -1.9000370},   /* -1, then (-0.375/0.19)/sqrt(0.0077985/0.001999) */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = simulate(SETTINGS(
            {"surface", "ravine"}, {"start", "1,-2"}, {"lr", "0.05"}, {"optimizer", rows[i].name}));
        simulation_step(simulation);
        check_near(rows[i].name, simulation_now(simulation)->x[1], rows[i].first, 1e-7, 1);
        simulation_step(simulation);
        check_near(rows[i].name, simulation_now(simulation)->x[1], rows[i].second, 1e-6, 1);
        simulation_free(simulation);
    }
}

/* With a constant gradient the velocity after five steps is (1 - 0.9^5)/(1 - 0.9) = 4.0951 g. */
static void test_velocity_builds_up(void **state)
{
    (void)state;
    double before = 0;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "x"}, {"start", "0,0"}, {"momentum", "0.9"}, {"lr", "1"}));
    for (int k = 0; k < 5; k++) {
        before = simulation_now(simulation)->x[0];
        simulation_step(simulation);
    }
    check_near("velocity", before - simulation_now(simulation)->x[0], 4.0951, 1e-14, 1);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_complete),      cmocka_unit_test(test_hyperparameters),
        cmocka_unit_test(test_each_descends),          cmocka_unit_test(test_rates),
        cmocka_unit_test(test_recommended_rates),      cmocka_unit_test(test_taking_over),
        cmocka_unit_test(test_langevin_stays_near),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_first_steps_in_numbers), cmocka_unit_test(test_velocity_builds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
