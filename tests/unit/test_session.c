/* The run on the screen: time into steps, going there and back, changes. */
#include "show/session.h"

#include "base/error.h"
#include "learn.h"
#include "show/data_file.h"
#include "waiter.h"

/* A session of the settings, pairs of key and value that end with NULL. */
static void start(struct session *session, const char *const *pairs)
{
    struct scenario scenario;
    struct experiment experiment;
    struct error error = {0};

    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    for (; *pairs; pairs += 2)
        if (!scenario_set(&scenario, pairs[0], pairs[1], &error))
            fail_msg("%s %s: %s", pairs[0], pairs[1], error.message);
    assert_true(experiment_init(&experiment, &scenario));
    if (!session_init(session, &experiment, &error))
        fail_msg("%s", error.message);
    experiment_release(&experiment);
    scenario_release(&scenario);
}

enum { SPEED = 30 };

static const char *const bowl[] = {"surface", "bowl", NULL};

static long step_of(const struct session *session)
{
    return simulation_now(session->simulation)->step;
}

static bool set(struct session *session, const char *key, const char *value)
{
    struct setting setting = {key, value};
    struct error error;

    return session_set(session, &setting, 1, &error);
}

/* Thirty steps a second, whatever the pieces in which time comes; a gap counts as one second. */
static void test_time_becomes_steps(void **state)
{
    static const struct {
        double dt;
        int times;
        long steps;
    } rows[] = {
        {1, 1, 30},   {0.1, 10, 30},  {1.0 / 128, 128, 30}, {1.0 / 64, 32, 15},
        {0.03, 1, 0}, {0.0334, 1, 1}, {3600, 1, 30},        {3600, 2, 60},
        {0, 100, 0},  {-1, 100, 0},   {NAN, 3, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session session;
        long made = 0;

        start(&session, bowl);
        assert_true(session_resume(&session));
        for (int k = 0; k < rows[i].times; k++)
            made += session_advance(&session, rows[i].dt, SPEED);
        /* Ten times 0.1 may fall just short of one. */
        if (labs(made - rows[i].steps) > (rows[i].dt == 0.1))
            fail_msg("%d times %g s: %ld steps", rows[i].times, rows[i].dt, made);
        assert_int_equal(made, step_of(&session));
        session_release(&session);
    }
}

/* Steps that do not fit into one call are not lost. */
static void test_no_step_is_dropped(void **state)
{
    struct session session;
    long made = 0;

    (void)state;
    start(&session, (const char *const[]){"surface", "rosenbrock", "steps", "1000000", NULL});
    assert_true(session_resume(&session));
    made = session_advance(&session, 1, 100000);
    assert_true(made > 0 && made <= 10000);
    for (int i = 0; i < 1000 && made < 100000; i++)
        made += session_advance(&session, 1e-9, 100000);
    assert_int_equal(made, 100000);
    /* What was owed at that speed is dropped with it. */
    session_advance(&session, 1, 100000);
    assert_int_equal(session_advance(&session, 1, 2), 2);
    session_release(&session);
}

/* A paused session does nothing, however much time passes. */
static void test_pause(void **state)
{
    struct session session;

    (void)state;
    start(&session, bowl);
    assert_false(session_moving(&session));
    assert_int_equal(session_advance(&session, 1, SPEED), 0);
    session_resume(&session);
    assert_true(session_moving(&session));
    session_advance(&session, 0.99, SPEED);
    session_pause(&session);
    long step = step_of(&session);
    session_resume(&session); /* what was owed is not */
    assert_int_equal(session_advance(&session, 0.02, SPEED), 0);
    assert_int_equal(step_of(&session), step);
    session_release(&session);
}

/* A step far away takes several calls and is met exactly, past the end of the run, too. */
static void test_go(void **state)
{
    struct session session;
    int calls = 0;

    (void)state;
    start(&session, bowl); /* ends at step 147 */
    session_go(&session, 200000);
    assert_true(session_moving(&session));
    for (; session_moving(&session) && calls < 1000; calls++)
        session_advance(&session, 1e-3, SPEED);
    assert_true(calls > 1 && calls < 1000);
    assert_int_equal(step_of(&session), 200000);
    assert_true(session_ended(&session));
    session_go(&session, 199000);
    assert_int_equal(step_of(&session), 199000);
    session_step(&session, -1000000);
    assert_int_equal(step_of(&session), 0);
    assert_false(session_ended(&session));
    session_step(&session, 7);
    assert_int_equal(step_of(&session), 7);
    assert_false(session_moving(&session));
    session_release(&session);
}

/* Where no step leads on the step is given up, and nothing spins. */
static void test_divergence_stops_everything(void **state)
{
    struct session session;

    (void)state;
    start(&session, (const char *const[]){"surface", "ravine", "lr", "50", NULL});
    session_go(&session, 100000);
    for (int i = 0; i < 100 && session_moving(&session); i++)
        session_advance(&session, 1, SPEED);
    assert_false(session_moving(&session));
    assert_true(session_diverged(&session));
    assert_false(session_resume(&session));
    long step = step_of(&session);
    session_step(&session, 5);
    assert_int_equal(step_of(&session), step);
    session_step(&session, -step);
    assert_false(session_diverged(&session));
    assert_true(session_resume(&session));
    session_release(&session);
}

/* Which changes begin anew, and which another objective. */
static void test_changes(void **state)
{
    static const struct {
        const char *key, *value;
        bool anew, objective;
    } rows[] = {
        {"lr", "0.2", false, false},       {"optimizer", "adam", false, false},
        {"noise", "1", false, false},      {"rule", "theta = theta - lr*g", false, false},
        {"start", "1,2", true, false},     {"seed", "4", true, false},
        {"surface", "ravine", true, true}, {"function", "x^2+y^2", true, true},
        {"surface", "bowl", true, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session session;

        start(&session, bowl);
        session_step(&session, 5);
        session_resume(&session);
        unsigned long objective = session.objective;
        assert_true(set(&session, rows[i].key, rows[i].value));
        if ((step_of(&session) == 0) != rows[i].anew || session_moving(&session) == rows[i].anew)
            fail_msg("%s %s goes on at step %ld", rows[i].key, rows[i].value, step_of(&session));
        assert_int_equal(session.objective != objective, rows[i].objective);
        assert_int_equal(kept_count(&session.kept) == 1, rows[i].anew && !rows[i].objective);
        session_release(&session);
    }
}

/* -1: there is none. */
static void check_branch(const struct session *session, long last)
{
    const struct trajectory *branch = session_branch(session);

    assert_int_equal(branch ? branch->last : -1, last);
}

static void go(struct session *session, long step)
{
    assert_true(session_go(session, step));
    while (session_moving(session))
        session_advance(session, 1, SPEED);
    assert_int_equal(step_of(session), step);
}

/* What was gone back over stays while one goes back further, goes when its end is come to again,
 * and is replaced when another branch is left. */
static void test_a_branch_that_was_left(void **state)
{
    static const struct {
        const char *rate; /* set before; NULL: nothing is */
        long to, branch;
    } rows[] = {
        {NULL, 100, -1}, {NULL, 60, 100},  {NULL, 40, 100},   {NULL, 99, 100},    {NULL, 100, -1},
        {NULL, 120, -1}, {NULL, 50, 120},  {"0.05", 70, 120}, {NULL, 130, 120},   {NULL, 60, 130},
        {NULL, 10, 130}, {NULL, 130, 130}, {NULL, 129, 130},  {"0.06", 135, 130}, {NULL, 0, 135},
    };
    struct session session;

    (void)state;
    start(&session, (const char *const[]){"surface", "ravine", "lr", "0.1", NULL});
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].rate)
            assert_true(set(&session, "lr", rows[i].rate));
        go(&session, rows[i].to);
        check_branch(&session, rows[i].branch);
    }
    session_release(&session);
}

/* Two ways to the very same point are two ways. */
static void test_branches_that_meet(void **state)
{
    struct session session;

    (void)state;
    start(&session, (const char *const[]){"surface", "bowl", "optimizer", "newton", NULL});
    go(&session, 10);
    const double end = simulation_now(session.simulation)->x[0];
    go(&session, 0);
    assert_true(set(&session, "optimizer", "gd") && set(&session, "lr", "0.5"));
    go(&session, 1);
    assert_true(set(&session, "optimizer", "newton"));
    go(&session, 12);
    assert_true(simulation_now(session.simulation)->x[0] == end);
    check_branch(&session, 10);
    session_release(&session);
}

/* A new run leaves the whole of the old one, and no branch of it. */
static void test_a_run_that_was_left(void **state)
{
    struct session session;
    struct error error;

    (void)state;
    start(&session, bowl);
    go(&session, 9);
    go(&session, 4);
    check_branch(&session, 9);
    assert_true(session_restart(&session, &error));
    assert_int_equal(session.kept.run[0]->path.last, 4);
    check_branch(&session, -1);
    session_release(&session);
}

/* Another objective drops the start and a rate that fitted the old gradient. */
static void test_another_objective_forgets(void **state)
{
    struct session session;

    (void)state;
    start(&session,
          (const char *const[]){"surface", "bowl", "lr", "0.4", "start", "1,2", "seed", "3", NULL});
    assert_true(set(&session, "surface", "ravine"));
    const struct scenario *scenario = session_scenario(&session);
    assert_int_equal(scenario->start_count, 0);
    check_near("lr", scenario->lr, 0, 0, 1);
    assert_int_equal(scenario->seed, 3);
    /* Adam's steps do not scale with the gradient: its rate fits everywhere. */
    assert_true(set(&session, "optimizer", "adam"));
    assert_true(set(&session, "lr", "0.4"));
    assert_true(set(&session, "surface", "bowl"));
    check_near("lr", session_scenario(&session)->lr, 0.4, 0, 1);
    session_release(&session);
}

/* What fails changes nothing, and says which setting is to blame. */
static void test_failures_change_nothing(void **state)
{
    static const struct setting wrong[] = {{"lr", "0.3"}, {"start", "1,2"}, {"clip", "x"}};
    static const struct setting together[] = {{"function", "a+b"}, {"lr", "0.3"}};
    struct session session;
    struct error error = {0};

    (void)state;
    start(&session, bowl);
    session_step(&session, 5);
    assert_false(session_set(&session, wrong, COUNT(wrong), &error));
    assert_ptr_equal(error.setting, wrong[2].key);
    assert_false(session_set(&session, together, COUNT(together), &error));
    assert_string_equal(error.setting, "function");
    assert_int_equal(error.column, 1);
    assert_int_equal(step_of(&session), 5);
    check_near("lr", scenario_rate(session_scenario(&session)), 0.1, 0, 1);
    assert_string_equal(session_scenario(&session)->surface->name, "bowl");
    session_release(&session);
}

static void test_momentum_has_a_name(void **state)
{
    static const struct {
        const char *optimizer, *name;
    } rows[] = {
        {"gd", NULL},
        {"momentum", "beta"},
        {"nesterov", "beta"},
        {"adam", "beta1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session session;

        start(&session, (const char *const[]){"optimizer", rows[i].optimizer, NULL});
        const char *name = session_momentum(&session);
        assert_true(name == rows[i].name || strcmp(name, rows[i].name) == 0);
        session_release(&session);
    }
}

static double lr_of(const struct session *session)
{
    return session_scenario(session)->lr;
}

/* Every optimizer is left with its rate and comes with it again; that of the command line belongs
 * to the optimizer that was named there. */
static void test_rates_are_remembered(void **state)
{
    static const struct {
        const char *optimizer, *lr; /* switched to; then set, NULL: not */
        double comes;               /* the `lr` that it comes with; 0: its own */
    } rows[] = {
        {"adam", "0.05", 0},     {"gd", "0.2", 0.3},     {"adam", NULL, 0.05},
        {"newton", NULL, 0.05},  {"momentum", "0.4", 0}, {"gd", "auto", 0.2},
        {"momentum", NULL, 0.4}, {"gd", NULL, 0},        {"adam", NULL, 0.05},
    };
    struct session session;

    (void)state;
    start(&session, (const char *const[]){"surface", "bowl", "lr", "0.3", NULL});
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(set(&session, "optimizer", rows[i].optimizer));
        check_near(rows[i].optimizer, lr_of(&session), rows[i].comes, 0, 1);
        if (rows[i].lr)
            assert_true(set(&session, "lr", rows[i].lr));
        session_step(&session, 1);
    }
    /* Another surface: what fitted its gradient is gone, Adam's is not. */
    assert_true(set(&session, "surface", "ravine"));
    check_near("adam", lr_of(&session), 0.05, 0, 1);
    assert_true(set(&session, "optimizer", "momentum"));
    check_near("momentum", lr_of(&session), 0, 0, 1);
    assert_true(session_restart(&session, NULL));
    assert_true(set(&session, "optimizer", "adam"));
    check_near("adam again", lr_of(&session), 0.05, 0, 1);
    session_release(&session);
}

/* Going back past a switch is leaving, too, and the rate there is that of the step. */
static void test_going_back_keeps_rates(void **state)
{
    struct session session;

    (void)state;
    start(&session, bowl);
    session_step(&session, 3);
    assert_true(set(&session, "lr", "0.2"));
    assert_true(set(&session, "optimizer", "adam"));
    assert_true(set(&session, "lr", "0.05"));
    session_step(&session, 3);
    session_go(&session, 2);
    assert_string_equal(session_scenario(&session)->optimizer->name, "gd");
    check_near("gd", lr_of(&session), 0, 0, 1);
    assert_true(set(&session, "optimizer", "adam"));
    check_near("adam", lr_of(&session), 0.05, 0, 1);
    session_release(&session);
}

/* The log holds the rates: nothing but it is needed to make the same run again. */
static void test_the_log_makes_the_run(void **state)
{
    struct session session;

    (void)state;
    start(&session, (const char *const[]){"surface", "ravine", NULL});
    session_step(&session, 4);
    assert_true(set(&session, "lr", "0.1"));
    assert_true(set(&session, "optimizer", "adam"));
    session_step(&session, 4);
    assert_true(set(&session, "optimizer", "gd"));
    session_step(&session, 4);
    const struct simulation *made = session.simulation;
    struct simulation *again = simulation_open(simulation_experiment(made), NULL);
    assert_true(simulation_go(again, 12));
    assert_memory_equal(simulation_now(again)->x, simulation_now(made)->x, 2 * sizeof(double));
    check_near("lr", lr_of(&session), 0.1, 0, 1);
    simulation_free(again);
    session_release(&session);
}

/* How parameters begin is chosen for models: it stays for another one, and is dropped with a loss
 * of the user's own, which has no fans. */
static void test_the_beginning_of_models(void **state)
{
    static const struct {
        const char *key, *value, *init;
    } rows[] = {
        {"model", "network", "he"},
        {"loss", "(y - b1 - w1*x)^2", NULL},
    };
    char path[SHIPPED_PATH];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session session;
        start(&session, (const char *const[]){"data", shipped("sine.csv", path), "model",
                                              "network-3", "init", "he", NULL});
        assert_true(set(&session, rows[i].key, rows[i].value));
        const struct init *init = session_scenario(&session)->init.init;
        assert_int_equal(init != NULL, rows[i].init != NULL);
        assert_true(!init || strcmp(init->name, rows[i].init) == 0);
        session_release(&session);
    }
}

/* What momentum begins with: the surface's own; of a function what suits curvature and rate here,
 * (1 - sqrt 0.1)^2 = 0.468 and (1 - sqrt 0.02)^2 = 0.737; else 0.9. */
static void test_first_beta(void **state)
{
    static const struct {
        const char *function, *lr;
        double beta;
    } rows[] = {
        {"(x^2+y^2)/2", "0.1", 0.5}, {"(x^2+10*y^2)/2", "0.02", 0.7},
        {"x^2-y^2", "0.1", 0.9},     {"x^2+y^2", "3", 0.9}, /* no momentum is stable at that rate */
        {"x+y", "0.1", 0.9},         {"x^2", "0.1", 0.9},
    };

    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *surface = table_row(&surfaces, i);
        struct session session;

        start(&session, (const char *const[]){"surface", surface->name, NULL});
        check_near(surface->name, session_beta(&session), surface->beta, 0, 1);
        session_release(&session);
    }
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session session;

        start(&session,
              (const char *const[]){"function", rows[i].function, "lr", rows[i].lr, NULL});
        check_near(rows[i].function, session_beta(&session), rows[i].beta, 0, 1);
        session_release(&session);
    }
}

/* Separable classes have no optimum: the range to be seen ends where the loss has all but fallen,
 * not where a better method stops, 10000 times further out. */
static void test_range_of_separable_classes(void **state)
{
    char path[TEMPORARY_PATH];
    const char *const settings[] = {"data", learn_file("x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n", path),
                                    "model", "logistic", NULL};
    struct session session;
    double range[2];

    (void)state;
    start(&session, settings);
    unlink(path);
    assert_null(session_optimum(&session));
    session_range(&session, 0, range);
    assert_true(range[0] < 0 && range[1] > 8 && range[1] < 50);
    session_range(&session, 1, range);
    assert_true(range[0] < -29 && range[0] > -200 && range[1] > 0);
    session_release(&session);
}

/* Wherever the search for the optimum is interrupted, nothing of it is kept, and it is found
 * later. */
static void test_optimum_is_whole(void **state)
{
    char path[SHIPPED_PATH];
    const char *const settings[] = {"data", shipped("line.csv", path), "l2", "0.1", NULL};
    struct waiter waiter = {0};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct session whole, session;

    (void)state;
    start(&whole, settings);
    session_listen(&whole, &interrupt);
    interrupt_begin(&interrupt);
    assert_non_null(session_optimum(&whole));
    interrupt_end(&interrupt);
    long questions = waiter.asked;
    assert_true(questions > 3);
    for (long k = 1; k <= questions; k++) {
        start(&session, settings);
        session_listen(&session, &interrupt);
        waiter = (struct waiter){.stop = k};
        interrupt_begin(&interrupt);
        assert_null(session_optimum(&session));
        assert_true(interrupt_end(&interrupt));
        assert_non_null(session_optimum(&session));
        assert_memory_equal(session.optimum.x, whole.optimum.x, sizeof whole.optimum.x);
        assert_memory_equal(session.optimum.reach, whole.optimum.reach, sizeof whole.optimum.reach);
        session_release(&session);
    }
    session_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_becomes_steps),
        cmocka_unit_test(test_no_step_is_dropped),
        cmocka_unit_test(test_pause),
        cmocka_unit_test(test_go),
        cmocka_unit_test(test_divergence_stops_everything),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_a_branch_that_was_left),
        cmocka_unit_test(test_branches_that_meet),
        cmocka_unit_test(test_a_run_that_was_left),
        cmocka_unit_test(test_another_objective_forgets),
        cmocka_unit_test(test_failures_change_nothing),
        cmocka_unit_test(test_momentum_has_a_name),
        cmocka_unit_test(test_rates_are_remembered),
        cmocka_unit_test(test_going_back_keeps_rates),
        cmocka_unit_test(test_the_log_makes_the_run),
        cmocka_unit_test(test_the_beginning_of_models),
        cmocka_unit_test(test_first_beta),
        cmocka_unit_test(test_range_of_separable_classes),
        cmocka_unit_test(test_optimum_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
