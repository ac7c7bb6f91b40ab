/* The demos on the screen: their captions are whole, keys and time lead through them. */
#include "show/demos.h"

#include <string.h>

#include "play.h"
#include "show/saved.h"

static const struct display display = {.colors = 0, .blocks = true, .braille = true};

static struct app *open_demo(size_t number, bool loops, int rows, int columns)
{
    const struct demo *demo = table_row(&demos, number);
    struct error error = {0};
    struct saved saved;

    if (!demo_load(demo, &saved, &(struct view){0}, &error))
        fail_msg("%s: %s", demo->name, error.message);
    struct app *app = app_create(&saved.experiment, &saved.view, &display, rows, columns, &error);
    assert_non_null(app);
    app_adopt(app, &saved);
    app_tour(app, demo, loops);
    saved_release(&saved);
    return app;
}

static const char *name_of(const struct app *app)
{
    return app->tour.demo->name;
}

static void pass(struct app *app, double seconds)
{
    for (double at = 0; at < seconds; at += 0.25)
        app_advance(app, 0.25);
}

/* A walk is walked, until the run is there again. */
static void walk(struct app *app, long step)
{
    const struct trajectory *path = app->picture.walk;

    if (!path)
        return;
    play(app, " ");
    for (int i = 0; i < 1000 && app->picture.walk && path->last < step; i++)
        app_advance(app, 0.1);
    play(app, app->picture.walk ? " " : "<Ctrl-L>");
}

static void go(struct app *app, long step)
{
    char line[32];

    walk(app, step);
    if (app->picture.walk)
        return;

    snprintf(line, sizeof line, ":go %ld<Enter>", step);
    play(app, line);
    for (int i = 0; i < 10000 && session_moving(&app->session); i++)
        app_advance(app, 0.1);
    play(app, "<Ctrl-L>");
    app->message[0] = '\0';
}

/* A caption that is cut lacks its last word. */
static void check_caption(struct app *app, const struct caption *caption)
{
    struct buffer text = {0};
    const char *last = strrchr(caption->text, ' ');

    if (!last)
        return;
    go(app, caption->step);
    if (!strstr(play_screen(app, &text), last + 1))
        fail_msg("%s, step %ld: '%s' is not whole:\n%s", name_of(app), caption->step, caption->text,
                 buffer_string(&text));
    buffer_release(&text);
}

static void check_captions(size_t demo, int rows, int columns)
{
    struct app *app = open_demo(demo, false, rows, columns);
    const struct captions *captions = &app->session.captions;

    assert_true(captions->count >= 2);
    assert_true(captions->caption[0].step == 0);
    assert_non_null(strstr(captions->caption[0].text, "ress space"));
    for (size_t i = 0; i < captions->count; i++)
        check_caption(app, &captions->caption[i]);
    app_free(app);
}

static void test_captions_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < demos.count; i++) {
        check_captions(i, 12, 40);
        check_captions(i, 20, 46);
        check_captions(i, 24, 80);
        check_captions(i, 40, 120);
    }
}

/* Of a minute: with the time to read the first line it is over in about one. */
static void test_they_last_a_minute(void **state)
{
    (void)state;
    for (size_t i = 0; i < demos.count; i++) {
        struct app *app = open_demo(i, false, 24, 80);
        double seconds = 0;

        play(app, " ");
        for (; app_running(app) && seconds < 100; seconds += 0.1)
            app_advance(app, 0.1);
        if (seconds < 5 || seconds > 45)
            fail_msg("%s lasts %g seconds", name_of(app), seconds);
        app_free(app);
    }
}

static void test_keys_lead_on(void **state)
{
    struct app *app = open_demo(0, false, 24, 80);

    (void)state;
    play_shows(app, "", "PgDn next demo");
    play(app, " <PgDn>");
    assert_string_equal(name_of(app), "momentum");
    play_shows(app, "PgDn", "rosenbrock");
    assert_false(app_running(app));
    play(app, "<PgUp><PgUp>"); /* round */
    assert_string_equal(name_of(app), table_name(&demos, demos.count - 1));
    play(app, "<PgDn>?<PgDn>q"); /* there it turns pages */
    assert_string_equal(name_of(app), "rate");
    play(app, ":demo saddle<Enter>");
    assert_string_equal(name_of(app), "saddle");
    play(app, ":demo 99<Enter>");
    play_shows(app, ":demo 99", "there is no demo '99'");
    play(app, "<Esc>:demo<Enter>");
    play_shows(app, ":demo", "10 noise");
    app_free(app);
}

/* From amid a walk, too, of which nothing is left then. */
static void test_keys_lead_out_of_a_walk(void **state)
{
    const struct demo *demo = demo_need("blind", NULL);
    struct app *app = open_demo(table_index(&demos, demo), false, 24, 80);

    (void)state;
    assert_int_equal(app->mode, MODE_BLIND);
    play(app, " ");
    pass(app, 3);
    assert_true(app->picture.walk->last > 1);
    play(app, "?<PgDn>q<PgDn>");
    assert_string_equal(name_of(app), "trace");
    assert_int_equal(app->mode, MODE_WATCH);
    assert_null(app->picture.walk);
    play(app, "<PgUp>");
    assert_int_equal(app->mode, MODE_BLIND);
    assert_int_equal(app->picture.walk->last, 0);
    app_free(app);
}

static void test_without_a_demo(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, "<PgDn>");
    play_shows(app, "PgDn", "no demo is open: :demo lists them");
    play(app, ":demo 2<Enter>:theme light --big on<Enter><PgDn>");
    assert_string_equal(name_of(app), "saddle");
    assert_int_equal(app->picture.view.choice[VIEW_THEME], THEME_LIGHT);
    assert_int_equal(app->picture.view.choice[VIEW_BIG], 1); /* the beamer stays where it is */
    app_free(app);
}

/* Reading, running, reading, and the next one, for ever. */
static void test_it_goes_round(void **state)
{
    struct app *app = open_demo(0, true, 24, 80);
    size_t seen = 0;

    (void)state;
    assert_true(app_running(app));
    pass(app, 7);
    assert_int_equal(play_step(app), 0);
    pass(app, 3);
    assert_true(play_step(app) > 0);
    for (int i = 0; i < 12 * 90 && seen < demos.count + 1; i++) {
        const char *before = name_of(app);
        pass(app, 1);
        seen += strcmp(before, name_of(app)) != 0;
    }
    assert_int_equal(seen, demos.count + 1);
    assert_string_equal(name_of(app), "momentum");
    app_free(app);
}

/* Who has pressed a key is not led away at once, but then. */
static void test_visitors_have_time(void **state)
{
    struct app *app = open_demo(0, true, 24, 80);

    (void)state;
    play(app, ":");
    pass(app, 50);
    assert_string_equal(name_of(app), "rate");
    assert_true(play_prompts(app));
    pass(app, 20);
    assert_string_equal(name_of(app), "momentum");
    assert_false(play_prompts(app));
    play(app, ":surface bowl --lr 0.0000001<Enter> "); /* it will not end */
    pass(app, 100);
    assert_string_equal(name_of(app), "momentum");
    pass(app, 40);
    assert_string_equal(name_of(app), "saddle");
    play(app, "q");
    assert_true(app_done(app));
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captions_are_whole), cmocka_unit_test(test_they_last_a_minute),
        cmocka_unit_test(test_keys_lead_on),       cmocka_unit_test(test_keys_lead_out_of_a_walk),
        cmocka_unit_test(test_without_a_demo),     cmocka_unit_test(test_it_goes_round),
        cmocka_unit_test(test_visitors_have_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
