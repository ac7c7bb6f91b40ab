#include "drawing.h"

#include "cost.h"
#include "play.h"
#include "view/mosaic.h"
#include "view/path.h"
#include "view/relief.h"

enum { COLUMNS = 60, ROWS = 24 };

static const struct stars no_stars;

/* The landscape of a formula from -3 to 3, to scale; landscape_release. */
static struct landscape land(const char *text, enum scale_id scale)
{
    static const char *const names[] = {"x", "y"};
    struct viewport window = {-3, 3, -3, 3, COLUMNS, ROWS};
    struct objective *objective = objective_create(text, strlen(text), names, 2, NULL);
    struct landscape landscape = {0};
    struct plane plane;
    assert_non_null(objective);
    viewport_to_scale(&window);
    plane_axes(&plane, (double[]){0, 0}, 2, 0, 1);
    assert_true(landscape_compute(&landscape, objective, &plane, &window, scale, 10, INFINITY));
    objective_free(objective);
    return landscape;
}

static struct relief body_of(const struct landscape *landscape, double turn, double tilt)
{
    struct relief relief = {0};
    assert_true(relief_cast(&relief, landscape, &(struct eye){turn, tilt}, ROWS, COLUMNS));
    return relief;
}

static bool is_seen(const struct relief *relief, double x, double y)
{
    double column, row;
    return relief_project(relief, (double[]){x, y}, &column, &row);
}

/* Heights rise with the values in every scale, a band each as much: no minimum is a spike. */
static void test_levels(void **state)
{
    (void)state;
    for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
        struct landscape l = land("100*(y-x^2)^2+(1-x)^2", (enum scale_id)scale);
        double before = 0;
        for (double value = l.least; value <= l.greatest; value += 0.5 + value / 50) {
            double level = landscape_level(&l, value);
            assert_true(level >= before && level <= 1);
            assert_int_equal(fmin(l.bands - 1, floor(level * l.bands - 1e-9)) < 0
                                 ? 0
                                 : (int)fmin(l.bands - 1, floor(level * l.bands - 1e-9)),
                             landscape_band(&l, value));
            before = level;
        }
        assert_true(landscape_level(&l, l.least) == 0);
        for (int band = 0; band + 1 < l.bands; band++)
            assert_true(fabs(landscape_level(&l, l.threshold[band]) - (band + 1.0) / l.bands) <
                        1e-12);
        assert_true(landscape_level(&l, INFINITY) == 1 && landscape_level(&l, -INFINITY) == 0);
        assert_true(isnan(landscape_level(&l, NAN)));
        landscape_release(&l);
    }
}

/* A ridge along x hides what is behind it, from either side. */
static void test_hidden(void **state)
{
    (void)state;
    struct landscape l = land("exp(-4*y^2)", SCALE_LINEAR);
    static const double places[] = {-2, -1, 0, 1, 2};
    struct relief south = body_of(&l, 0, EYE_LOWEST), north = body_of(&l, 180, EYE_LOWEST);
    struct relief above = body_of(&l, 0, EYE_HIGHEST);
    for (size_t i = 0; i < COUNT(places); i++) {
        double x = places[i];
        assert_true(is_seen(&south, x, 0) && is_seen(&north, x, 0)); /* the ridge itself */
        assert_true(is_seen(&south, x, -1.5) && !is_seen(&north, x, -1.5));
        assert_true(is_seen(&north, x, 1.5) && !is_seen(&south, x, 1.5));
        assert_true(is_seen(&above, x, 1.5) && is_seen(&above, x, -1.5));
    }
    relief_release(&south);
    relief_release(&north);
    relief_release(&above);
    landscape_release(&l);
}

/* What is level is seen from everywhere. */
static void test_level_ground(void **state)
{
    (void)state;
    struct landscape l = land("0*x+0*y+3", SCALE_MIXED);
    for (int turn = 0; turn < 360; turn += 15)
        for (int tilt = EYE_LOWEST; tilt <= EYE_HIGHEST; tilt += 20) {
            struct relief relief = body_of(&l, turn, tilt);
            for (double x = -2.8; x < 3; x += 0.7)
                for (double y = -2.8; y < 3; y += 0.7)
                    assert_true(is_seen(&relief, x, y));
            relief_release(&relief);
        }
    landscape_release(&l);
}

/* The body is in the picture from wherever it is looked at, and its marks are on it. */
static void test_extent(void **state)
{
    (void)state;
    static const int sizes[][2] = {{6, 36}, {12, 46}, {19, 54}, {33, 86}, {44, 150}, {40, 20}};
    struct landscape l = land("x^2+y^2", SCALE_MIXED);
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (int turn = 0; turn < 360; turn += 20)
            for (int tilt = EYE_LOWEST; tilt <= EYE_HIGHEST; tilt += 15) {
                struct relief relief = {0};
                int rows = sizes[i][0], columns = sizes[i][1];
                assert_true(relief_cast(&relief, &l, &(struct eye){turn, tilt}, rows, columns));
                for (double x = -4; x <= 4; x += 1)
                    for (double y = -4; y <= 4; y += 1) {
                        double column, row;
                        relief_project(&relief, (double[]){x, y}, &column, &row);
                        if (!(column >= 0 && column < columns && row >= 0 && row < rows))
                            fail_msg("%dx%d, from %d, %d: %g, %g", columns, rows, turn, tilt,
                                     column, row);
                    }
                relief_release(&relief);
            }
    landscape_release(&l);
}

/* A hole's floor is hatched, and lower than all that is around it. */
static void test_hole(void **state)
{
    (void)state;
    struct landscape l = land("1+0*log(x^2+y^2-1)", SCALE_MIXED);
    struct relief relief = body_of(&l, 20, 60);
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct canvas canvas;
    double column, row;
    canvas_init(&canvas, &frame, (struct rectangle){0, 0, ROWS, COLUMNS}, &rich,
                table_row(&colormaps, 0), l.bands);
    relief_draw(&relief, &canvas, table_row(&colormaps, 0));
    relief_project(&relief, (double[]){0, 0}, &column, &row);
    assert_int_equal(glyph_at(&frame, (int)row, (int)column), 0x2571);
    relief_project(&relief, (double[]){2, 0}, &column, &row);
    assert_int_not_equal(glyph_at(&frame, (int)row, (int)column), 0x2571);
    assert_true(relief_shows_floor(&relief));
    frame_release(&frame);
    relief_release(&relief);
    landscape_release(&l);
}

/* Where nothing is defined any more the body ends: it is as large as one over that part alone, and
 * nothing is hatched. */
static void test_body_of_what_is_defined(void **state)
{
    (void)state;
    struct landscape l = land("x^2+y^2+0*log(x)", SCALE_MIXED);
    struct relief relief = body_of(&l, 20, 60);
    double part[2][2];
    relief_parts(&relief, part);
    assert_true(part[0][0] > 0.49 && part[0][0] < 0.53 && part[0][1] == 1);
    assert_true(part[1][0] == 0 && part[1][1] == 1);
    assert_true(relief.perspective.scale > 1.1 * 2 / hypot(l.columns, l.rows));
    assert_false(relief_shows_floor(&relief));
    relief_release(&relief);
    landscape_release(&l);
}

static int drawn_cells(struct frame *frame, const struct frame *before)
{
    int count = 0;
    for (int i = 0; i < frame->rows * frame->columns; i++)
        count += memcmp(&frame->cells[i], &before->cells[i], sizeof *frame->cells) != 0;
    return count;
}

/* Behind the ridge a path is dots and a ball a dotted ring; before it they are a line and a
 * ball. */
static void test_path(void **state)
{
    (void)state;
    struct landscape l = land("exp(-4*y^2)", SCALE_LINEAR);
    int cells[2];
    for (int behind = 0; behind < 2; behind++) {
        struct relief relief = body_of(&l, behind ? 180 : 0, EYE_LOWEST);
        struct frame frame = frame_of(ROWS, COLUMNS), blank = frame_of(ROWS, COLUMNS);
        struct canvas canvas;
        double x[][2] = {{-2.5, -1.5}, {2.5, -1.5}};
        struct trajectory path = path_of(2, 2, x, NULL);
        const struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@'};
        const struct projection on = {
            .plane = &l.plane, .viewport = &l.viewport, .relief = &relief};
        int row = -1, column = -1;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, ROWS, COLUMNS}, &rich,
                    table_row(&colormaps, 0), l.bands);
        path_draw(&canvas, &run, &on);
        cells[behind] = drawn_cells(&frame, &blank);
        assert_true(head_at(&canvas, &run, &no_stars, &on, &row, &column));
        assert_int_equal(glyph_at(&frame, row, column), behind ? 0x25CC : 0x25CF);
        trajectory_release(&path);
        frame_release(&frame);
        frame_release(&blank);
        relief_release(&relief);
    }
    assert_true(cells[1] > 5 && 2 * cells[1] < 3 * cells[0]);
    landscape_release(&l);
}

/* However short its steps are, a path behind a hill is seen, and drawn bit by bit it is the
 * same. */
static void test_short_steps(void **state)
{
    enum { STEPS = 200 };
    (void)state;
    struct landscape l = land("exp(-4*y^2)", SCALE_LINEAR);
    struct relief relief = body_of(&l, 180, EYE_LOWEST);
    struct frame whole = frame_of(ROWS, COLUMNS), bits = frame_of(ROWS, COLUMNS);
    struct frame blank = frame_of(ROWS, COLUMNS);
    struct trajectory path = path_of(0, 2, NULL, NULL);
    const struct drawn_run run = {.path = &path};
    const struct projection on = {.plane = &l.plane, .viewport = &l.viewport, .relief = &relief};
    struct frame *frames[] = {&whole, &bits};
    for (long step = 0; step < STEPS; step++) {
        struct sample sample = {.step = step, .x = {-2.5 + 5.0 * (double)step / STEPS, -1.5}};
        trajectory_add(&path, &sample);
    }
    for (int i = 0; i < 2; i++) {
        struct canvas canvas;
        size_t length = trajectory_length(&path);
        canvas_init(&canvas, frames[i], (struct rectangle){0, 0, ROWS, COLUMNS}, &rich,
                    table_row(&colormaps, 0), l.bands);
        for (size_t at = 0; at < length; at += i ? 1 : length)
            path_extend(&canvas, &run, at, i ? at + 1 : length, &on);
    }
    assert_true(frame_equal(&whole, &bits));
    assert_true(drawn_cells(&whole, &blank) > 15);
    trajectory_release(&path);
    frame_release(&whole);
    frame_release(&bits);
    frame_release(&blank);
    relief_release(&relief);
    landscape_release(&l);
}

/* A mark beside the window is an arrow at the edge of the body. */
static void test_beside(void **state)
{
    (void)state;
    struct landscape l = land("x^2+y^2", SCALE_MIXED);
    struct relief relief = body_of(&l, 0, 40);
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct canvas canvas;
    double x[][2] = {{1, 0}, {1e9, 0}};
    struct trajectory path = path_of(2, 2, x, NULL);
    const struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@'};
    const struct projection on = {.plane = &l.plane, .viewport = &l.viewport, .relief = &relief};
    int row = -1, column = -1;
    canvas_init(&canvas, &frame, (struct rectangle){0, 0, ROWS, COLUMNS}, &rich,
                table_row(&colormaps, 0), l.bands);
    path_draw(&canvas, &run, &on);
    assert_true(head_at(&canvas, &run, &no_stars, &on, &row, &column));
    assert_int_equal(glyph_at(&frame, row, column), 0x25B6);
    trajectory_release(&path);
    frame_release(&frame);
    relief_release(&relief);
    landscape_release(&l);
}

/* Is a number of an axis beside where that number is on an edge of the foot? */
static bool is_at_foot(const struct relief *relief, double value, int row, int column, int width)
{
    const struct viewport *window = &relief->landscape->viewport;
    double x = (value - window->x0) / (window->x1 - window->x0);
    double y = (window->y1 - value) / (window->y1 - window->y0);
    const double places[4][2] = {{x, 0}, {x, 1}, {0, y}, {1, y}};
    for (int i = 0; i < 4; i++) {
        double at, down;
        relief_foot(relief, places[i][0], places[i][1], &at, &down);
        if (row == (int)floor(down) + 1 && at >= column - 2 && at <= column + width + 2)
            return true;
    }
    return false;
}

/* Numbers and names are below the edges of the foot, where they are true, and hide nothing of the
 * body. */
static void test_axes(void **state)
{
    (void)state;
    static const struct rectangle all = {0, 0, ROWS, COLUMNS};
    struct landscape l = land("x^2+y^2", SCALE_MIXED);
    const struct axis axis[2] = {{"alpha", l.viewport.x0, l.viewport.x1, false},
                                 {"beta", l.viewport.y0, l.viewport.y1, false}};
    for (int turn = 5; turn < 360; turn += 15) {
        struct relief relief = body_of(&l, turn, 40);
        struct frame frame = frame_of(ROWS, COLUMNS), body = frame_of(ROWS, COLUMNS);
        struct canvas canvas;
        struct buffer text = {0};
        int numbers = 0;
        canvas_init(&canvas, &body, all, &rich, table_row(&colormaps, 0), l.bands);
        relief_draw(&relief, &canvas, table_row(&colormaps, 0));
        frame_take(&frame, &body);
        relief_axes(&relief, axis, &frame, all, all, (struct style){FRAME_DEFAULT, 0});
        for (int i = 0; i < ROWS * COLUMNS; i++)
            if (memcmp(&frame.cells[i], &body.cells[i], sizeof *frame.cells) != 0)
                assert_true(body.cells[i].glyph == ' ' && body.cells[i].bg == FRAME_DEFAULT);
        text_from_frame(&frame, &text);
        assert_non_null(strstr(buffer_string(&text), "alpha"));
        assert_non_null(strstr(buffer_string(&text), "beta"));
        for (int row = 0; row < ROWS; row++)
            for (int column = 0; column < COLUMNS; column++) {
                char number[8] = "";
                int width = 0;
                while (width < 7 && column + width < COLUMNS &&
                       strchr("-.0123456789", (int)glyph_at(&frame, row, column + width)))
                    number[width] = (char)glyph_at(&frame, row, column + width), width++;
                if (width == 0)
                    continue;
                if (!is_at_foot(&relief, strtod(number, NULL), row, column, width))
                    fail_msg("from %d: %s at row %d, column %d", turn, number, row, column);
                column += width;
                numbers++;
            }
        assert_true(numbers >= 3);
        buffer_release(&text);
        frame_release(&frame);
        frame_release(&body);
        relief_release(&relief);
    }
    landscape_release(&l);
}

/* --- in the program --- */

/* What is beside the map and its axes is the same with the relief in their place, at every size. */
static void test_sizes(void **state)
{
    static const int most_rows = 50, most_columns = 200;
    (void)state;
    for (int rows = 12; rows <= most_rows; rows += 7)
        for (int columns = 40; columns <= most_columns; columns += 16) {
            struct app *map = play_open("surface himmelblau", &rich, rows, columns);
            struct app *body = play_open("surface himmelblau|show relief", &rich, rows, columns);
            const struct frame *flat = app_frame(map), *relief = app_frame(body);
            const struct layout *layout = &body->picture.layout;
            int left = layout->up.rows ? layout->up.column : layout->map.column;
            int right = layout->map.column + layout->map.columns;
            int bottom = layout->map.row + layout->map.rows + layout->across.rows;
            for (int i = 0; i < rows * columns; i++) {
                int row = i / columns, column = i % columns;
                bool in =
                    row >= layout->map.row && row < bottom && column >= left && column < right;
                if (!in && memcmp(&flat->cells[i], &relief->cells[i], sizeof *flat->cells) != 0)
                    fail_msg("%dx%d: another cell at %d, %d", columns, rows, row, column);
            }
            app_free(map);
            app_free(body);
        }
}

/* The relief is made of what the map was: it costs no evaluation, nor does going round it. */
static void test_cost(void **state)
{
    (void)state;
    struct app *app = play_open("surface himmelblau", &rich, 40, 120);
    app_frame(app);
    struct objective *objective = simulation_objective(app->session.simulation);
    struct asked from = objective->asked;
    for (int i = 0; i < 4; i++) {
        play(app, i == 0 ? "f" : i == 1 ? "h" : i == 2 ? "3k" : "0");
        app_frame(app);
        assert_int_equal(picture_shown(&app->picture), SHOW_RELIEF);
        check_asked("keys", objective, &from, (struct asked){0});
    }
    app_free(app);
}

/* The body is cast once: when only the ball moves it stays as it is. */
static void test_still(void **state)
{
    enum { SENTINEL = 77 };
    (void)state;
    struct app *app = play_open("surface himmelblau|show relief", &rich, 40, 120);
    app_frame(app);
    struct relief *relief = &app->picture.still.relief;
    assert_int_equal(relief->sample[0], RELIEF_NONE);
    relief->sample[0] = SENTINEL;
    play(app, "5.");
    app_frame(app);
    assert_int_equal(relief->sample[0], SENTINEL);
    play(app, "h");
    app_frame(app);
    assert_int_equal(relief->sample[0], RELIEF_NONE);
    app_free(app);
}

/* Keys that move the map's window go round the body and up, within bounds; 0 is where it began. */
static void test_keys(void **state)
{
    static const struct {
        const char *keys;
        double turn, tilt;
    } rows[] = {{"", 20, 40},   {"l", 30, 40},          {"3h", 350, 40},          {"k", 20, 45},
                {"2j", 20, 30}, {"9j", 20, EYE_LOWEST}, {"99k", 20, EYE_HIGHEST}, {"36l", 20, 40},
                {"lk0", 20, 40}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface himmelblau|show relief");
        play(app, rows[i].keys);
        const struct eye eye = view_eye(&app->picture.view);
        if (eye.turn != rows[i].turn || eye.tilt != rows[i].tilt)
            fail_msg("%s: %g, %g", rows[i].keys, eye.turn, eye.tilt);
        app_free(app);
    }
}

/* Of one parameter there is no relief: f says so, and what was asked for shows the curve. */
static void test_one_parameter(void **state)
{
    (void)state;
    struct app *app = play_start("surface parabola|show relief");
    app_frame(app);
    assert_int_equal(picture_shown(&app->picture), SHOW_MAP);
    play(app, "f");
    assert_int_equal(picture_shown(&app->picture), SHOW_MAP);
    play_shows(app, "f", "the curve is all there is to see of one parameter");
    play(app, ":surface bowl<Enter>f");
    assert_int_equal(picture_shown(&app->picture), SHOW_RELIEF);
    app_free(app);
}

/* A cross that is moved goes the way on the screen that the key says, from wherever the body is
 * looked at. */
static void test_place(void **state)
{
    static const struct {
        const char *key;
        int across, down;
    } rows[] = {{"<Left>", -1, 0}, {"<Right>", 1, 0}, {"<Up>", 0, -1}, {"<Down>", 0, 1}};
    (void)state;
    for (int turn = 0; turn < 360; turn += 30)
        for (size_t i = 0; i < COUNT(rows); i++) {
            struct app *app = play_open("function 0*x+0*y|show relief|start 0,0", &rich, 40, 120);
            char eye[64];
            double before[2], after[2];
            snprintf(eye, sizeof eye, ":eye %d,%d<Enter>i", turn, EYE_HIGHEST);
            play(app, eye);
            app_frame(app);
            const struct relief *relief = &app->picture.still.relief;
            relief_project(relief, app->place, &before[0], &before[1]);
            play(app, "4");
            play(app, rows[i].key);
            app_frame(app);
            relief_project(relief, app->place, &after[0], &after[1]);
            double across = after[0] - before[0], down = 2 * (after[1] - before[1]);
            if (!(across * rows[i].across + down * rows[i].down > 0.6 * hypot(across, down)))
                fail_msg("from %d, %s: %g across, %g down", turn, rows[i].key, across, down);
            app_free(app);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),       cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_level_ground), cmocka_unit_test(test_extent),
        cmocka_unit_test(test_hole),         cmocka_unit_test(test_body_of_what_is_defined),
        cmocka_unit_test(test_path),         cmocka_unit_test(test_short_steps),
        cmocka_unit_test(test_beside),       cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_cost),         cmocka_unit_test(test_still),
        cmocka_unit_test(test_axes),         cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_keys),         cmocka_unit_test(test_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
