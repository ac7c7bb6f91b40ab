/* Whatever is done to the view, the shared line leads back to the very screen. */
#include "again.h"
#include "base/rng.h"

/* Runs without and with data; $ is the directory of the data sets. */
static const char *const runs[] = {
    ":surface himmelblau<Enter>",
    ":surface bowl --start 8,-7<Enter>",
    ":function x^2/9 + y - 3*x*y/(9+x^2+y^2) --start 4,1<Enter>",
    ":params w --function w^4 - w --start 3<Enter>",
    ":params a,b,c --function a^2+3*b^2+2*c^2+a*b --start 1,2,3<Enter>",
    ":data $/line.csv --standardize<Enter>",
    ":data $/sine.csv --model network-3<Enter>",
    ":data $/classes.csv --label y=class:blue --model logistic-plane<Enter>",
};

/* What changes the view, and some steps between. */
static const char *const moves[] = {
    "z",
    "Z",
    "3z",
    "2Z",
    "h",
    "2j",
    "3k",
    "l",
    "0",
    "a",
    "A",
    "c",
    "C",
    ":contours<Enter>",
    ":scale log<Enter>",
    ":loss-axis linear<Enter>",
    "f",
    ".",
    "4.",
    ":view -1,2,0.25,3<Enter>",
    ":view auto<Enter>",
    ":aspect equal<Enter>",
    ":aspect fill<Enter>",
    ":aspect auto<Enter>",
    ":axes pca<Enter>",
    ":axes auto<Enter>",
    ":axes b,a --view 0,1,2,3<Enter>",
    ":scale rank --contours<Enter>",
    ":contours off --theme light<Enter>",
    ":loss-axis linear<Enter>",
    ":show both<Enter>",
    ":show relief<Enter>l",
    ":eye 123.5,45<Enter>",
    ":shade<Enter>",
    ":show auto --colormap cividis<Enter>",
    "4.:l2 0.3<Enter>.",
};

static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {44, 60}};

/* The first row in which the screens differ, or -1: then it is in colours or the cursor. */
static int first_difference(struct app *a, struct app *b)
{
    const struct frame *x = app_frame(a), *y = app_frame(b);
    int columns = x->columns;

    for (int i = 0; i < x->rows * columns; i++)
        if (x->cells[i].glyph != y->cells[i].glyph)
            return i / columns;
    return -1;
}

static void check_again(struct app *app, const char *keys)
{
    struct buffer line = {0};
    struct error error = {0};

    assert_true(share_line(app, &line, &error));
    struct app *again = start_by(buffer_string(&line), app);
    if (!frame_equal(app_frame(app), app_frame(again)))
        fail_msg("%s: another screen after %s, from row %d on", keys, buffer_string(&line),
                 first_difference(app, again));
    app_free(again);
    buffer_release(&line);
}

static void test_random_views(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 7, RNG_START);
    for (int i = 0; i < 200; i++) {
        const int *size = sizes[rng_below(&rng, COUNT(sizes))];
        struct app *app = play_start("surface rosenbrock");
        struct buffer keys = {0};

        app->display.colors = rng_below(&rng, 2) ? 256 : 0;
        app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = size[0], .columns = size[1]});
        buffer_text(&keys, runs[rng_below(&rng, COUNT(runs))]);
        play_with_data(app, buffer_string(&keys));
        for (uint32_t k = rng_below(&rng, 12) + 1; k > 0; k--) {
            const char *move = moves[rng_below(&rng, COUNT(moves))];

            app_frame(app);
            play(app, move);
            buffer_text(&keys, move);
            if (app->mode == MODE_TYPE) /* there are no such axes */
                play(app, "<Esc>");
        }
        play(app, "<Esc>");
        check_again(app, buffer_string(&keys));
        buffer_release(&keys);
        app_free(app);
    }
}

/* What a fresh run would show otherwise: the way to another optimum, bands above another floor. */
static void test_known_pitfalls(void **state)
{
    static const char *const rows[] = {
        ":data $/line.csv --standardize<Enter>4.:l2 0.3<Enter>:view auto<Enter>3.",
        ":function x^2+y^2+1 --start 2,2<Enter>9.:view 2,4,2,4 --scale log<Enter>",
        ":surface bowl --start 9,9<Enter>9.:view auto<Enter>",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface rosenbrock");

        play_with_data(app, rows[i]);
        play(app, "<Esc>");
        check_again(app, rows[i]);
        app_free(app);
    }
}

/* The line says what differs from the default, and no window that is shown anyway. */
static void test_lines(void **state)
{
    static const struct {
        const char *keys, *options;
    } rows[] = {
        {"", ""},
        {"9.", " --go 9"},
        {"c:contours<Enter>:loss-axis linear<Enter>",
         " --colormap inferno --contours on --loss-axis linear"},
        {"cC:contours --scale log<Enter>:contours off --scale mixed<Enter>", ""},
        {"a", " --axes a,c"},
        {"A9.", " --axes pca --go 9"},
        {"A9.:view 0,1,2,3<Enter>", " --axes pca --view 0,1,2,3 --go 9"},
        {"zZ", ""},
        {">>", " --speed 300"},
        {"><less>", ""},
        {":view 0,1,2,3<Enter>:view auto<Enter>", ""},
        {":view 0,3,0.5,3<Enter>h0", " --view 0,3,0.5,3"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("params a,b,c|function a^2+3*b^2+c^2|lr 0.125");
        struct buffer line = {0}, want = {0};

        play(app, rows[i].keys);
        assert_true(share_line(app, &line, NULL));
        buffer_format(&want, "ttydescent --function 'a^2+3*b^2+c^2' --params a,b,c --lr 0.125%s",
                      rows[i].options);
        assert_string_equal(buffer_string(&line), buffer_string(&want));
        buffer_release(&line);
        buffer_release(&want);
        app_free(app);
    }
}

static void check_same(const struct view *a, const struct view *b)
{
    struct buffer first = {0}, second = {0};

    view_write(a, setting_line, &first);
    view_write(b, setting_line, &second);
    assert_string_equal(buffer_string(&first), buffer_string(&second));
    buffer_release(&first);
    buffer_release(&second);
}

/* A view that is given at the start and the same one typed on the way are the same; 0 takes both to
 * the path as it is. */
static void test_given_and_typed(void **state)
{
    static const char run[] = "params a,b,c|function a^2+3*b^2+2*c^2+a*b|start 1,2,3";
    static const struct {
        const char *given, *typed;
    } rows[] = {
        {"view -1,2,0.25,3", ":view -1,2,0.25,3<Enter>"},
        {"axes c,b", ":axes c,b<Enter>"},
        {"axes pca", ":axes pca<Enter>"},
        {"axes c,b|view 0,1,2,3", ":axes c,b --view 0,1,2,3<Enter>"},
        {"axes c,b|view 0,1,2,3", ":view 0,1,2,3 --axes c,b<Enter>"},
        {"scale log", ":scale log<Enter>"},
        {"scale log|axes a,c", ":scale log<Enter>:axes a,c<Enter>"},
        {"colormap mako|contours on", ":contours --colormap mako<Enter>"},
        {"loss-axis linear", ":loss-axis=linear<Enter>"},
        {"theme light", ":theme light<Enter>"},
        {"theme light|view 0,1,2,3", ":theme light<Enter>a:axes auto --view 0,1,2,3<Enter>"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char settings[200];

        snprintf(settings, sizeof settings, "%s|%s", run, rows[i].given);
        struct app *given = play_start(settings), *typed = play_start(run);
        given->display.colors = typed->display.colors = 256;
        play(given, "7.");
        play(typed, "7.");
        app_frame(typed);
        play(typed, rows[i].typed);
        play(typed, "2.0<Esc>");
        play(given, "2.0<Esc>");
        assert_int_equal(simulation_changes(typed->session.simulation), 0);
        check_same(&typed->picture.view, &given->picture.view);
        if (!frame_equal(app_frame(given), app_frame(typed)))
            fail_msg("%s is not %s: row %d", rows[i].typed, rows[i].given,
                     first_difference(given, typed));
        app_free(given);
        app_free(typed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_pitfalls),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_given_and_typed),
        cmocka_unit_test(test_random_views),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
