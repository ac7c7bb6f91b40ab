/* What :save writes and :open brings back of a session on the screen. */
#include "directory.h"
#include "play.h"

#include "app/keep.h"

/* Fails unless the session is kept with that line in it. */
static void check_keeps(const char *keys, const char *line)
{
    struct app *app = play_start("surface bowl|lr 0.25");
    struct buffer text = {0};
    struct error error;

    play(app, keys);
    assert_true(keep_text(app, &text, &error));
    if (!strstr(buffer_string(&text), line))
        fail_msg("after %s there is no '%s' in:\n%s", keys, line, buffer_string(&text));
    buffer_release(&text);
    app_free(app);
}

/* The run, what optimizers were left with, captions, the view. */
static void test_all_parts_are_kept(void **state)
{
    static const struct {
        const char *keys, *line;
    } rows[] = {
        {"", "surface bowl\n"},
        {"", "lr 0.25\n"},
        {"3.", "go 3\n"},
        {"..:lr 0.5<Enter>.", "at 2\nlr 0.5\n"},
        {":optimizer adam<Enter>", "left gd 0.25\n"},
        {"..:say look here<Enter>", "say look here\n"},
        {":optimizer adam<Enter>:say look here<Enter>", "left gd 0.25\n"},
        {":optimizer adam<Enter>:say look here<Enter>", "say look here\n"},
        {":colormap greys<Enter>", "colormap greys\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_keeps(rows[i].keys, rows[i].line);
}

/* A name without an ending gets one, whatever folder it is in; with a point it is left as it is. */
static void test_names(void **state)
{
    static const struct {
        const char *name, *path;
    } rows[] = {
        {"a", "a.td"},
        {"a.txt", "a.txt"},
        {"x.d/a", "x.d/a.td"},
        {"x.d/a.td", "x.d/a.td"},
    };

    (void)state;
    assert_int_equal(mkdir("x.d", 0700), 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct error error = {0};

        play(app, "4.");
        assert_true(keep_save(app, rows[i].name, &error));
        assert_non_null(strstr(app->message, rows[i].path));
        play(app, "3.s");
        assert_true(keep_open(app, rows[i].name, &error));
        assert_int_equal(play_step(app), 4);
        assert_int_equal(unlink(rows[i].path), 0);
        assert_false(keep_open(app, rows[i].name, &error));
        app_free(app);
    }
    assert_int_equal(rmdir("x.d"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_parts_are_kept),
        DIRECTORY_TEST(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
