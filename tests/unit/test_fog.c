/* Fog: what is seen of the map is what the steps have come near, as long as the run goes on. */
#include "play.h"

#include "show/fog.h"

static double cell_of(double at, double from, double to, int cells)
{
    return floor((at - from) / (to - from) * cells);
}

/* Has a point of the path the pixel's middle in reach, or is it within the cell of the pixel? */
static bool is_near(const struct fog *fog, const struct trajectory *path, double x, double y)
{
    const struct viewport *v = &fog->shown.viewport;

    for (size_t i = 0; path && i < trajectory_length(path); i++) {
        double at[2];
        plane_project(&fog->shown.plane, trajectory_at(path, i)->x, at);
        if (hypot((x - at[0]) / fog->sight.reach[0], (y - at[1]) / fog->sight.reach[1]) <= 1 ||
            (cell_of(x, v->x0, v->x1, v->columns) == cell_of(at[0], v->x0, v->x1, v->columns) &&
             cell_of(y, v->y1, v->y0, v->rows) == cell_of(at[1], v->y1, v->y0, v->rows)))
            return true;
    }
    return false;
}

/* Pixel by pixel, for the present run, the branch and the kept runs. Returns how many are seen. */
static int check_pixels(struct app *app)
{
    const struct fog *fog = &app->picture.fog;
    const struct landscape *seen = &fog->shown, *whole = &app->picture.landscape;
    const struct viewport *v = &seen->viewport;
    int count = 0;
    app_frame(app);
    for (int row = 0; row < seen->rows; row++)
        for (int column = 0; column < seen->columns; column++) {
            double x = v->x0 + (column + 0.5) / seen->columns * (v->x1 - v->x0);
            double y = v->y1 - (row + 0.5) / seen->rows * (v->y1 - v->y0);
            int at = row * seen->columns + column;
            bool near = is_near(fog, simulation_trajectory(app->session.simulation), x, y) ||
                        is_near(fog, session_branch(&app->session), x, y);
            for (int i = 0; i < KEPT_RUNS; i++)
                near = near || (app->session.kept.run[i] &&
                                is_near(fog, &app->session.kept.run[i]->path, x, y));
            if (near != !isnan(seen->field[at]))
                fail_msg("pixel %d, %d is %s", row, column, near ? "hidden" : "seen");
            if (near && (seen->field[at] != whole->field[at] || seen->band[at] != whole->band[at]))
                fail_msg("pixel %d, %d is another one", row, column);
            count += near;
        }
    return count;
}

static bool has(struct app *app, const char *text)
{
    struct buffer out = {0};
    bool found = strstr(play_screen(app, &out), text);
    buffer_release(&out);
    return found;
}

static void test_what_is_seen(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|fog 0.1|lr 0.001");
    int first = check_pixels(app);
    assert_in_range(first, 1, 400);
    play(app, "5.");
    int more = check_pixels(app);
    assert_true(more > first);
    play(app, "300.");
    assert_true(check_pixels(app) > more);
    play(app, "200,"); /* what was gone back over is still drawn */
    check_pixels(app);
    play(app, "z");
    check_pixels(app);
    play(app, "0+r20.");
    check_pixels(app);
    play(app, ":fog 0.3<Enter>");
    check_pixels(app);
    play(app, ":surface bowl<Enter>");
    check_pixels(app);
    app_free(app);
}

/* Though less is seen than half a cell, that on which a point stands is. */
static void test_own_ground(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|start 0.317,0.123|fog 0.01|lr 0.001");
    int first = check_pixels(app);
    assert_in_range(first, 1, 2);
    play(app, "40.");
    assert_true(check_pixels(app) > first);
    app_free(app);
}

/* It lifts when the run has ended, comes back with steps on or back, and goes with off. */
static void test_when(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.5|fog on");
    assert_true(has(app, "~~~~"));
    play(app, "100.");
    assert_false(has(app, "~~~~"));
    play(app, ":go 3<Enter>");
    assert_true(has(app, "~~~~"));
    play(app, ":fog off<Enter>");
    assert_false(has(app, "~~~~"));
    play(app, ":fog<Enter>");
    assert_true(has(app, "~~~~"));
    app_free(app);
}

/* Stars and layers would tell what is not seen. */
static void test_nothing_tells(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|fog 0.05");
    assert_false(has(app, "★"));
    play(app, ":fog off<Enter>");
    assert_true(has(app, "★"));
    app_free(app);
}

/* Legend and axis speak of what has been seen alone: on the way to (3, 2) the least loss comes down
 * step by step. */
static void test_levels_are_those_seen(void **state)
{
    (void)state;
    struct app *app = play_open("surface himmelblau|lr 0.001|fog 0.02",
                                &(struct display){.colors = 0, .blocks = true}, 40, 120);
    double before = INFINITY;
    for (int i = 0; i < 4; i++) {
        struct filled filled;
        fill_scene(&filled, &app->session, &app->picture, &app->display, 40, 120);
        const struct landscape *seen = filled.scene.landscape;
        assert_true(seen->fog);
        assert_true(filled.scene.floor > 0 && filled.scene.floor < before);
        assert_true(seen->least >= filled.scene.floor && seen->least < seen->greatest);
        before = filled.scene.floor;
        play(app, "9.");
    }
    app_free(app);
}

/* The floor of its relief is fog, too, and its body no higher than what has been seen. */
static void test_relief(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|lr 0.001|fog 0.05|show relief");
    assert_true(has(app, "~~~~"));
    assert_false(has(app, "\xE2\x95\xB1"));
    app_free(app);
}

/* What becomes of other starts is not shown. */
static void test_studies_are_refused(void **state)
{
    static const char *const keys[] = {"gb", "gs", ":basins<Enter>"};
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.5|fog on");
    for (size_t i = 0; i < COUNT(keys); i++) {
        play(app, keys[i]);
        assert_int_equal(app->mode, MODE_WATCH);
        assert_true(has(app, "in fog nobody sees"));
    }
    play(app, "100.");
    play(app, "gb");
    assert_int_equal(app->mode, MODE_BASINS);
    app_free(app);
}

/* The slopes by which a map is lit belong to the whole one, which is there when the fog has gone
 * over another window. */
static void test_lit(void **state)
{
    static const struct display display = {.colors = FRAME_RGB, .blocks = true, .braille = true};

    (void)state;
    struct app *app = play_open("surface himmelblau|shade on|fog 0.2", &display, 24, 80);

    for (int i = 0; i < 4; i++) {
        app_frame(app);
        play(app, "..z");
    }
    play(app, ":fog off<Enter>");
    play_shows(app, ":fog off", "himmelblau");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_seen),
        cmocka_unit_test(test_own_ground),
        cmocka_unit_test(test_when),
        cmocka_unit_test(test_nothing_tells),
        cmocka_unit_test(test_levels_are_those_seen),
        cmocka_unit_test(test_relief),
        cmocka_unit_test(test_studies_are_refused),
        cmocka_unit_test(test_lit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
