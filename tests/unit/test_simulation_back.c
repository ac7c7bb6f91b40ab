/* Going back: any step is there again bit for bit, whatever the optimizer, the noise and the
 * changes on the way; branches; histories too long to be kept whole. */
#include "simulate.h"

#include "method/method.h"

#include "base/buffer.h"

enum { STEPS = 300 };

/* All that can be seen of a run, without bytes of padding that differ. */
struct seen {
    struct sample now, best;
    double gradient[PARAMETERS_MAX], next_rate;
    struct criteria_state criteria;
    long evaluations, ended, changes;
    char options[256];
};

static struct seen see(const struct simulation *simulation)
{
    struct seen seen;
    struct buffer options = {0};
    memset(&seen, 0, sizeof seen);
    seen.now = *simulation_now(simulation);
    seen.best = *simulation_best(simulation);
    memcpy(seen.gradient, simulation_gradient(simulation), 2 * sizeof(double));
    seen.next_rate = simulation_next_rate(simulation);
    seen.criteria = *simulation_criteria(simulation);
    seen.evaluations = simulation_evaluations(simulation);
    seen.ended = simulation_ended(simulation);
    seen.changes = (long)simulation_changes(simulation);
    scenario_options(simulation_scenario(simulation), &options);
    snprintf(seen.options, sizeof seen.options, "%s", buffer_string(&options));
    buffer_release(&options);
    return seen;
}

static void check_seen(const struct simulation *simulation, const struct seen *want)
{
    struct seen got = see(simulation);
    if (memcmp(&got, want, sizeof got) != 0)
        fail_msg("step %ld: (%.17g, %.17g)%s is not step %ld: (%.17g, %.17g)%s", got.now.step,
                 got.now.x[0], got.now.x[1], got.options, want->now.step, want->now.x[0],
                 want->now.x[1], want->options);
}

/* What is kept of the path is as it was, the newest steps are there one by one. */
static void check_path(const struct simulation *simulation, const struct seen *record)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    size_t length = trajectory_length(path);
    long now = simulation_now(simulation)->step;
    long recent = now < TRAJECTORY_RECENT ? now + 1 : TRAJECTORY_RECENT;
    assert_int_equal(trajectory_at(path, 0)->step, 0);
    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_at(path, i);
        assert_memory_equal(sample, &record[sample->step].now, sizeof *sample);
        assert_true(i == 0 || sample->step > trajectory_at(path, i - 1)->step);
    }
    for (long i = 1; i <= recent; i++)
        assert_int_equal(trajectory_at(path, length - (size_t)i)->step, now + 1 - i);
}

/* Changes after a step, in its order. */
struct event {
    long step;
    struct setting change;
};

static const struct event no_changes[] = {{-1, {0}}};

static const struct event many_changes[] = {
    {0, {"lr", "0.02"}},
    {15, {"l2", "0.01"}},
    {16, {"lr", "0.03"}},
    {16, {"lr", "0.04"}},
    {90, {"noise", "0.2"}},
    {128, {"optimizer", "adam"}},
    {128, {"set", "beta1=0.8"}},
    {200, {"clip", "0.5"}},
    {200, {"noise", "0"}},
    {230, {"stop", "grad=1e-3"}},
    {250, {"optimizer", "nesterov"}},
    {250, {"set", "beta=0.5"}},
    {-1, {0}},
};

/* Those that a method takes: it has neither noise nor clipping. */
static const struct event method_changes[] = {
    {3, {"l2", "0.01"}},
    {6, {"optimizer", "adam"}},
    {40, {"optimizer", "newton"}},
    {-1, {0}},
};

static void apply_changes(struct simulation *simulation, const struct event *events)
{
    for (; events->step >= 0; events++)
        if (events->step == simulation_now(simulation)->step)
            check_set(simulation, events->change.key, events->change.value);
}

static void step_to(struct simulation *simulation, long step, const struct event *events,
                    struct seen *record)
{
    while (simulation_now(simulation)->step < step) {
        long before = simulation_now(simulation)->step;
        simulation_step(simulation);
        assert_int_equal(simulation_now(simulation)->step, before + 1);
        apply_changes(simulation, events);
        if (record)
            record[simulation_now(simulation)->step] = see(simulation);
    }
}

/* Back to each of these, and forward again to the end. */
static void check_going_back_with(bool expected, const struct setting *settings,
                                  const struct event *events)
{
    static const long steps[] = {299, 251, 250, 249, 201, 200, 199, 130, 129, 128, 127,
                                 91,  90,  64,  63,  17,  16,  15,  14,  1,   0};
    struct seen *record = calloc(STEPS + 1, sizeof *record);
    struct simulation *simulation = simulate(settings);
    if (expected)
        simulation_expect_back(simulation);
    apply_changes(simulation, events);
    record[0] = see(simulation);
    step_to(simulation, STEPS, events, record);
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_true(simulation_go(simulation, steps[i]));
        check_seen(simulation, &record[steps[i]]);
        check_path(simulation, record);
        step_to(simulation, STEPS, events, NULL);
        check_seen(simulation, &record[STEPS]);
        check_path(simulation, record);
    }
    simulation_free(simulation);
    free(record);
}

/* Nothing depends on whether it was expected. */
static void check_going_back(const struct setting *settings, const struct event *events)
{
    check_going_back_with(false, settings, events);
    check_going_back_with(true, settings, events);
}

static void test_every_optimizer(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        const char *name = row->name;
        bool of_squares = row->method && row->method->of_squares;
        const char *surface = of_squares ? "rosenbrock" : "multi-modal";
        for (int noisy = 0; noisy < (row->method ? 1 : 2); noisy++) {
            const struct setting *settings =
                SETTINGS({"surface", surface}, {"optimizer", name}, {"lr", "0.02"},
                         {"noise", noisy ? "0.5" : "0"}, {"seed", "3"});
            check_going_back(settings, no_changes);
            check_going_back(settings, row->method ? method_changes : many_changes);
        }
    }
}

static void test_rules(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "n = n + norm(g)^2; theta = theta - lr*g/sqrt(n)",
        "probe = theta + 0.05*g/(norm(g)+1e-12); theta = theta - lr*g; last = theta; m = last*t",
    };
    for (size_t i = 0; i < COUNT(rules); i++) {
        const struct setting *settings =
            SETTINGS({"surface", "multi-modal"}, {"rule", rules[i]}, {"noise", "1"});
        check_going_back(settings, no_changes);
        check_going_back(settings, many_changes);
    }
}

/* Steps are made again past an end as they were made, and the end is where it was. */
static void test_past_an_end(void **state)
{
    (void)state;
    check_going_back(SETTINGS({"surface", "bowl"}, {"stop", "grad=1e-2"}, {"lr", "0.1"}),
                     no_changes);
    check_going_back(SETTINGS({"surface", "ravine"}, {"lr", "0.21"}), no_changes);
}

static void test_one_step_at_a_time(void **state)
{
    (void)state;
    struct seen *record = calloc(STEPS + 1, sizeof *record);
    struct simulation *simulation =
        simulate(SETTINGS({"momentum", "0.9"}, {"lr", "0.0002"}, {"noise", "0.1"}));
    record[0] = see(simulation);
    step_to(simulation, STEPS, no_changes, record);
    for (long k = STEPS - 1; k >= 0; k--) {
        assert_true(simulation_go(simulation, k));
        check_seen(simulation, &record[k]);
    }
    assert_true(simulation_go(simulation, -7));
    check_seen(simulation, &record[0]);
    assert_true(simulation_go(simulation, STEPS));
    check_seen(simulation, &record[STEPS]);
    simulation_free(simulation);
    free(record);
}

static void test_from_nan(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "x^1.5 + y^2"}, {"start", "9,1"}, {"lr", "1"}));
    struct seen record[8];
    record[0] = see(simulation);
    for (int k = 1; k < 8; k++) {
        simulation_step(simulation);
        record[k] = see(simulation);
    }
    long last = simulation_now(simulation)->step;
    assert_true(last < 7 && isnan(simulation_now(simulation)->x[0]));
    for (long k = last; k >= 0; k--) {
        assert_true(simulation_go(simulation, k));
        check_seen(simulation, &record[k]);
    }
    assert_true(simulation_go(simulation, 1000));
    check_seen(simulation, &record[last]);
    simulation_free(simulation);
}

/* --- branches --- */

static void test_branch(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}, {"lr", "0.1"}));
    simulation_go(simulation, 10);
    struct sample old = *simulation_now(simulation);
    simulation_go(simulation, 4);
    struct sample fork = *simulation_now(simulation);
    check_set(simulation, "lr", "0.05");
    assert_memory_equal(simulation_now(simulation), &fork, sizeof fork);
    simulation_go(simulation, 20);
    assert_true(trajectory_at(simulation_trajectory(simulation), 10)->x[1] != old.x[1]);
    assert_memory_equal(trajectory_at(simulation_trajectory(simulation), 4), &fork, sizeof fork);

    simulation_go(simulation, 15);
    simulation_go(simulation, 2); /* before the change, which is forgotten */
    assert_int_equal(simulation_changes(simulation), 0);
    assert_true(simulation_next_rate(simulation) == 0.1);
    simulation_go(simulation, 10);
    assert_memory_equal(simulation_now(simulation), &old, sizeof old);
    simulation_free(simulation);
}

/* --- long runs --- */

/* The path is the one that there was when its newest step was the newest. */
static void check_same_path(const struct simulation *simulation, const struct setting *settings)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    struct simulation *again = simulate(settings);
    simulation_go(again, simulation_now(simulation)->step);
    const struct trajectory *want = simulation_trajectory(again);
    assert_int_equal(trajectory_length(path), trajectory_length(want));
    for (size_t i = 0; i < trajectory_length(path); i++)
        assert_memory_equal(trajectory_at(path, i), trajectory_at(want, i), sizeof(struct sample));
    simulation_free(again);
}

static void test_same_path(void **state)
{
    (void)state;
    static const long steps[] = {19999, 19000, 9000, 4097, 4095, 1500, 1024, 1023, 70, 3};
    const struct setting *settings = SETTINGS({"surface", "ravine"}, {"noise", "0.1"});
    for (int expected = 0; expected < 2; expected++) {
        struct simulation *simulation = simulate(settings);
        if (expected)
            simulation_expect_back(simulation);
        for (size_t i = 0; i < COUNT(steps); i++) {
            assert_true(simulation_go(simulation, 20000));
            assert_true(simulation_go(simulation, steps[i]));
            check_same_path(simulation, settings);
        }
        simulation_free(simulation);
    }
}

/* Going back toward a step stops where steps lead there again: at it, where states are kept. */
static void test_in_slices(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}));
    assert_true(simulation_go(simulation, 5000));
    assert_true(simulation_back(simulation, 4990));
    long from = simulation_now(simulation)->step, played = 0;
    assert_in_range(from, 4990 - 63 - 128,
                    4990 - 63); /* the newest steps of the path, and a stride */
    while (simulation_play(simulation, 4990, 1))
        played++;
    assert_int_equal(simulation_now(simulation)->step, 4990);
    assert_int_equal(played, 4990 - from);
    long before = simulation_evaluations(simulation);
    const struct objective *objective = simulation_objective(simulation);
    long asked = objective->asked.gradients;
    assert_true(simulation_back(simulation, 4989)); /* its state was kept on the way */
    assert_int_equal(simulation_now(simulation)->step, 4989);
    assert_int_equal(objective->asked.gradients, asked);
    assert_int_equal(simulation_evaluations(simulation), before - 1);
    assert_true(simulation_back(simulation, 6000)); /* not come to yet */
    assert_int_equal(simulation_now(simulation)->step, 4989);
    simulation_free(simulation);
}

/* A run much longer than what is kept: every step can still be gone back to. */
static void test_long_run(void **state)
{
    (void)state;
    static const long steps[] = {1, 64, 1025, 40000, 65536, 65537, 131071, 131072, 199999};
    struct seen record[COUNT(steps)];
    struct simulation *simulation = simulate(
        SETTINGS({"surface", "ravine"}, {"momentum", "0.5"}, {"noise", "0.1"}, {"seed", "5"}));
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_true(simulation_go(simulation, steps[i]));
        record[i] = see(simulation);
        if (steps[i] == 1025)
            check_set(simulation, "lr", "0.01");
    }
    const struct trajectory *path = simulation_trajectory(simulation);
    assert_true(trajectory_length(path) <= TRAJECTORY_CAPACITY + TRAJECTORY_RECENT);
    assert_true(trajectory_length(path) >= TRAJECTORY_CAPACITY / 2);
    for (size_t i = COUNT(steps); i-- > 0;) {
        assert_true(simulation_go(simulation, steps[i]));
        if (steps[i] != 1025) /* recorded before the change */
            check_seen(simulation, &record[i]);
        for (long k = 0; k < TRAJECTORY_RECENT && k <= steps[i]; k++)
            assert_int_equal(trajectory_at(path, trajectory_length(path) - 1 - (size_t)k)->step,
                             steps[i] - k);
    }
    simulation_free(simulation);
}

/* The text of the experiment that the run is of. */
static struct buffer experiment_text(const struct simulation *simulation)
{
    struct buffer text = {0};
    assert_true(experiment_write(simulation_experiment(simulation), &text, NULL));
    return text;
}

static void check_experiment(const struct simulation *simulation, const char *wanted)
{
    struct buffer text = experiment_text(simulation);
    assert_string_equal(buffer_string(&text), wanted);
    buffer_release(&text);
}

/* What a run was opened with is made again after going back, until something else is changed before
 * it. */
static void test_prepared_changes_stay(void **state)
{
    (void)state;
    static const struct setting lines[] = {{"surface", "ravine"}, {"lr", "0.1"}, {"at", "20"},
                                           {"momentum", "0.9"},   {"at", "40"},  {"lr", "0.05"}};
    struct scenario scenario;
    struct experiment experiment;
    struct error error = {0};
    long at = EXPERIMENT_START;
    assert_true(scenario_init(&scenario) && experiment_init(&experiment, &scenario));
    for (size_t i = 0; i < COUNT(lines); i++)
        assert_true(experiment_line(&experiment, &at, lines[i].key, lines[i].value, &error));
    struct simulation *simulation = simulation_open(&experiment, &error);
    simulation_go(simulation, 60);
    const struct seen end = see(simulation);

    simulation_go(simulation, 10);
    assert_int_equal(simulation_changes(simulation), 0);
    simulation_go(simulation, 60);
    check_seen(simulation, &end);

    simulation_go(simulation, 30);
    assert_true(simulation_set(simulation, "noise", "0.5", &error));
    check_experiment(simulation,
                     "surface ravine\nlr 0.1\nat 20\nmomentum 0.9\nat 30\nnoise 0.5\ngo 30\n");
    simulation_go(simulation, 10);
    check_experiment(simulation, "surface ravine\nlr 0.1\nat 20\nmomentum 0.9\ngo 10\n");
    simulation_go(simulation, 20);
    assert_true(simulation_take_back(simulation, &error));
    simulation_go(simulation, 5);
    check_experiment(simulation, "surface ravine\nlr 0.1\ngo 5\n");

    simulation_free(simulation);
    experiment_release(&experiment);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_optimizer), cmocka_unit_test(test_rules),
        cmocka_unit_test(test_past_an_end),     cmocka_unit_test(test_one_step_at_a_time),
        cmocka_unit_test(test_from_nan),        cmocka_unit_test(test_branch),
        cmocka_unit_test(test_long_run),        cmocka_unit_test(test_same_path),
        cmocka_unit_test(test_in_slices),       cmocka_unit_test(test_prepared_changes_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
