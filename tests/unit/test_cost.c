/* What keys, frames and steps cost: only what has changed is evaluated, and the map only where the
 * window has become another one. */
#include "cost.h"
#include "play.h"
#include "shipped.h"

static const struct asked nothing = {0};

static struct objective *objective_of(struct app *app)
{
    return simulation_objective(app->session.simulation);
}

/* Plays the keys and shows what comes of them. Fails unless the objective that is there then was
 * asked for just that; `pixels`: may the map be computed? */
static void check_keys(struct app *app, const char *keys, struct asked wanted, bool pixels)
{
    struct asked from = objective_of(app)->asked;
    unsigned long runs = app->session.runs;
    play(app, keys);
    app_frame(app);
    if (app->session.runs != runs) /* each has an objective of its own */
        from = nothing;
    if (pixels)
        assert_true(objective_of(app)->asked.pixels > from.pixels);
    if (pixels)
        from.pixels = objective_of(app)->asked.pixels;
    check_asked(keys, objective_of(app), &from, wanted);
}

/* What is said, shown in other colours, or changed in the settings is not evaluated. */
static void test_keys_without_a_step(void **state)
{
    static const char *const keys[] = {
        ":",
        "v",
        "<Tab>",
        "<Bs>",
        "<Esc>",
        "?",
        "<Space>",
        "q",
        "v",
        "5",
        "+",
        "-",
        "m",
        "]",
        "n",
        "d",
        "D",
        "o",
        "O",
        "c",
        ":contours<Enter>",
        ":scale log<Enter>",
        ":loss-axis linear<Enter>",
        ":theory<Enter>",
        "q",
        "<less>",
        ">",
        "<Ctrl-L>",
        ":share<Enter>",
        "q",
        ":optimizer adam<Enter>",
    };
    struct app *app = play_start("surface rosenbrock");
    (void)state;
    app_frame(app);
    for (size_t i = 0; i < COUNT(keys); i++)
        check_keys(app, keys[i], nothing, false);
    app_free(app);
}

/* The beta that momentum begins with is that for the curvature which the gauge has seen. */
static void test_beta(void **state)
{
    struct app *app = play_start("function x^2+30*y^2|start 1,1|lr 0.01");
    bool found;
    (void)state;
    app_frame(app);
    check_keys(app, "m", nothing, false);
    assert_true(simulation_hyper(app->session.simulation, "beta", &found) ==
                session_beta(&app->session));
    check_keys(app, "m", nothing, false);
    app_free(app);
}

/* A step of gd: its gradient, and for the gauge and its curve the Hessian. */
static void test_keys_with_a_step(void **state)
{
    static const struct {
        const char *keys;
        struct asked cost;
        bool pixels;
    } rows[] = {
        {".", {.gradients = 1, .hessians = 1}, false},
        {".", {.gradients = 1, .hessians = 1}, false},
        {"3.", {.gradients = 3, .hessians = 3}, false},
        {"i", {.values = 1}, false}, /* the loss at the cross */
        {"l", {.values = 1}, false},
        {"<Esc>", {0}, false},
        {":l2 0.1<Enter>", {.hessians = 1}, false},
        {"n.", {.gradients = 2, .hessians = 1}, false}, /* one of them at the probe */
        {"z", {0}, true},
        {"h", {0}, true},
        {"0", {0}, true},
        {"r", {.gradients = 1, .hessians = 1}, false},
        {"s", {.gradients = 1, .hessians = 1}, true},
    };
    struct app *app = play_start("surface ravine");
    (void)state;
    app_frame(app);
    for (size_t i = 0; i < COUNT(rows); i++)
        check_keys(app, rows[i].keys, rows[i].cost, rows[i].pixels);
    app_free(app);
}

/* However many steps are made between two frames, there is one Hessian. */
static void test_running(void **state)
{
    struct app *app = play_start("surface ravine");
    (void)state;
    app_frame(app);
    play_key(app, ' ');
    for (int i = 0; i < 5; i++) {
        struct asked from = objective_of(app)->asked;
        long step = play_step(app), made;
        app_advance(app, 0.2);
        app_frame(app);
        made = play_step(app) - step;
        assert_true(made > 0);
        check_asked("running", objective_of(app), &from,
                    (struct asked){.gradients = made, .hessians = made});
    }
    app_free(app);
}

/* The first frame after the end pays for the verdict, no other does. */
static void test_verdict(void **state)
{
    struct app *app = play_start("surface bowl");
    (void)state;
    play(app, ":go 1000<Enter>");
    while (app_running(app))
        app_advance(app, 1);
    struct asked from = objective_of(app)->asked;
    app_frame(app);
    assert_true(objective_of(app)->asked.hessians >= from.hessians + 2);
    play_shows(app, "the end", "minimum");
    static const char *const keys[] = {"?", "q", "v", "+", "m", ":theory<Enter>", "q"};
    for (size_t i = 0; i < COUNT(keys); i++)
        check_keys(app, keys[i], nothing, false);
    app_free(app);
}

/* Another size of the screen: the map anew where that has changed, and nothing else. */
static void test_resize(void **state)
{
    static const struct {
        int rows, columns;
        bool pixels;
    } sizes[] = {{24, 80, false}, {30, 100, true}, {30, 100, false}, {10, 20, false}};
    struct app *app = play_start("surface rosenbrock");
    (void)state;
    app_frame(app);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct asked from = objective_of(app)->asked;
        app_handle(app, &(struct event){.kind = EVENT_RESIZE,
                                        .rows = sizes[i].rows,
                                        .columns = sizes[i].columns});
        app_frame(app);
        assert_true((objective_of(app)->asked.pixels > from.pixels) == sizes[i].pixels);
        from.pixels = objective_of(app)->asked.pixels;
        check_asked("another size", objective_of(app), &from, nothing);
    }
    app_free(app);
}

/* On data: the gradient and the validation loss of a step, a Hessian, and a pass for R^2. */
static void test_data(void **state)
{
    char settings[SHIPPED_PATH + 64], path[SHIPPED_PATH];
    (void)state;
    snprintf(settings, sizeof settings, "data %s|model linear|validation 0.25",
             shipped("flats.csv", path));
    struct app *app = play_start(settings);
    app_frame(app);
    size_t rows = objective_rows(objective_of(app)), held = objective_held(objective_of(app));
    static const char *const keys[] = {
        ":", "v", "<Esc>", "?", "q", "+", "m", "f", "f", "c", ":scale log<Enter>"};
    for (size_t i = 0; i < COUNT(keys); i++)
        check_keys(app, keys[i], nothing, false);
    check_keys(
        app, ".",
        (struct asked){
            .values = 1, .gradients = 1, .hessians = 1, .others = 1, .rows = 3 * rows + held},
        false);
    /* The states are kept, with what is known of them. */
    for (int i = 0; i < 5; i++) {
        play(app, i == 3 ? ":lr 0.001<Enter>." : ".");
        app_frame(app);
    }
    for (int i = 0; i < 6; i++)
        check_keys(app, ",", nothing, false);
    app_free(app);
}

/* The curve of one parameter has a value for every half of a cell, and no more. */
static void test_curve(void **state)
{
    struct app *app = play_start("surface parabola");
    (void)state;
    app_frame(app);
    const struct rectangle *map = &app->picture.layout.map;
    assert_true(objective_of(app)->asked.pixels == (size_t)(2 * 2 * map->columns));
    check_keys(app, ".", (struct asked){.gradients = 1, .hessians = 1}, false);
    check_keys(app, "c", nothing, false);
    check_keys(app, "l", (struct asked){.pixels = (size_t)(2 * 2 * map->columns)}, false);
    check_keys(app, ":scale log<Enter>", nothing, false);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_without_a_step),
        cmocka_unit_test(test_beta),
        cmocka_unit_test(test_keys_with_a_step),
        cmocka_unit_test(test_running),
        cmocka_unit_test(test_verdict),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_data),
        cmocka_unit_test(test_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
