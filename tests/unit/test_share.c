/* Sharing: the line leads to the same screen again. */
#include <wordexp.h>

#include "app/share.h"
#include "cli/options.h"
#include "cli/subcommand.h"
#include "play.h"

/* The program that a shell starts with the line, gone on to that step. */
static struct app *start_by(const char *line, const struct look *look, long step)
{
    wordexp_t words;
    struct arguments arguments;
    struct error error = {0};

    if (wordexp(line, &words, WRDE_NOCMD | WRDE_UNDEF))
        fail_msg("no shell reads %s", line);
    assert_string_equal(words.we_wordv[0], "ttydescent");
    assert_true(arguments_read(&arguments, table_row(&subcommands, 0), (int)words.we_wordc - 1,
                               words.we_wordv + 1));
    struct app *app = app_create(&arguments.scenario, look, 24, 80, &error);
    if (!app)
        fail_msg("%s: %s", line, error.message);
    app_colormap(app, arguments_colormap(&arguments));
    arguments_release(&arguments);
    wordfree(&words);
    session_go(&app->session, step);
    play(app, "<Esc>"); /* clears the message */
    return app;
}

/* Key scripts after which the line, and as many steps, show the very same screen. */
static void test_the_screen_again(void **state)
{
    static const char *const rows[] = {
        "",
        "s",
        "s30.",
        "ooooo20.",
        "m]]10.",
        ":function (x-1)^2 + 'y<Esc>",
        ":function x^2/2 + abs(y)*3 <Enter>5.",
        ":params w,b --function (w-b)^2 + exp(w) --start 1,-1.5<Enter>7.",
        ":params w --function w^4<Enter>3.",
        ":params a,b,c --function a^2+b^2*c<Enter>3.",
        ":rule theta = theta - k*g --set k=0.002<Enter>9.",
        ":noise 0.5 --seed 18446744073709551615<Enter>40.",
        ":clip 0.5 --l2 0.1<Enter>12.",
        ":steps 15<Enter>15.",
        ":stop grad=1e-3,plateau<Enter>4.",
        ":start 0.1,0.3333333333333333<Enter>6.",
        "+++.",
        "R2.",
        "i3l2j<Enter>2.",
        "2zhk5.",
        "ccc.",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface rosenbrock");
        struct buffer line = {0};
        struct error error = {0};

        app->look.colors = 256;
        play(app, rows[i]);
        play(app, "<Esc>");
        assert_true(share_line(app, &line, &error));
        check_harmless(buffer_string(&line));
        struct app *again = start_by(buffer_string(&line), &app->look, play_step(app));
        if (!frame_equal(app_frame(app), app_frame(again)))
            fail_msg("%s: another screen after %s", rows[i], buffer_string(&line));
        app_free(again);
        app_free(app);
        buffer_release(&line);
    }
}

/* The sheet breaks the line so that a shell puts it together again, however narrow it is. */
static void test_the_sheet_holds_the_line(void **state)
{
    static const int widths[] = {40, 60, 80, 200};
    struct app *app = play_start("surface rosenbrock|lr 0.002|optimizer rmsprop|seed 12|noise 0.1"
                                 "|start 0.5,0.25|clip 3");

    (void)state;
    for (size_t i = 0; i < COUNT(widths); i++) {
        struct buffer line = {0}, joined = {0};
        struct error error = {0};
        struct overlay overlay;

        app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 24, .columns = widths[i]});
        assert_true(share_line(app, &line, &error));
        play(app, ":share<Enter>");
        assert_int_equal(app->mode, APP_READING);
        sheet_show(&app->sheet, &overlay);
        for (size_t k = 0; k < overlay.count; k++) {
            size_t length = strlen(overlay.lines[k].right);

            assert_true(length <= (size_t)widths[i] - 2);
            bool goes_on = k + 1 < overlay.count;
            assert_true(!goes_on || strcmp(overlay.lines[k].right + length - 2, " \\") == 0);
            buffer_add(&joined, overlay.lines[k].right, goes_on ? length - 2 : length);
        }
        assert_string_equal(buffer_string(&joined), buffer_string(&line));
        play(app, "q");
        buffer_release(&line);
        buffer_release(&joined);
    }
    app_free(app);
}

/* What was changed in mid-run is told besides. */
static void test_changes_on_the_way(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, "5.:lr 0.25<Enter>3.:share<Enter>");
    play_shows(app, ":share", "changed on the way");
    play_shows(app, ":share", "step 5");
    play_shows(app, ":share", "lr 0.25");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_screen_again),
        cmocka_unit_test(test_the_sheet_holds_the_line),
        cmocka_unit_test(test_changes_on_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
