/* The simulation: a step and all that goes into it, changes in mid-run, ends, refusals. Going back
 * is in test_simulation_back.c. */
#include "experiment_text.h"
#include "simulate.h"

#include "base/rng.h"

static const double exact = 1e-15;

static double distance(const double *a, const double *b)
{
    return hypot(a[0] - b[0], a[1] - b[1]);
}

static bool same_sample(const struct sample *a, const struct sample *b)
{
    bool same = a->step == b->step && check_same_bits(a->loss, b->loss) &&
                check_same_bits(a->grad_norm, b->grad_norm) && check_same_bits(a->lr, b->lr);
    for (int i = 0; i < PARAMETERS_MAX; i++)
        same = same && check_same_bits(a->x[i], b->x[i]);
    return same;
}

/* --- steps --- */

static void test_row_0_is_the_start(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "ravine"}, {"start", "3,-4"}, {"lr", "0.125"}));
    const struct sample *now = simulation_now(simulation);
    assert_true(now->step == 0 && now->x[0] == 3 && now->x[1] == -4);
    assert_true(now->loss == (90 + 16) / 2.0 && now->lr == 0.125);
    check_near("gradient", now->grad_norm, hypot(30, 4), exact, 1);
    assert_true(simulation_gradient(simulation)[0] == 30);
    assert_true(simulation_gradient(simulation)[1] == -4);
    assert_true(same_sample(simulation_best(simulation), now));
    assert_true(same_sample(trajectory_at(simulation_trajectory(simulation), 0), now));
    assert_int_equal(trajectory_length(simulation_trajectory(simulation)), 1);
    assert_int_equal(simulation_ended(simulation), -1);
    assert_int_equal(simulation_evaluations(simulation), 1);
    simulation_free(simulation);
}

/* The gradient at (3, -4) is (30, -4): one step of 1/8 leads to (-0.75, -3.5). */
static void test_one_step(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "ravine"}, {"start", "3,-4"}, {"lr", "0.125"}));
    assert_int_equal(simulation_step(simulation), -1);
    const struct sample *now = simulation_now(simulation);
    assert_true(now->step == 1 && now->x[0] == -0.75 && now->x[1] == -3.5);
    assert_true(now->loss == (10 * 0.75 * 0.75 + 3.5 * 3.5) / 2 && now->lr == 0.125);
    check_near("gradient", now->grad_norm, hypot(7.5, 3.5), exact, 1);
    assert_true(simulation_gradient(simulation)[0] == -7.5);
    assert_int_equal(simulation_evaluations(simulation), 2);
    simulation_free(simulation);
}

static void test_any_number_of_parameters(void **state)
{
    (void)state;
    static const struct setting one[] = {{"params", "w"}, {"function", "w^2"}, {"lr", "0.25"}, {0}};
    static const struct setting sixteen[] = {
        {"params", "a,b,c,d,p,f,g,h,i,j,k,l,m,n,o,q"},
        {"function", "a^2+b^2+c^2+d^2+p^2+f^2+g^2+h^2+i^2+j^2+k^2+l^2+m^2+n^2+o^2+q^2"},
        {"lr", "0.25"},
        {0},
    };
    for (int i = 0; i < 2; i++) {
        struct simulation *simulation = simulate(i == 0 ? one : sixteen);
        int n = simulation_objective(simulation)->n;
        assert_int_equal(n, i == 0 ? 1 : 16);
        simulation_run(simulation, 3);
        for (int k = 0; k < n; k++)
            assert_true(simulation_now(simulation)->x[k] == 0.125);
        simulation_free(simulation);
    }
}

/* A rate of base / step: what step k is made with is the schedule's value at k - 1. */
static double harmonic(const double *value, double base, double step)
{
    return value[0] * base / (step + 1);
}

static void test_rate_is_that_of_the_step_before(void **state)
{
    (void)state;
    static const struct schedule_kind kind = {.name = "harmonic", .rate = harmonic};
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({"surface", "bowl"}, {"lr", "0.5"}));
    scenario.schedule = (struct schedule){.kind = &kind, .value = {1}};
    struct simulation *simulation = simulation_create(&scenario, NULL);
    double x = 3.5;
    assert_true(simulation_now(simulation)->lr == 0.5);
    for (int k = 1; k <= 10; k++) {
        assert_true(simulation_next_rate(simulation) == 0.5 / k);
        simulation_step(simulation);
        x -= 0.5 / k * x;
        assert_true(simulation_now(simulation)->lr == 0.5 / k);
        check_near("x", simulation_now(simulation)->x[0], x, exact, 1);
    }
    simulation_free(simulation);
    scenario_release(&scenario);
}

static void test_evaluations_are_counted(void **state)
{
    (void)state;
    static const struct {
        struct setting setting;
        int a_step;
    } rows[] = {
        {{"optimizer", "gd"}, 1},
        {{"optimizer", "adam"}, 1},
        {{"optimizer", "nesterov"}, 2},
        {{"rule", "probe = theta + 0.1*g/norm(g); theta = theta - lr*g"}, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = simulate(SETTINGS(rows[i].setting));
        for (int k = 0; k < 7; k++) {
            assert_int_equal(simulation_evaluations(simulation), 1 + k * rows[i].a_step);
            simulation_step(simulation);
        }
        simulation_free(simulation);
    }
}

/* --- the gradient on its way to the rule --- */

/* x' = (1 - lr*(1 + l2))*x on the bowl; the loss is that of the bowl alone. */
static void test_l2(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"start", "2,-4"}, {"lr", "0.25"}, {"l2", "0.5"}));
    simulation_step(simulation);
    const struct sample *now = simulation_now(simulation);
    assert_true(now->x[0] == 1.25 && now->x[1] == -2.5);
    assert_true(now->loss == (1.25 * 1.25 + 2.5 * 2.5) / 2);
    assert_true(simulation_gradient(simulation)[0] == 1.25);
    simulation_free(simulation);
}

/* On f = 0 nothing but l2 pulls, and it pulls with the point where the gradient is taken. */
static void test_l2_at_the_probe(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "0*x"}, {"start", "8,-16"}, {"l2", "1"}, {"lr", "0.5"},
                          {"rule", "probe = theta/2; theta = theta - lr*g"}));
    simulation_step(simulation);
    assert_true(simulation_now(simulation)->x[0] == 8 - 0.5 * 4);
    assert_true(simulation_now(simulation)->x[1] == -16 + 0.5 * 8);
    simulation_free(simulation);
}

static void test_clip(void **state)
{
    (void)state;
    static const double start[] = {3, -4}; /* the gradient there, of norm 5 */
    static const struct {
        const char *clip, *l2;
        double length;
    } rows[] = {
        {"1", "0", 5 / (5 + 1e-6)},
        {"4", "0", 5 * 4 / (5 + 1e-6)},
        {"5", "0", 5},
        {"6", "0", 5},
        {"0", "0", 5},
        {"5", "1", 10 * 5 / (10 + 1e-6)}, /* after l2 */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "bowl"}, {"start", "3,-4"}, {"lr", "1"},
                              {"clip", rows[i].clip}, {"l2", rows[i].l2}));
        simulation_step(simulation);
        const double *x = simulation_now(simulation)->x;
        check_near(rows[i].clip, distance(x, start), rows[i].length, exact, 1);
        check_near("direction", (x[1] - start[1]) * 3, (x[0] - start[0]) * -4, exact, 1);
        simulation_free(simulation);
    }
}

/* Noise is sigma * N(0, 1) a coordinate from its stream, added before clipping. */
static void test_noise(void **state)
{
    (void)state;
    struct rng rng;
    struct simulation *simulation = simulate(SETTINGS({"surface", "bowl"}, {"start", "2,-4"},
                                                      {"lr", "1"}, {"noise", "3"}, {"seed", "9"}));
    simulation_step(simulation);
    rng_seed(&rng, 9, RNG_NOISE);
    for (int i = 0; i < 2; i++)
        check_near("x", simulation_now(simulation)->x[i], -3 * rng_normal(&rng), exact, 1);

    double before[2] = {simulation_now(simulation)->x[0], simulation_now(simulation)->x[1]};
    check_set(simulation, "clip", "0.5");
    check_set(simulation, "noise", "1000");
    simulation_step(simulation);
    check_near("clipped", distance(simulation_now(simulation)->x, before), 0.5, 1e-6, 1);
    simulation_free(simulation);
}

/* Without noise nothing is drawn: switched on later it begins where it would have begun. */
static void test_noise_stream_is_separate(void **state)
{
    (void)state;
    struct rng rng;
    struct simulation *simulation = simulate(SETTINGS({"function", "0*x"}, {"lr", "1"}));
    simulation_go(simulation, 10);
    check_set(simulation, "noise", "1");
    simulation_step(simulation);
    rng_seed(&rng, 1, RNG_NOISE);
    check_near("x", simulation_now(simulation)->x[0], 1 - rng_normal(&rng), exact, 1);
    simulation_free(simulation);
}

/* --- determinism --- */

static void check_same_runs(const char *seed_a, const char *seed_b, const char *noise, bool same)
{
    struct simulation *a = simulate(SETTINGS({"surface", "multi-modal"}, {"optimizer", "adam"},
                                             {"noise", noise}, {"seed", seed_a}));
    struct simulation *b = simulate(SETTINGS({"surface", "multi-modal"}, {"optimizer", "adam"},
                                             {"noise", noise}, {"seed", seed_b}));
    bool all = true;
    for (int k = 0; k < 500; k++) {
        all = all && same_sample(simulation_now(a), simulation_now(b));
        simulation_step(a);
        simulation_step(b);
    }
    assert_int_equal(all, same);
    simulation_free(a);
    simulation_free(b);
}

static void test_a_run_is_a_function_of_its_scenario(void **state)
{
    (void)state;
    check_same_runs("7", "7", "0.5", true);
    check_same_runs("7", "8", "0.5", false);
    check_same_runs("7", "8", "0", true);
}

/* --- ends --- */

/* x is multiplied by 1 - 10*0.25 = -1.5 a step, so that the loss is 61.25 * 2.25^k and what y adds;
 * with S = 85.75 it is first beyond 2e10 * S at k = 30. */
static void test_divergence_ends_a_run(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "ravine"}, {"lr", "0.25"}, {"steps", "1000"}));
    assert_int_equal(simulation_run(simulation, 1000), CRITERION_DIVERGE);
    assert_int_equal(simulation_now(simulation)->step, 30);
    assert_int_equal(simulation_run(simulation, 1000), CRITERION_DIVERGE);
    check_set(simulation, "lr", "0.1");
    assert_int_equal(simulation_ended(simulation), CRITERION_DIVERGE);
    assert_int_equal(simulation_run(simulation, 1000), CRITERION_DIVERGE);
    assert_int_equal(simulation_now(simulation)->step, 30);
    assert_int_equal(simulation_best(simulation)->step, 0);
    simulation_free(simulation);
}

/* log has no value left of 0, so it has no slope there: 1/x would be one. */
static void test_no_slope_without_a_value(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "log(x) + y^2"}, {"start", "1,1"}, {"lr", "0.75"}));
    assert_int_equal(simulation_step(simulation), -1);
    assert_true(simulation_now(simulation)->grad_norm > 1);
    while (simulation_step(simulation) < 0)
        ;
    assert_true(isnan(simulation_now(simulation)->loss));
    assert_true(isnan(simulation_gradient(simulation)[0]));
    assert_true(isnan(simulation_now(simulation)->grad_norm));
    simulation_free(simulation);
}

static void test_nan_stops_for_good(void **state)
{
    (void)state;
    static const char *const functions[] = {"sqrt(x) + y^2", "x^1.5 + y^2", "-exp(x^2) - y^2"};
    for (size_t i = 0; i < COUNT(functions); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"function", functions[i]}, {"lr", "3"}, {"start", "1,1"}));
        for (int k = 0; k < 100; k++)
            simulation_step(simulation);
        struct sample last = *simulation_now(simulation);
        assert_in_range(last.step, 1, 50);
        assert_false(isfinite(last.x[0]));
        assert_true(criterion_is_runaway(simulation_step(simulation)));
        assert_true(same_sample(simulation_now(simulation), &last));
        assert_false(isnan(simulation_best(simulation)->loss));
        assert_true(simulation_go(simulation, 0));
        assert_true(simulation_now(simulation)->x[0] == 1 && simulation_ended(simulation) < 0);
        simulation_free(simulation);
    }
}

static void test_cap_and_changed_cap(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"steps", "10"}));
    assert_int_equal(simulation_run(simulation, 4), -1);
    assert_int_equal(simulation_run(simulation, 100), CRITERION_STEPS);
    assert_int_equal(simulation_run(simulation, 100), CRITERION_STEPS);
    assert_int_equal(simulation_now(simulation)->step, 10);
    check_set(simulation, "steps", "25");
    assert_int_equal(simulation_ended(simulation), -1);
    assert_int_equal(simulation_run(simulation, 100), CRITERION_STEPS);
    assert_int_equal(simulation_now(simulation)->step, 25);
    simulation_free(simulation);
}

static void test_steps_0_is_ended_at_the_start(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"steps", "0"}));
    assert_int_equal(simulation_run(simulation, 100), CRITERION_STEPS);
    assert_int_equal(simulation_now(simulation)->step, 0);
    simulation_free(simulation);
}

/* An end stays the end for who steps on beyond it, and divergence is one still. */
static void test_beyond_an_end(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "ravine"}, {"lr", "0.25"}, {"stop", "grad=40"}));
    assert_int_equal(simulation_run(simulation, 10), CRITERION_GRAD);
    assert_int_equal(simulation_step(simulation), -1);
    assert_int_equal(simulation_ended(simulation), CRITERION_GRAD);
    simulation_go(simulation, 31);
    assert_int_equal(simulation_ended(simulation), CRITERION_DIVERGE);
    simulation_free(simulation);
}

/* --- changes --- */

static void test_changes_are_logged(void **state)
{
    (void)state;
    static const struct {
        long step;
        const char *key, *value;
    } rows[] = {
        {0, "lr", "0.002"},
        {3, "momentum", "0.5"},
        {3, "lr", "0.004"},
        {5, "set", "beta=0.25"},
    };
    struct simulation *simulation = simulate(SETTINGS({"lr", "0.001"}));
    for (size_t i = 0; i < COUNT(rows); i++) {
        simulation_go(simulation, rows[i].step);
        check_set(simulation, rows[i].key, rows[i].value);
    }
    assert_int_equal(simulation_changes(simulation), COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct change *change = &simulation_experiment(simulation)->change[i];
        assert_int_equal(change->step, rows[i].step);
        assert_string_equal(change->key, rows[i].key);
        assert_string_equal(change->value, rows[i].value);
    }
    bool found;
    assert_true(simulation_next_rate(simulation) == 0.004);
    assert_true(simulation_hyper(simulation, "beta", &found) == 0.25 && found);
    simulation_hyper(simulation, "gamma", &found);
    assert_false(found);
    simulation_free(simulation);
}

/* Turning a knob logs where it came to rest, not all that it passed. */
static void test_only_the_last_value_is_logged(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"lr", "0.001"}));
    check_set(simulation, "lr", "0.002");
    check_set(simulation, "lr", "0.003");
    assert_int_equal(simulation_changes(simulation), 1);
    assert_string_equal(simulation_experiment(simulation)->change[0].value, "0.003");
    simulation_free(simulation);
}

static struct simulation *open_lines(const char *lines, struct error *error)
{
    struct scenario scenario;
    struct experiment experiment;
    scenario_of(&scenario, SETTINGS({NULL, NULL}));
    assert_true(experiment_init(&experiment, &scenario));
    if (!read_experiment(&experiment, lines, error))
        fail_msg("%s: %s", lines, error->message);
    struct simulation *simulation = simulation_open(&experiment, error);
    experiment_release(&experiment);
    scenario_release(&scenario);
    return simulation;
}

/* Changes that lie ahead are made when their step is come to, and an end before them is passed. */
static void test_changes_ahead(void **state)
{
    (void)state;
    static const char lines[] = "surface bowl\nstop grad=1\nat 0\nlr 0.25\n"
                                "at 3\nlr 0.125\nnoise 0.5\nat 40\nnoise 0\n";
    struct error error = {0};
    struct simulation *simulation = open_lines(lines, &error);
    assert_non_null(simulation);
    assert_int_equal(simulation_changes(simulation), 1); /* the run begins with it */
    assert_true(simulation_now(simulation)->lr == 0.25);
    while (simulation_play(simulation, 3, 1))
        ;
    assert_int_equal(simulation_changes(simulation), 3);
    assert_true(simulation_next_rate(simulation) == 0.125);
    assert_true(simulation_has_changed(simulation, "noise"));
    assert_false(simulation_has_changed(simulation, "optimizer"));
    assert_int_equal(simulation_experiment(simulation)->step, 3);
    while (simulation_play(simulation, -1, 1))
        ;
    assert_true(simulation_now(simulation)->step > 40);
    assert_int_equal(simulation_changes(simulation), 4);
    assert_int_equal(simulation_ended(simulation), CRITERION_GRAD);
    simulation_go(simulation, 2);
    assert_int_equal(simulation_changes(simulation), 1);
    assert_int_equal(simulation_experiment(simulation)->count, 4); /* the others lie ahead again */
    simulation_free(simulation);
}

/* A change that lies ahead is forgotten where something else is changed before it. */
static void test_a_branch_before_what_lies_ahead(void **state)
{
    (void)state;
    struct error error = {0};
    struct simulation *simulation = open_lines("surface bowl\nat 9\nlr 0.125", &error);
    simulation_go(simulation, 5);
    check_set(simulation, "clip", "1");
    simulation_go(simulation, 12);
    assert_int_equal(simulation_experiment(simulation)->count, 1);
    assert_true(simulation_next_rate(simulation) != 0.125);
    simulation_free(simulation);
}

/* What no step could be made with is refused at once. */
static void test_changes_that_cannot_be_made(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *reason;
    } rows[] = {
        {"at 9\nrule theta = theta - k*g", "'k' has no value"},
        {"noise 0.1\nat 9\noptimizer newton", "takes no noise"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        assert_null(open_lines(rows[i].lines, &error));
        if (!strstr(error.message, rows[i].reason))
            fail_msg("%s", error.message);
    }
}

/* As if the last change had not been made. */
static void test_take_back(void **state)
{
    (void)state;
    const struct setting *settings = SETTINGS({"surface", "ravine"}, {"noise", "0.1"});
    struct simulation *simulation = simulate(settings), *twin = simulate(settings);
    struct error error = {0};
    simulation_go(simulation, 7);
    assert_false(simulation_take_back(simulation, &error));
    check_set(simulation, "clip", "1");
    assert_true(simulation_take_back(simulation, &error));
    assert_int_equal(simulation_changes(simulation), 0);
    check_set(simulation, "clip", "0.5");
    assert_true(simulation_change(
        simulation, SETTINGS({"optimizer", "adam"}, {"lr", "0.3"}, {"noise", "0"}), 3, &error));
    assert_true(simulation_take_back(simulation, &error));
    assert_int_equal(simulation_changes(simulation), 1);
    assert_true(simulation_take_back(simulation, &error));
    simulation_go(simulation, 20);
    simulation_go(twin, 20);
    assert_memory_equal(simulation_now(simulation), simulation_now(twin), sizeof(struct sample));
    simulation_go(simulation, 0);
    check_set(simulation, "lr", "0.01");
    assert_true(simulation_now(simulation)->lr == 0.01);
    assert_true(simulation_take_back(simulation, &error));
    simulation_go(simulation, 20);
    assert_memory_equal(simulation_now(simulation), simulation_now(twin), sizeof(struct sample));
    simulation_free(simulation);
    simulation_free(twin);
}

/* Settings that mean something only together. */
static void test_changes_together(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}));
    struct error error = {0};
    simulation_go(simulation, 3);
    assert_false(simulation_set(simulation, "rule", "theta = theta - k*g", &error));
    assert_string_equal(error.setting, "rule");
    assert_true(simulation_change(
        simulation, SETTINGS({"rule", "theta = theta - k*g"}, {"set", "k=0.01"}), 2, &error));
    simulation_go(simulation, 9);
    simulation_free(simulation);
}

static void test_a_change_that_fails_changes_nothing(void **state)
{
    (void)state;
    static const struct setting rows[] = {
        {"lr", "-1"},        {"lr", "fast"},         {"lr", "0"},           {"set", "beta=1"},
        {"set", "gamma=1"},  {"optimizer", "adamm"}, {"momentum", "2"},     {"schedule", "cosin"},
        {"clip", "-1"},      {"rule", "theta ="},    {"rule", "theta = q"}, {"stop", "grad=x"},
        {"surface", "bowl"}, {"start", "1,1"},       {"seed", "4"},         {"params", "a,b"},
        {"colour", "red"},   {"function", "x^2"},
    };
    struct simulation *simulation = simulate(SETTINGS({"optimizer", "momentum"}, {"steps", "50"}));
    struct simulation *twin = simulate(SETTINGS({"optimizer", "momentum"}, {"steps", "50"}));
    simulation_run(simulation, 5);
    simulation_run(twin, 5);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        if (simulation_set(simulation, rows[i].key, rows[i].value, &error))
            fail_msg("%s %s was taken", rows[i].key, rows[i].value);
        assert_true(error.message[0] != '\0');
    }
    assert_int_equal(simulation_changes(simulation), 0);
    for (int k = 0; k < 45; k++)
        assert_int_equal(simulation_step(simulation), simulation_step(twin));
    assert_true(same_sample(simulation_now(simulation), simulation_now(twin)));
    simulation_free(simulation);
    simulation_free(twin);
}

/* Another optimizer begins with no memory and t = 1: momentum's first step is lr*g, Adam's is
 * lr*sign(g), up to eps. A hyperparameter leaves the memory alone. */
static void test_another_optimizer_begins_anew(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"momentum", "0.5"}, {"lr", "0.125"}));
    const double *x = simulation_now(simulation)->x;
    simulation_step(simulation); /* v = 3.5, x = 3.0625 */
    check_set(simulation, "set", "beta=0.25");
    simulation_step(simulation);
    assert_true(x[0] == 3.0625 - 0.125 * (0.25 * 3.5 + 3.0625));

    double before = x[0];
    check_set(simulation, "optimizer", "adam");
    simulation_step(simulation);
    check_near("adam", x[0], before - 0.125, 1e-8, 1);

    before = x[0];
    check_set(simulation, "optimizer", "momentum");
    simulation_step(simulation);
    assert_true(x[0] == before - 0.125 * before);
    simulation_free(simulation);
}

/* The first touch of a criterion is forgotten only where its threshold is another. */
static void test_first_touches_are_kept(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "bowl"}, {"stop", "grad=1"}));
    const struct criteria_state *seen = simulation_criteria(simulation);
    assert_int_equal(simulation_run(simulation, 1000), CRITERION_GRAD);
    long first = simulation_now(simulation)->step;
    simulation_go(simulation, first + 5);
    check_set(simulation, "lr", "0.05");
    assert_int_equal(seen->first[CRITERION_GRAD], first);
    check_set(simulation, "stop", "grad=0.1");
    assert_int_equal(seen->first[CRITERION_GRAD], -1);
    simulation_free(simulation);
}

/* --- refusals --- */

static void test_scenarios_that_make_no_run(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[4];
        int column;
        const char *message;
    } rows[] = {
        {{{"start", "1,2,3"}}, 0, "start has 3 numbers, but there are 2 parameters"},
        {{{"params", "w"}, {"function", "w"}, {"start", "1,2"}},
         0,
         "start has 2 numbers, but there is 1 parameter"},
        {{{"params", "w,b"}},
         0,
         "the parameters of the surface rosenbrock are x,y; params goes with function"},
        {{{"function", "x + w"}}, 5, "there is no 'w'"},
        {{{"function", "x + w"}, {"rule", "theta = q"}}, 5, "there is no 'w'"},
        {{{"rule", "theta = decay"}},
         9,
         "'decay' has no value: give it one with " SETTING("set decay=VALUE")},
        {{{"rule", "m = g"}}, 1, "theta is never assigned: a rule needs 'theta = …'"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct error error = {0};
        scenario_of(&scenario, rows[i].settings);
        assert_null(simulation_create(&scenario, &error));
        assert_null(simulation_create(&scenario, NULL));
        if (strncmp(error.message, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("'%s' does not begin with '%s'", error.message, rows[i].message);
        assert_int_equal(error.column, rows[i].column);
        scenario_release(&scenario);
    }
    simulation_free(NULL);
}

/* Of every optimizer the step that is foreseen is the step that is made, bit for bit, with a
 * schedule, clipping and l2, and nothing is evaluated; where it can't be foreseen without that,
 * this is said. */
static void test_foreseen(void **state)
{
    (void)state;
    int foreseen = 0;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *optimizer = table_row(&optimizers, i);
        bool cuts = !optimizer->method;
        struct simulation *simulation = simulate(SETTINGS(
            {"surface", "rosenbrock"}, {"optimizer", optimizer->name}, {"l2", "0.1"},
            {"schedule", cuts ? "cosine:period=9" : "constant"}, {"clip", cuts ? "3" : "0"}));
        for (int step = 0; step < 12 && isfinite(simulation_now(simulation)->x[0]); step++) {
            const struct sample *now = simulation_now(simulation);
            double to[PARAMETERS_MAX], pull[PARAMETERS_MAX], from = now->x[0];
            long evaluations = simulation_evaluations(simulation);
            bool known = simulation_foresee(simulation, to);
            assert_int_equal(simulation_pull(simulation, pull), cuts);
            assert_int_equal(simulation_evaluations(simulation), evaluations);
            assert_true(now->x[0] == from);
            simulation_step(simulation);
            if (known)
                assert_memory_equal(to, simulation_now(simulation)->x, 2 * sizeof *to);
            if (strcmp(optimizer->name, "gd") == 0)
                assert_memory_equal(to, pull, 2 * sizeof *to);
            foreseen += known;
            assert_true(!known || cuts);
        }
        simulation_free(simulation);
    }
    assert_true(foreseen > 12 * 15);
}

/* What is left to chance is not foreseen, nor what is found at a probe. */
static void test_unforeseen(void **state)
{
    (void)state;
    static const struct {
        struct setting more;
        bool pull;
    } cases[] = {{{"noise", "0.1"}, false},
                 {{"optimizer", "nesterov"}, true},
                 {{"rule", "theta = theta - lr*g*normal"}, true},
                 {{"rule", "theta = theta - g/h"}, true},
                 {{"optimizer", "bfgs"}, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "rosenbrock"}, cases[i].more));
        double to[PARAMETERS_MAX];
        assert_false(simulation_foresee(simulation, to));
        assert_int_equal(simulation_pull(simulation, to), cases[i].pull);
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_row_0_is_the_start),
        cmocka_unit_test(test_one_step),
        cmocka_unit_test(test_any_number_of_parameters),
        cmocka_unit_test(test_rate_is_that_of_the_step_before),
        cmocka_unit_test(test_evaluations_are_counted),
        cmocka_unit_test(test_l2),
        cmocka_unit_test(test_l2_at_the_probe),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_noise_stream_is_separate),
        cmocka_unit_test(test_a_run_is_a_function_of_its_scenario),
        cmocka_unit_test(test_divergence_ends_a_run),
        cmocka_unit_test(test_no_slope_without_a_value),
        cmocka_unit_test(test_nan_stops_for_good),
        cmocka_unit_test(test_cap_and_changed_cap),
        cmocka_unit_test(test_steps_0_is_ended_at_the_start),
        cmocka_unit_test(test_beyond_an_end),
        cmocka_unit_test(test_changes_are_logged),
        cmocka_unit_test(test_only_the_last_value_is_logged),
        cmocka_unit_test(test_changes_ahead),
        cmocka_unit_test(test_a_branch_before_what_lies_ahead),
        cmocka_unit_test(test_changes_that_cannot_be_made),
        cmocka_unit_test(test_take_back),
        cmocka_unit_test(test_changes_together),
        cmocka_unit_test(test_a_change_that_fails_changes_nothing),
        cmocka_unit_test(test_another_optimizer_begins_anew),
        cmocka_unit_test(test_first_touches_are_kept),
        cmocka_unit_test(test_scenarios_that_make_no_run),
        cmocka_unit_test(test_foreseen),
        cmocka_unit_test(test_unforeseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
