/* The rate finder on the screen. */
#include "play.h"

#include <math.h>

static double rate_of(const struct app *app)
{
    return scenario_rate(session_scenario(&app->session));
}

/* Types the keys, lets the run of the finder be made, and types the others. */
static struct app *find(const char *settings, const char *keys, const char *then)
{
    struct app *app = play_start(settings);

    play(app, keys);
    for (int i = 0; i < 100 && app->mode == MODE_LRFIND; i++)
        app_advance(app, 0.1);
    play(app, then);
    return app;
}

static void test_found(void **state)
{
    static const struct {
        const char *settings, *keys, *then, *shows;
        enum app_mode mode;
        double rate;
    } rows[] = {
        {"surface ravine", "gl", "", "rate 0.011 is a suggestion", MODE_LRFIND, 0.175},
        {"surface ravine", ":lrfind<Enter>", "", "blow-up", MODE_LRFIND, 0.175},
        {"surface ravine", "gl", "<Enter>", "space runs, u takes it back", MODE_WATCH, 0.011},
        {"surface ravine", "gl", "<Enter>u", "gd  rate 0.175", MODE_WATCH, 0.175},
        {"surface ravine", "gl", "l2l", "rate 0.0219 is yours (0.011 is suggested): the loss falls",
         MODE_LRFIND, 0.175},
        {"surface ravine", "gl", "lh", "rate 0.011 is a suggestion", MODE_LRFIND, 0.175},
        {"surface ravine", "gl", "<Enter>", "rate 0.011, as the rate finder suggests", MODE_WATCH,
         0.011},
        {"surface ravine", "gl", "l2l<Enter>", "rate 0.0219: space runs", MODE_WATCH, 0.0219},
        {"surface ravine", "gl", "<Left><Enter>", "rate 0.00874", MODE_WATCH, 0.00874},
        {"surface ravine", "gl", "q", "space run", MODE_WATCH, 0.175},
        {"surface ravine", "gl", "<Esc>", "space run", MODE_WATCH, 0.175},
        {"surface ravine", "gl", "?q", "is a suggestion", MODE_LRFIND, 0.175},
        {"surface ravine", "gl", "r", "r is no key here: arrows move the line", MODE_LRFIND, 0.175},
        {"surface ravine|optimizer newton", "gl", "", "newton has no rate", MODE_WATCH, 0},
        {"function log(x)+y^2|start -1,1", "gl", "", "choose another start", MODE_WATCH, 0.01},
        {"function x^2+y^2|start 0,0", "gl", "", "nothing to suggest", MODE_LRFIND, 0.01},
        {"function x^2+y^2|start 0,0", "gl", "l<Enter>", "no rate to take", MODE_WATCH, 0.01},
        {"surface ravine|schedule cosine", "gl", "<Enter>", "rate 0.011", MODE_WATCH, 0.011},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = find(rows[i].settings, rows[i].keys, rows[i].then);

        play_shows(app, rows[i].then, rows[i].shows);
        assert_int_equal(app->mode, rows[i].mode);
        if (!strstr(rows[i].settings, "newton"))
            assert_true(rate_of(app) == rows[i].rate);
        app_free(app);
    }
}

/* It is from the present step on, and so is the rate that is taken; of a run that has ended it is
 * from the start, and the run begins again. */
static void test_from_here(void **state)
{
    (void)state;
    struct app *app = find("surface rosenbrock", "20.gl", "");

    play_shows(app, "20.gl", "is a suggestion from step 20 on");
    assert_true(app->lrfind.finder.curve.start == simulation_now(app->session.simulation)->loss);
    play(app, "<Enter>");
    assert_int_equal(play_step(app), 20);
    play_shows(app, "20.gl<Enter>", "from here on, as the rate finder suggests");
    app_free(app);

    app = find("surface ravine", "200.gl", "");
    play_shows(app, "200.gl", "rate 0.011 is a suggestion:");
    play(app, "<Enter>");
    assert_int_equal(play_step(app), 0);
    assert_true(rate_of(app) == 0.011);
    app_free(app);
}

/* The run is paused, the finder's goes on with time, and a key does not wait for its end. */
static void test_in_slices(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine");

    play(app, " gl");
    assert_true(app_running(app));
    app_advance(app, 0.1);
    assert_int_equal(app->lrfind.finder.curve.count, 5);
    play_shows(app, "gl", "one run whose rate rises");
    assert_int_equal(play_step(app), 0);
    app_advance(app, 1e6);
    assert_int_equal(app->lrfind.finder.curve.count, 30);
    play(app, "q");
    assert_false(app_running(app));
    app_free(app);
}

/* The chart has the place of the fit, too; behind it that is there again. */
static void test_fit(void **state)
{
    (void)state;
    struct app *app = find("data line.csv|standardize all", "", "");

    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 24, .columns = 120});
    app_frame(app);
    assert_true(app->picture.layout.fit.rows > 0);
    play(app, "gl");
    app_advance(app, 1);
    app_frame(app);
    assert_int_equal(app->picture.layout.fit.rows, 0);
    play(app, "q");
    app_frame(app);
    assert_true(app->picture.layout.fit.rows > 0);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_from_here),
        cmocka_unit_test(test_in_slices),
        cmocka_unit_test(test_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
