/* The window of the map and its axes, as keys and sizes make them, and the starts that are found in
 * it. */
#include "play.h"

/* The window after keys, from the bowl's +-5 with the point at (3.5, 3.5). A zoom halves the area
 * about the point: two of them halve the width, so that x0 = 3.5 - 8.5 / 2. */
static void test_keys_move_the_window(void **state)
{
    static const struct {
        const char *keys;
        double window[4];
    } rows[] = {
        {"h", {-6, 4, -5, 5}},
        {"<Left>", {-6, 4, -5, 5}},
        {"l", {-4, 6, -5, 5}},
        {"<Right>", {-4, 6, -5, 5}},
        {"j", {-5, 5, -6, 4}},
        {"<Down>", {-5, 5, -6, 4}},
        {"k", {-5, 5, -4, 6}},
        {"<Up>", {-5, 5, -4, 6}},
        {"10l", {5, 15, -5, 5}},
        {"zz", {-0.75, 4.25, -0.75, 4.25}},
        {"2z", {-0.75, 4.25, -0.75, 4.25}},
        {"zzZZ", {-5, 5, -5, 5}},
        {"10l2z", {7.5, 12.5, -2.5, 2.5}}, /* the point is out of sight: about the middle */
        {"7zjjk0", {-5, 5, -5, 5}},
        {":view 0,1,2,3<Enter>", {0, 1, 2, 3}},
        {":view 3,4,2,4<Enter>ll0", {3, 4, 2, 4}},
        {"zzl:frame<Enter>", {-5, 5, -5, 5}},
        {"zzlms", {-5, 5, -5, 5}},
        /* x - 3*x is -7: the frame holds it, and a margin of a twentieth of the width. */
        {":lr 3<Enter>.0", {-7.5, 5, -7.5, 5}},
        {":lr 3<Enter>..0", {-7.5, 14.5, -7.5, 14.5}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl|aspect fill");
        const struct viewport *shown = &app->picture.viewport;

        play(app, rows[i].keys);
        check_near(rows[i].keys, shown->x0, rows[i].window[0], 1e-12, 1);
        check_near(rows[i].keys, shown->x1, rows[i].window[1], 1e-12, 1);
        check_near(rows[i].keys, shown->y0, rows[i].window[2], 1e-12, 1);
        check_near(rows[i].keys, shown->y1, rows[i].window[3], 1e-12, 1);
        app_free(app);
    }
}

/* Whatever keys do with it, a unit stays as long on both axes; a window that is asked for fills. */
static void test_keys_keep_the_scale(void **state)
{
    static const struct {
        const char *keys;
        bool to_scale;
    } rows[] = {
        {"", true},
        {"h", true},
        {"3j", true},
        {"zzZ", true},
        {"10l2z", true},
        {"zzlkj0", true},
        {"i5l<Enter>", true},
        {"ss", true},
        {":lr 3<Enter>.0", true},
        {":view 0,1,2,3<Enter>", false},
        {":view 0,1,2,3<Enter>lz0", false},
        {":view 0,1,2,3<Enter>:view auto<Enter>", true},
        {":view 0,1,2,3<Enter>:aspect equal<Enter>l", true},
        {":aspect fill<Enter>", false},
        {":aspect fill<Enter>:aspect auto<Enter>", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");

        play(app, rows[i].keys);
        if (viewport_is_to_scale(&app->picture.viewport) != rows[i].to_scale)
            fail_msg("%s: to scale or not", rows[i].keys);
        app_free(app);
    }
}

/* From the same window at every size: there and back changes nothing. */
static void test_sizes_keep_the_scale(void **state)
{
    static const int sizes[][2] = {{12, 40}, {20, 46}, {40, 120}, {50, 200}, {24, 80}};
    struct app *app = play_start("surface bowl");
    struct viewport before;

    (void)state;
    play(app, "3lz");
    before = app->picture.viewport;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        app_handle(app, &(struct event){
                            .kind = EVENT_RESIZE, .rows = sizes[i][0], .columns = sizes[i][1]});
        app_frame(app);
        assert_true(viewport_is_to_scale(&app->picture.viewport));
    }
    assert_memory_equal(&before, &app->picture.viewport, sizeof before);
    app_free(app);
}

/* Every pair once, in order, then pca, and back; the run goes on. */
static void test_axes_are_walked(void **state)
{
    struct app *app = play_start("params a,b,c,d|function a^2+b^2+c^2+d^2");

    (void)state;
    play(app, "3. ");
    for (int way = 0; way < 2; way++)
        for (int i = 0; i < 7; i++) {
            static const char *const axes[7][2] = {{"a", "b"},      {"a", "c"}, {"a", "d"},
                                                   {"b", "c"},      {"b", "d"}, {"c", "d"},
                                                   {"pc 1", "pc 2"}};
            app_frame(app);
            for (int k = 0; k < 2; k++)
                assert_string_equal(picture_axis(&app->picture, &app->session, k),
                                    axes[way ? (7 - i) % 7 : i][k]);
            play(app, way ? "A" : "a");
        }
    assert_int_equal(play_step(app), 3);
    assert_true(app_running(app));
    assert_int_equal(simulation_changes(app->session.simulation), 0);
    /* They stay for the next run, and are none of another objective. */
    play(app, "ar");
    assert_string_equal(app->picture.view.axis[1], "c");
    play(app, ":params a,b --function a+b<Enter>");
    assert_string_equal(app->picture.view.axis[0], "");
    app_free(app);
}

/* Random starts lie in the window, differ, and depend on the seed alone. */
static void test_random_starts(void **state)
{
    struct app *a = play_start("surface bowl"), *b = play_start("surface bowl");
    struct app *c = play_start("surface bowl|seed 2");
    double last[2] = {3.5, 3.5};

    (void)state;
    for (int i = 0; i < 50; i++) {
        play(a, i % 2 ? "R" : ".R");
        play(b, "R");
        play(c, "R");
        const double *x = simulation_now(a->session.simulation)->x;

        assert_true(picture_shows(&a->picture, &a->session));
        assert_memory_not_equal(x, last, sizeof last);
        memcpy(last, x, sizeof last);
        assert_memory_equal(x, simulation_now(b->session.simulation)->x, sizeof last);
        assert_memory_not_equal(x, simulation_now(c->session.simulation)->x, sizeof last);
    }
    app_free(a);
    app_free(b);
    app_free(c);
}

/* Of more than two parameters only those that are shown change; the others stay where the point is,
 * not where it began. */
static void test_starts_in_a_slice(void **state)
{
    static const char *const scripts[] = {"ihhjj<Enter>", "R", "i10l10k<Enter>R"};

    (void)state;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        struct app *app = play_start("params a,b,c,d|function a^2+b^2+c^2+d^2|start 1,2,3,4");
        double before[4];

        play(app, "...");
        memcpy(before, simulation_now(app->session.simulation)->x, sizeof before);
        play(app, scripts[i]);
        const double *x = simulation_now(app->session.simulation)->x;
        assert_int_equal(play_step(app), 0);
        assert_true(x[0] != before[0] && x[1] != before[1]);
        assert_true(x[2] == before[2] && x[3] == before[3]);
        assert_true(x[2] != 3);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_move_the_window), cmocka_unit_test(test_keys_keep_the_scale),
        cmocka_unit_test(test_sizes_keep_the_scale), cmocka_unit_test(test_axes_are_walked),
        cmocka_unit_test(test_random_starts),        cmocka_unit_test(test_starts_in_a_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
