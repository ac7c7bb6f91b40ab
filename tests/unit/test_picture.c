/* The window onto the plane, and when the landscape is computed anew. */
#include "show/picture.h"

#include "base/error.h"
#include "check.h"
#include "show/data_file.h"

static const struct display display = {.colors = 256, .blocks = true, .braille = true};

struct fixture {
    struct session session;
    struct picture picture;
};

static void begin(struct fixture *fixture, const char *key, const char *value)
{
    struct scenario scenario;
    struct experiment experiment;
    struct error error;

    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    assert_true(scenario_set(&scenario, key, value, &error));
    assert_true(experiment_init(&experiment, &scenario));
    assert_true(session_init(&fixture->session, &experiment, &error));
    experiment_release(&experiment);
    picture_init(&fixture->picture, &(struct view){.choice[VIEW_ASPECT] = ASPECT_FILL});
    picture_layout(&fixture->picture, 24, 80, &fixture->session);
    picture_home(&fixture->picture, &fixture->session);
    scenario_release(&scenario);
}

static void end(struct fixture *fixture)
{
    picture_release(&fixture->picture);
    session_release(&fixture->session);
}

/* Keys make numbers that are short to write. */
static void check_window(const struct picture *picture, double x0, double x1, double y0, double y1)
{
    check_near("x0", picture->viewport.x0, x0, 1e-9, 1);
    check_near("x1", picture->viewport.x1, x1, 1e-9, 1);
    check_near("y0", picture->viewport.y0, y0, 1e-9, 1);
    check_near("y1", picture->viewport.y1, y1, 1e-9, 1);
}

/* The picture of a surface, its axes to scale or not, on a screen of that size. */
static void begin_to_scale(struct fixture *f, const char *surface, enum aspect aspect,
                           const int size[2])
{
    begin(f, "surface", surface);
    f->picture.view.choice[VIEW_ASPECT] = aspect;
    picture_layout(&f->picture, size[0], size[1], &f->session);
    picture_home(&f->picture, &f->session);
}

/* The sizes of the screen: rows, columns. */
static const int sizes[][2] = {{12, 40}, {20, 46}, {24, 80}, {40, 120}, {50, 200}};

/* On the map a ring of the bowl is as wide as it is high, to within a cell. */
static void check_rings(struct fixture *f)
{
    const struct landscape *map = picture_landscape(&f->picture, &f->session, &display);
    int reach_right[LANDSCAPE_MAX_BANDS] = {0}, reach_up[LANDSCAPE_MAX_BANDS] = {0};
    int middle = map->rows / 2, centre = map->columns / 2;

    for (int row = middle - 1; row >= 0; row--)
        reach_up[map->band[row * map->columns + centre]] = middle - row;
    for (int column = centre; column < map->columns; column++)
        reach_right[map->band[middle * map->columns + column]] = column - centre + 1;
    /* A ring that has an end on both ways: one further band follows. */
    for (int band = 0; band + 1 < map->bands; band++)
        if (reach_up[band + 1] && reach_right[band + 1])
            assert_true(abs(reach_up[band] - reach_right[band]) <= 1);
    assert_true(reach_up[2] && reach_right[2]);
}

static void test_rings_are_round(void **state)
{
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        begin_to_scale(&f, "bowl", ASPECT_AUTO, sizes[i]);
        check_rings(&f);
        end(&f);
    }
}

/* How far from a right angle, in degrees, the step -rate*g at x crosses the contour there, as it is
 * seen on a screen whose cells are twice as high as wide. */
static double slant(const struct fixture *f, const double x[2], const double g[2])
{
    const struct viewport *window = &f->picture.viewport;
    double at[2], step[2], line[2], size = 1e-3 / hypot(g[0], g[1]);

    viewport_project(window, x[0], x[1], &at[0], &at[1]);
    viewport_project(window, x[0] - size * g[0], x[1] - size * g[1], &step[0], &step[1]);
    viewport_project(window, x[0] - size * g[1], x[1] + size * g[0], &line[0], &line[1]);
    double right = step[0] - at[0], down = 2 * (step[1] - at[1]);
    double along = line[0] - at[0], below = 2 * (line[1] - at[1]);
    double across = (right * along + down * below) / (hypot(right, down) * hypot(along, below));
    return asin(fabs(across)) * 180 / acos(-1);
}

/* The greatest slant of the first ten steps. */
static double greatest_slant(const char *surface, enum aspect aspect, const int size[2])
{
    struct fixture f;
    double g[2], most = 0;

    begin_to_scale(&f, surface, aspect, size);
    for (int step = 0; step < 10; step++) {
        const double *x = simulation_now(f.session.simulation)->x;
        objective_gradient(simulation_objective(f.session.simulation), x, g);
        most = fmax(most, slant(&f, x, g));
        session_step(&f.session, 1);
    }
    end(&f);
    return most;
}

static void test_steps_cross_contours_at_right_angles(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        assert_true(greatest_slant("bowl", ASPECT_AUTO, sizes[i]) <= 5);
        assert_true(greatest_slant("ravine", ASPECT_AUTO, sizes[i]) <= 5);
        assert_true(greatest_slant("himmelblau", ASPECT_AUTO, sizes[i]) <= 5);
    }
    assert_true(greatest_slant("bowl", ASPECT_FILL, sizes[2]) > 5);
}

/* Data has one unit on both axes where its columns are standardized. */
static void test_who_is_to_scale(void **state)
{
    static const struct {
        const char *setting[3][2];
        bool to_scale;
    } rows[] = {
        {{{"surface", "bowl"}}, true},
        {{{"function", "x^2+y"}}, true},
        {{{"params", "w"}, {"function", "w^2"}}, false},
        {{{"params", "a,b,c"}, {"function", "a^2+b+c"}}, true},
        {{{"model", "linear"}}, false},
        {{{"model", "linear"}, {"standardize", "all"}}, true},
    };
    struct error error;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct view view = {0};

        assert_true(scenario_init(&scenario));
        for (int k = 0; k < 3 && rows[i].setting[k][0]; k++)
            assert_true(
                scenario_set(&scenario, rows[i].setting[k][0], rows[i].setting[k][1], &error));
        assert_int_equal(view_is_to_scale(&view, &scenario), rows[i].to_scale);
        view.has_window = true;
        assert_false(view_is_to_scale(&view, &scenario));
        view.choice[VIEW_ASPECT] = ASPECT_EQUAL;
        assert_true(view_is_to_scale(&view, &scenario));
        scenario_release(&scenario);
    }
}

/* Rounded to a tenth of the size at most, and to as few digits as that needs. */
static void test_round(void **state)
{
    static const struct {
        double v, size, rounded;
    } rows[] = {
        {0.123456, 0.1, 0.12},   {0.123456, 0.01, 0.123}, {12.3456, 1, 12.3},
        {12.3456, 100, 12},      {-0.5, 1, -0.5},         {0, 1, 0},
        {1e300, 1, 1e300},       {123456, 1e6, 123456},   {1e-20, 1e-25, 0},
        {INFINITY, 1, INFINITY}, {0.1, 1e-300, 0.1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_near("round", picture_round(rows[i].v, rows[i].size), rows[i].rounded, 0, 0);
}

static void set(struct fixture *f, const char *key, const char *value)
{
    struct setting setting = {key, value};
    struct error error;

    assert_true(session_set(&f->session, &setting, 1, &error));
}

/* About the point where it is visible, else about the middle. */
static void test_zoom(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl"); /* +-5 */
    set(&f, "start", "3,1");
    picture_zoom(&f.picture, 1, &f.session);
    check_window(&f.picture, -1, 4, -2, 3);
    picture_zoom(&f.picture, -1, &f.session);
    check_window(&f.picture, -5, 5, -5, 5);
    set(&f, "start", "30,1");
    picture_zoom(&f.picture, 1, &f.session);
    check_window(&f.picture, -2.5, 2.5, -2.5, 2.5);
    /* Without end, in and out: the window stays a window. */
    set(&f, "start", "3,1");
    for (int i = -1; i <= 1; i += 2) {
        for (int k = 0; k < 5000; k++)
            picture_zoom(&f.picture, i, &f.session);
        assert_true(isfinite(f.picture.viewport.x0) && isfinite(f.picture.viewport.y1));
        assert_true(f.picture.viewport.x0 < f.picture.viewport.x1);
        assert_true(f.picture.viewport.y0 < f.picture.viewport.y1);
    }
    picture_frame(&f.picture, &f.session);
    check_window(&f.picture, -5, 5, -5, 5);
    end(&f);
}

static void test_shows(void **state)
{
    static const struct {
        const char *start;
        bool shown;
    } rows[] = {
        {"0,0", true}, {"5,-5", true}, {"5.1,0", false}, {"0,-5.1", false}, {"-99,99", false},
    };
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl");
    for (size_t i = 0; i < COUNT(rows); i++) {
        set(&f, "start", rows[i].start);
        assert_int_equal(picture_shows(&f.picture, &f.session), rows[i].shown);
    }
    end(&f);
}

/* Of one parameter, what is across counts. */
static void test_shows_one_parameter(void **state)
{
    static const struct setting line[] = {{"params", "w"}, {"function", "w^2"}, {"start", "99"}};
    struct fixture f;
    struct error error;

    (void)state;
    begin(&f, "surface", "bowl");
    assert_true(session_set(&f.session, line, COUNT(line), &error));
    assert_false(picture_shows(&f.picture, &f.session));
    set(&f, "start", "4");
    assert_true(picture_shows(&f.picture, &f.session));
    picture_zoom(&f.picture, 1, &f.session);
    check_window(&f.picture, -0.5, 4.5, -2.5, 2.5);
    end(&f);
}

/* A path that runs away does not take the window with it. */
static void test_fit_is_bounded(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl");
    set(&f, "lr", "1e5");
    session_step(&f.session, 5);
    assert_true(fabs(simulation_now(f.session.simulation)->x[0]) > TRAJECTORY_FARTHEST);
    picture_frame(&f.picture, &f.session);
    assert_true(f.picture.viewport.x0 >= -1.1 * TRAJECTORY_FARTHEST);
    assert_true(f.picture.viewport.x1 <= 1.1 * TRAJECTORY_FARTHEST);
    end(&f);
}

/* Is the landscape computed anew? A mark in the field tells. */
static bool is_new(struct fixture *f)
{
    static const double mark = 12345.678;
    const struct landscape *landscape = picture_landscape(&f->picture, &f->session, &display);

    assert_non_null(landscape);
    bool fresh = landscape->field[0] != mark;
    landscape->field[0] = mark;
    return fresh;
}

static void test_the_landscape_is_kept(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "rosenbrock");
    assert_true(is_new(&f));
    assert_false(is_new(&f));
    session_step(&f.session, 20);
    set(&f, "lr", "0.0001");
    set(&f, "optimizer", "adam");
    set(&f, "start", "0,0");
    f.picture.view.choice[VIEW_CONTOURS] = 1;
    f.picture.view.choice[VIEW_COLORMAP] = 1;
    assert_false(is_new(&f));

    viewport_pan(&f.picture.viewport, 0.1, 0);
    assert_true(is_new(&f));
    f.picture.view.choice[VIEW_SCALE] = SCALE_LINEAR; /* the same values, cut otherwise */
    assert_false(is_new(&f));
    assert_int_equal(f.picture.landscape.scale, SCALE_LINEAR);
    picture_layout(&f.picture, 30, 90, &f.session);
    assert_true(is_new(&f));
    set(&f, "function", "x^2+y^4");
    assert_true(is_new(&f));
    assert_false(is_new(&f));
    end(&f);
}

/* On another display the same values are laid in other tiles. */
static void test_tiles_of_the_display(void **state)
{
    static const struct display halves = {.colors = 256, .blocks = true}, ascii = {.colors = 8};
    struct fixture f;

    (void)state;
    begin(&f, "surface", "himmelblau");
    assert_int_equal(picture_landscape(&f.picture, &f.session, &display)->kind, MOSAIC_EIGHTHS);
    f.picture.landscape.field[0] += 1; /* tells whether it is computed anew */
    double mark = f.picture.landscape.field[0];
    assert_int_equal(picture_landscape(&f.picture, &f.session, &halves)->kind, MOSAIC_HALVES);
    assert_int_equal(picture_landscape(&f.picture, &f.session, &ascii)->kind, MOSAIC_WHOLE);
    for (int i = 0; i < f.picture.viewport.rows * f.picture.viewport.columns; i++)
        assert_int_equal(f.picture.landscape.tile[i].glyph, ' ');
    assert_true(f.picture.landscape.field[0] == mark);
    end(&f);
}

/* Three parameters and the axes, from the point (1, 2, 3). */
static void begin_in_space(struct fixture *f, const char *function, const char *axes)
{
    struct setting settings[] = {
        {"params", "a,b,c"}, {"function", function}, {"start", "1,2,3"}, {"lr", "0.0025"}};
    struct error error;

    begin(f, "surface", "bowl");
    assert_true(view_set(&f->picture.view, "axes", axes, &error));
    assert_true(session_set(&f->session, settings, COUNT(settings), &error));
    picture_home(&f->picture, &f->session);
}

/* With more than two parameters the plane goes through the point; only along parameters that are
 * shown does it not move. */
static void test_the_plane_moves(void **state)
{
    static const struct {
        const char *function, *axes;
        bool moves;
    } rows[] = {
        {"a^2+b^2+c^2", "a,b", true}, {"a^2+b^2", "a,b", false},    {"a^2+b^2", "b,c", true},
        {"b^2", "b,c", false},        {"a^2+b^2+c^2", "pca", true},
    };
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin_in_space(&f, rows[i].function, rows[i].axes);
        assert_true(is_new(&f));
        assert_false(is_new(&f));
        session_step(&f.session, 1);
        assert_int_equal(is_new(&f), rows[i].moves);
        assert_false(is_new(&f));
        end(&f);
    }
}

/* One step of a running session. */
static void run_a_step(struct fixture *f)
{
    long step = simulation_now(f->session.simulation)->step;

    while (simulation_now(f->session.simulation)->step == step)
        session_advance(&f->session, 0.01, 30);
}

/* While the run is moving the plane stays until the point is a fiftieth of the window away, which
 * is 0.2 of 10: here c goes from 3 by a two hundredth of itself at a step, to 2.797 at step 14.
 * Paused, it is exact. */
static void test_the_plane_waits(void **state)
{
    struct fixture f;

    (void)state;
    begin_in_space(&f, "c^2", "b,a");
    assert_true(is_new(&f));
    assert_true(session_resume(&f.session));
    for (int step = 1; step <= 20; step++) {
        run_a_step(&f);
        assert_int_equal(is_new(&f), step == 14);
    }
    viewport_zoom(&f.picture.viewport, 0.125, 2, 1);
    run_a_step(&f);
    assert_true(is_new(&f)); /* another window; and the point is 0.08 away, beyond 0.025 */
    assert_true(f.picture.plane.origin[2] == simulation_now(f.session.simulation)->x[2]);
    run_a_step(&f);
    assert_false(is_new(&f));
    session_pause(&f.session);
    assert_true(is_new(&f));
    assert_true(f.picture.plane.origin[2] == simulation_now(f.session.simulation)->x[2]);
    end(&f);
}

/* A point that has run away does not take the plane with it. */
static void test_the_plane_stays_near(void **state)
{
    static const char *const axes[] = {"b,a", "pca"};
    struct fixture f;

    (void)state;
    for (size_t i = 0; i < COUNT(axes); i++) {
        begin_in_space(&f, "exp(c)^16", axes[i]);
        session_step(&f.session, 3);
        assert_false(fabs(simulation_now(f.session.simulation)->x[2]) < TRAJECTORY_FARTHEST);
        assert_true(picture_plane(&f.picture, &f.session)->origin[2] == 3);
        end(&f);
    }
}

/* Along principal directions the window holds the path with a margin, and is not too narrow. The
 * path is straight: from the end at 0 to the start at its length. */
static void check_around_path(const struct picture *picture, double length)
{
    double x0 = -0.1 * length, x1 = 1.1 * length;

    if (picture->plane.across[2] < 0) {
        double swap = x0;

        x0 = -x1;
        x1 = -swap;
    }
    check_window(picture, x0, x1, -length / 8, length / 8);
}

static double path_length(const struct fixture *f)
{
    return 3 - simulation_now(f->session.simulation)->x[2];
}

static void test_the_window_follows(void **state)
{
    struct fixture f;
    double length;

    (void)state;
    begin_in_space(&f, "c^2", "pca");
    check_window(&f.picture, -5, 5, -5, 5); /* no path yet */
    assert_true(picture_follows(&f.picture));
    session_step(&f.session, 10);
    picture_plane(&f.picture, &f.session);
    length = path_length(&f);
    check_around_path(&f.picture, length);
    check_near("part", f.picture.part[0], 1, 1e-12, 1);

    /* Moved or zoomed, it stays; fit takes it back, to the path as it is now. */
    picture_pan(&f.picture, 0, 1);
    assert_false(picture_follows(&f.picture));
    session_step(&f.session, 10);
    picture_plane(&f.picture, &f.session);
    check_window(&f.picture, -0.1 * length, 1.1 * length, length / 8, length * 3 / 8);
    picture_frame(&f.picture, &f.session);
    check_around_path(&f.picture, path_length(&f));
    assert_true(picture_follows(&f.picture));

    /* A window that was asked for doesn't follow. */
    assert_true(view_set(&f.picture.view, "view", "-1,1,-1,1", NULL));
    picture_home(&f.picture, &f.session);
    assert_false(picture_follows(&f.picture));
    session_step(&f.session, 10);
    picture_plane(&f.picture, &f.session);
    check_window(&f.picture, -1, 1, -1, 1);
    end(&f);
}

/* While the run is moving, too: a point within the plane can leave the window. */
static void test_the_window_follows_the_moving_run(void **state)
{
    struct fixture f;

    (void)state;
    begin_in_space(&f, "c^2", "pca");
    assert_true(session_resume(&f.session));
    for (int step = 0; step < 300; step++) {
        run_a_step(&f);
        assert_true(picture_shows(&f.picture, &f.session));
    }
    check_near("across", f.picture.plane.across[2], 1, 1e-12, 1);
    end(&f);
}

/* Where no map is shown there is no landscape. */
static void test_no_map(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl");
    picture_layout(&f.picture, 3, 20, &f.session);
    assert_null(picture_landscape(&f.picture, &f.session, &display));
    end(&f);
}

/* The least value known: the surface's own, else the best seen. */
static void test_floor(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "booth");
    check_near("booth", picture_floor(&f.picture, &f.session), 0, 0, 1);
    end(&f);
    begin(&f, "function", "x + y^2"); /* at the start (1, 1) it is 2; no map yet */
    check_near("x + y^2", picture_floor(&f.picture, &f.session), 2, 1e-12, 1);
    /* In the window, +-5 about the start, it is about -4 at (-4, 0). */
    picture_landscape(&f.picture, &f.session, &display);
    check_near("x + y^2", picture_floor(&f.picture, &f.session), -4, 0.05, 1);
    /* Of another function, of which there is no map yet, that says nothing. */
    set(&f, "function", "x^2 + y^2 + 7");
    check_near("x^2 + y^2 + 7", picture_floor(&f.picture, &f.session), 9, 1e-12, 1);
    picture_landscape(&f.picture, &f.session, &display);
    check_near("x^2 + y^2 + 7", picture_floor(&f.picture, &f.session), 7, 0.1, 1);
    /* No sample lies at the minimum, but the floor does. */
    set(&f, "function", "(x - 0.3)^2 + y^2 + 1e-9");
    picture_landscape(&f.picture, &f.session, &display);
    assert_true(f.picture.landscape.least > 0);
    check_near("(x - 0.3)^2 + y^2", picture_floor(&f.picture, &f.session), 0, 0, 1);
    end(&f);
}

/* The least value of a slice moves with the point: the floor does not. */
static void test_floor_of_a_slice(void **state)
{
    static const struct setting positive[] = {{"params", "a,b,c"}, {"function", "a^2+b^2+c^2"}},
                                negative[] = {{"function", "a^2+b^2+c^2-100"}, {"lr", "0.25"}};
    struct fixture f;
    struct error error;

    (void)state;
    begin(&f, "surface", "bowl");
    assert_true(session_set(&f.session, positive, COUNT(positive), &error));
    picture_home(&f.picture, &f.session);
    picture_landscape(&f.picture, &f.session, &display);
    check_near("positive", picture_floor(&f.picture, &f.session), 0, 0, 1);
    assert_true(session_set(&f.session, negative, COUNT(negative), &error));
    session_step(&f.session, 1);
    picture_landscape(&f.picture, &f.session, &display);
    check_near("negative", picture_floor(&f.picture, &f.session), -99.25, 1e-12, 1);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_rings_are_round),
        cmocka_unit_test(test_steps_cross_contours_at_right_angles),
        cmocka_unit_test(test_who_is_to_scale),
        cmocka_unit_test(test_zoom),
        cmocka_unit_test(test_shows),
        cmocka_unit_test(test_shows_one_parameter),
        cmocka_unit_test(test_fit_is_bounded),
        cmocka_unit_test(test_the_landscape_is_kept),
        cmocka_unit_test(test_tiles_of_the_display),
        cmocka_unit_test(test_the_plane_moves),
        cmocka_unit_test(test_the_plane_waits),
        cmocka_unit_test(test_the_plane_stays_near),
        cmocka_unit_test(test_the_window_follows),
        cmocka_unit_test(test_the_window_follows_the_moving_run),
        cmocka_unit_test(test_no_map),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_floor_of_a_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
