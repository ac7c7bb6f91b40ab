/* What the mouse does on the map, in a text, on hints. */
#include "app/mouse.h"

#include <math.h>
#include <string.h>

#include "play.h"

static void point(struct app *app, enum mouse_event kind, int row, int column)
{
    app_handle(app,
               &(struct event){.kind = EVENT_MOUSE, .mouse = kind, .row = row, .column = column});
    (void)app_frame(app);
}

static void click(struct app *app, int row, int column)
{
    point(app, MOUSE_PRESS, row, column);
    point(app, MOUSE_RELEASE, row, column);
}

/* The cell of the screen that shows a place. */
static void cell_of(const struct app *app, double x, double y, int *row, int *column)
{
    const struct rectangle *map = &app->picture.layout.map;
    double right, down;

    viewport_project(&app->picture.viewport, x, y, &right, &down);
    *row = map->row + (int)floor(down);
    *column = map->column + (int)floor(right);
}

static const double *now(const struct app *app)
{
    return simulation_now(app->session.simulation)->x;
}

/* Where words stand on the screen. */
static void find(struct app *app, const char *words, int *row, int *column)
{
    struct buffer text = {0};
    const char *screen = play_screen(app, &text), *at = strstr(screen, words), *line = at;

    assert_non_null(at);
    for (*row = 0; screen < at; screen++)
        *row += *screen == '\n';
    while (line > buffer_string(&text) && line[-1] != '\n')
        line--;
    *column = (int)text_columns(line, (size_t)(at - line));
    buffer_release(&text);
}

static void click_on(struct app *app, const char *words, int within)
{
    int row, column;

    find(app, words, &row, &column);
    click(app, row, column + within);
}

static void test_a_click_places_the_start(void **state)
{
    struct app *app = play_start("surface himmelblau");
    int row, column;

    (void)state;
    play(app, "10.");
    cell_of(app, -3, 2, &row, &column);
    click(app, row, column);
    assert_int_equal(play_step(app), 0);
    assert_true(fabs(now(app)[0] + 3) < 0.2 && fabs(now(app)[1] - 2) < 0.4);
    assert_int_equal(app->mode, MODE_WATCH);
    play(app, "i"); /* also where a cross is */
    cell_of(app, 2, -1, &row, &column);
    click(app, row, column);
    assert_true(fabs(now(app)[0] - 2) < 0.2 && fabs(now(app)[1] + 1) < 0.4);
    assert_int_equal(app->mode, MODE_WATCH);
    app_free(app);
}

static void test_drawing_moves_the_window(void **state)
{
    struct app *app = play_start("surface himmelblau");
    int row, column, to_row, to_column;

    (void)state;
    (void)app_frame(app);
    cell_of(app, 1, 1, &row, &column);
    point(app, MOUSE_PRESS, row, column);
    point(app, MOUSE_DRAW, row - 2, column + 5);
    point(app, MOUSE_DRAW, row - 3, column + 9);
    cell_of(app, 1, 1, &to_row, &to_column);
    assert_in_range(to_row, row - 4, row - 2);
    assert_in_range(to_column, column + 8, column + 10);
    point(app, MOUSE_RELEASE, row - 3, column + 9); /* which places no start */
    assert_true(now(app)[0] == 0 && now(app)[1] == 0);
    point(app, MOUSE_DRAW, row, column); /* without a button */
    cell_of(app, 1, 1, &row, &column);
    assert_true(row == to_row && column == to_column);
    app_free(app);
}

/* Of a relief, whose places are not those of the window. */
static void test_on_a_relief(void **state)
{
    struct app *app = play_start("surface himmelblau|show relief");

    (void)state;
    (void)app_frame(app);
    double turn = view_eye(&app->picture.view).turn;
    point(app, MOUSE_PRESS, 10, 30);
    point(app, MOUSE_DRAW, 10, 20);
    assert_true(view_eye(&app->picture.view).turn > turn + 5);
    point(app, MOUSE_RELEASE, 10, 20);
    click(app, 10, 30);
    assert_true(now(app)[0] == 0);
    play_shows(app, "click", "f shows it");
    point(app, MOUSE_WHEEL_UP, 10, 30);
    play_shows(app, "wheel", "x -");
    app_free(app);
}

/* What is under the pointer stays there. */
static void test_the_wheel_zooms_at_the_pointer(void **state)
{
    struct app *app = play_start("surface himmelblau");
    const struct viewport *window = &app->picture.viewport;
    int row, column, to_row, to_column;

    (void)state;
    (void)app_frame(app);
    double width = window->x1 - window->x0;
    cell_of(app, 3, 2, &row, &column);
    point(app, MOUSE_WHEEL_UP, row, column);
    point(app, MOUSE_WHEEL_UP, row, column);
    assert_true(fabs((window->x1 - window->x0) / width - 0.5) < 0.01);
    cell_of(app, 3, 2, &to_row, &to_column);
    assert_in_range(to_row, row - 1, row + 1);
    assert_in_range(to_column, column - 1, column + 1);
    point(app, MOUSE_WHEEL_DOWN, row, column);
    point(app, MOUSE_WHEEL_DOWN, row, column);
    assert_true(fabs((window->x1 - window->x0) / width - 1) < 0.01);
    point(app, MOUSE_WHEEL_UP, 0, 0); /* outside of the map */
    assert_true(fabs((window->x1 - window->x0) / width - 1) < 0.01);
    app_free(app);
}

static void test_hints_are_keys(void **state)
{
    struct app *app = play_start("surface bowl|lr 0.1");

    (void)state;
    click_on(app, "step  ,", 1);
    assert_int_equal(play_step(app), 1);
    click_on(app, "-/+ rate", 2);
    play_shows(app, "click on +", "0.1259");
    click_on(app, "-/+ rate", 0);
    click_on(app, "-/+ rate", 5); /* the first of them */
    play_shows(app, "clicks on - and rate", "rate 0.07943");
    click_on(app, "m momentum", 0);
    play_shows(app, "click on m", "momentum, β");
    click_on(app, "space run", 7);
    assert_true(app_running(app));
    click_on(app, "q quit", 0);
    assert_true(app_done(app));
    app_free(app);
}

static void test_in_a_text(void **state)
{
    struct app *app = play_start("surface bowl");
    int row, column;

    (void)state;
    click_on(app, "? help", 0);
    assert_int_equal(app->mode, MODE_READ);
    play_shows(app, "?", " 1-16 of");
    point(app, MOUSE_WHEEL_DOWN, 10, 10);
    play_shows(app, "wheel", " 17-32 of");
    point(app, MOUSE_WHEEL_UP, 10, 10);
    play_shows(app, "wheel", " 1-16 of");
    for (int i = 0; i < 100; i++)
        point(app, MOUSE_WHEEL_DOWN, 10, 10);
    assert_int_equal(app->mode, MODE_READ); /* the last page stays */
    click_on(app, "q close", 0);
    assert_int_equal(app->mode, MODE_WATCH);
    play(app, ":lr");
    cell_of(app, 0, 0, &row, &column);
    click(app, row, column);
    assert_true(play_prompts(app));
    app_free(app);
}

/* Wherever it is pointed: no harm, and no start. */
static void test_anywhere(void **state)
{
    static const int sizes[][2] = {{24, 80}, {12, 40}, {6, 30}, {1, 1}, {50, 200}};
    static const char *const settings[] = {"surface bowl", "surface parabola", "data line.csv"};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof settings / sizeof *settings; k++) {
            static const struct display display = {.blocks = true};
            struct app *app = play_open(settings[k], &display, sizes[i][0], sizes[i][1]);

            (void)app_frame(app);
            for (int row = -1; row <= sizes[i][0]; row += 5)
                for (int column = -1; column <= sizes[i][1]; column += 23) {
                    if (mouse_key(app, row, column) == 0)
                        click(app, row, column);
                    point(app, MOUSE_DRAW, row + 1, column);
                    point(app, MOUSE_WHEEL_UP, row, column);
                    point(app, MOUSE_WHEEL_DOWN, row, column);
                }
            assert_true(isfinite(now(app)[0]));
            app_free(app);
        }
}

static void test_the_setting(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    assert_false(app_wants_mouse(app));
    play(app, ":mouse<Enter>");
    assert_true(app_wants_mouse(app));
    play(app, ":demo 1<Enter>"); /* a session says nothing of it */
    assert_true(app_wants_mouse(app));
    play(app, ":mouse off<Enter>");
    assert_false(app_wants_mouse(app));
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_click_places_the_start),
        cmocka_unit_test(test_drawing_moves_the_window),
        cmocka_unit_test(test_on_a_relief),
        cmocka_unit_test(test_the_wheel_zooms_at_the_pointer),
        cmocka_unit_test(test_hints_are_keys),
        cmocka_unit_test(test_in_a_text),
        cmocka_unit_test(test_anywhere),
        cmocka_unit_test(test_the_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
