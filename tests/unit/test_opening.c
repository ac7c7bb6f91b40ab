/* What the program opens on: it arrives in a few seconds, momentum matters, and a line says what to
 * press. */
#include "show/opening.h"

#include <math.h>
#include <string.h>

#include "play.h"
#include "show/saved.h"

static void open_scene(struct saved *saved)
{
    struct error error = {0};

    if (!saved_make(saved, "", opening_text, strlen(opening_text), &(struct view){0}, &error))
        fail_msg("line %d: %s", error.line, error.message);
}

static struct app *open_app(int rows, int columns)
{
    static const struct display display = {.colors = 0, .blocks = true, .braille = true};
    struct error error = {0};
    struct saved saved;

    open_scene(&saved);
    struct app *app = app_create(&saved.experiment, &saved.view, &display, rows, columns, &error);
    assert_non_null(app);
    app_adopt(app, &saved);
    app_opening(app);
    saved_release(&saved);
    return app;
}

/* Seconds until it ends by itself. */
static double seconds_of(struct app *app)
{
    const double frame = 1.0 / 30;
    double seconds = 0;

    for (; app_running(app) && seconds < 60; seconds += frame)
        app_advance(app, frame);
    return seconds;
}

static double x_of(const struct app *app)
{
    return simulation_now(app->session.simulation)->x[0];
}

static void test_it_arrives(void **state)
{
    struct app *app = open_app(24, 80);

    (void)state;
    play_shows(app, "", "Press space: the ball rolls.");
    play(app, " ");
    double seconds = seconds_of(app);
    assert_true(seconds > 2 && seconds < 4);
    play_shows(app, "space", "global minimum at (-2.805, 3.131)");
    app_free(app);
}

/* What its line says leads to another valley. */
static void test_momentum_matters(void **state)
{
    struct app *app = open_app(24, 80);

    (void)state;
    play(app, " ");
    (void)seconds_of(app);
    double with = x_of(app);
    play(app, "mr ");
    assert_true(seconds_of(app) < 4);
    play_shows(app, "m r space", "global minimum at (-3.779, -3.283)");
    assert_true(fabs(x_of(app) - with) > 0.5);
    app_free(app);
}

/* The first formula of README, typed there. */
static void test_the_first_formula(void **state)
{
    struct app *app = open_app(24, 80);

    (void)state;
    play(app,
         ":function x^2 + y^2 + 4*sin(2*x)*cos(2*y) --start 3,2 --lr 0.05 --momentum 0.7<Enter> ");
    double seconds = seconds_of(app);
    assert_true(seconds > 2 && seconds < 4);
    play_shows(app, "the formula", "local minimum at (0.6923, -1.39)");
    app_free(app);
}

/* Its momentum is not what the user has chosen: another problem is descended on as if it had been
 * named at once. */
static void test_it_leaves_nothing_behind(void **state)
{
    static const struct {
        const char *keys, *optimizer;
    } rows[] = {
        {":ravine<Enter>", "gd"},
        {"s", "gd"},
        {":function x^2 + 10*y^2<Enter>", "gd"},
        {" :ravine<Enter>", "gd"},
        {"r:ravine<Enter>", "gd"},
        {":ravine<Enter>m", "momentum"},
        {":ravine --optimizer adam<Enter>", "adam"},
        {":adam<Enter>:ravine<Enter>", "adam"},
        {"mm:ravine<Enter>", "momentum"},
        {":ravine<Enter>u:bowl<Enter>", "momentum"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = open_app(24, 80);

        play(app, rows[i].keys);
        if (strcmp(session_scenario(&app->session)->optimizer->name, rows[i].optimizer) != 0)
            fail_msg("%s: %s", rows[i].keys, session_scenario(&app->session)->optimizer->name);
        app_free(app);
    }
}

static void test_small_screens(void **state)
{
    struct app *app = open_app(12, 40);

    (void)state;
    play_shows(app, "", "Press space: the ball rolls.");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_arrives),        cmocka_unit_test(test_momentum_matters),
        cmocka_unit_test(test_the_first_formula), cmocka_unit_test(test_it_leaves_nothing_behind),
        cmocka_unit_test(test_small_screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
