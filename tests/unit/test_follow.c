/* Frames of a run that moves: the path goes on in each of them, numbers only as often as they can be read. */
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
    assert_int_equal(numbers, 6);
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
    for (int i = 0; i < 5; i++)
        next(app, &text);
    assert_int_equal(shown_step(buffer_string(&text)), 5);
    assert_non_null(strstr(buffer_string(&text), "rate 3.125e-05"));
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
