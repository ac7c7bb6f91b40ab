/* Forecasts beside what the runs then need. */
#include "insight/forecast.h"

#include <math.h>

#include "simulate.h"

/* How far the forecast may be from the truth. */
static const double factor = 1.5;

static void test_forecasts_hold(void **state)
{
    static const struct {
        const char *surface, *optimizer, *lr;
        long step;
    } rows[] = {
        {"steep-ravine", "gd", "0.0175", 150},
        {"steep-ravine", "gd", "0.0175", 600},
        {"matyas", "gd", "1", 120},
        {"rosenbrock", "gd", "0.001", 3000},
        {"rosenbrock", "gd", "0.002", 2000},
        {"steep-ravine", "gd", "0.001", 2000},
        {"rosenbrock", "momentum", "0.0002", 1000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct setting *settings = SETTINGS(
            {"surface", rows[i].surface}, {"optimizer", rows[i].optimizer}, {"lr", rows[i].lr});
        struct simulation *simulation = simulate(settings);
        while (simulation_now(simulation)->step < rows[i].step)
            simulation_step(simulation);
        struct forecast told = {0};
        assert_true(forecast_of(&told, simulation));
        assert_false(told.at_most);
        simulation_run(simulation, 1000000);
        double needed = (double)(simulation_now(simulation)->step - rows[i].step);
        if (!(told.steps < factor * needed && needed < factor * told.steps))
            fail_msg("%s, rate %s, step %ld: %g steps were told, %g needed", rows[i].surface,
                     rows[i].lr, rows[i].step, told.steps, needed);
        simulation_free(simulation);
    }
}

static void test_what_can_not_be_told(void **state)
{
    static const struct {
        const char *why;
        struct setting settings[5];
        long step;
    } rows[] = {
        {"too early", {{"surface", "steep-ravine"}, {"lr", "0.01"}}, 119},
        {"noise", {{"surface", "ravine"}, {"lr", "0.1"}, {"noise", "1"}}, 400},
        {"a cycle", {{"surface", "ravine"}, {"lr", "0.2"}}, 200},
        {"it runs away", {{"surface", "ravine"}, {"lr", "0.2005"}}, 200},
        {"it slackens", {{"function", "x^6 + y^6"}, {"start", "0.8,0.6"}, {"lr", "0.01"}}, 480},
        {"it slackens",
         {{"function", "(1.5*(x-1)+2.5*(y/2-1))^2 + (1.5*(x^2-1)+4.5*(y^2/4-1))^2"},
          {"start", "-1,1"},
          {"lr", "0.002"}},
         240},
        {"no gradient ends it",
         {{"surface", "steep-ravine"}, {"lr", "0.01"}, {"stop", "loss=0"}},
         200},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct simulation *simulation = simulate(rows[i].settings);
        while (simulation_now(simulation)->step < rows[i].step)
            simulation_step(simulation);
        struct forecast told = {0};
        if (forecast_of(&told, simulation) && !told.at_most)
            fail_msg("%s: %g steps were told", rows[i].why, told.steps);
        simulation_free(simulation);
    }
}

static struct forecast told_at(const struct setting *settings, long step, bool wanted)
{
    struct simulation *simulation = simulate(settings);
    struct forecast told = {0};

    while (simulation_now(simulation)->step < step)
        simulation_step(simulation);
    assert_int_equal(forecast_of(&told, simulation), wanted);
    simulation_free(simulation);
    return told;
}

/* Some seconds of steps are enough. */
static void test_the_first_forecast(void **state)
{
    (void)state;
    struct forecast told =
        told_at(SETTINGS({"surface", "steep-ravine"}, {"lr", "0.01"}), 120, true);
    assert_true(told.steps > 0 && !told.at_most);
}

/* The number of steps ends it before the gradient does, or at the latest. */
static void test_the_cap(void **state)
{
    const struct setting *slow =
        SETTINGS({"surface", "steep-ravine"}, {"lr", "0.001"}, {"stop", "grad=1e-6,steps=3000"});
    const struct setting *noisy =
        SETTINGS({"surface", "ravine"}, {"lr", "0.1"}, {"noise", "1"}, {"stop", "steps=3000"});

    (void)state;
    struct forecast told = told_at(slow, 2000, true);
    assert_true(told.steps == 1000 && !told.at_most);
    told = told_at(noisy, 400, true);
    assert_true(told.steps == 2600 && told.at_most);
    (void)told_at(noisy, 299, false);
    told = told_at(SETTINGS({"surface", "rosenbrock"}, {"lr", "0.001"}), 300, true);
    assert_true(told.steps == 9700 && told.at_most);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forecasts_hold),
        cmocka_unit_test(test_what_can_not_be_told),
        cmocka_unit_test(test_the_first_forecast),
        cmocka_unit_test(test_the_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
