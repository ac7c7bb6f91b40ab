#include <limits.h>

#include "simulate.h"
#include "surfaces.h"

#include "base/rng.h"
#include "run/population.h"
#include "run/watch.h"

enum { RUNS = 300, EVERY = 23 }; /* more than two blocks, and no multiple of them */

static void random_starts(double *starts, size_t count)
{
    struct rng rng;
    rng_seed(&rng, 7, RNG_START);
    for (size_t i = 0; i < count; i++)
        starts[i] = 4 * rng_uniform(&rng) - 2;
}

static void check_bits(const char *what, size_t run, const char *name, const void *a, const void *b,
                       size_t size)
{
    if (memcmp(a, b, size) != 0)
        fail_msg("%s: run %zu has another %s", what, run, name);
}

/* Where a run has ended: the same step, criterion and bits, and all that its verdict is made of. */
static void check_end(const char *what, size_t run, const struct watched *end,
                      const struct simulation *simulation)
{
    const struct sample *now = simulation_now(simulation);
    const struct trajectory *path = simulation_trajectory(simulation);
    const struct criteria_scale *scale = &simulation_criteria(simulation)->scale;
    size_t n = (size_t)path->n * sizeof(double), length = trajectory_length(path);
    const double before = trajectory_at(path, length > 1 ? length - 2 : 0)->loss;
    if (end->criterion != simulation_ended(simulation) || end->now.step != now->step)
        fail_msg("%s: run %zu is ended by %d at step %ld, and alone by %d at step %ld", what, run,
                 end->criterion, end->now.step, simulation_ended(simulation), now->step);
    assert_int_equal(end->now.evaluations, now->evaluations);
    assert_int_equal(end->now.hessians, now->hessians);
    check_bits(what, run, "point", end->now.x, now->x, n);
    check_bits(what, run, "gradient", end->gradient, simulation_gradient(simulation), n);
    check_bits(what, run, "norm", &end->now.grad_norm, &now->grad_norm, sizeof(double));
    check_bits(what, run, "loss", &end->now.loss, &now->loss, sizeof(double));
    check_bits(what, run, "loss before", &end->before, &before, sizeof(double));
    check_bits(what, run, "origin", &end->scale.origin, &scale->origin, sizeof scale->origin);
    check_bits(what, run, "lowest", &end->scale.lowest, &scale->lowest, sizeof(double));
    check_bits(what, run, "highest", &end->scale.highest, &scale->highest, sizeof(double));
    check_bits(what, run, "small", &end->scale.small, &scale->small, sizeof(double));
}

static struct simulation *run_alone(const struct scenario *scenario,
                                    const struct population_runs *runs, size_t run)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER], start[PARAMETERS_MAX];
    struct scenario alone;
    assert_true(scenario_copy(&alone, scenario));
    for (int i = 0; i < scenario->n; i++)
        start[i] = runs->start[(size_t)i * runs->count + run];
    scenario_begin_at(&alone, start);
    if (runs->rate)
        alone.lr = runs->rate[run];
    int hypers = scenario_hypers(scenario, names, values);
    for (int i = 0; i < hypers; i++)
        if (runs->hyper[i]) {
            char set[100];
            snprintf(set, sizeof set, "%s=%.17g", names[i], runs->hyper[i][run]);
            scenario_put(&alone, "set", set);
        }
    struct simulation *simulation = simulate_scenario(&alone);
    simulation_run(simulation, LONG_MAX);
    return simulation;
}

/* Some of the runs of a population that has come to its end. Counts the criteria that ended
 * them. */
static void check_runs(const struct scenario *scenario, const struct population *population,
                       const struct population_runs *runs, const char *what, int *ended)
{
    for (size_t run = 0; run < runs->count; run += EVERY) {
        struct simulation *simulation = run_alone(scenario, runs, run);
        check_end(what, run, population_end(population, run), simulation);
        ended[simulation_ended(simulation)]++;
        simulation_free(simulation);
    }
}

static void check_population(const struct scenario *scenario, const struct population_runs *runs,
                             const char *what, int *ended)
{
    struct error error;
    const size_t *order;
    long cost = 0, work, all = 0;
    struct population *population = population_create(scenario, runs, &error);
    if (!population)
        fail_msg("%s: %s", what, error.message);
    population_step(population, 21);
    while ((work = population_work(population)) > 0)
        cost += work;
    assert_int_equal(population_ended(population, &order), runs->count);
    check_runs(scenario, population, runs, what, ended);
    for (size_t i = 0; i < runs->count; i++)
        all += sample_cost(&population_end(population, i)->now, scenario->n);
    assert_true(cost < all);
    population_free(population);
}

/* The settings, from starts by chance; *ended counts. */
static void check_settings(const struct setting *settings, const char *what, int *ended)
{
    struct scenario scenario;
    double starts[3 * RUNS];
    random_starts(starts, COUNT(starts));
    scenario_of(&scenario, settings);
    const struct population_runs runs = {.count = RUNS, .start = starts};
    check_population(&scenario, &runs, what, ended);
    scenario_release(&scenario);
}

static void test_optimizers(void **state)
{
    (void)state;
    int ended[CRITERION_COUNT] = {0};
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        if (!row->rule)
            continue;
        check_settings(SETTINGS({"optimizer", row->name}, {"surface", "himmelblau"},
                                {"stop", "grad,cycle,plateau,params,steps=600"}),
                       row->name, ended);
        check_settings(SETTINGS({"optimizer", row->name}, {"surface", "himmelblau"}, {"lr", "0.3"},
                                {"steps", "40"}),
                       row->name, ended);
    }
    assert_true(ended[CRITERION_GRAD] > 50 && ended[CRITERION_PLATEAU] > 100);
    assert_true(ended[CRITERION_DIVERGE] > 10 && ended[CRITERION_STEPS] > 100);
}

static void test_surfaces(void **state)
{
    (void)state;
    int ended[CRITERION_COUNT] = {0};
    for (size_t i = 0; i < surfaces.count; i++) {
        const char *name = surface_row(i)->name;
        check_settings(
            SETTINGS({"surface", name}, {"stop", "grad,cycle,params=1e-6,window=9,steps=300"}),
            name, ended);
        check_settings(SETTINGS({"surface", name}, {"optimizer", "momentum"}, {"lr", "0.5"},
                                {"stop", "cycle,steps=300"}),
                       name, ended);
    }
    assert_true(ended[CRITERION_CYCLE] > 10 && ended[CRITERION_PARAMS] > 10);
    assert_true(ended[CRITERION_DIVERGE] > 100);
}

/* Functions that are not defined everywhere, fall for ever, or overflow. */
static void test_functions(void **state)
{
    (void)state;
    static const char *const functions[] = {
        "x^2 + log(y + 1)",
        "sqrt(x) + y^2",
        "-x^4 - y^2",
        "x - y",
        "1/(x*y)",
        "abs(x) + abs(y - 1)",
        "exp(20*x) + y^2",
        "log(x^2 + y^2)",
        "if(x > 0, x, -2*x) + y^2",
        "x^2*y^2",
        "(x*y)^3 - x*y",
        "max(x, y)",
    };
    int ended[CRITERION_COUNT] = {0};
    for (size_t i = 0; i < COUNT(functions); i++)
        for (int k = 0; k < 3; k++)
            check_settings(SETTINGS({"function", functions[i]},
                                    {"optimizer", (const char *[]){"gd", "nesterov", "adam"}[k]},
                                    {"stop", "grad,cycle,loss=-30,steps=200"}),
                           functions[i], ended);
    assert_true(ended[CRITERION_FALLS] + ended[CRITERION_DIVERGE] > 20);
    assert_true(ended[CRITERION_LOSS] > 10);
}

static void test_settings(void **state)
{
    (void)state;
    static const struct setting settings[] = {
        {"clip", "1"},
        {"clip-value", "0.5"},
        {"l2", "0.1"},
        {"lr", "0.02"},
        {"noise", "0.3"},
        {"schedule", "cosine:period=50,min=0.0001"},
        {"schedule", "warmup:steps=5+exponential:gamma=0.97"},
        {"stop", "evaluations=61,grad"},
        {"stop", "plateau=1e-3,window=5,cycle=1e-6"},
    };
    int ended[CRITERION_COUNT] = {0};
    for (size_t i = 0; i < COUNT(settings); i++)
        for (int k = 0; k < 3; k++)
            check_settings(
                SETTINGS({"optimizer", (const char *[]){"gd", "nesterov", "adam"}[k]},
                         {"surface", (const char *[]){"himmelblau", "rastrigin", "ravine"}[k]},
                         settings[i], settings[i + 1 < COUNT(settings) ? i + 1 : 0]),
                settings[i].value, ended);
    assert_true(ended[CRITERION_EVALUATIONS] > 10 && ended[CRITERION_PLATEAU] > 10);
}

static void test_rules(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "last = theta; theta = theta - lr*g; p = last",
        "a = b; b = theta; theta = theta - lr*g + 0.1*(theta - a)/t",
        "theta = theta - lr*g/(abs(h) + 1)",
        "theta = theta - lr*(g + 0.01*hv(g))",
        "theta = theta - lr*g + 0.01*normal",
        "n = normal; probe = theta + 0.01*n*h; theta = theta - lr*g/(1 + abs(h))*(1 + 0.1*normal)",
        "probe = theta - lr*v; v = v/2 + hv(g)/100; theta = theta - lr*(v + normal/9)",
        "theta = if(t == 1, theta, theta) - lr*g/(norm(g) + f)",
        "theta = a; a = theta - lr*g",
    };
    int ended[CRITERION_COUNT] = {0};
    for (size_t i = 0; i < COUNT(rules); i++)
        check_settings(SETTINGS({"surface", "himmelblau"}, {"rule", rules[i]}, {"lr", "0.01"},
                                {"l2", i % 2 ? "0" : "0.5"}, {"stop", "grad,cycle,steps=200"}),
                       rules[i], ended);
}

/* Rates and hyperparameters of their own, some of them the same for neighbours, with and without a
 * schedule. */
static void test_varied(void **state)
{
    (void)state;
    double starts[2 * RUNS], rates[RUNS], betas[RUNS], seconds[RUNS];
    int ended[CRITERION_COUNT] = {0};
    struct population_runs runs = {RUNS, starts, rates, {betas}};
    for (size_t i = 0; i < RUNS; i++) {
        starts[i] = 1;
        starts[RUNS + i] = -1.5;
        rates[i] = 0.001 + 0.004 * (double)(i / 3);
        betas[i] = (double)(i % 7) / 8;
        seconds[i] = 0.9 + (double)(i % 5) / 50;
    }
    for (int k = 0; k < 4; k++) {
        struct scenario scenario;
        scenario_of(&scenario,
                    SETTINGS({"optimizer", k % 2 ? "adam" : "momentum"}, {"surface", "booth"},
                             {"schedule", k < 2 ? "constant" : "inverse-time:decay=0.01"},
                             {"stop", "grad,cycle,steps=400"}));
        runs.hyper[1] = k % 2 ? seconds : NULL;
        check_population(&scenario, &runs, k % 2 ? "adam" : "momentum", ended);
        scenario_release(&scenario);
    }
    assert_true(ended[CRITERION_GRAD] > 10 && ended[CRITERION_DIVERGE] > 3);
}

/* A run goes the same way whatever slices are made, and where it is can be seen on the way. */
static void test_steps(void **state)
{
    (void)state;
    struct scenario scenario;
    double starts[2 * RUNS], x[2], y[2];
    random_starts(starts, COUNT(starts));
    scenario_of(&scenario, SETTINGS({"surface", "booth"}, {"stop", "grad=1e-3,steps=1000"}));
    const struct population_runs runs = {.count = RUNS, .start = starts};
    struct population *one = population_create(&scenario, &runs, NULL);
    struct population *other = population_create(&scenario, &runs, NULL);
    assert_true(one && other);
    for (int k = 0; k < 100; k++) {
        population_step(one, 7);
        for (int j = 0; j < 7; j++)
            population_step(other, 1);
        assert_int_equal(population_left(one), population_left(other));
        for (size_t i = 0; i < RUNS; i++) {
            double loss = population_now(one, i, x);
            assert_true(loss == population_now(other, i, y) && x[0] == y[0] && x[1] == y[1]);
        }
    }
    assert_int_equal(population_left(one), 0);
    assert_int_equal(population_work(one), 0);
    population_free(one);
    population_free(other);
    scenario_release(&scenario);
}

static void test_start(void **state)
{
    (void)state;
    struct scenario scenario;
    const double starts[] = {-1.2, 1, 1, 1};
    double x[2];
    assert_true(scenario_init(&scenario));
    const struct population_runs runs = {.count = 2, .start = starts};
    struct population *population = population_create(&scenario, &runs, NULL);
    assert_non_null(population);
    /* Rosenbrock at (-1.2, 1): 2.2^2 + 100*0.44^2; at (1, 1) it is least, and the run ends
     * there. */
    check_near("first", population_now(population, 0, x), 24.2, 1e-12, 0);
    assert_true(x[0] == -1.2 && x[1] == 1);
    const size_t *ended;
    assert_int_equal(population_ended(population, &ended), 1);
    assert_int_equal(ended[0], 1);
    assert_int_equal(population_end(population, 1)->criterion, CRITERION_GRAD);
    assert_int_equal(population_end(population, 1)->now.step, 0);
    assert_true(population_now(population, 1, x) == 0);
    population_free(population);
    scenario_release(&scenario);
}

static void test_refused(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error;
    const double starts[] = {1, 1};
    const struct population_runs runs = {.count = 1, .start = starts};
    assert_true(scenario_init(&scenario));
    scenario_put(&scenario, "schedule", "plateau");
    assert_null(population_create(&scenario, &runs, NULL));
    scenario_put(&scenario, "schedule", "cosine");
    scenario_put(&scenario, "optimizer", "newton");
    assert_null(population_create(&scenario, &runs, &error));
    assert_string_equal(error.message, "a population follows a rule, and newton is none");
    scenario_put(&scenario, "optimizer", "gd");
    scenario_put(&scenario, "model", "linear");
    assert_null(population_create(&scenario, &runs, &error));
    assert_string_equal(error.message, "a population learns from no data");
    scenario_put(&scenario, "function", "x + z");
    assert_null(population_create(&scenario, &runs, &error));
    assert_true(error.column == 5);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_optimizers), cmocka_unit_test(test_surfaces),
        cmocka_unit_test(test_functions),  cmocka_unit_test(test_settings),
        cmocka_unit_test(test_rules),      cmocka_unit_test(test_varied),
        cmocka_unit_test(test_steps),      cmocka_unit_test(test_start),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
