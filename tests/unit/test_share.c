/* Sharing: the line leads to the same screen again. */
#include "again.h"
#include "base/text.h"

/* Key scripts after which the line, and as many steps, show the very same screen; $ is the path of
 * a data set. */
static void test_the_screen_again(void **state)
{
    static const char *const rows[] = {
        ":data $/line.csv<Enter>9.",
        ":data $/line.csv --standardize --batch 7 --validation 0.3 --stop validation=3<Enter>9.",
        ":data $/line.csv --standardize --batch 7 --stop epochs=9<Enter>5.:surface bowl<Enter>4.",
        ":data $/line.csv --batch 7<Enter>:surface bowl<Enter>2.:model quadratic<Enter>4.",
        ":data $/sine.csv --model network --init he --optimizer adam --online<Enter>20.",
        ":data $/sine.csv --model network-3 --axes w2,v1<Enter>3.zz",
        ":data $/sine.csv --init he --model network<Enter>2.:surface ravine<Enter>3.",
        ":data $/classes.csv --label y=class:blue --model logistic-plane --no-shuffle<Enter>7.",
        ":data $/classes.csv --label y=class:blue --loss (u*x1 + w*x2 - y)^2 --params u,w<Enter>7.",
        ":data $/classes.csv --label y=class:blue --model logistic-plane<Enter>7.f",
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
        ":params a,b,c --function a^2+b^2*c --start 1,2,3<Enter>3.a2.",
        ":params a,b,c --function a^2+b^2*c --start 1,2,3 --axes c,b<Enter>3.zz",
        ":params a,b,c --function a^2+b^2*c --axes c,b --view 0,1,2,3<Enter>iLL<Enter>3.",
        ":params a,b,c --function a^2+b^2*c --start 1,2,3 --axes pca<Enter>5.",
        ":params a,b,c --function a^2+b^2*c --start 1,2,3<Enter>5.A",
        ":params a,b,c --function a^2+b^2*c --start 1,2,3<Enter>Azzl5.",
        ":params a,b,c --function a^2+b^2*c --start 1,2,3<Enter>5.A:view -1,1,-2,2<Enter>.",
        ":axes y,x<Enter>5.",
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

        app->display.colors = 256;
        play_with_data(app, rows[i]);
        play(app, "<Esc>");
        assert_true(share_line(app, &line, &error));
        check_harmless(buffer_string(&line));
        struct app *again = start_by(buffer_string(&line), app);
        if (!frame_equal(app_frame(app), app_frame(again)))
            fail_msg("%s: another screen after %s", rows[i], buffer_string(&line));
        app_free(again);
        app_free(app);
        buffer_release(&line);
    }
}

/* What the pager of :share says on a screen so wide. */
static struct buffer read_pager(struct app *app, int columns)
{
    struct overlay overlay;
    struct buffer text = {0};

    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 24, .columns = columns});
    play(app, ":share<Enter>");
    assert_int_equal(app->mode, MODE_READ);
    pager_show(&app->pager, &overlay);
    assert_true(overlay.flush);
    for (size_t i = 0; i < overlay.count; i++) {
        const char *line = overlay.lines[i].left;

        assert_string_equal(overlay.lines[i].right, "");
        if (text_columns(line, strlen(line)) >= (size_t)columns)
            fail_msg("%d columns: %s", columns, line);
        buffer_format(&text, "%s\n", line);
    }
    play(app, "q");
    return text;
}

/* Reads the same words as a shell does, which joins lines that end in a backslash. */
static void check_same_words(const char *broken, const char *line)
{
    wordexp_t want, got;
    struct buffer joined = {0};

    for (const char *c = broken; *c; c++) {
        bool joins = (c[0] == '\\' && c[1] == '\n') || (c[0] == '\n' && !c[1]);

        c += joins && c[1];
        if (!joins)
            buffer_add(&joined, c, 1);
    }
    if (strchr(buffer_string(&joined), '\n'))
        fail_msg("a line does not go on:\n%s", broken);
    assert_int_equal(wordexp(buffer_string(&joined), &got, WRDE_NOCMD | WRDE_UNDEF), 0);
    assert_int_equal(wordexp(line, &want, WRDE_NOCMD | WRDE_UNDEF), 0);
    assert_int_equal(got.we_wordc, want.we_wordc);
    for (size_t i = 0; i < want.we_wordc; i++)
        assert_string_equal(got.we_wordv[i], want.we_wordv[i]);
    wordfree(&want);
    wordfree(&got);
    buffer_release(&joined);
}

/* The pager breaks the line so that a shell puts it together again, however narrow it is. */
static void test_the_pager_holds_the_line(void **state)
{
    static const char long_function[] =
        "function a_name = (1-x)^2; another = 100*(y-x^2)^2; sin(a_name)+cos(another)+a_name*"
        "another+exp(-a_name/1000000)*sqrt(1+another^2)+ log(1 +a_name)";
    static const char *const runs[] = {
        "surface rosenbrock|lr 0.002|optimizer rmsprop|seed 12|noise 0.1|start 0.5,0.25|clip 3",
        "rule v=beta*v+g; theta=theta-lr*v|set beta=0.95|noise 0.5",
        long_function,
    };

    (void)state;
    for (size_t i = 0; i < COUNT(runs); i++) {
        struct app *app = play_start(runs[i]);
        struct buffer line = {0};
        struct error error = {0};

        for (int columns = 20; columns <= 200; columns += columns < 90 ? 1 : 40) {
            struct buffer text = read_pager(app, columns);

            buffer_clear(&line);
            assert_true(share_line(app, &line, &error));
            check_same_words(buffer_string(&text), buffer_string(&line));
            buffer_release(&text);
        }
        buffer_release(&line);
        app_free(app);
    }
}

/* A quote in a value stays whole, and a line break, which no terminal pastes as it is, is a
 * blank. */
static void test_odd_values(void **state)
{
    struct app *app = play_start("function x^2 +\n\ty^2");
    struct buffer text = read_pager(app, 80);

    (void)state;
    assert_string_equal(buffer_string(&text), "ttydescent --function 'x^2 +  y^2'\n");
    buffer_release(&text);
    app_free(app);
}

/* An open pager is broken anew where the screen gets narrower. */
static void test_resize(void **state)
{
    struct app *app = play_start("rule v=beta*v+g; theta=theta-lr*v|set beta=0.95");

    (void)state;
    play(app, ":share<Enter>");
    play_shows(app, ":share", "theta=theta-lr*v' --set beta=0.95\n");
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 12, .columns = 40});
    play_shows(app, "resize", "\nttydescent \\\n--rule 'v=beta*v+g; theta=theta-lr*v' \\\n--set");
    app_free(app);
}

/* With what was changed before the first step the run begins; later changes have their steps. Of
 * one rate after another the last one counts. */
static void test_changes_on_the_way(void **state)
{
    static const struct {
        const char *keys, *line;
    } rows[] = {
        {"", "ttydescent --surface bowl"},
        {"20.", "ttydescent --surface bowl --go 20"},
        {":lr 0.25<Enter>:noise 0.5<Enter>", "ttydescent --surface bowl --lr 0.25 --noise 0.5"},
        {":lr 0.25<Enter>5.:lr 0.125<Enter>:lr 0.0625<Enter>3.:noise 0.5<Enter>",
         "ttydescent --surface bowl --lr 0.25 --at '5 lr=0.0625' --at '8 noise=0.5' --go 8"},
        {"5.:rule theta = theta - 0.1*g<Enter>3.2,",
         "ttydescent --surface bowl --at '5 rule=theta = theta - 0.1*g' --go 6"},
        {"5.:lr 0.1<Enter>5,", "ttydescent --surface bowl"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer line = {0};

        play(app, rows[i].keys);
        assert_true(share_line(app, &line, NULL));
        assert_string_equal(buffer_string(&line), rows[i].line);
        buffer_release(&line);
        app_free(app);
    }
}

/* The line leads to the very same screen as these keys. */
static void check_the_whole_way(const char *keys)
{
    struct app *app = play_start("surface rosenbrock|aspect fill");
    struct buffer line = {0};

    play(app, keys);
    play(app, "<Esc>");
    assert_true(share_line(app, &line, NULL));
    struct app *again = start_by(buffer_string(&line), app);
    assert_int_equal(play_step(again), play_step(app));
    if (!frame_equal(app_frame(app), app_frame(again)))
        fail_msg("%s: another screen after %s", keys, buffer_string(&line));
    buffer_release(&line);
    app_free(again);
    app_free(app);
}

static void test_the_whole_way(void **state)
{
    (void)state;
    check_the_whole_way(
        ":noise 0.5<Enter>7.m3.]:optimizer adam --lr 0.05<Enter>9.:clip 1<Enter>4.");
    /* Rates that optimizers were left with, or that went along with m, also where the steps
     * between are gone back over. */
    check_the_whole_way("3.m+3.m3.");
    check_the_whole_way("+3.:optimizer adam<Enter>+3.:optimizer gd<Enter>3.");
    check_the_whole_way(":optimizer adam<Enter>+3.m3.:optimizer adam<Enter>2.");
    check_the_whole_way("3.m+3.:optimizer gd<Enter>2.m4.");
    check_the_whole_way("3.:optimizer momentum<Enter>+3.m:lr auto<Enter>2.m4.");
    check_the_whole_way("3.:optimizer adam<Enter>+5.6,.:optimizer adam<Enter>2.");
    check_the_whole_way("3.m2.:optimizer adam<Enter>2.:optimizer nesterov<Enter>2.");
    check_the_whole_way("3.:optimizer newton<Enter>+5.:optimizer adam<Enter>2.");
}

/* Where the terminal is asked to keep it in the clipboard, the line goes there once, as one line,
 * and the pager says so in comments; a line that is too long does not go. */
static void test_the_clipboard(void **state)
{
    (void)state;
    struct app *app = play_start("surface rosenbrock");
    struct buffer line = {0};
    struct error error = {0};

    play(app, "3.:share<Enter>q");
    assert_null(app_take_clipboard(app));
    app->display.clipboard = true;
    struct buffer text = read_pager(app, 40);
    assert_true(share_line(app, &line, &error));
    assert_string_equal(app_take_clipboard(app), buffer_string(&line));
    assert_null(app_take_clipboard(app));
    assert_non_null(strstr(buffer_string(&text), "\n\n# sent to your clipboard, too,\n"));
    buffer_release(&text);

    buffer_clear(&line);
    buffer_text(&line, "x");
    buffer_fill(&line, ' ', APP_CLIPBOARD);
    buffer_text(&line, "+y");
    const struct setting function = {"function", buffer_string(&line)};
    assert_true(app_set(app, &function, 1, &error));
    text = read_pager(app, 80);
    assert_null(app_take_clipboard(app));
    assert_non_null(strstr(buffer_string(&text), "# too long for the clipboard\n"));
    buffer_release(&text);
    buffer_release(&line);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_screen_again),   cmocka_unit_test(test_the_pager_holds_the_line),
        cmocka_unit_test(test_odd_values),         cmocka_unit_test(test_resize),
        cmocka_unit_test(test_changes_on_the_way), cmocka_unit_test(test_the_whole_way),
        cmocka_unit_test(test_the_clipboard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
