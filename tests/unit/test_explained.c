/* The mode in which the next step is told: what is open beside the map, and what the keys do
 * then. */
#include "play.h"

#include "view/layout.h"

/* All that one sees of it, and where one is after that. */
static void test_keys(void **state)
{
    static const struct {
        const char *keys, *shows;
        enum app_mode mode;
    } rows[] = {
        {"x", "theta = theta - lr*g", MODE_EXPLAIN},
        {":explain<Enter>", "df/dx = x", MODE_EXPLAIN},
        {"gx", "step 1 ", MODE_EXPLAIN},
        {"x.", "step 2 ", MODE_EXPLAIN},
        {"x3.,", "step 3 ", MODE_EXPLAIN},
        {"x+", "lr 0.12589", MODE_EXPLAIN},
        {"xm..", "m memory", MODE_EXPLAIN},
        {"x:lr 0.5<Enter>", "lr 0.5", MODE_EXPLAIN},
        {"x:lr", "theta = theta - lr*g", MODE_TYPE},
        {"x:lr<Esc>", "lr 0.1", MODE_EXPLAIN},
        {"x?q", "step 1 ", MODE_EXPLAIN},
        {"xi<Enter>", "step 1 ", MODE_EXPLAIN},
        {"xiq", "step 1 ", MODE_EXPLAIN},
        {"x:optimizer newton<Enter>9j", "trial 1: alpha 1", MODE_EXPLAIN},
        {"x:optimizer newton<Enter>", "q close", MODE_EXPLAIN},
        {"x:optimizer nelder-mead<Enter>", "corner 1, best", MODE_EXPLAIN},
        {"x:lr 1e-6<Enter>.", "too short to be seen on the map: z zooms in", MODE_EXPLAIN},
        {"xq", "space run", MODE_WATCH},
        {"xx", "space run", MODE_WATCH},
        {"x<Esc>", "space run", MODE_WATCH},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_leads("surface bowl|lr 0.1", rows[i].keys, rows[i].mode, rows[i].shows);
}

/* A step that is made there is the one that is made elsewhere, and the one that was told, bit for
 * bit. */
static void test_the_same_steps(void **state)
{
    static const char *const settings[] = {
        "surface himmelblau|optimizer adam",
        "surface rosenbrock|optimizer nesterov|noise 0.3|clip 0.5|l2 0.01|schedule cosine",
        "surface rosenbrock|optimizer bfgs",
        "surface himmelblau|optimizer nelder-mead",
        "surface rosenbrock|optimizer trust-region",
        "data line.csv|model linear|batch 5|optimizer sam",
        "surface ackley|optimizer langevin",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct app *told = play_start(settings[i]), *plain = play_start(settings[i]);

        play(told, "x");
        for (int step = 0; step < 20; step++) {
            (void)app_frame(told);
            const struct explanation *next = &told->explained.told;
            play(told, ".");
            play(plain, ".");
            const struct sample *a = simulation_now(told->session.simulation),
                                *b = simulation_now(plain->session.simulation);
            assert_memory_equal(a, b, sizeof *a);
            for (int k = 0; k < next->n; k++)
                assert_true(check_same_bits(next->to[k], a->x[k]));
        }
        app_free(told);
        app_free(plain);
    }
}

/* It scrolls to its last line and not beyond, and goes on there with the next step. */
static void test_scrolling(void **state)
{
    struct app *app = play_start("surface rosenbrock|optimizer adam");

    (void)state;
    play(app, "x");
    (void)app_frame(app);
    play(app, "1000j");
    size_t last = app->explained.first;
    play_shows(app, "1000j", "theta = theta - lr*mhat/(sqrt(vhat)+eps)");
    play(app, "j.");
    (void)app_frame(app);
    assert_int_equal(app->explained.first, last);
    play(app, "k");
    assert_int_equal(app->explained.first, last - 1);
    play(app, "1000k");
    assert_int_equal(app->explained.first, 0);
    app_free(app);
}

/* The map keeps a part of the screen where there is room for both, and the panel has the rest. */
static void test_layout(void **state)
{
    (void)state;
    for (int rows = 12; rows <= 60; rows++)
        for (int columns = 40; columns <= 220; columns++) {
            struct layout layout;
            const struct rectangle *map = &layout.map, *told = &layout.told;

            layout_for(&layout, rows, columns,
                       &(struct contents){.numbers = 2, .curves = 3, .explained = true});
            assert_int_equal(layout.numbers.rows + layout.gauge.rows + layout.curve[0].rows, 0);
            assert_true(told->rows > 0 && told->column + told->columns <= columns);
            if (columns >= 76)
                assert_true(map->columns >= 26 && told->columns >= 44 &&
                            map->column + map->columns < told->column);
            else if (rows >= 26)
                assert_true(map->rows >= 8 && told->rows >= 11 && map->row + map->rows < told->row);
            else
                assert_int_equal(map->rows, 0);
            assert_true(told->row + told->rows <= layout.sentence.row);
        }
}

/* What was told stays in view while a command is typed, and its arrows take the place of the
 * run's. */
static void test_beside_a_prompt(void **state)
{
    struct app *app = play_start("surface himmelblau|optimizer momentum");
    struct buffer before = {0}, after = {0};

    (void)state;
    play(app, "3.x");
    play_screen(app, &before);
    play(app, ":lr");
    play_screen(app, &after);
    /* all rows but the last two are the same */
    size_t size = 0;
    for (int row = 0; row < 22; row++)
        size += strcspn(before.data + size, "\n") + 1;
    assert_memory_equal(before.data, after.data, size);
    buffer_release(&before);
    buffer_release(&after);
    app_free(app);
}

/* f turns to the map where there is room for one of both, and back; where there is room it walks
 * what the map is. */
static void test_turns(void **state)
{
    static const struct {
        int rows, columns;
        bool turns;
    } sizes[] = {{12, 40, true}, {20, 46, true}, {24, 80, false}, {30, 46, false}};
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct app *app = play_open("surface ravine", &display, sizes[i].rows, sizes[i].columns);
        const struct layout *layout = &app->picture.layout;
        for (int times = 0; times < 3; times++) {
            struct buffer text = {0};
            bool turned = sizes[i].turns && times % 2;
            play(app, times == 0 ? "x" : "f");
            bool hint = strstr(play_screen(app, &text), "f map") != NULL;
            assert_int_equal(hint, sizes[i].turns);
            assert_int_equal(layout->told.rows > 0, !turned);
            assert_int_equal(layout->map.rows > 0, turned || !sizes[i].turns);
            buffer_release(&text);
        }
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turns),          cmocka_unit_test(test_keys),
        cmocka_unit_test(test_the_same_steps), cmocka_unit_test(test_scrolling),
        cmocka_unit_test(test_layout),         cmocka_unit_test(test_beside_a_prompt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
