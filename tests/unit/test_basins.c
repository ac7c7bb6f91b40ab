/* The map of basins: each patch is a run alone, letters stand at the minima, keys steer it. */
#include <math.h>

#include "app/screen.h"
#include "play.h"
#include "show/basins.h"
#include "study/outcome.h"

/* --- outcomes --- */

/* What became of a patch is what becomes of a run alone from its middle. */
static void test_patches_are_runs_alone(void **state)
{
    static const char *const rows[] = {
        "surface himmelblau|optimizer momentum|lr 0.01|steps 300",
        "surface himmelblau|optimizer adam|lr 0.3|noise 0.5|steps 40",
        "surface rosenbrock|lr 0.002|schedule cosine|clip 2|steps 60",
        "surface saddle|steps 50",
        "function log(x)^2 + y^2|lr 0.1|steps 50",
        "function x^4 - 3*x^2 + x|params x|start 1|lr 0.02|steps 200",
        "surface ravine|optimizer bfgs",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i]);
        struct error error = {0};

        play(app, "gb");
        play_to_end(app);
        const struct basins *basins = app->basins;
        size_t count = basins->mesh.columns * basins->mesh.rows;
        assert_true(count >= 40);
        for (size_t k = 0; k < count; k += 1 + count / 40) {
            const struct basin_cell *cell = &basins->cell[k];
            struct scenario scenario;
            struct outcome alone;
            double end[2];

            assert_true(cases_scenario(&basins->mesh.cases, k, &scenario, &error));
            assert_true(outcome_of(&alone, &scenario, &error));
            plane_project(&basins->plane, alone.end, end);
            assert_int_equal(cell->ending, alone.ending);
            assert_int_equal(cell->steps, alone.steps);
            assert_int_equal(cell->evaluations, alone.evaluations);
            assert_memory_equal(&cell->loss, &alone.loss, sizeof cell->loss);
            assert_memory_equal(cell->end, end, sizeof end);
            scenario_release(&scenario);
        }
        app_free(app);
    }
}

/* --- the frame --- */

/* The letter at the cell of the map in which a place is. */
static uint32_t glyph_at(struct app *app, double x, double y)
{
    const struct rectangle *map = &app->picture.layout.map;
    double column, row;

    viewport_project(&app->picture.viewport, x, y, &column, &row);
    return frame_look(app_frame(app), map->row + (int)row, map->column + (int)column)->glyph;
}

static void test_letters_stand_at_the_minima(void **state)
{
    struct app *app = play_start("surface himmelblau|lr 0.01");
    const struct surface *surface = table_find(&surfaces, "himmelblau");

    (void)state;
    play(app, "gb");
    play_to_end(app);
    for (int i = 0; i < surface->minimum_count; i++) {
        assert_int_equal(glyph_at(app, surface->minima[i][0], surface->minima[i][1]), 'A' + i);
        /* Beside it, without colour, the same letter fills the basin. */
        assert_int_equal(glyph_at(app, surface->minima[i][0] + 0.4, surface->minima[i][1]),
                         'a' + i);
    }
    play_shows(app, "gb", "basins 100 %");
    play_shows(app, "gb", "(3, 2)");
    app_free(app);
}

/* An export has the map, too. */
static void test_an_export_has_the_map(void **state)
{
    static const struct display mono = {.colors = 0};
    struct app *app = play_start("surface himmelblau|lr 0.01");
    struct buffer text = {0};
    struct frame frame = {0};

    (void)state;
    play(app, "gb");
    play_to_end(app);
    assert_true(frame_resize(&frame, app->rows, app->columns));
    screen_below(app, &mono, &frame);
    text_from_frame(&frame, &text);
    assert_non_null(strstr(buffer_string(&text), "basins 100 %"));
    assert_non_null(strstr(buffer_string(&text), "aaaa"));
    buffer_release(&text);
    frame_release(&frame);
    app_free(app);
}

/* In 256 colours a basin has one hue, and its letter the same. */
static void test_colours_tell_the_basins(void **state)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct app *app = play_open("surface himmelblau|lr 0.01", &display, 30, 100);
    const struct surface *surface = table_find(&surfaces, "himmelblau");
    int color[4];

    (void)state;
    play(app, "gb");
    play_to_end(app);
    for (int i = 0; i < 4; i++) {
        const struct rectangle *map = &app->picture.layout.map;
        double column, row;

        viewport_project(&app->picture.viewport, surface->minima[i][0], surface->minima[i][1],
                         &column, &row);
        color[i] = frame_look(app_frame(app), map->row + (int)row, map->column + (int)column)->bg;
        for (int k = 0; k < i; k++)
            assert_int_not_equal(color[i], color[k]);
    }
    app_free(app);
}

/* Of many minima those with the largest basins have letters, the largest A; the others are a crowd,
 * and every patch is told by the legend. */
static void test_many_minima(void **state)
{
    static const struct display displays[] = {{.colors = 0},
                                              {.colors = 8},
                                              {.colors = 8, .blocks = true},
                                              {.colors = 256, .blocks = true, .braille = true}};
    static const int letters[] = {26, 6, 18, 18};

    (void)state;
    for (size_t i = 0; i < COUNT(displays); i++) {
        struct app *app = play_open("surface rastrigin", &displays[i], 40, 120);
        size_t least = SIZE_MAX;
        int had = 0;

        play(app, "gb");
        play_to_end(app);
        app_frame(app);
        const struct minima *minima = &app->basins->minima;
        for (int letter = 0; letter < MINIMA_LETTERS; letter++) {
            if (minima->of_letter[letter] == 0)
                continue;
            size_t runs = minima_runs(minima, minima->of_letter[letter] - 1);
            assert_true(runs <= least);
            least = runs;
            had++;
        }
        assert_int_equal(had, letters[i]);
        for (int m = 0; m < minima->places.count; m++) {
            if (minima_letter(minima, m))
                continue;
            assert_true(minima_runs(minima, m) <= least);
            assert_in_range(minima_kind(minima, m, 0), MINIMA_CROWD, MINIMA_OTHERS - 1);
        }
        app_free(app);
    }
}

/* The board speaks of shades where they are drawn, of the crowd where there is one, and tells the
 * window. */
static void test_the_board_tells_what_is_drawn(void **state)
{
    static const struct display mono = {.colors = 0, .blocks = true}, ascii = {.colors = 8},
                                few = {.colors = 8, .blocks = true};
    const struct display *const displays[] = {&mono, &ascii, &few};

    (void)state;
    for (size_t i = 0; i < COUNT(displays); i++) {
        struct app *app =
            play_open("surface himmelblau|optimizer momentum|lr 0.01", displays[i], 24, 80);

        play(app, "gb");
        play_to_end(app);
        struct buffer text = {0};
        text_from_frame(app_frame(app), &text);
        assert_int_equal(strstr(buffer_string(&text), "up to ") != NULL, displays[i] == &few);
        assert_null(strstr(buffer_string(&text), "others"));
        assert_non_null(strstr(buffer_string(&text), "window y"));
        assert_non_null(strstr(buffer_string(&text), "-5.5 to 5.5"));
        buffer_release(&text);
        app_free(app);
    }
}

/* One minimum stands in the legend, however few rows there are. */
static void test_one_minimum(void **state)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    static const int sizes[][2] = {{24, 80}, {20, 46}, {40, 120}};

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct app *app = play_open("function 0.26*(x^2+y^2)-0.48*x*y|lr 0.1", &display,
                                    sizes[i][0], sizes[i][1]);

        play(app, "gb");
        play_to_end(app);
        play_shows(app, "gb", "(0, 0)");
        play_shows(app, "gb", "at one place, (0, 0)");
        play_shows(app, "gb", "100 %");
        app_free(app);
    }
}

/* Who leaves the domain does not diverge. */
static void test_left_the_domain(void **state)
{
    struct app *app = play_start("function log(x)^2 + y^2|lr 0.1|steps 50");

    (void)state;
    play(app, "gb");
    play_to_end(app);
    assert_true(minima_runs(&app->basins->minima, BASIN_OUT) > 0);
    assert_int_equal(minima_runs(&app->basins->minima, BASIN_LOST), 0);
    play_shows(app, "", "outside");
    app_free(app);
}

/* --- keys --- */

static void test_keys(void **state)
{
    static const struct {
        const char *keys, *shows;
        enum app_mode mode;
    } rows[] = {
        {"gb", "arrows cross", MODE_BASINS},
        {":basins<Enter>", "arrows cross", MODE_BASINS},
        {"gbq", "space run", MODE_WATCH},
        {"gb<Esc>", "space run", MODE_WATCH},
        {"gb ", "space is no key here: arrows", MODE_BASINS},
        {"gb+", "rate 0.012", MODE_BASINS},
        {"gbm", "momentum", MODE_BASINS},
        {"gbo", "momentum", MODE_BASINS},
        {"gb:lr 0.05<Enter>", "rate 0.05", MODE_BASINS},
        {"gbu", "arrows cross", MODE_BASINS},
        {"gb?", "Keys and commands", MODE_READ},
        {"gb?q", "arrows cross", MODE_BASINS},
        {"gbgq", "arrows cross", MODE_BASINS},
        {"gbs", "arrows cross", MODE_BASINS},
        {"?/basins:<Enter><Enter>", "arrows cross", MODE_BASINS},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_leads("surface himmelblau|lr 0.01|steps 20", rows[i].keys, rows[i].mode,
                   rows[i].shows);
}

/* Enter runs from the very start that is told. */
static void test_a_run_from_the_cross(void **state)
{
    struct app *app = play_start("surface himmelblau|lr 0.01|steps 30");
    double x[PARAMETERS_MAX], before[PARAMETERS_MAX];

    (void)state;
    play(app, "gb");
    app_frame(app);
    basins_start(app->basins, before);
    play(app, "5l3<Up>");
    app_frame(app);
    basins_start(app->basins, x);
    assert_true(x[0] > before[0] && x[1] > before[1]);
    play_to_end(app);
    const struct basin_cell told = *basins_under(app->basins);
    play(app, "<Enter>");
    assert_int_equal(app->mode, MODE_WATCH);
    assert_memory_equal(simulation_now(app->session.simulation)->x, x, 2 * sizeof *x);
    assert_true(session_moving(&app->session));
    while (session_moving(&app->session))
        app_advance(app, 0.5);
    assert_int_equal(play_step(app), told.steps);
    assert_memory_equal(&simulation_now(app->session.simulation)->loss, &told.loss,
                        sizeof told.loss);
    app_free(app);
}

/* At the edge the window goes along; zooming holds the place under the cross. */
static void test_the_window_goes_along(void **state)
{
    struct app *app = play_start("surface himmelblau|lr 0.01|steps 10");
    const struct viewport *window = &app->picture.viewport;
    double at[2];

    (void)state;
    play(app, "gb");
    app_frame(app);
    double right = window->x1, width = window->x1 - window->x0;
    memcpy(at, app->basins->cross, sizeof at);
    play(app, "zz");
    assert_memory_equal(app->basins->cross, at, sizeof at);
    assert_true(window->x0 < at[0] && at[0] < window->x1);
    check_near("half", window->x1 - window->x0, width / 2, 1e-9, width);
    play(app, "Z0");
    play(app, "99l99l99l");
    assert_true(window->x1 > right);
    assert_true(app->basins->cross[0] < window->x1);
    app_free(app);
}

/* Other settings, another size or another window begin anew; the same ones don't. */
static void test_it_follows_the_run(void **state)
{
    struct app *app = play_start("surface himmelblau|lr 0.01|steps 50");

    (void)state;
    play(app, "gb");
    play_to_end(app);
    size_t lost = minima_runs(&app->basins->minima, BASIN_LOST);
    play(app, "h?q");
    app_frame(app);
    assert_false(app_running(app));
    play(app, "9+");
    app_frame(app);
    assert_true(app_running(app));
    play_to_end(app);
    assert_true(minima_runs(&app->basins->minima, BASIN_LOST) > lost);
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 30, .columns = 90});
    app_frame(app);
    assert_true(app_running(app));
    app_free(app);
}

/* On all surfaces, at odd sizes, on all displays: nothing falls over, and something is told. */
static void test_everywhere(void **state)
{
    static const struct display displays[] = {
        {.colors = 0},
        {.colors = 8, .blocks = true},
        {.colors = 256, .blocks = true, .braille = true},
        {.colors = FRAME_RGB, .blocks = true, .braille = true}};
    static const int sizes[][2] = {{24, 80}, {12, 40}, {20, 46}, {5, 30}, {2, 10}};

    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        char settings[80];

        snprintf(settings, sizeof settings, "surface %s|steps 5", table_name(&surfaces, i));
        struct app *app = play_open(settings, &displays[i % COUNT(displays)],
                                    sizes[i % COUNT(sizes)][0], sizes[i % COUNT(sizes)][1]);
        play(app, "gb");
        play_to_end(app);
        play(app, "llkz+");
        play_to_end(app);
        if (app->picture.layout.map.rows > 0)
            assert_true(app->basins->mesh.ended > 0);
        app_free(app);
    }
}

/* A map is filled from coarse to fine: at the first sight no patch of it is open. */
static void test_coarse_to_fine(void **state)
{
    struct app *app = play_start("surface himmelblau|lr 0.01|steps 100");

    (void)state;
    play(app, "gb");
    app_frame(app);
    const struct basins *basins = app->basins;
    assert_true(basins_moving(basins));
    for (size_t i = 0; i < basins->mesh.columns * basins->mesh.rows; i++)
        assert_int_not_equal(basins->kind[i], MINIMA_UNKNOWN);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patches_are_runs_alone),
        cmocka_unit_test(test_letters_stand_at_the_minima),
        cmocka_unit_test(test_an_export_has_the_map),
        cmocka_unit_test(test_colours_tell_the_basins),
        cmocka_unit_test(test_many_minima),
        cmocka_unit_test(test_the_board_tells_what_is_drawn),
        cmocka_unit_test(test_one_minimum),
        cmocka_unit_test(test_left_the_domain),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_a_run_from_the_cross),
        cmocka_unit_test(test_the_window_goes_along),
        cmocka_unit_test(test_it_follows_the_run),
        cmocka_unit_test(test_everywhere),
        cmocka_unit_test(test_coarse_to_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
