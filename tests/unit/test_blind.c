/* Blind descent: what a walk counts, when it arrives, and par, which is computed here once more by
 * other means. */
#include "play.h"

#include "app/keep.h"
#include "method/optimizer.h"
#include "run/simulation.h"
#include "show/kept.h"
#include "show/saved.h"
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
        struct par *par = &app->blind.descent.par;
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
    assert_int_equal(plain->blind.descent.par.evaluations, 3);
    assert_int_equal(changed->blind.descent.par.evaluations, 3);
    assert_string_equal(plain->blind.descent.par.optimizer, changed->blind.descent.par.optimizer);
    app_free(plain);
    app_free(changed);
}

/* Who runs off the map sets no target: Newton's first step here leads beyond 1e13. */
static void test_par_is_on_the_map(void **state)
{
    (void)state;
    struct app *app = start("function sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1|start 0,0");
    const struct par *par = &app->blind.descent.par;
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
    memcpy(app->blind.descent.par.range, range, sizeof range);
    wait(app);
    assert_int_equal(app->mode, MODE_BLIND);
    assert_true(app->blind.descent.par.done);
    assert_int_equal(app->blind.descent.par.evaluations, -1);
    play_shows(app, "", ", no par;");
    play(app, "q");
    assert_string_equal(app->message, "given up at -1 with 1 evaluation; there is no par: no "
                                      "optimizer settles or stays on the map");
    app_free(app);
}

/* Where the loss falls to the edge of the domain, nobody who walks comes as far down as a line
 * search. */
static void test_no_par_at_the_edge(void **state)
{
    (void)state;
    struct app *app = start("function log(x)+y^2|start 1,1");
    const struct par *par = &app->blind.descent.par;
    wait(app);
    assert_true(par->edge < -50 && par->done);
    assert_true(isinf(par->target));
    assert_int_equal(par->evaluations, -1);
    app_free(app);
}

/* Par costs no more than an optimizer may spend. */
static void test_par_is_within_its_bound(void **state)
{
    static const char *const cases[] = {"function log(x)+y^2|start 1,1", "function x+y|start 1,1",
                                        "function sqrt(abs(x))+y^2|start 1,1"};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = start(cases[i]);
        wait(app);
        assert_true(app->blind.descent.par.evaluations <= PAR_EVALUATIONS);
        app_free(app);
    }
}

/* --- the walk --- */

static void check_place(const struct app *app, double x, double y, long evaluations)
{
    const struct trajectory *path = &app->blind.descent.walk.path;
    const struct sample *at = trajectory_at(path, trajectory_length(path) - 1);
    check_near("x", at->x[0], x, 1e-12, 1);
    check_near("y", at->x[1], y, 1e-12, 1);
    assert_int_equal(app->blind.descent.walk.looked.evaluations, evaluations);
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

/* --- the text of a walk --- */

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *says;
    } rows[] = {
        {"", 0, ""},
        {" 3l k\n", 0, ""},
        {"3l kk-+12h", 0, ""},
        {"3l 2x", 5, "expected a key of a walk"},
        {"3l 4", 5, "expected a key of a walk"},
        {"0l", 1, "expected a number from 1 to 1000000"},
        {"l 1000001l", 3, "expected a number from 1 to 1000000"},
        {"l 99999999999999999999l", 3, "expected a number from 1 to 1000000"},
        {"\xe2\x86\x92", 1, "expected a key of a walk"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error;
        bool good = walk_check(rows[i].text, &error);
        assert_int_equal(good, !rows[i].says[0]);
        if (!good && (error.column != rows[i].column || !strstr(error.message, rows[i].says)))
            fail_msg("'%s': %d: %s", rows[i].text, error.column, error.message);
    }
}

/* The session's text after these keys, at that size. */
static void save(const char *settings, const char *typed, int rows, int columns, struct buffer *out)
{
    static const struct display display = {.colors = 0};
    struct app *app = play_open(settings, &display, rows, columns);
    play(app, typed);
    assert_true(keep_text(app, out, NULL));
    app_free(app);
}

static struct app *open_text(const struct buffer *text, int rows, int columns)
{
    static const struct display display = {.colors = 0};
    const struct view view = {0};
    struct saved saved;
    struct error error;
    assert_true(saved_make(&saved, "", buffer_string(text), text->size, &view, &error));
    struct app *app = app_create(&saved.experiment, &saved.view, &display, rows, columns, &error);
    assert_non_null(app);
    app_adopt(app, &saved);
    saved_release(&saved);
    return app;
}

static void check_same_path(const struct trajectory *a, const struct trajectory *b)
{
    assert_int_equal(trajectory_length(a), trajectory_length(b));
    for (size_t i = 0; i < trajectory_length(a); i++) {
        const struct sample *x = trajectory_at(a, i), *y = trajectory_at(b, i);
        assert_memory_equal(x->x, y->x, (size_t)a->n * sizeof *x->x);
        assert_memory_equal(&x->loss, &y->loss, sizeof x->loss);
        assert_memory_equal(&x->grad_norm, &y->grad_norm, sizeof x->grad_norm);
        assert_int_equal(x->evaluations, y->evaluations);
    }
}

/* A walk that is kept plays again on a screen of another size, with another window, and without a
 * screen. */
static void test_it_is_walked_again(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *typed;
    } rows[] = {
        {"surface himmelblau", ":blind<Enter>3k-l2j+hq"},
        {"grid volcano|start 520,330", "zz:blind<Enter>3l-2j<Up>q"},
        {"surface rosenbrock|axes y,x", ":blind<Enter>2l--3k"}, /* in the middle of it */
        {"function (x-1)^2 + 3|params x", ":blind<Enter>2l-hq"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer text = {0}, again = {0};
        save(rows[i].settings, rows[i].typed, 24, 80, &text);
        const char *line = strstr(buffer_string(&text), "\nwalk ");
        assert_non_null(line);
        struct app *app = open_text(&text, 50, 200);
        assert_int_equal(app->mode, MODE_BLIND);
        assert_int_equal(app->blind.descent.walk.looked.evaluations, 1);
        play(app, "q"); /* all at once */
        const struct kept_run *kept = app->session.kept.run[0];
        assert_non_null(kept);
        assert_memory_equal(kept->line, line + 1, strlen(kept->line));
        assert_true(keep_text(app, &again, NULL));
        struct app *slowly = open_text(&again, 12, 40);
        play(slowly, " ");
        for (int k = 0; k < 1000 && slowly->picture.walk && slowly->blind.text; k++)
            app_advance(slowly, 0.1);
        check_same_path(slowly->picture.walk ? &slowly->blind.descent.walk.path
                                             : &slowly->session.kept.run[0]->path,
                        &kept->path);
        app_free(slowly);
        app_free(app);
        buffer_release(&again);
        buffer_release(&text);
    }
}

/* Who presses a key walks on from there; a walk from another start is not kept. */
static void test_taking_over(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct app *app = play_start("surface bowl|start -2,-2");
    play(app, ":blind 2l 2x<Enter>");
    play_shows(app, ":blind 2l 2x", "expected a key of a walk");
    play(app, "<Esc>:blind l l l<Enter>");
    app_advance(app, 1);
    check_place(app, -1.5, -2, 2);
    play(app, "k");
    app_advance(app, 1);
    check_place(app, -1.5, -1.5, 3);
    play(app, " ");
    play_shows(app, "space", "space is no key here");
    play(app, "q:start 1,1<Enter>");
    assert_true(keep_text(app, &text, NULL));
    assert_null(strstr(buffer_string(&text), "walk"));
    buffer_release(&text);
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
    assert_string_equal(app->message, "given up at 4 with 1 evaluation");
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
        {"function log(x) + y^2|start -1,0",
         "no loss at the start (-1, 0): log(-1); choose another start"},
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
        cmocka_unit_test(test_no_par_at_the_edge),
        cmocka_unit_test(test_par_is_within_its_bound),
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_no_ground),
        cmocka_unit_test(test_arriving),
        cmocka_unit_test(test_arriving_early),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_it_is_walked_again),
        cmocka_unit_test(test_taking_over),
        cmocka_unit_test(test_giving_up),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
