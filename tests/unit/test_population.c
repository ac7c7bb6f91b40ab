#include "simulate.h"

#include "run/population.h"
#include "base/rng.h"

enum { RUNS = 300, STEPS = 25 }; /* more than a block, and no multiple of it */

static void random_starts(double *starts, size_t count)
{
    struct rng rng;
    rng_seed(&rng, 7, RNG_START);
    for (size_t i = 0; i < count; i++)
        starts[i] = 4 * rng_uniform(&rng) - 2;
}

/* Every so many runs: bit for bit what a simulation from the same start makes. */
static void check_runs(struct scenario *scenario, const struct population *population,
                       const double *starts, const char *what)
{
    for (size_t run = 0; run < RUNS; run += 37) {
        scenario->start_count = 2;
        scenario->start[0] = starts[run];
        scenario->start[1] = starts[RUNS + run];
        scenario_put(scenario, "steps", "25");
        struct simulation *simulation = simulation_create(scenario, NULL);
        assert_non_null(simulation);
        simulation_run(simulation, STEPS);
        const struct sample *now = simulation_now(simulation);
        if (now->step == STEPS && (now->x[0] != population_parameter(population, 0)[run] ||
                                   now->x[1] != population_parameter(population, 1)[run] ||
                                   now->loss != population_loss(population)[run]))
            fail_msg("%s: run %zu is another", what, run);
        simulation_free(simulation);
    }
}

static void check_scenario(const struct setting *settings, size_t count, const char *what)
{
    struct scenario scenario;
    struct error error;
    double starts[2 * RUNS];
    assert_true(scenario_init(&scenario));
    random_starts(starts, COUNT(starts));
    for (size_t i = 0; i < count; i++)
        scenario_put(&scenario, settings[i].key, settings[i].value);
    struct population *population = population_create(&scenario, starts, RUNS, &error);
    if (!population)
        fail_msg("%s: %s", what, error.message);
    population_step(population, 10);
    population_step(population, STEPS - 10);
    assert_int_equal(population_steps(population), STEPS);
    check_runs(&scenario, population, starts, what);
    population_free(population);
    scenario_release(&scenario);
}

static void test_optimizers(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        const struct setting settings[] = {{"optimizer", row->name}, {"surface", "himmelblau"}};
        if (row->rule)
            check_scenario(settings, COUNT(settings), row->name);
    }
}

static void test_settings(void **state)
{
    (void)state;
    static const struct setting settings[] = {
        {"clip", "1"},
        {"clip-value", "0.5"},
        {"l2", "0.1"},
        {"lr", "0.02"},
    };
    for (size_t i = 0; i < COUNT(settings); i++) {
        const struct setting nesterov[] = {{"optimizer", "nesterov"}, settings[i]};
        check_scenario(nesterov, COUNT(nesterov), settings[i].key);
    }
}

static void test_start(void **state)
{
    (void)state;
    struct scenario scenario;
    const double starts[] = {-1.2, 3, 1, 1};
    assert_true(scenario_init(&scenario));
    struct population *population = population_create(&scenario, starts, 2, NULL);
    assert_non_null(population);
    /* Rosenbrock at (-1.2, 1): 2.2^2 + 100*0.44^2; at (3, 1): 2^2 + 100*8^2. */
    check_near("first", population_loss(population)[0], 24.2, 1e-12, 0);
    check_near("second", population_loss(population)[1], 6404, 1e-12, 0);
    population_free(population);
    scenario_release(&scenario);
}

static void test_refused(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error;
    const double starts[] = {1, 1};
    assert_true(scenario_init(&scenario));
    scenario_put(&scenario, "noise", "0.1");
    assert_null(population_create(&scenario, starts, 1, &error));
    assert_string_equal(error.message, "a population has no noise");
    scenario_put(&scenario, "noise", "0");
    scenario_put(&scenario, "schedule", "plateau");
    assert_null(population_create(&scenario, starts, 1, NULL));
    scenario_put(&scenario, "schedule", "cosine");
    scenario_put(&scenario, "model", "linear");
    assert_null(population_create(&scenario, starts, 1, &error));
    assert_string_equal(error.message, "a population learns from no data");
    scenario_put(&scenario, "function", "x + z");
    assert_null(population_create(&scenario, starts, 1, &error));
    assert_true(error.column == 5);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_start),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
