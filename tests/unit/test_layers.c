/* The flow, arrows and curvatures over the map. */
#include "play.h"

#include <math.h>
#include <string.h>

#include "show/layers.h"

/* The picture that the app has composed. */
static struct picture *picture_of(struct app *app)
{
    app_frame(app);
    return &app->picture;
}

static struct app *show(const char *settings)
{
    struct app *app = play_start(settings);

    picture_of(app);
    return app;
}

/* Within the plane, whatever lies across it. */
static void test_curvatures(void **state)
{
    static const double h[9] = {10, 0, 3, 0, 1, 5, 3, 5, 99};
    const double x[3] = {0};
    struct plane plane;
    double value[2], direction[2][2];

    (void)state;
    plane_axes(&plane, x, 3, 0, 1);
    layers_curvatures(&plane, h, value, direction);
    assert_true(value[0] == 1 && value[1] == 10);
    assert_true(fabs(direction[0][1]) == 1 && fabs(direction[1][0]) == 1);
    plane_axes(&plane, x, 3, 1, 0);
    layers_curvatures(&plane, h, value, direction);
    assert_true(value[0] == 1 && value[1] == 10);
    assert_true(fabs(direction[0][0]) == 1 && fabs(direction[1][1]) == 1);
}

/* On a round bowl all arrows point to the middle, the longest from the farthest. */
static void test_arrows(void **state)
{
    struct app *app = show("surface bowl|field on");
    const struct vectors *arrows = &app->picture.layers.arrows;
    double least = INFINITY, most = 0;

    (void)state;
    assert_in_range(arrows->count, 12, 60);
    for (size_t i = 0; i < arrows->count; i++) {
        const struct vector *arrow = &arrows->vector[i];
        double right = arrow->to[0] - arrow->at[0], up = arrow->to[1] - arrow->at[1];
        double size = hypot(right, up), far = hypot(arrow->at[0], arrow->at[1]);

        assert_true(right * arrow->at[0] + up * arrow->at[1] < -0.999 * size * far);
        least = fmin(least, size);
        most = fmax(most, size);
    }
    check_near("longest beside shortest", most / least, 5, 0.01, 0);
    unsigned long number = arrows->number;
    play(app, "3.");
    picture_of(app);
    assert_int_equal(arrows->number, number);
    play(app, "z");
    picture_of(app);
    assert_int_equal(arrows->number, number + 1);
    app_free(app);
}

/* Of x^2 + y^3 the least curvature is that along y, which is downward below 0. */
static void test_signs(void **state)
{
    struct app *app = show("function x^2+y^3|curvature on");
    const struct signs *signs = &app->picture.layers.signs;
    const struct viewport *window = &app->picture.viewport;
    int down = 0;

    (void)state;
    assert_int_equal(signs->columns, (window->columns - 1) / signs->step + 1);
    for (int row = 0; row < signs->rows; row++) {
        double y =
            window->y1 - (window->y1 - window->y0) * (row * signs->step + 0.5) / window->rows;
        double value = signs->value[0][row * signs->columns];
        check_near("least", value, fmin(2, 6 * y), 1e-12, 1);
        check_near("greatest", signs->value[1][row * signs->columns], fmax(2, 6 * y), 1e-12, 1);
        down += value < 0;
    }
    assert_true(down > 1 && down < signs->rows - 1);
    play_shows(app, "", "⠐⠒⠐⠒");
    app_free(app);
}

/* Along one parameter there are none of them. */
static void test_one_parameter(void **state)
{
    struct app *app = show("surface parabola|curvature on|field on|flow on");

    (void)state;
    assert_int_equal(app->picture.layers.arrows.count, 0);
    assert_null(app->picture.layers.signs.value[0]);
    app_free(app);
}

/* The flow begins where the run does and comes to the minimum; it is found once. */
static void test_flow(void **state)
{
    struct app *app = show("surface ravine|flow on");
    const struct flow *flow = &app->picture.layers.flow;

    (void)state;
    assert_true(flow->ended);
    assert_true(trajectory_at(&flow->path, 0)->x[0] == 3.5);
    assert_true(hypot(flow->x[0], flow->x[1]) < 1e-3);
    long evaluations = flow->evaluations;
    play(app, "20.+");
    picture_of(app);
    assert_int_equal(flow->evaluations, evaluations);
    play(app, ":start 1,-2<Enter>");
    picture_of(app);
    assert_true(trajectory_at(&flow->path, 0)->x[1] == -2);
    play(app, ":l2 3<Enter>");
    picture_of(app);
    assert_true(flow->time < 4); /* it is faster */
    app_free(app);
}

static bool nobody(void *to)
{
    (void)to;
    return false;
}

/* Where somebody may interrupt it grows from frame to frame, and the frames say that they are
 * unfinished. */
static void test_slices(void **state)
{
    struct interrupt interrupt = {.wanted = nobody, .stride = INTERRUPT_STRIDE};
    struct app *app = play_start("function (1000*x^2+y^2)/2|start 1,1");
    int frames = 0;

    (void)state;
    app_listen(app, &interrupt);
    play(app, ":flow<Enter>");
    do {
        app_frame(app);
        frames++;
    } while (app_unfinished(app));
    assert_in_range(frames, 2, 200);
    assert_true(app->picture.layers.flow.ended);
    app_free(app);
}

/* Nothing of it counts among the evaluations of the run. */
static void test_uncounted(void **state)
{
    struct app *plain = show("surface beale"),
               *rich = show("surface beale|curvature on|field on|flow on");

    (void)state;
    play(plain, "9.");
    play(rich, "9.");
    picture_of(plain);
    picture_of(rich);
    assert_int_equal(simulation_evaluations(plain->session.simulation),
                     simulation_evaluations(rich->session.simulation));
    app_free(plain);
    app_free(rich);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_curvatures), cmocka_unit_test(test_arrows),
        cmocka_unit_test(test_signs),      cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_flow),       cmocka_unit_test(test_slices),
        cmocka_unit_test(test_uncounted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
