/* The map of a sweep: each patch is a run alone with settings of its own, theory's border and
 * optimum lie where the runs say, keys move over it and take it. */
#include <math.h>

#include "play.h"
#include "show/sweep.h"
#include "study/outcome.h"

/* What became of a patch is what becomes of the scenario with its two settings. */
static void test_patches_are_runs_alone(void **state)
{
    static const char *const rows[] = {
        "surface ravine|steps 300",
        "surface himmelblau|optimizer adam|noise 0.3|steps 50",
        "surface rosenbrock|optimizer nesterov|schedule cosine|clip 3|steps 80",
        "function x^4 - 3*x^2 + x|params x|start 1|optimizer rmsprop|steps 60",
        "surface booth|optimizer bfgs|steps 30",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i]);
        struct error error = {0};

        play(app, "gw");
        play_to_end(app);
        const struct sweep_map *map = &app->sweep->map;
        size_t count = map->columns * map->rows;
        assert_true(count >= 40);
        for (size_t k = 0; k < count; k += 1 + count / 40) {
            struct scenario scenario;
            struct outcome alone;

            assert_true(cases_scenario(&app->sweep->mesh.cases, k, &scenario, &error));
            if (strcmp(map->axis[0].name, "lr") == 0)
                assert_true(scenario_rate(&scenario) ==
                            sweep_value(&map->axis[0], k % map->columns, map->columns));
            assert_true(outcome_of(&alone, &scenario, &error));
            assert_int_equal(map->cell[k].ending, alone.ending);
            assert_int_equal(map->cell[k].steps, alone.steps);
            assert_int_equal(map->cell[k].evaluations, alone.evaluations);
            assert_memory_equal(&map->cell[k].loss, &alone.loss, sizeof alone.loss);
            scenario_release(&scenario);
        }
        app_free(app);
    }
}

/* On a quadratic runs diverge beyond the border, and within it they don't, but for the patch that
 * it goes through; and the best patch needs no more steps than theory's optimum, near which it is;
 * but Nesterov's, which is of a long run. */
static void test_theory(void **state)
{
    static const char *const rows[] = {
        "surface ravine",
        "surface ravine|optimizer nesterov",
        "function 3*x^2 + y^2|start 2,1",
    };
    static const struct display fine = {.colors = 256, .blocks = true, .braille = true};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_open(rows[i], &fine, 30, 110);
        struct error error = {0};
        struct scenario scenario;
        struct outcome outcome;

        play(app, "gw");
        play_to_end(app);
        const struct sweep_map *map = &app->sweep->map;
        assert_int_equal(map->border_points, map->rows);
        for (size_t row = 0; row < map->rows; row++) {
            double border = map->border[row][0] * (double)map->columns;

            for (size_t column = 0; column < map->columns; column++) {
                const struct sweep_cell *cell = &map->cell[row * map->columns + column];

                if ((double)column > border + 1)
                    assert_true(cell->basin == BASIN_LOST);
                else if ((double)column + 1 < border - 1)
                    assert_true(cell->basin != BASIN_LOST);
            }
        }
        assert_true(map->has_best && map->has_theory);
        assert_true(scenario_copy(&scenario, &app->sweep->mesh.cases.base));
        char number[NUMBER_SIZE], pair[64];
        snprintf(pair, sizeof pair, "beta=%s", number_write(number, map->theory[1]));
        assert_true(scenario_set(&scenario, "optimizer",
                                 strstr(rows[i], "nesterov") ? "nesterov" : "momentum", &error));
        assert_true(scenario_set(&scenario, "set", pair, &error));
        assert_true(scenario_set(&scenario, "lr", number_write(number, map->theory[0]), &error));
        assert_true(outcome_of(&outcome, &scenario, &error));
        assert_true(map->cell[map->best].steps <= outcome.steps);
        const struct patch_mark *theory = &map->patches.mark[0], *best = &map->patches.mark[1];
        const struct rectangle *area = &app->picture.layout.map;
        bool near = fabs(theory->at[0] - best->at[0]) * area->columns <= 5 &&
                    fabs(theory->at[1] - best->at[1]) * area->rows <= 3;
        if (!near && !strstr(rows[i], "nesterov"))
            fail_msg("%s: theory %g, %g; best %g, %g", rows[i], theory->at[0], theory->at[1],
                     best->at[0], best->at[1]);
        scenario_release(&scenario);
        app_free(app);
    }
}

/* A case that can't be run stops the map, which says why and shows nothing of an older one. */
static void test_a_failure_is_told(void **state)
{
    struct app *app = play_start("surface ravine|steps 20");

    (void)state;
    play(app, "gw");
    play_to_end(app);
    play(app, ":sweep lr=0.1:0.3<Enter>");
    app_frame(app);
    struct vary *vary = &app->sweep->mesh.cases.vary[0];
    assert_string_equal(vary->name, "lr");
    for (size_t i = 1; i < vary->count; i += 2)
        vary->value[i] = 0;
    app->sweep->mesh.ended = 0; /* all have yet to come */
    app->sweep->mesh.begun = 0;
    study_free(app->sweep->mesh.study);
    app->sweep->mesh.study = NULL;
    play_to_end(app);
    assert_true(app->sweep->mesh.failed);
    play_shows(app, "", "lr must be above 0");
    assert_string_equal(app->sweep->map.sentence, "the runs have stopped: lr must be above 0");
    app_free(app);
}

static void test_keys(void **state)
{
    static const struct {
        const char *settings, *keys, *shows;
        enum app_mode mode;
    } rows[] = {
        {"surface ravine", "gw", "arrows cross", MODE_SWEEP},
        {"surface ravine", ":sweep<Enter>", "steps until it settles", MODE_SWEEP},
        {"surface ravine", "gwq", "space run", MODE_WATCH},
        {"surface ravine", "gw<Esc>", "space run", MODE_WATCH},
        {"surface ravine", "gwo", "momentum", MODE_SWEEP},
        {"surface ravine", "gw:optimizer adam<Enter>", "beta1", MODE_SWEEP},
        {"surface ravine|optimizer adam", "gwa", "beta2", MODE_SWEEP},
        {"surface ravine|optimizer adam", "gwA", "eps", MODE_SWEEP},
        {"surface ravine", "gwa", "no other settings", MODE_SWEEP},
        {"surface ravine", "gw<Tab>", "the colour is the evaluations", MODE_SWEEP},
        {"surface ravine", "gw<Tab><Tab>", "the colour is the loss", MODE_SWEEP},
        {"surface ravine", "gw<BackTab>", "the colour is the end", MODE_SWEEP},
        {"surface ravine", ":sweep lr=0.1:0.3 beta=0:0.5<Enter>", "0.25", MODE_SWEEP},
        {"surface ravine", ":sweep lr=0.3:0.1<Enter>", "is no range", MODE_TYPE},
        {"surface ravine", ":sweep lr lr<Enter>", "lr is varied twice", MODE_TYPE},
        {"surface ravine", ":sweep kappa<Enter>", "kappa can't be varied here", MODE_TYPE},
        {"surface ravine", ":sweep lr=0:1:log<Enter>", "is no range", MODE_TYPE},
        {"surface ravine", ":sweep lr=0:1<Enter>", "lr must be above 0", MODE_TYPE},
        {"surface ravine", ":sweep lr=0.01:0.05 beta=0:1.5<Enter>", "momentum must be from 0",
         MODE_TYPE},
        {"surface ravine|optimizer steepest-exact", "gw", "no rate and no numbers", MODE_WATCH},
        {"surface ravine", "gb", "basins", MODE_BASINS},
        {"surface ravine", "gwgb", "basins", MODE_BASINS},
        {"surface ravine", "gw ", "space is no key here", MODE_SWEEP},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char settings[120];

        snprintf(settings, sizeof settings, "%s|steps 20", rows[i].settings);
        struct app *app = play_start(settings);
        play(app, rows[i].keys);
        play_shows(app, rows[i].keys, rows[i].shows);
        if (app->mode != rows[i].mode)
            fail_msg("%s: the mode is %d", rows[i].keys, app->mode);
        app_free(app);
    }
}

/* Enter goes back with the very settings under the cross, and their run is the one that was
 * told. */
static void test_settings_are_taken(void **state)
{
    static const char *const rows[] = {"surface ravine", "surface ravine|optimizer momentum",
                                       "surface ravine|optimizer adam"};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i]);

        play(app, "..gw");
        app_frame(app);
        play(app, "5k3<Left>");
        play_to_end(app);
        const struct sweep_map *map = &app->sweep->map;
        double rate = map->cross[0], beta = map->cross[1];
        const struct sweep_cell told = *sweep_under(map);
        const char *name = map->axis[1].name;
        play(app, "<Enter>");
        assert_int_equal(app->mode, MODE_WATCH);
        assert_int_equal(play_step(app), 0);
        bool found;
        assert_true(scenario_rate(session_scenario(&app->session)) == rate);
        assert_true(simulation_hyper(app->session.simulation, name, &found) == beta && found);
        play(app, " ");
        while (session_moving(&app->session))
            app_advance(app, 0.5);
        assert_int_equal(play_step(app), told.steps);
        assert_memory_equal(&simulation_now(app->session.simulation)->loss, &told.loss,
                            sizeof told.loss);
        app_free(app);
    }
}

/* The cross stays within what may be set, wherever the window goes. */
static void test_ranges_stay_allowed(void **state)
{
    struct app *app = play_start("surface ravine|steps 10");

    (void)state;
    play(app, "gw");
    app_frame(app);
    const struct sweep_map *map = &app->sweep->map;
    for (int i = 0; i < 30; i++) {
        play(app, i % 3 ? "ZZ99k99l" : "zz99j99h");
        play_to_end(app);
        for (int k = 0; k < 2; k++) {
            assert_true(map->axis[k].from < map->axis[k].to);
            assert_true(map->cross[k] >= map->axis[k].from && map->cross[k] <= map->axis[k].to);
        }
        assert_true(map->axis[0].from > 0 && map->axis[1].from >= 0 && map->axis[1].to < 1);
    }
    play(app, "0");
    assert_memory_equal(&map->axis[0].to, &app->sweep->home[0].to, sizeof(double));
    app_free(app);
}

/* All optimizers, all quantities: something is seen, or it is said why not. */
static void test_everywhere(void **state)
{
    static const struct display displays[] = {{.colors = 0},
                                              {.colors = 8, .blocks = true},
                                              {.colors = 256, .blocks = true, .braille = true}};
    static const int sizes[][2] = {{24, 80}, {12, 40}, {20, 46}, {5, 30}, {2, 10}};

    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        char settings[80];

        snprintf(settings, sizeof settings, "surface ravine|optimizer %s|steps 3",
                 table_name(&optimizers, i));
        struct app *app = play_open(settings, &displays[i % COUNT(displays)],
                                    sizes[i % COUNT(sizes)][0], sizes[i % COUNT(sizes)][1]);
        play(app, "gw");
        for (int k = 0; k < SWEEP_QUANTITIES && app->mode == MODE_SWEEP; k++) {
            play_to_end(app);
            play(app, "<Tab>ll+a");
        }
        app_free(app);
    }
}

/* Where the board has two short columns a place is told in two lines, which stay together. */
static void test_places_in_few_rows(void **state)
{
    static const struct display display = {.colors = 0, .blocks = true, .braille = true};
    struct app *app = play_open("surface ravine", &display, 20, 46);
    struct buffer text = {0};

    (void)state;
    play(app, "gw");
    play_to_end(app);
    const char *screen = play_screen(app, &text), *best = strstr(screen, "★ best");
    assert_non_null(best);
    const char *end = strchr(best, '\n'), *below = strstr(best, "rate 0.221, beta 0.283");
    assert_true(end && below && below > end && below < strchr(end + 1, '\n'));
    assert_non_null(strstr(screen, "┼ the cross   78 steps"));
    buffer_release(&text);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patches_are_runs_alone),
        cmocka_unit_test(test_theory),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_a_failure_is_told),
        cmocka_unit_test(test_settings_are_taken),
        cmocka_unit_test(test_ranges_stay_allowed),
        cmocka_unit_test(test_places_in_few_rows),
        cmocka_unit_test(test_everywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
