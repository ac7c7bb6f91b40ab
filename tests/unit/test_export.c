/* Export: what is written, and that nothing else is touched. */
#include "app/export.h"
#include "base/file.h"
#include "directory.h"
#include "play.h"
#include "waiter.h"

/* Fails where a test left a file. */
static int leave_directory(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(directory) == 0 ? 0 : -1;
}

/* What a file holds. Release it. */
static struct buffer contents(const char *name)
{
    struct buffer text = {0};
    struct error error = {0};

    if (!file_read(name, 1 << 20, &text, &error))
        fail_msg("%s: %s", name, error.message);
    return text;
}

static void export_by_key(struct app *app, const char *name)
{
    play(app, "e");
    play(app, name);
    play(app, "<Enter>");
}

static void test_text_is_the_screen(void **state)
{
    struct app *app = play_start("surface bowl");
    struct buffer screen = {0};

    (void)state;
    play(app, "12.");
    play_screen(app, &screen);
    export_by_key(app, "screen.txt");
    play_shows(app, "an export", "written: ");
    export_by_key(app, "screen.txt");
    play_shows(app, "the same again", "written over: ");
    struct buffer text = contents("screen.txt");
    assert_string_equal(buffer_string(&text), buffer_string(&screen));
    assert_int_equal(play_step(app), 12);
    assert_int_equal(unlink("screen.txt"), 0);
    buffer_release(&text);
    buffer_release(&screen);
    app_free(app);
}

/* Every line ends without attributes, so that `cat` leaves the terminal as it was. */
static void test_ansi_has_colours(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    app->display.colors = 256;
    export_by_key(app, "screen.ans");
    struct buffer text = contents("screen.ans");
    assert_non_null(strstr(buffer_string(&text), "\x1B[38;5;"));
    for (const char *end = buffer_string(&text); (end = strchr(end, '\n')); end++)
        assert_true(end - buffer_string(&text) < 4 || !strstr(end - 4, "5m\n"));
    assert_int_equal(unlink("screen.ans"), 0);
    buffer_release(&text);
    app_free(app);
}

/* A picture has the map in all colours, also where the terminal has none. */
static void test_svg_is_a_picture(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    app->display.colors = 0;
    export_by_key(app, "screen.svg");
    play_shows(app, "an export", "the screen as a picture");
    struct buffer text = contents("screen.svg");
    assert_non_null(strstr(buffer_string(&text), "<svg "));
    assert_non_null(strstr(buffer_string(&text), ">bowl</text>"));
    assert_true(app->display.colors == 0);
    assert_int_equal(unlink("screen.svg"), 0);
    buffer_release(&text);
    app_free(app);
}

/* A row a step, from the start to the present step, also after going back and a change there.
 * The run itself stays where it is. */
static void test_csv_is_the_trace(void **state)
{
    struct app *app = play_start("surface rosenbrock|optimizer adam|noise 0.1");
    const struct sample *now = simulation_now(app->session.simulation);
    struct buffer last = {0};
    long rows = 0;

    (void)state;
    play(app, "20.5,+5.[5.");
    buffer_text(&last, "\n25,");
    buffer_number(&last, now->x[0]);
    buffer_text(&last, ",");
    buffer_number(&last, now->x[1]);
    export_by_key(app, "trace.csv");
    struct buffer text = contents("trace.csv");
    const char *csv = buffer_string(&text);
    assert_memory_equal(csv, "step,x,y,loss,grad_norm,lr\n0,-1.2,1,", 36);
    for (const char *end = csv; (end = strchr(end, '\n')); end++)
        rows++;
    assert_int_equal(rows, 29); /* the header, 26 rows, and two comments */
    assert_non_null(strstr(csv, "\n# after step 15: lr 0.12589\n16,"));
    assert_non_null(strstr(csv, "\n# after step 20: set beta1=0.8\n21,"));
    assert_non_null(strstr(csv, buffer_string(&last)));
    assert_int_equal(play_step(app), 25);
    assert_int_equal(simulation_changes(app->session.simulation), 2);
    assert_non_null(session_branch(&app->session));
    assert_int_equal(unlink("trace.csv"), 0);
    buffer_release(&last);
    buffer_release(&text);
    app_free(app);
}

/* Of a very long run there are the kept steps alone, and the message says so. */
static void test_csv_of_a_long_run(void **state)
{
    static const struct {
        const char *go, *told;
        long rows;
    } cases[] = {{":go 20000<Enter>", "the trace (", 20002},
                 {":go 100001<Enter>", "not all steps; :save NAME", 0}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface bowl");
        long rows = 0;

        play(app, cases[i].go);
        while (session_moving(&app->session))
            app_advance(app, 1);
        export_by_key(app, "trace.csv");
        play_shows(app, cases[i].go, cases[i].told);
        struct buffer text = {0};
        struct error error = {0};
        assert_true(file_read("trace.csv", 1 << 23, &text, &error));
        for (const char *end = buffer_string(&text); (end = strchr(end, '\n')); end++)
            rows++;
        if (cases[i].rows)
            assert_int_equal(rows, cases[i].rows); /* the header, too */
        else
            assert_in_range(rows, 100, 10000);
        assert_int_equal(unlink("trace.csv"), 0);
        buffer_release(&text);
        app_free(app);
    }
}

/* Paths that are refused, with the message; the program goes on. */
static void test_refusals(void **state)
{
    static const struct {
        const char *name, *message;
    } rows[] = {
        {"screen", "ends in .svg, .txt or .ans (the screen), or .csv (the trace)"},
        {"screen.png", "ends in .svg"},
        {"screen.TXT", "ends in .svg"},
        {"none/screen.txt", "No such file"},
    };
    struct app *app = play_start("surface bowl");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};

        assert_false(export_file(app, rows[i].name, &error));
        if (!strstr(error.message, rows[i].message))
            fail_msg("%s: %s", rows[i].name, error.message);
        check_harmless_message(&error);
        assert_int_not_equal(access(rows[i].name, F_OK), 0);
    }
    app_free(app);
}

/* A link is not followed: what it leads to stays as it was, and so does the link. */
static void test_links_are_refused(void **state)
{
    struct app *app = play_start("surface bowl");
    struct error error = {0};
    struct stat status;

    (void)state;
    assert_true(file_write("target.txt", "precious", 8, &error));
    assert_int_equal(symlink("target.txt", "link.txt"), 0);
    assert_false(export_file(app, "link.txt", &error));
    assert_true(*error.message);
    assert_int_equal(lstat("link.txt", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    struct buffer text = contents("target.txt");
    assert_string_equal(buffer_string(&text), "precious");
    assert_int_equal(unlink("link.txt"), 0);
    assert_int_equal(unlink("target.txt"), 0);
    buffer_release(&text);
    app_free(app);
}

/* An old file is replaced whole and keeps its mode. */
static void test_an_old_file_is_replaced(void **state)
{
    struct app *app = play_start("surface bowl");
    struct error error = {0};
    struct stat status;

    (void)state;
    assert_true(file_write("trace.csv", "old", 3, &error));
    assert_int_equal(chmod("trace.csv", 0600), 0);
    assert_true(export_file(app, "trace.csv", &error));
    struct buffer text = contents("trace.csv");
    assert_memory_equal(buffer_string(&text), "step,", 5);
    assert_int_equal(stat("trace.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(unlink("trace.csv"), 0);
    buffer_release(&text);
    app_free(app);
}

/* Whoever gives an export up at some row has no file, and the one of before still. */
static void test_giving_up(void **state)
{
    struct app *app = play_start("surface bowl");
    struct waiter waiter = {.stop = 5};
    struct interrupt interrupt = {.wanted = stops_at, .given_up = stops_at, .to = &waiter};

    (void)state;
    play(app, "12.");
    app_listen(app, &interrupt);
    export_by_key(app, "trace.csv");
    assert_int_equal(waiter.asked, 5);
    play_shows(app, "giving up", "given up: nothing was written");
    assert_int_equal(access("trace.csv", F_OK), -1);
    play(app, "<Esc>");
    export_by_key(app, "trace.csv");
    assert_int_equal(waiter.asked, 5 + 13);
    assert_int_equal(unlink("trace.csv"), 0);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_the_screen), cmocka_unit_test(test_ansi_has_colours),
        cmocka_unit_test(test_svg_is_a_picture),   cmocka_unit_test(test_csv_of_a_long_run),
        cmocka_unit_test(test_csv_is_the_trace),   cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_links_are_refused),  cmocka_unit_test(test_an_old_file_is_replaced),
        cmocka_unit_test(test_giving_up),
    };
    return cmocka_run_group_tests(tests, directory_enter, leave_directory);
}
