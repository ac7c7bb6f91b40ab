/* Where starts are put, and the window that shows them. */
#include "play.h"

/* A window of 10 x 10 that fills a map of 54 x 19 cells. The cross moves by cells, to numbers that
 * are short, and not out of the window. */
static void test_the_cross_moves(void **state)
{
    static const struct {
        const char *settings, *keys;
        double place[2];
    } rows[] = {
        {"surface bowl|start 1,2|aspect fill", "", {1, 2}},
        {"surface bowl|start 1,2|aspect fill", "l", {1.19, 2}},
        {"surface bowl|start 1,2|aspect fill", "h", {0.81, 2}},
        {"surface bowl|start 1,2|aspect fill", "<Up>", {1, 2.53}},
        {"surface bowl|start 1,2|aspect fill", "j", {1, 1.47}},
        {"surface bowl|start 1,2|aspect fill", "5l", {1.93, 2}},
        {"surface bowl|start 1,2|aspect fill", "15<Left>", {-1.78, 2}},
        {"surface bowl|start 1,2|aspect fill", "5k", {1, 4.63}},
        {"surface bowl|start 1,2|aspect fill", "99l99<Down>", {5, -5}},
        {"surface bowl|start 1,2|aspect fill", "10k99h", {-5, 5}},
        {"params w|function w^2|start 2|aspect fill", "5kl", {2.19, 0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i].settings);

        play(app, ":aspect fill<Enter>0i");
        play(app, rows[i].keys);
        for (int k = 0; k < 2; k++)
            check_near(rows[i].keys, app->place[k], rows[i].place[k], 1e-12, 1);
        play(app, "<Enter>");
        assert_true(simulation_now(app->session.simulation)->x[0] == app->place[0]);
        app_free(app);
    }
}

/* A start outside is shown: the window is widened to a twentieth of itself beyond. The one that was
 * asked for is left as it is. */
static void test_a_start_outside(void **state)
{
    static const struct {
        const char *settings, *keys;
        double window[4];
    } rows[] = {
        {"surface bowl|start 9,1|aspect fill", "", {-5, 9.5, -5, 5}},
        {"surface bowl|start -5.5,-6|aspect fill", "", {-6, 5, -6.5, 5}},
        {"surface bowl|start 9,1|view -1,1,-1,1|aspect fill", "", {-1, 1, -1, 1}},
        {"surface bowl|start 9,1|view -1,1,-1,1|aspect fill", "0", {-1, 9.1, -1, 1}},
        {"surface bowl|start 0,1|aspect fill", ":start 9,1<Enter>", {-5, 9.5, -5, 5}},
        {"surface bowl|start 0,1|aspect fill",
         ":start 9,1 --view -1,1,-1,1<Enter>",
         {-1, 1, -1, 1}},
        {"surface bowl|start 4,4|view -1,1,-1,1|aspect fill", "r", {-1, 4.1, -1, 4.1}},
        {"surface rosenbrock|aspect fill", ":surface bowl --start 0,7<Enter>", {-5, 5, -5, 7.5}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i].settings);
        const struct viewport *window = &app->picture.viewport;

        play(app, ":aspect fill<Enter>");
        play(app, rows[i].keys);
        const double shown[4] = {window->x0, window->x1, window->y0, window->y1};
        for (int k = 0; k < 4; k++)
            check_near(rows[i].settings, shown[k], rows[i].window[k], 1e-9, 1);
        app_free(app);
    }
}

/* Where the window leaves out the point, an arrow at its edge tells where it is. */
static void test_an_arrow_at_the_edge(void **state)
{
    struct app *app = play_start("surface bowl|start 9,0|view -1,1,-1,1");

    (void)state;
    play_shows(app, "a start to the right", "▶");
    app_free(app);
}

/* The numbers along the axes are those of the window that is seen. */
static void test_axes_follow_the_window(void **state)
{
    struct app *app = play_start("surface bowl|view 100,110,40,50");

    (void)state;
    play_shows(app, "a window", "102        104");
    play_shows(app, "a window", "48");
    play(app, "<Right><Right><Right><Right><Right><Right>");
    play_shows(app, "panning", "112");
    play(app, ":view -1,1,-1,1<Enter>i");
    play_shows(app, "placing in another one", "-0.5");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_cross_moves),
        cmocka_unit_test(test_a_start_outside),
        cmocka_unit_test(test_an_arrow_at_the_edge),
        cmocka_unit_test(test_axes_follow_the_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
