/* The window onto the plane, and when the landscape is computed anew. */
#include "app/picture.h"

#include "base/error.h"
#include "check.h"

static const struct look look = {.colors = 256, .blocks = true, .braille = true};

struct fixture {
    struct session session;
    struct picture picture;
};

static void begin(struct fixture *fixture, const char *key, const char *value)
{
    struct scenario scenario;
    struct error error;

    assert_true(scenario_init(&scenario));
    assert_true(scenario_set(&scenario, key, value, &error));
    assert_true(session_init(&fixture->session, &scenario, &error));
    picture_init(&fixture->picture);
    picture_layout(&fixture->picture, 24, 80, &fixture->session);
    picture_home(&fixture->picture, session_scenario(&fixture->session));
    scenario_release(&scenario);
}

static void end(struct fixture *fixture)
{
    picture_release(&fixture->picture);
    session_release(&fixture->session);
}

static void check_window(const struct picture *picture, double x0, double x1, double y0, double y1)
{
    check_near("x0", picture->viewport.x0, x0, 1e-12, 1);
    check_near("x1", picture->viewport.x1, x1, 1e-12, 1);
    check_near("y0", picture->viewport.y0, y0, 1e-12, 1);
    check_near("y1", picture->viewport.y1, y1, 1e-12, 1);
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

/* About the point where it is visible, else about the middle. */
static void test_zoom(void **state)
{
    static const double inside[] = {3, 1}, outside[] = {30, 1};
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl"); /* +-5 */
    picture_zoom(&f.picture, 1, inside, 2);
    check_window(&f.picture, -1, 4, -2, 3);
    picture_zoom(&f.picture, -1, inside, 2);
    check_window(&f.picture, -5, 5, -5, 5);
    picture_zoom(&f.picture, 1, outside, 2);
    check_window(&f.picture, -2.5, 2.5, -2.5, 2.5);
    /* Without end, in and out: the window stays a window. */
    for (int i = -1; i <= 1; i += 2) {
        for (int k = 0; k < 5000; k++)
            picture_zoom(&f.picture, i, inside, 2);
        assert_true(isfinite(f.picture.viewport.x0) && isfinite(f.picture.viewport.y1));
        assert_true(f.picture.viewport.x0 < f.picture.viewport.x1);
        assert_true(f.picture.viewport.y0 < f.picture.viewport.y1);
    }
    picture_fit(&f.picture, simulation_trajectory(f.session.simulation));
    check_window(&f.picture, -5, 5, -5, 5);
    end(&f);
}

static void test_shows(void **state)
{
    static const struct {
        double x[2];
        int n;
        bool shown;
    } rows[] = {
        {{0, 0}, 2, true},  {{5, -5}, 2, true}, {{5.1, 0}, 2, false}, {{0, -5.1}, 2, false},
        {{0, 99}, 1, true}, {{9, 0}, 1, false}, {{NAN, 0}, 2, false},
    };
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl");
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(picture_shows(&f.picture, rows[i].x, rows[i].n), rows[i].shown);
    end(&f);
}

/* A path that runs away does not take the window with it. */
static void test_fit_is_bounded(void **state)
{
    struct fixture f;
    struct setting rate = {"lr", "1e5"};
    struct error error;
    size_t failed;

    (void)state;
    begin(&f, "surface", "bowl");
    assert_true(session_set(&f.session, &rate, 1, &failed, &error));
    session_step(&f.session, 5);
    assert_true(fabs(simulation_now(f.session.simulation)->x[0]) > 1e6);
    picture_fit(&f.picture, simulation_trajectory(f.session.simulation));
    assert_true(f.picture.viewport.x0 >= -1.1e6 && f.picture.viewport.x1 <= 1.1e6);
    end(&f);
}

/* Is the landscape computed anew? A mark in the field tells. */
static bool is_new(struct fixture *f)
{
    static const double mark = 12345.678;
    const struct landscape *landscape = picture_landscape(&f->picture, &f->session, &look);

    assert_non_null(landscape);
    bool fresh = landscape->field[0] != mark;
    landscape->field[0] = mark;
    return fresh;
}

static void set(struct fixture *f, const char *key, const char *value)
{
    struct setting setting = {key, value};
    struct error error;
    size_t failed;

    assert_true(session_set(&f->session, &setting, 1, &failed, &error));
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
    f.picture.contours = !f.picture.contours;
    f.picture.colormap = table_row(&colormaps, 1);
    assert_false(is_new(&f));

    viewport_pan(&f.picture.viewport, 0.1, 0);
    assert_true(is_new(&f));
    f.picture.scale = table_row(&scales, SCALE_LINEAR);
    assert_true(is_new(&f));
    picture_layout(&f.picture, 30, 90, &f.session);
    assert_true(is_new(&f));
    set(&f, "function", "x^2+y^4");
    assert_true(is_new(&f));
    assert_false(is_new(&f));
    end(&f);
}

/* With more than two parameters the plane goes through the point. */
static void test_the_plane_moves(void **state)
{
    static const struct setting settings[] = {{"params", "a,b,c"}, {"function", "a^2+b^2+c^2"}};
    struct fixture f;
    struct error error;
    size_t failed;

    (void)state;
    begin(&f, "surface", "bowl");
    assert_true(session_set(&f.session, settings, COUNT(settings), &failed, &error));
    picture_home(&f.picture, session_scenario(&f.session));
    assert_true(is_new(&f));
    session_step(&f.session, 1);
    assert_true(is_new(&f));
    end(&f);
}

/* Where no map is shown there is no landscape. */
static void test_no_map(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "surface", "bowl");
    picture_layout(&f.picture, 3, 20, &f.session);
    assert_null(picture_landscape(&f.picture, &f.session, &look));
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
    picture_landscape(&f.picture, &f.session, &look);
    check_near("x + y^2", picture_floor(&f.picture, &f.session), -4, 0.05, 1);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_zoom),
        cmocka_unit_test(test_shows),
        cmocka_unit_test(test_fit_is_bounded),
        cmocka_unit_test(test_the_landscape_is_kept),
        cmocka_unit_test(test_the_plane_moves),
        cmocka_unit_test(test_no_map),
        cmocka_unit_test(test_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
