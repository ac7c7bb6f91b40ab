/* Frames of a run that moves: the path goes on in each of them, numbers only as often as they can
 * be read. */
#include "play.h"

#include <string.h>

static const double tick = 1.0 / 30;

/* What is to be read on the screen after the next tick. */
static const char *next(struct app *app, struct buffer *text)
{
    app_advance(app, tick);
    return play_screen(app, text);
}

/* The step that is shown; -1: none is. */
static long shown_step(const char *screen)
{
    const char *at = strstr(screen, "step ");

    return at ? atol(at + strlen("step ")) : -1;
}

static void test_numbers_can_be_read(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|lr 0.005");
    struct buffer text = {0};
    struct frame before = {0};
    int alone = 0, numbers = 0;
    long last = 0;

    play(app, " ");
    assert_int_equal(shown_step(play_screen(app, &text)), 0);
    assert_true(frame_resize(&before, 24, 80));
    for (int i = 0; i < 30; i++) {
        frame_take(&before, &app->frame);
        long step = shown_step(next(app, &text));

        assert_true(step == last || step == play_step(app));
        numbers += step != last;
        alone += step == last && !play_same_map(app, &before);
        last = step;
    }
    assert_int_equal(play_step(app), 30);
    assert_int_equal(numbers, 5);
    assert_true(alone > 4);
    app_free(app);
    buffer_release(&text);
    frame_release(&before);
}

/* Whoever stops it reads what is so then, and so does who sees it end. */
static void test_at_rest_all_is_shown(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1|steps 6");
    struct buffer text = {0};

    play(app, " ");
    next(app, &text);
    next(app, &text);
    assert_int_equal(shown_step(buffer_string(&text)), 1);
    play(app, " ");
    assert_int_equal(shown_step(play_screen(app, &text)), 2);
    assert_non_null(strstr(buffer_string(&text), "paused"));
    play(app, " ");
    while (app_running(app))
        next(app, &text);
    assert_int_equal(shown_step(buffer_string(&text)), 6);
    assert_non_null(strstr(buffer_string(&text), "ended"));
    app_free(app);
    buffer_release(&text);
}

/* Steps that come more slowly than numbers are read are shown each. */
static void test_slow_steps(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.01|speed 5");
    struct buffer text = {0};

    play(app, " ");
    for (int i = 0; i < 60; i++) {
        const char *screen = next(app, &text);

        assert_int_equal(shown_step(screen), play_step(app));
    }
    assert_true(play_step(app) >= 9);
    app_free(app);
    buffer_release(&text);
}

/* A rate that a schedule changes stands in the header. */
static void test_header_goes_along(void **state)
{
    (void)state;
    struct app *app = play_start("surface rosenbrock|lr 0.001|schedule exponential:gamma=0.5");
    struct buffer text = {0};

    play(app, " ");
    play_screen(app, &text);
    for (int i = 0; i < 6; i++)
        next(app, &text);
    assert_int_equal(shown_step(buffer_string(&text)), 6);
    assert_non_null(strstr(buffer_string(&text), "rate 1.56"));
    app_free(app);
    buffer_release(&text);
}

/* Lets a run move, and compares each frame with one that is drawn from scratch. Returns how many
 * had the path alone. */
static int compare(const char *settings, int rows, int columns)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct app *app = play_open(settings, &display, rows, columns);
    int alone = 0;

    play(app, " ");
    app_frame(app);
    for (int i = 0; i < 50 && app_running(app); i++) {
        app_advance(app, tick);
        app_frame(app);
        alone += app->age > 0;
        play_kept(app);
    }
    app_free(app);
    return alone;
}

static void test_frames_are_those_from_scratch(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        bool whole; /* more than the path moves in each frame */
    } rows[] = {
        {"surface rosenbrock|lr 0.001", false},
        {"surface parabola|lr 0.1", false},
        {"surface deep-linear|lr 0.02", false},
        {"surface beale|optimizer adam|lr 0.05", false},
        {"surface rastrigin|noise 0.5|seed 3|lr 0.002", false},
        {"surface rosenbrock|optimizer newton", false},
        {"surface himmelblau|lr 0.01|show relief", false},
        {"surface himmelblau|lr 0.01|flow on", false},
        {"surface himmelblau|lr 0.01|field on|contours on", false},
        {"surface himmelblau|lr 0.01|curvature on", true},
        {"surface rosenbrock|lr 0.001|fog on", true},
        {"function x^2+3*y^2+z^2+w^4|params x,y,z,w|start 2,1,1,1|lr 0.05", false},
        {"function x^2+3*y^2+(z-x)^2|params x,y,z|start 2,1,1|lr 0.05|axes pca", false},
    };
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};

    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(sizes); k++)
            assert_true((compare(rows[i].settings, sizes[k][0], sizes[k][1]) == 0) ==
                        rows[i].whole);
}

/* What changes at a step to come is in force with it, and stands in the header. */
static void test_changes_go_along(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl");
    struct buffer text = {0};

    play(app, ":demo noise<Enter> ");
    for (int i = 0; i < 240 && play_step(app) < 71; i++)
        next(app, &text);
    assert_int_equal(play_step(app), 71);
    assert_non_null(strstr(buffer_string(&text), "noise 0.05"));
    app_free(app);
    buffer_release(&text);
}

/* The path that was gone back over is no more as soon as it was gone along again. */
static void test_steps_made_again(void **state)
{
    (void)state;
    struct app *app = play_start("surface parabola|lr 0.9");
    struct buffer text = {0};

    play(app, "5.3, ");
    play_screen(app, &text);
    while (play_step(app) < 7) {
        next(app, &text);
        play_kept(app);
    }
    app_free(app);
    buffer_release(&text);
}

/* A sentence that wants more rows than it has lies over the map in each frame. */
static void test_words_over_the_map(void **state)
{
    static const struct display display = {.colors = 0, .blocks = true, .braille = true};

    (void)state;
    struct app *app = play_open("surface bowl", &display, 13, 70);
    struct buffer text = {0};

    play(app, ":demo saddle<Enter> ");
    for (int i = 0; i < 12; i++)
        assert_non_null(strstr(next(app, &text), "A saddle lies ahead"));
    app_free(app);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_can_be_read),
        cmocka_unit_test(test_at_rest_all_is_shown),
        cmocka_unit_test(test_slow_steps),
        cmocka_unit_test(test_header_goes_along),
        cmocka_unit_test(test_frames_are_those_from_scratch),
        cmocka_unit_test(test_changes_go_along),
        cmocka_unit_test(test_steps_made_again),
        cmocka_unit_test(test_words_over_the_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
