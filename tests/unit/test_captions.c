/* Captions: from which step to which, and under which settings they are said. */
#include "show/captions.h"

#include <string.h>

#include "app/keep.h"
#include "play.h"
#include "show/saved.h"

static void test_steps(void **state)
{
    (void)state;
    struct captions captions = {0}, copy;
    long since = -1;
    assert_null(captions_at(&captions, 0, NULL, &since));
    assert_true(captions_say(&captions, 20, "soon"));
    assert_true(captions_say(&captions, 20, "later"));
    assert_int_equal(captions.count, 1);
    assert_true(captions_say(&captions, 0, "first"));
    assert_true(captions_say(&captions, 40, ""));
    assert_string_equal(captions_at(&captions, 0, NULL, &since), "first");
    assert_string_equal(captions_at(&captions, 19, NULL, &since), "first");
    assert_string_equal(captions_at(&captions, 39, NULL, &since), "later");
    assert_int_equal(since, 20);
    assert_null(captions_at(&captions, 40, NULL, &since));
    assert_true(captions_say(&captions, 20, "again"));
    assert_int_equal(captions.count, 3);
    assert_true(captions_copy(&copy, &captions));
    captions_release(&captions);
    assert_string_equal(captions_at(&copy, 25, NULL, &since), "again");
    captions_release(&copy);
}

static struct app *open_text(const char *text)
{
    static const struct display display = {.colors = 0, .blocks = true, .braille = true};
    const struct view view = {0};
    struct error error = {0};
    struct saved saved;

    if (!saved_make(&saved, "text", text, strlen(text), &view, &error))
        fail_msg("%s", error.message);
    struct app *app = app_create(&saved.experiment, &saved.view, &display, 24, 80, &error);
    assert_non_null(app);
    app_adopt(app, &saved);
    saved_release(&saved);
    return app;
}

static const char session[] = "surface ravine\nlr 0.005\nsay Told: slow.\n"
                              "at 10\nlr 0.19\nsay Told: fast.\n"
                              "at 30\nlr 0.25\nsay Told: lost.\n";

/* Who changes a setting, or begins again with others, is told of the run; who takes it back, of the
 * caption. */
static void test_settings(void **state)
{
    static const struct {
        const char *keys, *told; /* told: "" of the run */
    } cases[] = {
        {"", "Told: slow."},
        {"-", ""},
        {"-u", "Told: slow."},
        {"-:rate 0.005<Enter>", "Told: slow."},
        {"c", "Told: slow."}, /* the view is no setting of the run */
        {"m", ""},
        {"10.", "Told: fast."},
        {"12.+", ""},
        {"12.+.,,", "Told: fast."},
        {"12.r", ""},
        {"12.r:rate 0.005<Enter>", "Told: slow."},
        {"30.", "Told: lost."},
        {"5.:rate 0.1<Enter>30.", ""},
        {"5.:rate 0.1<Enter>:say Told: by hand.<Enter>9.", "Told: by hand."},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = open_text(session);
        struct buffer screen = {0};
        const char *told = *cases[i].told ? cases[i].told : "Told:";
        play(app, cases[i].keys);
        app->message[0] = '\0';
        if (!strstr(play_screen(app, &screen), told) != !*cases[i].told)
            fail_msg("%s:\n%s", cases[i].keys, buffer_string(&screen));
        buffer_release(&screen);
        app_free(app);
    }
}

/* A session that is written has those that its run comes to. */
static void test_written(void **state)
{
    struct app *app = open_text(session);
    struct buffer text = {0};

    (void)state;
    play(app, "20.:rate 0.1<Enter>");
    assert_true(keep_text(app, &text, NULL));
    assert_non_null(strstr(buffer_string(&text), "say Told: slow."));
    assert_non_null(strstr(buffer_string(&text), "say Told: fast."));
    assert_null(strstr(buffer_string(&text), "say Told: lost."));
    buffer_release(&text);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
