/* u and U: what was set last is taken back, and made again. */
#include "play.h"

#include "base/file.h"
#include "directory.h"

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
    play_shows(app, "u", "rate 0.1");
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
/* The axes of a problem are not those of the one before it. */
static void test_other_problem(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1");

    play(app, "..:demo edge<Enter>");
    play_shows(app, ":demo edge", "v1");
    play(app, "u");
    play_shows(app, "u", "bowl");
    app_free(app);
}

static void test_together(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine");
    play(app, "..mu");
    assert_string_equal(session_scenario(&app->session)->optimizer->name, "gd");
    assert_int_equal(changes(app), 0);
    app_free(app);
}

/* A file with a change at step 5 is opened at its start. */
static struct app *open_prepared(void)
{
    static const char text[] = "surface bowl\nlr 0.1\nat 5\nmomentum 0.5\ngo 0\n";
    struct app *app = play_start("surface ravine");

    assert_true(file_write("prepared.td", text, strlen(text), NULL));
    play(app, ":open prepared<Enter>");
    assert_int_equal(unlink("prepared.td"), 0);
    return app;
}

/* A change before one that a session was opened with drops that, says so, and gives it back. */
static void test_what_lay_ahead(void **state)
{
    (void)state;
    struct app *app = open_prepared();
    play(app, "...:noise 1<Enter>");
    assert_int_equal(changes(app), 1);
    play_shows(app, "noise", "the changes of later steps are dropped, u brings them back");
    play(app, "+....u");
    play_shows(app, "u", "taken back: rate");
    play(app, "u");
    assert_int_equal(play_step(app), 3);
    check_near("noise", session_scenario(&app->session)->noise, 0, 0, 0);
    play(app, "...");
    assert_string_equal(session_scenario(&app->session)->optimizer->name, "momentum");
    play(app, "U");
    check_near("noise", session_scenario(&app->session)->noise, 1, 0, 0);
    assert_int_equal(play_step(app), 7);
    app_free(app);
}

/* What leaves them ahead says nothing of them. */
static void test_what_stays_ahead(void **state)
{
    (void)state;
    struct app *app = open_prepared();
    struct buffer text = {0};
    play(app, "...:colormap mako<Enter>");
    assert_null(strstr(play_screen(app, &text), "dropped"));
    assert_true(session_has_ahead(&app->session));
    buffer_release(&text);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dropped),       cmocka_unit_test(test_set_back),
        cmocka_unit_test(test_forgotten),     cmocka_unit_test(test_other_run),
        cmocka_unit_test(test_other_problem), cmocka_unit_test(test_together),
        DIRECTORY_TEST(test_what_lay_ahead),  DIRECTORY_TEST(test_what_stays_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
