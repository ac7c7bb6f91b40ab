/* u and U: what was set last is taken back, and made again. */
#include "play.h"

static double rate(const struct app *app)
{
    return simulation_next_rate(app->session.simulation);
}

static const char *surface(const struct app *app)
{
    return session_scenario(&app->session)->surface->name;
}

static size_t changes(const struct app *app)
{
    return simulation_experiment(app->session.simulation)->count;
}

/* Where no step was made since, the change is as if it had never been. */
static void test_dropped(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1");
    play(app, ".....:lr 0.2<Enter>");
    assert_int_equal(changes(app), 1);
    play(app, "u");
    assert_int_equal(changes(app), 0);
    check_near("rate", rate(app), 0.1, 0, 0);
    play_shows(app, "u", "lr 0.1");
    play(app, "U");
    check_near("rate", rate(app), 0.2, 0, 0);
    assert_int_equal(changes(app), 1);
    app_free(app);
}

/* Time stays: after a step it is set back from there on. */
static void test_set_back(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1");
    play(app, "..:lr 0.2<Enter>..:noise 1<Enter>.");
    play(app, "u");
    assert_int_equal(play_step(app), 5);
    check_near("noise", session_scenario(&app->session)->noise, 0, 0, 0);
    check_near("rate", rate(app), 0.2, 0, 0);
    play(app, "u");
    check_near("rate", rate(app), 0.1, 0, 0);
    play(app, "u");
    play_shows(app, "uuu", "no setting was changed");
    play(app, "UU");
    check_near("rate", rate(app), 0.2, 0, 0);
    check_near("noise", session_scenario(&app->session)->noise, 1, 0, 0);
    play(app, "U");
    play_shows(app, "UUU", "nothing was taken back");
    app_free(app);
}

/* A setting takes away what could be made again; going back takes away what was changed there. */
static void test_forgotten(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1");
    play(app, "..:lr 0.2<Enter>.u:lr 0.3<Enter>U");
    play_shows(app, "U", "nothing was taken back");
    check_near("rate", rate(app), 0.3, 0, 0);
    play(app, ",,,");
    check_near("rate", rate(app), 0.1, 0, 0);
    play(app, "u");
    play_shows(app, "u", "no setting was changed");
    app_free(app);
}

/* With another surface a new run begins: the one before is there again, at its step. */
static void test_other_run(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.1");
    play(app, "..:lr 0.15<Enter>...s");
    char next[32];
    snprintf(next, sizeof next, "%s", surface(app));
    assert_string_not_equal(next, "ravine");
    play(app, ".u");
    assert_string_equal(surface(app), "ravine");
    assert_int_equal(play_step(app), 5);
    check_near("rate", rate(app), 0.15, 0, 0);
    play(app, "u");
    check_near("rate", rate(app), 0.1, 0, 0);
    play(app, "UU");
    assert_string_equal(surface(app), next);
    assert_int_equal(play_step(app), 1);
    app_free(app);
}

/* What is set by one key is one change: momentum with its beta and rate. */
static void test_together(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine");
    play(app, "..mu");
    assert_string_equal(session_scenario(&app->session)->optimizer->name, "gd");
    assert_int_equal(changes(app), 0);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dropped),   cmocka_unit_test(test_set_back),
        cmocka_unit_test(test_forgotten), cmocka_unit_test(test_other_run),
        cmocka_unit_test(test_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
