/* What a rule knows of the second derivatives: h and hv, at theta and at the probe, with l2, over
 * rows of data, in many runs at once; and what they cost. */
#include "learn.h"

#include "run/population.h"

/* At (2, -1): gradient (13, -4), Hessian (14, 3; 3, 10). */
#define CUBIC "x^2 + 3*x*y + 5*y^2 + x^3"

static struct simulation *on_cubic(const char *rule, const char *l2)
{
    return simulate(SETTINGS({"function", CUBIC}, {"start", "2,-1"}, {"rule", rule}, {"l2", l2}));
}

static void test_steps(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *l2;
        double x[2];
    } rows[] = {
        {"theta = h", "0", {14, 10}},
        {"theta = theta - g/abs(h)", "0", {2 - 13 / 14.0, -0.6}},
        {"theta = norm(h)", "0", {17.204650534085253, 17.204650534085253}}, /* sqrt(196 + 100) */
        {"theta = hv(g)", "0", {14 * 13 - 12, 39 - 40}},
        {"theta = hv(1)", "0", {17, 13}},
        {"a = theta + 1; theta = hv(a)", "0", {42, 9}}, /* a = (3, 0) */
        {"theta = hv(hv(theta))", "0", {338, 35}},      /* hv(theta) = (25, -4) */
        {"theta = dot(g, hv(g))/dot(g, g)", "0", {2214 / 185.0, 2214 / 185.0}},
        {"theta = hv(g) + 2*hv(theta)", "0", {220, -9}},
        /* At the probe (3, 0): Hessian (20, 3; 3, 10), gradient (33, 9). */
        {"probe = theta + 1; theta = h", "0", {20, 10}},
        {"probe = theta + 1; theta = hv(g)", "0", {687, 189}},
        /* In a probe they are those at theta. */
        {"probe = theta + h - 14; theta = probe + h - h", "0", {2, -5}},
        {"probe = hv(1) - 14; theta = h", "0", {20, 10}},
        /* The penalty is part of what is descended on: 0.5 more of curvature. In a probe there is
         * none, as in its gradient. */
        {"theta = h", "0.5", {14.5, 10.5}},
        {"theta = hv(1)", "0.5", {17.5, 13.5}},
        {"probe = theta + h - 13; theta = h", "0.5", {20.5, 10.5}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = on_cubic(rows[i].rule, rows[i].l2);
        simulation_step(simulation);
        for (int k = 0; k < 2; k++)
            check_near(rows[i].rule, simulation_now(simulation)->x[k], rows[i].x[k], 1e-14, 1);
        simulation_free(simulation);
    }
}

/* A Hessian counts one, and its gradient comes with it. The effort is that of all of them. */
static void test_evaluations(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        long gradients, hessians; /* a step */
    } rows[] = {
        {"theta = theta - 0.01*g", 1, 0},
        {"theta = theta - 0.01*g/h", 1, 1},
        {"theta = theta - 0.01*hv(hv(g))", 1, 1},
        {"theta = theta - 0.01*g*normal", 1, 0},
        {"probe = theta + 0.1; theta = theta - 0.01*g", 2, 0},
        {"probe = theta + 0.1; theta = theta - 0.01*g/h", 1, 1},
        {"probe = theta + 0.1*h; theta = theta - 0.01*g", 2, 1},
        {"probe = theta + 0.1*h; theta = theta - 0.01*g/h", 1, 2},
        {"unused = h; theta = theta - 0.01*g", 1, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = on_cubic(rows[i].rule, "0");
        for (int k = 0; k < 3; k++)
            simulation_step(simulation);
        const struct formula *formula = simulation_objective(simulation)->formula;
        if (simulation_evaluations(simulation) != 1 + 3 * (rows[i].gradients + rows[i].hessians))
            fail_msg("%s: %ld", rows[i].rule, simulation_evaluations(simulation));
        assert_int_equal(simulation_now(simulation)->hessians, 3 * rows[i].hessians);
        assert_int_equal(simulation_effort(simulation),
                         (size_t)rows[i].gradients * formula->gradient.length +
                             (size_t)rows[i].hessians * formula->hessian.length);
        simulation_free(simulation);
    }
}

/* On a quadratic h and hv make Newton's step, and steepest descent's exact one. */
static void test_they_are_exact(void **state)
{
    (void)state;
    struct simulation *newton =
        simulate(SETTINGS({"surface", "ravine"}, {"rule", "theta = theta - g/h"}));
    simulation_step(newton);
    assert_true(simulation_now(newton)->x[0] == 0 && simulation_now(newton)->x[1] == 0);
    simulation_free(newton);

    /* f falls by (g'g)^2/(2 g'Hg): g = (35, 3.5), g'g = 1237.25, g'Hg = 12262.25, f = 67.375. */
    struct simulation *exact = simulate(
        SETTINGS({"surface", "ravine"}, {"rule", "theta = theta - dot(g,g)/dot(g,hv(g))*g"}));
    simulation_step(exact);
    check_near("exact", simulation_now(exact)->loss, 67.375 - 1237.25 * 1237.25 / (2 * 12262.25),
               1e-13, 1);
    simulation_free(exact);
}

/* In more dimensions, the order of which matters: H = (2, 1, 0; 1, 4, 3; 0, 3, 6). */
static void test_three_dimensions(void **state)
{
    (void)state;
    static const double want[3] = {2 + 2, 1 + 8 + 9, 6 + 18};
    struct simulation *simulation =
        simulate(SETTINGS({"params", "a,b,c"}, {"function", "a^2 + a*b + 2*b^2 + 3*b*c + 3*c^2"},
                          {"start", "1,2,3"}, {"rule", "theta = hv(theta)"}));
    simulation_step(simulation);
    for (int i = 0; i < 3; i++)
        check_near("hv", simulation_now(simulation)->x[i], want[i], 1e-15, 1);
    simulation_free(simulation);
}

/* The mean over the rows, or over the step's: of (w*x - y)^2 it is twice that of x^2. */
static void test_data(void **state)
{
    (void)state;
    static const char text[] = "x,y\n1,0\n2,0\n3,0\n6,0\n";
    static const struct {
        const char *batch;
        double then[2];
    } rows[] = {{"0", {25, 25}}, {"1", {2, 8}}, {"2", {5, 45}}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = learn_text(
            text, SETTINGS({"loss", "(w*x - y)^2"}, {"params", "w"}, {"batch", rows[i].batch},
                           {"no-shuffle", "on"}, {"rule", "theta = hv(1)"}));
        for (int k = 0; k < 2; k++) {
            simulation_step(simulation);
            check_near(rows[i].batch, simulation_now(simulation)->x[0], rows[i].then[k], 1e-14, 1);
        }
        simulation_free(simulation);
    }
}

static const char *const rules[] = {
    "theta = theta - lr*g/(abs(h) + 1)",
    "theta = theta - lr*(g + 0.01*hv(g))",
    "theta = theta - lr*g + 0.01*normal",
    "n = normal; probe = theta + 0.01*n*h; theta = theta - lr*g/(1 + abs(h))*(1 + 0.1*normal)",
    "probe = theta - lr*v; v = v/2 + hv(g)/100; theta = theta - lr*(v + normal/9)",
};

/* Many runs at once: bit for bit those made alone; at least so many of eight last. */
static void check_population(const char *function, const char *rule, const char *l2, int least)
{
    enum { RUNS = 260, STEPS = 20 };
    int whole = 0;
    struct scenario scenario;
    double starts[2 * RUNS];
    for (int i = 0; i < 2 * RUNS; i++)
        starts[i] = 0.01 * i - 2.5;
    assert_true(scenario_init(&scenario));
    scenario_put(&scenario, "function", function);
    scenario_put(&scenario, "rule", rule);
    scenario_put(&scenario, "l2", l2);
    scenario_put(&scenario, "steps", "20");
    const struct population_runs runs = {.count = RUNS, .start = starts};
    struct population *population = population_create(&scenario, &runs, NULL);
    assert_non_null(population);
    population_step(population, 7);
    population_step(population, STEPS - 7);
    for (int run = 0; run < RUNS; run += 37) {
        double x[2];
        scenario.start_count = 2;
        scenario.start[0] = starts[run];
        scenario.start[1] = starts[RUNS + run];
        struct simulation *simulation = simulation_create(&scenario, NULL);
        simulation_run(simulation, STEPS);
        population_now(population, (size_t)run, x);
        whole += simulation_now(simulation)->step == STEPS; /* it has not diverged */
        assert_memory_equal(simulation_now(simulation)->x, x, sizeof x);
        simulation_free(simulation);
    }
    assert_true(whole >= least);
    population_free(population);
    scenario_release(&scenario);
}

static void test_populations(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        check_population("(x^2+y-11)^2 + (x+y^2-7)^2", rules[i], "0", 5);
        check_population("(x^2+y-11)^2 + (x+y^2-7)^2", rules[i], "0.3", 5);
    }
}

/* A probe where the loss is no number, or infinite, has the same derivatives for both: theta moves
 * by what they are and stays where the loss is finite. */
static void test_populations_at_an_edge(void **state)
{
    (void)state;
    static const char *const on_the_edge[] = {
        "probe = theta - 3; theta = theta + 0.01*(g > 0) + 0.02*(g == g)",
        "probe = theta - 3; theta = theta + 0.01*(h > 0) + 0.02*(hv(1) == hv(1))",
        "probe = 0*theta; theta = theta + 0.01*(h == h) + 0.02*(g == g)",
    };
    for (size_t i = 0; i < COUNT(on_the_edge); i++)
        check_population("log(3 + x) + sqrt(3 + y) + 1/(x*y)", on_the_edge[i], "0", 5);
}

/* Forth, back and forth again. */
static void test_going_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "himmelblau"}, {"rule", rules[i]}, {"noise", "0.1"}));
        struct sample at[101];
        for (int k = 0; k <= 100; k++) {
            at[k] = *simulation_now(simulation);
            simulation_step(simulation);
        }
        for (long k = 97; k >= 0; k -= 13) {
            simulation_go(simulation, k);
            assert_memory_equal(simulation_now(simulation), &at[k], sizeof at[k]);
            simulation_go(simulation, 100);
            assert_memory_equal(simulation_now(simulation), &at[100], sizeof at[100]);
        }
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_evaluations),
        cmocka_unit_test(test_they_are_exact),
        cmocka_unit_test(test_three_dimensions),
        cmocka_unit_test(test_data),
        cmocka_unit_test(test_populations),
        cmocka_unit_test(test_populations_at_an_edge),
        cmocka_unit_test(test_going_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
