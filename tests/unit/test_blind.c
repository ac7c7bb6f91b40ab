/* Blind descent: what a walk counts, when it arrives, and par, which is computed here once more by other
 * means. */
#include "play.h"

#include "method/optimizer.h"
#include "run/simulation.h"
#include "show/kept.h"
#include "study/par.h"

static struct app *start(const char *settings)
{
    struct app *app = play_start(settings);
    play(app, ":blind<Enter>");
    assert_int_equal(app->mode, MODE_BLIND);
    return app;
}

/* Lets time pass until par is known. */
static void wait(struct app *app)
{
    for (int i = 0; i < 1000 && app->mode == MODE_BLIND && app_running(app); i++)
        app_advance(app, 0.02);
}

/* --- par --- */

/* How many evaluations the optimizer needs to the target; -1: more than it may, or it can't run. */
static long count(const char *settings, const char *optimizer, double target)
{
    struct scenario scenario;
    struct error error;
    char text[256], *value;
    long evaluations = -1;
    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    snprintf(text, sizeof text, "%s", settings);
    for (char *key = strtok(text, "|"); key; key = strtok(NULL, "|")) {
        value = strchr(key, ' ');
        *value++ = '\0';
        assert_true(scenario_set(&scenario, key, value, &error));
    }
    assert_true(scenario_set(&scenario, "optimizer", optimizer, &error));
    assert_true(scenario_set(&scenario, "stop", "evaluations=500", &error));
    struct simulation *simulation = simulation_create(&scenario, &error);
    while (simulation && evaluations < 0) {
        if (simulation_now(simulation)->loss <= target)
            evaluations = simulation_cost(simulation);
        else if (simulation_ended(simulation) >= 0)
            break;
        else
            simulation_step(simulation);
    }
    simulation_free(simulation);
    scenario_release(&scenario);
    return evaluations;
}

static void test_par(void **state)
{
    static const char *const cases[] = {"surface bowl|start -2,-2", "surface rosenbrock",
                                        "surface himmelblau|start 0,0", "grid volcano",
                                        "function x^2 + abs(y)"};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = start(cases[i]);
        struct par *par = &app->blind.par;
        long fewest = -1;
        wait(app);
        assert_true(par->done);
        assert_true(par->least <= par->first && par->target >= par->least);
        for (size_t k = 0; k < optimizers.count; k++) {
            long evaluations = count(cases[i], table_name(&optimizers, k), par->target);
            if (evaluations >= 0 && (fewest < 0 || evaluations < fewest))
                fewest = evaluations;
        }
        if (par->evaluations != fewest)
            fail_msg("%s: par is %ld, not %ld", cases[i], par->evaluations, fewest);
        app_free(app);
    }
}

/* What was set by hand has no influence on par. */
static void test_par_is_of_the_function(void **state)
{
    (void)state;
    struct app *plain = start("surface bowl|start -2,-2");
    struct app *changed =
        start("surface bowl|start -2,-2|lr 0.001|noise 1|clip 0.1|schedule cosine");
    wait(plain);
    wait(changed);
    assert_int_equal(plain->blind.par.evaluations, 3);
    assert_int_equal(changed->blind.par.evaluations, 3);
    assert_string_equal(plain->blind.par.optimizer, changed->blind.par.optimizer);
    app_free(plain);
    app_free(changed);
}

/* Who runs off the map sets no target: Newton's first step here leads beyond 1e13. */
static void test_par_is_on_the_map(void **state)
{
    (void)state;
    struct app *app = start("function sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1|start 0,0");
    const struct par *par = &app->blind.par;
    wait(app);
    check_near("least", par->least, -1.9132229549810364, 1e-6, 1);
    assert_true(par->evaluations > 1);
    app_free(app);
}

/* Nobody settles on a slope without an end, and none stays on a map this small. */
static void test_no_par(void **state)
{
    (void)state;
    struct app *app = start("function x - y^2|start 0,1");
    const double range[2][2] = {{-1e-4, 1e-4}, {1 - 1e-4, 1 + 1e-4}};
    memcpy(app->blind.par.range, range, sizeof range);
    wait(app);
    assert_int_equal(app->mode, MODE_BLIND);
    assert_true(app->blind.par.done);
    assert_int_equal(app->blind.par.evaluations, -1);
    play_shows(app, "", ", no par;");
    play(app, "q");
    assert_string_equal(app->message, "given up at -1 with 1 evaluations; there is no par: no "
                                      "optimizer settles or stays on the map");
    app_free(app);
}

/* --- the walk --- */

static void check_place(const struct app *app, double x, double y, long evaluations)
{
    const struct trajectory *path = &app->blind.path;
    const struct sample *at = trajectory_at(path, trajectory_length(path) - 1);
    check_near("x", at->x[0], x, 1e-12, 1);
    check_near("y", at->x[1], y, 1e-12, 1);
    assert_int_equal(app->blind.evaluations, evaluations);
}

static void test_walk(void **state)
{
    (void)state;
    struct app *app = start("surface bowl|start -2,-2"); /* steps of 0.5 */
    check_place(app, -2, -2, 1);
    play(app, "l");
    check_place(app, -1.5, -2, 2);
    play(app, "3<Up>");
    check_place(app, -1.5, -0.5, 3);
    play(app, "-jh");
    check_place(app, -1.75, -0.75, 5);
    play(app, "++h");
    check_place(app, -2.75, -0.75, 6);
    play(app, "99h"); /* off the map: no step, no evaluation */
    check_place(app, -2.75, -0.75, 6);
    play_shows(app, "99h", "the map ends here");
    app_free(app);
}

/* Outside a domain there is nothing to stand on; to look costs an evaluation. */
static void test_no_ground(void **state)
{
    (void)state;
    struct app *app = start("function sqrt(x) + y^2|start 0.25,0");
    play(app, "h");
    check_place(app, 0.25, 0, 2);
    play_shows(app, "h", "there is no ground there");
    app_free(app);
}

static void test_arriving(void **state)
{
    (void)state;
    struct app *app = start("surface bowl|start -2,-2");
    play(app, "4l");
    wait(app);
    assert_int_equal(app->mode, MODE_BLIND);
    play(app, "4k");
    app_advance(app, 0.02);
    assert_int_equal(app->mode, MODE_WATCH);
    assert_string_equal(
        app->message,
        "you are down with 3 evaluations: par, which levenberg-marquardt makes with 3");
    assert_null(app->picture.walk);
    const struct kept_run *kept = app->session.kept.run[0];
    assert_true(kept && kept->foreign);
    assert_string_equal(kept->told.optimizer, "you");
    assert_int_equal(kept->path.last, 2);
    assert_int_equal(play_step(app), 0); /* the run is where it was */
    app_free(app);
}

/* To arrive before par is known waits for it. */
static void test_arriving_early(void **state)
{
    (void)state;
    struct app *app = start("surface bowl|start -2,-2");
    play(app, "8l8k8h4l4j");
    wait(app);
    app_advance(app, 0.02);
    assert_int_equal(app->mode, MODE_WATCH);
    assert_string_equal(
        app->message,
        "you are down with 6 evaluations: 3 over par, which levenberg-marquardt makes with 3");
    app_free(app);
}

static void test_giving_up(void **state)
{
    (void)state;
    struct app *app = start("surface bowl|start -2,-2");
    wait(app);
    play(app, "lq");
    assert_int_equal(app->mode, MODE_WATCH);
    assert_string_equal(app->message, "given up at 3.125 with 2 evaluations; levenberg-marquardt "
                                      "comes below 0.04 with 3");
    play(app, ":blind<Enter><Esc>"); /* at once */
    assert_string_equal(app->message, "given up at 4 with 1 evaluations");
    app_free(app);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *note;
    } rows[] = {
        {"function x^2+y^2+z^2|params x,y,z", "a walk takes one or two parameters, not 3"},
        {"data line.csv", "nobody walks over a loss of data"},
        {"function log(x) + y^2|start -1,0", "the function is not defined at the start"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start(rows[i].settings);
        play(app, ":blind<Enter>");
        play_shows(app, ":blind", rows[i].note);
        assert_null(app->picture.walk);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_par),
        cmocka_unit_test(test_par_is_of_the_function),
        cmocka_unit_test(test_par_is_on_the_map),
        cmocka_unit_test(test_no_par),
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_no_ground),
        cmocka_unit_test(test_arriving),
        cmocka_unit_test(test_arriving_early),
        cmocka_unit_test(test_giving_up),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
