/* The gradient flow against closed forms. */
#include "simulate.h"

#include <math.h>
#include <string.h>

#include "insight/flow.h"
#include "problem/regularised.h"

enum { MOST = 100000 };

struct flowing {
    struct simulation *run; /* of which the function is */
    struct regularised function;
    struct flow flow;
};

static void begin(struct flowing *flowing, const struct setting *settings, long most)
{
    flowing->run = simulate(settings);
    simulation_function(flowing->run, &flowing->function);
    assert_true(flow_begin(&flowing->flow, simulation_now(flowing->run)->x,
                           simulation_scenario(flowing->run)->n, most));
}

static void end(struct flowing *flowing)
{
    flow_release(&flowing->flow);
    simulation_free(flowing->run);
}

/* On a quadratic along the axes each coordinate is x0 exp(-curvature * time); checked at every
 * step. */
static void check_quadratic(const struct setting *settings, const double *curvature, int n)
{
    struct flowing it;
    double start[PARAMETERS_MAX];
    begin(&it, settings, MOST);
    memcpy(start, it.flow.x, sizeof start);
    while (flow_step(&it.flow, &it.function))
        for (int i = 0; i < n; i++) {
            double exact = start[i] * exp(-curvature[i] * it.flow.time);
            if (!(fabs(it.flow.x[i] - exact) <= 1e-5 * fabs(start[i])))
                fail_msg("at %g: %g, not %g", it.flow.time, it.flow.x[i], exact);
        }
    assert_true(it.flow.ended && it.flow.evaluations < MOST);
    assert_true(linear_norm(it.flow.slope, n) <= 1e-6 * it.flow.first);
    end(&it);
}

static void test_quadratics(void **state)
{
    (void)state;
    check_quadratic(SETTINGS({"surface", "bowl"}), (const double[]){1, 1}, 2);
    check_quadratic(SETTINGS({"surface", "ravine"}), (const double[]){10, 1}, 2);
    check_quadratic(SETTINGS({"function", "(1000*x^2 + y^2)/2"}, {"start", "1,-2"}),
                    (const double[]){1000, 1}, 2);
    check_quadratic(SETTINGS({"surface", "ravine"}, {"l2", "2"}), (const double[]){12, 3}, 2);
    check_quadratic(SETTINGS({"function", "3*x^2/2"}, {"params", "x"}, {"start", "1e6"}),
                    (const double[]){3}, 1);
}

/* x' = -x^3 from 1 is 1/sqrt(1 + 2t). */
static void test_quartic(void **state)
{
    struct flowing it;
    (void)state;
    begin(&it, SETTINGS({"function", "x^4/4"}, {"params", "x"}, {"start", "1"}), MOST);
    while (flow_step(&it.flow, &it.function))
        check_near("x", it.flow.x[0], 1 / sqrt(1 + 2 * it.flow.time), 2e-6, 1);
    end(&it);
}

/* The error is of order 5: a hundredth of the tolerance would need 10^(2/5) times the steps; so
 * many that the ravine takes are few. And of each step one gradient serves the next one, too. */
static void test_cost(void **state)
{
    struct flowing it;
    (void)state;
    begin(&it, SETTINGS({"surface", "ravine"}), MOST);
    while (flow_step(&it.flow, &it.function))
        ;
    assert_in_range(it.flow.path.last, 20, 120);
    assert_true(it.flow.evaluations >= 1 + 6 * it.flow.path.last);
    assert_true(it.flow.evaluations <= 1 + 8 * it.flow.path.last);
    end(&it);
}

/* Plain descent at a low rate stays beside it: at step k it is near where the flow is at time rate
 * * k. */
static void test_beside_a_run(void **state)
{
    struct flowing it;
    (void)state;
    begin(&it, SETTINGS({"surface", "himmelblau"}, {"lr", "1e-5"}, {"steps", "20000"}), MOST);
    while (it.flow.time < 0.2 && flow_step(&it.flow, &it.function))
        ;
    while ((double)simulation_now(it.run)->step * 1e-5 < it.flow.time)
        simulation_step(it.run);
    for (int i = 0; i < 2; i++)
        check_near("x", simulation_now(it.run)->x[i], it.flow.x[i], 1e-5, 0);
    end(&it);
}

/* It ends on a kink, at a minimum, where there is no slope at all, on the way to infinity, and
 * after its evaluations. */
static void test_ends(void **state)
{
    static const struct {
        const char *function, *start;
        long most;
    } rows[] = {{"abs(x) + y^2", "0.3,1", MOST},  {"x^2 + y^2", "0,0", MOST},
                {"x^2 - y^2", "1,1", MOST},       {"(1-x)^2 + 100*(y-x^2)^2", "-1.2,1", 500},
                {"log(x) + y^2", "0.5,1", MOST},  {"sqrt(x) + y^2", "1,1", MOST},
                {"1e300*x^2 + y^2", "1,1", MOST}, {"x^4*1e-300 + y^2", "1e10,1", MOST}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct flowing it;
        begin(&it, SETTINGS({"function", rows[i].function}, {"start", rows[i].start}),
              rows[i].most);
        while (flow_step(&it.flow, &it.function))
            ;
        assert_true(it.flow.ended);
        assert_true(it.flow.evaluations <= rows[i].most + 6);
        assert_false(flow_step(&it.flow, &it.function));
        end(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quadratics), cmocka_unit_test(test_quartic),
        cmocka_unit_test(test_cost),       cmocka_unit_test(test_beside_a_run),
        cmocka_unit_test(test_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
