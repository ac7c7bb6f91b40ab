/* A simulation where memory is short, one allocation after the other: what can't be done is
 * refused, and the run stands where it stood, and goes on as it would have. */
#include "scarce.h"
#include "simulate.h"

static const struct setting settings[] = {{"surface", "ravine"}, {"noise", "0.1"}, {NULL, NULL}};

static bool change(struct simulation *simulation)
{
    return simulation_change(simulation, SETTINGS({"optimizer", "adam"}, {"lr", "0.3"}), 2, NULL);
}

static bool take_back(struct simulation *simulation)
{
    return simulation_take_back(simulation, NULL);
}

static bool back(struct simulation *simulation)
{
    return simulation_back(simulation, 3);
}

static struct simulation *prepare(void)
{
    struct simulation *simulation = simulate(settings);
    simulation_go(simulation, 5);
    check_set(simulation, "clip", "1");
    simulation_go(simulation, 30);
    check_set(simulation, "lr", "0.01");
    return simulation;
}

static void check_same(struct simulation *simulation, struct simulation *twin)
{
    assert_int_equal(simulation_changes(simulation), simulation_changes(twin));
    simulation_go(simulation, 40);
    simulation_go(twin, 40);
    assert_memory_equal(simulation_now(simulation), simulation_now(twin), sizeof(struct sample));
}

static void test_refused(void **state)
{
    (void)state;
    static bool (*const acts[])(struct simulation *) = {change, take_back, back};
    if (!SCARCE)
        skip();
    for (size_t i = 0; i < COUNT(acts); i++) {
        bool done = false;
        for (long before = 0; !done; before++) {
            struct simulation *simulation = prepare(), *twin = prepare();
            scarce_begin(before, true);
            done = acts[i](simulation);
            scarce_end();
            if (done)
                acts[i](twin);
            check_same(simulation, twin);
            simulation_free(simulation);
            simulation_free(twin);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
